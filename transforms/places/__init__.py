"""Place names to places on the map."""

from __future__ import annotations

from dataclasses import replace

from transforms.document import Document
from transforms.places.gazetteer import Gazetteer
from transforms.places.homes import home_of
from transforms.places.resolution import Anchor, choose
from transforms.places.toponyms import find_toponyms, read_name
from transforms.records import Mention

KNOWN_HOME, LIKELY_HOME, DATELINE = 5.0, 4.0, 2.0
"""How many mentions of a place the paper's known home, one read out of its name, and the dateline are worth."""


def resolve_places(document: Document, names: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The same mentions, with `place` set on those GPE, LOC and FAC ones that are known. A place's confidence is the share of belief in it."""
    toponyms = find_toponyms(document, names, gazetteer)
    if not toponyms:
        return names
    placed = list(names)
    for toponym, choice in zip(toponyms, choose(toponyms, _anchors(document, gazetteer), gazetteer), strict=True):
        place = gazetteer.place(choice.row, round(choice.belief, 3))
        for i in toponym.mentions:
            placed[i] = replace(names[i], place=place)
    return tuple(placed)


def _anchors(document: Document, gazetteer: Gazetteer) -> list[Anchor]:
    """What tells where an article plays besides its text: the dateline and the paper's home."""
    anchors = []
    home = home_of(document.publisher, document.url, gazetteer)
    if len(home.candidates.rows):
        anchors.append(Anchor(home.candidates, KNOWN_HOME if home.is_known else LIKELY_HOME))
    if document.dateline and len((found := read_name(document.dateline, gazetteer)).candidates.rows):
        anchors.append(Anchor(found.candidates, DATELINE, found.container))
    return anchors
