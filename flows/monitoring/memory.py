"""What a process takes of the machine's memory, and a limit to it."""

from __future__ import annotations

import contextlib
import sys

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts resident memory (getrusage(2))."""


def peak_bytes() -> int:
    """The most memory that this process has had resident so far; 0 where the system doesn't tell."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT if resource else 0


def limit(most_bytes: int | None) -> None:
    """Let this process ask for no more memory of its own than this: what asks for more gets a MemoryError. None for no limit.

    Linux counts what a process can write to (RLIMIT_DATA since 4.7, getrlimit(2)); where a limit can't be set, none is.
    """
    if resource is None or most_bytes is None:
        return
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
