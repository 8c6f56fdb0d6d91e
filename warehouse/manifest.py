"""What a snapshot holds: written once, with the snapshot, and never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from transforms.schema import SCHEMA_VERSION
from warehouse.errors import NotFoundError, NoWarehouseError, WarehouseError
from warehouse.layout import MANIFEST, Home

RESTORE = "`nightdesk restore … --replace` brings back a backup."


@dataclass(frozen=True, slots=True)
class DataFile:
    """One immutable Parquet file of a table."""

    path: str
    """Below the table's folder."""
    rows: int
    bytes: int
    sha256: str
    columns: str
    """Digest of the file's column names and types: files of one table with different ones were written by different versions."""

    @property
    def partition(self) -> str:
        """Folder below the table's: `month=2025-07`, or nothing."""
        return self.path.rpartition("/")[0]

    @property
    def kind(self) -> str:
        """What a file's name tells of its rows, for tables that are kept apart (`warehouse.standing`): `current`, `aside`, or nothing."""
        _, dot, kind = self.path.rpartition("/")[2].removesuffix(".parquet").rpartition(".")
        return kind if dot else ""


@dataclass(frozen=True)
class Manifest:
    """A snapshot's number, origin and files."""

    number: int
    previous: int | None
    run_id: str
    committed_at: datetime
    """UTC."""
    tables: Mapping[str, tuple[DataFile, ...]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The columns that each table had when it was written; a newer program's further ones are NULL."""
    schema_version: int = SCHEMA_VERSION
    note: str = ""
    """Why there is this snapshot, where no run made it (a rollback)."""

    def rows(self, table: str) -> int:
        """Rows of a table."""
        return sum(file.rows for file in self.tables.get(table, ()))

    @property
    def bytes(self) -> int:
        """Bytes of all files; most are shared with the snapshots before."""
        return sum(file.bytes for files in self.tables.values() for file in files)

    def to_json(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self) | {"committed_at": self.committed_at.isoformat()}, indent=1)

    @classmethod
    def from_json(cls, text: str, place: str | Path) -> Manifest:
        """Read back what `to_json` wrote; refuses what a newer program wrote. `place` is the home, or the address of the backup, that it is of."""
        stored = json.loads(text)
        if stored["schema_version"] > SCHEMA_VERSION:
            raise WarehouseError(
                f"The warehouse in {place} was written by a newer version of Nightdesk (schema {stored['schema_version']}; this one"
                f" knows {SCHEMA_VERSION}).",
                "Upgrade Nightdesk, or name another warehouse with --home: nothing in this one was changed.",
            )
        tables = {name: tuple(DataFile(**file) for file in files) for name, files in stored["tables"].items()}
        columns = {name: tuple(names) for name, names in stored["columns"].items()}
        return cls(**(stored | {"committed_at": datetime.fromisoformat(stored["committed_at"]), "tables": tables, "columns": columns}))


def load(home: Home, number: int) -> Manifest:
    """The manifest of a snapshot."""
    try:
        text = (home.snapshot(number) / MANIFEST).read_text("utf8")
    except FileNotFoundError:
        if home.snapshot(number).is_dir():
            raise WarehouseError(f"{home.snapshot(number) / MANIFEST} is missing.", RESTORE) from None
        known = ", ".join(map(str, home.numbers())) or "none"
        raise NotFoundError(f"There is no snapshot {number} in {home.path}.", f"There are: {known}.") from None
    try:
        return Manifest.from_json(text, home.path)
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            f"{home.snapshot(number) / MANIFEST} is damaged ({type(error).__name__}: {error}).",
            RESTORE,
        ) from None


def load_current(home: Home) -> Manifest:
    """The manifest of the newest snapshot."""
    number = home.current_number()
    if number is None:
        raise NoWarehouseError(
            f"There is no warehouse in {home.path} yet.", "Fill it with `nightdesk run PATH`, or name another folder with --home."
        )
    return load(home, number)


def at_moment(home: Home, at: int | date | None) -> Manifest:
    """The newest snapshot, the one of a number, or the last one committed by the end of a day or by a time (UTC)."""
    current = load_current(home)
    if at is None:
        return current
    if isinstance(at, int):
        return load(home, at)
    moment = at if isinstance(at, datetime) else datetime.combine(at, time.max)
    for number in reversed(home.numbers()):
        manifest = load(home, number)
        if manifest.committed_at <= moment:
            return manifest
    raise NotFoundError(f"Nothing was committed by {at}.", "`nightdesk snapshots` lists what was.")
