"""Which place is whose: the place of each event, not of the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transforms.document import Document, Token
from transforms.events.attachment import carriers
from transforms.events.geography import NEAR, REGION_ONLY, WHOLE_COUNTRY, is_town, precision, rank
from transforms.events.whereabouts import PlaceWords, is_aside
from transforms.places.build import REGION_WORDS
from transforms.places.hints import REGIONS
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
COMPASS = frozenset(f"{point}{side}" for point in ("north", "south") for side in ("", "east", "west")) | {"east", "west"}
DISTANT = frozenset({"mile", "kilometer", "kilometre", "km", "outskirt"})
"""Words after which 'of' or 'from' makes a place one to count from: 'ten miles from Lyon', 'just east of Lyon'."""
REGIONAL = frozenset(f"{point}ern" for point in COMPASS)
"""Adjectives of a part of a region: 'southern Kherson' is no town's end but the south of the region that is called like it."""
TOWNS = frozenset({"city", "town", "village", "district"})
"""Nouns after a name that is not its region's."""
BORDERS = frozenset({"border", "frontier"})
"""What is near a country's is in the country on this side of it: 'near the border of Chad'."""
AREA = ("-", "area")
"""What makes a town only the one that a place is around: 'a Lyon-area school'."""
TITLES = frozenset({"capital", "city", "town", "port", "village"})
TITLE = 4
"""What a town's name has before it, and how many words of it at most."""
REACH = 8
"""Tokens before such a place within which its distance stands: '210 kilometres (130 miles) north of Lyon'."""
FAR = 60
"""Kilometres or miles from which on a place that something is counted from is not near it."""


def own_places(
    document: Document,
    mentions: Iterable[Mention],
    triggers: Mapping[int, int],
    physical: Sequence[bool],
    talks: Sequence[bool],
    people: frozenset[str],
    words: PlaceWords,
) -> dict[int, list[Mention]]:
    """By event, the places that its own clause gives, the most specific first.

    `physical` tells of each event whether it is of the kind that a place can be the object of, `talks` whether it is one of people who met;
    `people` are nouns for somebody.
    """
    found: dict[int, list[Mention]] = {}
    token_of = {event: token for token, event in triggers.items()}
    for mention in mentions:
        head = document.head_of(mention.first, mention.last)
        relation = location(document, mention, head, triggers, people)
        event = carriers(document, head, triggers) if relation is not None else None
        loose = event is not None and talks[event] and is_town(mention)
        if event is None or (not loose and is_aside(document, mention, words, triggers)):
            continue
        if physical[event] or (relation in STANDING and _is_its_own(document, head, token_of[event], loose=loose)):
            found.setdefault(event, []).append(mention)
    return {
        event: sorted(places, key=lambda place: (rank(place)[0], is_nearby(document, place), place.start))
        for event, places in found.items()
    }


def _is_its_own(document: Document, head: int, trigger: int, *, loose: bool) -> bool:
    """Whether a place is where the trigger's own act was done, and not where somebody or something is that it has to do with: the way up
    from the place has no other verb, no name, and no preposition but those of place: 'met at a hotel in Chad', but 'met rebels from the
    north of Chad', 'called on parties to the war in Chad'. `loose` asks only for no other verb: 'talks with leaders of farmers in Lyon'.
    """
    below = document.tokens[head]
    for above in document.ancestors(head):
        if above.i == trigger:
            return True
        if above.pos != "VERB" and loose:
            continue
        if above.pos == "VERB" or (above.pos == "PROPN" and below.dep not in ("appos", "conj", *MODIFYING)):
            return False
        if above.dep == "prep" and above.lower not in STANDING and above.lower != "of":
            return False
        below = above
    return False


def location(
    document: Document, mention: Mention, head: int, triggers: Mapping[int, int] | None = None, people: frozenset[str] = frozenset()
) -> str | None:
    """By what word a place name tells where something was: a preposition of place, or its label in the parse; None where it does not.

    Whose an event is ("Chad's raids") and whose people ("a Lyon baker", "the mayor of Lyon") is not where.
    """
    if _is_beyond(document, mention) or document.lowers[mention.last : mention.last + 2] == AREA or is_yardstick(document, mention):
        return None
    if _is_counted_from(document, mention):
        return "near"
    token = document.tokens[head]
    if _says_whose(token, document.tokens[token.head]):
        return None
    for _ in range(4):
        if token.dep == "pobj":
            preposition = document.tokens[token.head]
            if preposition.lower in LOCATIVE:
                return None if preposition.lower in NOT_WHERE or preposition.dep == "agent" else preposition.lower
            if preposition.lower != "of":
                return None
            token = document.tokens[preposition.head]
            if token.lemma in BORDERS:
                return None
            if triggers is not None and token.i in triggers:
                return "of" if is_town(mention) else None  # "the shelling of Lyon"
            if token.pos == "PROPN":
                return None  # "Lena Holm of Leeds was shot"
        elif token.dep in MODIFYING:
            if triggers is not None and token.head in triggers:
                return token.dep if token.dep != "poss" and is_town(mention) else None
            token = document.tokens[token.head]
        elif token.dep in ("appos", "conj"):
            token = document.tokens[token.head]
            continue
        elif token.dep == "dobj":
            return token.dep if triggers is None or is_town(mention) or _is_object(document, token, triggers) else None
        else:
            return token.dep if token.dep in ("npadvmod", "ROOT", "amod", "dep", "nsubjpass", "pcomp", "advmod") else None
        if token.lemma in people and token.pos in ("NOUN", "PROPN") and token.lower not in REGION_WORDS:
            return None
    return None


def _says_whose(token: Token, above: Token) -> bool:
    """Whether a place stands before a noun or participle to say whose or which people or deeds they are: 'Lyon bakers', 'a Chad-led raid'."""
    return (token.dep in ("compound", "nmod", "amod") and above.tag == "NNS") or (token.dep == "npadvmod" and above.dep == "amod")


def _is_object(document: Document, token: Token, triggers: Mapping[int, int]) -> bool:
    """Whether something is the object of a trigger or of a verb that shares its clause with one: not 'marched, waving flags of Chad'."""
    return token.head in triggers or any(child.i in triggers for child in document.children(token.head))


def stands_as_place(
    document: Document, mention: Mention, people: frozenset[str] = frozenset(), triggers: Mapping[int, int] | None = None
) -> bool:
    """Whether a place name tells where something was: whatever it was, or only what has to do with `triggers`."""
    return location(document, mention, document.head_of(mention.first, mention.last), triggers, people) is not None


def is_nearby(document: Document, mention: Mention) -> bool:
    """Whether the text says near a place, not in it."""
    before = _words_before(document, mention)
    return before[1] in NEARBY or (before[1] == "of" and before[0] == "outside") or _is_counted_from(document, mention)


def _is_counted_from(document: Document, mention: Mention) -> bool:
    """Whether a place only serves to tell how far from it something was: 'ten miles from Lyon', 'just east of Lyon'."""
    at = _before_title(document, mention) - 2
    if at < 0 or document.lowers[at + 1] not in ("of", "from"):
        return False
    return document.lemmas[at] in DISTANT or document.lowers[at] in COMPASS


def is_yardstick(document: Document, mention: Mention) -> bool:
    """Whether a place only serves to tell where another is, being far from it or named behind it, or by which clock: 'at noon Lagos time'."""
    if document.lowers[mention.last : mention.last + 1] == ("time",):
        return True
    return _is_counted_from(document, mention) and (_is_apposed(document, mention) or _is_far(document, mention))


def _is_apposed(document: Document, mention: Mention) -> bool:
    """Whether a place that something is counted from stands behind the name of where it was: 'at Ulm, ten miles east of Lyon'."""
    at = _before_title(document, mention) - 2
    comma = next((i for i in range(at - 1, max(0, at - REACH), -1) if document.lowers[i] == ","), None)
    return comma is not None and document.tokens[comma - 1].pos == "PROPN"


def _before_title(document: Document, mention: Mention) -> int:
    """The first token of what a name stands at the end of: 'the Chadian capital' of 'the Chadian capital Ndjamena'."""
    at = mention.first
    while at > 0 and mention.first - at < TITLE and (document.lowers[at - 1] in TITLES or document.tokens[at - 1].pos in ("ADJ", "DET")):
        at -= 1
    return at


def _is_far(document: Document, mention: Mention) -> bool:
    """Whether a place is so far from where something was that it says little of it: '180 km from Lyon'."""
    at = _before_title(document, mention)
    numbers = [document.texts[i] for i in range(max(0, at - REACH), at) if document.texts[i].isdecimal()]
    return bool(numbers) and min(map(int, numbers)) > FAR


def _is_beyond(document: Document, mention: Mention) -> bool:
    """Whether the text says that something was anywhere but there: 'outside Chile'. What is outside a town is near it."""
    if mention.place is None or mention.place.kind not in ("country", "region"):
        return False
    before = _words_before(document, mention)
    return before[1] == "outside" or before == ("outside", "of")


def _words_before(document: Document, mention: Mention) -> tuple[str, str]:
    words = document.lowers[max(0, mention.first - 2) : mention.first]
    return words[-2] if len(words) > 1 else "", words[-1] if words else ""


def _is_part_of_region(document: Document, mention: Mention) -> bool:
    """Whether what the map has for a town is called like its region, of which the text names a part: 'southern Kherson'."""
    place = mention.place
    if place is None or place.kind != "place" or not place.admin1:
        return False
    behind = document.lowers[mention.last] if mention.last < len(document.tokens) else ""
    if behind in TOWNS:
        return False
    if behind in REGIONS and place.name == place.admin1:
        return True
    inside = document.lowers[mention.first]
    at = mention.first + 1 if inside in REGIONAL else mention.first
    if inside not in REGIONAL and _words_before(document, mention)[1] not in REGIONAL:
        return False
    name = " ".join(document.lowers[at : mention.last])
    region = place.admin1.casefold()
    return name in region and not region.endswith(("city", "capital"))


def placed(document: Document, mention: Mention | None, basis: str | None, inside: Mention | None = None) -> dict[str, Any]:
    """The place fields of an event. A place that is on no map is one within the region of `inside`.

    `basis` says how the place was found, as `Event.place_basis` has it: what is only where the article plays was at best near it.
    """
    if mention is None:
        return {}
    fields = {"place_span": (mention.start, mention.end), "place_entity": mention.entity, "place_basis": basis}
    place, code = mention.place, None
    if place is not None:
        code = precision(place, is_nearby(document, mention) or basis == "article")
        if _is_part_of_region(document, mention):
            code = REGION_ONLY
    elif inside is not None and inside.place is not None:
        place = inside.place
        code = NEAR if is_nearby(document, inside) else max(REGION_ONLY, precision(place, nearby=False))
    return fields | {"place": place, "geo_precision": code}


def in_country(mention: Mention | None) -> dict[str, Any]:
    """The place fields of an event of which only the country is known: that of a mention. Words for it are only given where they name it."""
    if mention is None or mention.place is None:
        return {}
    fields = of_country(mention.place.country_iso3)
    if mention.place.kind == "country":
        return fields | {"place": mention.place, "place_entity": mention.entity, "place_span": (mention.start, mention.end)}
    return fields


def of_country(iso3: str | None, basis: str = "article") -> dict[str, Any]:
    """The place fields of an event of which only the country is known, by its code."""
    return {"place_basis": basis, "geo_precision": WHOLE_COUNTRY, "place": Place(iso3 or "", "country", None, None, iso3)}


def by_sentence(document: Document, mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """The mentions of each sentence, in the order of the text."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(document.tokens[mention.first].sentence, []).append(mention)
    return found


def place_before(document: Document, mentions: Mapping[int, Sequence[Mention]], sentence: int) -> Mention | None:
    """The place last named before a sentence in its paragraph. `mentions` are those that say where something was, by sentence."""
    paragraph = document.sentences[sentence].paragraph
    for before in range(sentence - 1, -1, -1):
        if document.sentences[before].paragraph != paragraph:
            return None
        if mentions.get(before):
            return mentions[before][-1]
    return None
