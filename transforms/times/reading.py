"""A match of a rule, as the functions that work out values see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from re import Match
from typing import Any, NamedTuple

from transforms.document import Document, Token
from transforms.times.calendar import Cover, cover
from transforms.times.lexicon import TimeLexicon
from transforms.times.tense import direction


class Value(NamedTuple):
    """What a time expression means. `value` is TIMEX3's, None where it can't be known."""

    value: str | None
    type: str = "DATE"
    basis: str = "text"
    clock: str | None = None
    """For a time of day whose day must come from beside it: 'T21:30', 'TNI'."""
    days: Cover | None = None
    """What it covers, where the value does not say it."""

    @property
    def cover(self) -> Cover:
        return self.days or cover(self.value or "")


NO_NAMES = ("DATE", "TIME", "CARDINAL", "ORDINAL")
"""Labels of the language model that are no names."""
UNKNOWN_DATE = Value(None)
"""A date that needs a day of publication, where there is none."""


def relative(value: str | None, kind: str = "DATE", days: Cover | None = None) -> Value:
    """A value that was counted from the day of publication."""
    return Value(value, kind, "published" if value else "text", days=days)


class Found(NamedTuple):
    """A time with its tokens, before it becomes a record."""

    first: int
    last: int
    rule: str
    value: Value


class Context(NamedTuple):
    """What was said before: the last day that the text named, and in which sentence."""

    day: date | None = None
    latest: date | None = None
    """First day of the last time that covers a year or less; the same as `day` where that was the last."""
    sentence: int = -10


@dataclass(frozen=True)
class Reading:
    """One match: its tokens, its named parts, and what surrounds it."""

    document: Document
    lexicon: TimeLexicon
    match: Match[str]
    """Within its island."""
    island: int
    """The first token of it."""
    published: date | None
    context: Context
    labels: Mapping[int, str]
    """What the language model has each token labelled as, of those that it has."""

    @property
    def first(self) -> int:
        return self.island + self.match.start()

    @property
    def last(self) -> int:
        return self.island + self.match.end()

    def span(self, name: str) -> tuple[int, int] | None:
        """Token range of a named part."""
        index = self.match.re.groupindex
        n, key = 1, name
        while key in index:
            start, end = self.match.span(key)
            if start >= 0:
                return (self.island + start, self.island + end) if end > start else None
            n += 1
            key = f"{name}_{n}"
        return None

    def token(self, name: str) -> Token | None:
        span = self.span(name)
        return self.document.tokens[span[0]] if span else None

    def word(self, name: str) -> str:
        token = self.token(name)
        return token.lower if token else ""

    def value(self, name: str) -> Any:
        """What the part's first word stands for; None without the part."""
        token = self.token(name)
        return self.lexicon.values.get(token.lower) if token else None

    def integer(self, name: str) -> int | None:
        """A part of one token as a whole number: '4', '4th', 'fourth'."""
        token = self.token(name)
        if token is None:
            return None
        digits = token.lower.rstrip("stndrh")
        if digits.isdigit():
            return int(digits)
        if token.lower == "second":
            return 2
        known = self.lexicon.values.get(token.lower)
        return known if isinstance(known, int) else None

    def count(self, name: str) -> float | None:
        """A part that is a number in figures or words ('25', 'twenty-five', 'two hundred')."""
        span = self.span(name)
        if span is None:
            return None
        total = 0.0
        for token in self.document.tokens[span[0] : span[1]]:
            known = self.lexicon.values.get(token.lower)
            if token.lower[0].isdigit():
                figure = token.lower.replace(",", "")
                if not figure.replace(".", "", 1).isdigit():
                    return None  # "10–15"
                total += float(figure)
            elif isinstance(known, int):
                total = (total or 1) * known if known >= 100 or token.lower == "dozen" else total + known
        return total

    def words(self) -> Iterator[str]:
        for token in self.document.tokens[self.first : self.last]:
            yield token.lower

    def before(self, back: int = 1) -> str:
        """The word `back` tokens before the match, in the same sentence."""
        i = self.first - back
        return self.document.tokens[i].lower if i >= self.document.sentence_of(self.first).first else ""

    def after(self, ahead: int = 0) -> str:
        i = self.last + ahead
        return self.document.tokens[i].lower if i < self.document.sentence_of(self.first).last else ""

    def glued_before(self) -> bool:
        """Whether no space stands before the match."""
        return self.first > 0 and self.document.tokens[self.first - 1].end == self.document.tokens[self.first].start

    def quoted(self) -> bool:
        """Whether the match alone stands in quotation marks: a nickname."""
        return self.before() in ("“", '"', "``", "‘") and self.after() in ("”", '"', "''", "’")

    def hinted(self) -> bool:
        """Whether the language model, too, has a time here."""
        return any(self.labels.get(i) in ("DATE", "TIME") for i in range(self.first, self.last))

    def in_a_name(self) -> bool:
        """Whether the language model has a name across the match."""
        return any(self.labels.get(i, "DATE") not in NO_NAMES for i in range(self.first, self.last))

    def direction(self) -> int:
        return direction(self.document, self.first, self.last)
