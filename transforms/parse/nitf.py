"""NITF, the News Industry Text Format (IPTC, versions 3.0 to 3.6): alone, or inside NewsML, NewsML-G2 and ninjs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from transforms.parse.fields import authors_of, status_of, whole
from transforms.parse.format import Format, Outcome
from transforms.parse.markup import block_text, local_name
from transforms.parse.reasons import Refused
from transforms.parse.source import Source
from transforms.parse.when import parse_when
from transforms.parse.xml import LANGUAGE, child, is_root, line, tree
from transforms.records import Origin, ParsedArticle


@dataclass(frozen=True, slots=True)
class Story:
    """What an `nitf` element says of its text."""

    text: str
    headline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    distributor: str | None


def story(nitf: Any) -> Story:
    """The text and its credits. The text is empty where there is no `body.content`."""
    top = child(nitf, "body", "body.head")
    content = child(nitf, "body", "body.content")
    if content is None:
        content = child(nitf, "body.content")
    headline = first_line(top, ("hedline", "hl1"), ("hedline",)) or line(child(nitf, "head", "title"))
    return Story(
        block_text(content) if content is not None else "",
        headline,
        tuple(_authors(top)) if top is not None else (),
        first_line(top, ("dateline", "location"), ("dateline",)),
        first_line(top, ("distributor",)),
    )


def first_line(element: Any, *paths: tuple[str, ...]) -> str | None:
    """The text of the first path that has any."""
    if element is None:
        return None
    return next((text for path in paths if (text := line(child(element, *path)))), None)


def _authors(top: Any) -> Iterator[str]:
    """Persons of the bylines; where none is tagged, the byline's words without the writer's title (`byttl`)."""
    for byline in (one for one in top if local_name(one) == "byline"):
        people = [" ".join(" ".join(one.itertext()).split()) for one in byline.iter() if local_name(one) == "person"]
        yield from authors_of([name for name in people if name] or "".join(_own_text(byline)))


def _own_text(byline: Any) -> Iterator[str]:
    yield byline.text or ""
    for part in byline:
        if local_name(part) != "byttl":
            yield "".join(part.itertext())
        yield part.tail or ""


def read(source: Source) -> Iterator[Outcome]:
    yield article(tree(source.whole()), source.origin)


def article(nitf: Any, origin: Origin) -> ParsedArticle:
    """The article of a document whose root is `nitf`. Raises Refused where it has no text."""
    found = story(nitf)
    if not found.text:
        raise Refused("no_article", "NITF without text in body.content")
    data = child(nitf, "head", "docdata")
    identifier = child(data, "doc-id") if data is not None else None
    key = child(data, "du-key") if data is not None else None
    publication = child(nitf, "head", "pubdata")
    when = _issued(nitf)
    return ParsedArticle(
        origin=origin,
        format="nitf",
        text=found.text,
        headline=found.headline,
        source_key=identifier.get("id-string") if identifier is not None else None,
        version=whole(key.get("version")) if key is not None else None,
        status=status_of(data.get("management-status")) if data is not None else None,
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=(publication.get("name") if publication is not None else None) or found.distributor,
        agency=found.distributor,
        authors=found.authors,
        language=nitf.get("baselang") or nitf.get(LANGUAGE),
        dateline_place=found.dateline,
    )


_DATES = (
    (("head", "docdata", "date.issue"), "norm"),
    (("head", "docdata", "date.release"), "norm"),
    (("body", "body.head", "dateline", "story.date"), "norm"),
    (("head", "pubdata"), "date.publication"),
)
"""Where NITF has the time of publication, the surest first: element and attribute."""


def _issued(nitf: Any) -> datetime | None:
    given = ((child(nitf, *path), attribute) for path, attribute in _DATES)
    return next((moment for element, attribute in given if element is not None and (moment := parse_when(element.get(attribute)))), None)


FORMAT = Format("nitf", is_root("nitf"), read, (".nitf",))
