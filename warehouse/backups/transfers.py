"""Many small transfers: several at once, since a store answers each in its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

TRANSFERS = 16
"""Files on their way at a time: what stores and disks bear without a word of their own about it. Each holds a piece of a file in memory."""
ROUND = 16 * TRANSFERS
"""Files handed out before the first of them are asked after: a million waiting jobs would be memory."""
Item = TypeVar("Item")
Result = TypeVar("Result")


def at_once(act: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
    """Each item with what `act` made of it, in turn. After an error, which is raised, no further one is begun."""
    waiting = iter(items)
    with ThreadPoolExecutor(TRANSFERS) as pool:
        while some := list(islice(waiting, ROUND)):
            yield from zip(some, pool.map(act, some), strict=True)
