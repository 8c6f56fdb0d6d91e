"""What a detected event still lacks: place, date, tolls, weapons, and which mentions tell of one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.document import Document
from transforms.events.arming import weapons_of, without_charges
from transforms.events.claims import claims
from transforms.events.clues import clues_of
from transforms.events.clusters import Cluster
from transforms.events.enforcers import enforcers
from transforms.events.geography import is_town
from transforms.events.harmed import harmed
from transforms.events.implied import implied_events
from transforms.events.kinds import HARMFUL
from transforms.events.lexicon import EventLexicon
from transforms.events.parties import Parties
from transforms.events.same_event import following
from transforms.events.segments import RUNNING
from transforms.events.setting import Setting
from transforms.events.sharing import shared_parties
from transforms.events.speakers import with_speakers
from transforms.events.tolling import tolls_of
from transforms.records import Event, Findings, Mention, Toll, Weapon
from transforms.tolls import find_casualties

TALLY = 10
"""Dead or hurt from which on those of a year or so are no longer of one event."""


def complete(
    document: Document, findings: Findings, events: tuple[Event, ...], lexicon: EventLexicon, inner: Sequence[Mention] = ()
) -> tuple[Event, ...]:
    """The same events with place, date, tolls, weapons and `same_as`. `inner` are places inside the names of bodies.

    The first mention of an event speaks for the article: its tolls are what all mentions add up to. Every other mention has those
    that its own sentence gives.
    """
    casualties = find_casualties(document, findings, lexicon.tolls)
    events = tuple(sorted((*events, *implied_events(document, casualties, events, lexicon)), key=lambda event: event.trigger))
    if not events:
        return events
    tokens = [document.tokens_in(*event.trigger)[0] for event in events]
    parties = Parties(document, findings, lexicon)
    events = with_speakers(document, parties, events)
    setting = Setting(document, findings, events, tokens, lexicon, inner)
    clusters = setting.clusters
    tolls = tolls_of(document, findings, casualties, tokens, clusters, lexicon.tolls, setting.scopes)
    first = following(clusters)
    weapons = weapons_of(document, findings, events, tokens, lexicon.tolls.weapons, lexicon.arming)
    armed = {
        i: used for found in clusters for i, used in without_charges(document, weapons, found.events, lexicon.arming["charges"]).items()
    }
    clues = clues_of(document, findings, events, clusters)
    is_round_up = min(setting.scopes, default=RUNNING) < RUNNING
    general = {
        i
        for found in clusters
        if _is_general(found, tolls, armed) or (is_round_up and found.family in HARMFUL and found.scope == RUNNING)
        for i in found.events
    }
    fields = setting.fields()
    suffered = harmed(parties, events, casualties, tolls)
    shared = shared_parties(parties, events, tokens, clusters, suffered, claims(document, parties, events, tokens), lexicon.camps)
    enforcing = enforcers(document, events)
    return tuple(
        event._replace(
            **fields[i],
            **({"actor": enforcing[i]} if i in enforcing else {}) | shared.get(i, {}),
            tolls=tolls.get(i, ()),
            weapons=armed[i],
            same_as=first.get(i),
            is_general=i in general,
            clues=clues.get(i, ()),
        )
        for i, event in enumerate(events)
    )


def _is_general(found: Cluster, tolls: Mapping[int, Sequence[Toll]], armed: Mapping[int, Sequence[Weapon]]) -> bool:
    """Whether an article only speaks of such violence, or counts that of a year: of none does it say where, on what day or with what."""
    if found.family not in HARMFUL or not found.is_undated or any(map(is_town, found.places)) or any(armed[i] for i in found.events):
        return False
    counts = [toll.best or toll.low or 0 for i in found.events for toll in tolls.get(i, ())]
    if found.general and not found.counted and not counts:
        return True
    if not found.is_vague:
        return False
    return bool(found.times) and len(found.events) == 1 and max(counts, default=0) >= TALLY
