"""What somebody's office, campaign or administration says is not said by that person: it is an organisation of its own.

'The office of Prime Minister Ada Lund', 'Lund's office' and 'the Lund campaign' are nominal mentions of organisations that are named
after their head, and so are one in every article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.document import Document, Token
from transforms.names.clusters import Cluster
from transforms.records import LocalEntity, Mention

BODIES = frozenset(("office", "campaign", "administration", "foundation", "cabinet"))
"""Nouns of bodies that go by a person's name."""
RULE = "names.office"
CONFIDENCE = 0.9


def find_offices(
    document: Document, mentions: Sequence[Mention], clusters: Sequence[Cluster], of_mention: Mapping[int, int]
) -> tuple[list[LocalEntity], list[Mention]]:
    """The bodies named after people, as entities that follow the clusters, and their mentions."""
    named = {token: i for i, mention in enumerate(mentions) for token in range(mention.first, mention.last)}
    entities: list[LocalEntity] = []
    index: dict[str, int] = {}
    found = []
    for token in document.of_lemmas(BODIES):
        if token.pos not in ("NOUN", "PROPN") or token.i in named:
            continue
        owner = _owner(document, token, named, mentions)
        if owner is None or owner not in of_mention or clusters[of_mention[owner]].type != "person":
            continue
        person = clusters[of_mention[owner]]
        key = f"{token.lemma} of {person.key}"
        if key not in index:
            index[key] = len(clusters) + len(entities)
            name = f"{token.lemma.capitalize()} of {person.name}"
            entities.append(LocalEntity("organization", name, key, (name,), person.country))
        first, last = min(token.i, mentions[owner].first), max(token.i + 1, mentions[owner].last)
        start, end = document.span(first, last)
        found.append(Mention(start, end, first, last, "ORG", "nominal", index[key], rule_id=RULE, confidence=CONFIDENCE))
    return entities, found


def _owner(document: Document, noun: Token, named: Mapping[int, int], mentions: Sequence[Mention]) -> int | None:
    """The mention of the person after whom a body is named."""
    for child in document.children(noun.i):
        if child.dep in ("poss", "compound", "nmod") and _is_person(child, named, mentions):
            return named[child.i]
        if child.dep == "prep" and child.lower == "of":
            of = document.child(child.i, "pobj")
            if of and _is_person(of, named, mentions):
                return named[of.i]
    return None


def _is_person(token: Token, named: Mapping[int, int], mentions: Sequence[Mention]) -> bool:
    return token.i in named and mentions[named[token.i]].label == "PERSON" and mentions[named[token.i]].form == "name"
