"""Dates, times and durations, as TIMEX3 values against the day of publication."""

from __future__ import annotations

from transforms.document import Document
from transforms.records import Timex


def find_times(document: Document) -> tuple[Timex, ...]:
    """Every time expression of the document, in the order of the text; spans never overlap."""
    return tuple(
        Timex(*document.span(span.first, span.last), span.first, span.last, None, span.label)
        for span in document.model_names
        if span.label in ("DATE", "TIME") and not document.text(span.first, span.last).rstrip("s").endswith("old")
        and not document.text(span.first, span.last).isdigit()
    )
