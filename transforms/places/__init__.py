"""Place names to places on the map."""

from __future__ import annotations

from typing import NamedTuple

from transforms.document import Document
from transforms.places.gazetteer import Gazetteer
from transforms.places.homes import Home, home_of
from transforms.places.inner import inner_places
from transforms.places.inner import with_inner_places as with_inner_places
from transforms.places.labels import relabelled
from transforms.places.resolution import Anchor, choose
from transforms.places.toponyms import find_toponyms, read_name
from transforms.places.unmapped import with_unmapped
from transforms.records import Mention

KNOWN_HOME, LIKELY_HOME, DATELINE = 5.0, 4.0, 2.0
"""How many mentions of a place the paper's known home, one read out of its name, and the dateline are worth."""


class Located(NamedTuple):
    """An article's mentions with their places, and the places inside the names of its organisations."""

    names: tuple[Mention, ...]
    inner: tuple[Mention, ...]


def resolve_places(document: Document, names: tuple[Mention, ...], gazetteer: Gazetteer) -> Located:
    """The same mentions, with `place` set on the GPE, LOC and FAC ones that are known.

    What plainly is a place gets the label GPE whatever it had. A place's confidence is the share of such places that are right.
    """
    home = home_of(document.publisher, document.url, gazetteer)
    names = relabelled(document, names, home, gazetteer)
    everything = [*names, *inner_places(document, names, home, gazetteer)]
    toponyms = find_toponyms(document, everything, gazetteer)
    if toponyms:
        for toponym, choice in zip(toponyms, choose(toponyms, _anchors(document, home, gazetteer), gazetteer), strict=True):
            if choice:
                place = gazetteer.place(choice.row, choice.confidence)
                for i in toponym.mentions:
                    everything[i] = everything[i]._replace(place=place)
    located = with_unmapped(document, everything[: len(names)], gazetteer)
    return Located(tuple(located), tuple(mention for mention in everything[len(names) :] if mention.place))


def _anchors(document: Document, home: Home, gazetteer: Gazetteer) -> list[Anchor]:
    """What tells where an article plays besides its text: the dateline and the paper's home."""
    anchors = []
    if len(home.candidates.rows):
        anchors.append(Anchor(home.candidates, KNOWN_HOME if home.is_known else LIKELY_HOME))
    if document.dateline and len((found := read_name(document.dateline, gazetteer)).candidates.rows):
        anchors.append(Anchor(found.candidates, DATELINE, found.container))
    return anchors
