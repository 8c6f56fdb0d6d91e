"""The days of a file in an archive: by its path, by its first dated article, or by its time of change, whichever is asked for first and known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from flows.inputs.listing import FoundFile
from flows.inputs.reading import articles
from transforms.parse import ParseSettings
from transforms.records import Article

Basis = Literal["path", "article", "modified"]
BASES: tuple[Basis, ...] = ("path", "article", "modified")
"""In the order in which they are tried."""
FIRST_ARTICLES = 20
"""Records of a file that are looked at for a date."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_PATTERNS = (
    re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-_./]?){_MONTH}(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?:\d{{4}}|\d{{6}})?(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}[-_./]{_MONTH}(?!\d)"),
    re.compile(rf"(?:^|/){_YEAR}(?=/)"),
)
"""A day, also before a time of day; a month; a folder named by a year."""


class Days(NamedTuple):
    """The days that a file is of."""

    first: date
    last: date
    basis: Basis

    def meets(self, first: date | None, last: date | None) -> bool:
        """Whether some of them lie between two days, the ends included."""
        return (last is None or self.first <= last) and (first is None or self.last >= first)


def of_path(path: str) -> Days | None:
    """The day, else the month, else the year that a path names; the last one if it names several. None where it names none."""
    for pattern in _PATTERNS:
        for found in reversed(list(pattern.finditer(path))):
            given = found.groupdict()
            month, day = given.get("month"), given.get("day")
            try:
                first = date(int(given["year"]), int(month or 1), int(day or 1))
            except ValueError:
                continue
            last = first if day else _end_of_month(first) if month else first.replace(month=12, day=31)
            return Days(first, last, "path")
    return None


def of_file(file: FoundFile, bases: Sequence[Basis], settings: ParseSettings) -> Days | None:
    """The days of a file by the first basis that tells any; None where none does."""
    return next(_found(file, bases, settings), None)


def _found(file: FoundFile, bases: Sequence[Basis], settings: ParseSettings) -> Iterator[Days]:
    for basis in bases:
        if basis == "path":
            days = of_path(file.uri)
        else:
            day = _of_first_article(file, settings) if basis == "article" else file.modified_at and file.modified_at.date()
            days = Days(day, day, basis) if day else None
        if days:
            yield days


def _of_first_article(file: FoundFile, settings: ParseSettings) -> date | None:
    """The day of the first article in a file that has one."""
    with closing(articles(file, settings=settings)) as found:  # type: ignore[type-var]  # a generator, which can be closed
        for article in islice(found, FIRST_ARTICLES):
            if isinstance(article, Article) and article.published_at is not None:
                return article.published_at.date()
    return None


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
