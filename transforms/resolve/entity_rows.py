"""Rows of `entities`, counted from the keys that stand for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from transforms.records import Row

MAX_ALIASES, MAX_ROLES = 50, 20
"""Aliases kept, the shortest first; titles kept, the most frequent first."""


class Spelling(NamedTuple):
    """A key as articles spell and place it: what `entity_sums` has sums for."""

    entity_key: str
    name: str
    country_iso3: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None


@dataclass
class Sum:
    """What is counted of a spelling: sums, sets and extremes, so that the order of the articles doesn't matter."""

    aliases: set[str]
    article_count: int
    mention_count: int
    first_seen: datetime | None
    last_seen: datetime | None

    def add(self, row: Row) -> None:
        """Count a row of `entity_keys`, or a stored sum."""
        self.aliases.update(row["aliases"] or ())
        self.article_count += row.get("article_count", 1)
        self.mention_count += row["mention_count"]
        self.first_seen = _extreme(min, self.first_seen, row.get("first_seen", row.get("published_at")))
        self.last_seen = _extreme(max, self.last_seen, row.get("last_seen", row.get("published_at")))


@dataclass
class Entity:
    """An entity while its keys are being counted."""

    type: str
    article_count: int = 0
    """Articles that name it, by whichever keys."""
    sums: dict[Spelling, Sum] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Count a row of `entity_keys`, or a sum of such."""
        spelling = Spelling(
            row["entity_key"], row["name"], row["country_iso3"], row["latitude"], row["longitude"], row["geonames_id"] or None
        )
        found = self.sums.get(spelling)
        if found is None:
            found = self.sums[spelling] = Sum(set(), 0, 0, None, None)
        found.add(row)

    def row(self, entity_id: str, roles: Mapping[str, int]) -> Row:
        """The entity's row of `entities`."""
        names: defaultdict[str, int] = defaultdict(int)
        countries: defaultdict[str, int] = defaultdict(int)
        for spelling, found in self.sums.items():
            names[spelling.name] += found.article_count
            if spelling.country_iso3:
                countries[spelling.country_iso3] += found.article_count
        name = self._name(names)
        aliases = set().union(*(found.aliases for found in self.sums.values())) - {name}
        located = [
            (one.geonames_id or 0, one.latitude, one.longitude)
            for one in self.sums
            if one.latitude is not None and one.longitude is not None
        ]
        geonames_id, latitude, longitude = min(located, default=(0, None, None))
        return {
            "entity_id": entity_id, "entity_type": self.type, "name": name,
            "aliases": sorted(sorted(aliases, key=lambda alias: (len(alias), alias))[:MAX_ALIASES]),
            "country_iso3": _commonest(countries, 1)[0] if countries else None, "latitude": latitude, "longitude": longitude,
            "geonames_id": geonames_id or None, "roles": _commonest(roles, MAX_ROLES),
            "first_seen": min((found.first_seen for found in self.sums.values() if found.first_seen), default=None),
            "last_seen": max((found.last_seen for found in self.sums.values() if found.last_seen), default=None),
            "article_count": self.article_count, "mention_count": sum(found.mention_count for found in self.sums.values()),
        }  # fmt: skip

    def _name(self, names: Mapping[str, int]) -> str:
        """The name that most articles use in full; a person's has a given name where any has."""
        full = {name: count for name, count in names.items() if " " in name} if self.type == "person" else {}
        return _commonest(full or names, 1)[0]


def merge_entities(
    new_keys: Sequence[Row], stored: Sequence[Row], entity_of: Mapping[str, str], roles: Sequence[Row], counted: Mapping[str, int]
) -> list[Row]:
    """The rows of every entity that new keys, or a change of what stored keys stand for, touched.

    `stored` are rows of `entity_sums` of all of them, with `article_count` and `mention_count`; `entity_of` says who every key is now. `roles`
    are new rows of `entity_roles`, with final ids, and sums of stored ones, which have `entity_key` or `entity_id` and `count`. `counted` says
    how many stored articles name each entity that has stored keys now.
    """
    entities: dict[str, Entity] = {}
    for row in stored:
        entity_id = entity_of.get(row["entity_key"], row["entity_id"])
        entity = entities.get(entity_id)
        if entity is None:
            entity = entities[entity_id] = Entity(row["entity_type"], counted[entity_id])
        entity.add(row)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row in new_keys:
        entity_id = entity_of[row["entity_key"]]
        entities.setdefault(entity_id, Entity(row["entity_type"])).add(row)
        articles[entity_id].add(row["article_id"])
    for entity_id, named in articles.items():
        entities[entity_id].article_count += len(named)
    titles: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in roles:
        entity_id = entity_of[row["entity_key"]] if "entity_key" in row else row["entity_id"]
        titles[entity_id][row["title"]] += row.get("count", 1)
    return [entities[entity_id].row(entity_id, titles[entity_id]) for entity_id in sorted(entities)]


def _commonest(counted: Mapping[str, int], most: int) -> list[str]:
    """The most frequent, those of one frequency by name."""
    if len(counted) < 2:
        return list(counted)
    return sorted(counted, key=lambda one: (-counted[one], one))[:most]


def _extreme(pick: Callable[[datetime, datetime], datetime], one: datetime | None, other: datetime | None) -> datetime | None:
    return pick(one, other) if one is not None and other is not None else one or other
