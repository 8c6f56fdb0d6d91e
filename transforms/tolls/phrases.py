"""What stands in and around a noun phrase: where it begins, whether it is some of others, whether it is an age."""

from __future__ import annotations

from transforms.document import Document, Token
from transforms.records import Quantity

POSSESSIVES = frozenset({"his", "her", "their", "its"})
PREMODIFIERS = frozenset({"det", "nummod", "poss", "amod", "quantmod", "compound", "nmod", "predet", "advmod", "npadvmod", "punct"})


def left_edge(document: Document, token: Token) -> Token:
    """The first word of the phrase before its head: 'a' of 'a 24-year-old man'."""
    at = token
    for _ in range(4):
        children = document.children(at.i)
        if not children or children[0].i > at.i or children[0].dep not in PREMODIFIERS:
            break
        at = children[0]
    return at


def is_age(document: Document, token: Token) -> bool:
    """Whether a bare number is in apposition to people, or coordinated with such: 'Ann and Bo Reed, 19 and 21, were …'."""
    at, beside = token, False
    while at.tag == "CD" and at.dep in ("appos", "conj") and at.head < at.i and at.text.isdigit():
        beside = beside or at.dep == "appos" or any(child.dep == "appos" and child.tag == "CD" for child in document.children(at.head))
        at = document.tokens[at.head]
    return beside and at.tag != "CD"


def is_partitive(document: Document, i: int, quantity: Quantity | None) -> bool:
    """'one of the wounded': a number, then 'of' and a definite phrase."""
    tokens = document.tokens
    last = quantity.last if quantity and quantity.last > i else i + 1
    if last + 1 >= len(tokens) or tokens[last].lower != "of":
        return False
    if tokens[last + 1].lower in POSSESSIVES:
        return last + 2 < len(tokens) and tokens[last + 2].lemma == "victim"
    return tokens[last + 1].lower in ("the", "them", "those", "these", "whom", "which")


def is_included(document: Document, token: Token) -> bool:
    """'four people, including one who died': of those spoken of."""
    above = document.tokens[token.head]
    return token.dep == "pobj" and above.lower == "including"
