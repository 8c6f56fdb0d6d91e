"""Which mentions of one article tell of the same event."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transforms.document import Document, Token
from transforms.events import geography, intervals, stage
from transforms.events.generality import is_counted, is_general, is_owned
from transforms.events.segments import RUNNING
from transforms.records import Event, Mention, Timex

KINDS = {
    "firearms": "shooting", "explosives": "bombing", "suicide-attack": "bombing", "grenade": "bombing", "heavy-weapons": "bombardment",
    "aerial": "bombardment", "drone": "bombardment", "unconventional": "bombardment", "abduct": "abduction", "hijack": "abduction",
    "arson": "arson", "destroy": "arson", "sexual": "sexual", "clash": "clash",
}  # fmt: skip
"""Modes of ASSAULT that exclude each other. The others (kill, wound, beat, attack as such) go with any of them but abduction."""
MISHAP_KINDS = {
    "earthquake": "earthquake", "flood": "weather", "storm": "weather", "landslide": "weather", "fire": "fire", "explosion": "fire",
    "epidemic": "epidemic", "drought": "drought", "volcano": "volcano", "avalanche": "avalanche", "crash": "crash",
    "poisoning": "poisoning", "shooting": "shooting",
}  # fmt: skip
"""Modes of DISASTER and ACCIDENT likewise: storms flood and bring slopes down. People drown, and houses collapse, in any of them."""
BLASTS = frozenset({"bombing", "bombardment"})
"""Kinds that a text may call by each other's names: missiles explode, and blasts are heard."""
APART_WORDS = frozenset(
    {"another", "separate", "similar", "previous", "earlier", "other", "unrelated", "different", "past", "prior", "several", "more"}
)
"""Words that set an event apart from the one spoken of ('a separate shooting')."""
ORDINALS = frozenset({"second", "third", "fourth", "fifth"})
"""These do so only without possessor or article of their own: 'a second shooting', but 'the third shooting this week' is this one."""
FAMILIES = {"ASSAULT": "violence", "DISASTER": "mishap", "ACCIDENT": "mishap"}
SIDES = {"MIL": "army", "REB": "rebels", "UAF": "rebels"}
"""The sides of a war, by the sector of who acts for them."""
WIDE = frozenset({"earthquake", "weather", "drought", "epidemic", "volcano"})
"""Kinds that befall more than one town."""
LONG_AGO = 30
"""Days before its publication from which on what an article tells of with 'a' is something of before: 'a fire in March'."""
HARMFUL = frozenset({"violence", "mishap"})
"""Families of which an article tells one event through many mentions."""
PHYSICAL = HARMFUL | {"PROTEST"}
"""Families of what was at some place on some day, which the article around a mention tells; and that people come to harm in."""
ELSEWHERE = re.compile(r"(?:Elsewhere|Separately|In (?:another|a separate|an unrelated|a different|an earlier|other))\b", re.IGNORECASE)
"""How a sentence begins that turns to something else."""
TOLD = ("asserted", "claimed")


@dataclass(slots=True)
class Cluster:
    """The mentions of one event, by their index."""

    family: str
    events: list[int] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    times: list[Timex] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Places that are on no map, as the text spells them."""
    entities: set[int] = field(default_factory=set)
    victims: set[int] = field(default_factory=set)
    """The entities that it was done to."""
    sides: set[str] = field(default_factory=set)
    """The side of a war that did it."""
    scope: int = RUNNING
    """The story of the article that it belongs to: see `segments.scopes`."""
    last_sentence: int = -1
    told: bool = True
    general: bool = False
    """Whether the text only speaks of such events ('similar attacks'), of no single one."""
    counted: bool = False
    """Whether it says of how many: 'two attacks'."""

    @property
    def is_vague(self) -> bool:
        """Whether it has no place, and no day but a year or so."""
        return all(map(intervals.is_vague, self.times)) and not (self.places or self.names)

    def may_hold(self, others: Collection[int]) -> bool:
        """Whether an event that is none of `others` may be this one."""
        return not others or not any(i in others for i in self.events)


def family(event: Event) -> str:
    """Events of different families are never the same."""
    return FAMILIES.get(event.event_type, event.event_type)


def kind(event: Event) -> str | None:
    """What sets an event apart from others of its family; None where it may go with any."""
    kinds = {"violence": KINDS, "mishap": MISHAP_KINDS}.get(family(event))
    return kinds.get(event.event_mode or "") if kinds is not None else event.event_mode


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
            )
        if found is None:
            found = Cluster(
                family(event),
                told=event.modality in TOLD and not event.negated,
                general=is_general(document, token) and (i not in times or intervals.is_vague(times[i])),
                counted=is_counted(document, token),
                scope=scope,
            )
            clusters.append(found)
        found.events.append(i)
        own = kind(event)
        if own:
            found.kinds.add(own)
        if i in times:
            found.times.append(times[i])
        found.places.extend(places.get(i, ()))
        if i in names:
            found.names.add(names[i])
        found.entities.update(party.entity for party in (event.actor, event.target) if party is not None and party.entity is not None)
        if event.target is not None and event.target.entity is not None:
            found.victims.add(event.target.entity)
        side = _side(event)
        if side is not None:
            found.sides.add(side)
        found.last_sentence = token.sentence
        triggers[token.i] = found
    return clusters


def share(document: Document, events: Sequence[Event], tokens: Sequence[int], *known: dict[int, Any]) -> None:
    """Give the time and place of either to the other, where one gives the circumstances of the other or both share a clause: 'ten were
    killed in an attack in 2015', 'one was killed and two were wounded in Lyon'.
    """
    number = {token: i for i, token in reversed(list(enumerate(tokens)))}
    for i, token in enumerate(tokens):
        other = number.get(circumstances(document, document.tokens[token]))
        if other is None:
            other = _beside(document.tokens[token], number)
            if other is None or family(events[i]) != family(events[other]):
                continue
        if (family(events[i]) in PHYSICAL) != (family(events[other]) in PHYSICAL):
            continue  # "arrested on Monday in a shooting"
        for found in known:
            for one, another in ((i, other), (other, i)):
                if one in found and another not in found:
                    found[another] = found[one]


def _beside(token: Token, number: Mapping[int, int]) -> int | None:
    """The event of the verb that one is coordinated with."""
    return number.get(token.head) if token.dep == "conj" and token.pos == "VERB" else None


def circumstances(document: Document, token: Token) -> int:
    """The token whose circumstances another gives: 'killed' for the attack in 'killed in an attack', for the flood in 'a flood killed',
    for the wall in 'killed when a wall collapsed'; -1 where it gives none.
    """
    if token.dep == "compound" and token.pos != "VERB":
        token = document.tokens[token.head]  # "shot during an assassination attempt"
    if token.dep == "pobj" and document.tokens[token.head].lower in ("in", "during", "by"):
        return document.tokens[token.head].head
    if token.dep == "pobj" and document.tokens[token.head].lower == "of":
        result = document.tokens[document.tokens[token.head].head]
        if result.lower == "result" and result.dep == "pobj":
            return document.tokens[result.head].head  # "killed as a result of clashes"
    if token.dep == "csubj" or (token.dep == "nsubj" and token.pos in ("NOUN", "PROPN")):
        return token.head
    if token.dep == "advcl" and any(child.lower in ("when", "as") for child in document.children(token.i)):
        return token.head
    return -1


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
    return known if kind(event) != "abduction" and "abduction" not in known.kinds else None


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
) -> Cluster | None:
    if event.modality not in TOLD or event.negated or _set_apart(document, token) or _of_before(document, token, time):
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
        and _kinds_agree(event, known)
        and not _conflicts(document, known, time, place, home)
        and not _others_death(event, token, known)
        and not _others_deed(event, known)
    ]
    if time is not None and intervals.is_vague(time):
        candidates = [known for known in candidates if known.times]
    news = _day_of_news(document, clusters)
    passed = [known for known in candidates if known.last_sentence >= token.sentence - 1 or not _is_of_long_before(known, news)]
    candidates = passed or candidates
    if not candidates:
        return None
    entities = {party.entity for party in (event.actor, event.target) if party is not None and party.entity is not None}
    if pointer == "that":
        return candidates[0]  # of those told of, the last
    if own in HARMFUL:
        sharing = [known for known in candidates if known.entities & entities]
        alike = [known for known in candidates if kind(event) in known.kinds]
        return (sharing or alike or candidates)[0]
    for known in candidates:
        if known.entities & entities or (_definite(document, token) and known.last_sentence >= token.sentence - 3):
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


def _side(event: Event) -> str | None:
    """Whose attack it is, as far as that sets it apart. Those who clash are one each."""
    if event.event_type != "ASSAULT" or event.event_mode == "clash" or event.actor is None:
        return None
    return SIDES.get(event.actor.sector or "")


def _others_deed(event: Event, known: Cluster) -> bool:
    """Whether an attack is of the other side than the known one: the army shells the hills that rebels attacked from."""
    side = _side(event)
    return side is not None and bool(known.sides) and side not in known.sides


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
    others = [other for other in towns or known.places if geography.sure(other)]
    return bool(others) and all(geography.conflict(place.place, other.place) for other in others)


def _named_apart(name: str | None, known: Cluster) -> bool:
    """Whether an event is where the map has nothing, and the known one elsewhere where it has nothing either."""
    return name is not None and bool(known.names) and name not in known.names


def _kinds_agree(event: Event, known: Cluster) -> bool:
    own = kind(event)
    if family(event) != "violence":
        return not known.kinds or own is None or own in known.kinds
    if own is None:
        return known.kinds != {"abduction"}
    if own in BLASTS and known.kinds <= BLASTS:
        return True
    return own in known.kinds or (not known.kinds and own != "abduction")


def _definite(document: Document, token: Token) -> bool:
    return any(child.dep == "det" and child.lower in ("the", "this", "that") for child in document.children(token.i))


def _set_apart(document: Document, token: Token) -> bool:
    """'another shooting', 'a separate attack', 'shootings': not the event told of before."""
    if is_general(document, token):
        return True
    if ELSEWHERE.match(document.body, document.sentence_of(token.i).start) and not _definite(document, token):
        return True
    if token.pos not in ("NOUN", "PROPN"):
        return any(_set_apart(document, noun) for noun in _occasions(document, token))
    children = document.children(token.i)
    words = {child.lower for child in children if child.dep in ("amod", "det")}
    return bool(words & APART_WORDS) or (not is_owned(document, token) and bool(words & ORDINALS))


def _occasions(document: Document, verb: Token) -> Iterator[Token]:
    """The nouns in singular that say in what something happened: 'was killed in an earlier shooting'."""
    for preposition in document.children(verb.i):
        if preposition.lower in ("in", "during") and preposition.dep == "prep":
            yield from (noun for noun in document.children(preposition.i) if noun.dep == "pobj" and noun.tag == "NN")


def _of_before(document: Document, token: Token, time: Timex | None) -> bool:
    """Whether a noun brings in something of long ago: 'a fire in March'."""
    if time is None or document.published is None or token.pos not in ("NOUN", "PROPN"):
        return False
    until = time.until or time.begin
    new = any(child.dep == "det" and child.lower in ("a", "an") for child in document.children(token.i))
    return new and until is not None and (document.published.date() - until).days > LONG_AGO


def following(clusters: Sequence[Cluster]) -> dict[int, int]:
    """By event, the first event of its cluster, where that is another one."""
    return {other: found.events[0] for found in clusters for other in found.events[1:]}
