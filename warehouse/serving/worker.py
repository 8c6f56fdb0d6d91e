"""A process that answers questions about one snapshot: what runs in it can be ended, and takes nothing else along (see warehouse/limits.py)."""

from __future__ import annotations

import contextlib
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

import warehouse
from warehouse.errors import WarehouseError
from warehouse.limits import GRACE_SECONDS, Limits, limited_memory

SCHEMA, BATCH, END, ERROR, LAST_ERROR = b"S", b"B", b"E", b"X", b"L"
"""First byte of what a worker sends: the columns, some rows, the end, an error's text, or that of an error after which it ends."""
BATCH_ROWS = 10_000


@dataclass(frozen=True)
class Question:
    """A statement with the values of its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()
    rows: bool = True
    """Whether the rows are wanted; otherwise only the columns."""


def work(connection: Connection, home: Path, snapshot: int, limits: Limits) -> None:
    """Answer questions until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with (
        limited_memory(limits.memory_bytes),
        contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError),
        warehouse.open(home, snapshot, memory_limit=limits.memory_limit) as house,
    ):
        connection.send_bytes(END)
        while True:
            question: Question = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE_SECONDS)
            try:
                with house.limit(limits.seconds):
                    _answer(connection, house, question)
            except (WarehouseError, duckdb.Error, pa.ArrowException, ValueError, MemoryError) as error:
                out_of_memory = isinstance(error.__context__ or error, (MemoryError, duckdb.OutOfMemoryException))
                text = error.message if isinstance(error, WarehouseError) else str(error)
                connection.send_bytes((LAST_ERROR if out_of_memory else ERROR) + text.encode())
                if out_of_memory:  # what the allocator holds back now would be missing later
                    return
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(connection: Connection, house: warehouse.Warehouse, question: Question) -> None:
    if not question.rows:
        answer = house.sql(question.text, question.parameters or _unknown(house, question.text))
        connection.send_bytes(SCHEMA + answer.relation.limit(0).to_arrow_table().schema.serialize().to_pybytes())
        return
    batches = house.sql(question.text, question.parameters or None).relation.to_arrow_reader(BATCH_ROWS)
    connection.send_bytes(SCHEMA + batches.schema.serialize().to_pybytes())
    for batch in batches:
        connection.send_bytes(BATCH + batch.serialize().to_pybytes())
    connection.send_bytes(END)


def _unknown(house: warehouse.Warehouse, text: str) -> dict[str, None] | None:
    """NULL for every parameter of a statement whose values come later."""
    return {name: None for statement in house.connection.extract_statements(text) for name in statement.named_parameters} or None
