"""Rows of `entities`, counted from the keys that stand for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from transforms.records import Row

MAX_ALIASES, MAX_ROLES = 50, 20


@dataclass
class Entity:
    """An entity while its keys are being counted. All its fields are sums, sets and extremes: the order of the rows doesn't matter."""

    type: str
    names: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
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
        for alias in row["aliases"] or ():
            self.aliases[alias] += articles or 1
        if row["country_iso3"]:
            self.countries[row["country_iso3"]] += articles or 1
        if row["latitude"] is not None and row["longitude"] is not None:
            self.located.add((row["geonames_id"] or 0, row["latitude"], row["longitude"]))
        self.mention_count += row["mention_count"]
        self.first_seen = _extreme(min, self.first_seen, row.get("first_seen", row.get("published_at")))
        self.last_seen = _extreme(max, self.last_seen, row.get("last_seen", row.get("published_at")))

    def row(self, entity_id: str, roles: Counter[str]) -> Row:
        """The entity's row of `entities`."""
        name = self._name()
        geonames_id, latitude, longitude = min(self.located) if self.located else (0, None, None)
        return {
            "entity_id": entity_id, "entity_type": self.type, "name": name,
            "aliases": sorted(alias for alias in _commonest(self.aliases, MAX_ALIASES) if alias != name),
            "country_iso3": _commonest(self.countries, 1)[0] if self.countries else None, "latitude": latitude, "longitude": longitude,
            "geonames_id": geonames_id or None, "roles": _commonest(roles, MAX_ROLES), "first_seen": self.first_seen,
            "last_seen": self.last_seen, "article_count": self.article_count + len(self.articles), "mention_count": self.mention_count,
        }  # fmt: skip

    def _name(self) -> str:
        """The name that most articles use in full; a person's has a given name where any has."""
        full = {name: count for name, count in self.names.items() if " " in name} if self.type == "person" else {}
        return _commonest(Counter(full or self.names), 1)[0]


def merge_entities(
    stored: Mapping[str, Row],
    new_keys: Sequence[Row],
    roles: Sequence[Row],
    redirects: Sequence[Row],
    known: Sequence[Row] = (),
    entity_of: Mapping[str, str] | None = None,
) -> list[Row]:
    """The rows of every entity that new articles, redirects or moves touched.

    `new_keys` have their final `entity_id`; `known` are the stored keys of the same blocks, summed by key, which `entity_of` gives
    theirs. `roles` are rows of `entity_roles` with final ids, new ones, and stored ones with a `count`; of an entity in `stored`
    whose stored roles are not among them, the known titles are kept.
    """
    target = {row["replaced_id"]: row["current_id"] for row in redirects}
    entities: dict[str, Entity] = {}
    touched = {row["entity_id"] for row in new_keys} | set(target.values()) | _moved(known, entity_of or {})
    for row in known:
        entity_id = (entity_of or {}).get(row["entity_key"], target.get(row["entity_id"], row["entity_id"]))
        if entity_id in touched:
            entities.setdefault(entity_id, Entity(row["entity_type"])).add(row)
    for row in new_keys:
        entities.setdefault(row["entity_id"], Entity(row["entity_type"])).add(row)
    titles = _titles(stored, roles, target)
    return [entities[entity_id].row(entity_id, titles.get(entity_id, Counter())) for entity_id in sorted(entities)]


def _moved(known: Iterable[Row], entity_of: Mapping[str, str]) -> set[str]:
    """Entities that a stored key leaves or joins."""
    changed = [
        (row["entity_id"], entity_of[row["entity_key"]])
        for row in known
        if entity_of.get(row["entity_key"], row["entity_id"]) != row["entity_id"]
    ]
    return {entity_id for pair in changed for entity_id in pair}


def _titles(stored: Mapping[str, Row], roles: Iterable[Row], target: Mapping[str, str]) -> dict[str, Counter[str]]:
    """How often each entity is given each title."""
    titles: dict[str, Counter[str]] = {}
    for row in roles:
        titles.setdefault(target.get(row["entity_id"], row["entity_id"]), Counter())[row["title"]] += row.get("count", 1)
    for entity_id, row in stored.items():
        counted = titles.setdefault(target.get(entity_id, entity_id), Counter())
        for title in row["roles"] or ():
            counted.setdefault(title, 0)
    return titles


def _commonest(counted: Counter[str], most: int) -> list[str]:
    """The most frequent, those of one frequency by name."""
    return sorted(counted, key=lambda one: (-counted[one], one))[:most]


def _extreme(pick: Any, one: datetime | None, other: datetime | None) -> datetime | None:
    return pick(one, other) if one is not None and other is not None else one or other
