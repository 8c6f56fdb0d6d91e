"""What stands around a nominal trigger: whose deed it is and against whom, its light verb, and who is accused of it or claims it."""

from __future__ import annotations

from collections import defaultdict

from transforms.document import Document, Token
from transforms.events.referents import claimant, is_nobody
from transforms.events.slot_words import (
    ACCUSING,
    AIMING,
    BELIEVING,
    BETWEEN_CHARGE_AND_DEED,
    CLAIMING,
    CONFESSING,
    CONTROLLED_PREPOSITIONS,
    CRIMES,
    FIGHTS,
    LIGHT_VERBS,
    LIGHT_WITH_PREPOSITION,
    MAX_INHERITANCE,
    PARTITIVES,
    RESPONSIBILITY,
    TRYING,
    UNDERGOING,
    WHEN,
)
from transforms.events.slots import Slots, add_preposition, coordinated, is_passive, stance, verb_slots


def noun_slots(document: Document, i: int) -> Slots:
    """The slots of a nominal trigger. `light` is the subject of its light verb, `poss` its possessor."""
    slots: Slots = defaultdict(list)
    for child in document.children(i):
        dep = child.dep
        if dep == "prep":
            add_preposition(document, child, slots)
        elif dep == "agent":
            slots["by"] += [inner.i for inner in document.children(child.i) if inner.dep == "pobj"]
        elif dep in ("amod", "compound", "nmod"):
            slots[stance(document, child.i) or "mod"].append(child.i)
        elif dep == "poss":
            slots["poss"].append(child.i)
            slots["mod"].append(child.i)
        elif dep in ("det", "nummod", "appos"):
            slots[dep].append(child.i)
        elif dep in ("acl", "relcl"):
            slots["acl"].append(child.i)
            made = believed(document, child)
            slots["by"] += verb_slots(document, made.i)["subj"] if made.lemma in LIGHT_VERBS and is_passive(document, made) else []
            slots["on"] += verb_slots(document, child.i)["obj"] if child.lemma in AIMING and not is_passive(document, child) else []
    share_with_noun(document, document.tokens[i], slots)
    for doer in slots.get("by", ())[:]:
        for child in document.children(doer):
            if child.dep == "prep" and child.lower in ("on", "against"):
                add_preposition(document, child, slots)
    add_light_verb(document, i, slots)
    add_accused(document, i, slots)
    if document.tokens[i].lemma in FIGHTS:
        slots["against"] += slots.get("with", [])
        between = [side for head in slots.get("between", []) for side in coordinated(document, head)]
        if len(between) > 1:
            slots["by"].append(between[0])
            slots["against"] += between[1:]
    return slots


def share_with_noun(document: Document, noun: Token, slots: Slots) -> None:
    """What stands behind the last of coordinated nouns, of whom they all are: "the killing and abduction of bakers"."""
    last = next((child for child in document.children(noun.i) if child.dep == "conj"), None)
    other = last if last is not None else document.tokens[noun.head] if noun.dep == "conj" else None
    if other is not None and "of" not in slots and other.lemma not in BETWEEN_CHARGE_AND_DEED:
        for child in document.children(other.i):
            if child.dep == "prep" and child.lower == "of" and child.i > max(noun.i, other.i):
                add_preposition(document, child, slots)


def add_accused(document: Document, i: int, slots: Slots) -> None:
    """Who is said by others or himself to have done what a noun names: `accused`, as in "charged with the murder of", "claimed responsibility for"."""
    noun = document.tokens[i]
    slots["accused"] += responsible(document, noun)
    if noun.lemma in FIGHTS:
        return  # who is blamed for deaths in clashes need not have clashed
    while noun.dep == "conj" and document.tokens[noun.head].pos in ("NOUN", "PROPN"):
        noun = document.tokens[noun.head]
    above = noun
    prepositions: list[str] = []
    for _ in range(MAX_INHERITANCE):
        if above.dep == "pobj":
            prepositions.append(document.tokens[above.head].lower)
            above = document.tokens[document.tokens[above.head].head]
        else:
            above = document.tokens[above.head]
        if above.pos == "VERB" or above.lemma not in (*BETWEEN_CHARGE_AND_DEED, *RESPONSIBILITY, *CRIMES):
            break
        noun = above
    if above.pos != "VERB":
        return
    told = verb_slots(document, above.i)
    claimed = noun.lemma in RESPONSIBILITY or (prepositions[-1:] == ["for"] and has_object_of(document, told, RESPONSIBILITY))
    if claimed and above.lemma in CLAIMING:
        slots["accused"] += [claimant(document, claiming) for claiming in told.get("subj", ()) if not is_nobody(document, claiming)]
    elif (above.lemma in CONFESSING and (prepositions or noun.dep == "dobj")) or (
        above.lemma == "face" and noun.lemma in BETWEEN_CHARGE_AND_DEED
    ):
        slots["accused"] += told.get("subj", ())
    elif above.lemma in ACCUSING and prepositions and prepositions[-1] in CONTROLLED_PREPOSITIONS | {"to"}:
        is_accused = prepositions[-1] != "in" or above.lemma in TRYING or noun.lemma == "connection"
        slots["accused"] += told.get("obj", ()) if is_accused else ()


def responsible(document: Document, deed: Token) -> list[int]:
    """Who is said to be responsible for a deed, or behind it."""
    preposition = document.tokens[deed.head]
    above = document.tokens[preposition.head]
    if deed.dep != "pobj" or (preposition.lower, above.lemma) not in (("for", "responsible"), ("behind", "be")):
        return []
    if above.dep == "amod":
        return [above.head]
    state = document.tokens[above.head] if above.lemma == "responsible" else above
    return verb_slots(document, state.i)["subj"] if document.child(state.i, "neg") is None else []


def has_object_of(document: Document, slots: Slots, lemmas: frozenset[str]) -> bool:
    """Whether an object of a verb is one of these words."""
    return any(document.tokens[i].lemma in lemmas for i in slots.get("obj", ()))


def add_light_verb(document: Document, i: int, slots: Slots) -> None:
    """What the light verb above a nominal trigger adds: its subject, and its prepositional phrases."""
    token = document.tokens[i]
    governor = document.tokens[token.head]
    if token.dep == "pobj" and governor.lower == "of" and document.tokens[governor.head].lemma in PARTITIVES:
        token = document.tokens[governor.head]
        governor = document.tokens[token.head]
    if token.dep == "pobj" and governor.dep == "prep":
        governor = document.tokens[governor.head]
    governor = believed(document, governor)
    if governor.lemma == "call" and document.child(governor.i, "oprd", "ccomp", "xcomp", "attr") is not None:
        return  # "called the shooting an accident"
    if token.dep not in ("dobj", "nsubjpass", "pobj") or governor.pos != "VERB" or governor.lemma not in LIGHT_VERBS:
        return
    above = verb_slots(document, governor.i)
    if token.dep == "pobj" and governor.lemma == "engage":
        slots["against"] += above.get("obj", [])  # "engaged the gang in a shootout"
    is_within = document.tokens[token.head].lower not in WHEN
    if token.dep != "pobj" or (governor.lemma in LIGHT_WITH_PREPOSITION and is_within):
        involved = above.get("obj" if governor.lemma == "involve" and is_passive(document, governor) else "subj", [])
        slots["hit" if governor.lemma in UNDERGOING else "light"] += involved
    for role, found in above.items():
        if role not in ("subj", "obj", "comp", "part", "adv") and i not in found:
            slots[role] += found


def believed(document: Document, verb: Token) -> Token:
    """What is believed or said of something, where a verb only tells so: "is thought to have been carried out by"; else the verb."""
    below = document.child(verb.i, "xcomp") if verb.lemma in BELIEVING and is_passive(document, verb) else None
    return below if below is not None and below.pos == "VERB" else verb
