"""The plan of a backfill: every file of an archive in the order of its days, cut into chunks, on disk, with how far it has come.

It is made once, in bounded memory however many files there are, and taken up again by whoever asks for the same again. It is only a list:
what was read is in the ledger, so that a plan which is lost, or made anew, costs time and nothing else.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.archives import turns
from flows.archives.days import BASES, Basis, of_file
from flows.inputs.listing import FoundFile
from transforms.parse import ParseSettings
from warehouse import durable
from warehouse.sql import exact_glob, quoted

MEMORY = "512MB"
"""For putting the files in order; what doesn't fit goes through the disk."""
ROWS = 10_000
"""Files that are held at a time while they are listed."""
PART = ".part"
"""Ending of the folder of a plan in the making."""
LEAST_BYTES = 2_000
"""A file counts as so many at least: what is done for each of many small ones is not nothing."""
_COLUMNS: dict[str, pa.DataType] = {
    "uri": pa.string(), "byte_count": pa.int64(), "modified_at": pa.timestamp("us"), "error": pa.string(), "first": pa.date32(),
    "last": pa.date32(),
}  # fmt: skip
_SCHEMA = pa.schema(_COLUMNS)


@dataclass(frozen=True)
class Order:
    """What is asked for."""

    paths: tuple[str, ...]
    first: date | None = None
    """Days from which and up to which files are wanted, both included."""
    last: date | None = None
    newest_first: bool = True
    bases: tuple[Basis, ...] = BASES
    chunk_bytes: int = 16_000_000

    @property
    def name(self) -> str:
        """The same for the same order."""
        return blake2b(json.dumps(asdict(self), default=str).encode(), digest_size=8).hexdigest()


class Chunk(NamedTuple):
    """Files of one commit."""

    number: int
    """From 0."""
    files: tuple[FoundFile, ...]
    first: date
    last: date


class Plan:
    """An order's files, and what of them is done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = json.loads((folder / "plan.json").read_text("utf8"))
        self.chunk_count: int = self._told["chunk_count"]
        self.byte_count: int = self._told["byte_count"]
        self.file_count: int = self._told["file_count"]
        self.passed_over: dict[str, int] = self._told["passed_over"]
        """Files that are not wanted: `outside` of the days, or `undated`."""
        self.by_basis: dict[str, int] = self._told["by_basis"]
        """Wanted files by what tells their days."""

    @classmethod
    def existing(cls, home: Path, order: Order) -> Self | None:
        """The plan that was made for an order; None where there is none."""
        folder = turns.folder(home) / order.name
        return cls(folder) if (folder / "plan.json").exists() else None

    @classmethod
    def unfinished(cls, home: Path) -> Self | None:
        """The plan that some order left or is at, whichever it was."""
        return next((cls(path.parent) for path in turns.folder(home).glob("*/plan.json") if path.parent.suffix != PART), None)

    @classmethod
    def make(cls, home: Path, order: Order, files: Iterable[FoundFile], settings: ParseSettings) -> Self:
        """Plan an order over the listed files, in the place of any plan that was there."""
        folder = turns.folder(home) / order.name
        for other in turns.folder(home).glob("*/"):
            shutil.rmtree(other)
        unfinished = folder.with_suffix(PART)
        unfinished.mkdir(parents=True)
        told = _write(unfinished, order, files, settings)
        durable.write_text(unfinished / "plan.json", json.dumps(told))
        unfinished.rename(folder)
        return cls(folder)

    @property
    def done(self) -> int:
        """Chunks that are done."""
        try:
            return int((self._folder / "done").read_text())
        except FileNotFoundError:
            return 0

    def chunk(self, number: int) -> Chunk:
        """A chunk's files, in their order."""
        rows = pq.read_table(self._folder / "plan.parquet", filters=[("chunk", "=", number)]).to_pylist()
        files = tuple(
            FoundFile(row["uri"], byte_count=row["byte_count"], modified_at=row["modified_at"], error=row["error"]) for row in rows
        )
        return Chunk(number, files, min(row["first"] for row in rows), max(row["last"] for row in rows))

    def finish(self, chunk: Chunk) -> None:
        """Note that a chunk, and all before it, are done."""
        unfinished = self._folder / "done.part"
        durable.write_text(unfinished, str(chunk.number + 1))
        durable.replace(unfinished, self._folder / "done")

    def remove(self) -> None:
        """Forget it: all is done."""
        shutil.rmtree(self._folder)


def _write(folder: Path, order: Order, files: Iterable[FoundFile], settings: ParseSettings) -> dict[str, object]:
    """Write the list and its cut, and give the counts."""
    passed_over: Counter[str] = Counter()
    by_basis: Counter[str] = Counter()
    listing, parts, plan = (folder / f"{name}.parquet" for name in ("listing", "parts", "plan"))
    with pq.ParquetWriter(listing, _SCHEMA, compression="zstd") as writer:
        for rows in _batches(_wanted(files, order, settings, passed_over, by_basis), ROWS):
            writer.write_table(pa.Table.from_pylist(rows, _SCHEMA))
    direction = "DESC" if order.newest_first else "ASC"
    config = {"memory_limit": MEMORY, "temp_directory": str(folder / "spill"), "threads": "2"}
    with duckdb.connect(config=config) as connection:
        connection.execute(f"""
            COPY (
                SELECT *, ((sum(greatest(byte_count, {LEAST_BYTES})) OVER running - greatest(byte_count, {LEAST_BYTES})) // {order.chunk_bytes})::BIGINT AS part
                FROM read_parquet({quoted(exact_glob(listing))}) WINDOW running AS (ORDER BY first {direction}, uri ROWS UNBOUNDED PRECEDING)
            ) TO {quoted(parts)} (FORMAT parquet)""")
        connection.execute(f"""
            COPY (
                SELECT * EXCLUDE part, dense_rank() OVER (ORDER BY part) - 1 AS chunk FROM read_parquet({quoted(exact_glob(parts))})
                ORDER BY chunk, first {direction}, uri
            ) TO {quoted(plan)} (FORMAT parquet, ROW_GROUP_SIZE {ROWS})""")
        found = connection.execute(
            f"SELECT coalesce(max(chunk) + 1, 0), coalesce(sum(byte_count), 0), count(*) FROM read_parquet({quoted(exact_glob(plan))})"
        ).fetchone()
    assert found is not None
    listing.unlink()
    parts.unlink()
    shutil.rmtree(folder / "spill", ignore_errors=True)
    chunk_count, byte_count, file_count = map(int, found)
    return {
        "chunk_count": chunk_count,
        "byte_count": byte_count,
        "file_count": file_count,
        "passed_over": passed_over,
        "by_basis": by_basis,
    }


def _wanted(
    files: Iterable[FoundFile], order: Order, settings: ParseSettings, passed_over: Counter[str], by_basis: Counter[str]
) -> Iterator[dict[str, object]]:
    """A row for each file of the days that are asked for; the counters are filled on the way."""
    for file in files:
        days = of_file(file, order.bases, settings)
        if days is None:
            passed_over["undated"] += 1
        elif not days.meets(order.first, order.last):
            passed_over["outside"] += 1
        else:
            by_basis[days.basis] += 1
            yield {
                "uri": file.uri, "byte_count": file.byte_count, "modified_at": file.modified_at, "error": file.error, "first": days.first, "last": days.last,
            }  # fmt: skip


def _batches(rows: Iterator[dict[str, object]], size: int) -> Iterator[Sequence[dict[str, object]]]:
    while some := list(islice(rows, size)):
        yield some
