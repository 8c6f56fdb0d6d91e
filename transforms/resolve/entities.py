"""One entity for each real thing over all articles.

Each article names its entities by keys (`LocalEntity.key`). Most keys say by themselves who is meant: a full name in its one
spelling, a GeoNames id. Three kinds don't, and are decided by what else is known under the same surname or acronym (the block):

- a surname or an initial alone (`?zelensky`, `v zelensky`) is the one person of that name who stands out,
- an acronym alone (`osce`) is the organisation that was introduced by it,
- a name with a nationality (`john smith/aus`) is somebody else than one of another nationality, unless all but a few articles agree.

What comes out depends on the set of all key rows alone, not on their order or on which night each arrived. So a night may also undo
what an earlier one decided: `Linking.moves` lists the stored keys that now belong to another entity. An entity left without keys
is redirected. Cost grows with what the new keys may bear on: the keys of their names, and of their blocks where one is weak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from transforms.ids import make_id
from transforms.names.spelling import fold
from transforms.records import Row
from transforms.resolve import blocks
from transforms.resolve.corrections import Corrections
from transforms.resolve.entity_rows import merge_entities

__all__ = ["Corrections", "Linking", "Move", "link", "merge_entities"]

STANDS_OUT = 0.8
"""Share of a block's articles about full names that one must have for a surname alone to mean it."""
FEW = 0.1
"""Share of a name's articles up to which another nationality is taken for an error."""


class Move(NamedTuple):
    """A stored key that belongs to another entity than it was stored with: its articles' rows follow."""

    entity_key: str
    from_id: str
    to_id: str


@dataclass(frozen=True)
class Linking:
    """Who each key is."""

    entity_of: Mapping[str, str]
    """Entity key to entity id: of every new key, and of every stored one that it bears on."""
    redirects: tuple[Row, ...] = ()
    """Rows of `redirects` for stored ids that no key has any more."""
    moves: tuple[Move, ...] = ()
    """Stored keys that leave an entity which stays, or join one: where the whole entity goes, the redirect tells it."""
    standing: frozenset[str] = frozenset()
    """Ids that stand: a redirect stored for one of them no longer holds."""


@dataclass
class Key:
    """All that is known of one key."""

    entity_key: str
    articles: int = 0
    aliases: set[str] = field(default_factory=set)
    countries: dict[str, int] = field(default_factory=dict)
    stored_as: str | None = None

    @property
    def type(self) -> str:
        return self.entity_key.partition(":")[0]

    @property
    def name(self) -> str:
        """The key without type and nationality."""
        return self.entity_key.partition(":")[2].partition("/")[0]

    @property
    def nationality(self) -> str:
        return self.entity_key.partition("/")[2] if self.type == "person" else ""

    @cached_property
    def is_weak(self) -> bool:
        """Whether it may stand for any other of its block."""
        return blocks.is_weak(self.entity_key)


def link(new: Sequence[Row], known: Sequence[Row], corrections: Corrections) -> Linking:
    """The entity of every key. `new` are rows of `entity_keys`; `known` the stored ones that bear on them, summed by key and entity."""
    by_block = gathered(new, known)
    entity_of: dict[str, str] = {}
    for block, members in by_block.items():
        for key, leader in leaders(block, sorted(members, key=lambda key: key.entity_key), corrections).items():
            entity_of[key] = id_of(leader)
    return _changes({key.entity_key: key for members in by_block.values() for key in members}, entity_of)


def id_of(entity_key: str) -> str:
    """The id of the entity that a key leads."""
    kind, _, name = entity_key.partition(":")
    return make_id("entity", kind, name)


def gathered(new: Iterable[Row], known: Iterable[Row]) -> dict[str, list[Key]]:
    """Every key, summed over its rows, by block."""
    keys: dict[str, Key] = {}
    by_block: dict[str, list[Key]] = defaultdict(list)
    for row in (*known, *new):
        key = keys.get(row["entity_key"])
        if key is None:
            key = keys[row["entity_key"]] = Key(row["entity_key"])
            by_block[row.get("block") or blocks.block_of(row["entity_key"])].append(key)
        articles = row.get("article_count", 1)
        key.articles += articles
        key.aliases.update(row["aliases"] or ())
        if row["country_iso3"]:
            key.countries[row["country_iso3"]] = key.countries.get(row["country_iso3"], 0) + articles
        if "article_count" in row:
            key.stored_as = row["entity_id"]
    return by_block


def leaders(block: str, keys: Sequence[Key], corrections: Corrections) -> dict[str, str]:
    """Each key of a block to the key that gives its entity the id."""
    kind = block.partition(":")[0]
    leader = {key.entity_key: key.entity_key for key in keys}
    if len(keys) == 1 and not keys[0].nationality:
        return leader if keys[0].entity_key not in corrections.same else {keys[0].entity_key: corrections.same[keys[0].entity_key]}
    if kind == "person":
        leader |= _nationalities(keys)
        leader |= _weak_people(keys, leader)
    elif kind == "organization":
        leader |= _acronyms(keys)
    decided = {}
    for key in keys:
        found = corrections.same.get(key.entity_key) or corrections.same.get(leader[key.entity_key]) or leader[key.entity_key]
        decided[key.entity_key] = key.entity_key if corrections.apart(key.entity_key, found) else found
    return decided


def _nationalities(keys: Sequence[Key]) -> dict[str, str]:
    """A name's nationalities: the one that nearly all articles give takes the plain name and the few errors; else each is somebody."""
    by_name: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        if not key.is_weak:
            by_name[key.name].append(key)
    leader = {}
    for name, variants in by_name.items():
        plain = f"person:{name}"
        counts = {key.nationality: key.articles for key in variants if key.nationality}
        total = sum(counts.values())
        chief = max(sorted(counts), key=lambda country: counts[country]) if counts else ""
        clear = not counts or counts[chief] >= STANDS_OUT * total
        for key in variants:
            error = clear and counts.get(key.nationality, 0) <= FEW * total
            if clear and (key.nationality in ("", chief) or error):
                leader[key.entity_key] = plain
    return leader


def _weak_people(keys: Sequence[Key], leader: Mapping[str, str]) -> dict[str, str]:
    """Surnames and initials alone: the person with that surname whom nearly all articles about it mean, where countries agree."""
    return {weak: best for weak, fitting in people_meant(keys, leader).items() if (best := standing_out(fitting)) is not None}


def people_meant(keys: Sequence[Key], leader: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Whom each surname or initial alone of a block may mean: each person's key with the number of articles that name them in full."""
    articles: dict[str, int] = defaultdict(int)
    countries: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if not key.is_weak:
            articles[leader[key.entity_key]] += key.articles
            countries[leader[key.entity_key]] |= key.countries.keys()
    return {
        key.entity_key: {
            chief: count
            for chief, count in articles.items()
            if _initial_fits(key.name, chief) and not (key.countries and countries[chief] and not key.countries.keys() & countries[chief])
        }
        for key in keys
        if key.is_weak
    }


def standing_out(counts: Mapping[str, int]) -> str | None:
    """The one that nearly all articles mean, if there is one."""
    best = max(sorted(counts), key=lambda one: counts[one], default=None)
    return best if best is not None and counts[best] >= STANDS_OUT * sum(counts.values()) else None


def _initial_fits(weak: str, full_key: str) -> bool:
    return weak.startswith("?") or full_key.partition(":")[2][0] == weak[0]


def _acronyms(keys: Sequence[Key]) -> dict[str, str]:
    """An acronym alone: the organisation that nearly all articles about it introduce by it."""
    return {bare: best for bare, named in organizations_meant(keys).items() if (best := standing_out(named)) is not None}


def organizations_meant(keys: Sequence[Key]) -> dict[str, dict[str, int]]:
    """What each acronym alone of a block may mean: the keys of the names that were introduced with it, and their articles."""
    bare = [key for key in keys if key.is_weak and any(_is_acronym(alias) for alias in key.aliases)]
    introduced: dict[str, dict[str, int]] = defaultdict(dict)
    if bare:
        for other in keys:
            if " " in other.name:
                for alias in other.aliases:
                    if " " not in alias:
                        introduced[fold(alias.replace(".", ""))][other.entity_key] = other.articles
    return {key.entity_key: introduced.get(key.name, {}) for key in bare}


def _is_acronym(alias: str) -> bool:
    letters = alias.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def _changes(keys: Mapping[str, Key], entity_of: Mapping[str, str]) -> Linking:
    """What differs from what was stored."""
    standing = frozenset(entity_of.values())
    went: dict[str, dict[str, int]] = defaultdict(dict)
    for entity_key, key in keys.items():
        if key.stored_as is not None and key.stored_as != entity_of[entity_key]:
            to = went[key.stored_as]
            to[entity_of[entity_key]] = to.get(entity_of[entity_key], 0) + key.articles
    redirects = {old: max(sorted(to), key=lambda entity: to[entity]) for old, to in went.items() if old not in standing}
    moves = tuple(
        Move(entity_key, key.stored_as, entity_of[entity_key])
        for entity_key, key in sorted(keys.items())
        if key.stored_as is not None and entity_of[entity_key] not in (key.stored_as, redirects.get(key.stored_as))
    )
    rows = tuple({"replaced_id": old, "current_id": now, "detail": "linked"} for old, now in sorted(redirects.items()))
    return Linking(dict(entity_of), rows, moves, standing)
