"""Finding the events of a document."""

from __future__ import annotations

from dataclasses import replace

from transforms.document import Document
from transforms.events.completion import complete
from transforms.events.detection import detect
from transforms.events.lexicon import EventLexicon
from transforms.records import Event, Findings, Quote


def find_events(document: Document, findings: Findings, lexicon: EventLexicon) -> tuple[Event, ...]:
    """The document's events, in the order of the text."""
    return complete(document, findings, detect(document, findings, lexicon), lexicon)


def link_quotes(document: Document, findings: Findings) -> tuple[Quote, ...]:
    """The quotes, with `event` set to the event that each is about, where that is known."""
    return tuple(replace(quote, event=None) for quote in findings.quotes)
