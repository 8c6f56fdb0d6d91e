"""Whether a mention brings in an event of its own: 'another shooting', 'a fire in March'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from transforms.document import Document, Token
from transforms.events.generality import is_general, is_owned
from transforms.records import Timex

LONG_AGO = 30
"""Days before its publication from which on what an article tells of with 'a' is something of before: 'a fire in March'."""


@dataclass(frozen=True, slots=True)
class NewsWords:
    """What sets events apart: see `seeds/events/newness.yml`."""

    apart: frozenset[str]
    before: frozenset[str]
    ordinals: frozenset[str]
    requitals: frozenset[str]
    recurring: re.Pattern[str]
    elsewhere: re.Pattern[str]

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> NewsWords:
        """From the seed `events/newness`. Raises TypeError for a list too many or too few."""
        found: dict[str, Any] = {
            name: re.compile(entry["pattern"], re.IGNORECASE) if "pattern" in entry else frozenset(entry["words"].split())
            for name, entry in read("events/newness").items()
        }
        return cls(**found)


def is_definite(document: Document, token: Token) -> bool:
    """Whether a noun means something that is known: 'the talks'."""
    return any(child.dep == "det" and child.lower in ("the", "this", "that") for child in document.children(token.i))


def is_indefinite(document: Document, token: Token) -> bool:
    """Whether a noun brings something in: 'a strike'."""
    return any(child.dep == "det" and child.lower in ("a", "an") for child in document.children(token.i))


def is_set_apart(document: Document, token: Token, words: NewsWords) -> bool:
    """'another shooting', 'a separate attack', 'shootings': not the event told of before."""
    if is_general(document, token) or is_recurring(document, token, words):
        return True
    if words.elsewhere.match(document.body, document.sentence_of(token.i).start) and not is_definite(document, token):
        return True
    if token.pos not in ("NOUN", "PROPN"):
        return any(is_set_apart(document, noun, words) for noun in _occasions(document, token))
    children = document.children(token.i)
    before = {child.lower for child in children if child.dep in ("amod", "det")}
    return bool(before & words.apart) or (not is_owned(document, token) and bool(before & words.ordinals))


def is_recurring(document: Document, token: Token, words: NewsWords) -> bool:
    """Whether a sentence tells of what comes every year."""
    sentence = document.sentence_of(token.i)
    return words.recurring.search(document.body, sentence.start, sentence.end) is not None


def turned(document: Document, token: Token, words: NewsWords) -> int:
    """The sentence of the same paragraph that turned to something else ('Separately, …'), else 0."""
    at = token.sentence
    paragraph = document.sentences[at].paragraph
    while at >= 0 and document.sentences[at].paragraph == paragraph:
        if words.elsewhere.match(document.body, document.sentences[at].start):
            return at
        at -= 1
    return 0


def _occasions(document: Document, verb: Token) -> Iterator[Token]:
    """The nouns in singular that say in what something happened: 'was killed in an earlier shooting'."""
    for preposition in document.children(verb.i):
        if preposition.lower in ("in", "during") and preposition.dep == "prep":
            yield from (noun for noun in document.children(preposition.i) if noun.dep == "pobj" and noun.tag == "NN")


def is_of_before(document: Document, token: Token, time: Timex | None) -> bool:
    """Whether a mention brings in something of long ago: 'a fire in March', 'two years ago'."""
    if _is_of_years_ago(document, token):
        return True
    if time is None or document.published is None or token.pos not in ("NOUN", "PROPN"):
        return False
    until = time.until or time.begin
    new = any(child.dep == "det" and child.lower in ("a", "an") for child in document.children(token.i))
    return new and until is not None and (document.published.date() - until).days > LONG_AGO


def is_aside(document: Document, token: Token, words: NewsWords) -> bool:
    """Whether a noun only looks back, below what its sentence tells: 'raided in revenge for an earlier attack'."""
    if token.dep != "pobj" or token.pos not in ("NOUN", "PROPN"):
        return False
    if document.tokens[document.tokens[token.head].head].lemma in words.requitals:
        return True
    return any(child.dep == "amod" and child.lower in words.before for child in document.children(token.i))


def is_habit(document: Document, token: Token) -> bool:
    """Whether a verb tells of what has gone on for a while, to many: 'has been attacking ships', 'has attacked ships since May'."""
    if token.pos != "VERB":
        return False
    children = document.children(token.i)
    lowers = {child.lower for child in children if child.dep in ("aux", "advmod", "prep")}
    if not lowers & {"has", "have", "is", "are", "'ve", "'re"}:
        return False
    goes_on = token.tag == "VBG" or "since" in lowers or "increasingly" in lowers
    return goes_on and any(child.dep in ("dobj", "nsubjpass") and _is_any(document, child) for child in children)


def _is_any(document: Document, noun: Token) -> bool:
    """Whether a plural is of nobody in particular."""
    return noun.tag == "NNS" and not any(child.dep in ("det", "poss", "nummod") for child in document.children(noun.i))


def _is_of_years_ago(document: Document, token: Token) -> bool:
    """Whether a clause is of years before, whenever the article was published: 'two years ago', 'last year'."""
    for child in document.children(token.i):
        if child.lower in ("ago", "earlier"):
            measure = document.child(child.i, "npadvmod")
            if measure is not None and measure.lemma in ("year", "decade"):
                return True
        elif child.dep == "npadvmod" and child.lemma == "year" and any(below.lower == "last" for below in document.children(child.i)):
            return True
    return False
