"""What time expressions say of days: which is the most precise, which cannot be of one event, and what an event has of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from transforms.document import Document
from transforms.records import Event, Timex

VAGUE_DAYS = 5
"""Days from which on a time expression is too wide to be a day off."""
LONGEST_OF_LEAD = 31
"""Days beyond which a time in the lead is what an event is compared with, not when it was."""


def width(time: Timex) -> int:
    """Days that a time expression covers."""
    return ((time.until or time.begin) - time.begin).days if time.begin else 10_000


def conflict(one: Timex, other: Timex) -> bool:
    """Whether two time expressions cannot be of one event: more than a day lies between them, or a week for vague ones."""
    if one.begin is None or other.begin is None:
        return False
    slack = 1 if width(one) < VAGUE_DAYS and width(other) < VAGUE_DAYS else 7
    return (one.begin - (other.until or other.begin)).days > slack or (other.begin - (one.until or one.begin)).days > slack


def is_vague(time: Timex) -> bool:
    """Whether a time expression gives no more than a year."""
    return time.begin is not None and width(time) > LONGEST_OF_LEAD


def best_time(times: Sequence[Timex]) -> Timex | None:
    """The most precise, and of those the one that most agree with, then the first."""
    dated = [time for time in times if time.begin is not None]
    if not dated:
        return times[0] if times else None
    votes: dict[date | None, int] = {}
    for time in dated:
        votes[time.begin] = votes.get(time.begin, 0) + 1
    return min(dated, key=lambda time: (max(width(time), 1), -votes[time.begin], time.start))


def dated(event: Event, time: Timex | None, basis: str) -> dict[str, Any]:
    """The date fields of an event."""
    if time is None:
        return {}
    if time.begin is None:
        return {"timex": time}
    return {
        "timex": time,
        "event_date": time.begin,
        "event_date_end": time.until or time.begin,
        "date_precision": time.precision if time.precision != "none" else event.date_precision,
        "date_basis": basis,
    }


def published(document: Document) -> dict[str, Any]:
    """The date fields of an event that is told as news of the day, with no day named."""
    if document.published is None:
        return {}
    day = document.published.date()
    return {"event_date": day, "event_date_end": day, "date_precision": "day", "date_basis": "published"}
