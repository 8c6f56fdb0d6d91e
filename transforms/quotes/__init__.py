"""Who said what."""

from __future__ import annotations

from datetime import date

from transforms.document import Document
from transforms.quotes.antecedents import with_antecedents, with_bodies, with_last_speakers
from transforms.quotes.circumstances import channel, said_dates
from transforms.quotes.compose import compose
from transforms.quotes.deeds import is_deed
from transforms.quotes.lexicon import QuoteLexicon
from transforms.quotes.marks import find_marked
from transforms.quotes.repairs import repaired
from transforms.quotes.reports import find_reports
from transforms.quotes.said import Said
from transforms.quotes.speakers import Speakers
from transforms.records import Findings, Quote


def find_quotes(document: Document, findings: Findings, lexicon: QuoteLexicon) -> tuple[Quote, ...]:
    """The document's quotes, in the order of the text. `Quote.event` is set later, by `transforms.events.link_quotes`."""
    timed = {i for time in findings.times for i in range(time.first, time.last)}
    reports = [report for report in find_reports(document, lexicon) if not is_deed(document, report, lexicon.deeds, timed)]
    reports = repaired(document, reports, timed)
    said = compose(document, lexicon, find_marked(document), reports, Speakers(document, findings))
    said = list(with_last_speakers(document, said, findings))
    said = list(with_bodies(document, said, findings.entities))
    said = list(with_antecedents(document, said, findings.entities))
    dates = said_dates(document, findings.times, (row.cue_token for row in said if row.cue_token is not None))
    return tuple(_quote(document, lexicon, row, dates) for row in said)


def _quote(document: Document, lexicon: QuoteLexicon, said: Said, dates: dict[int, date]) -> Quote:
    cue = said.cue_token
    return Quote(
        said.start,
        said.end,
        said.kind,
        said.cue,
        said.cue_lemma,
        said.speaker.span,
        said.speaker.entity,
        said.speaker.basis,
        said.is_fragment,
        channel=None if cue is None else channel(document, lexicon, cue),
        said_date=None if cue is None else dates.get(cue),
        force=said.force,
        relayed_by=said.relayed_by.span if said.relayed_by else None,
        relayed_by_entity=said.relayed_by.entity if said.relayed_by else None,
        rule_id=said.rule_id,
        confidence=lexicon.confidence.get(said.rule_id, lexicon.default_confidence),
    )
