"""Where the language work runs: the one place that chooses between this process and a pool of them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from flows.language import annotator

Result = TypeVar("Result")
Run = Callable[..., Any]
"""Calls a module-level function with picklable arguments, somewhere, and gives its result."""


def _load_model(model: str) -> None:
    annotator(model)


@contextmanager
def workers(processes: int, model: str) -> Iterator[Run]:
    """A function that runs another in one of `processes` processes, each with the model loaded; with 0, in this one."""
    if processes == 0:
        yield lambda function, *arguments: function(*arguments)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy Prefect's threads in who knows what state
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_load_model, initargs=(model,)) as pool:

        def run(function: Callable[..., Result], *arguments: Any) -> Result:
            return pool.submit(function, *arguments).result()

        yield run
