"""A home out of a backup: fetched file by file, each compared with its checksum, and there all at once when all of it is right.

What is fetched waits in `<home>/restore/`, so that a restore which is cut short goes on where it ended.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from warehouse import database, durable
from warehouse.backups.backup import OWN_FILES, file_name, manifests, opened, original_name, originals
from warehouse.backups.depot import DamagedBackupError, Depot, Index
from warehouse.backups.transfers import at_once
from warehouse.errors import NotFoundError, WarehouseError
from warehouse.layout import MANIFEST, Home
from warehouse.lock import exclusive
from warehouse.manifest import DataFile, Manifest
from warehouse.originals import DamagedOriginalError, Originals, unpack


class Restored(NamedTuple):
    """What a restore did."""

    snapshots: int
    current: int
    """Number of the newest, which is current now."""
    files: int
    """Files of snapshots, each counted once."""
    originals: int


def restore(source: str, home: str | Path, *, at: int | None = None, replace: bool = False, wait_seconds: float = 0.0) -> Restored:
    """Make `home` what was backed up at `source`; only snapshots up to the number `at`, where that is given.

    Raises WarehouseError where there is a warehouse already, unless `replace`: it then stays until the restored one is complete.
    Raises DamagedBackupError, naming the file, where the backup is damaged; the home is then as it was.
    """
    depot, index = opened(source)
    place = Home.at(home)
    if place.numbers() and not replace:
        raise WarehouseError(f"There is a warehouse in {place.path} already.", "Name another --home, or add --replace.")
    with exclusive(place.path / ".restore", wait_seconds):
        found = _Restore(place, depot, index)
        wanted = [(manifest, text) for manifest, text in manifests(depot, index) if at is None or manifest.number <= at]
        if not wanted:
            raise NotFoundError(f"The backup has no snapshot up to {at}.", f"It has {', '.join(map(str, index.snapshots()))}.")
        files = found.fetch_files(manifest for manifest, _ in wanted)
        count = found.fetch_originals()
        found.build(wanted)
        with exclusive(place.lock, wait_seconds, place.path):
            found.install()
        for name in OWN_FILES:
            found.fetch_own(name, replace=replace)
        database.publish(place)
        found.clear()
    return Restored(len(wanted), wanted[-1][0].number, files, count)


class _Restore:
    """One restore in progress."""

    def __init__(self, home: Home, depot: Depot, index: Index) -> None:
        self.home, self.depot, self.index = home, depot, index
        self.work = home.path / "restore"
        self.lake = self.work / "lake"

    def fetch_files(self, listed: Iterator[Manifest]) -> int:
        """Fetch every file that isn't there yet, and give their number."""
        wanted = {file.sha256: file for manifest in listed for files in manifest.tables.values() for file in files}
        for _ in at_once(self._fetch, (file for file in wanted.values() if not self._fetched(file).exists())):
            pass
        return len(wanted)

    def fetch_originals(self) -> int:
        """Fetch the originals that the home lacks, and give the number of all."""
        kept = Originals(self.home)
        listed = set(originals(self.depot, self.index))
        for _ in at_once(self._fetch_original, (digest for digest in sorted(listed) if not kept.has(digest))):
            pass
        return len(listed)

    def build(self, wanted: list[tuple[Manifest, str]]) -> None:
        """Put the snapshots together out of hard links, as they were."""
        shutil.rmtree(self.lake, ignore_errors=True)
        place = Home(self.work)
        for manifest, text in wanted:
            folder = place.snapshot(manifest.number)
            for table, files in manifest.tables.items():
                for file in files:
                    target = folder / table / file.path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    os.link(self._fetched(file), target)
            durable.write_text(folder / MANIFEST, text)
        durable.sync_tree(self.lake)
        durable.point(place.current, f"snapshots/{wanted[-1][0].number:06}")

    def install(self) -> None:
        """Put the restored lake in the place of the one that is there, which goes with the rest of the work."""
        durable.exchange(self.lake, self.home.lake)

    def fetch_own(self, name: str, *, replace: bool) -> None:
        """Fetch a file of the home itself, if there is one."""
        target = self.home.path / name
        if f"home/{name}" in self.depot.sizes("home") and (replace or not target.exists()):
            content = bytearray()
            self.depot.get(f"home/{name}", content.extend)
            target.write_bytes(content)

    def clear(self) -> None:
        """Remove what was fetched, which now lies in the lake, and the lake that was replaced."""
        shutil.rmtree(self.work, ignore_errors=True)

    def _fetched(self, file: DataFile) -> Path:
        return self.work / "files" / file.sha256[:2] / f"{file.sha256}.parquet"

    def _fetch(self, file: DataFile) -> None:
        target = self._fetched(file)
        with _appearing(target) as unfinished, unfinished.open("wb") as stream:
            if self.depot.get(file_name(file.sha256), stream.write) != file.sha256:
                raise DamagedBackupError([file_name(file.sha256)])

    def _fetch_original(self, digest: str) -> None:
        with _appearing(Originals(self.home).path(digest)) as unfinished:
            with unfinished.open("wb") as stream:
                self.depot.get(original_name(digest), stream.write)
            try:
                with unfinished.open("rb") as packed:
                    unpack(packed, digest)
            except DamagedOriginalError:
                raise DamagedBackupError([original_name(digest)]) from None


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A path to write to; what is there afterwards is `target`, durably. After an error nothing is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        yield unfinished
        unfinished.chmod(0o444)
        durable.sync(unfinished)
        durable.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
