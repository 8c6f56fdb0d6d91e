"""A row of speech in the making."""

from __future__ import annotations

from typing import NamedTuple

from transforms.quotes.speakers import UNKNOWN, Speaker


class Said(NamedTuple):
    """A stretch of characters, with what is known of who said it."""

    start: int
    end: int
    kind: str
    rule_id: str
    speaker: Speaker = UNKNOWN
    cue: tuple[int, int] | None = None
    """Characters of the cue."""
    cue_token: int | None = None
    cue_lemma: str | None = None
    force: str | None = None
    relayed_by: Speaker | None = None
    is_fragment: bool = False
