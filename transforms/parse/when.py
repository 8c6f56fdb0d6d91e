"""Timestamps as sources write them, to UTC."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")
_FRACTION = re.compile(r"([.,]\d{6})\d+")
_MILLISECONDS = 100_000_000_000
"""Epoch numbers from here on are milliseconds (in seconds, it is the year 5138)."""


def parse_when(value: object) -> datetime | None:
    """A moment as a naive datetime in UTC, midnight where only a day is given; None for what isn't one.

    Understands ISO 8601 (also in the compact form of NITF and with a space for the T), RFC 2822, and seconds or milliseconds since 1970.
    A time without a zone is taken as UTC.
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _epoch(float(value))
    text = str(value).strip()
    return _iso(text) or _compact(text) or _mail(text)


def _utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except OverflowError:
        return None


def _epoch(number: float) -> datetime | None:
    if not math.isfinite(number) or number < 86_400:
        return None
    seconds = number / 1000 if number >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    if not _ISO.fullmatch(text):
        return None
    text = _FRACTION.sub(r"\1", text).replace(" UTC", "+00:00").replace(" GMT", "+00:00")
    head, space, zone = text.rpartition(" ")
    if space and zone[:1] in "+-" and ":" in head:
        text = head + zone
    try:
        return _utc(datetime.fromisoformat(text))
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
