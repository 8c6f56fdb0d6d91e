"""NewsML-G2 (IPTC, 2.0 to 2.35): news items alone, in packages' messages (`newsMessage`) and in knowledge or planning exchanges.

Written to IPTC's specification. Of an item's management metadata, `guid` and `version` are its identity, `pubStatus` tells whether it
stands, `versionCreated` is when this version came out. Elements are told by local name, values by the part of a qcode or URI after the
last `:` or `/`, since providers choose their own prefixes.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transforms.parse.fields import authors_of, status_of, whole
from transforms.parse.format import Format, Outcome
from transforms.parse.markup import block_text, fragment_text, local_name
from transforms.parse.nitf import Story, first_line, story
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Source
from transforms.parse.text import decode
from transforms.parse.when import parse_when
from transforms.parse.xml import LANGUAGE, below, child, children, is_root, line, tree
from transforms.records import Origin, ParsedArticle

_ITEMS = ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
_NO_TEXT = Story("", None, (), None, None)


def read(source: Source) -> Iterator[Outcome]:
    root = tree(source.whole())
    items = [root] if local_name(root) in _ITEMS else list(below(root, *_ITEMS))
    if not items:
        raise Refused("no_article", "a message without items")
    for number, item in enumerate(items, 1):
        origin = source.origin
        if item is not root:
            name = item.get("guid") or str(number)
            origin = replace(origin, member=f"{origin.member}#{name}" if origin.member else name)
        try:
            yield article(item, origin)
        except Refused as refused:
            yield reject(origin, refused.reason, refused.detail)


def article(item: Any, origin: Origin) -> ParsedArticle:
    """The article of an item. Raises Refused for items without text: pictures, packages, concepts, plans."""
    kind = local_name(item)
    if kind != "newsitem":
        raise Refused("no_article", f"a {kind}, which refers to news and has no text of its own")
    found = _content(item)
    if not found.text.strip():
        item_class = _code(child(item, "itemMeta", "itemClass")) or "news"
        raise Refused("no_article", f"an item of class {item_class} without text in its contentSet")
    management, content = child(item, "itemMeta"), child(item, "contentMeta")
    when = next(
        (moment for name in ("versionCreated", "firstCreated") if (moment := parse_when(line(_at(management, name))))), None
    ) or next((moment for name in ("contentModified", "contentCreated") if (moment := parse_when(line(_at(content, name))))), None)
    tag = _at(content, "language")
    located = _at(content, "located")
    return ParsedArticle(
        origin=origin,
        format="newsml-g2",
        text=found.text,
        headline=_headline(content) or found.headline or first_line(management, ("title",)),
        source_key=item.get("guid") or None,
        version=whole(item.get("version")),
        status=status_of(_code(_at(management, "pubStatus")) or "usable"),
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=_name(_at(management, "provider")) or _name(child(item, "rightsInfo", "copyrightHolder")),
        agency=_name(_at(content, "infoSource")) or found.distributor,
        authors=found.authors or tuple(_authors(content)),
        language=(tag.get("tag") if tag is not None else None) or item.get(LANGUAGE),
        dateline_place=found.dateline
        or first_line(content, ("dateline",))
        or (line(child(located, "name")) if located is not None else None),
    )


def _at(element: Any, name: str) -> Any:
    return child(element, name) if element is not None else None


def _code(element: Any) -> str | None:
    """What a flexible property names: the last part of its qcode or URI, or its literal."""
    if element is None:
        return None
    value = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return re.split(r"[:/#]", value.rstrip("/"))[-1] or None


def _name(element: Any) -> str | None:
    """A party's name as written, else what identifies it: the host of a web address, or a code."""
    if element is None:
        return None
    host = re.match(r"https?://(?:www\.)?([^/:]+)", element.get("uri") or "")
    return line(child(element, "name")) or (host.group(1) if host else _code(element))


def _headline(content: Any) -> str | None:
    """The main headline: the first without a role or with one that says main, else the first."""
    if content is None:
        return None
    headlines = list(children(content, "headline"))
    main = [one for one in headlines if (one.get("role") or "main").endswith("main")]
    return next((text for one in main + headlines if (text := line(one))), None)


def _authors(content: Any) -> Iterator[str]:
    """The byline (`by`), else the creators that aren't tagged as organisations."""
    if content is None:
        return
    if by := line(child(content, "by")):
        yield from authors_of(by)
        return
    for creator in children(content, "creator"):
        if "org" not in (creator.get("type") or "") and (name := line(child(creator, "name"))):
            yield name


def _content(item: Any) -> Story:
    """The text of the fullest rendition that has one."""
    renditions = [_rendition(one) for one in children(item, "contentSet") for one in one]
    return max((one for one in renditions if one is not None), key=lambda one: len(one.text), default=_NO_TEXT)


def _rendition(content: Any) -> Story | None:
    name, media_type = local_name(content), (content.get("contenttype") or "").lower()
    if name == "inlinexml":
        for root in content:
            if local_name(root) == "nitf":
                return story(root)
            if local_name(root) == "p" or next(below(root, "p"), None) is not None:
                return replace(_NO_TEXT, text=block_text(child(root, "body") if child(root, "body") is not None else root))
    if name == "inlinedata":
        text = "".join(content.itertext())
        if (content.get("encoding") or "").endswith("base64"):
            try:
                text = decode(b64decode(text))
            except ValueError as error:
                raise Refused("malformed", f"inlineData is no base64: {error}") from error
        if "html" in media_type:
            text = fragment_text(text)
        if not media_type or media_type.startswith(("text/", "application/xhtml")):
            return replace(_NO_TEXT, text=text.strip())
    return None


FORMAT = Format(
    "newsml-g2", is_root("newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"), read
)
