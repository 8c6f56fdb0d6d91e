"""Events of which one gives the circumstances of another, and so shares its time and place: 'killed in an attack'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.document import Document, Token
from transforms.events.kinds import PHYSICAL, family
from transforms.records import Event

HARM = frozenset({"kill", "die", "injure", "wound", "hurt", "drown", "perish"})
"""Verbs of what comes to people: what it came after is what it came of."""


def share(document: Document, events: Sequence[Event], tokens: Sequence[int], *known: dict[int, Any]) -> None:
    """Give the time and place of either to the other, where one gives the circumstances of the other or both share a clause: 'ten were
    killed in an attack in 2015', 'one was killed and two were wounded in Lyon'.
    """
    number = {token: i for i, token in reversed(list(enumerate(tokens)))}
    for i, token in enumerate(tokens):
        other = number.get(circumstances(document, document.tokens[token]))
        if other is None:
            other = _beside(document.tokens[token], number)
            if other is None or family(events[i]) != family(events[other]):
                continue
        if (family(events[i]) in PHYSICAL) != (family(events[other]) in PHYSICAL):
            continue  # "arrested on Monday in a shooting"
        for found in known:
            for one, another in ((i, other), (other, i)):
                if one in found and another not in found:
                    found[another] = found[one]


def _beside(token: Token, number: Mapping[int, int]) -> int | None:
    """The event of the verb that one is coordinated with."""
    return number.get(token.head) if token.dep == "conj" and token.pos == "VERB" else None


def circumstances(document: Document, token: Token) -> int:
    """The token whose circumstances another gives: 'killed' for the attack in 'killed in an attack', for the flood in 'a flood killed',
    for the wall in 'killed when a wall collapsed', for the raid in 'killed after gunmen raided'; -1 where it gives none.
    """
    if token.dep == "compound" and token.pos != "VERB":
        token = document.tokens[token.head]  # "shot during an assassination attempt"
    if token.dep == "pobj" and document.tokens[token.head].lower in ("in", "during", "by"):
        return document.tokens[token.head].head
    if token.dep == "pobj" and document.tokens[token.head].lower == "of":
        result = document.tokens[document.tokens[token.head].head]
        if result.lower == "result" and result.dep == "pobj":
            return document.tokens[result.head].head  # "killed as a result of clashes"
    if token.dep == "csubj" or (token.dep == "nsubj" and token.pos in ("NOUN", "PROPN")):
        return token.head
    if token.dep == "advcl":
        opened = {child.lower for child in document.children(token.i)}
        if opened & {"when", "as"} or ("after" in opened and document.tokens[token.head].lemma in HARM and token.lemma not in HARM):
            return token.head
    return -1
