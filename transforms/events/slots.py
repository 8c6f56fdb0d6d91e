"""What stands around a trigger: its subject, objects and prepositional phrases, whatever form the clause takes.

Passives, reduced relatives ("a man shot in the back"), relative clauses, coordination ("shot and killed") and control ("planned to
attack") are undone here, so that the lexicon names the roles of the active clause only.
"""

from __future__ import annotations

from collections import defaultdict

from transforms.document import Document, Token
from transforms.events.referents import (
    is_of_gathering,
    repeated,
    reported_before,
    those_among,
    what,
    whom,
)
from transforms.events.slot_words import (
    CONTROL_NOUNS,
    CONTROLLED_PREPOSITIONS,
    HYPHENS,
    LIGHT_VERBS,
    MAX_INHERITANCE,
    MAX_SHARED_DISTANCE,
    OBJECT_CONTROL,
    PARTICLES,
    PARTITIVES,
    PREFIXES,
    RELATIVE_TAGS,
    REPORTING,
    SLOT_OF_DEP,
    TENDING,
    UTTERING,
)

Slots = dict[str, list[int]]
"""Tokens at the head of each filler, by the name of the slot: see `transforms.events.patterns`."""


def verb_slots(document: Document, i: int, depth: int = 0) -> Slots:
    """The slots of a verb, in the order of the text."""
    token = document.tokens[i]
    slots: Slots = defaultdict(list)
    for child in document.children(i):
        add_dependent(document, child, slots)
    share_with_conjunct(document, i, slots)
    for noun in fillers(document, slots.get("obj", [])):
        for child in document.children(noun):
            if child.dep == "prep" and child.lower != "of":
                add_preposition(document, child, slots)
    passive = is_passive(document, token)
    if token.dep == "relcl":
        resolve_relative(document, token, slots)
    elif token.dep == "acl" and token.head != i:
        add_noun_above(document, token, slots, passive)
    if is_gapped(document, token) or is_seen(document, token):
        slots["obj"] += slots.pop("subj", [])
    if token.tag == "VBN" and not slots.get("subj"):
        slots["subj"] += slots.get("by", [])
    if depth < MAX_INHERITANCE:
        inherit(document, token, slots, passive, depth)
    return slots


def add_noun_above(document: Document, verb: Token, slots: Slots, passive: bool) -> None:
    """The noun that a participle or an infinitive hangs on: who does it or undergoes it, or what somebody has to do ("Chad's plan to attack")."""
    noun = document.tokens[verb.head]
    if passive and noun.lower == "those" and (others := those_among(document, noun)):
        slots["obj"] += others
        return
    if passive or verb.tag != "VB" or noun.lemma not in CONTROL_NOUNS:
        slots["obj" if passive else "subj"].append(noun.i)
        above = document.tokens[noun.head]
        if verb.tag == "VBG" and noun.dep == "dobj" and above.lemma in LIGHT_VERBS:
            slots["subj"] += verb_slots(document, above.i).get("subj", [])  # "issued a statement condemning": no statement condemns
        return
    owner = document.child(noun.i, "poss")
    if owner is not None and owner.pos != "PRON":
        slots["subj"].append(owner.i)


def share_with_conjunct(document: Document, i: int, slots: Slots) -> None:
    """The object or agent that two coordinated verbs share stands after the second ("shot and killed a baker")."""
    if slots.get("obj") and not is_passive(document, document.tokens[i]):
        return
    for child in document.children(i):
        if child.dep == "conj" and child.pos == "VERB" and child.i - i <= MAX_SHARED_DISTANCE:
            for inner in document.children(child.i):
                shared = inner.dep == "agent" or (inner.dep == "prep" and inner.lower == "by")
                if (inner.dep == "dobj" and not slots.get("obj")) or (shared and child.lemma not in TENDING):
                    add_dependent(document, inner, slots)


def add_dependent(document: Document, child: Token, slots: Slots) -> None:
    """One dependent of a verb, to the slot or slots where it belongs."""
    dep = child.dep
    if dep == "nsubj" and is_label(document, child):
        slots["subj"] += [inner.i for inner in document.children(child.i) if inner.dep == "appos"]
    elif dep == "agent":
        slots["subj"] += [inner.i for inner in document.children(child.i) if inner.dep == "pobj"]
    elif dep == "prep" or (dep == "dative" and child.tag == "IN"):
        add_preposition(document, child, slots)
        if child.lower in PARTICLES:
            slots["part"].append(child.i)
    elif dep in ("advmod", "npadvmod"):
        slots["part" if child.lower in PARTICLES else "adv"].append(child.i)
        for inner in document.children(child.i):
            if inner.dep == "prep":
                add_preposition(document, inner, slots)
    elif dep in SLOT_OF_DEP:
        slots[SLOT_OF_DEP[dep]].append(child.i)
        if SLOT_OF_DEP[dep] == "comp":
            add_complement(document, child, slots)
        elif dep == "advcl" and any(inner.dep == "mark" and inner.lower == "for" for inner in document.children(child.i)):
            slots["for"].append(child.i)
            add_complement(document, child, slots)


def is_label(document: Document, token: Token) -> bool:
    """Whether a subject only stands before a colon or a dash, as the town of a dateline does: "Lyon: A baker was shot", "Lyon, 3 May —"."""
    if token.i + 1 < len(document.tokens) and document.tokens[token.i + 1].text == ":":
        return True
    real = next((child for child in document.children(token.head) if child.i > token.i and child.dep in ("nsubj", "nsubjpass")), None)
    return real is not None and any(between.tag == ":" for between in document.tokens[token.i + 1 : real.i])


def stance(document: Document, i: int) -> str | None:
    """Which side of it something takes by the prefix of a word: `against` in "anti-government rallies", `for` in "pro-Russian rebels"."""
    tokens = document.tokens
    if i < 2 or tokens[i - 1].text not in HYPHENS or tokens[i - 1].end != tokens[i].start:
        return None
    return PREFIXES.get(tokens[i - 2].lower)


def add_preposition(document: Document, preposition: Token, slots: Slots) -> None:
    """The fillers of a prepositional phrase, under the preposition's own name ("out of" is `of`). A source ("according to") fills none."""
    if preposition.lower == "according":
        return
    for inner in document.children(preposition.i):
        if inner.dep in ("pobj", "pcomp"):
            slots[preposition.lower].append(inner.i)
            if preposition.lower in ("toward", "towards"):
                slots["at"].append(inner.i)
        elif inner.dep == "prep":
            add_preposition(document, inner, slots)


def add_complement(document: Document, complement: Token, slots: Slots) -> None:
    """What a complement clause says of its own: `compsubj` its subject, `comptarget` its objects, `compaux` its auxiliaries."""
    for child in document.children(complement.i):
        if child.dep in ("nsubj", "nsubjpass"):
            slots["compsubj"].append(child.i)
        elif child.dep in ("dobj", "dative"):
            slots["comptarget"].append(child.i)
        elif child.dep == "aux":
            slots["compaux"].append(child.i)
        elif child.dep == "prep":
            slots["comptarget"] += [inner.i for inner in document.children(child.i) if inner.dep == "pobj"]


def resolve_relative(document: Document, verb: Token, slots: Slots) -> None:
    """Relative pronouns become what they stand for; without one, the noun is the object ("the man that police shot")."""
    found = False
    for fillers in slots.values():
        for at, filler in enumerate(fillers):
            if document.tokens[filler].tag in RELATIVE_TAGS:
                fillers[at] = whom(document, verb.head) if document.tokens[filler].lower == "who" else what(document, verb.head)
                found = True
    if not found and slots.get("subj") and not slots.get("obj"):
        slots["obj"].append(verb.head)


def inherit(document: Document, token: Token, slots: Slots, passive: bool, depth: int) -> None:
    """What a clause leaves out because the clause above it says it."""
    if token.dep not in ("conj", "xcomp", "advcl", "pcomp", "acl", "oprd", "acomp") or token.head == token.i:
        return
    governor = document.tokens[token.head]
    if token.dep in ("advcl", "xcomp") and token.tag == "VB" and is_of_gathering(document, token):
        return
    if token.dep == "xcomp" and governor.dep == "acomp":
        governor = document.tokens[governor.head]  # "is due to meet"
    preposition = governor.lower
    if token.dep == "pcomp" or (token.dep == "acl" and not passive):
        governor = next((above for above in document.ancestors(token.i) if above.pos in ("VERB", "AUX")), governor)
    if token.dep == "conj" and token.tag == "VBD" and governor.tag == "VBN" and governor.dep == "ccomp":
        governor = document.tokens[governor.head]  # "X said Y had fled and urged": only "said" and "urged" are of one tense
    if token.dep in ("pcomp", "advcl") and governor.lemma in REPORTING and token.lemma not in UTTERING:
        governor = reported_before(document, governor, token.i)
    if governor.pos not in ("VERB", "AUX"):
        return
    if token.dep == "advcl" and token.tag in ("VBD", "VBZ", "VBP"):
        return  # a finite clause has a subject of its own, be it missed
    above = verb_slots(document, governor.i, depth + 1)
    undergone = is_passive(document, governor)
    if token.dep == "conj" and undergone and token.tag in ("VBN", "VBD") and not (slots.get("subj") and slots.get("obj")):
        for role in ("obj", "subj"):
            if not slots.get(role):
                slots[role] = list(above.get(role, ()))
        return
    subject = above.get("obj" if undergone else "subj", ()) or above.get("subj", ())
    if token.dep == "conj" and not passive:
        slots["obj"] = repeated(document, slots.get("obj", []), above.get("obj", []))
    if passive and not slots.get("obj"):
        slots["obj"] = list(above.get("obj", ()) if token.dep in ("advcl", "oprd") and above.get("obj") else subject)
    elif not passive and not slots.get("subj"):
        controlled = token.dep == "xcomp" or (
            token.dep == "pcomp" and governor.lemma in OBJECT_CONTROL and preposition in CONTROLLED_PREPOSITIONS
        )
        slots["subj"] = [*(above.get("obj", ()) if controlled else ()), *subject]  # "used a mine to attack": no mine attacks


def is_passive(document: Document, verb: Token) -> bool:
    """Whether a verb stands in the passive, be it as a participle without auxiliary: "found shot", "wounded in the leg, he fled"."""
    if document.child(verb.i, "auxpass", "nsubjpass", "agent") is not None:
        return True
    if verb.tag != "VBN":
        return False
    return (
        is_seen(document, verb)
        or verb.dep == "acl"
        or (verb.dep in ("xcomp", "oprd", "acomp", "advcl") and document.child(verb.i, "dobj", "aux", "nsubj") is None)
    )


def is_gapped(document: Document, verb: Token) -> bool:
    """Whether a verb is in a passive whose auxiliary the clause before has: "two were killed and nine wounded"."""
    return (
        verb.dep == "conj"
        and verb.tag == "VBN"
        and document.child(verb.i, "nsubj") is not None
        and document.child(verb.i, "dobj", "aux") is None
        and is_passive(document, document.tokens[verb.head])
    )


def is_seen(document: Document, verb: Token) -> bool:
    """Whether a participle tells what somebody saw or heard done: "the raid saw two others kidnapped"."""
    return verb.dep == "ccomp" and verb.tag == "VBN" and document.child(verb.i, "nsubj") is not None and (
        document.child(verb.i, "dobj", "aux", "auxpass", "mark") is None
    )  # fmt: skip


def fillers(document: Document, heads: list[int]) -> list[int]:
    """The heads with what is coordinated with them, and with what a counting head counts ("dozens of men")."""
    found = []
    for head in heads:
        for i in coordinated(document, head):
            found.append(i)
            counted = counted_by(document, i)
            if counted is not None:
                found.append(counted)
    return found


def coordinated(document: Document, i: int) -> list[int]:
    """The token and its conjuncts."""
    found = [i]
    for child in document.children(i):
        if child.dep == "conj":
            found += coordinated(document, child.i)
    return found


def counted_by(document: Document, i: int) -> int | None:
    """The head of what a partitive counts, else None."""
    if PARTITIVES.isdisjoint((document.lemmas[i], document.lowers[i])):
        return None
    for child in document.children(i):
        if child.dep == "prep" and child.lower == "of":
            inner = document.child(child.i, "pobj")
            return inner.i if inner else None
    return None
