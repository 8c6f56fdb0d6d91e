"""What a feed or a sitemap points at: addresses of pages, or of further sitemaps, with the dates that it gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urljoin

from transforms.parse.feed import link_of
from transforms.parse.markup import local_name
from transforms.parse.nitf import first_line
from transforms.parse.reasons import Refused
from transforms.parse.when import parse_when
from transforms.parse.xml import below, child, line, tree

Kind = Literal["feed", "sitemap", "index"]
_KINDS: dict[str, Kind] = {"rss": "feed", "rdf": "feed", "feed": "feed", "urlset": "sitemap", "sitemapindex": "index"}
_FEED_DATES = ("updated", "modified", "pubdate", "published", "issued", "date")
"""A date of change first: it tells when a page is to be fetched again."""


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that a document names, in its order."""

    kind: Kind
    """feed: pages that are entries; sitemap: pages; index: sitemaps."""
    dates: dict[str, datetime | None]
    """When what is there was changed or published (UTC), as far as it is told."""


def read_links(content: bytes, base: str) -> Links:
    """The links of an RSS or Atom feed, a sitemap or a sitemap index that was fetched from `base`. Raises Refused for anything else."""
    root = tree(content)
    kind = _KINDS.get(local_name(root))
    if kind is None:
        raise Refused("no_article", f"neither a feed nor a sitemap, but <{local_name(root)}>")
    entries = below(root, "item", "entry") if kind == "feed" else below(root, "url" if kind == "sitemap" else "sitemap")
    read = _of_entry if kind == "feed" else _of_location
    dates: dict[str, datetime | None] = {}
    for entry in entries:
        address, when = read(entry)
        if address:
            dates.setdefault(urljoin(base, address), when)
    return Links(kind, dates)


def _of_entry(entry: Any) -> tuple[str | None, datetime | None]:
    return link_of(entry), next((when for name in _FEED_DATES if (when := parse_when(first_line(entry, (name,))))), None)


def _of_location(entry: Any) -> tuple[str | None, datetime | None]:
    """A sitemap's `loc`, with `lastmod` or, in a news sitemap, the date of publication."""
    when = parse_when(line(child(entry, "lastmod"))) or parse_when(line(child(entry, "news", "publication_date")))
    return line(child(entry, "loc")), when
