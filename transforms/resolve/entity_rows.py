"""Rows of `entities`, counted from the keys that stand for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from transforms.records import Row

MAX_ALIASES, MAX_ROLES = 50, 20
"""Aliases kept, the shortest first; titles kept, the most frequent first."""


@dataclass
class Entity:
    """An entity while its keys are being counted: sums, sets and extremes, so that the order of the articles doesn't matter."""

    type: str
    article_count: int = 0
    """Articles that name it, by whichever keys."""
    mention_count: int = 0
    names: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Articles that use each name."""
    countries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    titles: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    aliases: set[str] = field(default_factory=set)
    located: set[tuple[int, float, float]] = field(default_factory=set)
    """GeoNames id (0 where there is none), latitude and longitude."""
    first_seen: datetime | None = None
    last_seen: datetime | None = None

    def add_article(self, row: Row) -> None:
        """Count a row of `entity_keys`."""
        self._add(row, 1, row["mention_count"], row["published_at"], row["published_at"])

    def add_stored(self, row: Row) -> None:
        """Count a row of `entity_sums` about a name."""
        self._add(row, row["article_change"], row["mention_change"], row["first_seen"], row["last_seen"])

    def _add(self, row: Row, articles: int, mentions: int, first: datetime | None, last: datetime | None) -> None:
        self.names[row["name"]] += articles
        self.mention_count += mentions
        if row["country_iso3"]:
            self.countries[row["country_iso3"]] += articles
        if row["aliases"]:
            self.aliases.update(row["aliases"])
        if row["latitude"] is not None and row["longitude"] is not None:
            self.located.add((row["geonames_id"] or 0, row["latitude"], row["longitude"]))
        self.first_seen, self.last_seen = _extreme(min, self.first_seen, first), _extreme(max, self.last_seen, last)

    def row(self, entity_id: str) -> Row:
        """The entity's row of `entities`."""
        name = self._name()
        geonames_id, latitude, longitude = min(self.located, default=(0, None, None))
        return {
            "entity_id": entity_id, "entity_type": self.type, "name": name,
            "aliases": sorted(sorted(self.aliases - {name}, key=lambda alias: (len(alias), alias))[:MAX_ALIASES]),
            "country_iso3": _commonest(self.countries, 1)[0] if self.countries else None, "latitude": latitude, "longitude": longitude,
            "geonames_id": geonames_id or None, "roles": _commonest(self.titles, MAX_ROLES), "first_seen": self.first_seen,
            "last_seen": self.last_seen, "article_count": self.article_count, "mention_count": self.mention_count,
        }  # fmt: skip

    def _name(self) -> str:
        """The name that most articles use in full; a person's has a given name where any has."""
        full = {name: count for name, count in self.names.items() if " " in name} if self.type == "person" else {}
        return _commonest(full or self.names, 1)[0]


def merge_entities(
    new_keys: Sequence[Row], new_roles: Sequence[Row], stored: Sequence[Row], entity_of: Mapping[str, str], counted: Mapping[str, int]
) -> list[Row]:
    """The rows of every entity that new keys, or a change of what stored keys stand for, touched.

    `new_keys` and `new_roles` are rows of `entity_keys` and `entity_roles`; `stored` are the rows of `entity_sums` of all that these entities were;
    `entity_of` says who each of these keys is now. `counted` says how many stored articles name an entity that has keys in several blocks, of
    which sums don't tell which articles use two.
    """
    entities: dict[str, Entity] = {}
    shared: defaultdict[str, int] = defaultdict(int)
    for row in stored:
        entity_id = entity_of[row["entity_key"]]
        entity = entities.get(entity_id)
        if entity is None:
            entity = entities[entity_id] = Entity(row["entity_type"])
        if row["about"] == "name":
            entity.add_stored(row)
        elif row["about"] == "title":
            entity.titles[row["name"]] += row["article_change"]
        else:
            shared[entity_id] += row["article_change"] * _counted_twice(row, entity_id, entity_of)
    for entity_id, entity in entities.items():
        entity.article_count = counted.get(entity_id, sum(entity.names.values()) - shared[entity_id])
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row in new_keys:
        entity_id = entity_of[row["entity_key"]]
        entity = entities.get(entity_id)
        if entity is None:
            entity = entities[entity_id] = Entity(row["entity_type"])
        entity.add_article(row)
        articles[entity_id].add(row["article_id"])
    for entity_id, named in articles.items():
        entities[entity_id].article_count += len(named)
    for row in new_roles:
        entities[entity_of[row["name_key"]]].titles[row["title"]] += 1
    return [entities[entity_id].row(entity_id) for entity_id in sorted(entities)]


def _counted_twice(row: Row, entity_id: str, entity_of: Mapping[str, str]) -> int:
    """How many times too often an article is counted that uses a key beside others: told by the first of those that are one entity."""
    same = [key for key in row["name"].split("\n") if entity_of.get(key) == entity_id]
    return len(same) if same and row["entity_key"] < min(same) else 0


def _commonest(counted: Mapping[str, int], most: int) -> list[str]:
    """The most frequent, those of one frequency by name."""
    if len(counted) < 2:
        return list(counted)
    return sorted(counted, key=lambda one: (-counted[one], one))[:most]


def _extreme(pick: Callable[[datetime, datetime], datetime], one: datetime | None, other: datetime | None) -> datetime | None:
    return pick(one, other) if one is not None and other is not None else one or other
