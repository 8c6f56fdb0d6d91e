"""Durations, and days that are counted by units from another."""

from __future__ import annotations

import re

from transforms.times.calendar import DAY, day_value, shifted
from transforms.times.calendar import ago as units_from
from transforms.times.reading import UNKNOWN_DATE, Reading, Value, relative

HYPHENED = re.compile(r"\d+[-–]\d+")
VAGUE = frozenset(("several", "few", "many", "numerous", "dozens", "hundreds", "thousands", "scores"))
APPROXIMATE = ("about", "almost", "nearly", "roughly", "approximately", "around", "some", "only", "just", "more", "less", "at")


def amount(unit: str, count: float | None) -> str:
    """A duration's value: 'P3D', 'PT30M', 'PXY' where the number is not known."""
    unit, count = ("W", count and 2 * count) if unit == "2W" else (unit, count)
    scale = {"DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if scale and count is not None:
        unit, count = "Y", count * scale
    figure = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    if unit[0] == "T":
        return f"PT{figure}{unit[1:]}"
    return f"P{figure}{unit}"


def _unit(r: Reading) -> str:
    return str(r.value("u"))


def _how_many(r: Reading) -> float | None:
    """The number before a unit; None where it is vague. 'a couple' is two."""
    words = set(r.words())
    count = r.count("c")
    if count is None and "couple" in words:
        count = 2
    if count is None and not words & VAGUE and r.document.tokens[r.first].lower in ("a", "an", *APPROXIMATE):
        count = 1
    if r.span("h"):
        count = (count or 0) + 0.5 if "and" in words else 0.5
    return count


def span_of_units(r: Reading) -> Value | None:
    """'the past two years', 'the next decade': as long as that, up to the day of publication or from it."""
    unit = _unit(r)
    counted = len(set(r.words()) & {"several", "few", "couple", "many", "dozens"}) > 0 or r.span("c") is not None
    rel = r.word("r")
    if not counted:
        token = r.token("u")
        plural = token is not None and token.tag == "NNS"
        if unit in ("D", "TH", "TM", "TS") and rel != "past":
            return None
        return Value(amount(unit, None if plural else 1), "DURATION")
    return Value(amount(unit, _how_many(r)), "DURATION")


def ago(r: Reading) -> Value | None:
    unit, count = _unit(r), _how_many(r)
    if count is None:
        return Value("PAST_REF")
    if r.published is None:
        return UNKNOWN_DATE
    if unit[0] == "T":
        return Value(None, "TIME")
    return relative(units_from(r.published, unit, -count))


def from_now(r: Reading) -> Value | None:
    count = _how_many(r)
    if count is None:
        return Value("FUTURE_REF")
    if r.published is None or _unit(r)[0] == "T":
        return UNKNOWN_DATE
    return relative(units_from(r.published, _unit(r), count))


def later(r: Reading) -> Value | None:
    """'two days later': counted from a day that the text has just named, or else only as long as it says."""
    unit, count = _unit(r), _how_many(r)
    if count is None and r.document.tokens[r.first].tag != "NNS" and not set(r.words()) & VAGUE:
        count = 1  # "the year-earlier figure"
    start = r.context.day if unit in ("D", "W", "2W") else r.context.latest
    if start is None or count is None or unit[0] == "T":
        return Value(amount(unit, count), "DURATION")
    return Value(units_from(start, unit, r.value("s") * count), "DATE", "context")


def context_unit(r: Reading) -> Value | None:
    """'the next day', 'that year', 'the night before', counted from a day that the text has just named."""
    unit, part = r.value("u"), r.value("p")
    shift = -1 if r.span("b") else r.value("r")
    if unit and (unit[0] == "T" or unit in ("DE", "CE", "ML")):
        return None
    if r.word("b") == "after":
        shift = 1
    elif r.word("b") == "beforehand":
        shift = -1
    if r.word("r") == "next" and r.document.tokens[r.first].lower != "the":
        return None
    kind = "TIME" if part else "DATE"
    start = r.context.day if part or unit == "D" else r.context.latest
    if start is None:
        return Value(None, kind)
    if part:
        return Value(f"{day_value(start + shift * DAY)}T{part}", kind, "context")
    return Value(shifted(start, unit, shift), kind, "context")


def duration(r: Reading) -> Value | None:
    unit, words = _unit(r), list(r.words())
    if r.span("q"):
        return Value("P25Y", "DURATION") if unit == "CE" else None
    if r.span("a") and not r.span("h") and not _is_length(r):
        return None
    if r.after() == "-" and r.after(1) in ("old", "olds"):
        return None
    if words[:2] == ["one", "day"] and not _is_length(r):
        return None
    token = r.token("u")
    if unit == "Q" or (
        unit == "TS" and token is not None and token.lower == "second" and words[0] not in ("one", "1", "half") and "-" not in words
    ):
        return None
    if r.span("h") and not r.span("c") and not r.span("a"):
        minutes = {"TH": ("TM", 30.0), "TM": ("TS", 30.0), "DE": ("Y", 5.0), "CE": ("Y", 50.0), "Y": ("M", 6.0), "D": ("TH", 12.0)}.get(
            unit
        )
        if "and" not in words and minutes:
            return Value(amount(*minutes), "DURATION")
    if r.span("lo"):
        return Value(amount(unit, None), "DURATION")  # "two to three weeks": neither number is the length
    count = _how_many(r)
    if count is None and r.span("c") and not HYPHENED.fullmatch(r.word("c")):
        return None
    return Value(amount(unit, count), "DURATION")


def _is_length(r: Reading) -> bool:
    """Whether 'a year' is how long something lasts, rather than a rate ('$3 a year', 'twice a week')."""
    before = r.before()
    if before in (
        "for",
        "in",
        "after",
        "within",
        "over",
        "than",
        "about",
        "nearly",
        "almost",
        "just",
        "of",
        "at",
        "under",
        "lasted",
        "took",
        "took",
        "takes",
        "last",
        "spent",
        "only",
        "least",
        "to",
        "once",
    ) and before not in ("once", "at"):
        return True
    return r.after() in ("after", "before", "later", "earlier", "from", "since")


def bare_units(r: Reading) -> Value | None:
    unit, words = _unit(r), list(r.words())
    if r.span("l"):
        plural = words[0].endswith("s")
        if words[-1] == "long" or (plural and words[-1] == "old" and r.before() != "-"):
            return Value(amount(unit, None if plural else 1), "DURATION")
        return None
    if r.after() in ("-", "–"):
        return Value(amount(unit, None), "DURATION") if r.after(1) in ("long", "old") else None
    if r.after() == "of" and (
        r.after(1) == "age" or r.before() in ("the", "those", "these", "his", "her", "opening", "business", "school")
    ):
        return None
    return Value(amount(unit, None), "DURATION")


def nights(r: Reading) -> Value | None:
    """'one night after', 'three nights': as many days."""
    count = r.count("c")
    return Value(amount("D", count), "DURATION") if count and r.value("p") == "NI" and r.word("p") != "dusk" else None


def long(r: Reading) -> Value | None:
    unit = _unit(r)
    return Value(amount(unit.removeprefix("X"), None if unit[0] == "X" else 1), "DURATION")


def length(r: Reading) -> Value | None:
    hours, minutes, seconds = (int(part) for part in r.word("t").split(":"))
    if r.before() not in ("in", "of", "by", "time"):
        return None
    return Value(f"PT{hours}H{minutes}M{seconds}S" if hours else f"PT{minutes}M{seconds}S", "DURATION")
