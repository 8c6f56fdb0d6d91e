"""Nights and backfills take turns: a backfill holds the warehouse for a chunk at a time, and a night waits for the chunk to end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.settings import Settings
from warehouse.lock import POLL_SECONDS, exclusive, holder

CHUNK_SECONDS = 3600.0
"""How long a night waits for a chunk to end: some ten times what one takes that is of the default size."""
PAUSE_SECONDS = 10 * POLL_SECONDS
"""How long a backfill leaves the warehouse to others between two chunks. Whoever waits looks once each POLL_SECONDS."""


def folder(home: Path) -> Path:
    """Where a backfill keeps what it has yet to do."""
    return home / "backfill"


@contextmanager
def backfilling(home: Path) -> Iterator[None]:
    """Be the one backfill of a home. Raises LockedError where there is another."""
    with exclusive(_lock(home)):
        yield


def is_backfilling(home: Path) -> bool:
    """Whether a backfill is under way."""
    return holder(_lock(home)) is not None


def patience(settings: Settings) -> float:
    """Seconds that a run waits for the warehouse: longer than else where a backfill has it."""
    return max(settings.writer_wait_seconds, CHUNK_SECONDS) if is_backfilling(settings.home) else settings.writer_wait_seconds


def give_way() -> None:
    """Leave the warehouse to whoever waits for it."""
    time.sleep(PAUSE_SECONDS)


def _lock(home: Path) -> Path:
    return folder(home) / ".lock"
