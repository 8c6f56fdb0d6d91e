"""Who said what."""

from __future__ import annotations

from transforms.document import Document
from transforms.quotes.lexicon import QuoteLexicon
from transforms.records import Findings, Quote


def find_quotes(document: Document, findings: Findings, lexicon: QuoteLexicon) -> tuple[Quote, ...]:
    """The document's quotes, in the order of the text. `Quote.event` is set later, by `transforms.events.link_quotes`."""
    return ()
