"""A row of speech in the making."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.quotes.speakers import Speaker
from transforms.records import Quote


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of characters, with what is known of who said it."""

    start: int
    end: int
    kind: str
    cue: tuple[int, int] | None
    cue_lemma: str | None
    speaker: Speaker
    rule_id: str
    confidence: float
    is_fragment: bool = False

    def quote(self) -> Quote:
        return Quote(
            self.start,
            self.end,
            self.kind,
            self.cue,
            self.cue_lemma,
            self.speaker.span,
            self.speaker.entity,
            self.speaker.basis,
            self.is_fragment,
            rule_id=self.rule_id,
            confidence=self.confidence,
        )
