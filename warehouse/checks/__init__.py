"""Every invariant of the warehouse, checked on what is stored.

Three kinds: files against the manifest, rows against the schema (`transforms.schema.invariants`), and the .sql files of this folder,
each one a query whose rows are the faults, with its meaning in the first line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from transforms.records import Row
from transforms.schema import TABLES
from transforms.schema.invariants import Condition, Query, conditions, queries, sliced, slices
from warehouse.integrity import file_faults
from warehouse.layout import Home
from warehouse.manifest import at_moment
from warehouse.reader import open  # noqa: A004
from warehouse.views import parse

if TYPE_CHECKING:
    from warehouse.transaction import Transaction

EXAMPLES = 5


@dataclass(frozen=True)
class Failure:
    """An invariant that doesn't hold."""

    check: str
    meaning: str
    count: int
    """How many rows or files break it."""
    examples: tuple[Row, ...]
    """The first few."""


def check(home: str | Path, at: int | date | None = None, *, checksums: bool = False) -> list[Failure]:
    """The invariants that don't hold in the warehouse at `home`: none, if all is well.

    `checksums` also reads every file to the end and compares its SHA-256 with the one it was committed with. Where files are
    damaged, that is all that is told: what the rows say is of no use then.
    """
    place = Home.at(home)
    damaged = [one._asdict() for one in file_faults(place, at_moment(place, at), checksums=checksums)]
    if damaged:
        return [Failure("files", "The snapshot's files are those that were committed.", len(damaged), tuple(damaged[:EXAMPLES]))]
    with open(home, at) as opened:
        return check_rows(opened.connection)


@lru_cache(maxsize=1)
def written_checks() -> tuple[Query, ...]:
    """The checks of this folder."""
    found = []
    for file in sorted((file for file in files("warehouse.checks").iterdir() if file.name.endswith(".sql")), key=lambda file: file.name):
        check = parse(file.name.removesuffix(".sql"), "checks", file.read_text("utf8"))
        found.append(Query(check.name, check.description, check.query))
    return tuple(found)


def check_rows(connection: duckdb.DuckDBPyConnection) -> list[Failure]:
    """The invariants that don't hold among the tables that a connection has."""
    every = [*(query for table in TABLES.values() for query in queries(table)), *written_checks()]
    return [*_rows(connection), *_queries(connection, every)]


def check_new(transaction: Transaction) -> list[Failure]:
    """The invariants that don't hold among the rows that a transaction wrote, before they are committed.

    Those of single rows, keys and spans: what rows refer to may have been stored before, and is left to `check`.
    """
    own = [query for table in TABLES.values() for query in queries(table) if query.name.endswith(".key")]
    with transaction.connection.cursor() as connection:
        for name, files in transaction.files.items():
            fresh = [path for path in files if transaction.is_fresh(path)]
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {transaction.scan(name, fresh)}")
        return [*_rows(connection), *_queries(connection, own)]


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[Failure]:
    """Rows that break the schema by themselves, or are not what their article says."""
    for table in TABLES.values():
        yield from _faulty(connection, table.name, list(conditions(table)))
        yield from _faulty(connection, sliced(table), list(slices(table)))


def _faulty(connection: duckdb.DuckDBPyConnection, source: str, known: list[Condition]) -> Iterator[Failure]:
    """Rows of a source that show a fault: one pass over it, and a second look only where something is wrong."""
    if known:
        faulty = ", ".join(f"count_if({condition.fault})" for condition in known)
        (counts,) = connection.sql(f"SELECT {faulty} FROM {source}").fetchall()
        for condition, count in zip(known, counts, strict=True):
            if count:
                sql = f"SELECT {condition.shown} FROM {source} WHERE {condition.fault}"
                yield Failure(condition.name, condition.meaning, count, _examples(connection, sql))


def _queries(connection: duckdb.DuckDBPyConnection, checked: Iterable[Query]) -> Iterator[Failure]:
    """Rows that break an invariant between rows."""
    for query in checked:
        ((count,),) = connection.sql(f"SELECT count(*) FROM ({query.sql})").fetchall()
        if count:
            yield Failure(query.name, query.meaning, count, _examples(connection, query.sql))


def _examples(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Row, ...]:
    return tuple(connection.sql(f"SELECT * FROM ({sql}) LIMIT {EXAMPLES}").to_arrow_table().to_pylist())
