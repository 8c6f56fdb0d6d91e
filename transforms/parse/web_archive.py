"""WARC (ISO 28500) and ARC, the formats of web archives: every response or resource that is a page or another text.

Read here, a record at a time, and not by a library, because none at hand tells of damage: see ADR 0008.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from transforms.parse.format import Format, Outcome
from transforms.parse.html import page
from transforms.parse.http_message import parse_headers, parse_response
from transforms.parse.json import numbered
from transforms.parse.plain import article as text
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Source

_PAGES = ("text/html", "application/xhtml+xml")
_OTHER_TEXTS = re.compile(r"text/(?:xml|markdown|csv)|application/(?:[\w.-]+\+)?(?:json|xml)|application/pdf|message/rfc822")
_FETCHED = re.compile(r"(?:https?|ftp|file):", re.IGNORECASE)
_CARRIERS = ("response", "resource", "conversion")
"""Records that hold what was fetched; a conversion is its text (Common Crawl's WET files)."""
_ARC_LINE = re.compile(rb"(?P<url>\S.*) (?P<ip>\S+) (?P<date>\d{8,20}) (?P<type>\S+) (?P<length>\S+)\r?\n")
_LINE_BYTES = 1 << 16
_HEADER_LINES = 1_000
_OK = 200


@dataclass(frozen=True, slots=True)
class Capture:
    """Something fetched from the web."""

    url: str
    content_type: str
    status: int
    content: bytes


def _articles(captures: Iterator[Capture | Refused], source: Source) -> Iterator[Outcome]:
    """The articles among captures; what is none of a format that is read is summed up in one rejection."""
    passed_over: Counter[str] = Counter()
    for number, capture in enumerate(captures, 1):
        origin = numbered(source.origin, number)
        if isinstance(capture, Refused):
            yield reject(origin, capture.reason, capture.detail)
            continue
        media_type = capture.content_type.partition(";")[0].strip().lower()
        if capture.status != _OK:
            passed_over[f"HTTP status {capture.status}"] += 1
        elif capture.url.endswith("/robots.txt"):
            passed_over["robots.txt"] += 1
        elif media_type in (*_PAGES, "text/plain") or (not media_type and capture.content.lstrip()[:1] == b"<"):
            read = text if media_type == "text/plain" else page
            try:
                yield read(capture.content, replace(origin, content_type=capture.content_type), capture.url)
            except Refused as refused:
                yield reject(origin, refused.reason, f"{capture.url}: {refused.detail}")
        elif _OTHER_TEXTS.fullmatch(media_type):
            inner = source.inner(io.BytesIO(capture.content), capture.url.partition("?")[0].rsplit("/", 1)[-1])
            yield replace(inner, origin=replace(origin, content_type=capture.content_type))
        else:
            passed_over[media_type or "no media type"] += 1
    if passed_over:
        kinds = ", ".join(f"{count} of {kind}" for kind, count in passed_over.most_common(12))
        yield reject(source.origin, "no_article", f"records that are no article: {kinds}")


def _warc_captures(source: Source) -> Iterator[Capture | Refused]:
    """Responses and resources. Where a record is damaged, reading goes on at the next that begins soundly."""
    reader, limit = source.reader, source.settings.max_record_bytes
    is_lost = False
    while line := reader.readline(_LINE_BYTES):
        if not line.startswith(b"WARC/"):
            if line.strip() and not is_lost:
                is_lost = True
                yield Refused("damaged", f"no record where one should begin: {line[:60]!r}")
            continue
        is_lost = False
        headers = parse_headers(_header_block(reader))
        length = headers.get("content-length", "")
        if not length.isdigit():
            is_lost = True
            yield Refused("damaged", f"a record without a length: {headers.get('warc-record-id', 'no id')}")
            continue
        yield from _of_record(headers, _content(reader, int(length), limit), limit)


def _header_block(reader: io.BufferedReader) -> bytes:
    lines: list[bytes] = []
    while (line := reader.readline(_LINE_BYTES)).strip() and len(lines) < _HEADER_LINES:
        lines.append(line)
    return b"".join(lines)


def _content(reader: io.BufferedReader, length: int, limit: int) -> bytes | Refused:
    """A record's bytes; a refusal where they are too many or end early."""
    if length > limit:
        while length > 0 and (chunk := reader.read(min(length, 1 << 20))):
            length -= len(chunk)
        return Refused("too_large", f"more than max_record_bytes = {limit}")
    content = reader.read(length)
    return content if len(content) == length else Refused("damaged", f"ends after {len(content)} of {length} bytes")


def _of_record(headers: Mapping[str, str], content: bytes | Refused, limit: int) -> Iterator[Capture | Refused]:
    url = headers.get("warc-target-uri", "").strip("<>")
    if isinstance(content, Refused):
        yield Refused(content.reason, f"{url or headers.get('warc-type', 'record')}: {content.detail}")
    elif headers.get("warc-type", "").lower() in _CARRIERS and _FETCHED.match(url):
        yield _capture(url, headers.get("content-type", ""), content, limit)


def _capture(url: str, content_type: str, content: bytes, limit: int) -> Capture | Refused:
    """What a record holds: an HTTP response with its headers, or the bare content."""
    try:
        response = parse_response(content, limit)
    except Refused as refused:
        return Refused(refused.reason, f"{url}: {refused.detail}")
    if response is None:
        return Capture(url, content_type, _OK, content)
    return Capture(url, response.headers.get("content-type", ""), response.status, response.body)


def _arc_captures(source: Source) -> Iterator[Capture | Refused]:
    """ARC 1.0: a line with address, host, date, type and length before every record; the first describes the file."""
    limit = source.settings.max_record_bytes
    is_lost = False
    while line := source.reader.readline(_LINE_BYTES):
        found = _ARC_LINE.fullmatch(line)
        if not found or not found["length"].isdigit():
            if line.strip() and not is_lost:
                is_lost = True
                yield Refused("damaged", f"no record where one should begin: {line[:60]!r}")
            continue
        is_lost = False
        url = found["url"].decode("utf8", "replace")
        content = _content(source.reader, int(found["length"]), limit)
        if isinstance(content, Refused):
            yield Refused(content.reason, f"{url}: {content.detail}")
        elif _FETCHED.match(url):
            yield _capture(url, found["type"].decode("utf8", "replace"), content, limit)


def _read_warc(source: Source) -> Iterator[Outcome]:
    yield from _articles(_warc_captures(source), source)


def _read_arc(source: Source) -> Iterator[Outcome]:
    yield from _articles(_arc_captures(source), source)


WARC = Format("warc", lambda head: head.bytes.startswith(b"WARC/"), _read_warc, (".warc",))
ARC = Format("arc", lambda head: head.bytes.startswith(b"filedesc://"), _read_arc, (".arc",))
