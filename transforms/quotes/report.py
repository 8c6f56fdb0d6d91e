"""One reporting cue with its speaker and what it reports."""

from __future__ import annotations

from typing import NamedTuple

from transforms.quotes.clauses import Run
from transforms.quotes.lexicon import Frame


class Report(NamedTuple):
    """One reporting cue of a sentence. All are token indices or ranges."""

    cue: int
    cue_run: Run
    speaker: int | None
    """Head token of who speaks."""
    contents: tuple[Run, ...]
    frame: Frame
    complement: str
    """Which of the frame's complements the content is."""
    relay: int | None = None
    """Head token of who quotes the speaker: the agency in "the agency quoted him as saying"."""

    @property
    def rule_id(self) -> str:
        """The class of the cue, by which the seeds explain it, and the complement."""
        return f"{self.frame.id}:{self.complement}"
