"""Which names of an article are places on the map, and which are places that are on no map here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from transforms.document import Document
from transforms.events.attachment import carriers
from transforms.events.geography import distance
from transforms.events.placing import stands_as_place
from transforms.events.stage import dateline_place
from transforms.events.whereabouts import PlaceWords
from transforms.records import Findings, Mention, Place

PLACE_LABELS = ("GPE", "LOC", "FAC")
UNKNOWN_LABELS = ("GPE", "LOC", "FAC", "PERSON", "ORG", "PRODUCT")
"""What the recogniser may take a place for that is on no map."""
SIDES = frozenset(f"{point} {part}" for point in ("north", "south", "east", "west") for part in ("side", "end"))
"""Names that parts of most towns have."""
QUARTER_KM = 60
DOUBTFUL = 0.6
"""Belief in a place below which it is not taken for one abroad."""
CERTAIN = 0.95
"""Belief in a place from which on it is one though it is called like a street or a park ("College Park, Md.") and though it lies abroad."""


def place_mentions(document: Document, findings: Findings, words: PlaceWords) -> list[Mention]:
    """Mentions of places on the map, in the order of the text; no streets that are called like a town, and no place that is most likely
    a namesake in another country than where the article plays.
    """
    found = [
        mention
        for mention in findings.mentions
        if mention.place is not None and mention.label in PLACE_LABELS and not _is_street(document, mention, words.streets)
    ]
    home = home_country(document, found)
    towns = [mention.place for mention in found if mention.place is not None and mention.place.kind == "place"]
    namesakes = {
        mention.place.key
        for mention in found
        if mention.place is not None and (_is_namesake(document, mention, home, words) or _is_far_quarter(document, mention, towns, words))
    }
    return [mention for mention in found if mention.place is not None and mention.place.key not in namesakes]


def home_country(document: Document, mentions: Iterable[Mention]) -> str | None:
    """The country where an article plays: of its dateline, else of most of what it names."""
    name = dateline_place(document)
    votes: defaultdict[str, float] = defaultdict(float)
    counted: set[str] = set()
    for mention in mentions:
        if mention.place is None or mention.place.country_iso3 is None:
            continue
        if name is not None and document.body[mention.start : mention.end].casefold() == name:
            return mention.place.country_iso3
        if mention.place.key not in counted:
            counted.add(mention.place.key)
            votes[mention.place.country_iso3] += mention.place.confidence
    return max(votes, key=lambda country: (votes[country], country), default=None)


def _is_namesake(document: Document, mention: Mention, home: str | None, words: PlaceWords) -> bool:
    """Whether a place abroad is more likely one at home that is on no map: the map is unsure, or the text calls a lone name there a town or
    neighbourhood. What it calls a province, and the map too, is that.
    """
    place = mention.place
    if place is None or home is None or place.kind == "country" or place.country_iso3 in (home, None):
        return False
    if place.confidence < DOUBTFUL:
        return True
    if place.kind == "region" or place.confidence >= CERTAIN:
        return False
    return _is_settlement(document, document.head_of(mention.first, mention.last), words.settlements)


def _is_far_quarter(document: Document, mention: Mention, towns: Sequence[Place], words: PlaceWords) -> bool:
    """Whether what the text calls a neighbourhood is, on the map, a town far from all others that the article names."""
    if mention.place is None:
        return False
    name = document.body[mention.start : mention.end].casefold()
    if name not in SIDES and not _is_settlement(document, document.head_of(mention.first, mention.last), words.quarters):
        return False
    apart = [distance(mention.place, town) for town in towns if town.key != mention.place.key]
    known = [kilometres for kilometres in apart if kilometres is not None]
    return bool(known) and min(known) > QUARTER_KM


def _is_street(document: Document, mention: Mention, streets: frozenset[str]) -> bool:
    """Whether a name is a street's: 'the 700 block of Larkin', 'Tolland Park', 'on Greenmoor'."""
    tokens = document.tokens
    if mention.place is None or mention.place.kind not in ("place", "country", "region"):
        return False
    after = tokens[mention.last].lower if mention.last < len(tokens) else ""
    if after.rstrip(".") in streets or after.rstrip("s") in streets:
        return True
    before = [token.lower for token in tokens[max(0, mention.first - 3) : mention.first]]
    if "block" in before:
        return True
    if mention.place.kind != "place":
        return False
    if tokens[mention.last - 1].lower.rstrip(".") in streets and mention.place.confidence < CERTAIN:
        return True
    if mention.last - mention.first == 1 and tokens[mention.first].lower in streets:
        return True
    if before and before[-1] == "at" and after == "and":
        return True  # "at Alder and Prentice"
    return bool(before) and before[-1] in ("on", "along")


def unknown_places(
    document: Document, findings: Findings, known: Sequence[Mention], triggers: Mapping[int, int], words: PlaceWords
) -> dict[int, Mention]:
    """By event, a place that its clause names ('in Quellaca', 'in the Rosal neighbourhood') but that is on no map here.

    A name that is on the map somewhere else than all else (it is none of the `known`) is as good as unknown.
    """
    on_map = {mention.first for mention in known}
    found: dict[int, Mention] = {}
    for mention in findings.mentions:
        if mention.form != "name" or mention.first in on_map or mention.label not in UNKNOWN_LABELS or mention.first == 0:
            continue
        if _is_in_address(document, mention, words.streets):
            continue
        head = document.head_of(mention.first, mention.last)
        before = document.tokens[mention.first - 1].lower
        named = (before in ("in", "at", "near") and mention.label in ("GPE", "LOC")) or (before == "in" and mention.label == "PRODUCT")
        named = named or (mention.label == "GPE" and _is_struck(document, head, triggers))
        named = named or (before == "," and mention.label in ("GPE", "LOC") and document.tokens[head].dep == "appos")
        if (named or _is_settlement(document, head, words.settlements)) and stands_as_place(document, mention):
            event = carriers(document, head, triggers)
            if event is not None:
                found.setdefault(event, mention._replace(place=None))
    return found


def _is_in_address(document: Document, mention: Mention, streets: frozenset[str]) -> bool:
    """Whether a name is a street's, or the quarter of the compass before a street's number ('NE 23rd St.')."""
    tokens = document.tokens
    last = tokens[mention.last - 1]
    return last.lower.rstrip(".") in streets or (
        last.text.isupper() and len(last.text) < 3 and tokens[min(mention.last, len(tokens) - 1)].text[0].isdigit()
    )


def _is_struck(document: Document, head: int, triggers: Container[int]) -> bool:
    """Whether a place is what an attack is made on: 'raided Quellaca and Rosal'."""
    token = document.tokens[head]
    while token.dep == "conj" and document.tokens[token.head].pos == "PROPN":
        token = document.tokens[token.head]
    above = document.tokens[token.head]
    if token.dep in ("nmod", "compound") and above.dep == "dobj":
        token, above = above, document.tokens[above.head]
    return token.dep in ("dobj", "nsubjpass") and above.i in triggers


def spelled(document: Document, names: Mapping[int, Mention]) -> dict[int, str]:
    """The names as the text spells them, in lower case and in one line."""
    return {event: " ".join(document.body[mention.start : mention.end].casefold().split()) for event, mention in names.items()}


def _is_settlement(document: Document, head: int, kinds: frozenset[str]) -> bool:
    """Whether a name is said to be that of a town, a part of one, or a region: 'the Rosal neighbourhood', 'the village of Ulm'."""
    token = document.tokens[head]
    while token.dep == "conj" and document.tokens[token.head].pos == "PROPN":
        token = document.tokens[token.head]  # "the Rosal and Ulmo neighbourhoods"
    above = document.tokens[token.head]
    if token.dep == "pobj" and above.lower == "of":
        return document.tokens[above.head].lemma in kinds
    return token.dep in ("compound", "nmod", "amod") and above.lemma in kinds
