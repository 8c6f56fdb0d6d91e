"""Triggers that another one takes in: the noun of its pattern, the deed that it promises or demands, itself in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.document import Document
from transforms.events.matching import Match

STATED = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types that are said, not done: what is agreed to or asked for is no event of its own."""
ELABORATED = {"PROTEST": "protest", "SANCTION": "sanction", "COERCE": "sanction"}
"""Types that are told of in several words at once."""


def without_contents(document: Document, matches: Sequence[Match]) -> list[Match]:
    """The matches but those that another one says: the noun that a verb's pattern took in, and the deed that is promised or demanded.

    Violence that is threatened, ordered or denied stays, since readers look for it: its modality tells that it did not happen yet.
    """
    taken: set[int] = set()
    said: set[int] = set()
    by_token = {match.token: match for match in matches}
    for match in matches:
        taken |= match.words
        taken |= {document.tokens[i].head for i in match.words if document.tokens[i].dep == "conj"}  # "imposed sanctions and curbs"
        above = elaborated(document, match, by_token)
        if above is not None:
            taken.add(match.token)
            for slot, found in match.slots.items():
                above.slots.setdefault(slot, found)
        if match.trigger.frame.event_class.event_type in STATED:
            wanted = (i for i in match.slots.get("for", ()) if document.tokens[i].pos == "VERB")  # "called for her to resign"
            for i in (*match.slots.get("comp", ()), *wanted):
                said |= {i, *(child.i for child in document.children(i) if child.dep in ("xcomp", "conj") and child.pos == "VERB")}
    return [
        match
        for match in matches
        if match.token not in taken and (match.token not in said or match.trigger.frame.event_class.event_type == "ASSAULT")
    ]


def elaborated(document: Document, match: Match, by_token: Mapping[int, Match]) -> Match | None:
    """The deed of which a clause tells what for or how, in other words: "fasted to protest", "sanctioned him, freezing his assets"."""
    token = document.tokens[match.token]
    above = by_token.get(token.head)
    if above is None or token.dep not in ("advcl", "xcomp") or token.tag not in ("VB", "VBG"):
        return None
    group, other = (ELABORATED.get(found.trigger.frame.event_class.event_type) for found in (match, above))
    return above if group is not None and group == other else None
