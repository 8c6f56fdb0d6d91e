"""Web pages: the article out of what surrounds it, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.parse.format import Format, Outcome
from transforms.parse.page_metadata import read_metadata
from transforms.parse.reasons import Refused
from transforms.parse.source import Head, Source
from transforms.parse.text import declared_charset, decode
from transforms.records import Origin, ParsedArticle

_BEGINS = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_WITHIN = 4096
_NEVER_TEXT = (
    "style", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "map", "select", "button", "textarea", "template", "link",
    "nav", "footer", "aside",
)  # fmt: skip
"""Elements that trafilatura passes over too, but not before it has copied the page several times."""
_WORDS = re.compile(r"\w+")


def _recognises(head: Head) -> bool:
    return bool(_BEGINS.match(head.text)) or (not head.is_binary and "html" in head.content_type)


def read(source: Source) -> Iterator[Outcome]:
    if source.head.is_binary:
        raise Refused("binary", f"begins with bytes {source.head.bytes[:8].hex(' ')}")
    yield page(source.whole(), source.origin)


def page(content: bytes, origin: Origin, url: str | None = None) -> ParsedArticle:
    """The article of a page. `url` is where it was fetched. Raises Refused where trafilatura finds no text in it."""
    from lxml import etree
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    declared = _META_CHARSET.search(content, 0, _META_WITHIN)
    markup = decode(content, declared_charset(origin.content_type) or (declared.group(1).decode() if declared else None))
    root = load_html(markup)
    if root is None:
        raise Refused("malformed", "no HTML that can be read")
    known = read_metadata(root, url)
    etree.strip_elements(root, *_NEVER_TEXT, with_tail=False)
    found = bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    if found is None or not found.text:
        found = bare_extraction(markup, favor_recall=True, include_comments=False, with_metadata=False)
    text = without_headline(found.text or "", known.headline) if found is not None else ""
    if not text:
        raise Refused("no_article", "no running text found in the page")
    return ParsedArticle(
        origin=origin,
        format="html",
        text=text,
        headline=known.headline,
        published_at=known.published_at,
        published_at_basis="metadata" if known.published_at else None,
        publisher=known.publisher,
        authors=known.authors,
        language=known.language,
        url=known.url,
    )


def without_headline(text: str, headline: str | None) -> str:
    """The text without a first line that says the headline over again."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if headline and rest and _WORDS.findall(first.lower()) == _WORDS.findall(headline.lower()) else text.strip()


FORMAT = Format("html", _recognises, read, (".html", ".htm", ".xhtml"))
