"""Backups: every snapshot and original of a home, in a folder or behind a URL; each file once, since none ever changes.

A backup that is cut short is gone on with by the next: files that are there in full are not copied again. A snapshot counts as
backed up when all its files are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from warehouse import leases
from warehouse.backups.depot import DamagedBackupError, Depot, Index
from warehouse.backups.transfers import at_once
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
            damaged += (original_name(one) for one, whole in at_once(partial(_is_whole_original, depot), text.split()) if not whole)
        else:
            files |= {file_name(file.sha256): file.sha256 for file in _files_of(Manifest.from_json(text, source))}
    damaged += (name for (name, _), whole in at_once(partial(_is_whole, depot), files.items()) if not whole)
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
        yield Manifest.from_json(text, depot.url), text


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
                manifest = Manifest.from_json(text, self.home.path)
                whole = self._take_files({folder / table / file.path: file for table, files in manifest.tables.items() for file in files})
        except FileNotFoundError:
            if folder.exists():
                raise
            return
        name = f"snapshots/{number:06}.json"
        if whole and name not in self.index.lists:
            self.index.lists[name] = self.depot.put_text(name, text)
            self.depot.put_index(self.index)
            self.snapshots += 1

    def take_originals(self, number: int) -> None:
        """Copy the originals that the depot lacks, and list them with the snapshot of this number."""
        present = self.depot.sizes("raw")
        known = set(originals(self.depot, self.index))
        added: list[str] = []
        lacking: list[Original] = []
        for one in Originals(self.home).each():
            if present.get(original_name(one.sha256)) != one.bytes:
                lacking.append(one)
            elif one.sha256 not in known:
                added.append(one.sha256)
        for one, is_whole in at_once(self._copy_original, lacking):
            self._count(one.path, one.bytes, is_whole=is_whole)
            if is_whole and one.sha256 not in known:
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
        return sum(1 for _ in at_once(self.depot.remove, doomed))

    def _take_files(self, files: dict[Path, DataFile]) -> bool:
        """Copy those that the depot lacks; whether all are there, whole, afterwards."""
        lacking = {file_name(file.sha256): (path, file) for path, file in files.items()}
        lacking = {name: one for name, one in lacking.items() if self.present.get(name) != one[1].bytes}
        all_whole = True
        for (path, file), is_whole in at_once(self._copy_file, lacking.values()):
            self._count(path, file.bytes, is_whole=is_whole)
            if is_whole:
                self.present[file_name(file.sha256)] = file.bytes
            all_whole = all_whole and is_whole
        return all_whole

    def _copy_file(self, stored: tuple[Path, DataFile]) -> bool:
        """Copy a file; whether it is what it was when it was written."""
        path, file = stored
        with path.open("rb") as source:
            found = self.depot.put(file_name(file.sha256), source)
        if found != file.sha256:
            self.depot.remove(file_name(file.sha256))
        return found == file.sha256

    def _copy_original(self, one: Original) -> bool:
        """Copy an original, if it is what its name says."""
        try:
            with one.path.open("rb") as packed:
                unpack(packed, one.sha256)
                packed.seek(0)
                self.depot.put(original_name(one.sha256), packed)
        except DamagedOriginalError:
            return False
        return True

    def _count(self, path: Path, size: int, *, is_whole: bool) -> None:
        if is_whole:
            self.files += 1
            self.bytes += size
        else:
            self.damaged.append(str(path.relative_to(self.home.path)))


def _files_of(manifest: Manifest) -> Iterator[DataFile]:
    return (file for files in manifest.tables.values() for file in files)


def _is_whole(depot: Depot, listed: tuple[str, str]) -> bool:
    name, digest = listed
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
