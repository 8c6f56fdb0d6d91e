"""Which mentions of one article tell of the same event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from transforms.document import Document, Token
from transforms.events import geography, intervals, stage
from transforms.events.circumstances import circumstances
from transforms.events.clusters import Cluster, entities
from transforms.events.generality import is_counted, is_general
from transforms.events.kinds import HARMFUL, TOLD, family, kind, side
from transforms.events.newness import (
    LONG_AGO,
    NewsWords,
    is_aside,
    is_definite,
    is_habit,
    is_indefinite,
    is_of_before,
    is_recurring,
    is_set_apart,
    turned,
)
from transforms.records import Event, Mention, Timex

BLASTS = frozenset({"bombing", "bombardment"})
"""Kinds that a text may call by each other's names: missiles explode, and blasts are heard."""
FIGHTS = frozenset({"clash", "shooting"})
"""Those of a gunbattle."""
WIDE = frozenset({"earthquake", "weather", "drought", "epidemic", "volcano"})
"""Kinds that befall more than one town."""
NEAR = 3
"""Sentences back to the talks that "the talks" means."""


def cluster(
    document: Document,
    events: Sequence[Event],
    tokens: Sequence[int],
    times: Mapping[int, Timex],
    places: Mapping[int, Sequence[Mention]],
    names: Mapping[int, str],
    home: Mention | None,
    scopes: Sequence[int],
    apart: Mapping[int, Collection[int]],
    words: NewsWords,
) -> list[Cluster]:
    """Every event in one cluster, in the order of the text. `tokens` are the trigger tokens; `times` and `places` what each clause says,
    and `names` the places in it that are on no map; `home` is where the article plays, and with it what has no place of its own; `scopes`
    are the stories that sentences belong to, and `apart` the events that cannot be one with an event.
    """
    clusters: list[Cluster] = []
    triggers: dict[int, Cluster] = {}
    for i, event in enumerate(events):
        token = document.tokens[tokens[i]]
        others = apart.get(i, ())
        found = _governing(document, event, token, triggers)
        if found is not None and not found.may_hold(others):
            found = None
        scope = scopes[token.sentence]
        if found is None:
            found = _find(
                document,
                event,
                token,
                [known for known in clusters if known.scope == scope and not _named_apart(names.get(i), known) and known.may_hold(others)],
                times.get(i),
                _place(places.get(i)),
                home,
                words,
            )
        if found is None:
            found = Cluster(
                family(event),
                scope,
                told=event.modality in TOLD and not event.negated,
                general=is_habit(document, token)
                or is_recurring(document, token, words)
                or (is_general(document, token) and (i not in times or intervals.is_vague(times[i]))),
                counted=is_counted(document, token),
                aside=is_aside(document, token, words),
            )
            clusters.append(found)
        found.add(i, event, token.sentence, times.get(i), places.get(i, ()), names.get(i))
        found.words.add(token.lemma)
        triggers[token.i] = found
    return clusters


def _governing(document: Document, event: Event, token: Token, triggers: Mapping[int, Cluster]) -> Cluster | None:
    """The event that one gives the circumstances of, or has its own from, or of which the harm done to people is told in one breath: 'two
    were wounded in dynamite attacks', 'a flood killed two', 'they threw grenades and opened fire'.
    """
    own = family(event)
    if own not in HARMFUL or event.negated or event.modality not in TOLD:
        return None
    known = triggers.get(circumstances(document, token))
    if known is None:
        subject = document.child(token.i, "nsubj", "csubj")
        known = triggers.get(subject.i) if subject is not None and circumstances(document, subject) == token.i else None
        if subject is None and token.dep == "conj" and token.pos == "VERB" and document.child(token.i, "nsubjpass") is None:
            known = triggers.get(token.head) if kind(event) in (None, "shooting") else None
    if known is None or known.family != own or not known.told:
        return None
    if "abduction" in known.kinds:
        return known if kind(event) is None and token.dep == "advcl" else None  # "abducted when gunmen stormed the school"
    return known if kind(event) != "abduction" else None


def _place(mentions: Sequence[Mention] | None) -> Mention | None:
    return mentions[0] if mentions else None


def _find(
    document: Document,
    event: Event,
    token: Token,
    clusters: Sequence[Cluster],
    time: Timex | None,
    place: Mention | None,
    home: Mention | None,
    words: NewsWords,
) -> Cluster | None:
    if event.modality not in TOLD or event.negated or is_habit(document, token):
        return None
    if is_set_apart(document, token, words) or is_of_before(document, token, time):
        return None
    own = family(event)
    pointer = document.lowers[token.i - 1] if own in HARMFUL and document.child(token.i, "det") is not None else None
    if pointer in ("this", "that"):
        place = None  # what is named beside it is where its traces are: "that attack left oil on the beaches of Chad"
    candidates = [
        known
        for known in sorted(clusters, key=lambda known: known.events[-1], reverse=True)
        if known.told
        and not known.general
        and known.family == own
        and _kinds_agree(event, token, known)
        and not _conflicts(document, known, time, place, home)
        and not _others_death(event, token, known)
        and not _others_deed(event, known)
        and not _others_land(document, event, token, known)
    ]
    if time is not None and intervals.is_vague(time):
        candidates = [known for known in candidates if known.times]
    since = turned(document, token, words)
    candidates = [known for known in candidates if known.last_sentence >= since]
    candidates = [known for known in candidates if not known.aside or known.last_sentence == token.sentence] or candidates
    news = _day_of_news(document, clusters)
    passed = [known for known in candidates if known.last_sentence >= token.sentence - 1 or not _is_of_long_before(known, news)]
    candidates = passed or candidates
    if not candidates:
        return None
    involved = entities(event.actor, event.target)
    if pointer in ("this", "that"):
        named = [known for known in candidates if token.lemma in known.words]
        return (named or candidates)[0]  # of those told of in this word, the last
    if own in HARMFUL:
        sharing = [known for known in candidates if known.entities & involved]
        alike = [known for known in candidates if kind(event) in known.kinds]
        return (sharing or alike or candidates)[0]
    country = event.target.country_iso3 if event.target is not None else None
    for known in candidates:
        if country is not None and known.countries and country not in known.countries:
            continue  # who expelled others' envoys sees his own expelled
        near = not involved and is_definite(document, token) and known.last_sentence >= token.sentence - NEAR
        if near or known.is_between(involved):
            return known
    return None


def _day_of_news(document: Document, clusters: Sequence[Cluster]) -> date | None:
    """When what the article tells first was, as far as is known by then; else the day of publication."""
    first = next((known for known in clusters if known.told and known.family in HARMFUL), None)
    time = intervals.best_time(first.times) if first is not None else None
    if time is not None and time.begin is not None:
        return time.begin
    return document.published.date() if document.published is not None else None


def _is_of_long_before(known: Cluster, news: date | None) -> bool:
    """Whether an event was only looked back upon, so that talk of 'the shooting' some sentences on is of the news again."""
    if not known.times:
        return False
    time = intervals.best_time(known.times)
    until = (time.until or time.begin) if time is not None else None
    return all(map(intervals.is_vague, known.times)) or (news is not None and until is not None and (news - until).days > LONG_AGO)


def _others_death(event: Event, token: Token, known: Cluster) -> bool:
    """Whether a noun names the death of somebody ("the murder of the judge") where the known event befell others."""
    victim = event.target.entity if event.target is not None and token.pos != "VERB" else None
    return victim is not None and bool(known.victims) and victim not in known.victims


def _others_land(document: Document, event: Event, token: Token, known: Cluster) -> bool:
    """Whether a noun brings in what befell another country than the known event: "a raid on Chad" after one on Niger."""
    country = event.target.country_iso3 if event.target is not None else None
    if token.pos != "NOUN" or country is None or not is_indefinite(document, token):
        return False
    return bool(known.countries) and country not in known.countries


def _others_deed(event: Event, known: Cluster) -> bool:
    """Whether an attack is of the other side than the known one: the army shells the hills that rebels attacked from."""
    own = side(event)
    return own is not None and bool(known.sides) and own not in known.sides


def _conflicts(document: Document, known: Cluster, time: Timex | None, place: Mention | None, home: Mention | None) -> bool:
    when = intervals.best_time(known.times)
    if time is not None and when is not None and intervals.conflict(time, when):
        return True
    if place is None or not geography.sure(place):
        return False
    if known.kinds & WIDE:
        countries = {other.place.country_iso3 for other in known.places if other.place}
        return bool(countries) and place.place is not None and place.place.country_iso3 not in countries
    towns = [other for other in known.places if geography.is_town(other)]
    if not towns and home is not None and geography.is_town(home) and not (known.places and stage.is_dateline(document, home)):
        towns = [home]  # a report from Ulm of an ambush "in Chad" doesn't say that it was at Ulm
    others = [other for other in towns or geography.narrowest(known.places) if geography.sure(other)]
    return bool(others) and all(geography.conflict(place.place, other.place) for other in others)


def _named_apart(name: str | None, known: Cluster) -> bool:
    """Whether an event is where the map has nothing, and the known one elsewhere where it has nothing either."""
    return name is not None and bool(known.names) and name not in known.names


def _kinds_agree(event: Event, token: Token, known: Cluster) -> bool:
    own = kind(event)
    if own == "arson" and token.dep in ("advcl", "relcl", "ccomp") and known.last_sentence == token.sentence:
        return True  # "a missile hit the depot, setting it on fire"
    if family(event) not in HARMFUL and event.event_type != "PROTEST":
        return own in known.kinds or (own is None and not known.kinds)
    if family(event) != "violence":
        return not known.kinds or own is None or own in known.kinds
    if own is None:
        return known.kinds != {"abduction"}
    if any(own in alike and known.kinds <= alike for alike in (BLASTS, FIGHTS)):
        return True
    return own in known.kinds or (not known.kinds and own != "abduction")


def following(clusters: Sequence[Cluster]) -> dict[int, int]:
    """By event, the first event of its cluster, where that is another one."""
    return {other: found.events[0] for found in clusters for other in found.events[1:]}
