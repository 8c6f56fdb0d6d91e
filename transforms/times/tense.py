"""Whether a time lies before or after the day of writing, by the tense of the verb that it belongs to."""

from __future__ import annotations

from transforms.document import Document, Token

PAST, UNKNOWN, FUTURE = -1, 0, 1
VERB_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"))
AHEAD = frozenset(
    (
        "expect",
        "schedule",
        "plan",
        "set",
        "due",
        "slate",
        "want",
        "vow",
        "intend",
        "hope",
        "agree",
        "urge",
        "ask",
        "order",
        "prepare",
        "pledge",
        "promise",
        "decide",
        "seek",
        "need",
        "aim",
        "propose",
        "ready",
        "likely",
        "poise",
        "tell",
        "invite",
        "postpone",
        "delay",
        "threaten",
        "await",
    )
)
"""Lemmas whose complement lies ahead: 'scheduled for Friday', 'agreed to meet on Friday'."""
SCHEDULED = frozenset(("expect", "schedule", "plan", "set", "due", "slate"))
"""Those whose passive speaks of a day to come by itself: 'is expected on Friday'."""
AHEAD_PREPOSITIONS = frozenset(("until", "till"))
BEGINNING = frozenset(
    (
        "begin",
        "start",
        "open",
        "end",
        "close",
        "expire",
        "run",
        "take",
        "resume",
        "face",
        "meet",
        "travel",
        "visit",
        "hold",
        "play",
        "host",
        "go",
        "leave",
    )
)
"""Verbs whose simple present tells of what is in the calendar: 'the trial opens on Monday'."""
FUTURE_MODALS = frozenset(("will", "shall", "would", "'ll", "’ll", "wo"))
OPEN_MODALS = frozenset(("may", "might", "could", "can", "should", "must"))
REACH = 12


def direction(document: Document, first: int, last: int) -> int:
    """PAST, FUTURE or UNKNOWN for the time in tokens `[first, last)`."""
    tokens = document.tokens
    at = tokens[document.head_of(first, last)]
    opening = document.sentence_of(first).first
    if any(tokens[i].lower in AHEAD_PREPOSITIONS for i in range(max(opening, first - 3), first)):
        return FUTURE
    for _ in range(REACH):
        if at.lower in AHEAD_PREPOSITIONS or (at.lower in ("for", "to") and tokens[at.head].lemma in AHEAD):
            return FUTURE
        if at.tag in VERB_TAGS:
            return _of_verb(document, at)
        if at.lemma in AHEAD and at.tag == "JJ":
            return FUTURE
        if at.head == at.i:
            break
        at = tokens[at.head]
    return UNKNOWN


def _of_verb(document: Document, verb: Token) -> int:
    for _ in range(REACH):
        found = _tense(document, verb)
        if found is not None:
            return found
        if verb.head == verb.i:
            break
        above = document.tokens[verb.head]
        if above.lemma in AHEAD and verb.tag in ("VB", "MD"):
            return FUTURE
        verb = above
    return UNKNOWN


def _tense(document: Document, verb: Token) -> int | None:
    """The tense of one verb with its auxiliaries; None where a verb above it must tell."""
    helpers = [child for child in document.children(verb.i) if child.dep in ("aux", "auxpass")]
    words = {child.lower for child in helpers}
    perfect = "have" in words and (words & (FUTURE_MODALS | OPEN_MODALS)) and verb.tag == "VBN"
    if perfect:
        return PAST
    if words & FUTURE_MODALS:
        return FUTURE
    if verb.lemma in SCHEDULED and verb.tag == "VBN":
        return FUTURE
    if any(child.tag == "VBD" or child.lower in ("has", "have", "had", "'ve", "'d") for child in helpers):
        return PAST
    if words & OPEN_MODALS:
        return FUTURE
    if verb.tag == "VBD":
        return PAST
    if verb.tag == "VBG" and words & {"is", "are", "am", "'s", "'re"}:
        return FUTURE
    if verb.tag == "VBG" and not helpers:
        return UNKNOWN
    complement = document.child(verb.i, "acomp")
    if complement is not None and complement.lemma in AHEAD:
        return FUTURE
    if verb.tag in ("VBZ", "VBP"):
        return FUTURE if verb.lemma in BEGINNING else UNKNOWN
    if verb.tag == "VBN" and words & {"is", "are", "'s", "'re"}:
        return UNKNOWN
    if verb.tag == "VBN" and not helpers and verb.dep in ("acl", "ROOT", "advcl", "ccomp"):
        return PAST
    return None
