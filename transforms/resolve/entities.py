"""One entity for each real thing over all articles.

Each article names its entities by keys (`LocalEntity.key`). Most keys say by themselves who is meant: a full name in its one
spelling, a GeoNames id. Three kinds don't, and are decided by what else is known under the same surname or acronym (the block):

- a surname or an initial alone (`?zelensky`, `v zelensky`) is the one person of that name who stands out,
- an acronym alone (`osce`) is the organisation that was introduced by it,
- a name with a nationality (`john smith/aus`) is somebody else than one of another nationality, unless all but a few articles agree.

What comes out depends on the set of all key rows alone, not on their order or on which night each arrived. So a night may also undo
what an earlier one decided: `Linking.moves` lists the stored keys that now belong to another entity. An entity left without keys
is redirected. Cost grows with the new keys: of what is stored, the keys of their names are looked at, and all of a block only where the new
articles may change whom a short name means (`open_blocks`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.ids import make_id
from transforms.records import Row
from transforms.resolve.blocks import is_weak
from transforms.resolve.corrections import Corrections
from transforms.resolve.entity_rows import merge_entities
from transforms.resolve.keys import Key, gathered
from transforms.resolve.short_names import Settled, growth, is_open, meant, nationalities, settled

__all__ = ["Corrections", "Known", "Linking", "Move", "link", "merge_entities", "open_blocks"]


class Move(NamedTuple):
    """A stored key that belongs to another entity than it was stored with: its articles' rows follow."""

    entity_key: str
    from_id: str
    to_id: str


@dataclass(frozen=True)
class Known:
    """What is stored that bears on who new keys are."""

    names: Sequence[Row] = ()
    """Rows of `entity_sums` about names: of every key of the new ones' names, and of all keys of blocks that are `whole`."""
    settled: Mapping[str, Mapping[str, Settled]] = field(default_factory=dict)
    """Whom the short names of these blocks mean, by block."""
    whole: AbstractSet[str] = frozenset()
    """Blocks of which all keys are listed."""
    having_others: AbstractSet[str] = frozenset()
    """Entities that have keys that are not listed, and so stand in any case."""


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
    settled: tuple[Row, ...] = ()
    """Rows of `short_names` that are new or have changed."""


def open_blocks(new: Sequence[Row], known: Known) -> set[str]:
    """The blocks that have to be looked through: new articles may change whom a short name of theirs means."""
    told_apart = known.settled.keys() | {row["block"] for row in new if is_weak(row["entity_key"])}
    by_block = gathered(*([row for row in rows if row["block"] in told_apart] for rows in (new, known.names)))
    return {block for block, keys in by_block.items() if is_open(keys[0].type, keys, known.settled.get(block, {}))}


def link(new: Sequence[Row], known: Known, corrections: Corrections) -> Linking:
    """The entity of every key. `new` are rows of `entity_keys`; of `open_blocks`, `known` must have all keys."""
    by_block = gathered(new, known.names)
    entity_of: dict[str, str] = {}
    short_names: list[Row] = []
    for block, members in by_block.items():
        keys = sorted(members, key=lambda key: key.entity_key) if len(members) > 1 else members
        before = known.settled.get(block, {})
        means = short_names_of(keys, before, is_whole=block in known.whole)
        entity_of.update((key, id_of(leader)) for key, leader in leaders(keys, means, corrections).items())
        short_names += [
            {"entity_key": key, "block": block, "leader_key": now.leader, "margin": now.margin}
            for key, now in means.items()
            if now != before.get(key)
        ]
    listed = {key.entity_key: key for members in by_block.values() for key in members}
    return _changes(listed, entity_of, {entity_of[row["entity_key"]] for row in new}, known.having_others, short_names)


def id_of(entity_key: str) -> str:
    """The id of the entity that a key leads."""
    kind, _, name = entity_key.partition(":")
    return make_id("entity", kind, name)


def short_names_of(keys: Sequence[Key], before: Mapping[str, Settled], *, is_whole: bool) -> Mapping[str, Settled]:
    """Whom each short name of a block means, with the new articles; `before` says whom they meant without."""
    if is_whole:
        return {short: settled(named) for short, named in meant(keys[0].type, keys).items()}
    grown = growth(keys[0].type, keys) if before else 0
    return {short: found._replace(margin=found.margin - grown) for short, found in before.items()} if grown else before


def leaders(keys: Sequence[Key], means: Mapping[str, Settled], corrections: Corrections) -> dict[str, str]:
    """Each key of a block to the key that gives its entity the id, given whom its short names mean."""
    leader = {key.entity_key: key.entity_key for key in keys}
    if keys[0].type == "person":
        leader |= nationalities(keys)
    leader |= {short: found.leader for short, found in means.items() if found.leader is not None and short in leader}
    decided = {}
    for key in keys:
        found = corrections.same.get(key.entity_key) or corrections.same.get(leader[key.entity_key]) or leader[key.entity_key]
        decided[key.entity_key] = key.entity_key if corrections.apart(key.entity_key, found) else found
    return decided


def _changes(
    keys: Mapping[str, Key],
    entity_of: Mapping[str, str],
    named: AbstractSet[str],
    having_others: AbstractSet[str],
    short_names: Sequence[Row],
) -> Linking:
    """What differs from what was stored. `named` are the entities of new keys."""
    standing = frozenset(entity_of.values()) | {key.stored_as for key in keys.values() if key.stored_as is not None} & having_others
    went: dict[str, dict[str, int]] = defaultdict(dict)
    for entity_key, key in keys.items():
        if key.stored_as is not None and key.stored_as != entity_of[entity_key]:
            to = went[key.stored_as]
            to[entity_of[entity_key]] = to.get(entity_of[entity_key], 0) + key.now.articles
    redirects = {old: max(sorted(to), key=lambda entity: to[entity]) for old, to in went.items() if old not in standing}
    moves = tuple(
        Move(entity_key, key.stored_as, entity_of[entity_key])
        for entity_key, key in sorted(keys.items())
        if key.stored_as is not None and entity_of[entity_key] not in (key.stored_as, redirects.get(key.stored_as))
    )
    rows = tuple({"replaced_id": old, "current_id": now, "detail": "linked"} for old, now in sorted(redirects.items()))
    changed = frozenset(went).union(*went.values())
    return Linking(dict(entity_of), rows, moves, standing, changed, changed | named, tuple(short_names))
