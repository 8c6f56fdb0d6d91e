"""An older warehouse brought to today's columns, in one snapshot: all of it, or nothing.

This is about the shape of what is stored. A new column is NULL in old rows, which `nightdesk rebuild` fills; one of another type is
converted; one that is gone is left out. The snapshots before stay as they are, and can be read and gone back to.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow.parquet as pq

from transforms.schema import SCHEMA_VERSION, TABLES, Table
from transforms.schema.arrow import arrow_schema
from transforms.schema.ddl import sql_type
from warehouse.errors import WarehouseError
from warehouse.layout import SCHEMA_FILE, Home
from warehouse.manifest import DataFile, load_current
from warehouse.parquet import columns_digest
from warehouse.sql import exact_glob, quoted
from warehouse.sums import SUMS
from warehouse.transaction import Transaction
from warehouse.writer import writer


class Migrated(NamedTuple):
    """What a migration did."""

    version: int
    """Schema of the warehouse before."""
    snapshot: int | None
    """Number of the snapshot that it made; None where every file was of today's columns."""
    files: int
    """Files that were written anew."""


def migrate(home: str | Path, wait_seconds: float = 0.0) -> Migrated:
    """Write every file that hasn't today's columns anew, in one snapshot. Raises WarehouseError where a value can't be converted."""
    load_current(Home.at(home))
    with writer(home, wait_seconds) as store:
        before = store.manifest
        assert before is not None
        stale = [(table, path) for table in TABLES.values() for path in _stale(store.files[table.name], table)]
        if not stale and before.schema_version == SCHEMA_VERSION:
            return Migrated(before.schema_version, None, 0)
        with Transaction(store, f"migration_{store.next_number:06}") as transaction:
            for table, path in stale:
                if table.name != SUMS:  # these the commit makes anew
                    _convert(transaction, table, path)
            number = transaction.commit(note=f"migrated from schema {before.schema_version} to {SCHEMA_VERSION}")
        return Migrated(before.schema_version, number, len(stale))


def _stale(files: dict[Path, DataFile], table: Table) -> list[Path]:
    """The files of a table that aren't as it writes them today; its file without rows is renewed by every transaction."""
    today = columns_digest(arrow_schema(table))
    apart = bool(table.copied)
    return [path for path, file in files.items() if path.name != SCHEMA_FILE and (file.columns != today or apart > bool(file.kind))]


def _convert(transaction: Transaction, table: Table, path: Path) -> None:
    """Write one file anew, in today's columns and types."""
    stored = set(pq.read_schema(path).names)
    columns = ", ".join(
        f"CAST({field.name if field.name in stored else 'NULL'} AS {sql_type(field.type)}) AS {field.name}" for field in table.fields
    )
    query = f"SELECT {columns} FROM read_parquet({quoted(exact_glob(path))}, hive_partitioning = false)"
    try:
        if table.copied:
            rows = transaction.arrow(query)
            transaction.drop(table.name, [path])
            transaction.append(table.name, rows)
        else:
            transaction.rewrite(table.name, path, query)
    except (duckdb.ConversionException, duckdb.BinderException) as error:
        raise WarehouseError(
            f"{table.name} can't be brought to today's columns: {str(error).splitlines()[0]}.",
            "Nothing was changed. `nightdesk rebuild` makes the rows anew.",
        ) from None
