"""The row of an incident: what its reports together say, with every source's figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from transforms.records import Row
from transforms.resolve.incident_units import EXACT, LARGE, Unit
from transforms.resolve.publishers import Publishers

WHAT = ("event_type", "event_mode", "cameo_root", "quad_class", "intensity", "acled_event_type", "acled_sub_event_type")
WHEN = ("event_date", "event_date_end", "date_precision")
WATER = 5
"""UCDP's code where only a sea or river is known: a country tells more."""
WHERE = ("place_text", "place_entity_id", "country_iso3", "admin1", "latitude", "longitude", "geo_precision")
BASES = {"sentence": 0, "context": 1, "published": 2, None: 3}
WITHDRAWN = ("withheld", "canceled")
LEAD = 1200
"""Characters from the start of an article in which most give their story's figures."""
COUNTED_UP, LATE, UNSAID = 0.5, 0.7, 0.8
"""Weights of a figure that is added up from persons or groups, that stands after the lead, and of its absence from a report that gives the
other one, against 1 for a figure that one sentence of the lead states. On 845 development articles 49 of 104, 49 of 84, 493 of 557 and 756 of
887 of these were right. Absence weighs less than that: it is ignorance as often as denial."""
AT_LEAST = 0.5
"""Share of its weight that a report of "at least three" gives to ten, where another report tells of ten: it doesn't contradict it."""
SETTLED = timedelta(hours=12)
NO_PUBLISHERS = Publishers()
EARLIEST = datetime(1, 1, 1)  # noqa: DTZ001 - all times are UTC without a zone


def sources_of(units: Sequence[Unit], publishers: Publishers) -> list[str]:
    """Who stands behind each report: copies of one agency's text are one source, as are all articles of a publisher."""
    named = [unit.article.get("agency") or unit.article.get("publisher") for unit in units]
    keys = iter(publishers.sources([name for name in named if name]))
    return [
        next(keys) if name else str(unit.article.get("duplicate_of") or unit.rows[0]["article_id"])
        for name, unit in zip(named, units, strict=True)
    ]


def incident_row(incident_id: str, units: Sequence[Unit], publishers: Publishers = NO_PUBLISHERS) -> Row:
    """A row of `incidents` from the units of all its reports."""
    units = sorted(units, key=_age)
    rows = [row for unit in units for row in unit.rows]
    figures = [figure for unit in units for figure in _figures(unit)]
    standing = current(units)
    sources = sources_of(standing, publishers)
    told = [unit.published for unit in units if unit.published is not None]
    return {
        "incident_id": incident_id,
        **_shared(rows, WHAT, _what_rank),
        **_shared(rows, WHEN, _when_rank),
        **_shared(rows, WHERE, _where_rank),
        **_tolls(standing, sources),
        "article_count": len({row["article_id"] for row in rows}),
        "publisher_count": len(set(sources)),
        "mention_count": len(rows),
        "first_reported_at": min(told, default=None),
        "last_reported_at": max(told, default=None),
        "figures": figures,
    }


def current(units: Sequence[Unit]) -> list[Unit]:
    """The units of articles that still stand: neither taken back nor superseded by another version. All, where none does."""
    if len(units) == 1:
        return list(units)
    versions: dict[str, int] = {}
    for unit in units:
        if unit.source_key is not None:
            versions[unit.source_key] = max(versions.get(unit.source_key, 0), unit.article.get("version") or 0)
    standing = [
        unit
        for unit in units
        if unit.article.get("is_current") is not False
        and unit.article.get("status") not in WITHDRAWN
        and (unit.source_key is None or (unit.article.get("version") or 0) == versions[unit.source_key])
    ]
    return standing or list(units)


def _age(unit: Unit) -> tuple[datetime, str]:
    return unit.published or EARLIEST, unit.key


def _shared(rows: Sequence[Row], columns: Sequence[str], rank: Callable[[Row], tuple[int, ...]]) -> Row:
    """The values of the rows of best rank that most articles agree on; of those even, the first."""
    fitting = rows
    if len(rows) > 1:
        ranks = [rank(row) for row in rows]
        best = min(ranks)
        fitting = [row for row, own in zip(rows, ranks, strict=True) if own == best]
    chosen = fitting[0]
    if len(fitting) > 1:
        votes: Counter[tuple[Any, ...]] = Counter()
        for values, _ in {(_values(row, columns), row["article_id"]) for row in fitting}:
            votes[values[0] if values[0] is not None else values] += 1
        chosen = max(fitting, key=lambda row: votes[_vote(row, columns)])
    return {column: chosen[column] for column in columns}


def _values(row: Row, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)


def _vote(row: Row, columns: Sequence[str]) -> Any:
    values = _values(row, columns)
    return values[0] if values[0] is not None else values


def _what_rank(row: Row) -> tuple[int, ...]:
    return (row["event_mode"] is None, row["acled_sub_event_type"] is None)


def _when_rank(row: Row) -> tuple[int, ...]:
    if row["event_date"] is None:
        return (9, 0)
    days = ((row["event_date_end"] or row["event_date"]) - row["event_date"]).days
    return BASES[row["date_basis"]] // 2, max(days - 1, 0)


def _where_rank(row: Row) -> tuple[int, ...]:
    precision = row["geo_precision"] or 9
    return (1 if precision <= EXACT else 7 if precision == WATER else precision,)


def _figures(unit: Unit) -> list[Row]:
    """What a report says of each toll, with where it says so: its first mention speaks for it."""
    head = unit.rows[0]
    found: dict[str, Row] = {}
    for toll in head["tolls"] or ():
        found.setdefault(
            toll["measure"],
            {
                "article_id": head["article_id"], "publisher": unit.article.get("publisher"), "published_at": unit.published,
                "measure": toll["measure"], "low": toll["low"], "best": toll["best"], "high": toll["high"],
                "text": toll["text"], "char_start": toll["char_start"], "char_end": toll["char_end"],
            },
        )  # fmt: skip
    return list(found.values())


def _tolls(units: Sequence[Unit], sources: Sequence[str]) -> Row:
    """The toll columns. Bounds are over the newest report of every source; the best figures are those that weigh most, by how often
    figures of their kind are right, of those even that of most reports, then the newest.

    The injured are read off the reports that agree on the dead, since who dies of wounds is in the one figure today and in the other
    tomorrow; a report of as many people, more of whom have died since, takes the place of one of before. A report that gives one of the two figures tells of nobody else. `units` are in the order of publication.
    """
    rows = _newest(units, sources)
    valid = _alive_no_more(_not_overtaken(rows))
    killed = _weightiest(valid, "killed")
    agreeing = [row for row in valid if (row["killed_best"] or 0) == (killed or 0)]
    return _bounds(rows, "killed", killed) | _bounds(rows, "injured", _weightiest(agreeing, "injured"))


def _not_overtaken(rows: Sequence[Row]) -> list[Row]:
    """The reports, oldest first, but for those of many dead that a report of half a day later or more overtakes: they are counted for days."""
    kept: list[Row] = []
    most, later = 0, len(rows)
    for row in reversed(rows):
        killed, when = row["killed_best"] or 0, row["published_at"]
        while (
            when is not None and later and rows[later - 1]["published_at"] is not None and rows[later - 1]["published_at"] - when >= SETTLED
        ):
            later -= 1
            most = max(most, rows[later]["killed_best"] or 0)
        if when is None or killed < LARGE or killed >= most:
            kept.append(row)
    return kept[::-1]


def _alive_no_more(rows: Sequence[Row]) -> list[Row]:
    """The reports, oldest first, but for those whose hurt have died by a later one: of as many people it counts more as dead."""
    told = [(row["killed_best"] or 0, (row["killed_best"] or 0) + (row["injured_best"] or 0)) for row in rows]
    most: dict[int, int] = {}
    kept: list[Row] = []
    for row, (killed, people) in zip(reversed(rows), reversed(told)):
        if killed >= most.get(people, 0):
            kept.append(row)
            most[people] = killed
    return kept[::-1]


def _weightiest(rows: Sequence[Row], measure: str) -> int | None:
    """The figure with the greatest weight, of those even that of most reports, then the newest; none said and none hurt are one vote, and unknown where nobody says zero."""
    weights: dict[int, float] = {}
    reports: Counter[int] = Counter(row[f"{measure}_best"] or 0 for row in rows)
    for row in rows:
        best = row[f"{measure}_best"]
        if best is not None or row[f"{measure}_low"] is None:
            weight = weights.pop(best or 0, 0.0) + _weight(row, measure)
            weights[best or 0] = weight
    if measure == "killed" and max(weights, default=0) >= LARGE:
        for row in (row for row in rows if row["killed_best"] is not None and row["killed_high"] is None):
            for more in (best for best in weights if best > row["killed_best"]):
                weights[more] += AT_LEAST * _weight(row, measure)
    chosen = max(reversed(weights), key=lambda best: (round(weights[best], 6), reports[best]), default=None)
    return chosen if chosen or any(row[f"{measure}_best"] == 0 for row in rows) else None


def _weight(row: Row, measure: str) -> float:
    """How much a report's figure counts."""
    tolls = [toll for toll in row["tolls"] or () if toll["measure"] == measure]
    if not tolls:
        return UNSAID
    return (COUNTED_UP if len(tolls) > 1 else 1.0) * (LATE if tolls[0]["char_start"] > LEAD else 1.0)


def _newest(units: Sequence[Unit], sources: Sequence[str]) -> list[Row]:
    """The first mention of each source's newest report that has a toll, oldest first. Of one article that tells of the incident in two
    places the longer one counts.
    """
    newest: dict[str, Unit] = {}
    for unit, source in zip(units, sources, strict=True):
        head = unit.rows[0]
        if all(head[column] is None for column in ("killed_low", "killed_best", "injured_low", "injured_best")):
            continue
        before = newest.pop(source, None)
        longer = before is not None and before.rows[0]["article_id"] == head["article_id"] and len(before.rows) >= len(unit.rows)
        newest[source] = before if before is not None and longer else unit
    return [unit.rows[0] for unit in newest.values()]


def _bounds(rows: Sequence[Row], measure: str, best: int | None) -> Row:
    stated = [row for row in rows if row[f"{measure}_low"] is not None or row[f"{measure}_best"] is not None]
    lows = [row[f"{measure}_low"] if row[f"{measure}_low"] is not None else row[f"{measure}_best"] for row in stated]
    highs = [row[f"{measure}_high"] for row in stated]
    return {
        f"{measure}_low": min((low for low in lows if low is not None), default=None),
        f"{measure}_best": best,
        f"{measure}_high": None if None in highs else max(highs, default=None),
    }
