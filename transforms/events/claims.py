"""Who is said to have done a deed where the deed is no mention of its own: "the rebels claimed responsibility", "a man is charged with murder"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.document import Document, Token
from transforms.events.kinds import TOLD
from transforms.events.noun_slots import add_accused
from transforms.events.parties import Parties
from transforms.events.referents import claimant, is_nobody
from transforms.events.slot_words import CLAIMING, CRIMES, RESPONSIBILITY
from transforms.events.slots import Slots, verb_slots
from transforms.records import Event, Party


def claims(document: Document, parties: Parties, events: Sequence[Event], tokens: Sequence[int]) -> dict[int, Party]:
    """By event, who claims it or is accused of it: the attack told in the same sentence, else the last one before, else the first one; unless
    the claim names one itself. `tokens` are the triggers.
    """
    attacks = [i for i, event in enumerate(events) if event.event_type == "ASSAULT" and event.modality in TOLD and not event.negated]
    if not attacks:
        return {}
    found: dict[int, Party] = {}
    named: dict[int, bool] = {}
    for noun, who in _said(document, frozenset(tokens)):
        beside = [i for i in attacks if document.tokens[tokens[i]].sentence == noun.sentence]
        before = [i for i in attacks if tokens[i] < noun.i]
        meant = (beside or before[-1:] or attacks)[0]
        is_name = document.tokens[who].pos == "PROPN"
        if not parties.can_act(who) or (document.tokens[who].pos == "PRON" and not parties.is_known(who)):
            continue
        if meant not in found or (is_name and not named[meant]):
            found[meant], named[meant] = parties.party(who)._replace(basis="claim"), is_name
    return found


def _said(document: Document, triggers: frozenset[int]) -> Iterator[tuple[Token, int]]:
    """Every word for responsibility or a crime that has no event of its own, with the head of who claims it or is accused of it."""
    for noun in document.of_lemmas(CRIMES | RESPONSIBILITY):
        named = (i for child in document.children(noun.i) if child.dep == "prep" for i in document.subtree(child.i))
        if noun.i in triggers or is_nobody(document, noun.i) or not triggers.isdisjoint(named):
            continue
        for who in _claimants(document, noun) if noun.lemma in RESPONSIBILITY else _accused(document, noun):
            yield noun, who


def _claimants(document: Document, noun: Token) -> Iterator[int]:
    verb = document.tokens[noun.head]
    if noun.dep in ("dobj", "nsubjpass") and verb.lemma in CLAIMING and document.child(verb.i, "neg") is None:
        yield from (claimant(document, i) for i in verb_slots(document, verb.i).get("subj", ()) if not is_nobody(document, i))


def _accused(document: Document, noun: Token) -> Iterator[int]:
    slots: Slots = {"accused": []}
    add_accused(document, noun.i, slots)
    yield from slots["accused"]
