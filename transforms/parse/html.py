"""Web pages: the article out of what surrounds it, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.parse.fields import authors_of
from transforms.parse.format import Format, Outcome
from transforms.parse.reasons import Refused
from transforms.parse.source import Head, Source
from transforms.parse.text import declared_charset, decode
from transforms.parse.when import parse_when
from transforms.records import Origin, ParsedArticle

_BEGINS = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_WITHIN = 4096


def _recognises(head: Head) -> bool:
    return bool(_BEGINS.match(head.text)) or (not head.is_binary and "html" in head.content_type)


def read(source: Source) -> Iterator[Outcome]:
    if source.head.is_binary:
        raise Refused("binary", f"begins with bytes {source.head.bytes[:8].hex(' ')}")
    yield page(source.whole(), source.origin)


def page(content: bytes, origin: Origin, url: str | None = None) -> ParsedArticle:
    """The article of a page. `url` is where it was fetched. Raises Refused where trafilatura finds no text in it."""
    from trafilatura import bare_extraction

    declared = _META_CHARSET.search(content, 0, _META_WITHIN)
    text = decode(content, declared_charset(origin.content_type) or (declared.group(1).decode() if declared else None))
    found = bare_extraction(text, url=url, fast=True, include_comments=False, include_tables=False, with_metadata=True)
    body = (found.text or "").strip() if found is not None else ""
    if found is None or not body:
        raise Refused("no_article", "no running text found in the page")
    when = parse_when(found.date)
    return ParsedArticle(
        origin=origin,
        format="html",
        text=body,
        headline=found.title or None,
        source_key=found.url or url,
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=found.sitename or found.hostname,
        authors=tuple(authors_of(found.author)),
        url=found.url or url,
    )


FORMAT = Format("html", _recognises, read, (".html", ".htm", ".xhtml"))
