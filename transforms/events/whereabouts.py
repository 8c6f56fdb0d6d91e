"""Words that tell whether a place's name is where something happened, and which names are only where people were taken, held or live."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.document import Document, Token
from transforms.events.attachment import carriers
from transforms.records import Mention

PASSED = frozenset({"near", "through", "along", "outside"})
"""Prepositions of what a journey leads past, so that what befalls it is there: 'was travelling near Lyon when …'."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Lemmas, by what they say of the place that is named with them: see `seeds/events/whereabouts.yml`."""

    settlements: frozenset[str]
    quarters: frozenset[str]
    streets: frozenset[str]
    journeys: frozenset[str]
    refuges: frozenset[str]
    envoys: frozenset[str]
    dwellings: frozenset[str]
    ends: frozenset[str]
    visits: frozenset[str]
    arrivals: frozenset[str]
    departures: frozenset[str]
    hosts: frozenset[str]

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> PlaceWords:
        """From the seed `events/whereabouts`. Raises TypeError for a list too many or too few."""
        return cls(**{name: frozenset(entry["words"].split()) for name, entry in read("events/whereabouts").items()})


def is_aside(document: Document, mention: Mention, words: PlaceWords, triggers: Container[int] = ()) -> bool:
    """Whether a place is where people come from, live, went, were treated or held, and so not where what befell them was.

    `triggers` are tokens that an event hangs on: the place is that event's own if it is met before any verb of the way there.
    """
    if _is_home(document, mention):
        return True
    in_refuge = False
    is_passed = document.lowers[mention.first - 1] in PASSED if mention.first else False
    for above in document.ancestors(document.head_of(mention.first, mention.last)):
        if above.pos in ("NOUN", "PROPN"):
            in_refuge = in_refuge or above.lemma in words.refuges or above.lower in words.refuges
            if above.lemma in words.envoys and above.i not in triggers and _is_beside(document, mention):
                return True
        if above.lemma in words.ends and in_refuge:
            return True
        if above.i in triggers:
            return False
        if above.pos in ("VERB", "AUX"):
            return (above.lemma in words.journeys and not is_passed and not _takes_place(document, above)) or (
                in_refuge and above.pos == "AUX"
            )
    return False


def residences(document: Document, mentions: Sequence[Mention], triggers: Mapping[int, int], words: PlaceWords) -> dict[int, Mention]:
    """By event, where those live at whose home it was, by the same sentence: 'Ada Holm, of Leeds, was shot in her home'."""
    found: dict[int, Mention] = {}
    for mention in mentions:
        if not (_is_home(document, mention) or _is_residents(document, mention)):
            continue
        sentence = document.sentence_of(mention.first)
        for token in document.tokens[mention.last : sentence.last]:
            owner = document.child(token.i, "poss") if token.lemma in words.dwellings else None
            if owner is not None and owner.tag == "PRP$":
                event = carriers(document, token.i, triggers)
                if event is not None:
                    found[event] = mention
    return found


def _is_residents(document: Document, mention: Mention) -> bool:
    """Whether a place stands behind somebody's name: 'Ada Holm of Leeds'."""
    return mention.first > 1 and document.lowers[mention.first - 1] == "of" and document.tokens[mention.first - 2].tag == "NNP"


def _is_beside(document: Document, mention: Mention) -> bool:
    """Whether a place stands behind 'in' or 'at', and is no part of a name."""
    return mention.first > 0 and document.lowers[mention.first - 1] in ("in", "at")


def _takes_place(document: Document, verb: Token) -> bool:
    object_ = document.child(verb.i, "dobj")
    return verb.lemma == "take" and object_ is not None and object_.lower == "place"


def _is_home(document: Document, mention: Mention) -> bool:
    """Whether a place is said to be somebody's: 'Ada Holm, 37, of Leeds'."""
    lowers = document.lowers
    at = mention.first
    if at < 2 or lowers[at - 1] not in ("of", "from"):
        return False
    return lowers[at - 2] in (",", ")") or lowers[at - 2].isdigit()
