"""What an event was done with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from transforms.document import Document
from transforms.records import Event, Findings, Weapon

VIOLENT = frozenset({"ASSAULT", "FIGHT", "COERCE", "MOBILIZE", "THREATEN"})


def weapons_of(document: Document, findings: Findings, events: Sequence[Event], tokens: Sequence[int]) -> dict[int, tuple[Weapon, ...]]:
    """By event, the weapons of its sentence: each goes to the nearest violent event."""
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        if event.event_type in VIOLENT:
            by_sentence[document.tokens[tokens[i]].sentence].append(i)
    counts = {quantity.head: quantity for quantity in findings.quantities if quantity.kind == "count" and quantity.head is not None}
    found: defaultdict[int, list[Weapon]] = defaultdict(list)
    for mention in findings.mentions:
        if mention.label != "WEAPON":
            continue
        here = by_sentence.get(document.tokens[mention.first].sentence)
        if not here:
            continue
        event = min(here, key=lambda i: abs(tokens[i] - mention.first))
        head = document.head_of(mention.first, mention.last)
        quantity = counts.get(head)
        low, high = (
            None if quantity is None or bound is None else int(bound)
            for bound in ((quantity.low, quantity.high) if quantity else (None, None))
        )
        found[event].append(Weapon(mention.value or "other", mention.start, mention.end, low, high))
    return {event: tuple(weapons) for event, weapons in found.items()}
