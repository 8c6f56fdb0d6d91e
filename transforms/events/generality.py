"""What an article only speaks of ("attacks on farmers", "has often been raided"), as against what it tells of."""

from __future__ import annotations

from transforms.document import Document, Token
from transforms.events import attachment

ANY = frozenset({"any", "each", "every", "either"})
"""Words before a noun in singular that stands for none in particular."""
ONE_IN_MANY = frozenset(
    {
        "gunshot",
        "shot",
        "bullet",
        "explosion",
        "blast",
        "gunfire",
        "hostility",
        "shell",
        "blow",
        "flood",
        "landslide",
        "mudslide",
        "floodwater",
        "aftershock",
    }
)
"""Nouns whose plural is still one event."""
OFTEN = frozenset({"often", "repeatedly", "frequently", "regularly", "routinely", "sometimes", "usually", "periodically", "occasionally"})
"""Adverbs of what was not one event."""


def is_general(document: Document, token: Token) -> bool:
    """Whether something happened more than once: 'attacks', 'any attack', 'has often been attacked', 'attacked since 2009'."""
    children = document.children(token.i)
    if token.pos in ("NOUN", "PROPN"):
        if token.tag != "NNS":
            return any(child.lower in ANY for child in children)
        return token.lemma not in ONE_IN_MANY and not is_owned(document, token)
    return any(
        child.lower in OFTEN or (child.lower == "since" and _of_years(document, child)) or attachment.is_since(document, child)
        for child in children
    )


def is_owned(document: Document, token: Token) -> bool:
    """Whether a noun has an owner or says that it is known which."""
    return any(
        child.dep == "poss" or (child.dep == "det" and child.lower in ("the", "these", "those", "both"))
        for child in document.children(token.i)
    )


def is_counted(document: Document, token: Token) -> bool:
    """Whether a noun says of how many: 'two attacks'."""
    return document.child(token.i, "nummod") is not None


def _of_years(document: Document, since: Token) -> bool:
    """Whether a 'since' goes back to a year."""
    inner = document.child(since.i, "pobj")
    return inner is not None and inner.text.isdigit() and len(inner.text) == len("2009")
