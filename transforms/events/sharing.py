"""What the mentions of one event say together of who did it, and to whom.

A later mention seldom says it all again ("the attack lasted an hour"). What it leaves out another mention supplies, unless the two cannot
mean the same people: nobody is both sides of an attack, and of those who clash each is the other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from transforms.document import Document
from transforms.events.camps import Camps
from transforms.events.clusters import Cluster
from transforms.events.kinds import TOLD
from transforms.events.parties import Parties
from transforms.events.slot_words import BODIES
from transforms.records import Event, Party

PRONOUNS = frozenset({
    "he", "she", "they", "him", "her", "them", "it", "his", "their", "who", "whom", "someone", "somebody", "others", "the others", "both",
    "the two", "the two sides", "the sides", "both sides", "the pair",
})  # fmt: skip
"""Words for somebody whom the text names elsewhere."""
COUNTING = frozenset({"other", "dozen", "score", "hundred", "thousand"})
DEFINITE = frozenset({"the", "these", "those"})
MOST_PARTIES = 8
"""Distinct parties of an event that are looked at."""


class Told(NamedTuple):
    """What one mention says of both roles."""

    actor: Party | None
    target: Party | None
    is_clash: bool
    is_claim: bool


def shared_parties(
    parties: Parties,
    events: Sequence[Event],
    tokens: Sequence[int],
    clusters: Iterable[Cluster],
    suffered: Mapping[int, Party],
    claims: Mapping[int, Party],
    camps: Camps,
) -> dict[int, dict[str, Any]]:
    """By event, the roles that it takes from other mentions of the same event, with their basis. `tokens` are the trigger tokens, `suffered`
    whom events harmed, and `claims` who claims an event without naming it.
    """
    document = parties.document
    missing = {i: party for i, party in suffered.items() if events[i].target is None}
    events = [event._replace(target=missing.get(i, event.target)) for i, event in enumerate(events)]
    fields: dict[int, dict[str, Any]] = {i: {"target": party} for i, party in missing.items()}
    for found in clusters:
        members = [i for i in found.events if events[i].modality in TOLD and not events[i].negated]
        claimed = [claims[i] for i in members if i in claims]
        if len(members) + len(claimed) < 2 or found.general:
            continue
        told = [*_distinct(document, (events[i] for i in members)), *(Told(actor, None, False, True) for actor in claimed)]
        told += [Told(None, suffered[i], False, False) for i in members[:1] if i in suffered]
        for i in members:
            event = events[i]
            actor = None if _is_open(document, event.actor) else event.actor
            target = None if _is_open(document, event.target) else event.target
            by = None
            if actor is not None and _is_description(document, actor):
                by = next(
                    (other for other in told if not other.is_claim and camps.may_be(actor, other.actor) and _is_known(other.actor)), None
                )
            if actor is None:
                is_noun = document.tokens[tokens[i]].pos != "VERB" and event.event_mode != "clash" and i not in missing
                named = target if is_noun and target is not None and not _is_thing(parties, target) else None
                by = _missing_actor(
                    camps,
                    event,
                    _kin(document, events, i),
                    [other for other in told if named is None or _is_of(parties, other.target, named)],
                )
            whom = None
            if target is None and not _is_count(document, tokens[i], event):
                whom = _missing_target(parties, camps, event, actor or (by and by.actor), told)
            own: dict[str, Party] = {}
            if by is not None and by.actor is not None:
                own["actor"] = by.actor._replace(basis="claim" if by.is_claim and event.modality != "claimed" else "context")
            if whom is not None and whom.target is not None:
                own["target"] = whom.target._replace(basis="context")
            if own:
                fields.setdefault(i, {}).update(own)
    return fields


def _is_open(document: Document, party: Party | None) -> bool:
    """Whether a role is still to be filled: nobody is named, or only by a pronoun of which it is not known whom it means."""
    return party is None or (party.entity is None and document.body[party.start : party.end].lower() in PRONOUNS)


def _is_description(document: Document, party: Party) -> bool:
    """Whether a phrase only points at some who may be named elsewhere: "the attackers"."""
    first, last = document.tokens_in(party.start, party.end)
    head = document.tokens[last - 1]
    is_many = head.tag == "NNS" or head.lemma in BODIES
    return is_many and not _is_known(party) and document.lowers[first] in DEFINITE


def _is_known(party: Party | None) -> bool:
    """Whether it is known who somebody is, or of what country."""
    return party is not None and (party.entity is not None or party.country_iso3 is not None)


def _is_count(document: Document, token: int, event: Event) -> bool:
    """Whether a participle only counts some of those hurt ("with dozens injured"), who need not be those that other mentions tell of."""
    return event.target is None and document.tokens[token].tag == "VBN"


def _distinct(document: Document, events: Iterable[Event]) -> Iterable[Told]:
    """What the mentions say, each pair of parties once."""
    seen: set[tuple[object, ...]] = set()
    for event in events:
        actor = None if _is_open(document, event.actor) else event.actor
        target = None if _is_open(document, event.target) else event.target
        if actor is None and target is None:
            continue
        key = (_key(document, actor), _key(document, target))
        if key not in seen and len(seen) < MOST_PARTIES:
            seen.add(key)
            yield Told(actor, target, event.event_mode == "clash", event.modality == "claimed")


def _key(document: Document, party: Party | None) -> object:
    if party is None:
        return None
    return party.entity if party.entity is not None else document.body[party.start : party.end].lower()


def _missing_actor(camps: Camps, event: Event, target: Party | None, told: Iterable[Told]) -> Told | None:
    """The first mention that names an actor who may have done it to this target, facts before claims."""
    found = []
    for side in _sides(camps, event, told):
        if side.actor is None or not camps.may_face(side.actor, target):
            continue
        if side.is_clash and event.event_mode != "clash" and (target is None or not camps.are_alike(side.target, target)):
            continue  # of those who clash it is not known who did the harm, but to their enemies
        found.append(side)
    return min(found, key=lambda side: (side.is_claim, _are_countrymen(side.actor, target)), default=None)


def _sides(camps: Camps, event: Event, told: Iterable[Told]) -> Iterator[Told]:
    """What the mentions say, both ways where it is of a clash: each did it to the other. Who was harmed in one had an enemy if he is told."""
    for other in told:
        yield other
        if camps.of(other.target) is None:
            continue  # no building fights
        if other.is_clash or (event.event_mode == "clash" and other.actor is not None and other.target is not None):
            yield other._replace(actor=other.target, target=other.actor)


def _is_thing(parties: Parties, target: Party) -> bool:
    """Whether a target is a place or a thing, not people."""
    head = parties.document.head_of(*parties.document.tokens_in(target.start, target.end))
    return parties.is_place(head) or not parties.can_act(head)


def _kin(document: Document, events: Sequence[Event], i: int) -> Party | None:
    """Whom an event befell; of mere numbers, those told of just before: "nine soldiers were killed and two others were wounded"."""
    target, before = events[i].target, events[i - 1] if i else None
    if _is_number(document, target) and before is not None and before.start == events[i].start and before.target is not None:
        return before.target
    return None if _is_open(document, target) else target


def _is_of(parties: Parties, other: Party | None, victim: Party) -> bool:
    """Whether a mention may be of the death of this victim, whom a noun names ("the murder of the judge")."""
    document = parties.document
    if other is None or _key(document, other) == _key(document, victim):
        return True
    is_definite = document.lowers[document.tokens_in(victim.start, victim.end)[0]] in DEFINITE
    return is_definite and (_is_thing(parties, other) or _is_number(document, other))


def _missing_target(parties: Parties, camps: Camps, event: Event, actor: Party | None, told: Iterable[Told]) -> Told | None:
    """The first mention that names a target whom this actor may have done it to, one by the same actor before others, and a mere number last."""
    found = [
        other
        for other in _sides(camps, event, told)
        if other.target is not None
        and camps.may_face(actor, other.target)
        and (other.actor is None or actor is None or camps.are_alike(other.actor, actor) or camps.of(other.actor) == camps.of(actor))
    ]
    return min(
        found,
        key=lambda other: (
            _is_number(parties.document, other.target),
            other.target is not None and _is_thing(parties, other.target),
            not camps.are_alike(other.actor, actor),
        ),
        default=None,
    )


def _is_number(document: Document, party: Party | None) -> bool:
    """Whether a phrase only says how many: "wounding four"."""
    if party is None:
        return False
    last = document.tokens[document.tokens_in(party.start, party.end)[1] - 1]
    return last.pos in ("NUM", "DET", "PRON") or last.lemma in COUNTING


def _are_countrymen(one: Party | None, other: Party | None) -> bool:
    return one is not None and other is not None and one.country_iso3 is not None and one.country_iso3 == other.country_iso3
