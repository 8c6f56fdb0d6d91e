"""Days and weeks near the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from transforms.times.calendar import DAY, Cover, day_value, shifted
from transforms.times.reading import UNKNOWN_DATE, Reading, Value, relative
from transforms.times.tense import FUTURE, UNKNOWN

NAMED_WEEKDAYS = frozenset(("super", "black", "bloody", "cyber", "giving", "fat", "shrove", "maundy", "holy"))
"""What makes a weekday the name of a day of its own: 'Black Friday'."""


NTH = frozenset(("first", "second", "third", "fourth", "last"))
MOST_WEEKS = 52
"""More than so many weekdays ago is nobody's way to give a date."""
PART_OF_A_YEAR = frozenset(
    ("first", "second", "third", "fourth", "fifth", "sixth", "rest", "most", "much", "half", "part", "months", "weeks")
)


def today(r: Reading) -> Value | None:
    published, word, shift = r.published, r.word("t"), r.value("t")
    kind = "TIME" if r.span("p") or isinstance(shift, str) else "DATE"
    token = r.token("t")
    within = token is not None and token.i > r.document.sentence_of(token.i).first and r.before().isalpha()
    if r.quoted() or (within and token is not None and token.text.istitle()):
        return None  # the programme, the newspaper
    if word == "overnight" and token is not None and token.tag == "JJ" and token.dep in ("amod", "compound") and not r.hinted():
        return None
    if published is None:
        return Value(None, kind)
    if isinstance(shift, str):
        night = Cover(published - DAY, published, "day") if word == "overnight" else None
        return relative(f"{day_value(published)}T{shift}", "TIME", night)
    day = day_value(published + shift * DAY)
    part = r.value("p")
    return relative(f"{day}T{part}" if part else day, kind)


def part_of_day(r: Reading) -> Value | None:
    """'last night', 'this morning'; 'the night of' and 'the early hours of' wait for their day, as a clock does."""
    if r.span("of"):
        return Value(None, "TIME", clock=f"T{r.value('of')}")
    if r.span("mod"):
        return Value(None, "TIME", clock="TMO") if r.value("u") == "TH" and r.word("mod") == "early" else None
    part, shift = r.value("p"), r.value("r")
    if shift == -1 and part not in ("NI", "EV"):
        return None
    if r.published is None:
        return Value(None, "TIME")
    return relative(f"{day_value(r.published + shift * DAY)}T{part}", "TIME")


def weekday(r: Reading) -> Value | None:
    """A bare weekday is the day of publication where that is such a day, otherwise the nearest on the side that the verb's tense says."""
    part = r.value("p")
    if r.before() in NAMED_WEEKDAYS or _is_title(r):
        return None
    if r.after() == "of" and r.before() in NTH:
        return UNKNOWN_DATE  # "the first Monday of the month"
    words = list(r.words())
    if part is None:
        part = {"early": "MO", "late": "NI", "overnight": "NI"}.get(words[0])
    kind = "TIME" if part else "DATE"
    published = r.published
    if published is None:
        return Value(None, kind)
    rel = -1 if "past" in words else 1 if ("coming" in words or "upcoming" in words) else r.value("r")
    day = _weekday(published, r.value("wd"), rel, UNKNOWN if rel is not None else r.direction())
    return relative(day_value(day) + (f"T{part}" if part else ""), kind)


def _is_title(r: Reading) -> bool:
    """Whether the match begins a name: 'Sunday Morning Futures', 'the Monday Market'."""
    part, tokens = r.token("p"), r.document.tokens
    if r.last >= len(tokens) or not tokens[r.last].text.istitle() or not tokens[r.last].tag.startswith("NN"):
        return False
    return part.text.istitle() if part is not None else r.before() == "the" and r.last == r.first + 1


def _weekday(published: date, wanted: int, rel: int | None, tense: int) -> date:
    back = (published.isoweekday() - wanted) % 7
    if rel == -1:
        return published - (back or 7) * DAY
    if rel == 1:
        return published + ((7 - back) or 7) * DAY
    if rel == 0 or tense == FUTURE:
        return published + (-back % 7) * DAY
    return published - back * DAY


def weekday_of_week(r: Reading) -> Value | None:
    if r.span("ws"):
        count = r.count("c")
        if r.published is None or not count or count > MOST_WEEKS:
            return UNKNOWN_DATE
        return relative(day_value(_weekday(r.published, r.value("ws"), -1, UNKNOWN) - 7 * (int(count) - 1) * DAY))
    if r.value("u") != "W":
        return None
    if r.published is None:
        return UNKNOWN_DATE
    if r.span("ago"):
        return relative(day_value(_weekday(r.published, r.value("wd"), None, UNKNOWN) - 7 * DAY))
    monday = r.published - (r.published.isoweekday() - 1) * DAY
    return relative(day_value(monday + timedelta(weeks=r.value("r"), days=r.value("wd") - 1)))


def _is_this_year(r: Reading) -> bool:
    """Whether 'of the year' is the current one: 'the first strike of the year', not 'player of the year'."""
    if r.value("y") != "Y" or r.document.tokens[r.last - 1].text[0].isupper():
        return False
    begin = max(r.document.sentence_of(r.first).first, r.first - 6)
    return any(token.tag == "JJS" or token.lower in PART_OF_A_YEAR for token in r.document.tokens[begin : r.first])


def calendar_unit(r: Reading) -> Value | None:
    """'last week', 'earlier this year', 'the end of the month', 'the weekend'."""
    unit, rel = r.value("u") or r.value("y"), r.value("r")
    if r.span("y") and not _is_this_year(r):
        return None
    if unit in ("TH", "TM", "ML") or (unit == "D" and rel is not None):
        return None
    if rel is not None and r.before() in ("the", "his", "her", "their", "its", "my", "our") and next(iter(r.words())) in ("last", "next"):
        return None  # a span of time, or the last of its kind: "his last year"
    if r.published is None:
        return UNKNOWN_DATE
    if unit == "WE" and r.word("r") in ("coming", "upcoming"):
        rel = 0
    if unit == "WE" and rel is None:
        rel = 0 if r.published.isoweekday() >= 6 or r.direction() == FUTURE else -1
    return relative(shifted(r.published, unit, rel or 0))
