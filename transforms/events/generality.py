"""What an article only speaks of ("attacks on farmers", "has often been raided"), as against what it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from transforms.document import Document, Token
from transforms.events import attachment
from transforms.records import Timex

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

LONG_PAST, FAR_PAST = 3, 12
"""Years after which what an article tells in passing of dealings, and of violence, is history, not news."""
LEAD = 3
"""Sentences of the lead, of which nothing is told in passing."""
DAYS = 365
HUNG_ON = frozenset({"pobj", "npadvmod", "nmod", "amod", "compound", "nummod", "prep", "appos", "conj", "tmod"})
"""How a date hangs on what it is the date of."""


def pasts(document: Document, times: Iterable[Timex]) -> dict[int, date]:
    """By the token that a date hangs on, the last day of that date."""
    found: dict[int, date] = {}
    for time in times:
        if time.until is None:
            continue
        token = document.tokens[document.head_of(time.first, time.last)]
        while token.dep in HUNG_ON and token.head != token.i and not (token.pos == "VERB" or token.i in found):
            token = document.tokens[token.head]
        found.setdefault(token.i, time.until)
    return found


def is_history(document: Document, i: int, past: dict[int, date], *, is_harm: bool) -> bool:
    """Whether an article looks back to what its own clause dates years before it: "the council rejected the bills of 1777"."""
    token = document.tokens[i]
    day = past.get(i) or (past.get(token.head) if token.dep == "conj" and token.pos == "VERB" else None)
    if document.published is None or token.sentence < LEAD or day is None:
        return False
    return (document.published.date() - day).days > DAYS * (FAR_PAST if is_harm else LONG_PAST)


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
