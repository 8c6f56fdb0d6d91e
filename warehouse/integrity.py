"""Whether a snapshot's files are still those that were committed: disks, copies and people damage some over the years."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.schema import SCHEMA_VERSION, TABLES, Table
from warehouse.errors import WarehouseError
from warehouse.layout import MANIFEST, Home
from warehouse.manifest import DataFile, Manifest, load_current

NAMED = 3
"""Damaged files that an error names; `nightdesk check` lists more."""
UNREADABLE = (duckdb.Error, pa.ArrowException, FileNotFoundError)
"""What reading a damaged file raises, among other causes."""


class FileFault(NamedTuple):
    """What is wrong with a file."""

    file: str
    fault: str


class DamagedError(WarehouseError):
    """Committed files are missing, or not what was committed."""

    def __init__(self, faults: list[FileFault]) -> None:
        named = ", ".join(f"{one.file} ({one.fault})" for one in faults[:NAMED])
        more = f" and {len(faults) - NAMED} more" if faults[NAMED:] else ""
        super().__init__(
            f"Files of the warehouse are damaged: {named}{more}.",
            "`nightdesk restore … --replace` brings back a backup, `nightdesk rollback NUMBER` a snapshot without them.",
        )


def file_faults(home: Home, manifest: Manifest, *, checksums: bool = False) -> Iterator[FileFault]:
    """Files of a snapshot that are missing, changed or of unknown columns, and files that nobody committed.

    `checksums` reads every file to the end and compares its SHA-256 with the one it was committed with.
    """
    root = home.snapshot(manifest.number)
    listed = {root / name / file.path: (name, file) for name, files in manifest.tables.items() for file in files}
    is_older = manifest.schema_version < SCHEMA_VERSION
    for path, (name, file) in listed.items():
        fault = _fault(path, file, None if is_older else TABLES[name], checksums=checksums)
        if fault:
            yield FileFault(str(path), fault)
    for path in root.rglob("*"):
        if path.is_file() and path.name != MANIFEST and path not in listed:
            yield FileFault(str(path), "not in the manifest")


@contextmanager
def damage_named(home: Home) -> Iterator[None]:
    """Turn what a damaged file of the current snapshot raises inside into a DamagedError; any other error stays what it is."""
    try:
        yield
    except UNREADABLE as error:
        if home.current_number() is None:
            raise
        found = list(file_faults(home, load_current(home), checksums=True))
        if not found:
            raise
        raise DamagedError(found) from error


def _fault(path: Path, file: DataFile, table: Table | None, *, checksums: bool) -> str | None:
    """What is wrong with a file; without a table, as of an older schema, its columns are not looked at."""
    if not path.exists():
        return "missing"
    if path.stat().st_size != file.bytes:
        return f"{path.stat().st_size} bytes instead of {file.bytes}"
    try:
        metadata = pq.read_metadata(path)
    except (pa.ArrowException, OSError) as error:
        return f"no Parquet: {error}"
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
