"""What a statement may take of the machine, enforced where DuckDB can't.

DuckDB keeps its limits between the steps of a query. A single call can take longer (`levenshtein` of long texts) or more memory
(`format('{:>2000000000}', …)`) before the next step comes. Against that only the process helps: the kernel limits its memory, and it ends when the
time is over.
"""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GRACE_SECONDS = 2.0
"""For a statement that was told to stop, before its process ends."""
OVERHEAD_BYTES = 1 << 30
"""Private memory that a process may take beside its queries: threads, what libraries set aside, what the allocator holds back."""
_STATUS = Path("/proc/self/status")
LEAST_MEMORY_BYTES = 128 << 20
_SIZE = re.compile(r"(\d+)\s*(MB|GB|MiB|GiB)", re.IGNORECASE)
_UNITS = {"mb": 10**6, "gb": 10**9, "mib": 1 << 20, "gib": 1 << 30}


@dataclass(frozen=True)
class Limits:
    """What a statement may take."""

    seconds: float = 300.0
    memory_bytes: int = 1 << 30

    @property
    def memory_limit(self) -> str:
        """For DuckDB."""
        return f"{self.memory_bytes >> 20}MiB"


def size_in_bytes(text: str) -> int:
    """An amount of memory such as 512MB or 2GiB. Raises ValueError for what is none, or too little for any query."""
    match = _SIZE.fullmatch(text.strip())
    if match is None or (count := int(match[1]) * _UNITS[match[2].lower()]) < LEAST_MEMORY_BYTES:
        raise ValueError(f"{text!r} is no amount of memory of 128 MiB or more, such as 512MB or 2GB.")
    return count


@contextmanager
def limited_memory(memory_bytes: int) -> Iterator[None]:
    """Let the kernel refuse this process private memory far beyond a query's limit. Linux does; elsewhere nothing is limited."""
    taken = _taken()
    if taken is None:
        yield
        return
    before = limit_memory(taken + 2 * memory_bytes + OVERHEAD_BYTES)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def limit_memory(most_bytes: int) -> tuple[int, int]:
    """Let the kernel refuse this process private memory beyond this, or beyond a limit that holds already; gives what held before.

    Linux counts what a process can write to (RLIMIT_DATA since 4.7, getrlimit(2)).
    """
    before = resource.getrlimit(resource.RLIMIT_DATA)
    known = [limit for limit in before if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([most_bytes, *known]), before[1]))
    return before


def _taken() -> int | None:
    """Bytes of private memory that this process has now, as the limit counts them; None where the system doesn't tell."""
    try:
        match = re.search(r"^VmData:\s*(\d+) kB", _STATUS.read_text(), re.MULTILINE)
    except OSError:
        return None
    return int(match[1]) << 10 if match else None
