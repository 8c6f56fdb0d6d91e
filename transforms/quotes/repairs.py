"""Reports whose clause the parser has cut through: where a clause has lost its subject to the cue, or its verb to the sentence.

These go by what cannot be: a finite verb right behind a noun that has no subject of its own has that noun for its subject.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from transforms.document import Document, Token
from transforms.quotes.clauses import FINITE, SUBJECTS, Run, trim
from transforms.quotes.report import Report

WHOLE = frozenset({"clause", "object"})
"""Complements that are a clause, or that the parser takes the subject of one for."""
VERBAL = FINITE | {"MD"}
DAY_OPENERS = frozenset({"on", "late", "early"})


def repaired(document: Document, reports: Iterable[Report], timed: Container[int]) -> list[Report]:
    """The reports with whole clauses and without the day of saying; `timed` are the tokens of dates."""
    return [_repaired(document, report, timed) if report.complement in WHOLE else report for report in reports]


def _repaired(document: Document, report: Report, timed: Container[int]) -> Report:
    runs = report.contents
    if runs[0][0] <= report.cue or document.tokens[report.cue].tag[0] != "V":
        return report
    runs = (_with_subject(document, report.cue, _undated(document, report, runs[0], timed)), *runs[1:])
    return report._replace(contents=(*runs[:-1], _with_verb(document, runs[-1])))


def _with_subject(document: Document, cue: int, run: Run) -> Run:
    """The clause with its subject, where that is taken for the cue's object: "denied harbour traffic is a danger"."""
    taken = document.child(cue, "dobj")
    if taken is None or document.tokens[run[0]].tag not in VERBAL or _has_subject(document, run[0]):
        return run
    tree = document.subtree(taken.i)
    return (tree[0], run[1]) if tree[0] > cue and tree[-1] + 1 == run[0] else run


def _with_verb(document: Document, run: Run) -> Run:
    """The clause with the verb that its last noun is the subject of: "said he was met by the mayor and two aides had left"."""
    at = run[1]
    tokens = document.tokens
    if (
        at >= document.sentence_of(run[0]).last
        or tokens[at].tag not in VERBAL
        or tokens[at - 1].tag[0] != "N"
        or _has_subject(document, at)
    ):
        return run
    return trim(document, run[0], document.subtree(_verb(document, at).i)[-1] + 1) or run


def _verb(document: Document, i: int) -> Token:
    """The verb that a token is, or helps."""
    token = document.tokens[i]
    return document.tokens[token.head] if token.dep in ("aux", "auxpass") else token


def _has_subject(document: Document, i: int) -> bool:
    return document.child(_verb(document, i).i, *SUBJECTS, "expl") is not None


def _undated(document: Document, report: Report, run: Run, timed: Container[int]) -> Run:
    """The clause without the day in front, which is that of saying: "said on Monday the talks had failed"."""
    first, last = run
    if first != report.cue_run[1] or report.complement != "clause":
        return run
    start = first + (document.tokens[first].lower in DAY_OPENERS)
    end = start
    while end < last and end in timed:
        end += 1
    is_followed = end + 1 < last and document.tokens[end].tag[0] in "DNPCEJ" and document.tokens[end].tag != "POS"
    return (end, last) if start < end and is_followed else run
