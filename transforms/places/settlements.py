"""Names that the text itself calls those of villages, districts and the like: they are places, though they may be on no map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.document import Document
from transforms.places.folding import word_set
from transforms.places.hints import LINKS
from transforms.records import Mention

SETTLEMENTS = word_set(
    """
    village villages town towns city hamlet hamlets suburb suburbs district districts subdistrict sub-district neighborhood neighborhoods
    neighbourhood neighbourhoods locality localities province provinces governorate prefecture canton municipality municipalities township
    townships commune communes oblast raion woreda upazila tehsil taluka barangay barrio
    """
)
"""Nouns that stand after a place's name, or before it with 'of', and say what it is."""
GOVERNED = ("local", "government", "area")
"""The one that is three words: of Nigeria's states, and Australia's."""
GENERIC = word_set(
    """
    school senate assembly house congressional business financial shopping historic history central downtown entertainment police fire water
    election capital north south east west northern southern eastern western olympic athletes market industrial judicial federal legislative
    unified independent medical theater theatre arts design garment diamond government parliamentary council improvement conservation
    royal holiday retirement global world company ghost
    """
)
"""Words that a noun for a settlement follows without their being its name: 'the Senate district', 'the Olympic village'."""
OFFICES = frozenset({"attorney", "attorneys", "court", "courts", "judge", "judges", "school", "schools", "hall"})
"""What makes 'district' or 'town' part of something else: 'the Orrin district attorney'."""
NAMEABLE = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "FAC"})
"""What the recogniser takes such names for, and a stronger sign must overrule."""
RULE, CONFIDENCE = "places.called", 0.85


def called_places(document: Document, names: Sequence[Mention], free: frozenset[str | None]) -> tuple[Mention, ...]:
    """The same mentions, and those of the names that the text calls a settlement's, as GPE. `free` are the rules whose mentions give way."""
    at_token = {i: name for name in names for i in range(name.first, name.last)}
    found: dict[int, Mention] = {}
    gone: set[int] = set()
    for first, last in _called(document):
        inside = {at_token[i].start: at_token[i] for i in range(first, last) if i in at_token}.values()
        if any(not _gives_way(name, first, last, free) for name in inside):
            continue
        gone.update(name.start for name in inside)
        start, end = document.span(first, last)
        found[start] = Mention(start, end, first, last, "GPE", rule_id=RULE, confidence=CONFIDENCE)
    if not found:
        return tuple(names)
    kept = [name for name in names if name.start not in gone]
    return tuple(sorted([*kept, *found.values()], key=lambda name: name.start))


def _gives_way(name: Mention, first: int, last: int, free: frozenset[str | None]) -> bool:
    """Whether a mention may be replaced by the place `[first, last)`: it lies within that, and is no name that is known better."""
    if name.first < first or name.last > last or name.form != "name":
        return False
    is_shorter = name.last - name.first < last - first
    if name.label in ("GPE", "LOC"):
        return is_shorter
    return name.rule_id in free and (name.label in NAMEABLE or (name.label == "NORP" and is_shorter))


def _called(document: Document) -> Iterator[tuple[int, int]]:
    """Token ranges of names before a settlement noun ('Quellaca village', 'the Rosal and Ulmo districts') and after one ('village of Ulm')."""
    tokens, lowers = document.tokens, document.lowers
    for token in tokens:
        noun = token.i
        if token.lower not in SETTLEMENTS and not _is_governed(lowers, noun):
            continue
        if token.tag not in ("NN", "NNS"):
            continue
        behind = lowers[noun + 1] if noun + 1 < len(lowers) else ""
        if behind in OFFICES:
            continue
        end = noun - 2 if token.lower == "area" else noun
        if behind == "of" and _run_before(document, end) == end:
            last = _run_after(document, noun + 2)
            if last > noun + 2:
                yield noun + 2, last
            continue
        while (first := _run_before(document, end)) < end:
            yield first, end
            if token.tag != "NNS" or lowers[first - 1] not in LINKS:
                break
            end = first - 2 if lowers[first - 2] in LINKS else first - 1


def _is_governed(lowers: Sequence[str], at: int) -> bool:
    return lowers[at] == GOVERNED[-1] and tuple(lowers[max(0, at - 2) : at + 1]) == GOVERNED


def _run_before(document: Document, end: int) -> int:
    """The first token of the name that ends before token `end`; `end` where none does."""
    tokens = document.tokens
    first = end
    while (
        first > 0
        and tokens[first - 1].sentence == tokens[end].sentence
        and (_is_name(document, first - 1) or (tokens[first - 1].tag == "HYPH" and first < end) or _is_inner(document, first - 1, end))
    ):
        first -= 1
    while first < end and not _is_name(document, first):
        first += 1
    return first if first < end and tokens[end - 1].lower not in GENERIC else end


def _run_after(document: Document, first: int) -> int:
    """The token after the name that begins at token `first`; `first` where none does."""
    tokens = document.tokens
    last = first
    while last < len(tokens) and (_is_name(document, last) or (tokens[last].tag == "HYPH" and last > first)):
        last += 1
    return last if last > first and tokens[first].lower not in GENERIC else first


def _is_name(document: Document, at: int) -> bool:
    token = document.tokens[at]
    return token.tag in ("NNP", "NNPS") and token.text[:1].isupper() and token.text[:2].isalpha() and "." not in token.text


def _is_inner(document: Document, at: int, end: int) -> bool:
    """Whether a small word stands between the hyphens of a name: the 'i' of 'Dasht-i-Faizabad'."""
    tokens = document.tokens
    return 0 < at < end - 1 and len(tokens[at].text) < 3 and tokens[at - 1].text == "-" and tokens[at + 1].text == "-"
