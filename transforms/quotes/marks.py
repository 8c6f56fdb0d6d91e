"""Stretches between quotation marks, whatever the style: “ ”, " ", '' '', `` '', « », „ “, ‘ ’, ' '.

Marks are paired within a paragraph. A stretch that the paragraph leaves open goes on where the next one opens a mark again, as
print does for speech of several paragraphs; each paragraph then gives a stretch of its own. A mark that is never closed runs to the
end of its paragraph; one that only closes speech (“,” behind a comma or stop) has it from the paragraph's beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from transforms.document import Document

MARK = re.compile(r"[“”„«»\"]|''|``|[‘’'](?!')")
DOUBLE = frozenset({"“", "”", "„", "«", "»", '"', "''", "``"})
OPENING = frozenset({"“", "„", "«", "``", "‘"})
CLOSING = frozenset({"”", "»", "’"})
BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–―-:/“‘\"'«")
ELISIONS = re.compile(r"['’](?:em|til|tis|twas|cause|n|\d0s)\b", re.IGNORECASE)
ENDINGS = frozenset(",.?!")
"""What stands before a mark that closes speech."""
NESTED_MARKS = 8
"""Marks, apostrophes among them, behind one that may begin speech within speech, at most, for its end to be found."""
INNER_CLOSING = "'’\"”»"
QUOTABLE_KINDS = frozenset({"text", "crosshead", "caption"})


class Marked(NamedTuple):
    """A stretch between quotation marks: `[start, end)` without its marks, `[left, right)` with them."""

    start: int
    end: int
    left: int
    right: int
    paragraph: int
    continues: bool
    """It goes on from the paragraph before, which left it open."""
    closed: bool

    def final(self, body: str) -> str:
        """The last sign of the stretch, marks that close within it left out ("... I heard 'no,'"); three dots are one."""
        words = body[self.start : self.end].rstrip(INNER_CLOSING)
        return "…" if words.endswith("...") else words[-1:]


def find_marked(document: Document) -> tuple[Marked, ...]:
    """All stretches between outermost quotation marks, in the order of the text."""
    body = document.body
    found: list[Marked] = []
    open_before = False
    quotable = [(number, paragraph) for number, paragraph in enumerate(document.paragraphs) if paragraph.kind in QUOTABLE_KINDS]
    starts = [*(following.start for _, following in quotable[1:]), None]
    for (number, paragraph), after in zip(quotable, starts, strict=False):  # no paragraph, nothing quotable
        opens_next = None if after is None else body[after : after + 1]
        inside = list(_paragraph(body, paragraph.start, paragraph.end, number, open_before, opens_next))
        found += inside
        open_before = bool(inside) and not inside[-1].closed
    return tuple(found)


def _paragraph(body: str, start: int, end: int, number: int, open_before: bool, opens_next: str | None) -> Iterator[Marked]:
    """The stretches of a paragraph; `opens_next` is the sign that the next one begins with."""
    opened: re.Match[str] | None = None
    first = True
    nested = False
    for mark in MARK.finditer(body, start, end):
        if opened is None:
            if _opens(body, mark, end, opens_next) or (mark.start() == start and (mark.group() in DOUBLE or open_before)):
                opened = mark
            elif first and mark.group() == "”" and mark.start() > start and body[mark.start() - 1] in ENDINGS:
                yield from _marked(body, start, start, mark.start(), mark.end(), number, continues=open_before, closed=True)
                first = False
        elif _nests(body, mark, opened, end):
            nested = True
        elif _closes(body, mark, opened, end) and nested:
            nested = False
        elif _closes(body, mark, opened, end):
            continues = first and open_before and not body[start : opened.start()].strip()
            yield from _marked(body, opened.start(), opened.end(), mark.start(), mark.end(), number, continues=continues, closed=True)
            opened, first = None, False
    if opened is not None and (opened.group() in DOUBLE or opened.group() == opens_next):
        continues = first and open_before and not body[start : opened.start()].strip()
        yield from _marked(body, opened.start(), opened.end(), end, end, number, continues=continues, closed=False)


def _marked(body: str, left: int, start: int, end: int, right: int, number: int, *, continues: bool, closed: bool) -> Iterator[Marked]:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    if start < end:
        yield Marked(start, end, left, max(right, end), number, continues, closed)


def _opens(body: str, mark: re.Match[str], end: int, opens_next: str | None) -> bool:
    """Whether a mark can open a stretch: what stands before and after it decides, where its form does not."""
    sign, at, after = mark.group(), mark.start(), mark.end()
    before = body[at - 1] if at else " "
    if after >= end or (sign in CLOSING and not (sign == "”" and before.isspace() and not body[after].isspace())):
        return False
    if sign in OPENING or (sign in DOUBLE and before == "\n"):
        return True
    if body[after].isspace() or before.isdigit():
        return False
    if sign == "'":
        if before not in BEFORE_OPENING or not body[after].isalnum() or ELISIONS.match(body, at):
            return False
        return opens_next == "'" or _single_is_closed(body, after, end)
    return before in BEFORE_OPENING or not before.isalnum()


def _single_is_closed(body: str, start: int, end: int) -> bool:
    """Whether an apostrophe that could close a quotation follows; possessives of plurals (workers' pay) are not taken for one."""
    return any(_single_closes(body, mark, end) for mark in re.compile("'").finditer(body, start, min(end, start + 2000)))


def _single_closes(body: str, mark: re.Match[str], end: int) -> bool:
    at, after = mark.start(), mark.end()
    if body[at - 1].isspace() or (after < end and (body[after].isalnum() or body[after] == "'")):
        return False
    return body[at - 1] in ".,?!;—-" or not (body[at - 1] in "sS" and after + 1 < end and body[after] == " " and body[after + 1].islower())


def _closes(body: str, mark: re.Match[str], opened: re.Match[str], end: int) -> bool:
    """Whether a mark closes what `opened` opened; marks of another form inside are nested, and belong to the text."""
    sign, opener = mark.group(), opened.group()
    if opener in DOUBLE:
        if opener == "„":
            return sign in ("“", "”")
        if opener == "«":
            return sign == "»"
        if opener == "“":
            return sign == "”" or (sign in ('"', "“") and not _starts_word(body, mark, end) and not body[mark.start() - 1].isspace())
        if opener == '"':
            return sign in ('"', "”") and not (_starts_word(body, mark, end) and body[mark.start() - 1].isspace())
        return sign in ("''", "”")
    if opener == "‘":
        return sign == "’" and (mark.end() >= end or not body[mark.end()].isalnum()) and not body[mark.start() - 1].isspace()
    return sign == "'" and _single_closes(body, mark, end)


def _nests(body: str, mark: re.Match[str], opened: re.Match[str], end: int) -> bool:
    """Whether a mark like the one that is open begins speech within speech, which two closing marks in a row prove."""
    if (
        mark.group() not in (opened.group(), "“")
        or opened.group() not in DOUBLE
        or not (body[mark.start() - 1].isspace() and _starts_word(body, mark, end))
    ):
        return False
    following = [after for after in islice(MARK.finditer(body, mark.end(), end), NESTED_MARKS) if after.group() not in ("'", "’", "‘")]
    return len(following) > 1 and all(_closes(body, after, opened, end) for after in following[:2])


def _starts_word(body: str, mark: re.Match[str], end: int) -> bool:
    return mark.end() < end and body[mark.end()].isalnum()
