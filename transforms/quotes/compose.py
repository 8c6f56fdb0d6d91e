"""Reports and quotation marks together: the rows of speech that they make."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Container, Mapping

from transforms.document import Document
from transforms.quotes import attribution
from transforms.quotes.clauses import Run, is_passive
from transforms.quotes.complements import PREPOSED
from transforms.quotes.labels import find_labelled
from transforms.quotes.lexicon import QUOTING_FORCES, QuoteLexicon
from transforms.quotes.marks import Marked
from transforms.quotes.nesting import outermost, part_answered, part_coordinated, to_sentence_end, without_comment, without_opening_clause
from transforms.quotes.quotations import Around, speakers_go_on, unclaimed
from transforms.quotes.report import Report
from transforms.quotes.said import Said
from transforms.quotes.speakers import Speakers

RELAYED_FORCES = frozenset({"state", "claim", "deny", "warn", "threaten", "promise"})
"""Forces of the cues whose reports are kept when they stand within another's words."""
SAID_BY = frozenset({"clause", PREPOSED})
"""Complements of the cues that have their speaker next to them."""
MARK_WIDTH = 2
"""Characters of the longest quotation mark."""
GAP = 8
"""Tokens between a content and the quoted words that still belong to it, at most."""
CONNECTIVES = frozenset({",", ":", "and", "but", "or", "as", "with"})
OPENING_SIGNS = frozenset({"“", '"', "''", "``", "‘", "'"})
ENDINGS_INSIDE = frozenset(",?!-–—")
"""What a quotation ends with that its sentence goes on from, with the words of who reports it."""


def compose(document: Document, lexicon: QuoteLexicon, marks: tuple[Marked, ...], reports: list[Report], speakers: Speakers) -> list[Said]:
    """All stretches of speech of an article, in the order of the text; no two have the same span."""
    inside = _tokens_inside(document, marks)
    outside = [report for report in reports if report.cue not in inside]
    cues = {report.cue for report in outside if report.frame.force in QUOTING_FORCES}
    whole = part_answered(document, to_sentence_end(document, part_coordinated(document, without_opening_clause(document, outside)), cues))
    kept, nested = outermost(document, without_comment(document, whole))
    kept = [report._replace(speaker=_speaking(document, report, inside, speakers)) for report in kept]
    marked_at = {marked.left: marked for marked in marks}
    owner: dict[int, tuple[Report, Run]] = {}
    said: list[Said] = []
    for report in kept:
        connectives = CONNECTIVES if report.frame.is_speech else CONNECTIVES - {":"}
        for run in (_with_following_mark(document, lexicon, marked_at, run, connectives) for run in report.contents):
            touched = sorted({inside[i] for i in range(*run) if i in inside})
            if not touched:
                said.append(_row(document, report, speakers, document.span(*run), "indirect"))
            for number in touched:
                owner.setdefault(number, (report, run))
    said += _quoted(document, lexicon, marks, owner, speakers, said)
    said = _with_labelled(document, speakers, said)
    said += _relayed(document, nested, speakers)
    return _distinct(said)


def _distinct(said: list[Said]) -> list[Said]:
    """The rows in the order of the text, one a span: what is nobody's statement, or relayed, gives way."""
    first: dict[tuple[int, int], Said] = {}
    for row in sorted(said, key=lambda row: (row.start, row.end, row.is_fragment, row.rule_id == "relayed")):
        first.setdefault((row.start, row.end), row)
    return list(first.values())


def _with_labelled(document: Document, speakers: Speakers, said: list[Said]) -> list[Said]:
    """The rows with those of labelled paragraphs, whose words take in what was found within them."""
    labelled = find_labelled(document, speakers.last_names())
    starts = [label.label_start - MARK_WIDTH for label in labelled]

    def is_within(row: Said) -> bool:
        number = bisect_right(starts, row.start) - 1
        return number >= 0 and row.end <= labelled[number].end + MARK_WIDTH

    rows = [row for row in said if not labelled or not is_within(row)]
    for label in labelled:
        is_quoted = document.body[label.label_start - 1 : label.label_start] in OPENING_SIGNS
        speaker = speakers.named(label.label_start, label.label_end)
        rows.append(Said(label.start, label.end, "direct" if is_quoted else "indirect", label.rule_id, speaker))
    return rows


def _relayed(document: Document, nested: list[tuple[Report, Report]], speakers: Speakers) -> list[Said]:
    """What somebody says that somebody else said: the innermost speaker's words, with who relays them."""
    rows = []
    for inner, outer in nested:
        if inner.complement != "clause" or inner.frame.force not in RELAYED_FORCES or outer.frame.force not in RELAYED_FORCES:
            continue
        speaker, relay = speakers.of(inner.speaker), speakers.of(outer.speaker)
        if speaker.entity is None or speaker.entity == relay.entity or relay.span is None:
            continue
        rows += [
            _row(document, inner, speakers, document.span(*run), "indirect")._replace(relayed_by=relay, rule_id="relayed")
            for run in inner.contents
        ]
    return rows


def _tokens_inside(document: Document, marks: tuple[Marked, ...]) -> dict[int, int]:
    """The tokens between quotation marks, each with the number of its stretch."""
    return {i: number for number, marked in enumerate(marks) for i in range(*document.tokens_in(marked.start, marked.end))}


def _with_following_mark(
    document: Document, lexicon: QuoteLexicon, marked_at: Mapping[int, Marked], run: Run, connectives: Container[str]
) -> Run:
    """A content, and the quoted words that its sentence goes on to within a few words ('said it would not stop but "slow down"')."""
    tokens = document.tokens
    for i in range(run[1], min(run[1] + GAP, document.sentence_of(run[0]).last)):
        token = tokens[i]
        if token.text in OPENING_SIGNS:
            marked = marked_at.get(token.start)
            if marked is not None and i > run[1] and tokens[run[1]].lower in connectives:
                return run[0], document.tokens_in(marked.start, marked.end)[1]
            return run
        if attribution.is_cue(lexicon, token) or token.pos == "PRON":
            return run
    return run


def _row(document: Document, report: Report, speakers: Speakers, span: tuple[int, int], kind: str) -> Said:
    speaker = speakers.of(report.speaker)
    cue = document.span(*report.cue_run)
    relay = None if report.relay is None else speakers.of(report.relay)
    return Said(*span, kind, report.rule_id, speaker, cue, report.cue, report.frame.lemma, report.frame.force, relay)


def _quoted(
    document: Document,
    lexicon: QuoteLexicon,
    marks: tuple[Marked, ...],
    owner: dict[int, tuple[Report, Run]],
    speakers: Speakers,
    indirect: list[Said],
) -> list[Said]:
    """The rows that have quotation marks: one a stretch, or one a content that holds several."""
    reported = deque(sorted((row for row in indirect if row.force in QUOTING_FORCES), key=lambda row: row.end))
    rows: list[Said] = []
    row_of: dict[int, int] = {}
    last: Said | None = None
    last_mark: Marked | None = None
    number = 0
    while number < len(marks):
        marked = marks[number]
        while reported and reported[0].end <= marked.left:
            before = reported.popleft()
            if last is None or before.end > last.end:
                last = before
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
        row_of[number] = len(rows)
        rows.append(row)
        if not row.is_fragment:
            last = row
        last_mark = marked
        number += 1
    return _with_speakers_to_come(marks, rows, row_of)


def _with_speakers_to_come(marks: tuple[Marked, ...], rows: list[Said], row_of: Mapping[int, int]) -> list[Said]:
    """The rows, with the speaker of a quotation of several paragraphs at those before the paragraph that names them."""
    for number in range(len(marks) - 2, -1, -1):
        here, after = row_of.get(number), row_of.get(number + 1)
        if here is None or after is None or not marks[number + 1].continues:
            continue
        if (rows[here].cue is None or rows[here].rule_id == "continued") and rows[after].cue is not None:
            speaker = speakers_go_on(rows[after].speaker)
            rows[here] = rows[after]._replace(
                start=rows[here].start, end=rows[here].end, kind="direct", speaker=speaker, rule_id="continued"
            )
    return rows


def _name_beside(document: Document, cue: int, inside: Container[int], speakers: Speakers) -> int | None:
    """A name next to a cue that the parser takes for something else ("Long said")."""
    for i in (cue - 1, cue + 1):
        if 0 <= i < len(document.tokens) and i not in inside and speakers.is_name(i):
            return i
    return None


def _speaking(document: Document, report: Report, inside: Container[int], speakers: Speakers) -> int | None:
    """The report's speaker; where the parse gives none, or finds it within quotation marks, the noun beside the cue."""
    if report.speaker is not None and report.speaker not in inside:
        return report.speaker
    if report.speaker is None and (report.frame.force not in QUOTING_FORCES or is_passive(document, document.tokens[report.cue])):
        return None
    sentence = document.sentence_of(report.cue)
    if (
        report.speaker is None
        and report.complement in SAID_BY
        and (named := _name_beside(document, report.cue, inside, speakers)) is not None
    ):
        return named
    first = last = report.cue
    while first > sentence.first and first - 1 not in inside:
        first -= 1
    while last < sentence.last and last not in inside:
        last += 1
    return attribution.speaker_beside(document, document.tokens[report.cue], first, last)


def _owned(document: Document, report: Report, run: Run, group: list[Marked], speakers: Speakers) -> Said:
    body = document.body
    start, end = document.span(*run)
    cue = document.tokens[report.cue].start
    closing = next((marked for marked in group if marked.right <= cue and marked.final(body) in ENDINGS_INSIDE), None)
    if closing is not None:
        group, end = group[: group.index(closing) + 1], min(end, closing.right)
    if len(group) == 1 and not any(c.isalnum() for c in body[start : group[0].start] + body[group[0].end : end]):
        return _row(document, report, speakers, (group[0].start, group[0].end), "direct")
    span = min(start, *(marked.left for marked in group)), max(end, *(marked.right for marked in group))
    return _row(document, report, speakers, span, "mixed")
