"""Where everything lies below a home.

<home>/nightdesk.duckdb                      views only, always of one snapshot
<home>/lake/current -> snapshots/000042      the newest commit, for tools that glob Parquet
<home>/lake/snapshots/000042/manifest.json   what the snapshot holds
<home>/lake/snapshots/000042/articles/month=2025-07/000042-001.parquet
<home>/lake/snapshots/000042/events/month=2025-07/000042-002.current.parquet    or .aside: whether their articles stand
<home>/lake/staging/                         of the run in progress; whatever a killed one leaves is swept by the next
<home>/lake/indexes/9f86d0….arrow            by whose help names are found in a file (`warehouse.names`); may be removed at any time
<home>/lake/.lock                            held by the one writer
<home>/raw/9f/9f86d0….zst                    the files that were read, as they came, by their SHA-256
<home>/rebuild/                              a home within: what a rebuild makes, until it is promoted
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transforms.schema import Table

MANIFEST = "manifest.json"
SCHEMA_FILE = "schema.parquet"
"""A file without rows that every table has, so that globs and schemas work from the first day."""
UNKNOWN_MONTH = "month=unknown"


@dataclass(frozen=True)
class Home:
    """The paths of one warehouse."""

    path: Path

    @classmethod
    def at(cls, path: str | Path) -> Home:
        """The home at a path, made absolute."""
        return cls(Path(path).expanduser().absolute())

    @property
    def lake(self) -> Path:
        return self.path / "lake"

    @property
    def snapshots(self) -> Path:
        return self.lake / "snapshots"

    @property
    def staging(self) -> Path:
        return self.lake / "staging"

    @property
    def indexes(self) -> Path:
        return self.lake / "indexes"

    @property
    def current(self) -> Path:
        return self.lake / "current"

    @property
    def lock(self) -> Path:
        return self.lake / ".lock"

    @property
    def database(self) -> Path:
        return self.path / "nightdesk.duckdb"

    @property
    def raw(self) -> Path:
        return self.path / "raw"

    @property
    def rebuild(self) -> Home:
        """The home within, in which a rebuild is made."""
        return Home(self.path / "rebuild")

    def snapshot(self, number: int) -> Path:
        """The folder of a snapshot."""
        return self.snapshots / f"{number:06}"

    def numbers(self) -> list[int]:
        """Numbers of the snapshots that are there, oldest first."""
        if not self.snapshots.is_dir():
            return []
        return sorted(int(path.name) for path in self.snapshots.iterdir() if path.name.isdigit())

    def current_number(self) -> int | None:
        """Number of the snapshot that `current` names; None before the first commit."""
        try:
            return int(self.current.readlink().name)
        except FileNotFoundError:
            return None


def schema_file(table: Table) -> str:
    """Path of a table's file without rows, below the table's folder; as deep as the files that have rows."""
    return f"{UNKNOWN_MONTH}/{SCHEMA_FILE}" if table.partitioned else SCHEMA_FILE
