"""One entity for each real thing over all articles.

Each article names its entities by keys (`LocalEntity.key`). Most keys say by themselves who is meant: a full name in its one
spelling, a GeoNames id. Three kinds don't, and are decided by what else is known under the same surname or acronym (the block):

- a surname or an initial alone (`?zelensky`, `v zelensky`) is the one person of that name who stands out,
- an acronym alone (`osce`) is the organisation that was introduced by it,
- a name with a nationality (`john smith/aus`) is somebody else than one of another nationality, unless all but a few articles agree.

What comes out depends on the set of all key rows alone, not on their order or on which night each arrived. So a night may also undo
what an earlier one decided: `Linking.moves` lists the stored keys that now belong to another entity. An entity left without keys
is redirected. Cost grows with the new keys: of what is stored, the keys of their names and the weak ones of their blocks are looked at
one by one; whoever else a weak key may mean is summed up before (`Bearers`), since only what is named anew can have become another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from transforms.ids import make_id
from transforms.names.spelling import fold
from transforms.records import Row
from transforms.resolve import blocks
from transforms.resolve.corrections import Corrections
from transforms.resolve.entity_rows import merge_entities

__all__ = ["Corrections", "Known", "Linking", "Move", "link", "merge_entities"]

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
class Known:
    """What is stored that bears on who new keys are."""

    keys: Sequence[Row] = ()
    """The stored keys of their names, and the weak ones of their blocks: `entity_key`, `entity_id`, `block`, `article_count`, `countries`,
    `aliases` (of organisations; those of more than a word may be left out), and whether the entity `has_others`, keys that are not listed."""
    bearers: Sequence[Row] = ()
    """All others of blocks that have a weak key: `block`, `countries` and `aliases` of those that agree in these and in their initial, how
    many articles name any of them (`total`), and the `entity_key`, `entity_id` and `article_count` of the one that most do."""


class Bearers(NamedTuple):
    """One whom a weak key may mean, or several whom it may mean alike."""

    leader: str
    """The key that leads the one whom most articles name."""
    articles: int
    """Articles that name that one."""
    total: int
    """Articles that name any of them."""
    countries: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Linking:
    """Who each key is."""

    entity_of: Mapping[str, str]
    """Entity key to entity id: of every new key, and of every stored one that may change with it."""
    redirects: tuple[Row, ...] = ()
    """Rows of `redirects` for stored ids that no key has any more."""
    moves: tuple[Move, ...] = ()
    """Stored keys that leave an entity which stays, or join one: where the whole entity goes, the redirect tells it."""
    standing: frozenset[str] = frozenset()
    """Ids that stand: a redirect stored for one of them no longer holds."""
    changed: frozenset[str] = frozenset()
    """Entities that stored keys leave or join."""
    touched: frozenset[str] = frozenset()
    """These, and all entities of new keys."""


@dataclass
class Key:
    """All that is known of one key."""

    entity_key: str
    articles: int = 0
    aliases: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    stored_as: str | None = None
    has_others: bool = False
    """Whether the entity that it is stored with has keys that are not looked at, and so stands in any case."""

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


def link(new: Sequence[Row], known: Known, corrections: Corrections) -> Linking:
    """The entity of every key. `new` are rows of `entity_keys`; for `known` see `State.entity_keys_near`."""
    by_block, bearers = gathered(new, known.keys), bearers_of(known.bearers)
    entity_of: dict[str, str] = {}
    for block, members in by_block.items():
        found = leaders(block, sorted(members, key=lambda key: key.entity_key), corrections, bearers.get(block, ()))
        entity_of.update((key, id_of(leader)) for key, leader in found.items())
    keys = {key.entity_key: key for members in by_block.values() for key in members}
    return _changes(keys, entity_of, {entity_of[row["entity_key"]] for row in new})


def id_of(entity_key: str) -> str:
    """The id of the entity that a key leads."""
    kind, _, name = entity_key.partition(":")
    return make_id("entity", kind, name)


def gathered(new: Iterable[Row], known: Iterable[Row]) -> dict[str, list[Key]]:
    """Every key, summed over its rows, by block."""
    keys: dict[str, Key] = {}
    by_block: dict[str, list[Key]] = defaultdict(list)

    def key_of(row: Row) -> Key:
        key = keys.get(row["entity_key"])
        if key is None:
            key = keys[row["entity_key"]] = Key(row["entity_key"])
            by_block[row.get("block") or blocks.block_of(row["entity_key"])].append(key)
        return key

    for row in known:
        key = key_of(row)
        key.articles += row["article_count"]
        key.countries.update(row["countries"])
        key.aliases.update(row["aliases"])
        key.stored_as, key.has_others = row["entity_id"], row["has_others"]
    for row in new:
        key = key_of(row)
        key.articles += 1
        key.aliases.update(row["aliases"] or ())
        if row["country_iso3"]:
            key.countries.add(row["country_iso3"])
    return by_block


def bearers_of(rows: Iterable[Row]) -> dict[str, list[Bearers]]:
    """Rows of `Known.bearers` by block."""
    found: dict[str, list[Bearers]] = defaultdict(list)
    for row in rows:
        core = blocks.core_of(row["entity_key"])
        leader = core if id_of(core) == row["entity_id"] else row["entity_key"]
        countries, aliases = frozenset(row["countries"]), frozenset(row["aliases"])
        found[row["block"]].append(Bearers(leader, row["article_count"], row["total"], countries, aliases))
    return found


def leaders(block: str, keys: Sequence[Key], corrections: Corrections, bearers: Sequence[Bearers] = ()) -> dict[str, str]:
    """Each key of a block to the key that gives its entity the id. `bearers` are those of the block that are none of `keys`."""
    kind = block.partition(":")[0]
    leader = {key.entity_key: key.entity_key for key in keys}
    if len(keys) == 1 and not keys[0].nationality and not bearers:
        return leader if keys[0].entity_key not in corrections.same else {keys[0].entity_key: corrections.same[keys[0].entity_key]}
    if kind == "person":
        leader |= _nationalities(keys)
        leader |= _standing_out(people_meant(keys, leader, bearers))
    elif kind == "organization":
        leader |= _standing_out(organizations_meant(keys, bearers))
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


def people_meant(keys: Sequence[Key], leader: Mapping[str, str], bearers: Sequence[Bearers]) -> dict[str, list[Bearers]]:
    """Whom each surname or initial alone of a block may mean: of fitting initial and country."""
    articles: dict[str, int] = defaultdict(int)
    countries: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if not key.is_weak:
            articles[leader[key.entity_key]] += key.articles
            countries[leader[key.entity_key]] |= key.countries
    named = [*bearers, *(Bearers(chief, count, count, frozenset(countries[chief])) for chief, count in articles.items())]
    return {
        key.entity_key: [
            one
            for one in named
            if _initial_fits(key.name, one.leader) and not (key.countries and one.countries and not key.countries & one.countries)
        ]
        for key in keys
        if key.is_weak
    }


def _standing_out(meant: Mapping[str, Sequence[Bearers]]) -> dict[str, str]:
    """The one that nearly all articles mean, for every weak key that has one."""
    found = {}
    for weak, bearers in meant.items():
        best = max(bearers, key=lambda one: one.articles, default=None)
        if best is not None and best.articles >= STANDS_OUT * sum(one.total for one in bearers):
            found[weak] = best.leader
    return found


def _initial_fits(weak: str, full_key: str) -> bool:
    return weak.startswith("?") or full_key.partition(":")[2][0] == weak[0]


def organizations_meant(keys: Sequence[Key], bearers: Sequence[Bearers]) -> dict[str, list[Bearers]]:
    """What each acronym alone of a block may mean: the names that were introduced with it."""
    bare = [key for key in keys if key.is_weak and any(_is_acronym(alias) for alias in key.aliases)]
    if not bare:
        return {}
    named = [
        *bearers,
        *(Bearers(key.entity_key, key.articles, key.articles, aliases=frozenset(key.aliases)) for key in keys if " " in key.name),
    ]
    introduced: dict[str, list[Bearers]] = defaultdict(list)
    for one in named:
        for alias in {fold(alias.replace(".", "")) for alias in one.aliases if " " not in alias}:
            introduced[alias].append(one)
    return {key.entity_key: introduced[key.name] for key in bare}


def _is_acronym(alias: str) -> bool:
    letters = alias.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def _changes(keys: Mapping[str, Key], entity_of: Mapping[str, str], named: AbstractSet[str]) -> Linking:
    """What differs from what was stored. `named` are the entities of new keys."""
    standing = frozenset(entity_of.values()).union(key.stored_as for key in keys.values() if key.stored_as and key.has_others)
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
    changed = frozenset(went).union(*went.values())
    return Linking(dict(entity_of), rows, moves, standing, changed, changed | named)
