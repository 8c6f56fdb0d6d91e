"""Who is reading a snapshot: a shared lock on its manifest, which the kernel lets go of with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from warehouse.layout import MANIFEST


def take(snapshot: Path) -> int:
    """Mark a snapshot as being read, until the descriptor given back is closed. Raises FileNotFoundError where it was removed meanwhile."""
    manifest = snapshot / MANIFEST
    descriptor = os.open(manifest, os.O_RDONLY)
    with ExitStack() as undo:
        undo.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if os.path.samestat(os.fstat(descriptor), manifest.stat()):
            undo.pop_all()
            return descriptor
    raise FileNotFoundError(f"{manifest} is another one by now")


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
