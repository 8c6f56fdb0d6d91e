"""The calendar: what days a TIMEX3 value covers, and the values of days, weeks, months and years."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

DAY = timedelta(days=1)
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month by the meteorological reckoning of the north; 14 is February of the next year."""
VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)(?:-(?P<weekday>WE|[1-7]))?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?(?:T.*)?$"
)
DECADE = re.compile(r"(\d{3})X?$")
CENTURY = re.compile(r"(\d\d)(?:XX)?$")


class Cover(NamedTuple):
    """The days from `begin` to `until`, both included, and the smallest of day, week, month and year that can hold them."""

    begin: date | None
    until: date | None
    precision: str


NOTHING = Cover(None, None, "none")


@lru_cache(maxsize=4096)
def cover(value: str) -> Cover:
    """The days of a TIMEX3 value; nothing for durations, sets, vague references and days that are not in the calendar."""
    found = VALUE.match(value)
    try:
        if found:
            return _cover(found)
        if decade := DECADE.match(value):
            return Cover(date(int(decade[1]) * 10, 1, 1), date(int(decade[1]) * 10 + 9, 12, 31), "none")
        if century := CENTURY.match(value):
            return Cover(date(int(century[1]) * 100, 1, 1), date(int(century[1]) * 100 + 99, 12, 31), "none")
    except ValueError:
        pass
    return NOTHING


def _cover(found: re.Match[str]) -> Cover:
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return Cover(day, day, "day")
    if found["month"]:
        return Cover(*months(year, int(found["month"]), int(found["month"])), "month")
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekday"] == "WE":
            return Cover(monday + 5 * DAY, monday + 6 * DAY, "week")
        if found["weekday"]:
            day = monday + (int(found["weekday"]) - 1) * DAY
            return Cover(day, day, "day")
        return Cover(monday, monday + 6 * DAY, "week")
    if found["quarter"]:
        return Cover(*months(year, 3 * int(found["quarter"]) - 2, 3 * int(found["quarter"])), "year")
    if found["half"]:
        return Cover(*months(year, 6 * int(found["half"]) - 5, 6 * int(found["half"])), "year")
    if found["season"]:
        return Cover(*months(year, *SEASONS[found["season"]]), "year")
    return Cover(date(year, 1, 1), date(year, 12, 31), "year")


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of one month and last day of another; months beyond 12 are of the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def day_value(day: date) -> str:
    return day.isoformat()


def week_value(day: date) -> str:
    """ISO week: the one that holds the year's first Thursday is the first."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(year: int, month: int) -> str:
    """Month `month` counted from January of `year`; it may lie before or after that year."""
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def shifted(day: date, unit: str, count: int) -> str | None:
    """Value of the calendar unit that lies `count` units from the one that `day` is in; None for what the calendar has no unit of."""
    try:
        if unit == "D":
            return day_value(day + count * DAY)
        if unit in ("W", "2W"):
            return week_value(day + (14 if unit == "2W" else 7) * count * DAY)
        if unit == "WE":
            return week_value(day + 7 * count * DAY) + "-WE"
        if unit == "M":
            return month_value(day.year, day.month + count)
        if unit == "Q":
            quarter = day.year * 4 + (day.month - 1) // 3 + count
            return f"{quarter // 4:04d}-Q{quarter % 4 + 1}"
        if unit == "Y":
            return f"{day.year + count:04d}"
        if unit == "DE":
            return f"{day.year // 10 + count:03d}X"
        if unit == "CE":
            return f"{day.year // 100 + count:02d}XX"
    except OverflowError:
        pass
    return None


def ago(day: date, unit: str, count: float) -> str | None:
    """Value of `count` units from `day`: years and months keep that grain, and decades count as years."""
    if unit in ("DE", "CE"):
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    if count != int(count):
        if unit != "Y":
            return None
        count, unit = round(count * 12), "M"
    value = shifted(day, unit, int(count))
    return value if value is not None and re.match(r"(1\d|2[01])\d\d", value) else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` weekday (1 Monday … 7 Sunday) of a month; -1 is its last."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - ((last.isoweekday() - weekday) % 7) * DAY
    first = date(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY
