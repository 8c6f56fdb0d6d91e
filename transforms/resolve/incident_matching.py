"""Whether two articles tell of the same event: conflicts exclude, shared particulars add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from transforms.events.clues import with_initial
from transforms.resolve.incident_blocks import REACH, SLACK
from transforms.resolve.incident_units import HARMFUL, LARGE, STORM, WIDE, Unit

EARTH_RADIUS_KM = 6371
MAX_KM = 40
"""Kilometres between the places that two reports of one event give: a town, its suburb."""
WIDE_KM = 250
"""Likewise for what befalls a land: an earthquake is told of from where it began and from where it destroyed."""
THRESHOLD = 3.5
WEIGHTS = {"storm": (6.0, -4.0), "name": (4.0, -0.5), "street": (3.0, -0.5), "age": (1.5, -1.0)}
"""What a shared clue of a kind is worth, and what it is worth that both reports have some and share none. All weights are set by
hand and checked on development data."""

ABOUT = (0.0, 1.0, 1.6, 2.0)
"""What it is worth that two reports name none, one, two or more of the same things."""
CONCERNED = 0.5
"""What it is worth besides where two tell of a deed: whom its sentence names mostly did it or suffered it."""
NONE: frozenset[str] = frozenset()
TARGET, ACTOR = 2.0, 1.0
"""What it is worth that two reports of an act tell the same of whom it was done to, and of who did it."""
OFFICES = 0.75
"""By how much a shared place counts less for a deed that is no gathering: courts and police of a town do much in a day."""
DEEDS = frozenset({"PROTEST", "COERCE", "CONSULT", "AID", "LEGAL", "SANCTION", "RETREAT", "MOBILIZE", "CRIME", "DEATH", "ELECTION"})
"""Types of what is done, at one place and time; the others are said, and said again."""
AREA, REGION = 1.0, 0.5
"""What it is worth that two reports, one of which gives no town, give the same area (an island, a district), or the same region of the first level."""
RARE = 1.0
"""What it is worth that both are of a kind that seldom befalls a country twice in a day."""
MANY = 1.0
"""What it is worth that both tell of so many dead or hurt as few events have."""
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
        return None if _elsewhen(one, other, SLACK) or _abroad(one, other) else _compare_acts(one, other)
    if _other_kind(one, other):
        return None
    found = _particulars(one, other)
    surely = _same_people(one, other)
    if not surely and (one.undated or other.undated) and not _many(one, other):
        return None
    if _elsewhen(one, other, REACH if surely else SLACK) or (not surely and _elsewhere(one, other)):
        return None
    found += [*_when(one, other), *_where(one, other), *_toll(one, other)]
    if one.kinds & other.kinds & WIDE and one.dated and other.dated and one.first == other.first:
        found.append((RARE, "kind"))
    if _same_text(one, other):
        found.append((VERSIONS, "versions of one article"))
    return _sum([*found, *_headline(one, other)])


def _sum(found: Sequence[tuple[float, str]]) -> Evidence:
    return Evidence(sum(weight for weight, _ in found), tuple(reason for weight, reason in found if weight > 0))


def _headline(one: Unit, other: Unit) -> list[tuple[float, str]]:
    shared = one.words & other.words
    return [(min(2.0, 3.0 * len(shared) / min(len(one.words), len(other.words))), "headline")] if shared else []


def _same_text(one: Unit, other: Unit) -> bool:
    """Whether two articles are versions of one item, or one a copy of the other."""
    return one.text_key == other.text_key or (one.source_key is not None and one.source_key == other.source_key)


def _same_people(one: Unit, other: Unit) -> bool:
    """Whether two reports name the same people so clearly that a date or place that differs is a mistake, or the same storm."""
    shared = one.clues & other.clues
    names = sum(clue.startswith("name:") for clue in shared)
    return any(clue.startswith(STORM) for clue in shared) or names > 1 or (names == 1 and len(shared) > 1)


def _other_kind(one: Unit, other: Unit) -> bool:
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return True
    return "abduction" in (one.kinds | other.kinds) and one.kinds != other.kinds


def _elsewhen(one: Unit, other: Unit, slack: timedelta) -> bool:
    """Whether more than `slack` lies between the days of two units. Unknown days are never near."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first - other.last > slack or other.first - one.last > slack


def _abroad(one: Unit, other: Unit) -> bool:
    return one.country is not None and other.country is not None and one.country != other.country


def _elsewhere(one: Unit, other: Unit) -> bool:
    if _abroad(one, other):
        return True
    reach = WIDE_KM if one.kinds & other.kinds & WIDE else MAX_KM
    return one.point is not None and other.point is not None and distance(one.point, other.point) > reach


def _compare_acts(one: Unit, other: Unit) -> Evidence | None:
    """Acts that are not violence: by who did them to whom and when, what else they are about, and by where deeds were. What people say is
    one only between the same parties, or in the same words.
    """
    if _same_text(one, other) and one.triggers & other.triggers:
        return Evidence(THRESHOLD, ("versions of one article",))
    actors, targets = one.actors & other.actors, one.targets & other.targets
    kind = one.family.partition("/")[0]
    if kind in DEEDS:
        if not (targets or _shared_names(one, other) or _near(one, other)):
            return None
    elif not (len(one.entities & other.entities) > 1 or ((actors or targets) and one.triggers & other.triggers)):
        return None
    found = [(TARGET, "target")] if targets else []
    found += [(ACTOR, "actor")] if actors else []
    found += [(weight if kind == "PROTEST" else weight * OFFICES, reason) for weight, reason in _where(one, other)]
    found += [*_when(one, other), *_about(one, other), *_headline(one, other)]
    return _sum(found)


def _near(one: Unit, other: Unit) -> bool:
    """Whether two units are placed in one area, or in one town and its surroundings."""
    if one.area is not None and one.area == other.area:
        return True
    return one.point is not None and other.point is not None and distance(one.point, other.point) <= MAX_KM


def _when(one: Unit, other: Unit) -> list[tuple[float, str]]:
    if not (one.dated and other.dated):
        return [(0.5, "date")]
    if _elsewhen(one, other, SLACK):
        return [(-0.5, "other date")]
    return [(1.5, "date")] if one.first == other.first else [(0.7, "date")]


def _where(one: Unit, other: Unit) -> list[tuple[float, str]]:
    if one.point is None or other.point is None:
        if one.area is not None and one.area == other.area:
            return [(AREA, "place")]
        return [(REGION, "region")] if one.region is not None and one.region == other.region else []
    if _elsewhere(one, other):
        return [(-0.5, "other place")]
    if distance(one.point, other.point) > MAX_KM:
        return []
    return [(1.5, "place")] if one.place_id == other.place_id or distance(one.point, other.point) < 2 else [(0.7, "place")]


def _particulars(one: Unit, other: Unit) -> list[tuple[float, str]]:
    """Names, ages and streets: shared ones speak for, kinds that both have and that differ speak against."""
    found: list[tuple[float, str]] = []
    for kind, (weight, against) in WEIGHTS.items():
        ours, theirs = (unit.particulars.get(kind, NONE) for unit in (one, other))
        shared = ours & theirs
        if shared:
            found.append((weight * min(len(shared), 2) ** 0.5, kind))
        elif ours and theirs:
            found.append((against, f"other {kind}"))
    if one.entities & other.entities:
        found.append((1.5, "parties"))
    return found + _about(one, other)


def _about(one: Unit, other: Unit) -> list[tuple[float, str]]:
    shared = _shared_names(one, other) - {with_initial(name.partition(":")[2]) for name in one.names & other.names}
    worth = ABOUT[min(len(shared), len(ABOUT) - 1)] + (CONCERNED if one.family.partition("/")[0] in DEEDS else 0)
    return [(worth, "names")] if shared else []


def _shared_names(one: Unit, other: Unit) -> frozenset[str]:
    """What the sentences of both name, or those of the one and the headline of the other."""
    headed = [name for ours, theirs in ((one, other), (other, one)) for name in ours.about if name.rpartition(" ")[2] in theirs.words]
    return (one.about & other.about).union(headed)


def _toll(one: Unit, other: Unit) -> list[tuple[float, str]]:
    ours, theirs = (one.killed or 0, one.injured or 0), (other.killed or 0, other.injured or 0)
    if ours == theirs:
        total = sum(ours)
        return [(1.5 if total > 2 else 1.0 if total else 0.0, "toll")]
    if sum(ours) == sum(theirs):
        return [(0.5, "toll")]
    apart = abs(sum(ours) - sum(theirs)) / max(sum(ours), sum(theirs))
    if not (sum(ours) and sum(theirs)):
        return []
    found = [((-0.5 if _risen(one, other) else -1.5) * apart, "other toll")]
    if _many(one, other) and (one.dated or other.dated):
        found.append((MANY, "many dead or hurt"))
    return found


def _many(one: Unit, other: Unit) -> bool:
    """Whether both tell of many dead or hurt."""
    return min((unit.killed or 0) + (unit.injured or 0) for unit in (one, other)) >= LARGE


def _risen(one: Unit, other: Unit) -> bool:
    """Whether the later report tells of more dead, and of no fewer people."""
    if one.published is None or other.published is None or one.published == other.published:
        return False
    first, last = (one, other) if one.published < other.published else (other, one)
    return (first.killed or 0) < (last.killed or 0) and (first.killed or 0) + (first.injured or 0) <= (last.killed or 0) + (
        last.injured or 0
    )
