"""Which spans are names, and of what kind."""

from __future__ import annotations

from transforms.document import Document
from transforms.names.lexicon import NameLexicon
from transforms.names.repair import repaired
from transforms.names.spans import Span, without_overlaps
from transforms.names.weapons import find_weapons
from transforms.places.gazetteer import Gazetteer
from transforms.records import Mention, Quantity, Timex

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})


def find_names(
    document: Document, times: tuple[Timex, ...], quantities: tuple[Quantity, ...], lexicon: NameLexicon, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """The document's names (and weapons), in the order of the text; spans never overlap. Neither entity nor place is set."""
    spans = [
        piece
        for span in document.model_names
        if span.label in NAME_LABELS
        for piece in repaired(document, Span(span.first, span.last, span.label), lexicon)
    ]
    weapons = list(find_weapons(document, lexicon.weapons))
    return tuple(_mention(document, span) for span in without_overlaps(_with_weapons(spans, weapons)))


def _with_weapons(spans: list[Span], weapons: list[Span]) -> list[Span]:
    """Names and weapons, what stands first wins: a name that goes beyond a weapon word ('National Rifle Association') is a name."""
    outer = {i for span in spans for i in range(span.first, span.last) if span.last - span.first > 1}
    inside = [weapon for weapon in weapons if not (weapon.first in outer and weapon.last - 1 in outer)]
    return [*inside, *spans]


def _mention(document: Document, span: Span) -> Mention:
    start, end = document.span(span.first, span.last)
    return Mention(start, end, span.first, span.last, span.label, rule_id=span.rule_id, confidence=span.confidence)
