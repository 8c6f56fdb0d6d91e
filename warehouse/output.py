"""Answers written as CSV, JSON or Parquet: batch by batch, so that their size doesn't matter."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq


def write_csv(batches: pa.RecordBatchReader, stream: IO[bytes]) -> None:
    """Comma-separated values with a header line; lists and structs as JSON, NULL as nothing."""
    text = io.TextIOWrapper(stream, "utf8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(batches.schema.names)
    for batch in batches:
        writer.writerows(zip(*([_cell(value) for value in column.to_pylist()] for column in batch.columns), strict=True))
    text.detach()


def write_json(batches: pa.RecordBatchReader, stream: IO[bytes]) -> None:
    """One array of objects, an object a line."""
    before = b"["
    for row in _rows(batches):
        stream.write(before + b"\n" + json.dumps(row, ensure_ascii=False, default=_plain).encode())
        before = b","
    stream.write(b"[]\n" if before == b"[" else b"\n]\n")


def write_parquet(batches: pa.RecordBatchReader, stream: IO[bytes]) -> None:
    """Parquet, compressed with zstd."""
    with pq.ParquetWriter(stream, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


WRITERS: dict[str, Callable[[pa.RecordBatchReader, IO[bytes]], None]] = {"csv": write_csv, "json": write_json, "parquet": write_parquet}


def _rows(batches: pa.RecordBatchReader) -> Iterator[dict[str, Any]]:
    for batch in batches:
        yield from batch.to_pylist()


def as_json(value: object) -> str:
    """A value as JSON; what that has no type for as text."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _cell(value: object) -> object:
    if isinstance(value, (list, dict)):
        return as_json(value)
    return _plain(value) if isinstance(value, (datetime, bool)) else value


def _plain(value: object) -> object:
    """Values that JSON has no type for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.hex() if isinstance(value, bytes) else str(value)
