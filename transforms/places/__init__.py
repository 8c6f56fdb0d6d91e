"""Place names to places on the map."""

from __future__ import annotations

from dataclasses import replace

from transforms.document import Document
from transforms.places.gazetteer import Gazetteer
from transforms.places.resolution import choose
from transforms.places.toponyms import find_toponyms
from transforms.records import Mention


def resolve_places(document: Document, names: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The same mentions, with `place` set on those GPE, LOC and FAC ones that are known. A place's confidence is the share of belief in it."""
    toponyms = find_toponyms(document, names, gazetteer)
    placed = list(names)
    for toponym, choice in zip(toponyms, choose(toponyms, (), gazetteer), strict=True):
        place = gazetteer.place(choice.row, round(choice.belief, 3))
        for i in toponym.mentions:
            placed[i] = replace(names[i], place=place)
    return tuple(placed)
