"""What sounds like speech and is a deed: "militants attacked a convoy", "deputies responded to a call", "called to the scene on Monday"."""

from __future__ import annotations

from collections.abc import Container, Mapping

from transforms.document import Document, Token
from transforms.quotes.clauses import subject
from transforms.quotes.lexicon import Deed
from transforms.quotes.report import Report


def is_deed(document: Document, report: Report, deeds: Mapping[str, Deed], timed: Container[int]) -> bool:
    """Whether a cue tells what was done: by its doer, by what it is done to or with, or because it has nothing but a time behind it."""
    if report.complement not in ("object", "infinitive", "clause") and all(
        i in timed for first, last in report.contents for i in range(first, last)
    ):
        return True
    cue = document.tokens[report.cue]
    deed = deeds.get(cue.lower)
    if deed is None or report.complement in ("clause", "preposed", "infinitive"):
        return False
    doer = subject(document, cue) if cue.tag[0] == "V" else None
    if doer is not None and doer.lemma in deed.doers:
        return True
    if any(_struck(document, first, last).lemma in deed.things for first, last in report.contents):
        return True
    means = (document.child(child.i, "pobj") for child in document.children(cue.i) if child.lower == "with")
    return any(noun is not None and noun.lemma in deed.means for noun in means)


def _struck(document: Document, first: int, last: int) -> Token:
    """The head of a content."""
    return document.tokens[document.head_of(first, last)]
