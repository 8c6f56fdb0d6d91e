"""Years and their parts, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from transforms.times import calendar
from transforms.times.dates import TIME_PREPOSITIONS
from transforms.times.reading import UNKNOWN_DATE, Reading, Value, relative
from transforms.times.spans import APPROXIMATE
from transforms.times.tense import FUTURE, PAST


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
    if r.before() == "(" and r.after() not in (")", ",", "-", "–"):
        return None  # a house number, more likely
    if not (r.hinted() or r.before() in TIME_PREPOSITIONS or r.last - r.first > 1 or (1900 <= number <= 2050 and _stands_free(r))):
        return None
    return Value(f"{number:04d}")


def _stands_free(r: Reading) -> bool:
    """Whether a bare year is neither labelled as something else nor part of a name ('Euro 2026')."""
    token = r.document.tokens[r.first]
    return token.dep in ("npadvmod", "pobj", "nmod", "compound", "appos") and token.i not in r.labels


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
    name, stated, token = r.value("s"), r.integer("y"), r.token("s")
    if stated is not None:
        return Value(f"{stated:04d}-{name}")
    if token is not None and token.text.istitle() and token.i > r.document.sentence_of(token.i).first:
        return None  # part of a name
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
