"""Who said what."""

from __future__ import annotations

from transforms.document import Document
from transforms.quotes.compose import compose
from transforms.quotes.lexicon import QuoteLexicon
from transforms.quotes.marks import find_marked
from transforms.quotes.reports import find_reports
from transforms.quotes.speakers import Speakers
from transforms.records import Findings, Quote


def find_quotes(document: Document, findings: Findings, lexicon: QuoteLexicon) -> tuple[Quote, ...]:
    """The document's quotes, in the order of the text. `Quote.event` is set later, by `transforms.events.link_quotes`."""
    reports = list(find_reports(document, lexicon))
    return tuple(compose(document, lexicon, find_marked(document), reports, Speakers(document, findings)))
