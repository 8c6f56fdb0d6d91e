"""The snapshots of a warehouse: what there is, what changed between two, how to go back, and which may go.

Going back makes a new snapshot with an earlier one's files, so that numbers only ever rise and nothing is lost by it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, takewhile
from pathlib import Path
from typing import NamedTuple

import duckdb

from transforms.records import Row
from transforms.schema import TABLES, Table
from warehouse import durable, leases
from warehouse.errors import NoWarehouseError
from warehouse.layout import MANIFEST, SCHEMA_FILE, Home
from warehouse.manifest import Manifest, at_moment, load, load_current
from warehouse.parquet import scan
from warehouse.writer import MEMORY_LIMIT, Writer, writer

KEEP_DAYS = 14
"""Every snapshot of the last so many days is kept; of those before, the last of each month."""
SHOWN_ROWS = 20
RECORDED = frozenset(
    {
        "run_id",
        "ingested_at",
        "article_ingested_at",
        "pipeline_version",
        "rejected_at",
        "read_at",
        "modified_at",
        "finished_at",
        "seconds",
        "settings",
        "steps",
        "warnings",
    }
)
"""Columns of the record of runs: a rebuild changes them, or takes them over when it is promoted."""


class Snapshot(NamedTuple):
    """One line of the history."""

    number: int
    run_id: str
    committed_at: datetime
    """UTC."""
    rows: int
    bytes: int
    """Of all its files."""
    new_bytes: int
    """Of the files that the snapshot before doesn't have: what it costs."""
    note: str


@dataclass(frozen=True)
class Change:
    """How one table differs between two snapshots."""

    table: str
    added: int
    removed: int
    changed: int
    """Rows whose key is in both, with other values."""
    rows: tuple[Row, ...] = ()
    """Where asked for: the first rows concerned, with `change` (added, removed, changed) before their columns."""


def snapshots(home: str | Path) -> list[Snapshot]:
    """Every snapshot that is kept, oldest first."""
    place = Home.at(home)
    load_current(place)
    found: list[Snapshot] = []
    known: set[tuple[str, str]] = set()
    for number in place.numbers():
        manifest = load(place, number)
        files = {(name, file.path): file.bytes for name, listed in manifest.tables.items() for file in listed}
        new = sum(size for key, size in files.items() if key not in known)
        rows = sum(manifest.rows(name) for name in manifest.tables)
        found.append(Snapshot(number, manifest.run_id, manifest.committed_at, rows, manifest.bytes, new, manifest.note))
        known = set(files)
    return found


def diff(
    home: str | Path, old: int | date | None, new: int | date | None = None, *, tables: Iterable[str] = TABLES, rows: bool = False
) -> list[Change]:
    """What changed from one snapshot to another (the current one, if none is named), in the tables where something did.

    Only files that are not in both are read.
    """
    place = Home.at(home)
    before, after = at_moment(place, old), at_moment(place, new)
    folders = place.snapshot(before.number), place.snapshot(after.number)
    with leases.reading(*folders), _comparing() as connection:
        found = [
            _change(connection, TABLES[name], _only_in(before, after, name, folders[0]), _only_in(after, before, name, folders[1]), rows)
            for name in tables
        ]
    return [change for change in found if change.added or change.removed or change.changed]


def diff_staged(home: str | Path, *, tables: Iterable[str] = TABLES, rows: bool = False) -> list[Change]:
    """What promoting the staged rebuild would change, in the tables where it would; who wrote a row and when counts for nothing.

    Raises NoWarehouseError where nothing is staged.
    """
    place = Home.at(home)
    before = load_current(place)
    try:
        after = load_current(place.rebuild)
    except NoWarehouseError:
        raise NoWarehouseError(f"Nothing is staged in {place.path}.", "`nightdesk rebuild --stage` does that.") from None
    folders = place.snapshot(before.number), place.rebuild.snapshot(after.number)
    with leases.reading(*folders), _comparing() as connection:
        found = [
            _change(connection, table, _files_in(before, name, folders[0]), _files_in(after, name, folders[1]), rows, RECORDED)
            for name, table in TABLES.items()
            if name in tables
        ]
    return [change for change in found if change.added or change.removed or change.changed]


@contextmanager
def _comparing() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to compare with, which may put on disk what it can't hold."""
    with (
        tempfile.TemporaryDirectory(prefix="nightdesk-") as spill,
        duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": spill}) as connection,
    ):
        yield connection


def rollback(home: str | Path, to: int, wait_seconds: float = 0.0) -> int:
    """Make an earlier snapshot's state the current one again; gives the new snapshot's number."""
    place = Home.at(home)
    with writer(home, wait_seconds) as store:
        manifest = load(place, to)
        staged = place.staging / f"rollback_{to:06}"
        for name, files in manifest.tables.items():
            for file in files:
                target = staged / name / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(place.snapshot(to) / name / file.path, target)
        again = replace(
            manifest,
            number=store.next_number,
            previous=store.current,
            committed_at=datetime.now(UTC).replace(tzinfo=None),
            note=f"back to {to}",
        )
        durable.write_text(staged / MANIFEST, again.to_json())
        durable.sync_tree(staged)
        store.publish(staged, again)
        return again.number


def expired(manifests: Iterable[Manifest], keep_days: int = KEEP_DAYS, now: datetime | None = None) -> list[int]:
    """Numbers of the snapshots, of all in turn, that may go: older than `keep_days`, not the last of their month, and not the newest.

    No more are looked at than up to the first that is kept for its age.
    """
    limit = (now or datetime.now(UTC).replace(tzinfo=None)) - timedelta(days=keep_days)
    old = takewhile(lambda pair: pair[0].committed_at < limit, pairwise(manifests))
    return [one.number for one, following in old if _month(one) == _month(following)]


def _month(manifest: Manifest) -> tuple[int, int]:
    return manifest.committed_at.year, manifest.committed_at.month


def collect(store: Writer, keep_days: int = KEEP_DAYS) -> list[int]:
    """Remove the snapshots that may go and that nobody is reading; gives their numbers. A file goes with the last snapshot that has it."""
    gone = []
    for number in expired((load(store.home, number) for number in store.home.numbers()), keep_days):
        folder = store.home.snapshot(number)
        with leases.unread(folder) as free:
            if free:
                doomed = store.home.staging / f"expired_{number:06}"
                folder.rename(doomed)
                store.sweep(doomed)
                gone.append(number)
    return gone


def _only_in(manifest: Manifest, other: Manifest, table: str, folder: Path) -> str:
    """SQL that reads the table's files that the other snapshot doesn't have."""
    shared = {file.path for file in other.tables.get(table, ())}
    files = {
        folder / table / file.path: file
        for file in manifest.tables.get(table, ())
        if file.path not in shared or Path(file.path).name == SCHEMA_FILE
    }
    return scan(TABLES[table], files, manifest.columns.get(table, ()))


def _files_in(manifest: Manifest, table: str, folder: Path) -> str:
    """SQL that reads all of a table's files."""
    files = {folder / table / file.path: file for file in manifest.tables.get(table, ())}
    return scan(TABLES[table], files, manifest.columns.get(table, ()))


def _change(
    connection: duckdb.DuckDBPyConnection, table: Table, old: str, new: str, rows: bool, ignored: frozenset[str] = frozenset()
) -> Change:
    """Compare the rows of two sets of files by the table's key; a row that only moved to another file is unchanged."""
    columns = ", ".join(table.columns)
    packed = ", ".join(f"{name} := {name}" for name in table.columns if name not in ignored or name in table.key)
    same = " AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in table.key)
    compared = f"""
        SELECT CASE WHEN old.row IS NULL THEN 'added' WHEN new.row IS NULL THEN 'removed' ELSE 'changed' END AS change, coalesce(new.row, old.row) AS row
        FROM (SELECT *, struct_pack({packed}) AS row FROM (SELECT {columns} FROM {old})) old
        FULL JOIN (SELECT *, struct_pack({packed}) AS row FROM (SELECT {columns} FROM {new})) new ON {same}
        WHERE old.row IS DISTINCT FROM new.row"""
    counts = dict(connection.sql(f"SELECT change, count(*) FROM ({compared}) GROUP BY ALL").fetchall())
    shown: tuple[Row, ...] = ()
    if rows and counts:
        found = connection.sql(f"SELECT change, row FROM ({compared}) ORDER BY ALL LIMIT {SHOWN_ROWS}").to_arrow_table().to_pylist()
        shown = tuple({"change": one["change"], **one["row"]} for one in found)
    return Change(table.name, counts.get("added", 0), counts.get("removed", 0), counts.get("changed", 0), shown)
