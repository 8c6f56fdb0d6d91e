"""JSON Lines, arrays and single objects of articles; objects that follow ninjs go to its own reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from transforms.parse import ninjs
from transforms.parse.fields import article_of
from transforms.parse.format import Format, Outcome
from transforms.parse.json_array import elements
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Head, Source
from transforms.parse.text import decode, encoding_of
from transforms.records import Origin

_LISTS = ("articles", "items", "results", "documents", "docs", "stories", "news", "entries", "data", "hits", "response", "value")
"""Under which name an API's answer has its list of articles."""
_SKIP = 1 << 20


def _recognises(head: Head) -> bool:
    text = head.text[:200].replace(" ", "")
    return text.startswith(('{"', "{}", "{\n", "{\r\n", "{\t", "[{", "[\n", "[\r\n", "[]", "[[", "{'"))


def read(source: Source) -> Iterator[Outcome]:
    """A line at a time where the first line is an object by itself, an element at a time where it is an array, else whole."""
    is_lines = source.head.extension in (".jsonl", ".ndjson", ".jsonlines")
    if source.head.bytes[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield from _lines(source, iter(decode(source.whole()).encode().splitlines(keepends=True)))
        return
    if source.head.text.startswith("["):
        yield from _array(source)
        return
    first = source.reader.readline(source.settings.max_record_bytes + 1)
    if is_lines or isinstance(_loaded_or_none(first), Mapping):
        yield from _lines(source, _chained(first, _raw_lines(source)))
        return
    rest = source.whole()
    second = next((line for line in rest.split(b"\n", 3)[:3] if line.strip()), b"")
    if first.lstrip().startswith(b"{") and isinstance(_loaded_or_none(second), Mapping):
        yield from _lines(source, _chained(first, iter(rest.splitlines(keepends=True))))
        return
    yield from _objects(loads(first + rest), source, source.origin)


def _array(source: Source) -> Iterator[Outcome]:
    """An array of articles, one at a time."""
    number = 0
    for number, value in enumerate(elements(source.reader, encoding_of(source.head.bytes), source.settings.max_record_bytes), 1):
        origin = numbered(source.origin, number)
        try:
            yield from _objects(value, source, origin)
        except Refused as refused:
            yield reject(origin, refused.reason, refused.detail)
    if not number:
        raise Refused("no_article", "an empty list")


def loads(content: bytes) -> Any:
    """The value of a JSON text. Raises Refused where it is none."""
    try:
        return json.loads(decode(content))
    except RecursionError as error:
        raise Refused("malformed", "nested too deeply to be read") from error
    except ValueError as error:
        raise Refused("malformed", f"not valid JSON: {error}") from error


def _loaded_or_none(line: bytes) -> Any:
    try:
        return loads(line)
    except Refused:
        return None


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _raw_lines(source: Source) -> Iterator[bytes]:
    limit = source.settings.max_record_bytes
    while line := source.reader.readline(limit + 1):
        yield line


def _lines(source: Source, lines: Iterator[bytes]) -> Iterator[Outcome]:
    limit = source.settings.max_record_bytes
    for number, line in enumerate(lines, 1):
        origin = numbered(source.origin, number)
        if len(line) > limit:
            yield reject(origin, "too_large", f"a line of more than max_record_bytes = {limit}")
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = source.reader.readline(_SKIP)
        elif line.strip():
            try:
                yield from _objects(loads(line), source, origin)
            except Refused as refused:
                yield reject(origin, refused.reason, refused.detail)


def numbered(origin: Origin, number: int | str) -> Origin:
    """The origin of a record of a file, by its number from 1."""
    return replace(origin, member=f"{origin.member}#{number}" if origin.member else str(number))


def _objects(value: Any, source: Source, origin: Origin) -> Iterator[Outcome]:
    """The articles in a JSON value: one, a list, or an answer of an API with a list in it."""
    if isinstance(value, list):
        if not value:
            raise Refused("no_article", "an empty list")
        for number, one in enumerate(value, 1):
            inside = numbered(origin, number)
            try:
                yield from _objects(one, source, inside)
            except Refused as refused:
                yield reject(inside, refused.reason, refused.detail)
        return
    if not isinstance(value, Mapping):
        raise Refused("no_article", f"a JSON {type(value).__name__}, where an object is an article")
    if isinstance(value.get("_source"), Mapping):
        value = {"_id": value.get("_id"), **value["_source"]}
    if ninjs.is_ninjs(value):
        yield from ninjs.articles(value, origin)
        return
    try:
        yield article_of(value, origin, source.settings.fields, "jsonl" if source.head.extension == ".jsonl" else "json")
    except Refused:
        inner = next((value[name] for name in _LISTS if isinstance(value.get(name), list) or _has_list(value.get(name))), None)
        if not inner:
            raise
        yield from _objects(inner, source, origin)


def _has_list(value: object) -> bool:
    return isinstance(value, Mapping) and any(isinstance(value.get(name), list) for name in _LISTS)


FORMAT = Format("json", _recognises, read, (".json", ".jsonl", ".ndjson", ".jsonlines"))
