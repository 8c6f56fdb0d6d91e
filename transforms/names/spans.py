"""Name spans while they are being worked on, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

MODEL_CONFIDENCE = {"PERSON": 0.88, "GPE": 0.88, "NORP": 0.9, "LOC": 0.78, "FAC": 0.7, "ORG": 0.65}
"""Share of the language model's own names of each label that are right, in newswire (measured on CoNLL++'s development set)."""
OTHER_CONFIDENCE = 0.6
"""The same for the labels that no measured set has."""
SURE = frozenset(("names.known", "names.table", "names.dateline", "names.demonym", "names.age", "names.settlement"))
"""Rules whose labels are not overruled."""


class Span(NamedTuple):
    """A labelled token range `[first, last)`, what found or changed it (None: the language model, as it was), and how sure it is."""

    first: int
    last: int
    label: str
    rule_id: str | None = None
    confidence: float = OTHER_CONFIDENCE


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The spans in the order of the text; of two that overlap, the one that came first in `spans` stands."""
    taken: set[int] = set()
    kept: list[Span] = []
    for span in spans:
        tokens = range(span.first, span.last)
        if tokens and taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    return sorted(kept)
