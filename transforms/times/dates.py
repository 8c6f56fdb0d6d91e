"""Days and months of the calendar, with or without their year.

Each function here and in the modules beside it takes a match of a rule to its TIMEX3 value, or to None where the match is no time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from transforms.times.calendar import DAY, day_value, month_value
from transforms.times.reading import UNKNOWN_DATE, Reading, Value, relative
from transforms.times.tense import FUTURE, PAST

TIME_PREPOSITIONS = frozenset(
    (
        "in",
        "since",
        "by",
        "until",
        "till",
        "during",
        "from",
        "to",
        "of",
        "after",
        "before",
        "late",
        "early",
        "mid",
        "through",
        "between",
        "and",
        "or",
        "for",
        "last",
        "next",
        "this",
        "around",
        "about",
        "every",
        "circa",
        "that",
        "-",
        "–",
        "(",
    )
)


def date_(r: Reading) -> Value | None:
    """Day and month, with or without the year."""
    month, day = r.value("m"), r.integer("d")
    if day is None or not isinstance(month, int):
        return None
    year = r.integer("y")
    if year is None and r.span("yy"):
        short = r.integer("yy") or 0
        year = 1900 + short if short >= 32 else None
    if year is not None:
        return _valid(year, month, day)
    if r.span("ry"):
        return _in_year_beside(r, lambda year: _valid(year, month, day))
    if r.published is None:
        return UNKNOWN_DATE
    weekday = r.value("wd")
    candidates = [made for made in (_day(r.published.year + n, month, day) for n in (-1, 0, 1)) if made]
    if weekday:
        candidates = [made for made in candidates if made.isoweekday() == weekday] or candidates
    if not candidates:
        return None
    return relative(day_value(_nearest(candidates, r.published, r.direction())))


def _in_year_beside(r: Reading, made: Callable[[int], Value | None]) -> Value | None:
    """The value in a year that is told by its distance: '18 July last year', 'May of this year'."""
    if r.value("yu") != "Y":
        return None
    value = made(r.published.year + r.value("ry")) if r.published else UNKNOWN_DATE
    return value and value._replace(basis="published" if value.value else "text")


def _valid(year: int, month: int, day: int) -> Value | None:
    made = _day(year, month, day)
    return Value(day_value(made)) if made else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(days: list[date], published: date, tense: int) -> date:
    """The nearest of some days on the side that the tense says; a day before tomorrow counts as past, since clocks differ."""
    fitting = [day for day in days if (tense != PAST or day <= published + DAY) and (tense != FUTURE or day >= published)]
    return min(fitting or days, key=lambda day: abs(day - published))


def numeric_date(r: Reading) -> Value | None:
    """'2026-03-14', '25/12/2025'. Where day and month could change places it is not known which is which."""
    if r.span("y"):
        tokens = r.document.tokens[r.first : r.last]
        if tokens[-1].end - tokens[0].start != sum(len(token.text) for token in tokens):
            return None
        return _valid(r.integer("y") or 0, r.integer("m") or 0, r.integer("d") or 0)
    if r.span("iso"):
        day, _, clock = r.word("iso").partition("t")
        found = _valid(*(int(part) for part in day.split("-")))
        return Value(f"{found.value}T{clock.upper()[:5]}", "TIME") if found and clock else found
    parts = [int(part) for part in re.split(r"[/.]", r.word("slash"))]
    if parts[0] > 31:
        return _valid(*parts)
    one, two, year = parts
    year += (2000 if year < 50 else 1900) if year < 100 else 0
    readings = {made for made in (_day(year, one, two), _day(year, two, one)) if made}
    if not readings:
        return None
    return Value(day_value(readings.pop())) if len(readings) == 1 else UNKNOWN_DATE


def month(r: Reading) -> Value | None:
    number, year = r.value("m"), r.integer("y")
    if year is not None:
        return Value(month_value(year, number)) if _plausible(year) else None
    if r.span("same"):
        day = r.context.latest
        return Value(month_value(day.year, number), basis="context") if day else UNKNOWN_DATE
    if r.span("ry"):
        return _in_year_beside(r, lambda year: Value(month_value(year, number)))
    rel = r.value("r")
    if rel is None and (r.in_a_name() or r.quoted() or not _month_is_meant(r)):
        return None
    if r.published is None:
        return UNKNOWN_DATE
    here = r.published.year * 12 + r.published.month - 1
    options = [year * 12 + number - 1 for year in (r.published.year - 1, r.published.year, r.published.year + 1)]
    if rel == -1:
        chosen = max(option for option in options if option < here)
    elif rel == 1:
        chosen = min(option for option in options if option > here)
    elif rel == 0:
        chosen = options[1]
    else:
        tense = r.direction()
        fitting = [option for option in options if (tense != PAST or option <= here) and (tense != FUTURE or option >= here)]
        chosen = min(fitting, key=lambda option: (abs(option - here), option))
    return relative(month_value(chosen // 12, chosen % 12 + 1))


def _month_is_meant(r: Reading) -> bool:
    """Whether a month's name by itself is the month: 'in May', 'the May vote', not Theresa May."""
    token = r.token("m")
    assert token is not None
    if token.lower not in ("may", "march", "april", "june", "august", "jan", "mar", "dec"):
        return token.text[0].isupper()
    if r.before() and r.document.tokens[r.first - 1].tag == "NNP":
        return False
    return (r.before() in TIME_PREPOSITIONS - {"to", "of", "and", "for", "about", "-", "–", "("}) or r.last - r.first > 1 or r.hinted()


def _plausible(year: int) -> bool:
    return 1500 <= year <= 2199
