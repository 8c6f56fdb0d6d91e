"""Finds the times of a document: matches of the rules, the longest first; their values in the order of the text; a clock joined to its day."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import zip_longest
from re import Match
from typing import NamedTuple

from transforms.document import Document
from transforms.records import Timex
from transforms.times.holidays import find_holidays
from transforms.times.lexicon import Rule, TimeLexicon
from transforms.times.reading import Context, Found, Reading, Value
from transforms.times.symbols import symbols_of
from transforms.times.tense import PAST, direction
from transforms.times.values import FUNCTIONS

CONTEXT_REACH = 2
"""Sentences for which a day that the text named still serves as what 'the next day' is counted from."""
CLOCK_REACH = 3
"""Sentences for which it still serves as the day of a time of day."""
JOINTS = frozenset(("on", "of", ",", "at", "about", "around", "shortly", "just", "before", "after", "the"))
UP_TO = frozenset(("to", "until", "till", "and", "or", "-", "–"))
JOINT_LENGTH = 2
"""Tokens that may stand between a clock and its day."""


class Candidate(NamedTuple):
    first: int
    last: int
    rule: Rule
    match: Match[str]
    """Within its island."""
    island: int
    """The first token of it."""


def find_times(document: Document, lexicon: TimeLexicon) -> tuple[Timex, ...]:
    """Every time expression of the document, in the order of the text; spans never overlap."""
    if not document.tokens:
        return ()
    symbols, borders = symbols_of(document, lexicon.symbols, lexicon.ambiguous)
    published = document.published.date() if document.published else None
    candidates = []
    for island in lexicon.islands.finditer(symbols):
        first = island.start() - bisect_left(borders, island.start())
        candidates += [
            Candidate(first + match.start(), first + match.end(), rule, match, first) for rule, match in lexicon.matches[island.group()]
        ]
    holidays = find_holidays(document, lexicon, published)
    found = _valued(document, lexicon, candidates, holidays, published)
    return tuple(_timex(document, one) for one in _with_days(document, _joined(document, found)))


def _valued(
    document: Document, lexicon: TimeLexicon, candidates: list[Candidate], holidays: list[Found], published: date | None
) -> list[Found]:
    """Values in the order of the text, since one may be counted from another. Where a match is no time after all, the next longest gets its turn."""
    by_first: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_first.setdefault(candidate.first, []).append(candidate)
    fixed = {one.first: one for one in holidays}
    found: list[Found] = []
    labels = {i: span.label for span in document.model_names for i in range(span.first, span.last)}
    context, free = Context(), 0
    for first in sorted({*by_first, *fixed}):
        if first < free:
            continue
        sentence = document.tokens[first].sentence
        recent = context if sentence - context.sentence <= CONTEXT_REACH else Context()
        one = fixed.get(first)
        for candidate in sorted(by_first.get(first, ()), key=lambda c: -c.last):
            if one is not None and candidate.last <= one.last:
                break
            value = FUNCTIONS[candidate.rule.value](
                Reading(document, lexicon, candidate.match, candidate.island, published, recent, labels)
            )
            if value is not None:
                one = Found(candidate.first, candidate.last, candidate.rule.id, value)
                break
        if one is None:
            continue
        found.append(one)
        free = one.last
        days = one.value.cover
        if days.precision != "none":
            context = Context(days.begin if days.precision == "day" else None, days.begin, sentence)
    return found


def _joined(document: Document, found: list[Found]) -> list[Found]:
    """A time of day and the day beside it as one: '9:30 p.m. on Saturday', 'Saturday at 9:30 p.m.'."""
    joined: list[Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before is not None and _beside(document, before, one):
            value = _day_and_clock(before.value, one.value) or _day_and_clock(one.value, before.value)
            if value is not None:
                joined[-1] = Found(before.first, one.last, before.rule if before.value.clock else one.rule, value)
                continue
        joined.append(one)
    return joined


def _beside(document: Document, before: Found, after: Found) -> bool:
    between = document.tokens[before.last : after.first]
    return (
        len(between) <= JOINT_LENGTH
        and document.tokens[before.last - 1].sentence == document.tokens[after.first].sentence
        and all(token.lower in JOINTS for token in between)
    )


def _day_and_clock(day: Value, clock: Value) -> Value | None:
    if clock.clock is None or day.clock is not None or day.type not in ("DATE", "TIME") or not _names_day(day):
        return None
    return replace_value(day, clock.clock)


def _names_day(value: Value) -> bool:
    return value.cover.precision == "day" or (value.value is None and value.type == "DATE")


def replace_value(day: Value, clock: str) -> Value:
    """The day's value with a time of day in place of any that it had."""
    if day.value is None:
        return Value(None, "TIME")
    return Value(day.value.partition("T")[0] + clock, "TIME", day.basis)


def _with_days(document: Document, found: list[Found]) -> list[Found]:
    """Times of day that stand alone get the day of the time that they run up to, or the last day that the text named shortly before them."""
    settled: list[Found] = []
    context = Context()
    for one, after in zip_longest(found, found[1:]):
        sentence = document.tokens[one.first].sentence
        if one.value.clock is not None:
            day = _day_it_runs_to(document, one, after)
            if day is None and _carries_on(document, one, context, sentence):
                day = context.day
            value = Value(f"{day.isoformat()}{one.value.clock}", "TIME", "context") if day else Value(None, "TIME")
            settled.append(one._replace(value=value))
            continue
        days = one.value.cover
        if days.precision == "day" and days.begin is not None:
            context = context._replace(day=days.begin, sentence=sentence)
        settled.append(one)
    return settled


def _day_it_runs_to(document: Document, clock: Found, after: Found | None) -> date | None:
    """The day of '5 p.m.' in 'from 5 p.m. to 7 p.m. Friday'."""
    if after is None or after.value.type != "TIME" or after.value.clock is not None:
        return None
    between = document.tokens[clock.last : after.first]
    return after.value.cover.begin if len(between) == 1 and between[0].lower in UP_TO else None


def _carries_on(document: Document, clock: Found, context: Context, sentence: int) -> bool:
    """Whether a time of day goes on with the day that was named: in the same sentence, or as the story goes on in the past."""
    if context.day is None or sentence - context.sentence > CLOCK_REACH:
        return False
    return sentence == context.sentence or direction(document, clock.first, clock.last) == PAST


def _timex(document: Document, found: Found) -> Timex:
    value = found.value
    days = value.cover
    return Timex(
        *document.span(found.first, found.last), found.first, found.last, value.value, value.type, days.begin, days.until, days.precision,
        value.basis, found.rule,
    )  # fmt: skip
