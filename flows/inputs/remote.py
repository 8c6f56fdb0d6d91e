"""Files behind URLs, by fsspec: `s3://…`, `https://…`, `gs://…`, whatever protocol has its package installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import fsspec

from flows.inputs.patterns import EVERYTHING, Choice
from flows.inputs.retries import Retries, retrying

_SINGLE = ("http", "https")
"""Protocols that have files and no folders."""
_CHANGED = ("LastModified", "last_modified", "mtime", "modified", "updated", "timeModified")
"""What protocols call a file's time of change."""
RETRIES = Retries()


class RemoteError(OSError):
    """A file that can't be had. The message says why and what to do."""


class RemoteFile(NamedTuple):
    """A file as its store lists it."""

    url: str
    byte_count: int | None = None
    modified_at: datetime | None = None
    """In UTC."""


def is_url(path: str) -> bool:
    """Whether a path names a protocol (`s3://bucket/key`)."""
    return "://" in path


def has_folders(url: str) -> bool:
    """Whether a URL's protocol has folders to be listed."""
    return not url.lower().startswith(tuple(f"{protocol}:" for protocol in _SINGLE))


def files_below(url: str, choice: Choice = EVERYTHING, retries: Retries = RETRIES) -> Iterator[RemoteFile]:
    """The file at a URL, or every chosen file below it, in the order of names, a folder's listing at a time.

    Raises RemoteError where the URL isn't there, can't be reached, or needs a package that isn't installed.
    """
    if not has_folders(url):
        _system(url)
        yield RemoteFile(url)
        return
    system, path = _system(url)

    def asked(call: Callable[[], Any]) -> Any:
        try:
            return retrying(call, url, retries)
        except Exception as error:  # each protocol's package raises its own kinds
            raise RemoteError(f"{url}: {error or type(error).__name__}") from error

    def below(folder: str) -> Iterator[RemoteFile]:
        entries = asked(partial(system.ls, folder, detail=True))
        for entry in sorted(entries, key=lambda entry: str(entry["name"])):
            name = str(entry["name"]).rstrip("/")
            if name == folder.rstrip("/"):
                continue  # some stores list a folder as a file of no bytes in itself
            relative = name.removeprefix(path.rstrip("/")).lstrip("/")
            if entry["type"] == "directory":
                if choice.may_hold(relative):
                    yield from below(name)
            elif choice.matches(relative):
                yield _listed(system, entry)

    found = asked(lambda: system.info(path) if system.exists(path) else None)
    if found is None:
        raise RemoteError(f"{url}: no such file or folder")
    if found["type"] == "directory":
        yield from below(path)
    else:
        yield _listed(system, found)


@contextmanager
def opened(url: str, retries: Retries = RETRIES) -> Iterator[BinaryIO]:
    """The file as a stream. Raises RemoteError where it can't be opened."""
    system, path = _system(url)
    try:
        stream = retrying(lambda: system.open(path, "rb"), url, retries)
    except Exception as error:  # as above
        raise RemoteError(f"{url}: {error or type(error).__name__}") from error
    with stream:
        yield cast("BinaryIO", stream)


def fetch(url: str, target: Path, retries: Retries = RETRIES) -> None:
    """Copy a file to this machine, in one piece or not at all. Raises RemoteError where it can't be had after all attempts."""
    system, path = _system(url)
    try:
        retrying(lambda: system.get_file(path, str(target)), url, retries)
    except Exception as error:  # as above
        target.unlink(missing_ok=True)
        raise RemoteError(f"{url}: {error or type(error).__name__}") from error


def move(url: str, target: str) -> None:
    """Give a file another place in the same store. Raises RemoteError where that fails; the file is then still where it was."""
    system, path = _system(url)
    _, goal = _system(target)
    try:
        system.makedirs(goal.rpartition("/")[0], exist_ok=True)
        system.mv(path, goal)
    except Exception as error:  # as above
        raise RemoteError(f"{url}: {error or type(error).__name__}") from error


def exists(url: str) -> bool:
    """Whether there is a file. Raises RemoteError where that can't be told."""
    system, path = _system(url)
    try:
        return bool(system.exists(path))
    except Exception as error:  # as above
        raise RemoteError(f"{url}: {error or type(error).__name__}") from error


def _system(url: str) -> tuple[Any, str]:
    try:
        system, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise RemoteError(f"{url}: {error}") from error
    return system, path


def _listed(system: Any, entry: dict[str, Any]) -> RemoteFile:
    return RemoteFile(system.unstrip_protocol(entry["name"]), entry.get("size"), _moment(entry))


def _moment(entry: dict[str, Any]) -> datetime | None:
    """When a file was changed, if its store tells."""
    when = next((entry[name] for name in _CHANGED if entry.get(name)), None)
    if isinstance(when, str):
        try:
            when = datetime.fromisoformat(when)
        except ValueError:
            return None
    elif isinstance(when, int | float):
        when = datetime.fromtimestamp(when, UTC)
    if not isinstance(when, datetime):
        return None
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None)
