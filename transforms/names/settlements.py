"""Names that the text itself calls those of villages, districts and the like: they are places, though they may be on no map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transforms.document import Document, Token
from transforms.names.spans import SURE, Span

if TYPE_CHECKING:
    from transforms.names.lexicon import NameLexicon

LINKS = frozenset({",", "and", "or", "&"})
LONGEST = 4
"""Tokens of a name after its noun: more of them are a headline's."""
RULE, CONFIDENCE = "names.settlement", 0.85
PLACES = frozenset({"GPE", "LOC"})


@dataclass(frozen=True)
class Settlements:
    """Nouns that say what place a name is, all in lower case."""

    beside: frozenset[str]
    """After a name, or before it with 'of': 'Aru village', 'the village of Aru'."""
    of: frozenset[str]
    """Only before 'of': 'the port of Aru'."""
    after: frozenset[str]
    """Only after a name that the model knows no better: 'the Aru area'."""
    before: frozenset[str]
    """Right before a name: 'Barangay Aru', 'the capital Aru'."""
    generic: frozenset[str]
    """Words that such a noun follows without their being its name: 'the Senate district'."""
    offices: frozenset[str]
    """Words after such a noun that make it part of something else: 'the Aru district attorney'."""

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> Settlements:
        return cls(*(frozenset(seed[key].split()) for key in cls.__dataclass_fields__))


def with_settlements(document: Document, spans: Sequence[Span], lexicon: NameLexicon) -> list[Span]:
    """The spans, and those of the names that the text calls a settlement's, as GPE."""
    at_token = {i: span for span in spans for i in range(span.first, span.last)}
    found: dict[int, Span] = {}
    gone: set[Span] = set()
    for first, last, is_plain in _called(document, lexicon.settlements):
        if last == first + 1 and _is_people(document.lowers[first], lexicon):
            continue
        if first in at_token and at_token[first].first == first and document.tokens[at_token[first].last - 1].pos != "NUM":
            last = max(last, at_token[first].last)  # 'Mais al-Qadim'
        inside = {at_token[i] for i in range(first, last) if i in at_token}
        if all(_gives_way(document, span, first, last, is_plain, lexicon) for span in inside):
            gone |= inside
            found[first] = Span(first, last, "GPE", RULE, CONFIDENCE)
    return sorted([*(span for span in spans if span not in gone), *found.values()]) if found else list(spans)


def _gives_way(document: Document, span: Span, first: int, last: int, is_plain: bool, lexicon: NameLexicon) -> bool:
    """Whether a span may be replaced by the place `[first, last)`: it lies within that, and is no name that is known better."""
    if span.first < first and document.lowers[span.first] in lexicon.settlements.before:
        return span.last == last  # 'Barangay Aru' is called Aru
    if span.first < first or span.last > last or (span.rule_id in SURE and span.label not in PLACES):
        return False
    is_shorter = span.last - span.first < last - first
    return is_shorter or (span.label not in PLACES and (is_plain or span.last - span.first == 1))


def _is_people(word: str, lexicon: NameLexicon) -> bool:
    return word in lexicon.demonyms or word in lexicon.peoples


def _called(document: Document, words: Settlements) -> Iterator[tuple[int, int, bool]]:
    """Token ranges of names with such a noun after them ('Quellaca village', 'the Rosal and Ulmo districts') or before ('village of Ulm'), and
    whether it leaves no doubt.
    """
    lowers = document.lowers
    for noun, word in enumerate(lowers):
        if word in words.before and _is_own(document, noun):
            first = _past_point(document, noun)
            if (last := _run_after(document, first, words)) > first:
                yield first, last, True
        elif word in words.beside or word in words.of or word in words.after:
            yield from _around(document, noun, words)


def _past_point(document: Document, noun: int) -> int:
    """The token after a noun, and after the full stop of a short one: 'Brgy. Aru'."""
    return noun + 2 if document.texts[noun + 1 : noun + 2] == (".",) else noun + 1


def _is_own(document: Document, noun: int) -> bool:
    """Whether a noun is no part of another name: the 'Co' of 'Co Aru', not that of 'Keve & Co'."""
    before = document.tokens[noun - 1] if noun else None
    return before is None or not (before.pos == "PROPN" or before.text == "&")


def _around(document: Document, noun: int, words: Settlements) -> Iterator[tuple[int, int, bool]]:
    """Names around one noun."""
    tokens, lowers = document.tokens, document.lowers
    behind = lowers[noun + 1] if noun + 1 < len(lowers) else ""
    if tokens[noun].tag not in ("NN", "NNS") or behind in words.offices:
        return
    end = noun - 2 if lowers[max(0, noun - 2) : noun + 1] == ("local", "government", "area") else noun
    last = _run_after(document, noun + 2, words) if behind == "of" else noun
    if last > noun + 2:
        yield noun + 2, last, True
    if lowers[noun] in words.of:
        return
    is_plain = end < noun or (lowers[noun] in words.beside and behind != "of")  # 'the Ural town of Aru'
    while (first := _run_before(document, end, words)) < end:
        yield first, end, is_plain
        if tokens[noun].tag != "NNS" or lowers[first - 1] not in LINKS:
            break
        end = first - 2 if lowers[first - 2] in LINKS else first - 1


def _run_before(document: Document, end: int, words: Settlements) -> int:
    """The first token of the name that ends before token `end`; `end` where none does."""
    tokens = document.tokens
    first = end
    while (
        first > 0
        and tokens[first - 1].sentence == tokens[end].sentence
        and (_is_name(tokens[first - 1]) or (tokens[first - 1].tag == "HYPH" and first < end) or _is_inner(document, first - 1, end))
    ):
        first -= 1
    while first < end and not _is_name(tokens[first]):
        first += 1
    return first if first < end and tokens[end - 1].lower not in words.generic else end


def _run_after(document: Document, first: int, words: Settlements) -> int:
    """The token after the name that begins at token `first`; `first` where none does."""
    tokens = document.tokens
    last = first
    while last < len(tokens) and (_is_name(tokens[last]) or (tokens[last].tag == "HYPH" and last > first)):
        last += 1
    return last if first < last <= first + LONGEST and tokens[first].lower not in words.generic else first


def _is_name(token: Token) -> bool:
    return token.tag in ("NNP", "NNPS") and token.text[:1].isupper() and token.text[:2].isalpha() and "." not in token.text


def _is_inner(document: Document, at: int, end: int) -> bool:
    """Whether a small word stands between the hyphens of a name: the 'i' of 'Dasht-i-Faizabad'."""
    tokens = document.tokens
    return 0 < at < end - 1 and len(tokens[at].text) < 3 and tokens[at - 1].text == "-" and tokens[at + 1].text == "-"
