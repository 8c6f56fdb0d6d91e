"""Who claims a deed without naming it: "the rebels claimed responsibility in a statement"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.document import Document
from transforms.events.kinds import HARMFUL, TOLD, family
from transforms.events.parties import Parties
from transforms.events.referents import claimant, is_nobody
from transforms.events.slot_words import CLAIMING, RESPONSIBILITY
from transforms.events.slots import verb_slots
from transforms.records import Event, Party


def claims(document: Document, parties: Parties, events: Sequence[Event], tokens: Sequence[int]) -> dict[int, Party]:
    """By event, who claims it: the last attack told before the claim, unless the claim names one itself. `tokens` are the triggers."""
    found: dict[int, Party] = {}
    triggers = set(tokens)
    attacks = [i for i, event in enumerate(events) if family(event) in HARMFUL and event.modality in TOLD and not event.negated]
    for noun, who in _claimants(document, triggers):
        last = next((i for i in reversed(attacks) if tokens[i] < noun), None)
        if last is not None and parties.can_act(who):
            found.setdefault(last, parties.party(who)._replace(basis="claim"))
    return found


def _claimants(document: Document, triggers: set[int]) -> Iterator[tuple[int, int]]:
    """Every word for responsibility that somebody claims for what has no trigger, with the head of who does."""
    for noun in document.of_lemmas(RESPONSIBILITY):
        verb = document.tokens[noun.head]
        if noun.dep not in ("dobj", "nsubjpass") or verb.lemma not in CLAIMING or document.child(verb.i, "neg") is not None:
            continue
        named = (i for child in document.children(noun.i) if child.dep == "prep" for i in document.subtree(child.i))
        if is_nobody(document, noun.i) or not triggers.isdisjoint(named):
            continue
        for who in verb_slots(document, verb.i).get("subj", ()):
            if not is_nobody(document, who):
                yield noun.i, claimant(document, who)
