"""The workers of a server: a process for each statement that runs, kept for the next one of the same snapshot."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.errors import QueryError, WarehouseError
from warehouse.limits import Limits
from warehouse.serving.worker import BATCH, END, ERROR, LAST_ERROR, Question, work

START_SECONDS = 60.0
WAIT_SECONDS = 30.0
"""For another statement to end, where all workers are busy."""


class BusyError(WarehouseError):
    """All workers are busy."""


@dataclass(eq=False)
class Worker:
    """A process and the way to it."""

    snapshot: int
    process: BaseProcess
    connection: Connection
    limits: Limits
    is_lost: bool = field(default=False, init=False)
    """Whether it ended, or is about to."""

    def receive(self) -> tuple[bytes, memoryview]:
        """The next of what it sends; raises QueryError where that is an error, or the process ended."""
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            self.is_lost = True
            raise QueryError(self._why_it_ended()) from None
        kind, content = message[:1], memoryview(message)[1:]
        if kind in (ERROR, LAST_ERROR):
            self.is_lost = kind == LAST_ERROR
            raise QueryError(bytes(content).decode())
        return kind, content

    def close(self) -> None:
        """End the process at once, and wait until it has ended."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def _why_it_ended(self) -> str:
        self.process.join()
        if self.process.exitcode == -signal.SIGALRM:
            return f"The statement took more than {self.limits.seconds:g} seconds and was stopped."
        return "The statement took more memory than it may, or the server is shutting down: it was stopped."


class Pool:
    """At most `size` workers, over the snapshots that are asked for."""

    def __init__(self, home: Path, limits: Limits, size: int) -> None:
        self.home = home
        self.limits = limits
        self.size = size
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["warehouse.serving.worker"])
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._is_closed = False

    def schema(self, snapshot: int, text: str, parameters: Sequence[Any] = ()) -> pa.Schema:
        """The columns of the answer to a statement, which isn't computed."""
        with self._worker(snapshot) as worker:
            worker.connection.send(Question(text, tuple(parameters), rows=False))
            _, content = worker.receive()
            return pa.ipc.read_schema(pa.py_buffer(content))

    def rows(self, snapshot: int, text: str, parameters: Sequence[Any] = ()) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """The answer to a statement as it is computed. Its worker is free again when the last batch was taken, or the iterator is closed."""
        stream = self._stream(snapshot, Question(text, tuple(parameters)))
        schema = next(stream)
        assert isinstance(schema, pa.Schema)
        return schema, stream  # type: ignore[return-value]

    def close(self) -> None:
        """End all workers, whatever they do."""
        with self._lock:
            self._is_closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.process.kill()

    def _stream(self, snapshot: int, question: Question) -> Iterator[pa.Schema | pa.RecordBatch]:
        with self._worker(snapshot) as worker:
            worker.connection.send(question)
            _, content = worker.receive()
            schema = pa.ipc.read_schema(pa.py_buffer(content))
            yield schema
            while True:
                kind, content = worker.receive()
                if kind == END:
                    return
                assert kind == BATCH
                yield pa.ipc.read_record_batch(pa.py_buffer(content), schema)

    @contextlib.contextmanager
    def _worker(self, snapshot: int) -> Iterator[Worker]:
        """A worker for one statement. One whose answer wasn't taken to the end is not used again."""
        if not self._free.acquire(timeout=WAIT_SECONDS):
            raise BusyError(f"All {self.size} workers are busy.", "Try again later, or serve with more --clients.")
        try:
            worker = self._taken(snapshot)
            is_well = False
            try:
                yield worker
                is_well = True
            except QueryError:
                is_well = not worker.is_lost
                raise
            finally:
                self._give_back(worker, is_well=is_well)
        finally:
            self._free.release()

    def _taken(self, snapshot: int) -> Worker:
        with self._lock:
            if self._is_closed:
                raise QueryError("The server is shutting down.")
            same = next((worker for worker in self._idle if worker.snapshot == snapshot), None)
            spare = same or (self._idle[0] if len(self._idle) + len(self._busy) >= self.size else None)
            if spare:
                self._idle.remove(spare)
            if same:
                self._busy.add(same)
                return same
        if spare:
            spare.close()
        worker = self._started(snapshot)
        with self._lock:
            self._busy.add(worker)
        return worker

    def _started(self, snapshot: int) -> Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self.home, snapshot, self.limits), daemon=True)
        process.start()
        theirs.close()
        worker = Worker(snapshot, process, ours, self.limits)
        if ours.poll(START_SECONDS):
            with contextlib.suppress(QueryError):
                worker.receive()
                return worker
        worker.close()
        raise WarehouseError(f"No process could be started for snapshot {snapshot}.", "The server's log says why.")

    def _give_back(self, worker: Worker, *, is_well: bool) -> None:
        with self._lock:
            self._busy.discard(worker)
            if is_well and not self._is_closed:
                self._idle.append(worker)
                return
        worker.close()
