"""The noun that a number counts."""

from __future__ import annotations

from transforms.document import Document

NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
COUNTED_TAGS = NOUN_TAGS | {"JJ", "VBN", "VBD"}
"""'three wounded', 'two dead': participles and adjectives are counted too."""
COUNTING_DEPS = frozenset(("nummod", "amod", "compound", "quantmod", "nmod", "det", "advmod", "poss", "predet"))
STATES = frozenset(("dead", "wounded", "injured", "hurt", "missing", "killed", "homeless"))
"""What people end up as: right after a number it is what the number counts ('left three dead')."""
REACH = 4
"""Tokens after a number within which its noun is looked for where the parse has none."""


def counted(document: Document, first: int, last: int) -> int | None:
    """Token that the number in `[first, last)` counts; None where it stands alone ('three were killed')."""
    tokens = document.tokens
    end = document.sentence_of(first).last
    if last < end and tokens[last].lower == "of":
        return _after_of(document, last, end)
    head = document.head_of(first, last)
    above = tokens[head].head
    if tokens[head].dep in COUNTING_DEPS and above >= last and tokens[above].tag in COUNTED_TAGS and above < end:
        return above
    if last < end and tokens[last].lower in STATES and document.child(last, "dobj") is None:
        return last
    return _next_noun(document, last, end)


def _after_of(document: Document, of: int, end: int) -> int | None:
    """The noun of 'dozens of people', 'one of the three wounded'."""
    noun = document.child(of, "pobj")
    if noun is not None and noun.i > of and noun.tag in COUNTED_TAGS:
        return noun.i
    if noun is not None and noun.tag == "CD" and noun.i + 1 < end and document.tokens[noun.i + 1].lower in STATES:
        return noun.i + 1
    return _next_noun(document, of + 1, end)


def _next_noun(document: Document, i: int, end: int) -> int | None:
    """The head noun of a run of adjectives and nouns that starts at token `i`."""
    tokens, noun = document.tokens, None
    for at in range(i, min(i + REACH, end)):
        tag = tokens[at].tag
        if tag in NOUN_TAGS:
            noun = at
        elif (
            noun is not None
            or tag not in ("JJ", "JJR", "JJS", "VBN", "VBG", "CD", "DT", "PRP$", "HYPH")
            or (tag in ("DT", "PRP$") and at > i)
        ):
            break
    return noun
