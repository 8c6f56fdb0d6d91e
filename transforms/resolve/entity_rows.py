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
    """An entity while its keys are being counted. All its fields are sums, sets and extremes: the order of the rows doesn't matter."""

    type: str
    names: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    aliases: set[str] = field(default_factory=set)
    countries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    located: set[tuple[int, float, float]] = field(default_factory=set)
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    article_count: int = 0
    mention_count: int = 0
    articles: set[str] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Count a row of `entity_keys`: a new one of one article, or stored ones summed over `article_count` articles."""
        articles = row.get("article_count")
        if articles is None:
            self.articles.add(row["article_id"])
        else:
            self.article_count += articles
        self.names[row["name"]] += articles or 1
        self.aliases.update(row["aliases"] or ())
        if row["country_iso3"]:
            self.countries[row["country_iso3"]] += articles or 1
        if row["latitude"] is not None and row["longitude"] is not None:
            self.located.add((row["geonames_id"] or 0, row["latitude"], row["longitude"]))
        self.mention_count += row["mention_count"]
        self.first_seen = _extreme(min, self.first_seen, row.get("first_seen", row.get("published_at")))
        self.last_seen = _extreme(max, self.last_seen, row.get("last_seen", row.get("published_at")))

    def row(self, entity_id: str, roles: Mapping[str, int]) -> Row:
        """The entity's row of `entities`."""
        name = self._name()
        geonames_id, latitude, longitude = min(self.located) if self.located else (0, None, None)
        return {
            "entity_id": entity_id, "entity_type": self.type, "name": name,
            "aliases": sorted(sorted(self.aliases - {name}, key=lambda alias: (len(alias), alias))[:MAX_ALIASES]),
            "country_iso3": _commonest(self.countries, 1)[0] if self.countries else None, "latitude": latitude, "longitude": longitude,
            "geonames_id": geonames_id or None, "roles": _commonest(roles, MAX_ROLES), "first_seen": self.first_seen,
            "last_seen": self.last_seen, "article_count": self.article_count + len(self.articles), "mention_count": self.mention_count,
        }  # fmt: skip

    def _name(self) -> str:
        """The name that most articles use in full; a person's has a given name where any has."""
        full = {name: count for name, count in self.names.items() if " " in name} if self.type == "person" else {}
        return _commonest(full or self.names, 1)[0]


def merge_entities(new_keys: Sequence[Row], known: Sequence[Row], entity_of: Mapping[str, str], roles: Sequence[Row]) -> list[Row]:
    """The rows of every entity that new keys, or a change of what stored keys stand for, touched.

    `known` are the stored keys that bear on the new ones, summed by key; `entity_of` says who every key is now. `roles` are new
    rows of `entity_roles`, with final ids, and sums of stored ones, which have `entity_key` and `count`.
    """
    changed = [row for row in known if entity_of[row["entity_key"]] != row["entity_id"]]
    touched = {entity_of[row["entity_key"]] for row in (*new_keys, *changed)} | {row["entity_id"] for row in changed}
    entities: dict[str, Entity] = {}
    for row in (*known, *new_keys):
        entity_id = entity_of[row["entity_key"]]
        if entity_id in touched:
            entities.setdefault(entity_id, Entity(row["entity_type"])).add(row)
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
