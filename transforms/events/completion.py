"""What a detected event still lacks: place, date, tolls, weapons, and which mentions tell of one event."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transforms.document import Document
from transforms.events import dating, placing, toponyms
from transforms.events.arming import weapons_of, without_charges
from transforms.events.clues import clues_of
from transforms.events.implied import implied_events
from transforms.events.lexicon import EventLexicon
from transforms.events.same_event import HARMFUL, TOLD, Cluster, cluster, family, following, is_general, scope_of, share
from transforms.events.whereabouts import is_aside
from transforms.records import Event, Findings, Mention, Timex, Toll
from transforms.tolls import TollLexicon, find_casualties, heard, reckon, settled
from transforms.tolls.casualties import Casualty

PHYSICAL = HARMFUL | {"PROTEST"}
"""Families of what was at some place on some day, which the article around a mention tells; and that people come to harm in."""
MANY, OPENING = 3, 6
"""Mentions of violence or mishaps, or sentences within which one makes them what the article is about."""
SEQUELS = frozenset({"LEGAL"})
"""Types of what comes days or years after the violence that an article tells of too."""
LOCAL = frozenset({("COERCE", "arrest"), ("CRIME", None), ("LEGAL", None)})
"""Types, with their mode where only that one, of what is done where the article plays, as long as it plays in one place only."""
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
    mentions = toponyms.place_mentions(document, findings, lexicon.where)
    told = sorted(
        token
        for token, event in zip(tokens, events)
        if family(event) in HARMFUL and event.modality in TOLD and not event.negated and not is_general(document, document.tokens[token])
    )
    physical = [family(event) in PHYSICAL for event in events]
    planned = [event.modality == "planned" for event in events]
    times = dating.own_times(document, findings, triggers, told, physical, planned)
    places = placing.own_places(document, mentions, triggers, physical, lexicon.people, lexicon.where)
    share(document, events, tokens, times, places)
    scenes = [mention for mention in mentions if not is_aside(document, mention, lexicon.where)]
    standing = [mention for mention in scenes if placing.stands_as_place(document, mention, lexicon.people)]
    default = placing.article_place(document, scenes, standing)
    sole = placing.sole_place(mentions, default)
    unknown = toponyms.unknown_places(document, findings, mentions, triggers, lexicon.where)
    clusters = cluster(document, events, tokens, times, places, toponyms.spelled(document, unknown), default)
    tolls = _tolls(document, findings, casualties, tokens, clusters, lexicon.tolls)
    first = following(clusters)
    done: list[Event] = list(events)
    weapons = weapons_of(document, findings, events, tokens, lexicon.tolls.weapons)
    clues = clues_of(document, findings, events, clusters)
    places_in = placing.by_sentence(document, standing)
    times_in = dating.by_sentence(document, findings)
    is_subject = sum(physical) >= MANY or any(document.tokens[tokens[i]].sentence < OPENING and physical[i] for i in range(len(events)))
    home = default if is_subject else sole
    is_sequel = any(event.event_type in SEQUELS and document.tokens[tokens[i]].sentence < dating.LEAD for i, event in enumerate(events))
    news = next((found for found in clusters if found.family in HARMFUL and found.told and not found.general), None)
    news_time = dating.best_time(news.times) if news is not None else None
    for found in clusters:
        sentences = [document.tokens[tokens[i]].sentence for i in found.events]
        in_lead = sentences[0] < dating.LEAD
        tells_itself = any(dating.is_main(document, tokens[i]) for i in found.events)
        if physical[found.events[0]]:
            time = _cluster_time(document, times_in, sentences, found)
            if time is None and found is news and is_subject:
                time = dating.day_of_lead(document, times_in, OPENING)
            scene = home if found is news or not _is_background(found, news_time) else None
            place, basis = _cluster_place(document, places_in, sentences, found, scene) if found.told else _own_place(found)
            is_new = is_subject and not is_sequel and not found.general and found.scope < 0 and (found is news or in_lead or tells_itself)
        else:
            time = None
            event = events[found.events[0]]
            place, basis = (sole if {(event.event_type, None), (event.event_type, event.event_mode)} & LOCAL else None), "article"
            is_new = in_lead and tells_itself and not times_in.get(sentences[0])
        named = next((unknown[i] for i in found.events if i in unknown), None) if not any(map(placing.is_town, found.places)) else None
        around = placing.best_place(found.places) or place
        armed = without_charges(document, weapons, found.events)
        for i in found.events:
            own = places[i][0] if i in places else None
            if i in unknown and (own is None or not placing.is_town(own)):
                where = placing.placed(document, unknown[i], "sentence", inside=own or around)
            elif own is not None:
                where = placing.placed(document, own, "sentence")
            elif named is not None:
                where = placing.placed(document, named, "context", inside=around)
            else:
                where = placing.placed(document, place, basis)
            done[i] = events[i]._replace(
                **(dating.dated(events[i], times[i], "sentence") if i in times else dating.dated(events[i], time, "context")),
                **where,
                tolls=tolls.get(i, ()),
                weapons=armed[i],
                same_as=first.get(i),
                clues=clues.get(i, ()),
            )
            if done[i].event_date is None and time is None and found.told and is_new:
                done[i] = done[i]._replace(**_published(document))
    return tuple(done)


def _published(document: Document) -> dict[str, Any]:
    if document.published is None:
        return {}
    day = document.published.date()
    return {"event_date": day, "event_date_end": day, "date_precision": "day", "date_basis": "published"}


def _cluster_time(document: Document, times: Mapping[int, Sequence[Timex]], sentences: Iterable[int], found: Cluster) -> Timex | None:
    """When the event of a cluster was: what a clause says, else an expression of its sentences in the lead that is of no other act.

    `times` are by sentence, and `sentences` those of the cluster.
    """
    time = dating.best_time(found.times)
    if time is not None:
        return time
    published = document.published.date() if document.published else None
    lead = (sentence for sentence in sorted(set(sentences)) if sentence < dating.LEAD)
    within = [time for sentence in lead for time in times.get(sentence, ()) if dating.could_date(document, time)]
    return dating.best_time([time for time in within if published is None or (time.begin is not None and time.begin <= published)])


def _is_background(found: Cluster, news: Timex | None) -> bool:
    """Whether an event was long before the article's news, so that it need not have been there: 'the school shooting of 1999'."""
    time = dating.best_time(found.times)
    if time is None or time.begin is None or news is None or news.begin is None:
        return False
    return (news.begin - (time.until or time.begin)).days > dating.LONGEST_OF_LEAD


def _own_place(found: Cluster) -> tuple[Mention | None, str]:
    return placing.best_place(found.places), "context"


def _cluster_place(
    document: Document, mentions: Mapping[int, Sequence[Mention]], sentences: Iterable[int], found: Cluster, default: Mention | None
) -> tuple[Mention | None, str]:
    """Where the event of a cluster was, and how that is known: what a clause says, else a town of its sentences or paragraphs, else where
    the article plays.
    """
    own, _ = _own_place(found)
    if own is not None and placing.is_town(own):
        return own, "context"
    near = [place for sentence in sentences if (place := placing.nearby_place(document, mentions, sentence))]
    best = placing.best_place([place for place in near if own is None or not placing.conflict(place.place, own.place)])
    if best is not None and placing.is_town(best):
        return best, "context"
    if default is not None and not placing.conflict(default.place, (own or best or default).place):
        return default, "article"
    return own or best or default, "context"


def _spoken(findings: Findings, casualties: Sequence[Casualty]) -> set[Casualty]:
    """Casualties that only stand in somebody's direct speech: 'every time one of our own dies …'."""
    quotes = sorted((quote.start, quote.end) for quote in findings.quotes if quote.kind == "direct" and not quote.is_fragment)
    starts = [start for start, _ in quotes]
    found = set()
    for casualty in casualties:
        at = bisect_right(starts, casualty.start) - 1
        if at >= 0 and casualty.start < quotes[at][1]:
            found.add(casualty)
    return found


def _tolls(
    document: Document,
    findings: Findings,
    casualties: Sequence[Casualty],
    tokens: Sequence[int],
    clusters: Sequence[Cluster],
    lexicon: TollLexicon,
) -> dict[int, tuple[Toll, ...]]:
    """By event, its tolls: for a cluster's first mention, of the whole cluster. The headline is about the event most spoken of."""
    of_event: defaultdict[int, list[Casualty]] = defaultdict(list)
    of_cluster: defaultdict[int, list[Casualty]] = defaultdict(list)
    cluster_of = {i: number for number, found in enumerate(clusters) for i in found.events}
    told = {number for number, found in enumerate(clusters) if found.told and found.family in PHYSICAL}
    first = {clusters[number].scope: number for number in sorted(told, reverse=True)}
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, token in enumerate(tokens):
        if cluster_of[i] in told:
            by_sentence[document.tokens[token].sentence].append(i)
    triggers = {token: i for i, token in enumerate(tokens) if cluster_of[i] in told}
    last: dict[int, int] = {}
    spoken = _spoken(findings, casualties)
    for casualty in casualties:
        if casualty in spoken:
            continue
        number: int | None
        event = _event_of(document, casualty, triggers, by_sentence[casualty.sentence], tokens)
        if event is not None:
            of_event[event].append(casualty)
            number = cluster_of[event]
            last[clusters[number].scope] = number
        else:
            scope = scope_of(document, casualty.sentence)
            number = last.get(scope, first.get(scope))
        if number is not None:
            of_cluster[number].append(casualty)
    tolls: dict[int, tuple[Toll, ...]] = {}
    headline = heard(document.headline, lexicon)
    main = max(of_cluster, key=lambda number: len(clusters[number].events), default=None)
    for number, members in of_cluster.items():
        in_the_end = dict(zip(map(id, members), settled(members)))
        for i in clusters[number].events:
            if i in of_event:
                tolls[i] = reckon([in_the_end[id(casualty)] for casualty in of_event[i]])
        tolls[clusters[number].events[0]] = reckon(members, headline) if number == main else reckon(members)
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
