"""Whom "we" and "I" mean in what somebody is quoted as saying: the speaker, or those whom he speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.events.parties import Parties
from transforms.events.referents import claimant
from transforms.records import Event, Party

ONE = frozenset({"i", "me", "my"})
OWN = ONE | {"we", "us", "our"}


def with_speakers(document: Document, parties: Parties, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, a speaker who gives himself a role being named."""
    found = []
    for event in events:
        if event.attributed_to is not None:
            actor = _speaker(document, parties, event.actor, event.attributed_to)
            target = _speaker(document, parties, event.target, event.attributed_to)
            event = event._replace(actor=actor, target=target)
        found.append(event)
    return tuple(found)


def _speaker(document: Document, parties: Parties, party: Party | None, span: tuple[int, int]) -> Party | None:
    """The speaker, who stands at `span`, where the party is a pronoun that means him; else the party."""
    if party is None:
        return None
    first, last = document.tokens_in(party.start, party.end)
    if last - first > 1 or document.tokens[first].pos != "PRON" or document.lowers[first] not in OWN:
        return party
    speaker = document.head_of(*document.tokens_in(*span))
    if document.lowers[first] in ONE:
        return parties.party(speaker) if parties.is_person(speaker) else party
    return parties.party(claimant(document, speaker))
