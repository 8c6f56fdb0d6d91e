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
DEEDS = frozenset(
    (
        "shooting", "killing", "murder", "slaying", "homicide", "death", "attack", "assault", "stabbing", "bombing", "explosion", "blast",
        "massacre", "raid", "crash", "collision", "fire", "blaze", "earthquake", "quake", "flood", "storm", "collapse", "accident", "incident",
        "robbery", "kidnapping", "abduction", "coup", "riot", "crime", "disappearance", "arrest",
    )
)  # fmt: skip
"""Nouns for what nobody speaks of before it has happened: 'the April 2 shooting'."""
REACH = 12


LASTING = frozenset(("remain", "stay", "last", "continue", "live", "work", "wait", "be", "know"))
"""Verbs whose 'until' may end in the past: 'he remained at large until Tuesday'."""
REFUSING = frozenset(("say", "specify", "comment", "discuss", "elaborate", "confirm", "give", "identify", "disclose", "rule", "provide"))
"""'would not say on Friday' tells of Friday, where 'would not meet on Friday' may look ahead."""


def direction(document: Document, first: int, last: int) -> int:
    """PAST, FUTURE or UNKNOWN for the time in tokens `[first, last)`."""
    tokens = document.tokens
    at = tokens[document.head_of(first, last)]
    opening = document.sentence_of(first).first
    until = any(tokens[i].lower in AHEAD_PREPOSITIONS for i in range(max(opening, first - 3), first))
    direct = at.dep != "poss"
    above = tokens[at.head]
    if (tokens[above.head] if at.dep == "pobj" else above).lemma in DEEDS and (above.i >= last or at.dep == "pobj"):
        return PAST
    for _ in range(REACH):
        if at.lower in ("for", "to") and tokens[at.head].lemma in AHEAD:
            return FUTURE
        if at.tag in VERB_TAGS:
            if until:
                return PAST if at.tag == "VBD" and at.lemma in LASTING else FUTURE
            return _of_verb(document, at, direct)
        if at.lemma in AHEAD and at.tag == "JJ":
            return FUTURE
        if at.head == at.i:
            break
        at = tokens[at.head]
        direct = direct and not at.tag.startswith("NN")
    return FUTURE if until else UNKNOWN


def _of_verb(document: Document, verb: Token, direct: bool) -> int:
    """The tense of a verb or, for one that has none of its own, of those above it. `direct`: no noun stands between verb and time."""
    for _ in range(REACH):
        found = _tense(document, verb, direct)
        if found is not None:
            return found
        if verb.head == verb.i:
            break
        above = document.tokens[verb.head]
        if above.lemma in AHEAD and verb.tag in ("VB", "MD"):
            return FUTURE
        if above.lemma == "be" and verb.tag == "VB" and any(child.lower == "to" for child in document.children(verb.i)):
            return FUTURE  # 'was to travel on Friday'
        verb = above
    return UNKNOWN


def _tense(document: Document, verb: Token, direct: bool) -> int | None:
    """The tense of one verb with its auxiliaries; None where a verb above it must tell."""
    children = document.children(verb.i)
    helpers = [child for child in children if child.dep in ("aux", "auxpass")]
    words = {child.lower for child in helpers}
    modals = words & (FUTURE_MODALS | OPEN_MODALS)
    negated = any(child.dep == "neg" for child in children)
    if "have" in words and modals and verb.tag == "VBN":
        return PAST
    if negated and (modals & {"could"} or (modals & {"would"} and verb.lemma in REFUSING)):
        return PAST
    if words & FUTURE_MODALS:
        return FUTURE
    if verb.lemma in SCHEDULED and verb.tag == "VBN" and not negated:
        return FUTURE
    if any(child.tag == "VBD" or child.lower in ("has", "have", "had", "'ve", "'d") for child in helpers):
        return PAST
    if modals:
        return FUTURE
    return _bare_tense(document, verb, direct, words)


def _bare_tense(document: Document, verb: Token, direct: bool, helpers: set[str]) -> int | None:
    """The tense of a verb without a modal or a past auxiliary."""
    calendar = FUTURE if direct and verb.lemma in BEGINNING else UNKNOWN
    if verb.tag == "VBD":
        return PAST
    if verb.tag == "VBG":
        is_progressive = bool(helpers & {"is", "are", "am", "'s", "'re"})
        return calendar if is_progressive else UNKNOWN if not helpers else None
    complement = document.child(verb.i, "acomp")
    if complement is not None and complement.lemma in AHEAD:
        return FUTURE
    if verb.tag in ("VBZ", "VBP"):
        return calendar
    if verb.tag == "VBN" and helpers & {"is", "are", "'s", "'re"}:
        return UNKNOWN
    if verb.tag == "VBN" and not helpers and verb.dep in ("acl", "ROOT", "advcl", "ccomp"):
        return PAST
    return None
