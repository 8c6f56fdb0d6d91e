"""Files on disk or behind a URL: listed one at a time however many there are, and told apart by content."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path

from flows.archives.stored import Stored
from flows.inputs import remote
from flows.inputs.patterns import EVERYTHING, Choice, Pattern, has_pattern
from flows.inputs.retries import Retries, retrying
from transforms.ids import make_id
from transforms.records import Origin
from warehouse.errors import WarehouseError
from warehouse.layout import Home

CHUNK = 1 << 20
UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", ".lock", "~")
"""Endings of files that something is still writing. They are passed over, as are names that begin with a dot."""
RETRIES = Retries()


class HomeGivenError(WarehouseError):
    """A warehouse's own files are asked to be read."""

    is_usage = True


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it was found."""

    uri: str
    """Path or URL, as given or as found below what was given."""
    sha256: str = ""
    """Of its bytes; empty as long as they weren't read, or where they can't be."""
    byte_count: int = 0
    modified_at: datetime | None = None
    """In UTC."""
    error: str | None = None
    """Why it can't be read."""
    kept_in: Path | None = None
    """The home among whose originals it is to be read, in place of `uri`."""
    copy: str | None = None
    """Path of a copy on this machine, of a file behind a URL."""
    stored: Stored | None = None
    """What is stored of it, where that is to be taken in place of its bytes."""

    @property
    def file_id(self) -> str:
        """The same for the same content at the same place."""
        return make_id("file", self.uri, self.sha256 or self.error)

    @property
    def origin(self) -> Origin:
        return Origin(self.uri, None, self.sha256, self.modified_at)

    @property
    def place(self) -> str:
        """Where its bytes are to be had."""
        return self.copy or self.uri


def listed(paths: Iterable[str], retries: Retries = RETRIES) -> Iterator[FoundFile]:
    """Every file at or below `paths` (folders, files, URLs, and patterns of them), in the order of names, without a look at their bytes.

    A warehouse below a path is passed over. Raises FileNotFoundError for a path that isn't there, HomeGivenError for one that is a
    warehouse's home, and RemoteError for a URL that can't be reached.
    """
    for path in paths:
        can_have = remote.has_folders(path) if remote.is_url(path) else not os.path.lexists(path)
        if has_pattern(path) and can_have:
            pattern = Pattern.of(path)
            yield from _at(pattern.base, pattern, retries)
        else:
            yield from _at(path, EVERYTHING, retries)


def find(paths: Iterable[str], retries: Retries = RETRIES) -> Iterator[FoundFile]:
    """Every file at or below `paths` with the hash of its content. Raises as `listed` does."""
    return (hashed(file, retries=retries) for file in listed(paths, retries))


def hashed(file: FoundFile, folder: Path | None = None, retries: Retries = RETRIES) -> FoundFile:
    """A listed file with the hash of its content, or with why it can't be read.

    A file behind a URL is copied into `folder`, if one is given, and read from there from then on: once, and as one piece.
    """
    if file.error is not None:
        return file
    try:
        if not remote.is_url(file.uri):
            return retrying(partial(_hashed, file), file.uri, retries)
        return _copied(file, folder, retries) if folder else retrying(partial(_streamed, file, retries), file.uri, retries)
    except OSError as error:
        return replace(file, error=message(error))
    except Exception as error:  # noqa: BLE001 - each protocol's package raises its own kinds
        return replace(file, error=str(error) or type(error).__name__)


def message(error: OSError) -> str:
    """What went wrong, without the path."""
    return error.strerror or str(error)


def _at(path: str, choice: Choice, retries: Retries) -> Iterator[FoundFile]:
    """The file at a path, or the chosen ones below it."""
    if remote.is_url(path):
        for file in remote.files_below(path, choice, retries):
            if not _is_passed_over(file.url.rsplit("/", 1)[-1]):
                yield FoundFile(file.url, byte_count=file.byte_count or 0, modified_at=file.modified_at)
    elif not os.path.lexists(path):
        raise FileNotFoundError(f"{path}: no such file or folder")
    elif choice is EVERYTHING and _is_home(path):
        raise HomeGivenError(f"{path} is the home of a warehouse.", "Name the files to read, or a folder that holds no more than these.")
    elif Path(path).is_dir():
        yield from _below(path, "", choice, frozenset())
    else:
        yield _listed(path)


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(UNFINISHED)


def _below(folder: str, relative: str, choice: Choice, above: frozenset[tuple[int, int]]) -> Iterator[FoundFile]:
    """Files of a folder and of those within. A link that leads back to a folder above is not followed."""
    try:
        status = Path(folder).stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield FoundFile(folder, error=message(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if _is_passed_over(entry.name):
            continue
        name = f"{relative}/{entry.name}" if relative else entry.name
        if _is_folder(entry):
            if choice.may_hold(name) and not _is_home(entry.path):
                yield from _below(entry.path, name, choice, above | {here})
        elif choice.matches(name):
            yield _listed(entry.path)


def _is_home(folder: str) -> bool:
    """Whether a warehouse lies there: what it holds is no news, and would be read anew each night."""
    return os.path.lexists(Home.at(Path(folder)).lock)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _listed(path: str) -> FoundFile:
    """A file on disk, with its size and time of change."""
    try:
        status = Path(path).stat()
    except OSError as error:
        return FoundFile(path, error=message(error))
    if not stat.S_ISREG(status.st_mode):
        return FoundFile(path, error="neither file nor folder, but a pipe, socket or device")
    return FoundFile(path, byte_count=status.st_size, modified_at=datetime.fromtimestamp(status.st_mtime, UTC).replace(tzinfo=None))


def _hashed(file: FoundFile) -> FoundFile:
    """A file on disk with its hash, and with the size and time of change that it had when reading it began."""
    with open(file.uri, "rb") as stream:
        status = os.fstat(stream.fileno())
        digest = file_digest(stream, "sha256").hexdigest()
    modified_at = datetime.fromtimestamp(status.st_mtime, UTC).replace(tzinfo=None)
    return replace(file, sha256=digest, byte_count=status.st_size, modified_at=modified_at)


def _copied(file: FoundFile, folder: Path, retries: Retries) -> FoundFile:
    """A file behind a URL, read from a copy."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, copy = tempfile.mkstemp(dir=folder)
    os.close(descriptor)
    remote.fetch(file.uri, Path(copy), retries)
    return replace(_hashed(replace(file, uri=copy)), uri=file.uri, modified_at=file.modified_at, copy=copy)


def _streamed(file: FoundFile, retries: Retries) -> FoundFile:
    """A file behind a URL, read for its hash alone."""
    digest, size = sha256(), 0
    with remote.opened(file.uri, retries) as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return replace(file, sha256=digest.hexdigest(), byte_count=size)
