"""Markdown, with YAML front matter or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from transforms.parse.fields import article_of
from transforms.parse.format import Format, Outcome
from transforms.parse.plain import split_headline
from transforms.parse.reasons import Refused
from transforms.parse.source import Head, Source
from transforms.parse.text import declared_charset, decode

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*|__)(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])")
_LINE_MARKS = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+|^[ \t]*(?:[-*+]|\d{1,3}\.)[ \t]+|^[ \t]*(?:\*{3,}|-{3,}|_{3,})[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def _recognises(head: Head) -> bool:
    front = _FRONT.match(head.text)
    return bool(front and re.search(r"^\w[\w ]*:", front.group(1), re.MULTILINE))


def read(source: Source) -> Iterator[Outcome]:
    if source.head.is_binary:
        raise Refused("binary", f"begins with bytes {source.head.bytes[:8].hex(' ')}")
    text = decode(source.whole(), declared_charset(source.origin.content_type)).lstrip("\ufeff \r\n")
    front = _FRONT.match(text)
    metadata = _metadata(front.group(1)) if front else {}
    body = unmarked(text[front.end() :] if front else text)
    if not any(name in metadata for name in ("title", "headline")):
        title, body = split_headline(body)
        metadata = {**metadata, "title": title}
    if not body.strip():
        raise Refused("empty", "no words below its front matter")
    yield article_of({**metadata, "text": body}, source.origin, {}, "markdown")


def _metadata(front: str) -> dict[str, Any]:
    """Raises Refused for front matter that is no YAML mapping."""
    try:
        found = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused("malformed", f"front matter is not valid YAML: {error}") from error
    if not isinstance(found, Mapping):
        raise Refused("malformed", "front matter is no mapping of names to values")
    return {str(name): value for name, value in found.items()}


def unmarked(text: str) -> str:
    """The words of a Markdown text: marks of headings, emphasis, lists, quotations and links left out, pictures and code too."""
    text = _FENCE.sub("", text.replace("\r\n", "\n"))
    text = _HEADING.sub(r"\1", _IMAGE.sub("", text))
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _LINE_MARKS.sub("", text))).strip()


FORMAT = Format("markdown", _recognises, read, (".md", ".markdown"))
