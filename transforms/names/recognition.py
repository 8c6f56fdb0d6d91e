"""Which spans are names, and of what kind."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.document import Document
from transforms.names.datelines import find_in_datelines, in_dateline
from transforms.names.lexicon import NameLexicon
from transforms.names.repair import repaired
from transforms.names.spans import Span, without_overlaps
from transforms.names.sport import sport_of, teams
from transforms.names.tables import find_in_tables
from transforms.names.weapons import find_weapons
from transforms.places.gazetteer import Gazetteer
from transforms.records import Mention, Quantity, Timex

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})


def find_names(
    document: Document, times: tuple[Timex, ...], quantities: tuple[Quantity, ...], lexicon: NameLexicon, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """The document's names (and weapons), in the order of the text; spans never overlap. Neither entity nor place is set."""
    spans = [*find_in_datelines(document), *_model_names(document, lexicon)]
    sport = sport_of(document, lexicon.sport)
    if sport is not None:
        spans = without_overlaps([*find_in_tables(document, lexicon, individual=sport.individual), *spans])
        spans = list(teams(document, spans, lexicon.countries, lexicon.sport))
    weapons = list(find_weapons(document, lexicon.weapons))
    return tuple(_mention(document, span) for span in without_overlaps(_with_weapons(spans, weapons)))


def _model_names(document: Document, lexicon: NameLexicon) -> Iterator[Span]:
    for span in document.model_names:
        if span.label in NAME_LABELS and not in_dateline(document, span.first):
            yield from repaired(document, Span(span.first, span.last, span.label), lexicon)


def _with_weapons(spans: list[Span], weapons: list[Span]) -> list[Span]:
    """Names and weapons, what stands first wins: a name that goes beyond a weapon word ('National Rifle Association') is a name."""
    outer = {i for span in spans for i in range(span.first, span.last) if span.last - span.first > 1}
    inside = [weapon for weapon in weapons if not (weapon.first in outer and weapon.last - 1 in outer)]
    return [*inside, *spans]


def _mention(document: Document, span: Span) -> Mention:
    start, end = document.span(span.first, span.last)
    return Mention(start, end, span.first, span.last, span.label, rule_id=span.rule_id, confidence=span.confidence)
