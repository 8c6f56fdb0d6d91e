"""PDF: its text layer, by pypdf. A scan without one would need character recognition, which is not done here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from transforms.parse.fields import authors_of
from transforms.parse.format import Format, Outcome
from transforms.parse.plain import split_headline
from transforms.parse.reasons import Refused
from transforms.parse.source import Source
from transforms.records import ParsedArticle

_HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_MAX_PAGES = 500
"""A longer document is a book, not an article."""


def read(source: Source) -> Iterator[Outcome]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity; what matters comes out as a rejection
    try:
        reader = PdfReader(source.in_any_order())
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted", "locked with a password")
        if len(reader.pages) > _MAX_PAGES:
            raise Refused("too_large", f"{len(reader.pages)} pages, more than {_MAX_PAGES}")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        when, author = _created(reader.metadata), reader.metadata.author if reader.metadata else None
    except (
        PyPdfError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        AssertionError,
        NotImplementedError,
        RecursionError,
        ArithmeticError,
    ) as error:
        raise Refused("damaged", f"not a sound PDF: {type(error).__name__}: {error}") from error
    headline, body = split_headline(_HYPHENATED.sub("", text))
    if not any(map(str.isalpha, body)):
        raise Refused("no_article", "a PDF without a text layer: its pages are pictures")
    yield ParsedArticle(
        origin=source.origin,
        format="pdf",
        text=body,
        headline=headline,
        published_at=when,
        published_at_basis="metadata" if when else None,
        authors=tuple(authors_of(author)),
    )


def _created(metadata: Any) -> Any:
    """When the document was made, in UTC; None where it doesn't say, or says nonsense."""
    from transforms.parse.when import parse_when

    try:
        return parse_when(metadata.creation_date) if metadata else None
    except (ValueError, TypeError, AttributeError):
        return None


FORMAT = Format("pdf", lambda head: head.bytes[:1024].lstrip().startswith(b"%PDF-"), read, (".pdf",))
