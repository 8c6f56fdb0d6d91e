"""Where words and dealings were whose own clause names no place: with whom they were, where the text stands, where it was filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transforms.document import Document, Token
from transforms.events import geography
from transforms.events.clusters import Cluster
from transforms.events.kinds import HARMFUL
from transforms.events.whereabouts import PlaceWords
from transforms.records import Event, Mention

GROUND = frozenset({"CRIME", "LEGAL", "AID", "RETREAT", "MOBILIZE", "COERCE"})
"""Types of dealings that are done on the spot, as words are not: what a sentence or paragraph names is where they were."""
TALKS = frozenset({"CONSULT", "AGREE"})
"""Types of what one comes to the other for."""
SENT = frozenset({"AID", "MOBILIZE", "RETREAT"})
"""Types of what is often done far from home."""
RECENT = 2
"""Sentences for which a scene stays in a story that is told in paragraphs of one."""
LEAD = 2
"""Sentences in which a meeting is what a report is about."""
SEQUELS = frozenset({("ACCUSE", "investigate"), ("COERCE", "arrest"), ("LEGAL", "charge")})
"""Types and modes of what follows upon a deed, most often where it was done."""
LOCAL_KINDS = frozenset({"place", "facility", "region"})
LIGHT = frozenset({"dobj", "pobj", "attr", "nsubjpass"})


def goal(document: Document, mention: Mention, triggers: Mapping[int, int], words: PlaceWords) -> int | None:
    """The event of which a place is where it leads to, and so was: 'visited Chad', 'a visit to Chad', 'sent troops to Chad', or where it left:
    'withdrew from Lyon'.
    """
    token = document.tokens[document.head_of(mention.first, mention.last)]
    while token.dep in ("conj", "appos") or (
        token.dep == "pobj" and document.lowers[token.head] == "of" and not _leads(document, token, words)
    ):
        token = document.tokens[token.head if token.dep != "pobj" else document.tokens[token.head].head]
    if token.dep in ("dobj", "nsubjpass"):
        verb = document.tokens[token.head]
        return triggers.get(verb.i) if verb.lemma in words.visits else None
    if token.dep == "compound" and document.tokens[token.head].lemma in words.visits:
        return _event_of(document, document.tokens[token.head], triggers)
    if token.dep != "pobj":
        return None
    return _event_of(document, document.tokens[document.tokens[token.head].head], triggers) if _leads(document, token, words) else None


def _leads(document: Document, token: Token, words: PlaceWords) -> bool:
    """Whether the object of a preposition is where a journey leads to or left: 'a tour of Chad', 'sent troops to Chad'."""
    preposition = document.tokens[token.head]
    above = document.tokens[preposition.head].lemma
    if preposition.lower in ("to", "into", "in"):
        return above in words.visits or above in words.arrivals
    return above in words.departures if preposition.lower == "from" else preposition.lower == "of" and above in words.visits


def _event_of(document: Document, word: Token, triggers: Mapping[int, int]) -> int | None:
    """The event that a word is the trigger of, or the object or subject of its trigger: 'paid a visit'."""
    if word.i in triggers:
        return triggers[word.i]
    for child in document.children(word.i):
        if child.dep in LIGHT and child.i in triggers:
            return triggers[child.i]
    return triggers.get(word.head) if word.dep in LIGHT else None


def recent(places: Mapping[int, Sequence[Mention]], sentences: Iterable[int], event: Event) -> Mention | None:
    """The town or region of the sentences of dealings, else the one last named in the few before them, whatever their paragraphs; of the
    country of who acted, where that is known. `places` are those that say where something was, by sentence.
    """
    country = event.actor.country_iso3 if event.actor is not None else None
    for sentence in sentences:
        for before in range(sentence, max(-1, sentence - RECENT - 1), -1):
            local = [m for m in places.get(before, ()) if m.place is not None and m.place.kind in LOCAL_KINDS]
            local = [m for m in local if m.place is not None and country in (None, m.place.country_iso3)]
            if local and before != sentence and any(geography.conflict(m.place, local[-1].place) for m in local):
                return None
            if local:
                return geography.best_place(local)
    return None


def grounds(
    places: Mapping[int, Sequence[Mention]], own: Mapping[int, Sequence[Mention]], events: Sequence[Event], sentences: Sequence[int]
) -> dict[int, list[Mention]]:
    """The places by sentence, with those of dealings that were done on the spot: 'police in Lyon arrested nine'."""
    found = {sentence: list(some) for sentence, some in places.items()}
    for i, some in own.items():
        if events[i].event_type in GROUND:
            here = found.setdefault(sentences[i], [])
            here += [mention for mention in some if mention not in here]
    return found


def meeting(clusters: Sequence[Cluster], events: Sequence[Event], sentences: Sequence[int]) -> Cluster | None:
    """The meeting that a lead tells of with its place, if it tells of one: what is said of those who met was said there."""
    for found in clusters:
        first = found.events[0]
        if found.family == "CONSULT" and found.told and sentences[first] < LEAD and any(map(geography.is_town, found.places)):
            return found if events[first].modality == "asserted" else None
    return None


def is_elsewhere_too(clusters: Iterable[Cluster], scene: Mention) -> bool:
    """Whether people came to harm at another place than this, too, as far as an article tells."""
    harm = (found for found in clusters if found.family in HARMFUL and found.told and not found.general)
    return any(geography.conflict(scene.place, place.place) for found in harm for place in found.places)


def seat(event: Event, home: Mention | None, *, is_filed: bool, plays: bool, nation: str | None, hosts: bool) -> Mention | str | None:
    """Where words or dealings were of which the text names no place: the town where the article plays, or only a country (ISO 3166).

    They were where the report was filed (`is_filed`) or in the country where the article plays, if one side is of that country, or nobody is
    said to be of any and the report `plays` where it was filed, and for talks if those visited are of there; else in the country of who spoke, acted or received guests (`hosts`), or in the
    `nation` that the article is about. None where that isn't known either, and for talks and what is sent.
    """
    here = home.place.country_iso3 if home is not None and home.place is not None else None
    actor = event.actor.country_iso3 if event.actor is not None else None
    target = event.target.country_iso3 if event.target is not None else None
    meets = event.event_type in TALKS and event.event_mode != "phone" and not hosts
    if (
        home is not None
        and here is not None
        and (target == here if meets else actor == here or (actor is None and (plays or target == here)))
    ):
        return home if is_filed and geography.is_town(home) else here
    if meets and (event.event_mode != "visit" or target is not None or actor not in (None, nation)):
        return None
    return None if event.event_type in SENT else actor or nation
