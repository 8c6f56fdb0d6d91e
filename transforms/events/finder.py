"""Finding the events of a document."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.events.completion import complete
from transforms.events.detection import detect
from transforms.events.lexicon import EventLexicon
from transforms.records import Event, Findings, Mention


def find_events(document: Document, findings: Findings, lexicon: EventLexicon, inner: Sequence[Mention] = ()) -> tuple[Event, ...]:
    """The document's events, in the order of the text: what happened and between whom, then where, when, with what and how many it hurt.

    `inner` are places inside the names of bodies, which no mention of `findings` is of.
    """
    return complete(document, findings, detect(document, findings, lexicon), lexicon, inner)
