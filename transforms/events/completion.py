"""What a detected event still lacks: place, date, tolls, weapons, and which mentions tell of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from transforms.document import Document
from transforms.events import dating, placing
from transforms.events.arming import weapons_of
from transforms.events.clues import clues_of
from transforms.events.implied import implied_events
from transforms.events.lexicon import EventLexicon
from transforms.events.same_event import TOLD, Cluster, cluster, following, share
from transforms.records import Event, Findings, Mention, Timex, Toll
from transforms.tolls import find_casualties, reckon, settled
from transforms.tolls.casualties import Casualty

CASUALTY_FAMILIES = frozenset({"violence", "DISASTER", "ACCIDENT", "PROTEST"})
REACH = 8
"""Sentences over which a casualty without an event of its own is taken to belong to the event told of before."""


def complete(document: Document, findings: Findings, events: tuple[Event, ...], lexicon: EventLexicon) -> tuple[Event, ...]:
    """The same events with place, date, tolls, weapons and `same_as`.

    The first mention of an event speaks for the article: its tolls are what all mentions add up to. Every other mention has those
    that its own sentence gives.
    """
    casualties = find_casualties(document, findings, lexicon.tolls)
    events = tuple(sorted((*events, *implied_events(document, casualties, events, lexicon)), key=lambda event: event.trigger))
    if not events:
        return events
    tokens = [document.tokens_in(*event.trigger)[0] for event in events]
    triggers = {token: i for i, token in reversed(list(enumerate(tokens)))}
    mentions = placing.place_mentions(document, findings)
    told = sorted(
        token for token, event in zip(tokens, events) if event.event_type == "ASSAULT" and event.modality in TOLD and not event.negated
    )
    times = dating.own_times(document, findings, triggers, told)
    places = placing.own_places(document, mentions, triggers)
    share(document, tokens, times, places)
    default = placing.article_place(document, mentions)
    clusters = cluster(document, events, tokens, times, places, default)
    tolls = _tolls(document, findings, casualties, tokens, clusters)
    first = following(clusters)
    unknown = placing.unknown_places(document, findings, triggers)
    done: list[Event] = list(events)
    weapons = weapons_of(document, findings, events, tokens, lexicon.tolls.weapons)
    clues = clues_of(document, findings, events, clusters)
    for found in clusters:
        time, basis = _cluster_time(document, findings, events, found)
        place = _cluster_place(document, mentions, events, found, default)
        named = next((unknown[i] for i in found.events if i in unknown), None) if not found.places else None
        for i in found.events:
            done[i] = replace(
                events[i],
                **(dating.dated(events[i], times[i], "sentence") if i in times else dating.dated(events[i], time, basis)),
                **placing.placed(document, places[i][0] if i in places else named or place, place),
                tolls=tolls.get(i, ()),
                weapons=weapons.get(i, ()),
                same_as=first.get(i),
                clues=clues.get(i, ()),
            )
            if done[i].event_date is None and time is None and found.told:
                done[i] = replace(done[i], **_published(document))
    return tuple(done)


def _published(document: Document) -> dict[str, Any]:
    if document.published is None:
        return {}
    day = document.published.date()
    return {"event_date": day, "event_date_end": day, "date_precision": "day", "date_basis": "published"}


def _cluster_time(document: Document, findings: Findings, events: Sequence[Event], found: Cluster) -> tuple[Timex | None, str]:
    """When the event of a cluster was, and whether a sentence or only the context says so."""
    time = dating.best_time(found.times)
    if time is not None:
        return time, "context"
    spans = {(events[i].start, events[i].end) for i in found.events}
    within = [
        time for time in findings.times if time.begin and time.type in ("DATE", "TIME") and any(a <= time.start < b for a, b in spans)
    ]
    published = document.published.date() if document.published else None
    recent = [time for time in within if published is None or (time.begin is not None and time.begin <= published)]
    return dating.best_time(recent), "context"


def _cluster_place(
    document: Document, mentions: Sequence[Mention], events: Sequence[Event], found: Cluster, default: Mention | None
) -> Mention | None:
    own = placing.best_place(found.places)
    if own is not None and own.place is not None and own.place.kind in ("place", "facility"):
        return own
    near = [place for i in found.events if (place := placing.nearby_place(document, mentions, events[i]))]
    near = [place for place in near if own is None or not placing.conflict(place.place, own.place)]
    best = placing.best_place(near)
    if best is not None and best.place is not None and best.place.kind in ("place", "facility"):
        return best
    if default is not None and not placing.conflict(default.place, (own or best or default).place):
        return default
    return own or best or default


def _tolls(
    document: Document,
    findings: Findings,
    casualties: Sequence[Casualty],
    tokens: Sequence[int],
    clusters: Sequence[Cluster],
) -> dict[int, tuple[Toll, ...]]:
    """By event, its tolls: for a cluster's first mention, of the whole cluster."""
    of_event: defaultdict[int, list[Casualty]] = defaultdict(list)
    of_cluster: defaultdict[int, list[Casualty]] = defaultdict(list)
    cluster_of = {i: number for number, found in enumerate(clusters) for i in found.events}
    told = [number for number, found in enumerate(clusters) if found.told and found.family in CASUALTY_FAMILIES]
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, token in enumerate(tokens):
        if cluster_of[i] in told:
            by_sentence[document.tokens[token].sentence].append(i)
    triggers = {token: i for i, token in enumerate(tokens) if cluster_of[i] in told}
    last: int | None = None
    quoted = [(quote.start, quote.end) for quote in findings.quotes if quote.kind == "direct" and not quote.is_fragment]
    spoken = {casualty for casualty in casualties if any(start <= casualty.start < end for start, end in quoted)}
    for casualty in casualties:
        if casualty in spoken:
            continue
        event = _event_of(document, casualty, triggers, by_sentence[casualty.sentence], tokens)
        if event is not None:
            of_event[event].append(casualty)
            last = cluster_of[event]
            of_cluster[last].append(casualty)
            continue
        before = [number for number in told if document.tokens[tokens[clusters[number].events[0]]].sentence <= casualty.sentence]
        number = last if last is not None else before[0] if before else told[0] if told else None
        if number is not None:
            of_cluster[number].append(casualty)
    tolls: dict[int, tuple[Toll, ...]] = {}
    for number, members in of_cluster.items():
        in_the_end = dict(zip(map(id, members), settled(members)))
        for i in clusters[number].events:
            if i in of_event:
                tolls[i] = reckon([in_the_end[id(casualty)] for casualty in of_event[i]])
        tolls[clusters[number].events[0]] = reckon(members)
    return tolls


def _event_of(
    document: Document, casualty: Casualty, triggers: Mapping[int, int], here: Sequence[int], tokens: Sequence[int]
) -> int | None:
    """The event that a casualty is told with: that of its own predicate, else the nearest in the sentence."""
    if casualty.predicate in triggers:
        return triggers[casualty.predicate]
    found = dating.carriers(document, casualty.predicate, triggers)
    if found is not None:
        return found
    return min(here, key=lambda i: abs(tokens[i] - casualty.predicate), default=None)
