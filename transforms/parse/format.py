"""What a parser gives the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.parse.source import Head, Source
from transforms.records import ParsedArticle, Rejection

Outcome = ParsedArticle | Rejection | Source
"""An article, a refusal, or something inside that is to be parsed in its turn."""


@dataclass(frozen=True)
class Format:
    """A format: how it is told, and how it is read."""

    name: str
    recognises: Callable[[Head], bool]
    """By content alone."""
    read: Callable[[Source], Iterator[Outcome]]
    """May raise Refused at any point; what it gave before stands."""
    extensions: tuple[str, ...] = ()
    """Asked where no format knows the content."""
