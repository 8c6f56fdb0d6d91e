"""Files on disk or behind a URL: found, told apart by content, opened, and handed to the parsers."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

import seeds
from flows import remote
from transforms.identity import identify
from transforms.ids import make_id
from transforms.parse import DEFAULTS, ParseSettings, parse, reject
from transforms.records import Article, Origin, ParsedArticle, Rejection
from transforms.wire import WireLexicon
from warehouse.layout import Home
from warehouse.originals import Originals

_CHUNK = 1 << 20
UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", ".lock", "~")
"""Endings of files that something is still writing. They are passed over, as are names that begin with a dot."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it was found."""

    uri: str
    """Path or URL, as given or as found below what was given."""
    sha256: str = ""
    """Of its bytes; empty where they can't be read."""
    byte_count: int = 0
    modified_at: datetime | None = None
    """In UTC."""
    error: str | None = None
    """Why it can't be read."""
    kept_in: Path | None = None
    """The home among whose originals it is to be read, in place of `uri`."""

    @property
    def file_id(self) -> str:
        """The same for the same content at the same place."""
        return make_id("file", self.uri, self.sha256 or self.error)

    @property
    def origin(self) -> Origin:
        return Origin(self.uri, None, self.sha256, self.modified_at)


def find(paths: Iterable[str]) -> Iterator[FoundFile]:
    """Every file at or below `paths` (folders, files, URLs), in the order of names, one at a time however many there are.

    Raises FileNotFoundError for a path that isn't there, and RemoteError for a URL that can't be reached.
    """
    for path in paths:
        if remote.is_url(path):
            for url, modified_at in remote.files_below(path):
                if not _is_passed_over(url.rsplit("/", 1)[-1]):
                    yield _found_remote(url, modified_at)
        elif not os.path.lexists(path):
            raise FileNotFoundError(f"{path}: no such file or folder")
        else:
            yield from _below(path, set()) if Path(path).is_dir() else [found(path)]


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(UNFINISHED)


def _below(folder: str, above: set[tuple[int, int]]) -> Iterator[FoundFile]:
    """Files of a folder and of those within. A link that leads back to a folder above is not followed."""
    try:
        status = Path(folder).stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield FoundFile(folder, error=_message(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if _is_passed_over(entry.name):
            continue
        if _is_folder(entry):
            yield from _below(entry.path, above | {here})
        else:
            yield found(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def found(path: str) -> FoundFile:
    """A file with the hash of its content."""
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            return FoundFile(path, error="neither file nor folder, but a pipe, socket or device")
        with open(path, "rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return FoundFile(path, error=_message(error))
    return FoundFile(path, digest, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC).replace(tzinfo=None))


def _found_remote(url: str, modified_at: datetime | None) -> FoundFile:
    """The same of a file behind a URL; it is read once for its hash and once more to be parsed, and never stored."""
    digest, size = sha256(), 0
    try:
        with remote.opened(url) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except Exception as error:  # noqa: BLE001 - each protocol's package raises its own kinds
        return FoundFile(url, error=str(error))
    return FoundFile(url, digest.hexdigest(), size, modified_at)


def _message(error: OSError) -> str:
    return error.strerror or str(error)


def read(file: FoundFile, settings: ParseSettings = DEFAULTS) -> Iterator[ParsedArticle | Rejection]:
    """Everything in a file: at least one article or rejection, and never an exception for what the file is."""
    if file.error is not None:
        yield reject(file.origin, "unreadable", file.error)
        return
    if file.kept_in is not None:
        with Originals(Home.at(file.kept_in)).opened(file.sha256) as stream:
            yield from parse(stream, file.origin, settings)
        return
    if remote.is_url(file.uri):
        yield from _read_remote(file, settings)
        return
    try:
        with open(file.uri, "rb") as stream:
            before = _state(stream.fileno())
            yield from parse(stream, file.origin, settings)
            if _state(stream.fileno()) != before:
                yield reject(file.origin, "changed", "its size or time of change is another than when reading began")
    except OSError as error:
        yield reject(file.origin, "unreadable", _message(error))


def _read_remote(file: FoundFile, settings: ParseSettings) -> Iterator[ParsedArticle | Rejection]:
    try:
        with remote.opened(file.uri) as stream:
            yield from parse(stream, file.origin, settings)
    except Exception as error:  # noqa: BLE001 - each protocol's package raises its own kinds
        yield reject(file.origin, "unreadable", str(error))


def _state(descriptor: int) -> tuple[int, int]:
    status = os.fstat(descriptor)
    return status.st_size, status.st_mtime_ns


def articles(file: FoundFile, published: date | None = None, settings: ParseSettings = DEFAULTS) -> Iterator[Article | Rejection]:
    """The articles of a file with their identity. `published` is for those whose source gives no date."""
    for item in read(file, settings):
        yield identify(item, published, lexicon()) if isinstance(item, ParsedArticle) else item


@lru_cache(maxsize=1)
def lexicon() -> WireLexicon:
    """What is known of wire copy, read from the seeds once a process."""
    return WireLexicon.build(seeds.read)


def keep(file: FoundFile, home: Path) -> str | None:
    """Keep the bytes of a file: its place below `home`, named by its hash; None where they can't be had any more as they were."""
    if not file.sha256:
        return None
    place = Home.at(home)
    try:
        kept = Originals(place).keep(file.sha256, lambda: _opened(file.uri))
    except OSError:
        return None
    return kept and kept.relative_to(place.path).as_posix()


def _opened(uri: str) -> AbstractContextManager[BinaryIO]:
    return remote.opened(uri) if remote.is_url(uri) else open(uri, "rb")
