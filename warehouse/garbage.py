"""What nothing needs any more: snapshots beyond their time, and originals that no snapshot's ledger names or that are too old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from transforms.schema import TABLES
from warehouse.history import KEEP_DAYS, collect
from warehouse.manifest import DataFile, load
from warehouse.originals import Originals
from warehouse.parquet import scan
from warehouse.writer import Writer, writer

LOOK_BACK = timedelta(days=7)
"""Originals that grew too old longer ago are left to `gc`, so that a run never looks at all that are kept."""


class Collected(NamedTuple):
    """What was removed."""

    snapshots: list[int]
    originals: int
    bytes: int
    """Of the originals, as compressed."""


def gc(home: str | Path, keep_days: int = KEEP_DAYS, originals_days: int | None = None, wait_seconds: float = 0.0) -> Collected:
    """Remove the snapshots that may go and that nobody reads, then the originals that no snapshot which is left has in its ledger.

    With `originals_days`, also those that were last read longer ago: a rebuild then takes what is stored of them.
    """
    with writer(home, wait_seconds) as store:
        gone = collect(store, keep_days)
        kept = Originals(store.home)
        kept.sweep()
        needed = _read_since(store, originals_days)
        doomed = [one for one in kept.each() if one.sha256 not in needed]
        for one in doomed:
            kept.remove(one.sha256)
        return Collected(gone, len(doomed), sum(one.bytes for one in doomed))


def collect_originals(store: Writer, days: int) -> None:
    """Remove the originals that were last read `days` ago, at the end of a run: those that grew too old within the last week.

    Row groups of the ledger lie in the order of reading, so that what is older than that week is passed over unread, however much it is.
    """
    until = _now() - timedelta(days=days)
    ledger = f"(SELECT source_sha256, read_at FROM {store.scan('files')})"
    found = f"""
        SELECT DISTINCT source_sha256 FROM {ledger} WHERE read_at >= $since AND read_at < $until AND source_sha256 <> ''
        EXCEPT SELECT source_sha256 FROM {ledger} WHERE read_at >= $until"""
    kept = Originals(store.home)
    for (digest,) in store.connection.execute(found, {"since": until - LOOK_BACK, "until": until}).fetchall():
        kept.remove(digest)


def _read_since(store: Writer, days: int | None) -> set[str]:
    """SHA-256 of the files that any snapshot has in its ledger, as read within so many days."""
    since = _now() - timedelta(days=days) if days is not None else datetime.min  # noqa: DTZ901
    answer = store.connection.execute(f"SELECT DISTINCT source_sha256 FROM {_ledgers(store)} WHERE read_at >= $since", {"since": since})
    return {digest for (digest,) in answer.fetchall()}


def _ledgers(store: Writer) -> str:
    """SQL that reads the ledgers of all snapshots, each of their files once."""
    files: dict[Path, DataFile] = {}
    for number in store.home.numbers():
        files |= {store.home.snapshot(number) / "files" / file.path: file for file in load(store.home, number).tables.get("files", ())}
    once = {path.name: path for path in files}
    table = TABLES["files"]
    return scan(table, {path: files[path] for path in once.values()}, table.columns if files else ())


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
