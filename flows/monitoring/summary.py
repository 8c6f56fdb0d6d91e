"""What a run did, as numbers: for the `runs` table, the person who reads the screen, and Prefect."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from flows.monitoring import memory
from transforms.records import Row

STEPS = ("fetch", "read", "identify", "annotate", "resolve", "assemble", "judge", "commit")
"""The steps of a run, in order."""


class Measured(Protocol):
    """A result that knows how much memory the process had taken that made it."""

    @property
    def peak_bytes(self) -> int:
        """Resident, at most, so far."""


@dataclass
class Summary:
    """Counts and seconds of one run."""

    run_id: str
    """Empty until the warehouse is open for writing."""
    home: Path
    kind: str = "night"
    """One of `transforms.schema.fields.RUN_KINDS`."""
    snapshot: int | None = None
    """Number of the snapshot that it committed; None where nothing was new."""
    file_count: int = 0
    files_known: int = 0
    articles_new: int = 0
    articles_known: int = 0
    annotations: Counter[str] = field(default_factory=Counter)
    """New articles by what became of them: annotated, duplicate, language …"""
    near_duplicates: int = 0
    superseded: int = 0
    rejections: Counter[str] = field(default_factory=Counter)
    """Rejected files and records by reason."""
    event_count: int = 0
    quote_count: int = 0
    mention_count: int = 0
    entity_count: int = 0
    incident_count: int = 0
    word_count: int = 0
    warnings: list[str] = field(default_factory=list)
    """What the quality gates warn of."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds by step."""
    peak_bytes: dict[str, int] = field(default_factory=dict)
    """The most memory that any process of the run had taken by the end of each step."""
    _lap: float = field(default_factory=time.perf_counter, repr=False)

    def lap(self, step: str, done: Iterable[Measured] = ()) -> None:
        """The time since the last lap was this step's, and this its results, if other processes made them."""
        now = time.perf_counter()
        self.peak_bytes[step] = max(memory.peak_bytes(), *self.peak_bytes.values(), *(result.peak_bytes for result in done), 0)
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._lap
        self._lap = now

    @property
    def steps(self) -> list[Row]:
        """A row for each step, as in `runs.steps`."""
        return [{"step": step, "seconds": seconds, "peak_bytes": self.peak_bytes[step]} for step, seconds in self.seconds.items()]

    @property
    def step(self) -> str | None:
        """The step that the run is at, the one after the last that has ended; None after all."""
        done = max((STEPS.index(step) for step in self.seconds), default=-1)
        return STEPS[done + 1] if done + 1 < len(STEPS) else None

    @property
    def rejected_count(self) -> int:
        """Files and records that became no article."""
        return self.rejections.total()

    @property
    def total_seconds(self) -> float:
        """Seconds of all steps so far."""
        return sum(self.seconds.values())

    def lines(self) -> list[str]:
        """The summary for a person: what was read, written and rejected."""
        read = f"{counted(self.file_count, 'new file')}, {self.files_known:,} read before"
        if self.snapshot is None:
            return [f"read      {read}: nothing to do" if self.files_known else "read      no file was found: nothing to do"]
        kinds = ", ".join(f"{number:,} {ANNOTATION_WORDS[kind]}" for kind, number in sorted(self.annotations.items()))
        lines = [
            f"read      {read}",
            f"articles  {self.articles_new:,} new ({kinds}), {self.articles_known:,} known; {counted(self.near_duplicates, 'near-duplicate')}, {self.superseded:,} superseded",
            (
                f"written   {counted(self.event_count, 'event')} in {counted(self.incident_count, 'incident')}, "
                f"{counted(self.quote_count, 'quote')}, {counted(self.mention_count, 'mention')} of {counted(self.entity_count, 'entity')}"
            ),
        ]
        if self.rejections:
            reasons = ", ".join(f"{number:,} {reason}" for reason, number in self.rejections.most_common())
            lines.append(f"rejected  {reasons}: see `nightdesk rejects --home {self.home}`")
        lines += [f"warning   {sentence}" for sentence in self.warnings]
        steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in self.seconds.items())
        speed = self.word_count / self.total_seconds if self.total_seconds else 0.0
        lines.append(f"took      {self.total_seconds:.1f} s ({steps}), {speed:,.0f} words/s; snapshot {self.snapshot} in {self.home}")
        return lines


ANNOTATION_WORDS = {
    "annotated": "annotated", "duplicate": "copied to the letter", "language": "not in English", "withheld": "withheld or canceled",
    "empty": "without text", "failed": "failed",
}  # fmt: skip


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    plural = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
