"""The formats of an export. Each writer takes the tables and a folder, and tells which file each table went to."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from transforms.schema import TABLES, Table
from transforms.schema.arrow import arrow_schema
from warehouse.database import STORAGE_VERSION
from warehouse.errors import WarehouseError
from warehouse.output import write_csv, write_parquet
from warehouse.parquet import ROW_GROUP_ROWS
from warehouse.sql import quoted

BATCH_ROWS = 10_000
"""Rows that are in memory at a time; Parquet has a row group's."""
MEMORY_LIMIT = "2GB"
"""Of the connection that writes a DuckDB file, whose keys are indexed in memory."""
SHEET_ROWS = 1_048_576
"""Rows of an Excel worksheet, the header among them."""
CELL_CHARACTERS = 32_767
"""Characters that an Excel cell holds."""
STEM = "nightdesk"
"""Name, before its suffix, of the one file that the formats with all tables in one file have."""


@dataclass
class Content:
    """A table on its way out. `rows` and `cut` count what was written."""

    name: str
    description: str
    relation: duckdb.DuckDBPyRelation
    meanings: Mapping[str, str]
    """By column."""
    table: Table | None = None
    """Definition of a stored table; None for a view."""
    references: tuple[tuple[str, str], ...] = ()
    """(column, table whose key it holds), of tables that are exported along, whole."""
    rows: int = field(default=0, init=False)
    cut: int = field(default=0, init=False)

    @property
    def schema(self) -> pa.Schema:
        """Columns, types and meanings; what a column means is its metadata `description`."""
        if self.table:
            return arrow_schema(self.table)
        types = self.relation.limit(0).to_arrow_table().schema
        return pa.schema(
            [pa.field(one.name, _whole(one.type), metadata={"description": self.meanings[one.name]}) for one in types],
            metadata={"description": self.description},
        )

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that tell the rows apart; empty for a view, and where one of them may be unknown."""
        if not self.table:
            return ()
        required = {one.name for one in self.table.fields if one.required}
        return self.table.key if required.issuperset(self.table.key) else ()

    def batches(self, size: int | None = None) -> pa.RecordBatchReader:
        """The rows, some (BATCH_ROWS) at a time, counted as they go."""
        schema = self.schema

        def stream() -> Iterator[pa.RecordBatch]:
            for batch in self.relation.to_arrow_reader(size or BATCH_ROWS):
                self.rows += len(batch)
                yield pa.RecordBatch.from_arrays([batch.column(one.name).cast(one.type) for one in schema], schema=schema)

        return pa.RecordBatchReader.from_batches(schema, stream())

    def plain_rows(self) -> Iterator[list[tuple[object, ...]]]:
        """The rows batch by batch in Python's own types: lists and structs as JSON."""
        for batch in self.batches():
            columns = [[_plain(value) for value in column.to_pylist()] for column in batch.columns]
            yield list(zip(*columns, strict=True))


def to_parquet(contents: Sequence[Content], folder: Path) -> dict[str, str]:
    """One file a table, with the meanings of table and columns as Arrow metadata."""
    return _file_each(contents, folder, "parquet", write_parquet, ROW_GROUP_ROWS)


def to_csv(contents: Sequence[Content], folder: Path) -> dict[str, str]:
    """One file a table, UTF-8 with a header; lists and structs are JSON, NULL is an empty cell."""
    return _file_each(contents, folder, "csv", write_csv)


def to_duckdb(contents: Sequence[Content], folder: Path) -> dict[str, str]:
    """One database with real tables, comments, and primary and foreign keys."""
    path = folder / f"{STEM}.duckdb"
    spill = folder / ".spill"
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)}) as connection:
        connection.execute(f"ATTACH {quoted(path)} AS made (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE made")
        for content in _referenced_first(contents):
            batches = content.batches()
            connection.register("batches", batches)
            kinds = dict(row[:2] for row in connection.execute("DESCRIBE batches").fetchall())
            # a table can't point at itself here: rows would have to come after those that they point at
            references = [pair for pair in content.references if pair[1] != content.name]
            connection.execute(_create(content, kinds, references))
            connection.execute(f'INSERT INTO "{content.name}" FROM batches')
            connection.unregister("batches")
            connection.execute(f'COMMENT ON TABLE "{content.name}" IS {quoted(content.description)}')
            for column, meaning in content.meanings.items():
                connection.execute(f'COMMENT ON COLUMN "{content.name}"."{column}" IS {quoted(meaning)}')
        connection.execute("USE memory")
        connection.execute("DETACH made")
    shutil.rmtree(spill, ignore_errors=True)
    return dict.fromkeys((content.name for content in contents), path.name)


def to_sqlite(contents: Sequence[Content], folder: Path) -> dict[str, str]:
    """One database with keys; times and days are ISO 8601 texts, truth values 0 and 1, lists and structs JSON.

    SQLite has no comments on columns: the meanings stand in the CREATE TABLE statements, which it keeps to the letter.
    """
    path = folder / f"{STEM}.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is thrown away unless it is finished
        connection.execute("PRAGMA synchronous = OFF")
        for content in contents:
            kinds = {one.name: _sqlite_type(one.type) for one in content.schema}
            connection.execute(_create(content, kinds, content.references, comments=True))
            places = ", ".join("?" * len(kinds))
            for rows in content.plain_rows():
                connection.executemany(f'INSERT INTO "{content.name}" VALUES ({places})', rows)
        connection.commit()
    return dict.fromkeys((content.name for content in contents), path.name)


def to_xlsx(contents: Sequence[Content], folder: Path) -> dict[str, str]:
    """One workbook with a sheet a table; what a column means is the note of its header. Long texts are cut, and counted.

    Raises WarehouseError, before anything is written, where a table has more rows than a sheet.
    """
    import xlsxwriter

    for content in contents:
        ((rows,),) = content.relation.aggregate("count(*)").fetchall()
        if rows >= SHEET_ROWS:
            raise WarehouseError(
                f"{content.name} has {rows:,} rows, and an Excel sheet holds {SHEET_ROWS - 1:,} below its header.",
                "Select some with --where, or choose another format.",
            )
    path = folder / f"{STEM}.xlsx"
    options = {"constant_memory": True, "nan_inf_to_errors": True}  # what is written keeps its type: a text is never a formula
    with xlsxwriter.Workbook(path, options) as book:
        head = book.add_format({"bold": True})
        days, times = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
        for content in contents:
            sheet = book.add_worksheet(content.name)
            sheet.freeze_panes(1, 0)
            for column, (name, meaning) in enumerate(content.meanings.items()):
                sheet.write_string(0, column, name, head)
                sheet.write_comment(0, column, meaning)
            rows = (row for batch in content.batches() for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
            for at, row in enumerate(rows, 1):
                content.cut += sum(_write_cell(sheet, at, column, value, days, times) for column, value in enumerate(row))
    return dict.fromkeys((content.name for content in contents), path.name)


WRITERS: dict[str, Callable[[Sequence[Content], Path], dict[str, str]]] = {
    "parquet": to_parquet,
    "csv": to_csv,
    "duckdb": to_duckdb,
    "sqlite": to_sqlite,
    "xlsx": to_xlsx,
}


def _file_each(
    contents: Sequence[Content], folder: Path, suffix: str, write: Callable[..., None], size: int | None = None
) -> dict[str, str]:
    files = {content.name: f"{content.name}.{suffix}" for content in contents}
    for content in contents:
        with (folder / files[content.name]).open("wb") as stream:
            write(content.batches(size), stream)
    return files


def _create(content: Content, kinds: Mapping[str, str], references: Sequence[tuple[str, str]], *, comments: bool = False) -> str:
    """The statement that makes the table, with its keys."""
    required = {one.name for one in content.schema if not one.nullable}
    lines = [(f'"{name}" {kind}{" NOT NULL" * (name in required)}', content.meanings[name]) for name, kind in kinds.items()]
    if content.key:
        lines.append((f"PRIMARY KEY ({', '.join(content.key)})", ""))
    lines += [(f"FOREIGN KEY ({column}) REFERENCES {target} ({TABLES[target].key[0]})", "") for column, target in references]
    ends = [","] * (len(lines) - 1) + [""]
    said = [f"  {line}{end}" + (f" -- {note}" if comments and note else "") for (line, note), end in zip(lines, ends, strict=True)]
    return "\n".join([f'CREATE TABLE "{content.name}" (' + (f" -- {content.description}" if comments else ""), *said, ")"])


def _referenced_first(contents: Sequence[Content]) -> list[Content]:
    """The tables in an order in which each comes after those that it points at."""
    named = {content.name: content for content in contents}
    targets = {name: {target for _, target in content.references} - {name} for name, content in named.items()}
    return [named[name] for name in TopologicalSorter(targets).static_order()]


def _whole(kind: pa.DataType) -> pa.DataType:
    """DuckDB gives sums as 128-bit decimals; no count is that large."""
    return pa.int64() if pa.types.is_decimal(kind) and kind.scale == 0 else kind


def _sqlite_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) or pa.types.is_decimal(kind) else "TEXT"


def _plain(value: object) -> object:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _write_cell(sheet: Any, row: int, column: int, value: object, days: Any, times: Any) -> bool:
    """Write a value; gives whether it had to be cut. Excel knows no time before 1900: earlier ones are texts."""
    if value is None:
        return False
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and value.year > 1900:
        sheet.write_datetime(row, column, value, times if isinstance(value, datetime) else days)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, value)
    else:
        text = str(_plain(value))
        sheet.write_string(row, column, text[:CELL_CHARACTERS])
        return len(text) > CELL_CHARACTERS
    return False
