"""Whom a word means that stands for another: relative pronouns, "those killed", a pronoun said again, who speaks for a group."""

from __future__ import annotations

from transforms.document import Document, Token
from transforms.events.slot_words import BODIES, GATHERINGS, MAX_INHERITANCE, SPEAKERS, WHERE

NUMBER_OF_OWNER = {"its": False, "his": False, "her": False, "their": True}
"""Whether a possessive pronoun means many."""


def what(document: Document, i: int) -> int:
    """What a "that" or "which" behind token `i` means: in "a bombing near Lyon, France, that killed two" the bombing, not the place."""
    token = document.tokens[i]
    if token.pos != "PROPN":
        return i
    for _ in range(MAX_INHERITANCE):
        above = document.tokens[token.head]
        if token.dep == "pobj" and above.lower in WHERE:
            above = document.tokens[above.head]
        elif token.dep != "appos":
            break
        if above.pos not in ("NOUN", "PROPN"):
            break
        token = above
    return token.i if token.pos == "NOUN" else i


def whom(document: Document, i: int) -> int:
    """Whom a "who" behind token `i` means, by name if the noun stands beside one: "Smith, a critic of the government who was shot"."""
    token = document.tokens[person_above(document, i)]
    named = token.dep == "appos" and document.tokens[token.head].pos == "PROPN"
    return token.head if named else token.i


def person_above(document: Document, i: int) -> int:
    """Whom a "who" behind token `i` means: in "a pupil of Ashby School who was hurt" the pupil, not the school."""
    token = document.tokens[i]
    if token.dep == "pobj" and document.tokens[token.head].lower == "of" and token.lemma in BODIES:
        return document.tokens[document.tokens[token.head].head].i
    if token.pos != "PROPN" or token.dep != "pobj" or document.tokens[token.head].lower not in ("at", "in", "from"):
        return i
    above = document.tokens[document.tokens[token.head].head]
    return above.i if above.pos == "NOUN" else i


def those_among(document: Document, those: Token) -> list[int]:
    """Who is told to be among "those killed"."""
    preposition = document.tokens[those.head]
    one = document.tokens[preposition.head]
    if those.dep == "pobj" and preposition.lower == "of" and one.dep == "nsubj":  # "one of those killed was a judge"
        verb = document.tokens[one.head]
        return [child.i for child in document.children(verb.i) if child.dep == "attr"] if verb.lemma == "be" else []
    verb = one
    if those.dep != "pobj" or preposition.lower != "among" or verb.lemma != "be":
        return []
    return [child.i for child in document.children(verb.i) if child.dep in ("nsubj", "attr")]


def repeated(document: Document, objects: list[int], before: list[int]) -> list[int]:
    """The objects of a coordinated verb, a pronoun being what the verb before did it to: "chased two bakers and shot them"."""
    if len(objects) != 1 or len(before) != 1 or document.tokens[before[0]].pos == "PRON":
        return objects
    pronoun = document.tokens[objects[0]].lower
    known = document.tokens[before[0]]
    many = known.tag in ("NNS", "NNPS") or document.child(known.i, "conj") is not None
    return before if (pronoun == "them" and many) or (pronoun in ("him", "her") and not many) else objects


def is_of_gathering(document: Document, verb: Token) -> bool:
    """Whether an infinitive stands behind the name of a gathering, which it tells the aim of."""
    first = min((child.i for child in document.children(verb.i) if child.i < verb.i), default=verb.i)
    return document.tokens[first - 1].lemma in GATHERINGS


def reported_before(document: Document, verb: Token, i: int) -> Token:
    """The clause that a verb of reporting stands behind or inside of ("he died, police said, after being shot"), else the verb."""
    if verb.dep == "parataxis":
        return document.tokens[verb.head]
    return next((child for child in document.children(verb.i) if child.dep == "ccomp" and child.i < min(verb.i, i)), verb)


def claimant(document: Document, i: int) -> int:
    """Whom somebody claims a deed for: the group of "the group's spokesman", of "Taliban spokesman Idris", of "Idris, who speaks for the group"
    in an apposition; else himself.
    """
    token = document.tokens[i]
    around = [child for child in document.children(i) if child.dep in ("compound", "appos")]
    speaker = next((word for word in (token, *around) if word.lemma in SPEAKERS), None)
    if speaker is None:
        return i
    for child in (*document.children(speaker.i), *around):
        if child.i < speaker.i and child.dep in ("poss", "compound") and child.pos != "PRON":
            return child.i
        if child.dep == "prep" and child.lower in ("of", "for"):
            inner = document.child(child.i, "pobj")
            if inner is not None:
                return inner.i
    return i


def possessor(document: Document, i: int) -> int:
    """Whom a possessive pronoun means: the subject of the clause that it stands in, if that is one or many as it is ("Chad answered with its
    own sanctions"); any other token itself.
    """
    token = document.tokens[i]
    if token.tag != "PRP$" or token.lower not in NUMBER_OF_OWNER:
        return i
    above = list(document.ancestors(i))
    for clause in above:
        subject = document.child(clause.i, "nsubj") if clause.pos in ("VERB", "AUX") else None
        if subject is not None and subject not in above:
            many = subject.tag in ("NNS", "NNPS") or document.child(subject.i, "conj") is not None
            is_meant = subject.pos in ("NOUN", "PROPN") and many == NUMBER_OF_OWNER[token.lower]
            return subject.i if is_meant else i
    return i


def is_nobody(document: Document, i: int) -> bool:
    """Whether a phrase says that nobody did it: "no group has claimed the attack"."""
    token = document.tokens[i]
    return token.lower in ("nobody", "none", "no-one") or any(child.lower in ("no", "neither") for child in document.children(i))
