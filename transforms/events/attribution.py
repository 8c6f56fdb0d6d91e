"""Who says that an event happened."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from transforms.document import Token
from transforms.records import Findings


class Source(NamedTuple):
    """Somebody who tells of an event."""

    span: tuple[int, int]
    entity: int | None


class Sources:
    """The speakers of one document's quotes, by what they said."""

    def __init__(self, findings: Findings):
        self._quotes = sorted(
            (quote for quote in findings.quotes if quote.speaker and not quote.is_fragment), key=lambda quote: quote.start
        )
        self._starts = [quote.start for quote in self._quotes]

    def of(self, token: Token) -> Source | None:
        """Who says what the token is a word of, as far as the document tells."""
        at = bisect_right(self._starts, token.start) - 1
        for quote in reversed(self._quotes[max(at - 2, 0) : at + 1]):
            if quote.start <= token.start < quote.end and quote.speaker:
                return Source(quote.speaker, quote.speaker_entity)
        return None
