"""Which place is whose: the place of each event, not of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

from transforms.document import Document
from transforms.events.dating import carriers, is_direct
from transforms.records import Mention, Place

LOCATIVE = frozenset(
    {
        "in", "at", "near", "outside", "inside", "around", "on", "off", "across", "throughout", "along", "between", "within",
        "into", "through", "behind", "beside", "by", "above", "over", "against", "onto", "to", "from",
    }
)  # fmt: skip
NOT_WHERE = frozenset({"to", "from", "by", "against"})
"""Prepositions that a place can follow without being where it happened."""
STANDING = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "throughout", "along", "within"})
"""Prepositions after which stands where anything was, and not only what violence was done to: what is imposed on Chad is not in Chad."""
MODIFYING = frozenset({"compound", "nmod", "amod", "poss"})
NEARBY = frozenset({"near", "outside", "around", "off", "by"})
SPECIFICITY = {"facility": 0, "place": 0, "water": 2, "region": 3, "country": 4}
SAME_PLACE_KM = 40
EARTH_RADIUS_KM = 6371
LEAD_SENTENCES = 3
REGION_ONLY = 4
"""UCDP's code for an event of which the first-level region is known."""
SURE = 0.7
"""Belief in a place from which on it may set events apart."""


def distance(one: Place, other: Place) -> float | None:
    """Kilometres between two places, None where either is not on the map."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat_a, lon_a, lat_b, lon_b = map(radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def conflict(one: Place | None, other: Place | None) -> bool:
    """Whether two places cannot both be where one event was: another country, region, or town."""
    if one is None or other is None:
        return False
    if one.country_iso3 and other.country_iso3 and one.country_iso3 != other.country_iso3:
        return True
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        apart = distance(one, other)
        return apart is None or apart > SAME_PLACE_KM
    if {one.kind, other.kind} <= {"place", "facility"}:
        apart = distance(one, other)
        return apart is not None and apart > SAME_PLACE_KM
    return False


def precision(place: Place, nearby: bool) -> int:
    """UCDP's code for how exactly a place tells where an event was (UCDP GED Codebook 23.1)."""
    return {"country": 6, "region": 4, "water": 5}.get(place.kind, 2 if nearby else 1)


def dateline_place(document: Document) -> str | None:
    """The place of the dateline, without its region, in lower case."""
    return document.dateline.split(",")[0].strip().casefold() if document.dateline else None


def is_town(mention: Mention) -> bool:
    """Whether a mention is of a town or of something within one."""
    return mention.place is not None and mention.place.kind in ("place", "facility")


def sure(mention: Mention) -> bool:
    """Whether a mention is sure enough of its place to set an event apart from one elsewhere."""
    return mention.label == "GPE" and mention.place is not None and mention.place.confidence >= SURE


def own_places(
    document: Document, mentions: Iterable[Mention], triggers: Mapping[int, int], physical: Sequence[bool], people: frozenset[str]
) -> dict[int, list[Mention]]:
    """By event, the places that its own clause gives, the most specific first.

    `physical` tells of each event whether it is of the kind that a place can be the object of; `people` are nouns for somebody.
    """
    found: dict[int, list[Mention]] = {}
    token_of = {event: token for token, event in triggers.items()}
    for mention in mentions:
        head = document.head_of(mention.first, mention.last)
        relation = location(document, mention, head, triggers, people)
        if relation is None:
            continue
        event = carriers(document, head, triggers)
        if event is not None and (physical[event] or (relation in STANDING and is_direct(document, head, token_of[event]))):
            found.setdefault(event, []).append(mention)
    return {event: sorted(places, key=_rank) for event, places in found.items()}


def _rank(mention: Mention) -> tuple[int, int]:
    return SPECIFICITY.get(mention.place.kind, 1) if mention.place else 9, mention.start


def location(
    document: Document, mention: Mention, head: int, triggers: Mapping[int, int] | None = None, people: frozenset[str] = frozenset()
) -> str | None:
    """By what word a place name tells where something was: a preposition of place, or its label in the parse; None where it does not.

    Whose an event is ("Chad's raids") and whose people ("a Lyon baker", "the mayor of Lyon") is not where.
    """
    token = document.tokens[head]
    if token.dep in ("compound", "nmod", "amod") and document.tokens[token.head].tag == "NNS":
        return None
    for _ in range(4):
        if token.dep == "pobj":
            preposition = document.tokens[token.head]
            if preposition.lower in LOCATIVE:
                return None if preposition.lower in NOT_WHERE or preposition.dep == "agent" else preposition.lower
            if preposition.lower != "of":
                return None
            token = document.tokens[preposition.head]
            if token.pos == "PROPN":
                return None  # "Lena Holm of Leeds was shot"
        elif token.dep in MODIFYING:
            if triggers is not None and token.head in triggers:
                return token.dep if token.dep != "poss" and is_town(mention) else None
            token = document.tokens[token.head]
        elif token.dep in ("appos", "conj"):
            token = document.tokens[token.head]
            continue
        else:
            return token.dep if token.dep in ("npadvmod", "ROOT", "amod", "dep", "dobj", "nsubjpass", "pcomp", "advmod") else None
        if token.lemma in people and token.pos in ("NOUN", "PROPN"):
            return None
    return None


def stands_as_place(document: Document, mention: Mention, people: frozenset[str] = frozenset()) -> bool:
    """Whether a place name tells where something was, whatever it was."""
    return location(document, mention, document.head_of(mention.first, mention.last), people=people) is not None


def is_nearby(document: Document, mention: Mention) -> bool:
    """Whether the text says near a place, not in it."""
    return mention.first > 0 and document.tokens[mention.first - 1].lower in NEARBY


def placed(document: Document, mention: Mention | None, inside: Mention | None = None) -> dict[str, Any]:
    """The place fields of an event. A place that is on no map is one within the region of `inside`."""
    if mention is None:
        return {}
    if mention.place is None:
        region = inside.place if inside is not None else None
        if region is None:
            return {"place_span": (mention.start, mention.end), "place_entity": mention.entity}
        code = max(REGION_ONLY, precision(region, nearby=False))
        return {"place": region, "place_span": (mention.start, mention.end), "place_entity": mention.entity, "geo_precision": code}
    return {
        "place": mention.place,
        "place_span": (mention.start, mention.end),
        "place_entity": mention.entity,
        "geo_precision": precision(mention.place, is_nearby(document, mention)),
    }


def best_place(candidates: Sequence[Mention]) -> Mention | None:
    """The most specific place; of several as specific the one named most, then first."""
    if not candidates:
        return None
    votes = Counter(mention.place.key for mention in candidates if mention.place)
    return min(candidates, key=lambda mention: (_rank(mention)[0], -votes[mention.place.key if mention.place else ""], mention.start))


def by_sentence(document: Document, mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """The mentions of each sentence, in the order of the text."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(document.tokens[mention.first].sentence, []).append(mention)
    return found


def nearby_place(document: Document, mentions: Mapping[int, Sequence[Mention]], sentence: int) -> Mention | None:
    """The place of an event whose clause names none: of its sentence, else the last named before it in the paragraph.

    `mentions` are those that say where something was, by sentence.
    """
    if mentions.get(sentence):
        return best_place(mentions[sentence])
    paragraph = document.sentences[sentence].paragraph
    for before in range(sentence - 1, -1, -1):
        if document.sentences[before].paragraph != paragraph:
            return None
        if mentions.get(before):
            return mentions[before][-1]
    return None


def article_place(document: Document, mentions: Sequence[Mention], standing: Sequence[Mention]) -> Mention | None:
    """Where the article plays: the dateline's place where the text names it, else the town of the lead, else the one named most, else the
    first country or region that something is said to be in: one that only acts is no place.
    """
    towns = [mention for mention in standing if is_town(mention)] or [mention for mention in mentions if is_town(mention)]
    name = dateline_place(document)
    if name is not None:
        for mention in mentions:
            if document.body[mention.start : mention.end].casefold() == name:
                return mention
    if not towns:
        regions = [mention for mention in mentions if mention.place and mention.place.kind != "country"]
        return next((mention for mention in mentions if stands_as_place(document, mention)), next(iter(regions), None))
    votes = Counter(mention.place.key for mention in towns if mention.place)
    lead_end = document.sentences[min(LEAD_SENTENCES, len(document.sentences)) - 1].end if document.sentences else 0
    return max(
        towns, key=lambda mention: (votes[mention.place.key if mention.place else ""] + 2 * (mention.start < lead_end), -mention.start)
    )


def sole_place(mentions: Iterable[Mention], default: Mention | None) -> Mention | None:
    """The place where the article plays, if it names no other."""
    return default if default is not None and not any(conflict(mention.place, default.place) for mention in mentions) else None
