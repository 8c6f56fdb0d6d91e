"""The forms of a word: cues are looked up by the form that the text has, which no lemmatizer can get wrong."""

from __future__ import annotations

import re
from collections.abc import Collection

CONSONANT_Y = re.compile(r"[^aeiou]y$")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
DOUBLING = re.compile(r"[^aeiou][aeiou][bdglmnprt]$|^[aeiou][bdglmnprt]$|qu[aeiou][bdglmnprt]$")


def noun_forms(noun: str) -> set[str]:
    """Singular and plural."""
    return {noun, _with_s(noun)}


def verb_forms(verb: str, past: Collection[str] = ()) -> set[str]:
    """All forms of a verb; `past` are its past tense and participle where they are irregular.

    Where a final consonant may be doubled both spellings are given (British "travelled", American "traveled").
    """
    forms = {verb, _with_s(verb)}
    stems = {verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb}
    if DOUBLING.search(verb):
        stems.add(verb + verb[-1])
    forms |= {("ly" if stem == "li" else stem) + "ing" for stem in stems}
    if past:
        return forms | set(past)
    if CONSONANT_Y.search(verb):
        return forms | {verb[:-1] + "ied"}
    return forms | ({verb + "d"} if verb.endswith("e") else {stem + "ed" for stem in stems})


def _with_s(word: str) -> str:
    if CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if SIBILANT.search(word) else "s")
