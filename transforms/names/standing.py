"""Names that stand as places do: after 'in' or 'near', on somebody's way, called a town, before their state, in a list of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transforms.document import Document
from transforms.names.spans import SURE, Span
from transforms.places.gazetteer import Gazetteer
from transforms.places.toponyms import NO_NAMES, container_after

if TYPE_CHECKING:
    from transforms.names.lexicon import NameLexicon

PLACES = frozenset({"GPE", "LOC"})
KNOWN_PLACE = {"PERSON": 2.0, "NORP": 2.0, "ORG": 4.5, "PRODUCT": 4.5, "WORK_OF_ART": 4.5}
"""Prominence from which on a name after 'in' is taken for a place that the model calls so; see `Gazetteer.prominence`. Bodies and works are
named in such a place ('writing in Time'), people hardly ever, unless they have a given name."""
MET_PLACE = 2.0
"""The same for a name that the model overlooked, or that others of a list tell for a place."""
GREAT_PLACE = 4.5
"""The same for a name that begins with a given name, or has a possessive: 'in Santiago', 'in Kherson's suburbs', but 'in Keller's car'."""
BROKEN = frozenset({"-", "–", "("})
"""Beside a part of a name, or an acronym."""
POSSESSIVES = frozenset({"'s", "’s"})
JOINED = frozenset({"conj", "appos"})
TOWN_OF_WORDS = 3.5
"""The same for a name of several words wherever it stands: 'Newton Abbot' is hardly anybody or a body."""
ANY = -1.0
"""Prominence of a name that no map need know: the text itself says that it is a place."""
RULE, CONFIDENCE = "names.place", 0.85


@dataclass(frozen=True)
class Standing:
    """Words beside places, in lower case."""

    locative: frozenset[str]
    directions: frozenset[str]
    ways: frozenset[str]
    motion: frozenset[str]
    carriage: frozenset[str]
    compass: frozenset[str]
    behind: frozenset[str]
    no_places: frozenset[str]

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> Standing:
        return cls(*(frozenset(seed[key].split()) for key in cls.__dataclass_fields__))


def find_with_apostrophes(document: Document, gazetteer: Gazetteer) -> Iterator[Span]:
    """Places that have a possessive in their name: "Cox's Bazar"."""
    tokens = document.tokens
    for mark in document.of_texts(POSSESSIVES):
        first, last = mark.i - 1, mark.i + 2
        if first < 0 or last > len(tokens) or not (tokens[first].text[:1].isupper() and tokens[last - 1].text[:1].isupper()):
            continue
        if gazetteer.prominence(document.text(first, last)) >= MET_PLACE:
            yield Span(first, last, "GPE", RULE, CONFIDENCE)


def parted(document: Document, span: Span, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The two places that a hyphen joins, where no place has both for its name: 'the Kenya-Somalia border'."""
    if span.label not in PLACES or span.last - span.first != 3 or document.texts[span.first + 1] not in BROKEN:
        return (span,)
    ends = span._replace(last=span.first + 1), span._replace(first=span.last - 1)
    if gazetteer.prominence(document.text(span.first, span.last)) or not all(
        gazetteer.prominence(document.texts[end.first]) >= MET_PLACE for end in ends
    ):
        return (span,)
    return ends


def with_standing(
    document: Document, spans: Sequence[Span], surnames: Counter[str], sure: int, lexicon: NameLexicon, gazetteer: Gazetteer
) -> list[Span]:
    """The spans, those as GPE that stand as places; `surnames` of people in the article, with how sure they are, never do."""
    places = frozenset(i for span in spans if span.label in PLACES for i in range(span.first, span.last))
    covered = {i for span in spans for i in range(span.first, span.last)}

    def is_place(span: Span, floor: float) -> bool:
        is_surname = span.last - span.first == 1 and surnames[document.texts[span.first]] >= sure
        if is_surname or not _may_be_a_place(document, span, lexicon):
            return False
        text = document.text(span.first, span.last)
        if span.label == "ORG" and "." in text and gazetteer.region_of_abbreviation(text) >= 0:
            return True  # 'B.C.'
        least = _least_prominence(document, span, places, lexicon, gazetteer)
        return least is not None and gazetteer.prominence(text) >= max(least, floor)

    known = [_as_place(span) if is_place(span, ANY) else span for span in spans]
    return sorted([*known, *(_as_place(span) for span in _unmet(document, covered, lexicon) if is_place(span, MET_PLACE))])


def _as_place(span: Span) -> Span:
    return Span(span.first, span.last, "GPE", RULE, CONFIDENCE)


def _unmet(document: Document, covered: Container[int], lexicon: NameLexicon) -> Iterator[Span]:
    """Runs of capitalised proper nouns that the model overlooked, as if they were people's."""
    first = 0
    for token in document.tokens:
        if token.tag != "NNP" or token.i in covered or token.lower in lexicon.standing.no_places or not token.text[:1].isupper():
            if first < token.i and _is_whole(document, first, token.i, lexicon):
                yield Span(first, token.i, "PERSON")
            first = token.i + 1


def _is_whole(document: Document, first: int, last: int, lexicon: NameLexicon) -> bool:
    """Whether no word beside a run of names is a part of the same name, or named by it: 'the Aru Keve avenues'."""
    tokens, noun = document.tokens, document.tokens[last - 1]
    beside = [token for token in (*tokens[max(0, first - 1) : first], *tokens[last : last + 1]) if token.sentence == noun.sentence]
    is_noun = noun.dep not in ("compound", "nmod") or not lexicon.standing.behind.isdisjoint(document.lowers[last : last + 1])
    return is_noun and not any(token.pos == "PROPN" or token.text in BROKEN or token.lower in lexicon.particles for token in beside)


def _may_be_a_place(document: Document, span: Span, lexicon: NameLexicon) -> bool:
    last = document.tokens[span.last - 1]
    is_part = span.last - span.first == 1 and last.lower in NO_NAMES  # 'Route 31 South'
    if span.label not in KNOWN_PLACE or span.rule_id in SURE or last.tag == "NNPS" or is_part:
        return False
    return span.label != "NORP" or not (last.lower in lexicon.demonyms or last.lower in lexicon.peoples or last.tag == "JJ")


def _least_prominence(document: Document, span: Span, places: frozenset[int], lexicon: NameLexicon, gazetteer: Gazetteer) -> float | None:
    """How prominent a place must be to be meant here; None where no place can be."""
    tokens, words = document.tokens, lexicon.standing
    behind = tokens[span.last] if span.last < len(tokens) else None
    if _is_called_one(document, span, lexicon):
        return ANY
    if behind is not None and behind.text.title().removesuffix("s") in lexicon.designators.facilities:
        return None  # 'near Aru and Keve streets'
    is_word, is_person = span.last - span.first == 1, span.label == "PERSON"
    is_given = is_person and lexicon.is_given(tokens[span.first].text)
    is_doubtful = (behind is not None and behind.tag == "POS") or (is_given and is_word)
    is_own = is_doubtful or is_given  # as somebody's name
    least = GREAT_PLACE if is_doubtful else KNOWN_PLACE[span.label]
    before = _before(document, span.first, words)
    if before in words.locative or (before == "at" and is_word):
        is_within = (before == "near" and is_person) or container_after(document, span.last, gazetteer) is not None
        if before != "at" or is_within:
            return ANY if is_within and not is_own else least
    if behind is not None and behind.lower in words.behind:
        return MET_PLACE
    word, head = _governor(document, span)
    is_listed = not is_own and _is_listed(document, span, places)
    if word in words.locative:
        return least
    if word == "of" and head in words.compass:
        return MET_PLACE if is_own else ANY
    if word in words.ways and is_person and not is_own and (is_listed or head in words.motion):
        return ANY
    if is_listed or (word in words.ways and head in words.motion):
        return least
    if span.label == "NORP" or (word in words.ways and head in words.carriage):
        return GREAT_PLACE
    return None if is_word or is_own else TOWN_OF_WORDS


def _before(document: Document, first: int, words: Standing) -> str:
    """The word before a name, directions left aside; empty at the start of a sentence."""
    start = document.sentence_of(first).first
    at = first - 1
    if at > start and document.lowers[at] in words.directions:
        at -= 1
    return document.lowers[at] if at >= start else ""


def _governor(document: Document, span: Span) -> tuple[str, str]:
    """The preposition that governs a name, be it by the first of the list that it is in, and the lemma of what that belongs to."""
    at = document.head_of(span.first, span.last)
    while document.tokens[at].dep in JOINED:
        at = document.tokens[at].head
    if document.tokens[at].dep != "pobj":
        return "", ""
    governor = document.tokens[document.tokens[at].head]
    return governor.lower, document.lemmas[governor.head]


def _is_called_one(document: Document, span: Span, lexicon: NameLexicon) -> bool:
    """Whether an apposition calls it a town or the like: 'Aru, a village of herders'."""
    nouns = (token for token in document.children(document.head_of(span.first, span.last)) if token.dep == "appos")
    return any(token.tag == "NN" and token.lower in lexicon.settlements.beside for token in nouns)


def _is_listed(document: Document, span: Span, places: frozenset[int]) -> bool:
    """Whether the name is one of a list whose other members are places."""
    others = list(_listed_with(document, document.head_of(span.first, span.last)))
    return bool(others) and all(other in places for other in others)


def _listed_with(document: Document, at: int) -> Iterator[int]:
    """The heads of the names that are joined to one by 'and' and commas."""
    token = document.tokens[at]
    if token.dep in JOINED:
        yield token.head
    for child in document.children(at):
        if child.dep in JOINED and child.pos == "PROPN":
            yield child.i
