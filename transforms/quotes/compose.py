"""Reports and quotation marks together: the rows of speech that they make."""

from __future__ import annotations

from dataclasses import dataclass, replace

from transforms.document import Document
from transforms.quotes import attribution
from transforms.quotes.clauses import Run
from transforms.quotes.lexicon import QUOTING_FORCES, QuoteLexicon
from transforms.quotes.marks import Marked
from transforms.quotes.nesting import outermost, part_coordinated
from transforms.quotes.reports import Report
from transforms.quotes.speakers import UNKNOWN, Speaker, Speakers
from transforms.records import Quote

FRAGMENT_WORDS = 4
"""A quoted stretch of at most so many words that nothing attributes is a term, a title or a scare quote, not speech."""

GAP = 8
"""Tokens between a content and the quoted words that still belong to it, at most."""
CONNECTIVES = frozenset({",", "and", "but", "or", "as", "with"})
OPENING_SIGNS = frozenset({"“", '"', "''", "``", "‘", "'"})
ENDINGS_INSIDE = frozenset(",?!-–—")
"""What a quotation ends with that its sentence goes on from, with the words of who reports it."""


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
    kept = outermost(document, part_coordinated(document, (report for report in reports if report.cue not in inside)))
    owner: dict[int, tuple[Report, Run]] = {}
    said: list[_Said] = []
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


def _speaking(document: Document, report: Report, marked: Marked) -> int | None:
    """The report's speaker; where the parse gives none, the noun beside the cue."""
    if report.speaker is not None or report.frame.force not in QUOTING_FORCES:
        return report.speaker
    sentence = document.sentence_of(report.cue)
    after = document.tokens[report.cue].start >= marked.right
    first = document.tokens_in(marked.right, marked.right + 1)[0] if after else sentence.first
    last = sentence.last if after else document.tokens_in(marked.left, marked.left + 1)[0]
    return attribution.speaker_beside(document, document.tokens[report.cue], first, last)


def _owned(document: Document, report: Report, run: Run, group: list[Marked], speakers: Speakers) -> _Said:
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
    body = document.body
    paragraph = document.paragraphs[marked.paragraph]
    until = following.left if following and following.paragraph == marked.paragraph else paragraph.end
    since = previous.right if previous and previous.paragraph == marked.paragraph else paragraph.start
    beside = attribution.after(document, lexicon, marked, until) or attribution.before(document, lexicon, marked, since)
    if beside is None and since == paragraph.start == marked.left and marked.paragraph > 0:
        above = document.paragraphs[marked.paragraph - 1]
        if body[above.start : above.end].rstrip().endswith(":"):
            beside = attribution.before(document, lexicon, marked, max(above.start, previous.right if previous else 0))
    if beside is not None:
        return _beside(document, marked, beside, speakers)
    alone = _Said(marked.start, marked.end, "direct", None, None, UNKNOWN, "unattributed", 0.3)
    if last is not None and previous is not None and _goes_on(body, marked, previous, since):
        speaker = replace(last.speaker, basis="continued" if last.speaker.basis != "unresolved" else "unresolved")
        return replace(alone, cue=last.cue, cue_lemma=last.cue_lemma, speaker=speaker, rule_id="continued", confidence=0.5)
    if len(body[marked.start : marked.end].split()) <= FRAGMENT_WORDS or not _is_sentence(body, marked):
        return replace(alone, is_fragment=True, rule_id="fragment")
    return alone


def _beside(document: Document, marked: Marked, beside: attribution.Beside, speakers: Speakers) -> _Said:
    cue = document.span(beside.first, beside.last)
    lemma = document.tokens[beside.first].lemma
    speaker = speakers.of(beside.speaker)
    if beside.leads:
        return _Said(document.tokens[beside.last].start, marked.right, "mixed", cue, lemma, speaker, "cue-partly-quoted", 0.5)
    return _Said(marked.start, marked.end, "direct", cue, lemma, speaker, beside.rule_id, 0.5)


def _is_sentence(body: str, marked: Marked) -> bool:
    """Whether a quoted stretch looks like speech of its own: it ends as a sentence does, or is cut off by its paragraph's end."""
    return not marked.closed or body[marked.end - 1] in ".?!,…-–—"


def _goes_on(body: str, marked: Marked, previous: Marked, since: int) -> bool:
    """Whether the speaker of the stretch before goes on: nothing else begins between, and this is a sentence."""
    if marked.paragraph - previous.paragraph > 1 or not _is_sentence(body, marked):
        return False
    between = body[since : marked.left].rstrip()
    starts = body[marked.start]
    return marked.continues or ((not between or between[-1] in ".?!:,—–”\"'") and (starts.isupper() or not starts.isalpha()))
