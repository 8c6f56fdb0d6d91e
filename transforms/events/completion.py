"""What a detected event still lacks: place, date, tolls, weapons, and which mentions tell of one event."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.events.arming import weapons_of, without_charges
from transforms.events.clues import clues_of
from transforms.events.implied import implied_events
from transforms.events.lexicon import EventLexicon
from transforms.events.same_event import following
from transforms.events.setting import Setting
from transforms.events.tolling import tolls_of
from transforms.records import Event, Findings, Mention
from transforms.tolls import find_casualties


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
    setting = Setting(document, findings, events, tokens, lexicon, inner)
    clusters = setting.clusters
    tolls = tolls_of(document, findings, casualties, tokens, clusters, lexicon.tolls, setting.scopes)
    first = following(clusters)
    weapons = weapons_of(document, findings, events, tokens, lexicon.tolls.weapons)
    armed = {i: used for found in clusters for i, used in without_charges(document, weapons, found.events).items()}
    clues = clues_of(document, findings, events, clusters)
    fields = setting.fields()
    return tuple(
        event._replace(**fields[i], tolls=tolls.get(i, ()), weapons=armed[i], same_as=first.get(i), clues=clues.get(i, ()))
        for i, event in enumerate(events)
    )
