"""What a web page says of its article: schema.org's JSON-LD first, then OpenGraph and other meta elements, then the page itself.

Nothing is guessed from running text: a page whose markup gives no date has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from transforms.parse.fields import authors_of, text_of
from transforms.parse.when import parse_when

_ARTICLE = re.compile(r"(?:Article|Posting|Report|NewsItem)$")
_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "sailthru.title")
_DATES = (
    "article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dc.date", "pubdate", "publishdate", "publish_date", "publish-date", "article:published", "article.published", "pdate", "date", "og:published_time", "rnews:datepublished",
    "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "published_time",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "dcterms.creator", "citation_author")
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre")
_SUFFIX = re.compile(r"\s+[-–—|»·:]+\s+([^-–—|»·]{2,60})$")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Of a page's article; what the page does not say is None."""

    headline: str | None
    published_at: datetime | None
    authors: tuple[str, ...]
    publisher: str | None
    language: str | None
    url: str | None


def read_metadata(root: Any, fetched_from: str | None = None) -> PageMetadata:
    """The metadata of a parsed page (an lxml tree). `fetched_from` is its address where it is known."""
    meta = _meta_elements(root)
    linked = next(_articles(root), {})
    url = _url(root, meta, linked, fetched_from)
    publisher = first_text(meta, _SITES) or text_of(linked.get("publisher")) or _host(url)
    return PageMetadata(
        headline=_headline(root, meta, linked, publisher, _host(url)),
        published_at=_published(root, meta, linked),
        authors=tuple(name for name in _authors(meta, linked) if name != publisher),
        publisher=publisher,
        language=root.get("lang") or meta.get("og:locale") or text_of(linked.get("inLanguage")),
        url=url,
    )


def _meta_elements(root: Any) -> dict[str, str]:
    """Content of the meta elements by name, property or itemprop in lower case; the first of a name stands."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            for name in (element.get(attribute) or "").lower().split() if content else ():
                found.setdefault(name, content)
    return found


def _articles(root: Any) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects of the page that are articles."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                value = json.loads((script.text or "").strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from (one for one in _objects(value) if _is_article(one))


def _objects(value: Any, depth: int = 3) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth)
    elif isinstance(value, Mapping):
        yield value
        if depth:
            for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
                yield from _objects(value.get(name), depth - 1)


def _is_article(value: Mapping[str, Any]) -> bool:
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds)


def first_text(found: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """The first of these that is there, on one line."""
    return next((" ".join(found[name].split()) for name in names if found.get(name)), None)


def _headline(root: Any, meta: Mapping[str, str], linked: Mapping[str, Any], publisher: str | None, host: str | None) -> str | None:
    given: str | None = unescape(text_of(linked.get("headline")) or first_text(meta, _TITLES) or "")
    if not given:
        headings = [text for heading in root.iter("h1") if (text := " ".join(heading.text_content().split()))]
        title = next((text for element in root.iter("title") if (text := " ".join(element.text_content().split()))), None)
        given = headings[0] if len(headings) == 1 else title or next(iter(headings), None)
    return _without_site(given, publisher, host) if given else None


def _without_site(title: str, publisher: str | None, host: str | None) -> str:
    """The title without the name of the site at its end."""
    found = _SUFFIX.search(title)
    if found:
        suffix = _letters(found.group(1))
        sites = [_letters(name) for name in (publisher, (host or "").rsplit(".", 1)[0]) if name]
        if any(site and (site in suffix or suffix in site) for site in sites):
            return title[: found.start()]
    return title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _published(root: Any, meta: Mapping[str, str], linked: Mapping[str, Any]) -> datetime | None:
    """When it was first published, by the first statement that is a date; if that is only a day, by one that gives the hour of it too."""
    given = (linked.get("datePublished"), *(meta.get(name) for name in _DATES), linked.get("dateCreated"))
    moments = [moment for value in given if (moment := parse_when(value))]
    if moments:
        exact = (one for one in moments if one.time() != time.min and abs(one - moments[0]) < timedelta(days=1))
        return moments[0] if moments[0].time() != time.min else next(exact, moments[0])
    times = [element for element in root.iter("time") if element.get("datetime")]
    marked = [one for one in times if "publ" in f"{one.get('itemprop')} {one.get('class')}".lower() or one.get("pubdate") is not None]
    only = times if len({one.get("datetime") for one in times}) == 1 else []
    return next((moment for one in marked + only if (moment := parse_when(one.get("datetime")))), None)


def _authors(meta: Mapping[str, str], linked: Mapping[str, Any]) -> tuple[str, ...]:
    """Names, without links to profiles and without repetitions."""
    given = linked.get("author") or first_text(meta, _AUTHORS)
    names = [name for name in authors_of(given) if "/" not in name and "@" not in name]
    return tuple(dict.fromkeys(names))


def _url(root: Any, meta: Mapping[str, str], linked: Mapping[str, Any], fetched_from: str | None) -> str | None:
    """The canonical address; relative ones are taken from where the page was fetched."""
    canonical = next((link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    for value in (canonical, meta.get("og:url"), linked.get("url"), fetched_from):
        if isinstance(value, str) and value.strip():
            url = _joined(fetched_from or "", value.strip())
            if url and _host(url):
                return url
    return fetched_from


def _joined(base: str, url: str) -> str | None:
    try:
        return urljoin(base, url)
    except ValueError:
        return None


def _host(url: str | None) -> str | None:
    """The host's name without `www.`; None where the address has none."""
    try:
        parts = urlsplit(url or "")
        return (parts.hostname or "").removeprefix("www.") or None if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
