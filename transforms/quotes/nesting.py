"""Reports within reports: which words are whose, where one cue stands in what another reports."""

from __future__ import annotations

from collections.abc import Container, Iterable

from transforms.document import Document
from transforms.quotes.clauses import FINITE, Run, is_passive, trim
from transforms.quotes.lexicon import QUOTING_FORCES
from transforms.quotes.report import Report

PARTICIPLE_OPENERS = frozenset({",", "before", "after", "while", "by", "in"})
ADDITIONS = frozenset({"and", "but", "or", "so", "by", "because", "since", "unless", "if", "until", "nor", "than", "rather"})
CLOSING_MARKS = frozenset({"”", '"', "''", "’"})
BETWEEN = CLOSING_MARKS | {","}
"""What may stand between a clause and the conjunction that adds to it."""
CLAUSES = frozenset({"clause", "preposed"})
CONCESSIONS = frozenset({"though", "although", "even", "while", "whereas", "despite", "compared", "albeit", "given"})
"""What opens a remark of the writer behind a clause that somebody said."""
ASKED = frozenset({"asked", "pressed", "questioned", "contacted", "reached", "approached"})
"""What 'when' opens with a remark of the writer: 'said he knew nothing when asked about it'."""
WH = frozenset({"which", "who", "where", "whose"})
ANSWERS = frozenset({"but", "while", "though", "although", "whereas", "with", "and"})
"""What opens the words of somebody else behind a comma or dash."""
SET_OFF = frozenset({",", ";", "-", "--", "–", "—"})
OPENERS = frozenset({"while", "although", "though", "as", "when", "after", "before", "since", "whereas"})


def outermost(document: Document, reports: Iterable[Report]) -> tuple[list[Report], list[tuple[Report, Report]]]:
    """The reports that stand in no other's content, in the order of the text, and those that do, each with the one that holds it.

    Of two whose contents overlap, the one higher in the parse stays.
    """
    ranked = sorted(reports, key=lambda report: (_rank(document, report), report.cue))
    holder: dict[int, Report] = {}
    kept, nested = [], []
    for report in ranked:
        tokens = [i for first, last in report.contents for i in range(first, last)]
        if report.cue in holder:
            nested.append((report, holder[report.cue]))
        elif holder.keys().isdisjoint(tokens):
            holder |= dict.fromkeys(tokens, report)
            kept.append(report)
    return sorted(kept, key=lambda report: report.cue), nested


def _rank(document: Document, report: Report) -> float:
    """How high in the parse a report stands: with its cue, or above what it reports where the cue hangs on that."""
    return min(_depth(document, report.cue), *(_depth(document, document.head_of(*run)) - 0.5 for run in report.contents))


def _depth(document: Document, i: int) -> int:
    depth, tokens = 0, document.tokens
    while (head := tokens[i].head) != i:
        i, depth = head, depth + 1
    return depth


def part_coordinated(document: Document, reports: Iterable[Report]) -> list[Report]:
    """The reports, with contents that end where a second cue of the same speaker begins.

    "The envoy said talks had failed and warned of war": parsers hang the second verb on the first one's clause as often as on
    the first verb.
    """
    found = list(reports)
    at = {report.cue: number for number, report in enumerate(found)}
    for number in range(len(found)):
        report = found[number]
        for position, run in enumerate(report.contents):
            inner = next(
                (at[i] for i in range(max(run[0] + 1, report.cue), run[1]) if i in at and _coordinated(document, report, found[at[i]])),
                None,
            )
            if inner is None:
                continue
            cut = trim(document, run[0], _start(document, found[inner].cue, run))
            if cut is not None:
                contents = (*report.contents[:position], cut, *report.contents[position + 1 :])
                found[number] = report._replace(contents=contents)
                if not is_passive(document, document.tokens[found[inner].cue]):
                    found[inner] = found[inner]._replace(speaker=report.speaker)
                break
    return found


def part_answered(document: Document, reports: Iterable[Report]) -> list[Report]:
    """The reports, with contents that end where somebody else's report answers them: "the envoy said talks had failed, but Lee said no"."""
    found = list(reports)
    at = {report.cue: number for number, report in enumerate(found)}
    for number, report in enumerate(found):
        first, last = report.contents[-1]
        for i in range(max(first, report.cue) + 1, last):
            start = _answer(document, found[at[i]]) if i in at else None
            if start is not None and first < start and (cut := trim(document, first, start)) is not None:
                found[number] = report._replace(contents=(*report.contents[:-1], cut))
                break
    return found


def _answer(document: Document, report: Report) -> int | None:
    """Where a clause begins that sets another's words against those before: at a conjunction behind a comma or dash."""
    tokens = document.tokens
    who = document.child(report.cue, "nsubj")
    if who is None or who.i > report.cue or report.frame.force not in QUOTING_FORCES or report.complement not in CLAUSES:
        return None
    start = document.subtree(who.i)[0] - 1
    return start if start > 0 and tokens[start].lower in ANSWERS and tokens[start - 1].text in SET_OFF else None


def _coordinated(document: Document, outer: Report, inner: Report) -> bool:
    """Whether the inner cue goes on from the outer one rather than being part of what it reports."""
    cue, other = document.tokens[inner.cue], document.tokens[outer.cue]
    if cue.tag[0] != "V" or inner.frame.force not in QUOTING_FORCES or document.child(cue.i, "nsubj", "nsubjpass"):
        return False
    if cue.tag == "VBG":
        before = cue.i - 1
        while before > 0 and document.tokens[before].text in CLOSING_MARKS:
            before -= 1
        return cue.dep in ("advcl", "pcomp", "conj", "acl") and document.tokens[before].lower in PARTICIPLE_OPENERS
    if (helper := document.child(cue.i, "auxpass")) is not None:  # "noticed a smell and was told that ..."
        return cue.dep == "conj" and helper.tag in FINITE and not document.child(cue.i, "aux")
    return cue.dep == "conj" and cue.tag == other.tag and cue.tag in FINITE and not document.child(cue.i, "aux", "auxpass")


def to_sentence_end(document: Document, reports: Iterable[Report], cues: Container[int]) -> list[Report]:
    """The reports, with a clause behind its cue going on to the end of the sentence where a conjunction only adds to it.

    `cues` are the tokens that are cues themselves: what they begin is another report.
    """
    return [
        _extended(document, report, cues) if report.complement in CLAUSES and report.frame.force in QUOTING_FORCES else report
        for report in reports
    ]


def _extended(document: Document, report: Report, cues: Container[int]) -> Report:
    first, last = report.contents[-1]
    end = document.sentence_of(report.cue).last
    if first < report.cue or last >= end:
        return report
    tokens = document.tokens
    at = last
    while at + 1 < end and tokens[at].text in BETWEEN:
        at += 1
    if tokens[at].lower not in ADDITIONS or any(
        i in cues and (tokens[i].tag in FINITE or tokens[i].lower == "according") for i in range(at, end)
    ):
        return report
    run = trim(document, first, end)
    return report._replace(contents=(*report.contents[:-1], run)) if run else report


def without_opening_clause(document: Document, reports: Iterable[Report]) -> list[Report]:
    """The reports, with no content that opens with a report of its own: "While Lee said no, Kim agreed to talk, officials said"."""
    found = list(reports)
    cues = {report.cue for report in found}
    for number, report in enumerate(found):
        first, last = report.contents[0]
        if document.tokens[first].lower not in OPENERS:
            continue
        inner = next((i for i in range(first, last) if i in cues and document.tokens[i].dep == "advcl"), None)
        if inner is None:
            continue
        end = document.subtree(inner)[-1] + 1
        cut = trim(document, end, last) if end < last else None
        if cut is not None:
            found[number] = report._replace(contents=(cut, *report.contents[1:]))
    return found


def _start(document: Document, cue: int, run: Run) -> int:
    """Where a coordinated cue's own part begins: its adverbs and the conjunction before it included."""
    start = cue
    while start > run[0] and document.tokens[start - 1].pos in ("ADV", "CCONJ", "PUNCT", "ADP", "AUX", "PART", "SCONJ"):
        if document.tokens[start - 1].text in ("”", '"', "''"):
            break
        start -= 1
    return start


def without_comment(document: Document, reports: Iterable[Report]) -> list[Report]:
    """The reports, without a relative clause set off by a comma at the end of a phrase that they report: these are the writer's own words."""
    return [_uncommented(document, report, WH if report.complement not in (*CLAUSES, "infinitive") else CONCESSIONS) for report in reports]


def _uncommented(document: Document, report: Report, openers: Container[str]) -> Report:
    first, last = report.contents[-1]
    if first < report.cue:
        return report
    tokens = document.tokens
    for i in range(last - 2, first, -1):
        is_remark = tokens[i].text == "," and tokens[i + 1].lower in openers and _reaches(document, i + 1, last)
        if is_remark or (tokens[i].lower == "when" and tokens[i + 1].lower in ASKED):
            cut = trim(document, first, i)
            if cut is not None:
                return report._replace(contents=(*report.contents[:-1], cut))
    return report


def _reaches(document: Document, i: int, last: int) -> bool:
    """Whether the clause that a word opens goes on to the end of a range."""
    for above in (document.tokens[i], *document.ancestors(i)):
        if above.dep in ("relcl", "advcl", "prep", "acl"):
            return document.subtree(above.i)[-1] >= last - 1
    return False
