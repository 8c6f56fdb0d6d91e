"""Event mentions of all articles joined into incidents: told once, however often they are reported.

Two reports are joined where `incident_matching.same` holds for them, and an incident is what hangs together by such pairs. So it
does not matter in what order or in what batches articles come, as far as `windows` brings the stored rows that may match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.ids import make_id
from transforms.records import Row
from transforms.resolve.incident_blocks import Window as Window  # noqa: PLC0414 - handed on
from transforms.resolve.incident_blocks import candidate_pairs, known_units
from transforms.resolve.incident_blocks import windows as windows  # noqa: PLC0414 - handed on
from transforms.resolve.incident_matching import same
from transforms.resolve.incident_rows import EARLIEST, incident_row
from transforms.resolve.incident_units import HARMFUL, Unit, units_of


@dataclass(frozen=True)
class Joined:
    """What joining changes."""

    incident_of: dict[str, str] = field(default_factory=dict)
    """Incident of every new event that has one, and of every known one whose incident is another now."""
    incidents: list[Row] = field(default_factory=list)
    """Rows of `incidents`, new and changed ones whole."""
    redirects: list[Row] = field(default_factory=list)
    """Rows of `redirects` for incidents that were merged into another."""
    story_of: dict[str, str] = field(default_factory=dict)
    """Story of every article of these incidents."""


def join(new: Sequence[Row], known: Sequence[Row], articles: Mapping[str, Row]) -> Joined:
    """Join new event rows with each other and with the stored ones that `windows(new)` asks for.

    Rows are those of `events`; `articles` gives rows of `articles` by id, for known ones as far as they are at hand (publisher,
    agency, headline, duplicate_of: what is missing is looked for on the event row itself).
    """
    fresh, stored = units_of(new, articles), units_of(known, articles)
    units = sorted([*fresh, *stored], key=lambda unit: unit.key)
    new_keys = {unit.key for unit in fresh}
    incident_of_known = known_units(known)
    groups = _groups(units, [unit.key in new_keys for unit in units], incident_of_known)
    joined = Joined()
    main: dict[str, tuple[tuple[object, ...], str]] = {}
    for members in groups:
        if not any(unit.key in new_keys for unit in members):
            continue
        identifier, replaced = _identity(members, incident_of_known)
        joined.incidents.append(incident_row(identifier, members))
        joined.redirects.extend({"replaced_id": old, "current_id": identifier, "detail": "joined by a later report"} for old in replaced)
        for unit in members:
            for row in unit.rows:
                if incident_of_known.get(row["event_id"]) != identifier:
                    joined.incident_of[row["event_id"]] = identifier
            rank = (unit.family not in HARMFUL, -len(unit.rows), unit.rows[0]["char_start"], identifier)
            article = unit.rows[0]["article_id"]
            if article not in main or rank < main[article][0]:
                main[article] = rank, identifier
    joined.story_of.update({article: make_id("story", identifier) for article, (_, identifier) in main.items()})
    return joined


def _groups(units: Sequence[Unit], is_new: Sequence[bool], incident_of_known: Mapping[str, str]) -> list[list[Unit]]:
    """The units that hang together, by matching pairs or by an incident that they already are in."""
    leader = list(range(len(units)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    def merge(i: int, j: int) -> None:
        i, j = sorted((find(i), find(j)))
        leader[j] = i

    first_of: dict[str, int] = {}
    for i, unit in enumerate(units):
        for row in unit.rows:
            incident = incident_of_known.get(row["event_id"])
            if incident is not None:
                merge(i, first_of.setdefault(incident, i))
    for i, j in candidate_pairs(units, is_new):
        if find(i) != find(j) and same(units[i], units[j]):
            merge(i, j)
    groups: defaultdict[int, list[Unit]] = defaultdict(list)
    for i, unit in enumerate(units):
        groups[find(i)].append(unit)
    return list(groups.values())


def _identity(members: Sequence[Unit], incident_of_known: Mapping[str, str]) -> tuple[str, list[str]]:
    """An incident's id, and the ids that it takes the place of: the oldest it has, or one made of its earliest mention's."""
    ordered = sorted(members, key=lambda unit: (unit.published or EARLIEST, unit.key))
    known = list(
        dict.fromkeys(incident_of_known[row["event_id"]] for unit in ordered for row in unit.rows if row["event_id"] in incident_of_known)
    )
    if known:
        return known[0], known[1:]
    return make_id("incident", ordered[0].key), []
