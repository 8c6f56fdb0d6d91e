"""How and when something was said, where the cue's own clause tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from transforms.document import Document
from transforms.quotes.lexicon import QuoteLexicon
from transforms.records import Timex

CHANNEL_PREPOSITIONS = frozenset({"in", "on", "at", "by", "via", "through", "during", "over", "to"})
CUE_DEPTH = 4
"""Steps from a word up to the cue that it goes with, at most."""


def channel(document: Document, lexicon: QuoteLexicon, cue: int) -> str | None:
    """Channel of a statement: by its verb, or by a phrase that hangs on the verb ("in an interview")."""
    by_verb = lexicon.channel_verbs.get(document.tokens[cue].lower)
    if by_verb:
        return by_verb
    for child in document.children(cue):
        if child.dep == "prep" and child.lower in CHANNEL_PREPOSITIONS:
            for noun in document.children(child.i):
                if noun.dep == "pobj" and (found := lexicon.channel_nouns.get(noun.lower)):
                    return found
    return None


def said_dates(document: Document, times: Iterable[Timex], cues: Iterable[int]) -> dict[int, date]:
    """The day of each cue (a token) that has a date in its own clause: "he said on Monday"."""
    wanted = set(cues)
    found: dict[int, date] = {}
    for time in times:
        if time.begin is None or time.precision != "day" or time.begin != time.until:
            continue
        at = document.head_of(time.first, time.last)
        for _, above in zip(range(CUE_DEPTH), document.ancestors(at)):
            if above.i in wanted:
                found.setdefault(above.i, time.begin)
                break
            if above.pos not in ("ADP", "NOUN", "PROPN"):
                break
    return found
