"""Reports and quotation marks together: the rows of speech that they make."""

from __future__ import annotations

from dataclasses import replace

from transforms.document import Document
from transforms.quotes import attribution
from transforms.quotes.clauses import Run
from transforms.quotes.lexicon import QUOTING_FORCES, QuoteLexicon
from transforms.quotes.marks import Marked
from transforms.quotes.nesting import outermost, part_coordinated, to_sentence_end, without_opening_clause
from transforms.quotes.quotations import Around, unclaimed
from transforms.quotes.reports import Report
from transforms.quotes.said import Said
from transforms.quotes.speakers import Speakers
from transforms.records import Quote


GAP = 8
"""Tokens between a content and the quoted words that still belong to it, at most."""
CONNECTIVES = frozenset({",", ":", "and", "but", "or", "as", "with"})
OPENING_SIGNS = frozenset({"“", '"', "''", "``", "‘", "'"})
ENDINGS_INSIDE = frozenset(",?!-–—")
"""What a quotation ends with that its sentence goes on from, with the words of who reports it."""


def compose(document: Document, lexicon: QuoteLexicon, marks: tuple[Marked, ...], reports: list[Report], speakers: Speakers) -> list[Quote]:
    """All rows of an article, in the order of the text."""
    inside = _tokens_inside(document, marks)
    outside = [report for report in reports if report.cue not in inside]
    cues = {report.cue for report in outside if report.frame.force in QUOTING_FORCES}
    kept = outermost(document, to_sentence_end(document, part_coordinated(document, without_opening_clause(document, outside)), cues))
    owner: dict[int, tuple[Report, Run]] = {}
    said: list[Said] = []
    for report in kept:
        for run in (_with_following_mark(document, lexicon, marks, run) for run in report.contents):
            touched = sorted({inside[i] for i in range(*run) if i in inside})
            if not touched:
                said.append(_row(document, report, speakers, document.span(*run), "indirect"))
            for number in touched:
                owner.setdefault(number, (report, run))
    said += _quoted(document, lexicon, marks, owner, speakers)
    return [row.quote() for row in sorted(said, key=lambda row: (row.start, row.end))]


def _tokens_inside(document: Document, marks: tuple[Marked, ...]) -> dict[int, int]:
    """The tokens between quotation marks, each with the number of its stretch."""
    return {i: number for number, marked in enumerate(marks) for i in range(*document.tokens_in(marked.start, marked.end))}


def _with_following_mark(document: Document, lexicon: QuoteLexicon, marks: tuple[Marked, ...], run: Run) -> Run:
    """A content, and the quoted words that its sentence goes on to within a few words ('said it would not stop but "slow down"')."""
    tokens = document.tokens
    for i in range(run[1], min(run[1] + GAP, document.sentence_of(run[0]).last)):
        token = tokens[i]
        if token.text in OPENING_SIGNS:
            marked = next((marked for marked in marks if marked.left == token.start), None)
            if marked is not None and i > run[1] and tokens[run[1]].lower in CONNECTIVES:
                return run[0], document.tokens_in(marked.start, marked.end)[1]
            return run
        if attribution.is_cue(lexicon, token) or token.pos == "PRON":
            return run
    return run


def _row(document: Document, report: Report, speakers: Speakers, span: tuple[int, int], kind: str) -> Said:
    return Said(*span, kind, document.span(*report.cue_run), report.frame.lemma, speakers.of(report.speaker), report.rule_id, 0.5)


def _quoted(
    document: Document, lexicon: QuoteLexicon, marks: tuple[Marked, ...], owner: dict[int, tuple[Report, Run]], speakers: Speakers
) -> list[Said]:
    """The rows that have quotation marks: one a stretch, or one a content that holds several."""
    rows: list[Said] = []
    last: Said | None = None
    last_mark: Marked | None = None
    number = 0
    while number < len(marks):
        marked = marks[number]
        if number in owner:
            report, run = owner[number]
            group = [marked]
            while number + 1 < len(marks) and owner.get(number + 1) == (report, run):
                number += 1
                group.append(marks[number])
            row = _owned(document, report, run, group, speakers)
            marked = group[-1]
        else:
            following = marks[number + 1] if number + 1 < len(marks) else None
            found = unclaimed(document, lexicon, marked, Around(last_mark, following, last), speakers)
            rows += found[:-1]
            row = found[-1]
        rows.append(row)
        if not row.is_fragment:
            last = row
        last_mark = marked
        number += 1
    return rows


def _speaking(document: Document, report: Report, marked: Marked) -> int | None:
    """The report's speaker; where the parse gives none, the noun beside the cue."""
    if report.speaker is not None or report.frame.force not in QUOTING_FORCES:
        return report.speaker
    sentence = document.sentence_of(report.cue)
    after = document.tokens[report.cue].start >= marked.right
    first = document.tokens_in(marked.right, marked.right + 1)[0] if after else sentence.first
    last = sentence.last if after else document.tokens_in(marked.left, marked.left + 1)[0]
    return attribution.speaker_beside(document, document.tokens[report.cue], first, last)


def _owned(document: Document, report: Report, run: Run, group: list[Marked], speakers: Speakers) -> Said:
    body = document.body
    report = replace(report, speaker=_speaking(document, report, group[0]))
    start, end = document.span(*run)
    cue = document.tokens[report.cue].start
    closing = next((marked for marked in group if marked.right <= cue and body[marked.end - 1] in ENDINGS_INSIDE), None)
    if closing is not None:
        group, end = group[: group.index(closing) + 1], min(end, closing.right)
    if len(group) == 1 and not any(c.isalnum() for c in body[start : group[0].start] + body[group[0].end : end]):
        return _row(document, report, speakers, (group[0].start, group[0].end), "direct")
    span = min(start, *(marked.left for marked in group)), max(end, *(marked.right for marked in group))
    return _row(document, report, speakers, span, "mixed")
