"""Running a task over many jobs: by Prefect inside a tracked flow run, by plain threads otherwise.

The threads only wait: the work itself is done where `flows.workers` says. At most twice `width` jobs are begun and not yet
consumed, so that a night of any size holds a handful of results at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from prefect import Task
from prefect.context import FlowRunContext


class Future(Protocol):
    """What Prefect's futures and the standard library's have in common."""

    def result(self) -> Any:
        """Waits for the result, or raises what the work raised."""


def is_tracked() -> bool:
    """Whether this runs inside a Prefect flow run."""
    return FlowRunContext.get() is not None


def each(task: Task[..., Any], jobs: Iterable[Any], width: int, *shared: Any) -> Iterator[Any]:
    """Results of `task(job, *shared)` for every job, in the order of the jobs."""
    if is_tracked():
        yield from _windowed(lambda job: task.submit(job, *shared), jobs, width)
        return
    threads = ThreadPoolExecutor(max(width, 1))
    try:
        yield from _windowed(lambda job: threads.submit(task.fn, job, *shared), jobs, width)
    finally:
        threads.shutdown(cancel_futures=True)  # what is being done ends well; what waits is left to the next run


def _windowed(submit: Callable[[Any], Future], jobs: Iterable[Any], width: int) -> Iterator[Any]:
    begun: deque[Future] = deque()
    for job in jobs:
        begun.append(submit(job))
        if len(begun) >= 2 * max(width, 1):
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
