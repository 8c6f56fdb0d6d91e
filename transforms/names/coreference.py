"""Which mentions of an article are of the same thing."""

from __future__ import annotations

from dataclasses import replace

from transforms.document import Document
from transforms.names.lexicon import NameLexicon
from transforms.records import LocalEntity, Mention

TYPE_OF_LABEL = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "group"}


def resolve_mentions(
    document: Document, mentions: tuple[Mention, ...], lexicon: NameLexicon
) -> tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]:
    """The article's entities, and its mentions with `entity` set where known; pronouns and nominals are added as mentions."""
    entities: dict[tuple[str, str], LocalEntity] = {}
    index: dict[tuple[str, str], int] = {}
    resolved = []
    for mention in mentions:
        kind = TYPE_OF_LABEL.get(mention.label)
        if kind:
            name = document.body[mention.start : mention.end]
            key = (kind, name.casefold())
            if key not in index:
                index[key] = len(index)
                entities[key] = LocalEntity(kind, name, f"{kind}:{name.casefold()}", (name,))
            mention = replace(mention, entity=index[key])
        resolved.append(mention)
    return tuple(entities.values()), tuple(resolved)
