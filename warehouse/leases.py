"""Who is reading a snapshot: a shared lock on its manifest, which the kernel lets go of with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from warehouse.layout import MANIFEST


def take(snapshot: Path) -> int:
    """Mark a snapshot as being read, until the descriptor given back is closed."""
    descriptor = os.open(snapshot / MANIFEST, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


@contextmanager
def reading(*snapshots: Path) -> Iterator[None]:
    """Mark snapshots as being read."""
    held = [take(snapshot) for snapshot in snapshots]
    try:
        yield
    finally:
        for descriptor in held:
            os.close(descriptor)


@contextmanager
def unread(snapshot: Path) -> Iterator[bool]:
    """Whether nobody reads a snapshot; if so, nobody can begin to meanwhile."""
    descriptor = os.open(snapshot / MANIFEST, os.O_RDONLY)
    free = False
    try:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        yield free
    finally:
        os.close(descriptor)
