"""Word's .docx (Office Open XML): the document's paragraphs, its title and author."""

from __future__ import annotations

import zipfile
from typing import Any

from transforms.parse.fields import authors_of
from transforms.parse.markup import local_name
from transforms.parse.plain import split_headline
from transforms.parse.reasons import Refused
from transforms.parse.source import Source
from transforms.parse.when import parse_when
from transforms.parse.xml import below, tree
from transforms.records import ParsedArticle

_PROPERTIES = "docProps/core.xml"


def article(archive: zipfile.ZipFile, source: Source) -> ParsedArticle:
    """The article of an opened .docx. Its first paragraph is the headline, as in plain text."""
    root = tree(_member(archive, "word/document.xml", source))
    paragraphs = [_text(paragraph) for paragraph in below(root, "p")]
    headline, body = split_headline("\n".join(paragraphs))
    if not body:
        raise Refused("empty", "a document without words")
    properties = {}
    if _PROPERTIES in archive.namelist():
        properties = {local_name(one): one.text for one in tree(_member(archive, _PROPERTIES, source))}
    when = parse_when(properties.get("created"))
    return ParsedArticle(
        origin=source.origin,
        format="docx",
        text=body,
        headline=headline,
        published_at=when,
        published_at_basis="metadata" if when else None,
        authors=tuple(authors_of(properties.get("creator"))),
        language=properties.get("language"),
    )


def _member(archive: zipfile.ZipFile, name: str, source: Source) -> bytes:
    limit = source.settings.max_document_bytes
    with archive.open(name) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise Refused("too_large", f"{name} is larger than max_document_bytes = {limit}")
    return content


def _text(paragraph: Any) -> str:
    """The runs of a paragraph, tabs and breaks as spaces, deleted text left out."""
    parts = []
    for one in paragraph.iter():
        name = local_name(one)
        if name == "t":
            parts.append(one.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append(" ")
    return " ".join("".join(parts).split())
