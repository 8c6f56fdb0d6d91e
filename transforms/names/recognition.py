"""Which spans are names, and of what kind."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.document import Document
from transforms.names.consistency import consistent
from transforms.names.datelines import find_in_datelines, in_dateline
from transforms.names.designators import designated, find_numbered
from transforms.names.known import find_known
from transforms.names.lexicon import NameLexicon
from transforms.names.repair import repaired
from transforms.names.settlements import with_settlements
from transforms.names.spans import MODEL_CONFIDENCE, OTHER_CONFIDENCE, Span, without_overlaps
from transforms.names.sport import sport_of, teams
from transforms.names.standing import find_with_apostrophes, parted
from transforms.names.tables import find_in_tables
from transforms.names.titled import with_titled
from transforms.names.weapons import find_weapons
from transforms.places.gazetteer import Gazetteer
from transforms.records import Mention, Timex

DEMONYM_CONFIDENCE = 0.95
TITLE_HEADS = frozenset(("Minister", "Secretary", "Ministers", "Commissioner"))
_PORTFOLIOS = "Foreign Defence Defense Interior Education Health Finance Justice Trade Labor Labour Energy Transport Agriculture Culture Home Environment Treasury Commerce State Security Information Prime Deputy Economy Industry"
PORTFOLIOS = frozenset(_PORTFOLIOS.split())
NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})


def find_names(document: Document, times: tuple[Timex, ...], lexicon: NameLexicon, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The document's names (and weapons), in the order of the text; spans never overlap. Neither entity nor place is set."""
    sport = sport_of(document, lexicon.sport)
    tables = find_in_tables(document, lexicon, individual=sport.individual) if sport else ()
    timed = {i for time in times for i in range(time.first, time.last)}
    model = [span for span in _model_names(document, lexicon) if not timed.issuperset(range(span.first, span.last))]
    length = {i: span.last - span.first for span in model for i in range(span.first, span.last)}
    known = [
        span
        for span in find_known(document, lexicon.organizations)
        if not all(length.get(i, 0) > span.last - span.first for i in range(span.first, span.last))
    ]  # a part of a longer name is no name of its own
    streets = find_numbered(document, lexicon.designators)
    spans = without_overlaps([*find_in_datelines(document), *tables, *known, *streets, *find_with_apostrophes(document, gazetteer), *model])
    spans = [
        designated(document, _with_people(document, span, lexicon), lexicon) for span in spans if not _is_common(document, span, lexicon)
    ]
    spans = [part for span in spans for part in parted(document, span, gazetteer)]
    spans = with_settlements(document, with_titled(document, spans, lexicon), lexicon)
    spans = consistent(document, spans, lexicon, gazetteer, sport=sport is not None)
    if sport is not None:
        spans = list(teams(document, spans, lexicon.countries, lexicon.sport))
    weapons = list(find_weapons(document, lexicon.weapons))
    return tuple(_mention(document, span) for span in without_overlaps(_with_weapons(document, spans, weapons)))


def _model_names(document: Document, lexicon: NameLexicon) -> Iterator[Span]:
    for span in document.model_names:
        if span.label in NAME_LABELS and not in_dateline(document, span.first):
            yield from repaired(
                document, Span(span.first, span.last, span.label, None, MODEL_CONFIDENCE.get(span.label, OTHER_CONFIDENCE)), lexicon
            )


def _with_people(document: Document, span: Span, lexicon: NameLexicon) -> Span:
    """A single demonym or people's name is a group, whatever the model calls it."""
    word = document.tokens[span.first].lower
    if (
        span.last - span.first == 1
        and span.label != "NORP"
        and (word in lexicon.peoples or word in lexicon.demonyms)
        and word not in lexicon.countries
    ):
        return Span(span.first, span.last, "NORP", "names.demonym", DEMONYM_CONFIDENCE)
    return span


def _is_common(document: Document, span: Span, lexicon: NameLexicon) -> bool:
    """Whether a span is a common word with a capital: one of the sports desk, or part of a title before a name."""
    tokens = document.tokens
    word = tokens[span.first]
    following = tokens[span.last] if span.last < len(tokens) else word
    if (
        span.label in ("ORG", "GPE", "LOC", "PERSON", "FAC")
        and following.text in TITLE_HEADS
        and span.last - span.first == 1
        and span.rule_id != "names.known"
    ):
        return word.text in PORTFOLIOS
    return span.last - span.first == 1 and (
        (word.text in lexicon.designators.alone and span.label != "PERSON")
        or word.lower in lexicon.sport.sports
        or (word.lower == "state" and tokens[span.first - 1].lower == "of")
    )


def _with_weapons(document: Document, spans: list[Span], weapons: list[Span]) -> list[Span]:
    """Weapons before names, but where a name goes beyond a weapon word ('National Rifle Association') or is that word ('Shell said')."""
    outer = {i for span in spans for i in range(span.first, span.last) if span.last - span.first > 1}
    alone = {span.first for span in spans if span.last - span.first == 1 and document.tokens[span.first].text.istitle()}
    inside = [
        weapon
        for weapon in weapons
        if not (weapon.first in outer and weapon.last - 1 in outer) and not (weapon.first in alone and weapon.last - weapon.first == 1)
    ]
    return [*inside, *spans]


def _mention(document: Document, span: Span) -> Mention:
    start, end = document.span(span.first, span.last)
    return Mention(start, end, span.first, span.last, span.label, rule_id=span.rule_id, confidence=span.confidence)
