"""Holidays by name, and the days that they fall on."""

from __future__ import annotations

import re
from datetime import date

from transforms.document import Document
from transforms.times import calendar
from transforms.times.calendar import DAY
from transforms.times.lexicon import TimeLexicon
from transforms.times.reading import Found, Value
from transforms.times.tense import FUTURE, PAST, direction


def holiday(reckoning: str, year: int) -> date:
    """The day of a holiday in a year, as seeds/times/holidays.yml reckons it."""
    if reckoning.startswith("easter"):
        return calendar.easter(year) + int(reckoning[6:]) * DAY
    parts = re.fullmatch(r"(?:(\d{4})-)?(\d\d)-(?:(\d)-(-?\d)|(\d\d))", reckoning)
    if parts is None:
        raise ValueError(f"times/holidays: cannot read {reckoning!r}")
    if parts[1]:
        year = int(parts[1])
    if parts[3]:
        return calendar.nth_weekday(year, int(parts[2]), int(parts[3]), int(parts[4]))
    return date(year, int(parts[2]), int(parts[5]))


def find_holidays(document: Document, lexicon: TimeLexicon, published: date | None) -> list[Found]:
    """Every holiday that is named, its year as stated or the nearest on the side that the tense says."""
    found = []
    names, tokens = lexicon.holidays, document.tokens
    for token in document.of_words(names):
        if not (token.text[0].isupper() or token.lower[0].isdigit()):
            continue
        for words, reckoning in names[token.lower]:
            last = token.i + len(words)
            if last <= len(tokens) and all(tokens[token.i + k].lower == word for k, word in enumerate(words)):
                found.append(_holiday(document, token.i, last, reckoning, published))
                break
    return found


def _holiday(document: Document, first: int, last: int, reckoning: str, published: date | None) -> Found:
    tokens = document.tokens
    after = tokens[last].text if last < len(tokens) else ""
    if reckoning[:4].isdigit():
        return Found(first, last, "holiday", Value(holiday(reckoning, 0).isoformat()))
    if after.isdigit() and len(after) == 4:
        return Found(first, last + 1, "holiday", Value(holiday(reckoning, int(after)).isoformat()))
    if published is None:
        return Found(first, last, "holiday", Value(None))
    tense = direction(document, first, last)
    days = [holiday(reckoning, published.year + n) for n in (-1, 0, 1)]
    days = [day for day in days if (tense != PAST or day <= published + DAY) and (tense != FUTURE or day >= published)]
    return Found(first, last, "holiday", Value(min(days, key=lambda day: abs(day - published)).isoformat(), "DATE", "published"))
