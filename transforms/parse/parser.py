"""Bytes in; articles and refusals out, whatever the bytes are."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from transforms.parse import plain
from transforms.parse.format import Format
from transforms.parse.reasons import Refused, reject
from transforms.parse.registry import FORMATS
from transforms.parse.settings import DEFAULTS, ParseSettings
from transforms.parse.source import Budget, Head, Source
from transforms.records import Origin, ParsedArticle, Rejection


def parse(stream: BinaryIO, origin: Origin, settings: ParseSettings = DEFAULTS) -> Iterator[ParsedArticle | Rejection]:
    """Everything in a file, read as it comes: at least one article or rejection, and never an exception for what the bytes are.

    `stream` stands at its beginning and stays open. The format is told by content, then by the ending of `origin.member` or
    `origin.uri`. An OSError of the stream itself becomes a rejection too.
    """
    name = (origin.member or origin.uri).replace("\\", "/").rsplit("/", 1)[-1]
    seekable = stream if stream.seekable() else None
    yield from _limited(_parse(Source(stream, origin, Budget(settings), 0, name, seekable)), settings.max_rejections)


def detect(head: Head) -> Format | None:
    """The format of something that begins like this: by content, then by name, else plain text; None for what is no text either."""
    for known in FORMATS:
        if known.recognises(head):
            return known
    by_name = next((known for known in FORMATS if head.extension in known.extensions), None)
    return by_name or (None if head.is_binary else plain.FORMAT)


def _parse(source: Source) -> Iterator[ParsedArticle | Rejection]:
    """One source and all inside it. What goes wrong in a member ends that member only."""
    found = 0
    try:
        for outcome in _outcomes(source):
            found += 1
            if isinstance(outcome, Source):
                yield from _parse(outcome)
            else:
                yield outcome
        if not found:
            yield reject(source.origin, "no_article", "holds nothing that could be an article")
    except Refused as refused:
        yield reject(source.origin, refused.reason, refused.detail)
    except (EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError) as error:
        yield reject(source.origin, "damaged", str(error) or "ends too early")
    except OSError as error:
        reason = "unreadable" if error.errno else "damaged"  # decompressors raise OSError without a number for corrupt data
        yield reject(source.origin, reason, str(error))
    except MemoryError:
        yield reject(source.origin, "too_large", "does not fit into memory")
    except Exception as error:  # noqa: BLE001 - a defect in one parser must not end the night
        yield reject(source.origin, "failed", f"{type(error).__name__}: {error}")


def _outcomes(source: Source) -> Iterator[ParsedArticle | Rejection | Source]:
    head = source.head
    if not head.bytes.strip():
        raise Refused("empty", "no bytes" if not head.bytes else "only white space")
    known = detect(head)
    if known is None:
        raise Refused("binary", f"begins with bytes {head.bytes[:8].hex(' ')}, which no parser knows")
    return known.read(source)


def _limited(outcomes: Iterator[ParsedArticle | Rejection], limit: int) -> Iterator[ParsedArticle | Rejection]:
    """The same, but with at most `limit` rejections listed one by one: a broken file of a million lines is one thing to know."""
    rejected = 0
    last: Rejection | None = None
    for outcome in outcomes:
        if isinstance(outcome, Rejection):
            rejected += 1
            last = outcome
            if rejected > limit:
                continue
        yield outcome
    if last is not None and rejected > limit:
        yield replace(last, origin=replace(last.origin, member=None), detail=f"and {rejected - limit} more like: {last.detail}"[:500])
