"""Days that the text counts from another event: 'one night after Russia fired', 'two days before the vote', 'a day earlier'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.events.attachment import carriers, date_token
from transforms.records import Findings, Timex
from transforms.times.calendar import ago, cover

AMOUNT = re.compile(r"P(\d+)([DWMY])")
"""TIMEX3's value of a duration of whole days, weeks, months or years."""
SIDES = {"after": 1, "before": -1}
"""Which side of the event that follows the word the other is on."""
DIRECTIONS = {"earlier": -1, "before": -1, "previously": -1, "beforehand": -1, "later": 1, "after": 1, "afterward": 1, "afterwards": 1}
"""Which side of what was told before an event is on that is 'a day earlier' or 'two days later'."""
PARTS = ("dobj", "nsubj", "nsubjpass", "pobj", "pcomp")
"""Dependents by which a clause, or a preposition, tells of an event."""


class Count(NamedTuple):
    """That `event` was `steps` units from `other`: later, or earlier where it is negative."""

    event: int
    other: int
    steps: int
    unit: str
    """D | W | M | Y."""
    time: Timex
    """The expression that says so."""

    def turned(self) -> Count:
        """The same, told of the other event."""
        return self._replace(event=self.other, other=self.event, steps=-self.steps)

    def day(self, known: Timex) -> Timex | None:
        """The time of `event`, where that of the other is known to the day; None where it cannot be counted."""
        if known.begin is None or known.precision != "day":
            return None
        value = ago(known.begin, self.unit, self.steps)
        if value is None:
            return None
        days = cover(value)
        return self.time._replace(value=value, type="DATE", begin=days.begin, until=days.until, precision=days.precision, basis="context")


def counts(document: Document, findings: Findings, triggers: Mapping[int, int], told: Sequence[int]) -> list[Count]:
    """Events whose day is counted from that of another one. `told` are the trigger tokens, in order, of what is told as fact."""
    return [count for time in findings.times if (count := _count(document, time, triggers, told)) is not None]


def uncounted(document: Document, findings: Findings, triggers: Mapping[int, int]) -> dict[int, Timex]:
    """Events that were weeks or years before or after what is no event, or of which nobody knows when it was ("a month after his birthday"):
    the text says that they were not at the time of the news, but not when.
    """
    found: dict[int, Timex] = {}
    tokens = document.tokens
    for time in findings.times:
        amount = AMOUNT.fullmatch(time.value or "") if time.type == "DURATION" else None
        if amount is None or amount[2] == "D" or time.last >= len(tokens):
            continue
        mark = tokens[time.last]
        if mark.lower not in SIDES or mark.dep not in ("mark", "prep"):
            continue
        opened = mark.head if mark.dep == "mark" else mark.i
        event = carriers(document, tokens[opened].head, triggers)
        if event is not None and not any(i in triggers for i in _tellers(document, opened)):
            found[event] = time
    return found


def without(times: Sequence[Timex], found: Sequence[Count]) -> tuple[Timex, ...]:
    """The times but those that only say how far apart two events were."""
    taken = {count.time.start for count in found}
    return tuple(time for time in times if time.start not in taken)


def apart(found: Sequence[Count]) -> dict[int, set[int]]:
    """By event, the events that it cannot be one with."""
    others: dict[int, set[int]] = {}
    for count in found:
        others.setdefault(count.event, set()).add(count.other)
        others.setdefault(count.other, set()).add(count.event)
    return others


def settle(found: Sequence[Count], times: dict[int, Timex]) -> None:
    """Date the events of which the other's time is known, in place."""
    for count in (way for one in found for way in (one, one.turned())):
        if count.event not in times and count.other in times and (time := count.day(times[count.other])) is not None:
            times[count.event] = time


def _count(document: Document, time: Timex, triggers: Mapping[int, int], told: Sequence[int]) -> Count | None:
    tokens = document.tokens
    last = tokens[time.last - 1]
    amount = AMOUNT.fullmatch(time.value or "") if time.type == "DURATION" else None
    if amount is not None and time.last < len(tokens) and tokens[time.last].lower in SIDES:
        return _between(document, time, tokens[time.last], int(amount[1]), amount[2], triggers)
    if time.rule_id == "same-unit" and last.lower in SIDES and tokens[time.first].lower == "the":  # "the day after police shot"
        return _between(document, time, last, 1, "D", triggers)
    if amount is not None and last.lower in DIRECTIONS:
        return _from_before(document, time, DIRECTIONS[last.lower] * int(amount[1]), amount[2], triggers, told)
    return None


def _between(document: Document, time: Timex, mark: Token, count: int, unit: str, triggers: Mapping[int, int]) -> Count | None:
    """'A, a day after B': B is what the word opens, A what that hangs on."""
    if mark.dep not in ("mark", "prep"):
        return None
    opened = mark.head if mark.dep == "mark" else mark.i
    inner = next((triggers[i] for i in _tellers(document, opened) if i in triggers), None)
    above = document.tokens[opened].head
    outer = next((triggers[i] for i in _tellers(document, above) if i in triggers), None)
    if outer is None:
        outer = carriers(document, above, triggers)
    if inner is None or outer is None or inner == outer or above == opened:
        return None
    return Count(inner, outer, -SIDES[mark.lower] * count, unit, time)


def _tellers(document: Document, opened: int) -> Iterator[int]:
    """A clause's verb, or a preposition, and what it has under it."""
    yield opened
    yield from (child.i for child in document.children(opened) if child.dep in PARTS)


def _from_before(document: Document, time: Timex, count: int, unit: str, triggers: Mapping[int, int], told: Sequence[int]) -> Count | None:
    """'A day earlier, B': counted from the last event of an earlier sentence."""
    event = carriers(document, date_token(document, time), triggers)
    at = bisect_left(told, document.sentence_of(time.first).first)
    if event is None or not at or triggers[told[at - 1]] == event:
        return None
    return Count(event, triggers[told[at - 1]], count, unit, time)
