"""Towns that the gazetteer lacks but the text puts in a state or country: 'Fairhaven, Ohio' is in Ohio, wherever its namesakes are."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.places.build import ADMIN1, COUNTRY
from transforms.places.folding import fold
from transforms.places.gazetteer import Gazetteer
from transforms.places.hints import LINKS
from transforms.places.toponyms import container_after
from transforms.records import Mention, Place

SURENESS = 0.8
"""Share of such places that are towns in that state, of 30 in 1,800 annotated articles."""


def with_unmapped(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The same mentions; a town that is not on the map has its country and region, without a point, here and where it is named again."""
    found: dict[str, Place] = {}
    for mention in mentions:
        if mention.label == "GPE" and mention.form == "name" and mention.place is None:
            place = _place(document, mention, gazetteer)
            if place is not None:
                found.setdefault(fold(place.name), place)
    if not found:
        return list(mentions)
    return [_named_again(document, mention, found) for mention in mentions]


def _place(document: Document, mention: Mention, gazetteer: Gazetteer) -> Place | None:
    if mention.first and document.tokens[mention.first - 1].lower in LINKS:
        return None  # one of a list, as what stands behind it
    if mention.last < len(document.tokens) and document.tokens[mention.last].text == "(":
        return None  # agencies have brackets
    if any(letter.isdigit() for letter in document.body[mention.start : mention.end]):
        return None  # "at West 47th" in the street of that number
    container = container_after(document, mention.last, gazetteer)
    rows = container.rows if container else ()
    states = [row for row in rows if gazetteer.kind[row] in (COUNTRY, ADMIN1)] or list(rows)
    if len(states) != 1:
        return None
    around = gazetteer.place(states[0], SURENESS)
    name = " ".join(document.body[mention.start : mention.end].split())
    name = name.title() if name.isupper() else name
    return around._replace(
        name=name, kind="place", latitude=None, longitude=None, geonames_id=None, key=f"within:{around.key.partition(':')[2]}:{fold(name)}"
    )  # fmt: skip


def _named_again(document: Document, mention: Mention, found: dict[str, Place]) -> Mention:
    if mention.label != "GPE" or mention.form != "name":
        return mention
    place = found.get(fold(document.body[mention.start : mention.end]))
    return mention if place is None else mention._replace(place=place)
