"""Whether two articles tell of the same event: conflicts exclude, shared particulars add up."""

from __future__ import annotations

from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from transforms.resolve.incident_blocks import REACH, SLACK
from transforms.resolve.incident_units import HARMFUL, Unit

EARTH_RADIUS_KM = 6371
MAX_KM = 40
"""Kilometres between the places that two reports of one event give: a town, its suburb."""
THRESHOLD = 3.5
WEIGHTS = {"name": (4.0, -0.5), "street": (3.0, -0.5), "age": (1.5, -1.0)}
"""What a shared clue of a kind is worth, and what it is worth that both reports have some and share none. All weights are set by
hand and checked on development data."""

VERSIONS = 2.5
"""What it is worth that two reports are versions of one article."""


class Evidence(NamedTuple):
    """What speaks for two units being of one incident, and what each is worth."""

    score: float
    reasons: tuple[str, ...]


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points."""
    (lat_a, lon_a), (lat_b, lon_b) = (map(radians, point) for point in (one, other))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def same(one: Unit, other: Unit) -> bool:
    """Whether two units of different articles are of one incident. The same whichever comes first."""
    evidence = compare(one, other)
    return evidence is not None and evidence.score >= THRESHOLD


def compare(one: Unit, other: Unit) -> Evidence | None:
    """The evidence for two units being of one incident; None where something excludes it."""
    if one.family != other.family or one.first is None or other.first is None:
        return None
    if one.family not in HARMFUL:
        return None if _elsewhen(one, other, SLACK) or _elsewhere(one, other) else _compare_acts(one, other)
    if _other_kind(one, other):
        return None
    found = _particulars(one, other)
    surely = _same_people(one, other)
    if not surely and (one.undated or other.undated):
        return None
    if _elsewhen(one, other, REACH if surely else SLACK) or (not surely and _elsewhere(one, other)):
        return None
    found += [*_when(one, other), *_where(one, other), *_toll(one, other)]
    if _same_text(one, other):
        found.append((VERSIONS, "versions of one article"))
    shared = one.words & other.words
    if shared:
        found.append((min(2.0, 3.0 * len(shared) / min(len(one.words), len(other.words))), "headline"))
    return Evidence(sum(weight for weight, _ in found), tuple(reason for weight, reason in found if weight > 0))


def _same_text(one: Unit, other: Unit) -> bool:
    """Whether two articles are versions of one item, or one a copy of the other."""
    return one.text_key == other.text_key or (one.source_key is not None and one.source_key == other.source_key)


def _same_people(one: Unit, other: Unit) -> bool:
    """Whether two reports name the same people so clearly that a date or place that differs is a mistake."""
    shared = one.clues & other.clues
    names = sum(clue.startswith("name:") for clue in shared)
    return names > 1 or (names == 1 and len(shared) > 1)


def _other_kind(one: Unit, other: Unit) -> bool:
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return True
    return "abduction" in (one.kinds | other.kinds) and one.kinds != other.kinds


def _elsewhen(one: Unit, other: Unit, slack: timedelta) -> bool:
    """Whether more than `slack` lies between the days of two units. Unknown days are never near."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first - other.last > slack or other.first - one.last > slack


def _elsewhere(one: Unit, other: Unit) -> bool:
    if one.country and other.country and one.country != other.country:
        return True
    return one.point is not None and other.point is not None and distance(one.point, other.point) > MAX_KM


def _compare_acts(one: Unit, other: Unit) -> Evidence | None:
    """Acts that are not violence are one if the same did them to the same, on the same day, or if one text tells them in two versions."""
    if _same_text(one, other) and {row.get("trigger") for row in one.rows} & {row.get("trigger") for row in other.rows} - {None}:
        return Evidence(THRESHOLD, ("versions of one article",))
    shared = one.entities & other.entities
    if len(shared) < 2 or not (one.dated or other.dated):
        return None
    return Evidence(THRESHOLD, ("parties", "date"))


def _when(one: Unit, other: Unit) -> list[tuple[float, str]]:
    if not (one.dated and other.dated):
        return [(0.5, "date")]
    if _elsewhen(one, other, SLACK):
        return [(-0.5, "other date")]
    return [(1.5, "date")] if one.first == other.first else [(0.7, "date")]


def _where(one: Unit, other: Unit) -> list[tuple[float, str]]:
    if one.point is None or other.point is None:
        return []
    if _elsewhere(one, other):
        return [(-0.5, "other place")]
    return [(1.5, "place")] if one.place_id == other.place_id or distance(one.point, other.point) < 2 else [(0.7, "place")]


def _particulars(one: Unit, other: Unit) -> list[tuple[float, str]]:
    """Names, ages and streets: shared ones speak for, kinds that both have and that differ speak against."""
    found: list[tuple[float, str]] = []
    for kind, (weight, against) in WEIGHTS.items():
        ours, theirs = ({clue for clue in unit.clues if clue.startswith(kind)} for unit in (one, other))
        shared = ours & theirs
        if shared:
            found.append((weight * min(len(shared), 2) ** 0.5, kind))
        elif ours and theirs:
            found.append((against, f"other {kind}"))
    if one.entities & other.entities:
        found.append((1.5, "parties"))
    return found


def _toll(one: Unit, other: Unit) -> list[tuple[float, str]]:
    ours, theirs = (one.killed or 0, one.injured or 0), (other.killed or 0, other.injured or 0)
    if ours == theirs:
        total = sum(ours)
        return [(1.5 if total > 2 else 1.0 if total else 0.0, "toll")]
    if sum(ours) == sum(theirs):
        return [(0.5, "toll")]
    apart = abs(sum(ours) - sum(theirs)) / max(sum(ours), sum(theirs))
    return [(-1.5 * apart, "other toll")] if sum(ours) and sum(theirs) else []
