"""Whom a mention did harm to, where only what became of them is told: "the raid left nine dead", "killing two cooks"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.events.kinds import HARMFUL, family
from transforms.events.parties import Parties
from transforms.records import Event, Party, Toll
from transforms.tolls.victims import UNNAMED, Casualty

MEASURES = ("killed", "injured", "hit")


def harmed(
    parties: Parties, events: Sequence[Event], casualties: Sequence[Casualty], tolls: Mapping[int, Sequence[Toll]]
) -> dict[int, Party]:
    """By event, those among its dead, else among its wounded, whom its own sentence tells of first; else another one."""
    told: dict[tuple[int, int], list[Casualty]] = {}
    for casualty in casualties:
        victim = casualty.victim
        if casualty.measure not in MEASURES or casualty.best == 0 or victim.perpetrator is not False or victim.noun in UNNAMED:
            continue
        if victim.entity is not None or not victim.pronoun:
            told.setdefault((casualty.start, casualty.end), []).append(casualty)
    found: dict[int, Party] = {}
    for i, event in enumerate(events):
        if family(event) not in HARMFUL:
            continue
        own = [casualty for toll in tolls.get(i, ()) for casualty in told.get((toll.start, toll.end), ())]
        first = min(own, key=lambda one: (not event.start <= one.start < event.end, MEASURES.index(one.measure), one.start), default=None)
        if first is None or not parties.can_suffer(first.victim.head, harm=True):
            continue
        party = parties.party(first.victim.head)
        found[i] = party if event.start <= party.start < event.end else party._replace(basis="context")
    return found
