"""Web pages: the article out of what surrounds it, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

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
    "input", "source", "nav", "footer", "aside",
)  # fmt: skip
"""Elements that trafilatura passes over too, but not before it has copied the page several times."""
_NO_STRUCTURE = ("img", "meta", "font", "abbr", "acronym", "big", "small", "ins", "nobr", "wbr")
"""Tags that trafilatura takes off from around their text, after it has matched every element against its patterns several times."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_CLOSED_ROOT = re.compile(rb"\A(.{,2048}?<html\b[^>]*?)\s*/>", re.IGNORECASE | re.DOTALL)
"""A root element that is empty for lxml, though the page follows it."""
_WORDS = re.compile(r"\w+")


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
    markup = decode(content, declared_charset(origin.content_type) or (declared.group(1).decode() if declared else None))
    root = _tree(markup)
    known = read_metadata(root, url)
    _lighten(root)
    found = bare_extraction(root, options=_options())
    if found is None or not found.text:
        found = bare_extraction(_tree(markup), favor_recall=True, include_comments=False, with_metadata=False)
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


def _tree(markup: str) -> Any:
    """The page as a tree of lxml's HtmlElement. Raises Refused where there is none."""
    from lxml import etree

    legal = markup.encode("utf8", "replace").translate(None, _CONTROLS)
    for illegal in _NO_CHARACTERS:
        legal = legal.replace(illegal, b"")
    root = etree.fromstring(_CLOSED_ROOT.sub(rb"\1>", legal), _parser())
    if root is None:
        raise Refused("malformed", "no HTML that can be read")
    return root


@cache
def _parser() -> Any:
    """As lxml.html's own, but the class of an element is looked up in C: its lookup in Python is a tenth of reading a page."""
    from lxml import etree, html

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


@cache
def _options() -> Any:
    """Options for trafilatura, which take half a millisecond to make."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", fast=True, comments=False)


def _lighten(root: Any) -> None:
    """Take out of a page what the search for its text would go over again and again and then leave."""
    from lxml import etree

    for script in list(root.iter("script")):
        if "ld+json" not in (script.get("type") or ""):  # the others may hold the text of a page that is put together by script
            script.drop_tree()
    etree.strip_elements(root, *_NEVER_TEXT, with_tail=False)
    etree.strip_tags(root, *_NO_STRUCTURE)


def without_headline(text: str, headline: str | None) -> str:
    """The text without a first line that says the headline over again."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if headline and rest and _WORDS.findall(first.lower()) == _WORDS.findall(headline.lower()) else text.strip()


FORMAT = Format("html", _recognises, read, (".html", ".htm", ".xhtml"))
