"""One writer at a time. The lock is the kernel's, so that a killed process holds none."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import LockedError

POLL_SECONDS = 0.05
LOOK_SECONDS = 0.5
"""The least that anybody waits for a lock: `holder` holds it for a moment."""


@contextmanager
def exclusive(path: Path, wait_seconds: float = 0.0, home: Path | None = None) -> Iterator[None]:
    """Hold the lock file at `path`; raise LockedError, naming the holder, when it isn't free within `wait_seconds`.

    `home` is what the error calls it by, the file's folder where none is given.
    """
    home = home or path.parent
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        _acquire(file.fileno(), path, max(wait_seconds, LOOK_SECONDS), home)
        if not _is_there(file.fileno(), path):  # a restore put another folder in its place while we waited
            raise LockedError(f"The warehouse in {home} was replaced meanwhile.", "Try again.")
        file.truncate(0)
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        with suppress(OSError):  # on a full disk nobody reads who holds it, but what makes room can run
            file.write(json.dumps(note).encode())
        try:
            yield
        finally:
            file.truncate(0)


def holder(path: Path) -> str | None:
    """Who holds the lock file at `path`; None where nobody does. Nothing is written, so that a full disk can be asked, and one that is not ours."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder(path)
    finally:
        os.close(descriptor)
    return None


def _is_there(descriptor: int, path: Path) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _acquire(descriptor: int, path: Path, wait_seconds: float, home: Path) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"Another process is writing to the warehouse in {home}: {_holder(path)}.", "Wait for it to end, or stop it."
                ) from None
            time.sleep(POLL_SECONDS)
        else:
            return


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text("utf8"))
    except (ValueError, OSError):
        return "a process that has just begun"
    return f"process {holder['pid']} on {holder['host']}, since {holder['since']}"
