"""Phrases that stand for the dead or hurt and name nobody: 'a toll of nine', 'a triple shooting', 'two counts of murder'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.document import Token
from transforms.tolls.clauses import SUBJECTS, Clauses
from transforms.tolls.lexicon import Frame
from transforms.tolls.victims import CHARGE, MURDER_SUICIDE, Victim, counted

TOLL_REACH = 12
"""Tokens within which a toll's number follows the noun ('toll from the landslides rose to 40')."""
YEAR = re.compile("(?:19|20)[0-9]{2}")
NUMBERS_OF = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}


def toll(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'the death toll rose from 9 to 12': the number that the toll is at."""
    children = clauses.document.children(token.i)
    about = [*children, *(inner for child in children if child.lower == "of" for inner in clauses.document.children(child.i))]
    if not any(child.lemma in clauses.lexicon.words["toll_of"] for child in about):
        return ()
    tokens = clauses.document.tokens
    verb = tokens[token.head] if token.dep in SUBJECTS else None
    reach = range(token.i + 1, min(clauses.document.sentence_of(token.i).last, token.i + TOLL_REACH))
    after = range(verb.i + 1, min(clauses.document.sentence_of(token.i).last, verb.i + TOLL_REACH)) if verb is not None else ()
    for i in (*after, *reach):
        quantity = clauses.people.count_at(i)
        if quantity is None or quantity.first != i or quantity.best is None:
            continue
        if tokens[i - 1].lower in clauses.lexicon.words["toll_at"]:
            return (counted(quantity, tokens[i], "toll"),)
    return ()


def multiple(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'a double homicide', 'a triple shooting'."""
    for child in clauses.document.children(token.i):
        number = NUMBERS_OF.get(child.lower)
        if number:
            return (Victim(token.i, child.start, token.end, number, number, number, counted=True, definite=True, noun=token.lemma),)
    return ()


def charge(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'charged with murder', 'three counts of murder', 'a murder charge': so many at least were killed."""
    document = clauses.document
    children, attempts = document.children(token.i), clauses.lexicon.words["attempts"]
    if token.pos != "NOUN" or any(not attempts.isdisjoint((child.lemma, child.lower)) for child in children):
        return ()
    above = clauses.document.tokens[token.head]
    if token.dep == "pobj" and above.lower in ("with", "of", "for", "on"):
        above = clauses.document.tokens[above.head]
        if above.dep == "dobj" and above.lemma not in clauses.lexicon.words["charges"]:
            above = clauses.document.tokens[above.head]  # 'charged a man with', parsed as a man with
    elif token.dep not in ("compound", "dobj", "conj"):
        return ()
    if above.lemma not in clauses.lexicon.words["charges"] or any(
        YEAR.fullmatch(word.text) for word in document.sentence_tokens(token.sentence)
    ):
        return ()  # 'In 2007 he was charged with murder' is of another case
    quantity = clauses.people.count_at(above.i)
    if quantity is not None and quantity.best is not None and above.lemma == "count":
        return (counted(quantity, token, CHARGE),)
    return (Victim(token.i, token.start, token.end, 1, 1, None, definite=True, noun=CHARGE),)


def murder_suicide(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'a murder-suicide': at least two died."""
    children = clauses.document.children(token.i)
    first = next((child for child in children if child.lemma == "murder"), None)
    if first is None or any(child.lower in clauses.lexicon.words["attempts"] for child in children):
        return ()
    return (Victim(token.i, first.start, token.end, 2, None, None, definite=True, noun=MURDER_SUICIDE),)
