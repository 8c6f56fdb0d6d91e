"""Backups: every snapshot and original of a home, in a folder or behind a URL; each file once, since none ever changes.

A backup that is cut short is gone on with by the next: files that are there in full are not copied again. A snapshot counts as
backed up when all its files are.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from warehouse import leases
from warehouse.backups.depot import DamagedBackupError, Depot, Index
from warehouse.errors import WarehouseError
from warehouse.layout import MANIFEST, Home
from warehouse.manifest import DataFile, Manifest, load_current
from warehouse.originals import ENDING, DamagedOriginalError, Original, Originals, unpack

OWN_FILES = ("gates.yml",)
"""Files of the home that are backed up; settings.toml is not, since it may hold passwords."""


class BackedUp(NamedTuple):
    """What a backup did."""

    snapshots: int
    """Snapshots that weren't there before."""
    files: int
    """Files copied, originals among them."""
    bytes: int
    removed: int
    """Files removed, of what the home no longer keeps."""


def backup(home: str | Path, destination: str, *, prune: bool = False) -> BackedUp:
    """Bring the backup at `destination` up to date; with `prune`, also take out of it what the home no longer keeps.

    Raises WarehouseError, naming the files, where some of the home's are damaged; what isn't is backed up all the same.
    """
    place = Home.at(home)
    load_current(place)
    depot = Depot(destination)
    run = _Backup(place, depot, depot.index() or Index())
    numbers = place.numbers()
    run.require_same_warehouse(numbers)
    for number in numbers:
        run.take_snapshot(number)
    run.take_originals(numbers[-1])
    for name in OWN_FILES:
        if (place.path / name).exists():
            depot.put_text(f"home/{name}", (place.path / name).read_text("utf8"))
    if run.damaged:
        listed = ", ".join(run.damaged[:5])
        raise WarehouseError(
            f"Damaged files of {place.path} could not be backed up: {listed}.", "`nightdesk check --checksums` tells more."
        )
    removed = run.prune(set(numbers)) if prune else 0
    return BackedUp(run.snapshots, run.files, run.bytes, removed)


def verify(source: str) -> int:
    """Read a whole backup and compare every checksum; the number of files. Raises DamagedBackupError, naming those that are damaged."""
    depot, index = opened(source)
    damaged: list[str] = []
    count = len(index.lists)
    files: dict[str, str] = {}
    for name, digest in index.lists.items():
        try:
            text = depot.get_text(name, digest)
        except DamagedBackupError as error:
            damaged += error.names
            continue
        if name in index.originals():
            count += len(text.split())
            damaged += (original_name(one) for one in text.split() if not _is_whole_original(depot, one))
        else:
            files |= {file_name(file.sha256): file.sha256 for file in _files_of(Manifest.from_json(text))}
    damaged += (name for name, digest in files.items() if not _is_whole(depot, name, digest))
    if damaged:
        raise DamagedBackupError(damaged)
    return count + len(files)


def opened(source: str) -> tuple[Depot, Index]:
    """The depot at an address and what it holds. Raises WarehouseError where there is no backup."""
    depot = Depot(source)
    index = depot.index()
    if index is None or not index.snapshots():
        raise WarehouseError(f"There is no backup in {source}.", "Name the folder or URL that `nightdesk backup` was given.")
    return depot, index


def file_name(digest: str) -> str:
    """Name of a snapshot's file below a depot."""
    return f"files/{digest[:2]}/{digest}.parquet"


def original_name(digest: str) -> str:
    """Name of an original below a depot."""
    return f"raw/{digest[:2]}/{digest}{ENDING}"


def manifests(depot: Depot, index: Index) -> Iterator[tuple[Manifest, str]]:
    """The snapshots of a depot, oldest first, each with its manifest's text."""
    for name in index.snapshots().values():
        text = depot.get_text(name, index.lists[name])
        yield Manifest.from_json(text), text


def originals(depot: Depot, index: Index) -> Iterator[str]:
    """SHA-256 of every original in a depot."""
    for name in index.originals():
        yield from depot.get_text(name, index.lists[name]).split()


class _Backup:
    """One backup in progress."""

    def __init__(self, home: Home, depot: Depot, index: Index) -> None:
        self.home, self.depot, self.index = home, depot, index
        self.present = depot.sizes("files")
        self.damaged: list[str] = []
        self.snapshots = self.files = self.bytes = 0

    def require_same_warehouse(self, numbers: list[int]) -> None:
        """Raise WarehouseError where the depot's snapshot of a number is another than the home's."""
        for number, name in self.index.snapshots().items():
            manifest = self.home.snapshot(number) / MANIFEST
            if number in numbers and sha256(manifest.read_bytes()).hexdigest() != self.index.lists[name]:
                raise WarehouseError(f"{self.depot.url} holds the backup of another warehouse.", "Name an empty or new folder.")

    def take_snapshot(self, number: int) -> None:
        """Copy what the depot lacks of a snapshot; one that was removed meanwhile is passed over."""
        folder = self.home.snapshot(number)
        try:
            with leases.reading(folder):
                text = (folder / MANIFEST).read_text("utf8")
                manifest = Manifest.from_json(text)
                whole = [self._take_file(folder / table / file.path, file) for table, files in manifest.tables.items() for file in files]
        except FileNotFoundError:
            if folder.exists():
                raise
            return
        name = f"snapshots/{number:06}.json"
        if all(whole) and name not in self.index.lists:
            self.index.lists[name] = self.depot.put_text(name, text)
            self.depot.put_index(self.index)
            self.snapshots += 1

    def take_originals(self, number: int) -> None:
        """Copy the originals that the depot lacks, and list them with the snapshot of this number."""
        present = self.depot.sizes("raw")
        known = set(originals(self.depot, self.index))
        added: list[str] = []
        for one in Originals(self.home).each():
            if present.get(original_name(one.sha256)) != one.bytes and not self._take_original(one):
                continue
            if one.sha256 not in known:
                added.append(one.sha256)
        if added:
            name = f"originals/{number:06}.txt"
            before = self.depot.get_text(name, self.index.lists[name]) if name in self.index.lists else ""
            self.index.lists[name] = self.depot.put_text(name, before + "".join(f"{digest}\n" for digest in added))
            self.depot.put_index(self.index)

    def prune(self, kept: set[int]) -> int:
        """Remove what the home no longer keeps: first from what the depot says that it holds, then the files."""
        still = {one.sha256 for one in Originals(self.home).each()}
        held = set(originals(self.depot, self.index))
        doomed = [name for number, name in self.index.snapshots().items() if number not in kept]
        if held - still:
            doomed += self.index.originals()
        for name in doomed:
            del self.index.lists[name]
        if held - still:
            name = f"originals/{max(kept):06}-kept.txt"
            self.index.lists[name] = self.depot.put_text(name, "".join(f"{digest}\n" for digest in sorted(held & still)))
        self.depot.put_index(self.index)
        needed = {file_name(file.sha256) for manifest, _ in manifests(self.depot, self.index) for file in _files_of(manifest)}
        needed |= {original_name(digest) for digest in still}
        doomed += (name for name in (*self.depot.sizes("files"), *self.depot.sizes("raw")) if name not in needed)
        doomed = [name for name in doomed if name not in self.index.lists]
        for name in doomed:
            self.depot.remove(name)
        return len(doomed)

    def _take_file(self, path: Path, file: DataFile) -> bool:
        """Copy a file that the depot lacks; whether it is there, whole, afterwards."""
        name = file_name(file.sha256)
        if self.present.get(name) == file.bytes:
            return True
        with path.open("rb") as source:
            found = self.depot.put(name, source)
        if found != file.sha256:
            self.depot.remove(name)
            self.damaged.append(str(path.relative_to(self.home.path)))
            return False
        self.present[name] = file.bytes
        self._count(file.bytes)
        return True

    def _take_original(self, one: Original) -> bool:
        """Copy an original, if it is what its name says; whether it is there afterwards."""
        try:
            with one.path.open("rb") as packed:
                unpack(packed, one.sha256)
                packed.seek(0)
                self.depot.put(original_name(one.sha256), packed)
        except DamagedOriginalError:
            self.damaged.append(str(one.path.relative_to(self.home.path)))
            return False
        self._count(one.bytes)
        return True

    def _count(self, size: int) -> None:
        self.files += 1
        self.bytes += size


def _files_of(manifest: Manifest) -> Iterator[DataFile]:
    return (file for files in manifest.tables.values() for file in files)


def _is_whole(depot: Depot, name: str, digest: str) -> bool:
    try:
        return depot.get(name, len) == digest
    except DamagedBackupError:
        return False


def _is_whole_original(depot: Depot, digest: str) -> bool:
    try:
        with depot.opened(original_name(digest)) as packed:
            unpack(packed, digest)
    except (DamagedBackupError, DamagedOriginalError):
        return False
    return True
