"""Every invariant of the warehouse, checked on what is stored.

Three kinds: files against the manifest, rows against the schema (`transforms.schema.invariants`), and the .sql files of this folder,
each one a query whose rows are the faults, with its meaning in the first line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq

from transforms.records import Row
from transforms.schema import SCHEMA_VERSION, TABLES, Table
from transforms.schema.invariants import Condition, Query, conditions, queries, sliced, slices
from warehouse.layout import MANIFEST, Home
from warehouse.manifest import DataFile, Manifest, at_moment
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
    damaged = check_files(place, at_moment(place, at), checksums=checksums)
    if damaged:
        return [damaged]
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


def check_files(home: Home, manifest: Manifest, *, checksums: bool = False) -> Failure | None:
    """Files of a snapshot that are missing, changed or of unknown columns, and files that nobody committed."""
    root = home.snapshot(manifest.number)
    listed = {root / name / file.path: (name, file) for name, files in manifest.tables.items() for file in files}
    is_older = manifest.schema_version < SCHEMA_VERSION
    faults: list[Row] = []
    for path, (name, file) in listed.items():
        fault = _fault(path, file, None if is_older else TABLES[name], checksums=checksums)
        if fault:
            faults.append({"file": str(path), "fault": fault})
    strays = (path for path in root.rglob("*") if path.is_file() and path.name != MANIFEST and path not in listed)
    faults += [{"file": str(path), "fault": "not in the manifest"} for path in strays]
    if not faults:
        return None
    return Failure("files", "The snapshot's files are those that were committed.", len(faults), tuple(faults[:EXAMPLES]))


def _fault(path: Path, file: DataFile, table: Table | None, *, checksums: bool) -> str | None:
    """What is wrong with a file; without a table, as of an older schema, its columns are not looked at."""
    if not path.exists():
        return "missing"
    if path.stat().st_size != file.bytes:
        return f"{path.stat().st_size} bytes instead of {file.bytes}"
    metadata = pq.read_metadata(path)
    if metadata.num_rows != file.rows:
        return f"{metadata.num_rows} rows instead of {file.rows}"
    unknown = set(metadata.schema.to_arrow_schema().names) - set(table.columns) if table else set()
    if unknown:
        return f"unknown columns {', '.join(sorted(unknown))}"
    if checksums:
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
                return "its SHA-256 is not the one it was committed with"
    return None


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
