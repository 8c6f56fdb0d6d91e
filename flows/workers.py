"""Where the language work runs: the one place that chooses between this process and others.

Each worker process is a pool of one, so that a job which kills or hangs its process takes no other job with it.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from queue import SimpleQueue
from typing import Any

from flows import knowledge
from flows.language import annotator, require
from warehouse.limits import limit_memory

Run = Callable[..., Any]
"""`run(function, job)` calls a module-level function with a picklable job that has `seconds`, somewhere, and gives its result."""


class WorkerLostError(RuntimeError):
    """A worker process died over a job, or had to be killed for taking too long. `reason` is one of the reasons for rejects."""

    def __init__(self, reason: str, detail: str):
        super().__init__(detail)
        self.reason = reason


@contextmanager
def workers(processes: int, model: str, most_bytes: int | None = None) -> Iterator[Run]:
    """A function that runs a job in one of `processes` processes, each with the model; with 0, in this one.

    A process may take `most_bytes` of memory. Raises ModelMissingError if the model isn't installed.
    """
    require(model)
    if processes == 0:
        yield lambda function, job: function(job)
        return
    started = [Worker(model, most_bytes, is_warm=number > 0) for number in range(processes)]
    free: SimpleQueue[Worker] = SimpleQueue()
    for worker in started:
        free.put(worker)

    def run(function: Callable[[Any], Any], job: Any) -> Any:
        worker = free.get()
        try:
            return worker.run(function, job)
        finally:
            free.put(worker)

    try:
        yield run
    finally:
        for worker in started:
            worker.stop()


class Worker:
    """One process, replaced when it is lost. A warm one loads the model at once; the other when its first language work comes.

    So one worker reads the first files while the others load.
    """

    def __init__(self, model: str, most_bytes: int | None, *, is_warm: bool):
        self._model, self._most_bytes = model, most_bytes
        self._start(is_warm=is_warm)

    def run(self, function: Callable[[Any], Any], job: Any) -> Any:
        """The function's result; WorkerLostError where there is none after `job.seconds`, or the process died."""
        try:
            return self._pool.submit(_perform, function, job).result(timeout=job.seconds)
        except TimeoutError:
            self._restart()
            raise WorkerLostError("timeout", f"no result after {job.seconds:.0f} s") from None
        except BrokenProcessPool:
            self._restart()
            raise WorkerLostError("crashed", "the worker process died over it") from None
        except MemoryError:
            self._restart()
            raise WorkerLostError("crashed", "it takes more memory than a worker may have (setting worker_memory_bytes)") from None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        for process in list((self._pool._processes or {}).values()):  # noqa: SLF001 - until `terminate_workers` of Python 3.14
            process.kill()
        self._pool.shutdown(cancel_futures=True)

    def _start(self, *, is_warm: bool) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy Prefect's threads in who knows what state
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(self._most_bytes,))
        if is_warm:
            self._pool.submit(prepare, self._model)
        else:
            self._pool.submit(int)  # starts the process now: it imports while files are still being looked for

    def _restart(self) -> None:
        self.stop()
        self._start(is_warm=True)


def _perform(function: Callable[[Any], Any], job: Any) -> Any:
    """Do a job, in a worker."""
    model = getattr(job, "model", None)
    if model is not None:
        prepare(model)
    return function(job)


@lru_cache(maxsize=1)
def prepare(model: str) -> None:
    """Load what the language work needs, and tell the garbage collector that it stays.

    A batch makes millions of tuples that die by reference count; looking through the model's objects for cycles each few hundred of
    them costs a tenth of the time.
    """
    annotator(model)
    knowledge.load()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.unfreeze)  # what is frozen would count as leaked when the process ends


def _begin(most_bytes: int | None) -> None:
    if most_bytes is not None:
        limit_memory(most_bytes)
    _end_with_parent()


def _end_with_parent() -> None:
    """A run that is killed takes its workers along: each would hold half a gigabyte, and the pipe by which Prefect sees the run's end."""
    threading.Thread(target=_await_parents_end, daemon=True).start()


def _await_parents_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
