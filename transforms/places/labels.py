"""Names that the language model took for people or organisations, and that plainly are places."""

from __future__ import annotations

import numpy as np

from transforms.document import Document
from transforms.places.build import ADMIN1, COUNTRY
from transforms.places.gazetteer import Candidates, Gazetteer, kind_mask
from transforms.places.hints import OFFICES, in_list_with_noun
from transforms.places.homes import Home, is_near
from transforms.places.inner import COUNTY_WORDS
from transforms.places.resolution import inside
from transforms.places.toponyms import NO_NAMES, container_after, named
from transforms.records import Mention

LOCATIVE = frozenset({"in", "near", "outside", "throughout", "across"})
LOCAL_NOUNS = OFFICES | {"resident", "residents"}
"""Nouns that stand after a town's name, hardly ever after a person's or a body's."""
REGION_NOUNS = frozenset(
    {"province", "region", "governorate", "oblast", "prefecture", "department", "canton", "district", "neighborhood", "neighbourhood"}
)
"""Nouns that stand after the name of a stretch of land."""
PART_NOUNS = frozenset(
    {"part", "parts", "city", "town", "village", "port", "province", "outskirts", "suburb", "suburbs", "north", "south", "east", "west"}
)
"""Nouns before the 'of' of a place: 'the town of', 'a part of'."""
DASHES = frozenset({"-", "–", "—", "--", "("})
"""What follows a dateline."""
FREE_RULES = frozenset({None, "names.again", "names.majority", "names.repair"})
"""Rules of the names stage that give way; the others know better."""
RULE, CONFIDENCE = "places.label", 0.85
IS_GREAT = kind_mask(COUNTRY, ADMIN1)
FAMOUS = 6.0
"""Powers of ten of people from which a country's or state's name is it, whatever the label."""


def relabelled(document: Document, names: tuple[Mention, ...], home: Home, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The same mentions; every ORG or PERSON whose name stands as a place anywhere in the article is a GPE, and places' names are whole."""
    names = tuple(_completed(document, name, gazetteer) if name.label == "GPE" and name.form == "name" else name for name in names)
    people = {document.tokens[name.last - 1].lower for name in names if name.label == "PERSON" and name.last - name.first > 1}
    doubtful = [name for name in names if name.label in {"ORG", "PERSON", "NORP"} and name.form == "name" and name.rule_id in FREE_RULES]
    places = {document.text(name.first, name.last) for name in doubtful if _is_place(document, name, people, home, gazetteer)}
    if not places:
        return names
    changed = {(name.first, name.last) for name in doubtful if document.text(name.first, name.last) in places}
    return tuple(
        name._replace(label="GPE", rule_id=RULE, confidence=CONFIDENCE) if (name.first, name.last) in changed else name for name in names
    )


def _completed(document: Document, name: Mention, gazetteer: Gazetteer) -> Mention:
    """The same name; one that breaks off before its last word, with that: 'Burkina' in 'Burkina Faso', 'GUATEMALA' in 'GUATEMALA CITY'."""
    tokens = document.tokens
    if name.last >= len(tokens):
        return name
    rest = tokens[name.last]
    is_name = rest.text[:1].isupper() or (rest.lower == "city" and document.body[name.start : name.end].isupper())
    whole = " ".join(document.text(name.first, name.last + 1).split())
    if not is_name or tokens[name.last - 1].head != rest.i or not len(gazetteer.candidates(whole).rows):
        return name
    return name._replace(last=name.last + 1, end=rest.end, rule_id=RULE, confidence=CONFIDENCE)


def _is_place(document: Document, name: Mention, people: set[str], home: Home, gazetteer: Gazetteer) -> bool:
    text = document.text(name.first, name.last)
    if text.lower() in NO_NAMES or (document.tokens[name.last - 1].lower in people and not _is_region(document, name)):
        return False
    found = named(text, gazetteer)
    return bool(len(found.rows)) and (
        _stands_as_place(document, name, found, gazetteer)
        or (name.label == "ORG" and bool(np.count_nonzero(IS_GREAT[gazetteer.kind[found.rows]] & (found.priors > FAMOUS))))
        or is_near(found, home, gazetteer)
    )


def _is_region(document: Document, name: Mention) -> bool:
    return name.last < len(document.tokens) and document.tokens[name.last].lower in REGION_NOUNS


def _stands_as_place(document: Document, name: Mention, found: Candidates, gazetteer: Gazetteer) -> bool:
    """Whether the words around have the name as a place."""
    tokens, first, last = document.tokens, name.first, name.last
    before = [token.lower for token in tokens[max(0, first - 2) : first]]
    behind = tokens[last].lower if last < len(tokens) else ""
    if last - first > 1 and tokens[last - 1].lower in COUNTY_WORDS | {"co.", "twp."}:
        return True
    if _is_region(document, name) or (before[-1:] == ["of"] and before[0] in PART_NOUNS):
        return True
    if behind in LOCAL_NOUNS or before == [",", "of"] or in_list_with_noun(document, first, last):
        return True
    if (before[-1:] and before[-1] in LOCATIVE) and behind not in {"'s", "’s"}:
        return True
    if behind in DASHES and document.body[name.start : name.end].isupper() and first == document.sentence_of(first).first:
        return True
    container = container_after(document, last, gazetteer)
    return container is not None and bool(np.count_nonzero(inside(found.rows, container.rows, gazetteer)))
