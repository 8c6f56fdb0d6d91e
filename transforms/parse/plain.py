"""Plain text: the first line with something in it is the headline, the rest the body."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.parse.format import Format, Outcome
from transforms.parse.reasons import Refused
from transforms.parse.source import Source
from transforms.parse.text import declared_charset, decode
from transforms.records import Origin, ParsedArticle


def split_headline(text: str) -> tuple[str | None, str]:
    """Headline and body. A text of a single line is all body: it has no headline of its own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None, ""
    body = "\n".join(lines[first + 1 :]).strip("\n")
    return (lines[first].strip(), body) if body.strip() else (None, lines[first].strip())


def read(source: Source) -> Iterator[Outcome]:
    if source.head.is_binary:
        raise Refused("binary", f"begins with bytes {source.head.bytes[:8].hex(' ')}")
    yield article(source.whole(), source.origin)


def article(content: bytes, origin: Origin, url: str | None = None) -> ParsedArticle:
    """The article of a plain text. Raises Refused where it has no words."""
    headline, body = split_headline(decode(content, declared_charset(origin.content_type)))
    if not any(character.isalpha() for character in body):
        raise Refused("empty", "no words in it")
    return ParsedArticle(origin, "text", body, headline, url=url)


FORMAT = Format("text", lambda _: False, read, (".txt", ".text"))
"""Recognised by nothing: it is what remains."""
