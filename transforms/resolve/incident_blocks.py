"""Which units may be of one incident at all: by day and place, day and clue, or day and toll. Work grows with what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from transforms.records import Row
from transforms.resolve.incident_units import HARMFUL, LASTING, WIDE, Unit, country_of, days_of, told_together

SLACK = timedelta(days=1)
"""Days by which two reports' dates of one event may differ: night, time zones."""
REACH = timedelta(days=60)
"""Days by which two reports may date one event differently if they name the same people: a follow-up that gives no date, or a
date that was read wrongly."""
MAX_SPAN = 10
"""Days beyond which a date is too vague to block on; such a unit is only compared where its first and last day fall."""
CELL = 0.5
"""Degrees of latitude and longitude of a cell: some 55 km by 40 at middle latitudes."""
MIN_WORD = 4
"""Letters that a headline's word must have more than to block on."""
MAX_NEIGHBOURS = 400
"""Units of a block that a unit is compared with on either side, by date of publication: all of a block that tells anything. The order of the
nights matters only where a block is larger."""


class Window(NamedTuple):
    """Days and a country in which stored events may match new ones; None is any country."""

    first: date
    last: date
    country_iso3: str | None
    clues: tuple[str, ...] | None = None
    """Where given, only events that have one of these clues can match."""


def windows(new: Sequence[Row]) -> list[Window]:
    """The windows of new event rows, those of a country that touch made one.

    Stored rows to hand to `join` are: every event whose days (`incident_units.days_of`) meet a window of its country (or that has no
    country), and every other row of the same incidents.
    """
    spans: defaultdict[str | None, list[tuple[date, date]]] = defaultdict(list)
    found = []
    named: set[str] = set()
    days: list[date] = []
    for rows in told_together(new):
        begin, until, _ = days_of(rows)
        if begin is not None and until is not None:
            for country in {row["country_iso3"] for row in rows} | {country_of(rows)}:
                spans[country].append((begin - SLACK, until + SLACK))
            names = {clue for row in rows for clue in row.get("clues") or () if clue.startswith(LASTING)}
            if names:
                named |= names
                days += [begin, until]
    if named:
        found.append(Window(min(days) - REACH, max(days) + REACH, None, tuple(sorted(named))))
    for country, ranges in spans.items():
        ranges.sort()
        first, last = ranges[0]
        for begin, end in ranges[1:]:
            if begin <= last + SLACK:
                last = max(last, end)
            else:
                found.append(Window(first, last, country))
                first, last = begin, end
        found.append(Window(first, last, country))
    return sorted(found, key=lambda window: (window.country_iso3 or "", window.first, window.last))


def candidate_pairs(units: Sequence[Unit], is_new: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pairs of units of different articles that share a block, each once; pairs of two known units are left out.

    In a block of more than `MAX_NEIGHBOURS`, a unit is compared with so many before it and after it, in the order given.
    """
    seen: set[tuple[int, int]] = set()
    for members in _blocks(units):
        for at, i in enumerate(members):
            if not is_new[i]:
                continue
            for j in members[max(0, at - MAX_NEIGHBOURS) : at + MAX_NEIGHBOURS + 1]:
                if units[i].rows[0]["article_id"] != units[j].rows[0]["article_id"]:
                    pair = (i, j) if i < j else (j, i)
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def _blocks(units: Sequence[Unit]) -> Iterator[list[int]]:
    """Units of one family that have something in common, whenever they were or on one day. What one unit alone has makes no block."""
    always: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    daily: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for name in unit.names if unit.family in HARMFUL else ():
            always[unit.family, name].append(i)
        always[unit.family, "copies", unit.text_key].append(i)
        if unit.source_key is not None:
            always[unit.family, "versions", unit.source_key].append(i)
        if unit.first is not None:
            for particular in _particulars(unit):
                daily[unit.family, particular].append(i)
    yield from (members for members in always.values() if len(members) > 1)
    for sharing in daily.values():
        if len(sharing) > 1:
            by_day: defaultdict[date, list[int]] = defaultdict(list)
            for i in sharing:
                for day in _block_days(units[i]):
                    by_day[day].append(i)
            yield from (members for members in by_day.values() if len(members) > 1)


def _particulars(unit: Unit) -> Iterator[object]:
    """What two units of one day may have in common."""
    if unit.family not in HARMFUL:
        yield from unit.entities
        yield from (name.rpartition(" ")[2] for name in unit.about)
        if unit.point is not None:
            yield from _cells(unit.point)
        if unit.area is not None:
            yield unit.area
        if not (unit.entities or unit.about):  # "He was arrested": whom the headline may tell
            yield from (word for word in unit.words if len(word) > MIN_WORD)
        return
    if unit.point is not None:
        yield from _cells(unit.point)
    yield from unit.clues
    yield from unit.about
    yield from unit.entities
    for kind in unit.kinds & WIDE:
        yield unit.country, kind
    for word in unit.words:
        if len(word) > MIN_WORD:
            yield word
    if (unit.killed or 0) + (unit.injured or 0) > 1:
        yield unit.country, unit.killed, unit.injured


def _block_days(unit: Unit) -> Iterable[date]:
    """The days on which to look for a unit: its own and, for a slack of one day to meet, the next."""
    if unit.first is None or unit.last is None:
        return ()
    days = (unit.last - unit.first).days
    if days > MAX_SPAN:
        return (unit.first, unit.last)
    return [unit.first + timedelta(days=i) for i in range(days + 2)]


def _cells(point: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """The cell of a point and its right and upper neighbours: two points less than a cell apart share one."""
    row, column = int(point[0] // CELL), int(point[1] // CELL)
    yield from product((row, row + 1), (column, column + 1))


def known_units(rows: Iterable[Row]) -> dict[str, str]:
    """The incident that each stored row is in."""
    return {row["event_id"]: row["incident_id"] for row in rows if row.get("incident_id")}
