"""Event mentions of all articles joined into incidents: told once, however often they are reported.

Two reports are joined where `incident_matching.same` holds for them, and an incident is what hangs together by such pairs; its id is made
from the mention that was published first. So it does not matter in what order or in what batches articles come, as far as `windows` brings
the stored rows that may match. An article is of the story of the incident that it tells most of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from transforms.ids import make_id
from transforms.records import Row
from transforms.resolve.incident_blocks import Window as Window  # noqa: PLC0414 - handed on
from transforms.resolve.incident_blocks import candidate_pairs, known_units
from transforms.resolve.incident_blocks import windows as windows  # noqa: PLC0414 - handed on
from transforms.resolve.incident_matching import same
from transforms.resolve.incident_rows import EARLIEST, NO_PUBLISHERS, incident_row
from transforms.resolve.incident_units import HARMFUL, Unit, family_of, told_together, units_of
from transforms.resolve.publishers import Publishers

JOINED = "joined by a later report"


@dataclass(frozen=True)
class Joined:
    """What joining changes."""

    incident_of: dict[str, str] = field(default_factory=dict)
    """Incident of every new event that has one, and of every known one whose incident is another now."""
    incidents: list[Row] = field(default_factory=list)
    """Rows of `incidents`, new and changed ones whole."""
    redirects: list[Row] = field(default_factory=list)
    """Rows of `redirects` for incidents that were merged into another."""
    renamed: set[str] = field(default_factory=set)
    """Articles with a stored event whose incident has another id now: their story may have, too."""


def join(
    new: Sequence[Row],
    known: Sequence[Row],
    articles: Mapping[str, Row],
    changed: AbstractSet[str] = frozenset(),
    publishers: Publishers = NO_PUBLISHERS,
) -> Joined:
    """Join new event rows with each other and with the stored ones that `windows(new)` asks for.

    Rows are those of `events`; `articles` gives rows of `articles` by id, for known ones as far as they are at hand (publisher,
    agency, headline, duplicate_of: what is missing is looked for on the event row itself). Incidents of articles that `changed`, as those
    do that a newer version takes the place of, are counted anew. `publishers` tells which names are of one.
    """
    fresh, stored = units_of(new, articles), units_of(known, articles)
    units = sorted([*fresh, *stored], key=_age)
    new_keys = {unit.key for unit in fresh}
    incident_of_known = known_units(known)
    joined = Joined()
    for members in _groups(units, [unit.key in new_keys for unit in units], incident_of_known):
        if not any(unit.key in new_keys or unit.rows[0]["article_id"] in changed for unit in members):
            continue
        identifier = make_id("incident", members[0].key)
        joined.incidents.append(incident_row(identifier, members, publishers))
        replaced = set()
        for row in (row for unit in members for row in unit.rows):
            before = incident_of_known.get(row["event_id"])
            if before != identifier:
                joined.incident_of[row["event_id"]] = identifier
                if before is not None:
                    replaced.add(before)
                    joined.renamed.add(row["article_id"])
        joined.redirects.extend({"replaced_id": old, "current_id": identifier, "detail": JOINED} for old in sorted(replaced))
    return joined


def stories(rows: Sequence[Row], incident_of: Mapping[str, str]) -> dict[str, str]:
    """The story of every article of which `rows` are all events. `incident_of` gives the incidents of those that don't have their own."""
    main: dict[str, tuple[tuple[object, ...], str]] = {}
    for told in told_together(rows):
        head = told[0]
        incident = incident_of.get(head["event_id"], head["incident_id"])
        rank = (family_of(head) not in HARMFUL, -len(told), head["char_start"], head["event_id"])
        article = head["article_id"]
        if incident is not None and (article not in main or rank < main[article][0]):
            main[article] = rank, incident
    return {article: make_id("story", incident) for article, (_, incident) in main.items()}


def _age(unit: Unit) -> tuple[bool, datetime, str]:
    """By publication; those without a date last."""
    return unit.published is None, unit.published or EARLIEST, unit.key


def _groups(units: Sequence[Unit], is_new: Sequence[bool], incident_of_known: Mapping[str, str]) -> list[list[Unit]]:
    """The units that hang together, by matching pairs or by an incident that they already are in; each group in the order given."""
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
