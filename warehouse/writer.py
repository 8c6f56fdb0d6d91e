"""The one writer of a warehouse: holds the lock, heals what a killed run left, and makes snapshots current."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse import database, durable, names, sums
from warehouse.compatibility import require_fitting
from warehouse.errors import LockedError
from warehouse.layout import MANIFEST, Home
from warehouse.lock import exclusive
from warehouse.manifest import Manifest, load
from warehouse.state import State, files_of
from warehouse.transaction import Transaction

MEMORY_LIMIT = "1GB"
"""What DuckDB may take for the writer's own queries."""


@contextmanager
def writer(home: str | Path, wait_seconds: float = 0.0) -> Iterator[Writer]:
    """The writer of the warehouse at `home`, which is made if there is none.

    Raises LockedError, naming the process that holds the lock, if it isn't free within `wait_seconds`.
    """
    place = Home.at(home)
    with exclusive(place.lock, wait_seconds, place.path):
        opened = Writer(place)
        try:
            yield opened
        finally:
            opened.connection.close()
            opened.sweep(place.staging)


class Writer(State):
    """What is stored, and the way to change it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        for folder in (home.snapshots, home.staging):
            folder.mkdir(parents=True, exist_ok=True)
        self._heal()
        number = home.current_number()
        self.manifest = None if number is None else load(home, number)
        spill = home.staging / "spill"
        connection = duckdb.connect(
            config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(spill), "preserve_insertion_order": "false"}
        )
        super().__init__(connection, files_of(home, self.manifest), self.manifest.columns if self.manifest else {}, home.indexes)

    @property
    def current(self) -> int | None:
        """Number of the current snapshot; None where nothing was committed yet."""
        return None if self.manifest is None else self.manifest.number

    @property
    def next_number(self) -> int:
        """Number that the next snapshot will have."""
        return max(self.home.numbers(), default=0) + 1

    @property
    def next_run_id(self) -> str:
        """Id for the run that makes the next snapshot."""
        return f"run_{self.next_number:06}"

    def begin(self, run_id: str | None = None) -> Transaction:
        """Start a run's changes: a context manager that forgets them unless they are committed."""
        require_fitting(self.home, self.manifest)
        return Transaction(self, run_id or self.next_run_id)

    def publish(self, staged: Path, manifest: Manifest) -> None:
        """Make a complete, synced folder the current snapshot. The rename is the commit; the rest only announces it."""
        staged.rename(self.home.snapshot(manifest.number))
        durable.sync(self.home.snapshots)
        self._announce(manifest.number)
        self.manifest = manifest
        self.files, self.columns = files_of(self.home, manifest), manifest.columns
        names.keep(self.files[sums.SUMS].items(), self.indexes)

    def sweep(self, folder: Path) -> None:
        """Remove a folder of unfinished work."""
        shutil.rmtree(folder, ignore_errors=True)

    def _announce(self, number: int) -> None:
        durable.point(self.home.current, f"snapshots/{number:06}")
        try:
            database.publish(self.home)
        except (OSError, duckdb.Error, LockedError) as error:
            warnings.warn(
                f"The run is committed, but {self.home.database} could not be renewed ({error}); the next command does it.", stacklevel=2
            )

    def _heal(self) -> None:
        """Finish or undo what a killed writer left: a snapshot that was renamed into place is complete, staged files are not.

        So is one that was published without its database; an unfinished database is replaced by whoever publishes next.
        """
        for leftover in [*self.home.staging.iterdir(), *self.home.lake.glob(".current.*")]:
            if leftover.is_dir() and not leftover.is_symlink():
                self.sweep(leftover)
            else:
                with suppress(FileNotFoundError):
                    leftover.unlink()
        newest = max(self.home.numbers(), default=None)
        if newest is not None and newest != self.home.current_number() and (self.home.snapshot(newest) / MANIFEST).exists():
            self._announce(newest)
        if self.home.current_number() is not None:
            database.ensure(self.home)
