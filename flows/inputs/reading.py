"""Files on disk or behind a URL: opened, and handed to the parsers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import seeds
from flows.inputs import remote
from flows.inputs.listing import FoundFile, message
from transforms.identity import identify
from transforms.parse import DEFAULTS, ParseSettings, parse, reject
from transforms.records import Article, ParsedArticle, Rejection
from transforms.wire import WireLexicon
from warehouse.layout import Home
from warehouse.originals import Originals


def read(file: FoundFile, settings: ParseSettings = DEFAULTS) -> Iterator[ParsedArticle | Rejection]:
    """Everything in a file: at least one article or rejection, and never an exception for what the file is."""
    if file.error is not None:
        yield reject(file.origin, "unreadable", file.error)
        return
    if file.kept_in is not None:
        with Originals(Home.at(file.kept_in)).opened(file.sha256) as stream:
            yield from parse(stream, file.origin, settings)
        return
    if remote.is_url(file.place):
        yield from _read_remote(file, settings)
        return
    try:
        with open(file.place, "rb") as stream:
            before = _state(stream.fileno())
            yield from parse(stream, file.origin, settings)
            if _state(stream.fileno()) != before:
                yield reject(file.origin, "changed", "its size or time of change is another than when reading began")
    except OSError as error:
        yield reject(file.origin, "unreadable", message(error))


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
    if file.stored is not None:
        yield from file.stored.outcomes()
        return
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
    if file.kept_in is not None:
        return Originals(Home.at(file.kept_in)).path(file.sha256).relative_to(Home.at(file.kept_in).path).as_posix()
    place = Home.at(home)
    try:
        kept = Originals(place).keep(file.sha256, lambda: _opened(file.place))
    except OSError:
        return None
    return None if kept is None else kept.relative_to(place.path).as_posix()


def _opened(place: str) -> AbstractContextManager[BinaryIO]:
    return remote.opened(place) if remote.is_url(place) else open(place, "rb")
