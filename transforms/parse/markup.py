"""Text out of fragments of HTML and its relatives, a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl2", "hr", "html", "li", "main", "nav", "note", "ol", "p",
        "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "block", "body.content", "body.head",
        "hedline", "abstract", "byline", "dateline", "copyrite", "tagline", "fn",
    )
)  # fmt: skip
_SILENT = frozenset(
    ["script", "style", "template", "noscript", "head", "iframe", "object", "svg", "media", "figure", "caption", "table-metadata"]
)
"""Elements whose text is no running text."""


def local_name(element: Any) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def block_text(element: Any) -> str:
    """The text of an element, with a line for every block in it, and white space as a browser shows it."""
    lines: list[str] = []
    words: list[str] = []

    def close() -> None:
        line = " ".join("".join(words).split())
        words.clear()
        if line:
            lines.append(line)

    for kind, value in _walk(element):
        if kind == "text":
            words.append(value)
        else:
            close()
    close()
    return "\n".join(lines)


def _walk(root: Any) -> Iterator[tuple[str, str]]:
    """Texts and block borders in the order of the document; without recursion, for any depth."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        name = local_name(element)
        is_block = name in _BLOCKS or name == "br"
        if closing:
            if is_block:
                yield "border", ""
            if element is not root and element.tail:
                yield "text", element.tail
            continue
        stack.append((element, True))
        if not name or (name in _SILENT and element is not root):
            continue
        if is_block:
            yield "border", ""
        if name == "pre":
            for row in "".join(element.itertext()).split("\n"):
                yield "text", row
                yield "border", ""
            continue
        if element.text:
            yield "text", element.text
        stack.extend((child, False) for child in reversed(element))


def fragment_text(markup: str) -> str:
    """The text of a fragment of HTML, a paragraph a line."""
    from lxml import etree, html

    if not markup.strip():
        return ""
    try:
        root = html.document_fromstring(markup.encode("utf8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # nothing but comments, say
        return ""
    return block_text(root)
