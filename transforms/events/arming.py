"""What an event was done with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from transforms.document import Document
from transforms.names.weapons import WeaponLexicon
from transforms.records import Event, Findings, Mention, Quantity, Weapon

VIOLENT = frozenset({"ASSAULT", "FIGHT", "COERCE", "MOBILIZE", "THREATEN"})
PLATFORMS = frozenset({"tank", "vehicle", "aircraft", "ship"})
"""Classes of which one is as often a target as a means."""
TAKING = frozenset(
    [
        "seize",
        "capture",
        "confiscate",
        "recover",
        "find",
        "discover",
        "deliver",
        "supply",
        "buy",
        "sell",
        "hand",
        "surrender",
        "stockpile",
        "smuggle",
        "store",
        "carry",
        "own",
        "show",
        "leave",
    ]
)
"""Verbs of which a weapon is the object, not the means."""
NO_MEANS = frozenset({"weapon", "weaponry", "ammunition", "ammo", "cartridge", "equipment", "arm", "convoy", "arsenal", "casing"})
"""Words that name no kind of weapon."""
MODIFIERS = ("compound", "amod", "nmod")


def weapons_of(
    document: Document, findings: Findings, events: Sequence[Event], tokens: Sequence[int], lexicon: WeaponLexicon
) -> dict[int, tuple[Weapon, ...]]:
    """By event, the weapons of its sentence, each with the nearest violent event, and those that its noun is made of ('car bomb blast')."""
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        if event.event_type in VIOLENT:
            by_sentence[document.tokens[tokens[i]].sentence].append(i)
    counts = {quantity.head: quantity for quantity in findings.quantities if quantity.kind == "count" and quantity.head is not None}
    found: defaultdict[int, list[Weapon]] = defaultdict(list)
    taken: set[int] = set()
    for mention in findings.mentions:
        here = by_sentence.get(document.tokens[mention.first].sentence) if mention.label == "WEAPON" else None
        if here and _is_means(document, mention):
            taken.update(range(mention.first, mention.last))
            nearest = min(here, key=lambda i: abs(tokens[i] - mention.first))
            found[nearest].append(_weapon(document, mention.first, mention.last, _class(mention), counts))
    for i in (i for here in by_sentence.values() for i in here):
        for first, cls in _within(document, tokens[i], lexicon):
            if first not in taken:
                found[i].append(_weapon(document, first, tokens[i], cls, counts))
    return {event: tuple(weapons) for event, weapons in found.items()}


def _class(mention: Mention) -> str:
    """The class of weapon, which is the end of the rule's id."""
    return (mention.rule_id or "other").rpartition(".")[2]


def _is_means(document: Document, mention: Mention) -> bool:
    head = document.tokens[document.head_of(mention.first, mention.last)]
    if head.lemma in NO_MEANS:
        return False
    above = document.tokens[head.head]
    while head.dep == "conj" and above.i != head.i:
        head, above = above, document.tokens[above.head]
    if head.dep == "dobj" and above.lemma in TAKING:
        return False
    return not (
        _class(mention) in PLATFORMS
        and (head.dep in ("dobj", "nsubjpass") or (head.dep == "pobj" and above.lower in ("on", "against", "at")))
    )


def _within(document: Document, trigger: int, lexicon: WeaponLexicon) -> Iterator[tuple[int, str]]:
    """The weapon that modifies an event's noun: the first token of its name, and its class."""
    if document.tokens[trigger].pos not in ("NOUN", "PROPN"):
        return
    modifiers = [child.i for child in document.children(trigger) if child.dep in MODIFIERS and child.i < trigger]
    if not modifiers or modifiers[-1] != trigger - 1:
        return
    cls = lexicon.weapon_class(document.tokens[trigger - 1].text)
    for first in range(max(modifiers[0], trigger - 3), trigger - 1):
        cls_of_phrase = lexicon.weapon_class(document.text(first, trigger))
        if cls_of_phrase is not None:
            yield first, cls_of_phrase
            return
    if cls is not None:
        yield trigger - 1, cls


def _weapon(document: Document, first: int, last: int, cls: str, counts: Mapping[int, Quantity]) -> Weapon:
    quantity = counts.get(document.head_of(first, last))
    low, high = (quantity.low, quantity.high) if quantity else (None, None)
    start, end = document.span(first, last)
    return Weapon(cls, start, end, None if low is None else int(low), None if high is None else int(high))
