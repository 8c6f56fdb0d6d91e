"""Reports and quotation marks together: the rows of speech that they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from transforms.document import Document
from transforms.quotes import attribution
from transforms.quotes.clauses import Run
from transforms.quotes.lexicon import QuoteLexicon
from transforms.quotes.marks import Marked
from transforms.quotes.reports import Report
from transforms.quotes.speakers import UNKNOWN, Speaker, Speakers
from transforms.records import Quote

FRAGMENT_WORDS = 4
"""A quoted stretch of at most so many words that nothing attributes is a term, a title or a scare quote, not speech."""


def outermost(document: Document, reports: Iterable[Report]) -> list[Report]:
    """The reports that stand in no other's content, in the order of the text: of two that overlap, the one higher in the parse."""
    ranked = sorted(reports, key=lambda report: (_depth(document, report.cue), report.cue))
    taken: set[int] = set()
    kept = []
    for report in ranked:
        tokens = {i for first, last in report.contents for i in range(first, last)}
        if report.cue in taken or not taken.isdisjoint(tokens):
            continue
        taken |= tokens
        kept.append(report)
    return sorted(kept, key=lambda report: report.cue)


def _depth(document: Document, i: int) -> int:
    return sum(1 for _ in document.ancestors(i))


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of characters, with what is known of who said it."""

    start: int
    end: int
    kind: str
    cue: tuple[int, int] | None
    cue_lemma: str | None
    speaker: Speaker
    rule_id: str
    confidence: float
    is_fragment: bool = False

    def quote(self) -> Quote:
        return Quote(
            self.start,
            self.end,
            self.kind,
            self.cue,
            self.cue_lemma,
            self.speaker.span,
            self.speaker.entity,
            self.speaker.basis,
            self.is_fragment,
            rule_id=self.rule_id,
            confidence=self.confidence,
        )


def compose(document: Document, lexicon: QuoteLexicon, marks: tuple[Marked, ...], reports: list[Report], speakers: Speakers) -> list[Quote]:
    """All rows of an article, in the order of the text."""
    inside = _tokens_inside(document, marks)
    kept = outermost(document, (report for report in reports if report.cue not in inside))
    owner: dict[int, tuple[Report, Run]] = {}
    said: list[_Said] = []
    for report in kept:
        for run in report.contents:
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


def _row(document: Document, report: Report, speakers: Speakers, span: tuple[int, int], kind: str) -> _Said:
    return _Said(*span, kind, document.span(*report.cue_run), report.frame.lemma, speakers.of(report.speaker), report.rule_id, 0.5)


def _quoted(
    document: Document, lexicon: QuoteLexicon, marks: tuple[Marked, ...], owner: dict[int, tuple[Report, Run]], speakers: Speakers
) -> list[_Said]:
    """The rows that have quotation marks: one a stretch, or one a content that holds several."""
    rows: list[_Said] = []
    last: _Said | None = None
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
            row = _unowned(document, lexicon, marked, last_mark, following, last, speakers)
        rows.append(row)
        if not row.is_fragment:
            last = row
        last_mark = marked
        number += 1
    return rows


def _owned(document: Document, report: Report, run: Run, group: list[Marked], speakers: Speakers) -> _Said:
    start, end = document.span(*run)
    if len(group) == 1 and not any(c.isalnum() for c in document.body[start : group[0].start] + document.body[group[0].end : end]):
        return _row(document, report, speakers, (group[0].start, group[0].end), "direct")
    span = min(start, *(marked.left for marked in group)), max(end, *(marked.right for marked in group))
    return _row(document, report, speakers, span, "mixed")


def _unowned(
    document: Document,
    lexicon: QuoteLexicon,
    marked: Marked,
    previous: Marked | None,
    following: Marked | None,
    last: _Said | None,
    speakers: Speakers,
) -> _Said:
    """A quoted stretch that no clause claims: by the cue beside it, or because its speaker goes on."""
    paragraph = document.paragraphs[marked.paragraph]
    until = following.left if following and following.paragraph == marked.paragraph else paragraph.end
    since = previous.right if previous and previous.paragraph == marked.paragraph else paragraph.start
    beside = attribution.after(document, lexicon, marked, until) or attribution.before(document, lexicon, marked, since)
    if beside is not None:
        token = document.tokens[beside.cue]
        speaker = speakers.of(beside.speaker)
        return _Said(marked.start, marked.end, "direct", (token.start, token.end), token.lemma, speaker, beside.rule_id, 0.5)
    words = len(document.body[marked.start : marked.end].split())
    alone = _Said(marked.start, marked.end, "direct", None, None, UNKNOWN, "unattributed", 0.3)
    ends = document.body[marked.end - 1] in ".?!,…" or not marked.closed
    if last is not None and previous is not None and (marked.continues or (ends and marked.paragraph - previous.paragraph <= 1)):
        speaker = replace(last.speaker, basis="continued" if last.speaker.basis != "unresolved" else "unresolved")
        return replace(alone, cue=last.cue, cue_lemma=last.cue_lemma, speaker=speaker, rule_id="continued", confidence=0.5)
    if words <= FRAGMENT_WORDS or not ends:
        return replace(alone, is_fragment=True, rule_id="fragment")
    return alone
