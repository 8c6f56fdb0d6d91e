"""Which units may be of one incident at all: by day and place, day and clue, or day and toll. Work grows with what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from transforms.records import Row
from transforms.resolve.incident_units import Unit, units_of

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
MAX_BLOCK = 400
"""Units of a block beyond which it tells too little to be worth comparing all."""


class Window(NamedTuple):
    """Days and a country in which stored events may match new ones; None is any country."""

    first: date
    last: date
    country_iso3: str | None
    clues: tuple[str, ...] | None = None
    """Where given, only events that have one of these clues can match."""


def windows(new: Sequence[Row]) -> list[Window]:
    """The windows of new event rows, those of a country that touch made one.

    Stored rows to hand to `join` are: every event whose dates meet a window of its country (or that has no country, or no date and
    was published then), and every other row of the same incidents.
    """
    spans: defaultdict[str | None, list[tuple[date, date]]] = defaultdict(list)
    found = []
    named: set[str] = set()
    days: list[date] = []
    for unit in units_of(new, {}):
        if unit.first is not None and unit.last is not None:
            spans[unit.country].append((unit.first - SLACK, unit.last + SLACK))
            if unit.names:
                named |= unit.names
                days += [unit.first, unit.last]
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
    """Pairs of units of different articles that share a block, each once; pairs of two known units are left out."""
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for key in _keys(unit):
            blocks[key].append(i)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > MAX_BLOCK:
            continue
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                if (is_new[i] or is_new[j]) and units[i].rows[0]["article_id"] != units[j].rows[0]["article_id"]:
                    pair = (i, j) if i < j else (j, i)
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def _keys(unit: Unit) -> Iterator[tuple[object, ...]]:
    for name in unit.names:
        yield unit.family, name
    yield unit.family, "copies", unit.text_key
    if unit.source_key is not None:
        yield unit.family, "versions", unit.source_key
    for day in _block_days(unit):
        if unit.point is not None:
            for row, column in _cells(unit.point):
                yield unit.family, day, row, column
        for clue in unit.clues:
            yield unit.family, day, clue
        for entity in unit.entities:
            yield unit.family, day, entity
        for word in unit.words:
            if len(word) > MIN_WORD:
                yield unit.family, day, word
        if (unit.killed or 0) + (unit.injured or 0) > 1:
            yield unit.family, day, unit.country, unit.killed, unit.injured


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
