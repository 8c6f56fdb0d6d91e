"""NewsML 1.0 to 1.2 (IPTC): news items of nested components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transforms.parse.fields import authors_of, status_of, whole
from transforms.parse.format import Format, Outcome
from transforms.parse.markup import block_text, local_name
from transforms.parse.nitf import first_line, story
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Source
from transforms.parse.when import parse_when
from transforms.parse.xml import LANGUAGE, below, child, is_root, line, tree
from transforms.records import Origin, ParsedArticle

_REVISION = re.compile(r":\d+[A-Z]?$")
"""The last part of a public identifier: number of the revision, and whether it updates (`:3U`)."""


def read(source: Source) -> Iterator[Outcome]:
    root = tree(source.whole())
    items = list(below(root, "NewsItem"))
    if not items:
        raise Refused("no_article", "NewsML without a NewsItem")
    for number, item in enumerate(items, 1):
        origin = source.origin
        if len(items) > 1:
            name = line(child(item, "Identification", "NewsIdentifier", "NewsItemId")) or str(number)
            origin = replace(origin, member=f"{origin.member}#{name}" if origin.member else name)
        try:
            yield article(item, origin)
        except Refused as refused:
            yield reject(origin, refused.reason, refused.detail)


def article(item: Any, origin: Origin) -> ParsedArticle:
    """The article of a NewsItem: the longest text among its components. Raises Refused where none has any."""
    texts = [_text(content) for content in below(item, "DataContent")]
    text, headline, authors = max(texts, key=lambda found: len(found[0]), default=("", None, ()))
    if not text.strip():
        raise Refused("no_article", "a NewsItem without text in its components")
    identifier = child(item, "Identification", "NewsIdentifier")
    revision = child(identifier, "RevisionId") if identifier is not None else None
    when = next(
        (moment for name in ("ThisRevisionCreated", "FirstCreated") if (moment := parse_when(line(child(item, "NewsManagement", name))))),
        None,
    )
    lines = next(below(item, "NewsLines"), None)
    status = child(item, "NewsManagement", "Status")
    provider = next(below(item, "Provider"), None)
    language = next(below(item, "Language"), None)
    party = next(below(provider, "Party"), None) if provider is not None else None
    return ParsedArticle(
        origin=origin,
        format="newsml",
        text=text,
        headline=first_line(lines, ("HeadLine",)) or headline,
        source_key=_key(identifier),
        version=whole(line(revision)),
        status=status_of(status.get("FormalName")) if status is not None else None,
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=(party.get("FormalName") if party is not None else None) or first_line(identifier, ("ProviderId",)),
        authors=authors or tuple(authors_of(first_line(lines, ("ByLine",)))),
        language=(language.get("FormalName") if language is not None else None) or item.get(LANGUAGE),
        dateline_place=first_line(lines, ("DateLine",)),
    )


_UNIQUE = 12
"""Characters from which on a NewsItemId is taken to be unique by itself: shorter ones are often a day's serial numbers."""


def _key(identifier: Any) -> str | None:
    """What all revisions of an item share: its NewsItemId, or the public identifier (`urn:newsml:provider:date:item:revision`) without the revision."""
    item = first_line(identifier, ("NewsItemId",))
    public = first_line(identifier, ("PublicIdentifier",))
    if item and (len(item) >= _UNIQUE or not public):
        return item
    return _REVISION.sub("", public) if public else None


def _text(content: Any) -> tuple[str, str | None, tuple[str, ...]]:
    nitf = next(below(content, "nitf"), None)
    if nitf is not None:
        found = story(nitf)
        return found.text, found.headline, found.authors
    if not len(content):
        return (content.text or "").strip(), None, ()
    body = next((one for one in content.iter() if local_name(one) in ("body", "body.content")), content)
    return block_text(body), None, ()


FORMAT = Format("newsml", is_root("NewsML"), read)
