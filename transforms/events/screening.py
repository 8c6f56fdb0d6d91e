"""What has a trigger and yet is no event: violence at large, names of offences, a candidate's rally, entries of statistics."""

from __future__ import annotations

from transforms.document import Document
from transforms.events.matching import Match
from transforms.events.parties import Parties
from transforms.events.roles import Roles

ONE_PERSON = frozenset({"he", "she", "his", "her", "i", "my"})

FIGURES = frozenset({"number", "rate", "proportion", "share", "percentage", "figure", "total"})
"""Nouns for how many, without saying how many."""


def is_generic(document: Document, match: Match, roles: Roles, parties: Parties) -> bool:
    """Whether a noun speaks of violence at large ("an end to attacks and murders"): a plural that nothing ties to a time, place or name."""
    token = document.tokens[match.token]
    if match.trigger.frame.event_class.event_type != "ASSAULT" or token.tag not in ("NNS", "NNPS"):
        return False
    if token.dep in ("nsubj", "nsubjpass", "ROOT") or any(match.slots.get(slot) for slot in ("light", "hit", "by")):
        return False
    children = document.children(token.i)
    if any(child.dep in ("det", "nummod", "poss", "relcl", "acl") for child in children):
        return False
    tied = [i for i in (*roles, *(i for found in match.slots.values() for i in found)) if i is not None]
    return not any(parties.is_name_or_time(i) for i in tied)


def is_statistic(document: Document, i: int) -> bool:
    """Whether a noun heads an entry of a table: 'Homicide: 0', 'Burglary (residence and business): 30'."""
    here = document.sentence_of(i)
    rest = document.tokens[i + 1 : here.last]
    if document.tokens[i].dep == "ROOT" and rest and rest[0].text in (":", "/"):
        return True
    return len(rest) > 1 and rest[-1].tag == "CD" and rest[-2].text == ":"


def is_left_undone(document: Document, i: int) -> bool:
    """Whether a deed is named as what was not done: "left without attacking anyone", "negotiated instead of invading"."""
    token = document.tokens[i]
    above = document.tokens[token.head]
    if token.dep != "pcomp" or above.dep != "prep":
        return False
    return above.lower == "without" or (above.lower == "of" and document.tokens[above.i - 1].lower == "instead")


def is_measured(document: Document, i: int) -> bool:
    """Whether a participle only says of what a figure is: "the number killed has dropped"."""
    token = document.tokens[i]
    return token.dep == "acl" and document.tokens[token.head].lemma in FIGURES and document.child(i, "prep", "agent") is None


def is_sought(document: Document, i: int) -> bool:
    """Whether an arrest or a trial is only what information is asked for: 'tips that lead to an arrest'."""
    token = document.tokens[i]
    above = document.tokens[document.tokens[token.head].head] if token.dep == "pobj" else token
    while above.dep in ("pobj", "conj") and above.head != above.i:
        above = document.tokens[above.head]
    if above.dep == "prep":
        above = document.tokens[above.head]
    return above.lemma == "lead" and above.dep in ("relcl", "acl", "advcl", "pcomp")


def is_of_one(document: Document, match: Match, roles: Roles, parties: Parties) -> bool:
    """Whether a rally or march is one person's: a candidate's rally, somebody's march towards office."""
    if match.trigger.frame.event_class.event_type != "PROTEST" or document.tokens[match.token].pos == "VERB" or roles.actor is None:
        return False
    return document.tokens[roles.actor].lower in ONE_PERSON or parties.is_person(roles.actor)


def is_offence(document: Document, i: int, words: frozenset[str]) -> bool:
    """Whether a noun names what somebody is charged with, convicted or suspected of, by the words that say so."""
    token = document.tokens[i]
    while token.dep == "conj" and document.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = document.tokens[token.head]
    if token.dep != "pobj":
        return False
    preposition = document.tokens[token.head]
    return preposition.lower in ("with", "of", "to", "on", "for", "in") and document.tokens[preposition.head].lemma in words
