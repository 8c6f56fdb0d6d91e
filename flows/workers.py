"""Where the language work runs: the one place that chooses between this process and a pool of them."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from flows import knowledge
from flows.language import annotator

Result = TypeVar("Result")
Run = Callable[..., Any]
"""Calls a module-level function with picklable arguments, somewhere, and gives its result."""


def prepare(model: str) -> None:
    """Load what the work needs, and tell the garbage collector that it stays.

    A batch makes millions of tuples that die by reference count; looking through the model's objects for cycles each few hundred of
    them costs a tenth of the time.
    """
    annotator(model)
    knowledge.load()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.unfreeze)  # what is frozen would count as leaked when the process ends


@contextmanager
def workers(processes: int, model: str) -> Iterator[Run]:
    """A function that runs another in one of `processes` processes, each with the model loaded; with 0, in this one."""
    if processes == 0:
        yield lambda function, *arguments: function(*arguments)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy Prefect's threads in who knows what state
    with ProcessPoolExecutor(processes, mp_context=context, initializer=prepare, initargs=(model,)) as pool:

        def run(function: Callable[..., Result], *arguments: Any) -> Result:
            return pool.submit(function, *arguments).result()

        yield run
