"""From the parts of a match to its TIMEX3 value. Each function answers None where the match is no time after all.

Relative expressions are reckoned from the day of publication; without one their value stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from transforms.times import calendar
from transforms.times.calendar import DAY, Cover, day_value, month_value, shifted
from transforms.times.calendar import ago as units_from
from transforms.times.reading import Reading, Value
from transforms.times.tense import FUTURE, PAST, UNKNOWN

Function = Callable[[Reading], Value | None]
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
UNKNOWN_DATE = Value(None)
CLOCK_DIGITS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")


def relative(value: str | None, kind: str = "DATE", days: Cover | None = None) -> Value:
    return Value(value, kind, "published" if value else "text", days=days)


# --- dates of the calendar ----------------------------------------------------------------------------------------------------


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
        day = r.context.day
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
    return (r.before() in TIME_PREPOSITIONS - {"to", "of", "and", "for", "about"}) or r.last - r.first > 1 or r.hinted()


def _plausible(year: int) -> bool:
    return 1500 <= year <= 2199


def year(r: Reading) -> Value | None:
    if r.span("t"):
        return Value(r.word("t")[-4:])
    number = r.integer("y") or 0
    if (
        not 1700 <= number <= 2150
        or r.before() in ("$", "£", "€", "#", "no.", "number", "at")
        or r.after() in ("%", "percent", "per", "million", "dollars", "block", "hours", "hrs")
    ):
        return None
    token = r.token("y")
    assert token is not None
    head = r.document.tokens[token.head]
    if r.before() in ("-", "–") and r.glued_before() and not r.before(2).isalpha() and not re.fullmatch(r"1[89]\d\d|20\d\d", r.before(2)):
        return None  # the end of a telephone number
    counts = token.dep == "nummod" and head.i > token.i and head.tag == "NNS" and (r.before() in APPROXIMATE or not r.hinted())
    if counts:
        return None
    if not (r.hinted() or r.before() in TIME_PREPOSITIONS or r.last - r.first > 1 or (1900 <= number <= 2050 and _stands_free(r))):
        return None
    return Value(f"{number:04d}")


def _stands_free(r: Reading) -> bool:
    """Whether a bare year is neither labelled as something else nor part of a name ('Euro 2026')."""
    token = r.document.tokens[r.first]
    return token.dep in ("npadvmod", "pobj", "nmod", "compound", "appos") and not any(
        span.first <= token.i < span.last for span in r.document.model_names
    )


def year_tail(r: Reading) -> Value | None:
    """The second year of '1957-58'."""
    start, tail = r.integer("y"), r.word("t")
    tokens = r.document.tokens
    if (
        start is None
        or len(tail) != 2
        or tokens[r.first - 1].start != tokens[r.first - 2].end
        or tokens[r.first].start != tokens[r.first - 1].end
    ):
        return None
    full = start // 100 * 100 + int(tail)
    return Value(f"{full:04d}") if start < full <= start + 15 else None


def decade(r: Reading) -> Value | None:
    word = r.word("t")
    known = r.value("t")
    if isinstance(known, int):
        return Value(f"{known // 10}X") if r.before() != "" or next(iter(r.words())) == "the" else None
    digits = re.sub(r"\D", "", word)
    if len(digits) == 4:
        return Value(f"{digits[:3]}X")
    first = r.document.tokens[r.first].lower
    if r.before() in ("his", "her", "their", "my", "mid", "early", "late", "-") or first not in ("the", "'", "’", "‘") or int(digits) < 20:
        return None
    return Value(f"19{digits[0]}X")


def century(r: Reading) -> Value | None:
    if r.value("u") != "CE":
        return None
    number = r.integer("o")
    return Value(f"{number - 1:02d}XX") if number and number <= 22 else None


def part_of_year(r: Reading) -> Value | None:
    """Quarters and halves of years."""
    nth = r.integer("o") or 0
    half = bool(r.span("h"))
    if not 1 <= nth <= (2 if half else 4):
        return None
    label = "H" if half else "Q"
    stated = r.integer("y")
    if stated is not None:
        return Value(f"{stated:04d}-{label}{nth}")
    shift = r.value("r2") if r.span("r2") else r.value("r")
    if not half and shift is None and r.after() in ("of", "final", "finals", "back", "when", "and") and not r.hinted():
        return None
    if r.published is None:
        return UNKNOWN_DATE
    year = r.published.year
    if shift is not None:
        return relative(f"{year + shift:04d}-{label}{nth}")
    if not half and r.direction() != FUTURE and nth > (r.published.month - 1) // 3 + 1:
        year -= 1
    return relative(f"{year:04d}-{label}{nth}")


def fiscal_year(r: Reading) -> Value | None:
    """A year of accounts. When it begins depends on whose it is, so the days that it covers are not known."""
    nothing = calendar.NOTHING
    stated = r.integer("y")
    if stated is not None:
        return Value(f"{stated:04d}", days=nothing)
    shift = r.value("r")
    if shift is None or r.value("u") != "Y":
        return None
    return relative(f"{r.published.year + shift:04d}", days=nothing) if r.published else UNKNOWN_DATE


def season(r: Reading) -> Value | None:
    name, stated = r.value("s"), r.integer("y")
    if stated is not None:
        return Value(f"{stated:04d}-{name}")
    if r.published is None:
        return UNKNOWN_DATE
    first_month = calendar.SEASONS[name][0]
    here, rel = r.published, r.value("r")
    began = [year for year in (here.year - 1, here.year) if date(year, first_month, 1) <= here][-1]
    inside = here <= calendar.months(began, *calendar.SEASONS[name])[1]
    if rel == -1:
        chosen = began - 1 if inside and name != "WI" else began
    elif rel == 1:
        chosen = began + 1
    elif rel == 0:
        chosen = began if inside or r.direction() == PAST else began + 1
    else:
        chosen = began if inside or r.direction() != FUTURE else began + 1
    return relative(f"{chosen:04d}-{name}")


# --- days near the day of publication -----------------------------------------------------------------------------------------


def today(r: Reading) -> Value | None:
    published, word, shift = r.published, r.word("t"), r.value("t")
    kind = "TIME" if r.span("p") or isinstance(shift, str) else "DATE"
    if word == "overnight":
        token = r.token("t")
        if token is not None and token.tag == "JJ" and token.dep in ("amod", "compound") and not r.hinted():
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
    """'last night', 'this morning'."""
    part, shift = r.value("p"), r.value("r")
    if shift == -1 and part not in ("NI", "EV"):
        return None
    if r.published is None:
        return Value(None, "TIME")
    return relative(f"{day_value(r.published + shift * DAY)}T{part}", "TIME")


def weekday(r: Reading) -> Value | None:
    """A bare weekday is the day of publication where that is such a day, otherwise the nearest on the side that the verb's tense says."""
    part = r.value("p")
    words = list(r.words())
    if part is None and words[0] in ("early", "late"):
        part = "MO" if words[0] == "early" else "NI"
    kind = "TIME" if part else "DATE"
    published = r.published
    if published is None:
        return Value(None, kind)
    rel = -1 if "past" in words else 1 if ("coming" in words or "upcoming" in words) else r.value("r")
    day = _weekday(published, r.value("wd"), rel, UNKNOWN if rel is not None else r.direction())
    return relative(day_value(day) + (f"T{part}" if part else ""), kind)


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
    if r.value("u") != "W":
        return None
    if r.published is None:
        return UNKNOWN_DATE
    monday = r.published - (r.published.isoweekday() - 1) * DAY
    return relative(day_value(monday + timedelta(weeks=r.value("r"), days=r.value("wd") - 1)))


def calendar_unit(r: Reading) -> Value | None:
    """'last week', 'earlier this year', 'the end of the month', 'the weekend'."""
    unit, rel = r.value("u"), r.value("r")
    if unit in ("TH", "TM", "ML") or (unit == "D" and rel is not None):
        return None
    if rel is not None and r.before() in ("the", "his", "her", "their", "its", "my", "our") and next(iter(r.words())) in ("last", "next"):
        return None  # a span of time, or the last of its kind: "his last year"
    if r.published is None:
        return UNKNOWN_DATE
    if unit == "WE" and rel is None:
        rel = 0 if r.published.isoweekday() >= 6 or r.direction() == FUTURE else -1
    return relative(shifted(r.published, unit, rel or 0))


# --- reckoning by units -------------------------------------------------------------------------------------------------------


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
    if (
        count is None
        and not words & {"several", "few", "many", "numerous", "dozens", "hundreds", "thousands", "scores"}
        and r.document.tokens[r.first].lower in ("a", "an", *APPROXIMATE)
    ):
        count = 1
    if r.span("h"):
        count = (count or 0) + 0.5 if "and" in words else 0.5
    return count


APPROXIMATE = ("about", "almost", "nearly", "roughly", "approximately", "around", "some", "only", "just", "more", "less", "at")


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
    if r.published is None or count is None or _unit(r)[0] == "T":
        return UNKNOWN_DATE
    return relative(units_from(r.published, _unit(r), count))


def later(r: Reading) -> Value | None:
    """'two days later': counted from a day that the text has just named, or else only as long as it says."""
    unit, count = _unit(r), _how_many(r)
    if r.context.day is None or count is None or unit[0] == "T":
        return Value(amount(unit, count), "DURATION")
    return Value(units_from(r.context.day, unit, r.value("s") * count), "DATE", "context")


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
    if r.context.day is None:
        return Value(None, kind)
    if part:
        return Value(f"{day_value(r.context.day + shift * DAY)}T{part}", kind, "context")
    return Value(shifted(r.context.day, unit, shift), kind, "context")


def duration(r: Reading) -> Value | None:
    unit, words = _unit(r), list(r.words())
    if r.span("a") and not r.span("h") and not _is_length(r):
        return None
    if r.after() == "-" and r.after(1) in ("old", "olds"):
        return None
    if words[:2] == ["one", "day"] and not _is_length(r):
        return None
    token = r.token("u")
    if unit == "Q" or (unit == "TS" and token is not None and token.lower == "second" and words[0] not in ("one", "1", "half")):
        return None
    if r.span("h") and not r.span("c") and not r.span("a"):
        minutes = {"TH": ("TM", 30.0), "TM": ("TS", 30.0), "DE": ("Y", 5.0), "CE": ("Y", 50.0), "Y": ("M", 6.0), "D": ("TH", 12.0)}.get(
            unit
        )
        if "and" not in words and minutes:
            return Value(amount(*minutes), "DURATION")
    count = _how_many(r)
    if count is None and r.span("c"):
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
        return Value(amount(unit, None), "DURATION") if words[-1] == "old" else None
    if r.after() in ("-", "–"):
        return Value(amount(unit, None), "DURATION") if r.after(1) in ("long", "old") else None
    if r.after() == "of" and (
        r.after(1) == "age" or r.before() in ("the", "those", "these", "his", "her", "opening", "business", "school")
    ):
        return None
    return Value(amount(unit, None), "DURATION")


def long(r: Reading) -> Value | None:
    return Value(amount(_unit(r), 1), "DURATION")


def length(r: Reading) -> Value | None:
    hours, minutes, seconds = (int(part) for part in r.word("t").split(":"))
    if r.before() not in ("in", "of", "by", "time"):
        return None
    return Value(f"PT{hours}H{minutes}M{seconds}S" if hours else f"PT{minutes}M{seconds}S", "DURATION")


# --- habits, references, the clock --------------------------------------------------------------------------------------------

SETS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
    "TH": "XXXX-XX-XXTXX",
    "2W": "P2W",
    "DE": "XXX",
}


def every(r: Reading) -> Value | None:
    token, known = r.token("u"), r.value("u")
    assert token is not None
    count = r.count("c")
    if isinstance(known, int):
        name = token.lower[:3]
        is_day = name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        return Value(f"XXXX-WXX-{known}" if is_day else f"XXXX-{known:02d}", "SET")
    if known in ("MO", "AF", "EV", "NI"):
        return Value(f"XXXX-XX-XXT{known}", "SET")
    if count and count > 1:
        return Value(amount(known, count), "SET")
    return Value(SETS.get(known) or amount(known, 1), "SET")


def habit(r: Reading) -> Value | None:
    known = r.value("wd") or r.value("w") or r.value("t")
    if isinstance(known, int):
        return Value(f"XXXX-WXX-{known}", "SET")
    if known == "WE":
        return Value("XXXX-WXX-WE", "SET")
    token = r.token("t")
    if token is None or token.text[0].isupper() or (token.tag == "JJ" and token.dep in ("amod", "compound")) or token.tag in ("NN", "NNP"):
        return None
    return Value(str(known), "SET")


def reference(r: Reading) -> Value | None:
    """'now', 'recently', 'the future': before, at or after the time of writing, no more."""
    words = list(r.words())
    if "recent" in words:
        return Value("PAST_REF")
    if words[-1] == "past":
        return Value("PAST_REF") if r.after() in (",", ".", "", ";", "and", "but") else None
    known = str(r.value("t"))
    if words[-1] == "soon" and (r.before() == "as" or r.before() == "how" or r.after() in ("as", "after")):
        return None
    if words[-1] == "now" and r.after() in ("that", "-"):
        return None
    return Value(known)


def clock(r: Reading) -> Value | None:
    """A time of day; its day is found beside it or in the text before."""
    word, half = r.word("t"), r.value("a")
    if r.value("t") in ("12:00", "24:00"):
        return Value(None, "TIME", clock="T" + str(r.value("t")))
    zone = "Z" if r.value("z") == "Z" or word.endswith(("gmt", "utc")) else ""
    if len(word) >= 4 and word[:4].isdigit():
        hour, minute = int(word[:2]), int(word[2:4])
        u = r.token("u")
        if u is not None and u.lower not in ("hours", "hrs"):
            return None
        bare = r.last - r.first == 1 and word[0] != "0"
        if bare and r.last < len(r.document.tokens) and r.document.tokens[r.last].tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBG"):
            return None  # a house number
    else:
        found = CLOCK_DIGITS.match(word)
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        if word[-1] == "m" or word.endswith("m."):
            half = 12 if "p" in word else 0
    if hour > 24 or minute > 59 or (half is not None and not 1 <= hour <= 12 and hour < 13):
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    return Value(None, "TIME", clock=f"T{hour:02d}:{minute:02d}{zone}")


FUNCTIONS: dict[str, Function] = {
    "date": date_, "numeric_date": numeric_date, "month": month, "year": year, "year_tail": year_tail, "decade": decade, "century": century,
    "part_of_year": part_of_year, "fiscal_year": fiscal_year, "season": season, "today": today, "part_of_day": part_of_day, "weekday": weekday,
    "weekday_of_week": weekday_of_week, "calendar_unit": calendar_unit, "span_of_units": span_of_units, "ago": ago, "from_now": from_now,
    "later": later, "context_unit": context_unit, "duration": duration, "bare_units": bare_units, "long": long, "length": length, "every": every,
    "habit": habit, "reference": reference, "clock": clock,
}  # fmt: skip
"""The functions by the names that the rules use."""


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
