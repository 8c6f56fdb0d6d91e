"""Files behind URLs, by fsspec: `s3://…`, `https://…`, `gs://…`, whatever protocol has its package installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

import fsspec

_SINGLE = ("http", "https")
"""Protocols that have files and no folders."""


class RemoteError(OSError):
    """A file that can't be had. The message says why and what to do."""


def is_url(path: str) -> bool:
    """Whether a path names a protocol (`s3://bucket/key`)."""
    return "://" in path


def files_below(url: str) -> Iterator[tuple[str, datetime | None]]:
    """URL and time of change (UTC) of the file at a URL, or of every file below it, in the order of names.

    Raises RemoteError where it isn't there, can't be reached, or needs a package that isn't installed.
    """
    system, path = _system(url)
    if system.protocol in _SINGLE or set(system.protocol) & set(_SINGLE):
        yield url, None
        return
    try:
        names = sorted(system.find(path)) if system.isdir(path) else [path] if system.exists(path) else None
    except Exception as error:  # each protocol's package raises its own kinds
        raise RemoteError(f"{url}: {error}") from error
    if names is None:
        raise RemoteError(f"{url}: no such file or folder")
    for name in names:
        yield system.unstrip_protocol(name), _modified(system, name)


@contextmanager
def opened(url: str) -> Iterator[BinaryIO]:
    """The file as a stream. Raises RemoteError where it can't be opened."""
    system, path = _system(url)
    try:
        stream = system.open(path, "rb")
    except Exception as error:  # as above
        raise RemoteError(f"{url}: {error}") from error
    with stream:
        yield cast("BinaryIO", stream)


def _system(url: str) -> tuple[Any, str]:
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise RemoteError(f"{url}: {error}") from error
    return system, path


def _modified(system: Any, name: str) -> datetime | None:
    try:
        when = system.modified(name)
    except Exception:  # noqa: BLE001 - many protocols have no such time
        return None
    return when.astimezone(UTC).replace(tzinfo=None) if isinstance(when, datetime) else None
