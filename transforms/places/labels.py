"""Names that the language model took for people or organisations, and that plainly are places."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from transforms.document import Document
from transforms.places.build import ADMIN1, COUNTRY
from transforms.places.gazetteer import Gazetteer
from transforms.places.hints import in_list_with_noun
from transforms.places.inner import COUNTY_WORDS
from transforms.places.resolution import inside
from transforms.places.toponyms import container_after, named
from transforms.records import Mention

LOCATIVE = frozenset({"in", "near", "outside", "throughout", "across"})
FREE_RULES = frozenset({None, "names.again", "names.majority"})
"""Rules of the names stage that give way; the others know better."""
RULE, CONFIDENCE = "places.label", 0.85
FAMOUS = 6.0
"""Powers of ten of people from which a country's or state's name is it, whatever the label."""


def relabelled(document: Document, names: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The same mentions; every ORG or PERSON whose name stands as a place anywhere in the article is a GPE."""
    people = {document.tokens[name.last - 1].lower for name in names if name.label == "PERSON" and name.last - name.first > 1}
    doubtful = [name for name in names if name.label in {"ORG", "PERSON"} and name.form == "name" and name.rule_id in FREE_RULES]
    places = {document.text(name.first, name.last) for name in doubtful if _stands_as_place(document, name, people, gazetteer)}
    if not places:
        return names
    changed = {(name.first, name.last) for name in doubtful if document.text(name.first, name.last) in places}
    return tuple(
        replace(name, label="GPE", rule_id=RULE, confidence=CONFIDENCE) if (name.first, name.last) in changed else name for name in names
    )


def _stands_as_place(document: Document, name: Mention, people: set[str], gazetteer: Gazetteer) -> bool:
    tokens = document.tokens
    if tokens[name.last - 1].lower in people:
        return False
    found = named(document.text(name.first, name.last), gazetteer)
    if not len(found.rows):
        return False
    if len(tokens) > name.last and tokens[name.last].tag == "POS":
        return False
    is_county = name.last - name.first > 1 and tokens[name.last - 1].lower in COUNTY_WORDS | {"co.", "twp."}
    if is_county or (name.first and tokens[name.first - 1].lower in LOCATIVE) or in_list_with_noun(document, name.first, name.last):
        return True
    container = container_after(document, name.last, gazetteer)
    if container and bool(inside(found.rows, container.rows, gazetteer).any()):
        return True
    return name.label == "ORG" and bool((np.isin(gazetteer.kind[found.rows], (COUNTRY, ADMIN1)) & (found.priors > FAMOUS)).any())
