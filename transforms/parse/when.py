"""Timestamps as sources write them, to UTC."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from transforms.wire.dateline import month_number

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")
_FRACTION = re.compile(r"([.,]\d{6})\d+")
_SLASHES = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?=\D|$)")
_WORDS = re.compile(
    r"(?:\w+day,?\s)?(?:(?P<month1>[A-Za-z]{3,9})\.?\s(?P<day1>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year1>\d{4})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s(?P<month2>[A-Za-z]{3,9})\.?,?\s(?P<year2>\d{4}))(?:\D.*)?"
)
_ZONES = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
}
"""Hours from UTC of the zones that RFC 2822 and European papers name."""
_LIKE_A_DAY = range(19_000_101, 21_001_232)
"""Numbers that are a day without dashes (20310310), and no seconds since 1970 of anything that was news."""
_MILLISECONDS = 100_000_000_000
"""Epoch numbers from here on are milliseconds (in seconds, it is the year 5138)."""


def parse_when(value: object) -> datetime | None:
    """A moment as a naive datetime in UTC, midnight where only a day is given; None for what isn't one.

    Understands ISO 8601 (also in the compact form of NITF, with a space for the T, and with slashes), RFC 2822, days in English words, and
    seconds or milliseconds since 1970. A time without a zone is taken as UTC. Days such as 3/10/2031, which mean two things, are none.
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _epoch(float(value))
    text = str(value).strip()
    return _iso(text) or _compact(text) or _mail(text) or _in_words(text)


def _utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except OverflowError:
        return None


def _epoch(number: float) -> datetime | None:
    if not math.isfinite(number) or number < 86_400:
        return None
    if number in _LIKE_A_DAY and (day := _compact(str(int(number)))):
        return day
    seconds = number / 1000 if number >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    text = _SLASHES.sub(lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", text)
    if not _ISO.fullmatch(text):
        return None
    text = _FRACTION.sub(r"\1", text)
    head, space, zone = text.rpartition(" ")
    if space and zone.upper() in _ZONES:
        text = f"{head}{_ZONES[zone.upper()]:+03d}:00"
    elif space and zone[:1] in "+-" and ":" in head:
        text = head + zone
    try:
        return _utc(datetime.fromisoformat(text))
    except ValueError:
        return None


def _in_words(text: str) -> datetime | None:
    """The day of 'March 10, 2031' or '10 March 2031'; a time after it is left out, since its zone is not told."""
    found = _WORDS.fullmatch(text[:80])
    month = month_number(found["month1"] or found["month2"]) if found else None
    if not found or not month:
        return None
    try:
        return datetime(int(found["year1"] or found["year2"]), month, int(found["day1"] or found["day2"]))  # noqa: DTZ001 - all our times are UTC
    except ValueError:
        return None


def _compact(text: str) -> datetime | None:
    found = _COMPACT.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups(default="")
    try:
        return _utc(datetime.fromisoformat(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"))
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    if len(text) > 60:
        return None
    try:
        return _utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
