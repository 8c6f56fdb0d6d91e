"""XML read safely: no entities, no DTDs from elsewhere, no network; and its elements asked for by local name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import Any

from lxml import etree

from transforms.parse.format import Format, Outcome
from transforms.parse.markup import local_name
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Head, Source
from transforms.parse.text import decode

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PROLOGUE = re.compile(r"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|\s)+", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(rb"<!ENTITY\b")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_OWN = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


@lru_cache(maxsize=8)
def root_of(text: str) -> str:
    """Local name of the first element of something that begins like this; empty where it is no XML."""
    prologue = _PROLOGUE.match(text)
    found = _ROOT.match(text, prologue.end() if prologue else 0)
    return found.group(1) if found else ""


def is_root(*names: str) -> Any:
    """A test for documents whose root element has one of these local names."""
    wanted = frozenset(names)
    return lambda head: head.text.startswith("<") and root_of(head.text) in wanted


def tree(content: bytes) -> Any:
    """The root element. Raises Refused for what is no well-formed XML, and for entity declarations of any kind."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = _ENCODING.sub("", decode(content), count=1).encode()
    if _ENTITY.search(content):
        raise Refused("unsafe_xml", "declares entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    content = content.lstrip()
    try:
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if error.code != etree.ErrorTypes.ERR_UNDECLARED_ENTITY and "not defined" not in str(error):
                raise
            return etree.fromstring(_NAMED.sub(_character, content), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Refused("malformed", f"not well-formed XML: {error}") from error


def _character(found: re.Match[bytes]) -> bytes:
    """HTML's character for an entity that the document uses and leaves to a DTD."""
    name = found.group(1)
    characters = html5.get(name.decode() + ";")
    if name in _OWN or characters is None:
        return found.group(0)
    return "".join(f"&#{ord(character)};" for character in characters).encode()


def children(element: Any, *path: str) -> Iterator[Any]:
    """The elements at a path of local names below `element`."""
    if not path:
        yield element
        return
    for child in element:
        if local_name(child) == path[0].lower():
            yield from children(child, *path[1:])


def child(element: Any, *path: str) -> Any:
    """The first of them, or None."""
    return next(children(element, *path), None)


def below(element: Any, *names: str) -> Iterator[Any]:
    """All descendants with one of these local names, in document order."""
    wanted = {name.lower() for name in names}
    return (one for one in element.iter() if local_name(one) in wanted)


def line(element: Any) -> str | None:
    """All text in an element, on one line; None where there is none, or no element."""
    return (" ".join("".join(element.itertext()).split()) or None) if element is not None else None


def _read_other(source: Source) -> Iterator[Outcome]:
    root = tree(source.whole())
    yield reject(source.origin, "no_article", f"XML with the root element {etree.QName(root).localname}, which is no format of news")


def _recognises_other(head: Head) -> bool:
    return head.text.startswith("<?xml") or (head.text.startswith("<") and "xmlns" in head.text[:2_000] and head.extension != ".html")


OTHER = Format("xml", _recognises_other, _read_other, (".xml", ".xsd", ".xsl", ".rdf"))
