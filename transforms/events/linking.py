"""Quotes to the events that they are about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from transforms.document import Document
from transforms.records import Event, Findings, Quote

POINTERS = frozenset({"this", "that", "it", "these", "those"})
"""Words by which a quote points at what the sentence around it tells."""


def link_quotes(document: Document, findings: Findings) -> tuple[Quote, ...]:
    """The quotes, with `event` set to the event that each is about; None where that is not clear."""
    order = sorted(range(len(findings.events)), key=lambda index: findings.events[index].trigger)
    starts = [findings.events[index].trigger[0] for index in order]

    def within(start: int, end: int) -> list[int]:
        return order[bisect_left(starts, start) : bisect_left(starts, end)]

    linked = []
    for quote in findings.quotes:
        told = within(quote.start, quote.end)
        if not told and points_outside(document, quote):
            told = within(*sentence_of(document, quote))
        linked.append(quote._replace(event=surest(findings.events, told)))
    return tuple(linked)


def surest(events: Sequence[Event], indices: Sequence[int]) -> int | None:
    """The event of highest confidence, the earliest of equals; it stands for those that tell of the same."""
    best = min(indices, key=lambda index: (-events[index].confidence, events[index].trigger), default=None)
    if best is None:
        return None
    same = events[best].same_as
    return best if same is None else same


def points_outside(document: Document, quote: Quote) -> bool:
    """Whether a quote that tells of no event itself points at one ("it was a disgrace")."""
    first, last = document.tokens_in(quote.start, quote.end)
    if POINTERS.isdisjoint(document.lowers[first:last]):
        return False
    return any(token.lower in POINTERS and token.tag in ("DT", "PRP") for token in document.tokens[first:last])


def sentence_of(document: Document, quote: Quote) -> tuple[int, int]:
    """The characters of the sentence that the quote begins in."""
    first, _ = document.tokens_in(quote.start, quote.end)
    if first >= len(document.tokens):
        return quote.start, quote.start
    sentence = document.sentence_of(first)
    return sentence.start, sentence.end
