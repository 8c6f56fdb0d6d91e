"""Ages beside people: '22-year-old', 'Ann Reed, 34,', 'her children, aged 4, 7 and 11'."""

from __future__ import annotations

import re

AGE_BEFORE = re.compile(r"(\d{1,3})[\s‑-]+(year|month|week|day)s?[\s‑-]+old", re.IGNORECASE)
AGE_AFTER = re.compile(r"\s?,\s(?:aged |age |also )?(\d{1,3})\s?(?=[,.;)—–]|and |\Z)|\s?\((\d{1,3})\)")
AGE_LOOKAHEAD = 14
PARTS_OF_YEAR = {"year": 1, "month": 12, "week": 52, "day": 365}


def age_at(body: str, start: int, end: int) -> int | None:
    """Age in years, from '22-year-old' within the phrase or ', 22,' after it."""
    found = AGE_BEFORE.search(body, max(0, start - 1), end + 1)
    if found:
        return int(found[1]) // PARTS_OF_YEAR[found[2].lower()]
    found = AGE_AFTER.match(body, end, end + AGE_LOOKAHEAD)
    return int(found[1] or found[2]) if found else None
