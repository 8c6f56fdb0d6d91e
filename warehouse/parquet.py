"""Rows to immutable Parquet files: in the table's columns and order, a folder a month."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.schema import Table
from transforms.schema.arrow import arrow_schema
from transforms.schema.ddl import sql_type
from warehouse.errors import WarehouseError
from warehouse.manifest import DataFile
from warehouse.sql import exact_glob, quoted

COMPRESSION, LIGHT_COMPRESSION = "zstd", "snappy"
LIGHT_BYTES = 500_000
"""Files of fewer bytes than this, before compression, are compressed lightly: to set up zstd for each column would take more time than
all the rest, and the files are merged before long."""
ROW_GROUP_ROWS = 131_072
"""About as many as DuckDB's own tables have; measured in bench/warehouse.py: smaller groups cost a scan more than they save a filter."""
BODY = "body"


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """The rows in exactly the table's columns and types; a column that is absent is NULL throughout."""
    schema = arrow_schema(table)
    unknown = set(rows.column_names) - set(schema.names)
    if unknown:
        raise WarehouseError(f"Table {table.name} has no column {', '.join(sorted(unknown))}.", "Define it in transforms/schema/.")
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type) for field in schema
    ]
    for field, column in zip(schema, columns, strict=True):
        if not field.nullable and column.null_count:
            raise WarehouseError(f"{table.name}.{field.name} is NULL in {column.null_count} rows, and must never be.")
    return pa.table(columns, schema=schema)


def partitions(table: Table, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows by folder, in the table's order: `month=2025-07`, `month=unknown`, or nothing for a table that lies in one."""
    if not len(rows):
        return
    if not table.partitioned:
        yield "", in_order(table, rows)
        return
    days: Any = rows["published_at"].cast(pa.date32()).cast(pa.string())
    months: Any = pc.fill_null(pc.utf8_slice_codeunits(days, 0, len("2025-07")), "unknown")
    ordered = rows.append_column("month", months).sort_by([(name, "ascending") for name in ("month", *table.sort)]).drop_columns("month")
    begin = 0
    for month, count in sorted(Counter(months.to_pylist()).items()):
        yield f"month={month}", ordered.slice(begin, count)
        begin += count


def in_order(table: Table, rows: pa.Table) -> pa.Table:
    """The rows in the order in which the table keeps them within a file."""
    return rows.sort_by([(name, "ascending") for name in table.sort]) if table.sort and len(rows) > 1 else rows


def placed(rows: pa.Table, name: str, places: Any, values: Any) -> pa.Table:
    """The rows with other values of a column at some places, which ascend; NULL leaves what is there."""
    at = places.filter(pc.is_valid(values)).to_numpy()
    mask = np.zeros(len(rows), dtype=bool)
    mask[at] = True
    replaced: Any = pc.replace_with_mask(rows[name].combine_chunks(), pa.array(mask), values.drop_null().combine_chunks())
    return rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), replaced)


def without(rows: pa.Table, found: pa.Table) -> pa.Table:
    """The rows but those whose places (`file_row_number`) were found."""
    mask = np.ones(len(rows), dtype=bool)
    mask[found["file_row_number"].to_numpy()] = False
    return rows.filter(pa.array(mask))


def write_file(table: Table, rows: pa.Table, root: Path, path: str) -> DataFile:
    """Write rows, in the table's order, to `path` below the table's folder `root`; read-only from then on. Not synced.

    Columns get a dictionary, the ids of other tables' rows too: joins and groups then work on a few values. Not so what never repeats:
    bodies, and an id that is the whole key.
    """
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    dictionary = [name for name in rows.column_names if name != BODY and table.key != (name,)]
    compression = COMPRESSION if rows.nbytes > LIGHT_BYTES else LIGHT_COMPRESSION
    options: dict[str, Any] = {"compression": compression, "row_group_size": ROW_GROUP_ROWS, "use_dictionary": dictionary}
    pq.write_table(rows, target, **options)
    target.chmod(0o444)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return DataFile(path, len(rows), target.stat().st_size, digest, columns_digest(rows.schema))


def read_file(table: Table, path: Path) -> pa.Table:
    """The rows of a file, in their order, in the table's columns and types of today."""
    return conform(table, pq.ParquetFile(path, memory_map=True).read())


def columns_digest(schema: pa.Schema) -> str:
    """Tells files with the same columns and types from others."""
    return hashlib.blake2b(schema.to_string(show_field_metadata=False, show_schema_metadata=False).encode(), digest_size=4).hexdigest()


def scan(table: Table, files: Mapping[Path, DataFile], columns: Collection[str], *, filename: bool = False, positions: bool = False) -> str:
    """SQL that reads some of a table's files as a table of all its columns.

    `columns` are those that the table had when it was last written. Files that are older than that may have fewer, and today's
    table may have more: what a file lacks is NULL. With `filename` each row has that column; with `positions`,
    `file_row_number` as well.
    """
    lacking = [f"NULL::{sql_type(field.type)} AS {field.name}" for field in table.fields if field.name not in columns]
    if not files:
        return f"(SELECT {', '.join(f'NULL::{sql_type(field.type)} AS {field.name}' for field in table.fields)} WHERE FALSE)"
    mixed = len({file.columns for file in files.values()}) > 1
    source = _read(files, mixed=mixed, filename=filename, positions=positions)
    return f"(SELECT *, {', '.join(lacking)} FROM {source})" if lacking else source


def _read(paths: Iterable[Path], *, mixed: bool, filename: bool, positions: bool) -> str:
    listed = ", ".join(quoted(exact_glob(path)) for path in paths)
    options = (
        ", hive_partitioning = false" + (", union_by_name = true" if mixed else "") + (", filename = true" if filename or positions else "")
    )
    options += ", file_row_number = true" if positions else ""
    return f"read_parquet([{listed}]{options})"
