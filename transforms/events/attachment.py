"""Which event a word of a time or place belongs to: the first on the way up the parse, or one that shares the verb met there."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.document import Document, Token
from transforms.records import Timex

MAX_CLIMB = 10
"""Steps up the parse from a time or place to its event."""
REPORTING = frozenset(
    {
        "say", "tell", "announce", "report", "add", "state", "note", "explain", "release", "write", "arrest", "charge", "accuse",
        "identify", "book", "sentence", "convict", "plead", "appear", "arraign", "hold", "schedule", "expect", "declare",
        "investigate", "respond", "update", "post", "publish", "meet", "gather", "mourn", "bury", "ask", "call", "describe",
        "confirm",
    }
)  # fmt: skip
"""Verbs whose own time is not that of the event that they speak of."""
CARRIED = ("nsubj", "nsubjpass", "dobj", "oprd", "xcomp", "attr", "acomp")
"""Dependents of a verb that share its time: 'the shooting happened on Monday', 'was found shot on Monday'."""
CLAUSES = frozenset({"relcl", "ccomp", "parataxis"})
"""Clauses whose time is their own."""
RELATIVES = frozenset({"that", "which"})
"""Subjects by which a relative clause tells of its noun: 'the storm that left thousands dead in 2013'."""
BESIDE = frozenset({"conj", "advcl", "xcomp", "dobj", "pobj", "prep", "nsubj", "nsubjpass"})
"""Dependents that tell of what happened with their head."""
CAUSES = frozenset({"in", "during", "after", "by", "from"})


def date_token(document: Document, time: Timex) -> int:
    """The head of a time expression."""
    return document.head_of(time.first, time.last)


def carriers(document: Document, start: int, triggers: Mapping[int, int]) -> int | None:
    """The event whose clause token `start` modifies: the first trigger on the way up, or one that shares the verb met there.

    `triggers` maps trigger tokens to events.
    """
    at = start
    for _ in range(MAX_CLIMB):
        if at in triggers:
            return triggers[at]
        token = document.tokens[at]
        if at != start and token.pos == "NOUN":
            compound = next((child.i for child in document.children(at) if child.dep == "compound" and child.i in triggers), None)
            if compound is not None:
                return triggers[compound]
        if at != start and token.pos in ("VERB", "AUX"):
            found = _carried(document, token, triggers)
            if found is not None:
                return found
            found = _resulting(document, token, triggers)
            if found is not None:
                return found
            subject = document.child(token.i, "nsubj", "nsubjpass") if token.dep == "relcl" else None
            if subject is not None and subject.lower in RELATIVES and token.lemma not in REPORTING:
                return triggers.get(token.head)
            if token.lemma in REPORTING or token.dep in CLAUSES or is_since(document, token):
                return None
        if token.head == at:
            return None
        at = token.head
    return None


def is_direct(document: Document, start: int, trigger: int) -> bool:
    """Whether no other verb stands between what token `start` heads and the trigger above it: else that verb's circumstances are told."""
    for above in document.ancestors(start):
        if above.i == trigger:
            return True
        if above.pos == "VERB":
            return False
    return False


def are_joined(document: Document, one: int, other: int) -> bool:
    """Whether two triggers are told in one breath: one is below the other, and no clause with a time of its own stands between."""
    return _is_below(document, one, other) or _is_below(document, other, one)


def _is_below(document: Document, lower: int, upper: int) -> bool:
    if document.tokens[lower].sentence != document.tokens[upper].sentence:
        return False
    token = document.tokens[lower]
    while token.i != upper and token.dep in BESIDE and token.head != token.i:
        token = document.tokens[token.head]
    return token.i == upper


def _carried(document: Document, verb: Token, triggers: Mapping[int, int]) -> int | None:
    for child in document.children(verb.i):
        if (
            child.dep in CARRIED
            and child.i in triggers
            and not (verb.lemma in REPORTING and verb.lemma != "bury" and child.dep != "nsubjpass")
        ):
            return triggers[child.i]
    for child in document.children(verb.i):
        if child.dep == "advcl" and verb.lemma not in REPORTING and _is_when(document, child):
            subject = document.child(child.i, "nsubj", "nsubjpass")
            for told in (child, subject):  # "were at a party when a fight began"
                if told is not None and told.i in triggers:
                    return triggers[told.i]
        if child.dep == "prep" and child.lower in CAUSES and verb.lemma not in REPORTING:
            for inner in document.children(child.i):
                if inner.dep in ("pobj", "pcomp") and inner.i in triggers:
                    return triggers[inner.i]
    return None


def _resulting(document: Document, verb: Token, triggers: Mapping[int, int]) -> int | None:
    """The event that a clause tells as its outcome: 'plunged the town into chaos on Sunday, killing two'."""
    if verb.lemma in REPORTING:
        return None
    return next(
        (triggers[child.i] for child in document.children(verb.i) if child.dep == "advcl" and child.tag == "VBG" and child.i in triggers),
        None,
    )


def _is_when(document: Document, clause: Token) -> bool:
    """Whether a clause says when the one above it was: 'died when a ferry sank'."""
    return any(child.lower in ("when", "as") and child.i < clause.i for child in document.children(clause.i))


def is_since(document: Document, clause: Token) -> bool:
    """Whether a clause tells since when something has gone on: 'since the war began'."""
    return clause.dep == "advcl" and any(
        child.lower == "since" and child.dep in ("mark", "advmod") for child in document.children(clause.i)
    )
