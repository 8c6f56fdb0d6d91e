"""RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom: every entry that carries its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.parse.fields import authors_of
from transforms.parse.format import Format, Outcome
from transforms.parse.json import numbered
from transforms.parse.markup import block_text, fragment_text, local_name
from transforms.parse.nitf import first_line
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Source
from transforms.parse.when import parse_when
from transforms.parse.xml import LANGUAGE, below, child, children, is_root, line, tree
from transforms.records import Origin, ParsedArticle

_SUMMARY_WORDS = 25
"""A description of fewer words is a teaser, not a text."""


def read(source: Source) -> Iterator[Outcome]:
    root = tree(source.whole())
    entries = list(below(root, "item", "entry"))
    if not entries:
        raise Refused("no_article", "a feed without entries")
    channel = next(below(root, "channel"), root)
    for number, entry in enumerate(entries, 1):
        origin = numbered(source.origin, number)
        try:
            yield article(entry, channel, origin)
        except Refused as refused:
            yield reject(origin, refused.reason, refused.detail)


def article(entry: Any, feed: Any, origin: Origin) -> ParsedArticle:
    """The article of an entry. Raises Refused for one that only points at a page."""
    url = link_of(entry)
    text = max((_markup_text(one) for name in ("encoded", "content", "body") for one in children(entry, name)), key=len, default="")
    if not text:
        text = max((_markup_text(one) for name in ("description", "summary") for one in children(entry, name)), key=len, default="")
        if len(text.split()) < _SUMMARY_WORDS:
            raise Refused("no_article", f"an entry with a summary of {len(text.split())} words for {url or 'a page'}")
    when = next(
        (moment for name in ("pubDate", "published", "issued", "date", "updated") if (moment := parse_when(first_line(entry, (name,))))),
        None,
    )
    return ParsedArticle(
        origin=origin,
        format="feed",
        text=text,
        headline=_title(child(entry, "title")),
        source_key=first_line(entry, ("guid",), ("id",)) or url,
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=first_line(entry, ("source", "title"), ("source",), ("publisher",)) or first_line(feed, ("title",)),
        authors=tuple(authors_of(first_line(entry, ("creator",), ("author", "name"), ("author",)))),
        language=first_line(entry, ("language",)) or first_line(feed, ("language",)) or feed.get(LANGUAGE),
        url=url,
    )


def link_of(entry: Any) -> str | None:
    """The page: Atom's alternate link, or RSS's link."""
    for link in children(entry, "link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
        if text := line(link):
            return text
    return None


def _title(title: Any) -> str | None:
    return " ".join(_markup_text(title).split()) or None if title is not None else None


def _markup_text(element: Any) -> str:
    """Text of an element that holds HTML: as elements (Atom's xhtml), or escaped as text."""
    if any(local_name(part) for part in element):
        return block_text(element)
    text = element.text or ""
    return fragment_text(text) if "<" in text or "&" in text else text.strip()


FORMAT = Format("feed", is_root("rss", "RDF", "feed"), read, (".rss", ".atom"))
