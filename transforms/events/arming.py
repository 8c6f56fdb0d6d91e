"""What an event was done with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from transforms.document import Document, Token
from transforms.events.patterns import WordClasses
from transforms.names.weapons import WeaponLexicon
from transforms.records import Event, Findings, Mention, Quantity, Weapon

VIOLENT = frozenset({"ASSAULT", "FIGHT", "COERCE", "MOBILIZE", "THREATEN"})
PLATFORMS = frozenset({"tank", "vehicle", "aircraft", "ship"})
"""Classes of which one is as often a target as a means."""
USING = frozenset(["use", "employ", "fire", "wield", "detonate", "throw", "hurl", "launch", "plant", "place", "arm", "brandish", "open"])
REACH = 6
"""Sentences back to the event that a weapon was used in."""
EXPLODING = frozenset({"bomb", "mine", "grenade"})
"""Classes of weapons that have a charge of explosives."""
LONGEST_NAME = 3
"""Words of a weapon's name before an event's noun."""
VERB_ENDINGS = ("", "d", "ed", "s", "es", "ing")
"""What a verb may add to the name of a weapon: dynamite-d, firebomb-ing."""
MODIFIERS = ("compound", "amod", "nmod")


def weapons_of(
    document: Document, findings: Findings, events: Sequence[Event], tokens: Sequence[int], lexicon: WeaponLexicon, words: WordClasses
) -> dict[int, tuple[Weapon, ...]]:
    """By event, the weapons of its sentence, each with the nearest violent event, and those that its noun is made of ('car bomb blast').

    `words` are the lists of `seeds/events/arming.yml`.
    """
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        if event.event_type in VIOLENT:
            by_sentence[document.tokens[tokens[i]].sentence].append(i)
    counts = {quantity.head: quantity for quantity in findings.quantities if quantity.kind == "count" and quantity.head is not None}
    found: defaultdict[int, list[Weapon]] = defaultdict(list)
    taken: set[int] = set()
    for mention in _in_one_piece(document, findings):
        if not _is_means(document, mention, words):
            continue
        here = by_sentence.get(document.tokens[mention.first].sentence) or _before(document, mention, by_sentence)
        if here:
            taken.update(range(mention.first, mention.last))
            nearest = _governing(document, mention, tokens, here)
            found[nearest].append(_weapon(document, mention.first, mention.last, _class(mention), counts))
    for i in (i for here in by_sentence.values() for i in here):
        for first, cls in _within(document, tokens[i], lexicon):
            if first not in taken:
                found[i].append(_weapon(document, first, tokens[i], cls, counts))
        named = _named_by_verb(document, tokens[i], lexicon, words)
        if named is not None and all(weapon.cls != named.cls for weapon in found[i]):
            found[i].append(named)
    return {event: tuple(weapons) for event, weapons in found.items()}


def _in_one_piece(document: Document, findings: Findings) -> Iterator[Mention]:
    """The mentions of weapons, those of one name in several parts as one: 'Kalibr missiles'."""
    waiting: Mention | None = None
    for mention in sorted((found for found in findings.mentions if found.label == "WEAPON"), key=lambda found: found.first):
        if waiting is not None and waiting.last == mention.first and document.tokens[waiting.last - 1].dep in MODIFIERS:
            mention = mention._replace(first=waiting.first, start=waiting.start)
        elif waiting is not None:
            yield waiting
        waiting = mention
    if waiting is not None:
        yield waiting


def without_charges(
    document: Document, weapons: Mapping[int, tuple[Weapon, ...]], events: Sequence[int], charges: frozenset[str]
) -> dict[int, tuple[Weapon, ...]]:
    """The weapons of the mentions of one event, without the explosives that its bomb is made of or that stand for it."""
    texts = {weapon: document.body[weapon.start : weapon.end].casefold() for i in events for weapon in weapons.get(i, ())}
    bombs = any(weapon.cls in EXPLODING and text not in charges for weapon, text in texts.items())
    return {i: tuple(weapon for weapon in weapons.get(i, ()) if not (bombs and texts[weapon] in charges)) for i in events}


def _before(document: Document, mention: Mention, by_sentence: Mapping[int, list[int]]) -> list[int]:
    """The events of the last sentences, for a weapon that is said to have been used ('They used pistols.')."""
    if not any(verb.lemma in USING for verb in document.ancestors(document.head_of(mention.first, mention.last))):
        return []
    sentence = document.tokens[mention.first].sentence
    return next((by_sentence[at] for at in range(sentence - 1, sentence - 1 - REACH, -1) if by_sentence.get(at)), [])


def _governing(document: Document, mention: Mention, tokens: Sequence[int], here: Sequence[int]) -> int:
    """The event of a sentence that a weapon belongs to: whose trigger it is or hangs on, else the nearest."""
    triggers = {tokens[i]: i for i in here}
    head = document.head_of(mention.first, mention.last)
    above = (head, *(token.i for token in document.ancestors(head)))
    governing = next((triggers[token] for token in above if token in triggers), None)
    return governing if governing is not None else min(here, key=lambda i: abs(tokens[i] - mention.first))


def _class(mention: Mention) -> str:
    """The class of weapon, which is the end of the rule's id."""
    return (mention.rule_id or "other").rpartition(".")[2]


def _is_means(document: Document, mention: Mention, words: WordClasses) -> bool:
    """Whether a weapon is what something was done with, not what somebody took, or warded it off with."""
    head = document.tokens[document.head_of(mention.first, mention.last)]
    if head.lemma in words["residue"] or any(token.lower in words["defensive"] for token in document.tokens[mention.first : mention.last]):
        return False
    above = document.tokens[head.head]
    while above.i != head.i and (head.dep == "conj" or (head.dep == "pobj" and above.lower == "of")):
        head, above = (above, document.tokens[above.head]) if head.dep == "conj" else _through(document, above)
    if head.dep == "dobj" and above.lemma in words["taking"]:
        return False
    if head.dep == "pobj" and above.lower == "with" and document.tokens[above.head].lemma in words["leaving"]:
        return False
    return _class(mention) not in PLATFORMS or not _is_hit(document, head, above)


def _is_hit(document: Document, head: Token, above: Token) -> bool:
    """Whether a tank or an aircraft is what something was done to: the object, or what a bomb was under."""
    if head.dep == "pobj":
        return above.lower in ("on", "against", "at", "under", "of", "near", "behind", "inside", "in")
    if head.dep == "nsubj" and above.lemma in ("hit", "strike", "trigger"):
        return any(child.dep == "dobj" and child.lemma in EXPLODING for child in document.children(above.i))
    return head.dep in ("dobj", "nsubjpass")


def _through(document: Document, preposition: Token) -> tuple[Token, Token]:
    """The noun before an 'of', and what that hangs on: 'thousands' and 'seized' in 'seized thousands of rifles'."""
    noun = document.tokens[preposition.head]
    return noun, document.tokens[noun.head]


def _within(document: Document, trigger: int, lexicon: WeaponLexicon) -> Iterator[tuple[int, str]]:
    """The weapon that modifies an event's noun: the first token of its name, and its class."""
    if document.tokens[trigger].pos not in ("NOUN", "PROPN"):
        return
    first = trigger
    while (
        first > max(0, trigger - LONGEST_NAME)
        and document.tokens[first - 1].dep in MODIFIERS
        and document.tokens[first - 1].head <= trigger
    ):
        first -= 1
    for start in range(first, trigger):
        words = tuple(token.lower for token in document.tokens[start:trigger] if token.text != "-") or ("",)
        entry = next((entry for entry in lexicon.phrases.get(words[0], ()) if entry.words == words), None)
        if entry is not None and document.tokens[trigger].lower not in lexicon.neighbours[entry.cls].before:
            yield start, entry.cls
            return


def _named_by_verb(document: Document, trigger: int, lexicon: WeaponLexicon, words: WordClasses) -> Weapon | None:
    """The weapon whose name a verb is made of: 'dynamite' in 'dynamited the bridge', of which the text has these letters."""
    token = document.tokens[trigger]
    stems = (token.lower.removesuffix(ending) for ending in VERB_ENDINGS)
    name = next((stem for stem in stems if stem in words["naming"]), None)
    if token.pos != "VERB" or name is None:
        return None
    return Weapon(lexicon.weapon_class(name) or "other", token.start, token.start + len(name), None, None)


def _weapon(document: Document, first: int, last: int, cls: str, counts: Mapping[int, Quantity]) -> Weapon:
    head = document.head_of(first, last)
    quantity = counts.get(head)
    low, high = (quantity.low, quantity.high) if quantity else (None, None)
    if quantity and low is None and high is None:
        low = high = quantity.best
    if (
        quantity is None
        and document.tokens[head].tag in ("NN", "NNP")
        and any(child.lower in ("a", "an") for child in document.children(head))
    ):
        low = high = 1
    start, end = document.span(first, last)
    return Weapon(cls, start, end, None if low is None else int(low), None if high is None else int(high))
