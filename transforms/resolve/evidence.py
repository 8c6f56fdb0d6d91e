"""Why the names of an entity are taken for one: each of its keys, and what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from transforms.resolve.corrections import Corrections
from transforms.resolve.entities import Known, id_of, leaders
from transforms.resolve.keys import Key, gathered
from transforms.resolve.short_names import Bearer, meant, settled


class Evidence(NamedTuple):
    """One key of an entity and why it stands for it."""

    entity_key: str
    articles: int
    """Articles that use it."""
    reason: str
    """In words, with the counts that decided."""


def evidence(entity_id: str, known: Known) -> list[Evidence]:
    """What joins the keys of an entity. `known` has all keys of their blocks."""
    found = []
    for block, unsorted in gathered((), known.names).items():
        members = sorted(unsorted, key=lambda key: key.entity_key)
        means = meant(block.partition(":")[0], members)
        leader = leaders(members, {short: settled(named) for short, named in means.items()}, Corrections())
        nationalities = {key.entity_key: key.now.articles for key in members if key.nationality}
        for key in members:
            if key.stored_as == entity_id:
                reason = _reason(key, entity_id, leader[key.entity_key], means.get(key.entity_key, ()), nationalities)
                found.append(Evidence(key.entity_key, key.now.articles, reason))
    return sorted(found, key=lambda one: (-one.articles, one.entity_key))


def _reason(key: Key, entity_id: str, chief: str, named: Sequence[Bearer], nationalities: Mapping[str, int]) -> str:
    if id_of(key.entity_key) == entity_id:
        return "every spelling of this name is one key, and the entity's id is made from it"
    if id_of(chief) != entity_id:
        return "people have said so: see seeds/corrections.yml"
    if key.is_weak:
        what = "acronym" if key.type == "organization" else "surname" if key.name.startswith("?") else "initial and surname"
        count, total = sum(one.articles for one in named if one.leader == chief), sum(one.articles for one in named)
        return f"{what} alone: {count:,} of {total:,} articles that give a full name to it mean {chief.partition(':')[2]}"
    total = sum(count for name, count in nationalities.items() if name.partition("/")[0] == chief)
    return f"nationality that {key.now.articles:,} of the {total:,} articles that give one to this name have: one person of this name stands out"
