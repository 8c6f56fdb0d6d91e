"""The places of datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.document import Document
from transforms.names.spans import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
END_OF_PLACE = re.compile(rf"\(|\s[-–—]|--|\s\d|,\s*(?:\d|{_MONTH}\b|no date)|\s{_MONTH}\.?\s+\d", re.IGNORECASE)
CONFIDENCE = 0.95


def find_in_datelines(document: Document) -> Iterator[Span]:
    """Every place of the datelines: 'NICE, France 1996-08-30' has two. Dates and agencies are left to others."""
    for paragraph in document.paragraphs:
        if paragraph.kind != "dateline":
            continue
        text = document.body[paragraph.start : paragraph.end]
        end = END_OF_PLACE.search(text)
        for match in re.finditer(r"[^,/]+", text[: end.start()] if end else text):
            name = match.group().strip(" \t\n:")
            start = paragraph.start + match.start() + match.group().index(name) if name else 0
            first, last = document.tokens_in(start, start + len(name))
            if name[:1].isupper() and first < last:
                yield Span(first, last, "GPE", "names.dateline", CONFIDENCE)


def in_dateline(document: Document, i: int) -> bool:
    """Whether a token stands in a dateline."""
    return document.paragraphs[document.sentence_of(i).paragraph].kind == "dateline"
