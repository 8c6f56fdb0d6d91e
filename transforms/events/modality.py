"""How an event is told: as a fact, a claim, a plan, a possibility, a wish; denied; by whom."""

from __future__ import annotations

from typing import NamedTuple

from transforms.document import Document, Token
from transforms.events.lexicon import EventLexicon
from transforms.events.slot_words import LIGHT_VERBS, PARTITIVES

MAX_CLIMB = 6
"""Heads above a trigger that are asked: what is further up speaks of something else."""
CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl", "prep", "dobj", "nsubjpass", "pobj", "attr", "oprd", "nsubj"})
"""How what is spoken of hangs on the word that speaks of it."""
SUBORDINATE = frozenset({"relcl", "acl", "advcl", "pcomp", "pobj"})
BEHIND = frozenset({"after", "following", "since", "despite", "amid"})
"""Prepositions of what is there already, whatever the clause around it plans or fears."""
WISHED = frozenset({"for", "to", "on", "upon", "of"})
"""Prepositions after which stands what is wished or planned; 'questions about the attack' wish for none."""
NEGATIVE_DETERMINERS = frozenset(("no", "neither"))


class Status(NamedTuple):
    """Modality of an event mention."""

    modality: str = "asserted"
    own: str | None = None
    """What the trigger's own auxiliary or adverb says, without the clauses above."""
    negated: bool = False
    depth: int = 0
    """Clauses above the trigger's own."""


def status(document: Document, trigger: int, lexicon: EventLexicon) -> Status:
    """How the trigger's clause, and those above it, present the event. The nearest word that says anything but fact decides."""
    token = document.tokens[trigger]
    negated = is_negated(document, token)
    own = found = own_modality(document, token, lexicon)
    below = token
    for above in list(document.ancestors(trigger))[:MAX_CLIMB]:
        if is_barrier(below):
            break
        if above.pos in ("VERB", "AUX", "NOUN", "ADJ") and is_clausal(document, below):
            found = found or governed(document, above, below, lexicon)
            if found is None and below.i == trigger and is_taken_for_granted(above, below, lexicon):
                break
            if found is None and carries(document, above, below, lexicon):
                negated = negated or is_negated(document, above)
                found = own_modality(document, above, lexicon)
            if (
                below.dep == "ccomp"
                and below.i == trigger
                and found is None
                and is_negated(document, above)
                and above.lemma in lexicon.words["say"]
            ):
                found = "denied"
        if found is not None or (above.pos == "NOUN" and above.lemma not in PARTITIVES):
            break
        below = above
    return Status(found or "asserted", own, negated, clauses_above(document, trigger))


def is_barrier(token: Token) -> bool:
    """Whether what is above this token does not bear on it: relative clauses and appositions tell what is taken for granted."""
    if token.dep in ("relcl", "advcl"):
        return token.tag != "VB"  # "a hunt to arrest him", "called for her to resign"
    if token.dep == "prep" and token.lower in BEHIND:
        return True  # "is expected to survive after being shot"
    return token.dep == "appos" or (token.dep == "acl" and token.tag in ("VBN", "VBG"))


def is_clausal(document: Document, token: Token) -> bool:
    """Whether the word above speaks of what this one tells. An infinitive may say what a noun is for, or what is called for."""
    if token.dep == "advcl":
        return any(child.dep == "mark" and child.lower == "for" for child in document.children(token.i))
    return token.dep in CLAUSAL or (token.dep == "relcl" and token.tag == "VB")


def clauses_above(document: Document, trigger: int) -> int:
    """How many clauses, or phrases after a preposition, lie between a trigger and the main clause."""
    path = [document.tokens[trigger], *list(document.ancestors(trigger))[:MAX_CLIMB]]
    return sum(below.dep in SUBORDINATE and (below.pos == "VERB" or below.i == trigger) for below in path)


def is_taken_for_granted(above: Token, noun: Token, lexicon: EventLexicon) -> bool:
    """Whether what a verb tells is another thing than that the event of its noun takes place: "vowed to avenge the killing" plans no killing."""
    if above.pos != "VERB" or noun.pos not in ("NOUN", "PROPN") or noun.dep not in ("dobj", "nsubj", "nsubjpass"):
        return False
    return above.lemma not in LIGHT_VERBS and above.lemma not in lexicon.words["occur"] and above.lemma not in lexicon.words["bring_about"]


def carries(document: Document, above: Token, below: Token, lexicon: EventLexicon) -> bool:
    """Whether a verb tells no more than that the event below it took place, so that its own auxiliaries speak of that event."""
    if above.pos not in ("VERB", "AUX"):
        return False
    if above.lemma == "claim":
        return False  # "did not claim the attack"
    if below.dep == "nsubj" and above.lemma == "be" and (is_known(document, below) or document.child(above.i, "attr", "acomp") is not None):
        return False  # "whether the shooting was an accident"
    return below.dep in ("dobj", "nsubjpass", "xcomp", "attr") or (below.dep == "nsubj" and above.lemma in lexicon.words["occur"])


def is_known(document: Document, noun: Token) -> bool:
    """Whether a noun stands for what has been told already: "the shooting"."""
    return any(
        child.dep == "poss" or (child.dep == "det" and child.lower in ("the", "this", "that")) for child in document.children(noun.i)
    )


def is_question(document: Document, verb: Token) -> bool:
    """Whether a clause is a question, which asks about what it tells: "asked who shot her"."""
    return any(
        child.tag in ("WP", "WRB", "WDT") or (child.dep == "mark" and child.lower == "whether") for child in document.children(verb.i)
    )


def is_negated(document: Document, token: Token) -> bool:
    """Whether the token has a negation of its own."""
    for child in document.children(token.i):
        if child.dep == "neg" or (child.dep == "det" and child.lower in NEGATIVE_DETERMINERS):
            return True
        if child.dep == "preconj" and child.lower == "neither":
            return True
        if child.dep in ("nsubj", "nsubjpass") and is_nobody(document, child):
            return True
    return False


def is_nobody(document: Document, subject: Token) -> bool:
    """Whether a subject is nobody: then what its verb tells did not happen."""
    if subject.lower in ("nobody", "none", "noone"):
        return True
    return any(child.dep == "det" and child.lower in NEGATIVE_DETERMINERS for child in document.children(subject.i))


def own_modality(document: Document, token: Token, lexicon: EventLexicon) -> str | None:
    """What the token's own auxiliaries, adverbs, adjectives and conjunction say."""
    words = lexicon.words
    head = document.tokens[token.head]
    if token.tag == "VB" and token.dep in ("acl", "relcl") and head.lemma in words["grounds"]:
        return "hypothetical"
    if token.tag == "VB" and any(child.lower == "how" for child in document.children(token.i)):
        return "hypothetical"
    for child in document.children(token.i):
        if child.dep == "aux" and child.tag == "MD":
            if child.lower in ("will", "shall", "'ll", "wo"):
                return "planned"
            if child.lower in ("may", "might", "could", "can", "ca"):
                return "possible"
            if child.lower in ("would", "'d"):
                return "planned" if is_reported(document, token, lexicon) else "hypothetical"
            if child.lower in ("should", "must", "ought"):
                return "requested"
        elif child.dep == "mark" and child.lower in ("if", "unless", "whether", "until"):
            return "hypothetical"
        elif child.dep in ("advmod", "amod"):
            if child.lower in words["claimed_modifier"]:
                return "claimed"
            if child.lower in words["planned_modifier"]:
                return "planned"
            if child.lower in words["possible_modifier"]:
                return "possible"
    if token.dep == "conj" and token.tag == "VB" and document.child(token.i, "aux") is None:
        return own_modality(document, head, lexicon)
    return None


def is_reported(document: Document, token: Token, lexicon: EventLexicon) -> bool:
    """Whether the clause is what somebody said: there, "would" is the "will" of what was said."""
    if token.dep == "conj":
        token = document.tokens[token.head]
    above = document.tokens[token.head]
    return token.dep == "ccomp" and above.lemma in lexicon.words["announce"] and above.tag in ("VBD", "VBN", "VBG")


def governed(document: Document, above: Token, below: Token, lexicon: EventLexicon) -> str | None:
    """What a governing word makes of the event below it."""
    words = lexicon.words
    lemma = above.lemma
    if below.dep == "prep" and below.lower == "from" and (lemma in words["prevent"] or lemma in words["bar"]):
        return "hypothetical"  # "blocked from marching"
    if below.dep == "prep" and below.lower == "about" and lemma in words["fear"]:
        return "possible"
    if below.dep == "prep" and below.lower not in WISHED:
        return None
    if lemma == "call" and below.dep != "prep" and below.pos != "VERB" and document.child(above.i, "prt") is None:
        return None  # "called the shooting an accident"
    if lemma == "call" and above.pos == "NOUN" and below.lower != "for":
        return None  # "a call of a shooting"
    if lemma == "claim" and below.pos == "NOUN" and below.dep in ("dobj", "nsubjpass"):
        return None  # "claimed the attack" as its own
    if lemma in words["deny"]:
        return "denied"
    if lemma in words["prevent"]:
        return "hypothetical"
    if lemma in words["request"]:
        return None if below.dep == "ccomp" and is_question(document, below) else "requested"
    if lemma in words["plan"] and below.dep in ("xcomp", "dobj", "acl", "relcl", "prep", "ccomp", "nsubjpass", "pobj"):
        return "planned"
    if lemma in words["purpose"] and below.tag == "VB" and below.dep in ("acl", "relcl"):
        return "planned"  # "an operation to arrest him"
    if lemma in words["fear"]:
        return "possible"
    if lemma in words["claim"]:
        return "claimed"
    if lemma in ("go", "be") and below.dep == "xcomp" and document.child(below.i, "aux"):
        return "planned"
    return None
