"""Where a text's paragraphs begin and end, whether its lines are paragraphs or were broken to a width."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

_MIN_WIDTH, _MAX_WIDTH = 40, 132
"""Characters of a line that was broken to a width: narrower ones are verse or lists, wider ones are paragraphs."""
_WRAPPED_SHARE = 0.8
_INSIDE_SHARE = 0.5
"""Of broken lines, far more than half end within a sentence; of paragraphs, hardly any."""
_SHORT = 0.75
"""A line that leaves more than a quarter of the width free, and ends a sentence, ends a paragraph too."""
_ENDINGS = tuple(".!?\"'”’):")


class Line(NamedTuple):
    """A line without the white space around it; `indent` counts what stood before it."""

    start: int
    end: int
    indent: int


def split(body: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every paragraph, in order, white space at its ends left out.

    A blank line always ends a paragraph. Whether a line does is told by the whole text: where lines were broken to a width, a line's next
    word would not have fitted on it.
    """
    blocks = _blocks(body)
    width = _width(body, blocks)
    found: list[tuple[int, int]] = []
    for block in blocks:
        if width is None:
            found += [(line.start, line.end) for line in block]
        else:
            found += _joined(body, block, width)
    return tuple(found)


def _blocks(body: str) -> list[list[Line]]:
    """Runs of lines with something on them."""
    blocks: list[list[Line]] = []
    after_blank = True
    at = 0
    for text in body.split("\n"):
        stripped = text.strip()
        if stripped:
            indent = len(text) - len(text.lstrip())
            line = Line(at + indent, at + indent + len(stripped), indent)
            if after_blank:
                blocks.append([line])
            else:
                blocks[-1].append(line)
        after_blank = not stripped
        at += len(text) + 1
    return blocks


def _width(body: str, blocks: list[list[Line]]) -> int | None:
    """The width to which the lines were broken; None where they weren't."""
    breaks = [(line, after) for block in blocks for line, after in pairwise(block)]
    if not breaks:
        return None
    width = max(line.end - line.start + line.indent for block in blocks for line in block)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return None
    full = sum(_is_full(body, line, after, width) for line, after in breaks)
    inside = sum(not body.endswith(_ENDINGS, line.start, line.end) for line, _ in breaks)
    return width if full >= _WRAPPED_SHARE * len(breaks) and inside >= _INSIDE_SHARE * len(breaks) else None


def _is_full(body: str, line: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would have gone beyond nine tenths of the width here."""
    word = body[after.start : after.end].split(None, 1)[0]
    return line.indent + line.end - line.start + 1 + len(word) > 0.9 * width


def _joined(body: str, block: list[Line], width: int) -> list[tuple[int, int]]:
    paragraphs = [(block[0].start, block[0].end)]
    for line, after in pairwise(block):
        ends_early = line.indent + line.end - line.start < _SHORT * width and body.endswith(_ENDINGS, line.start, line.end)
        if after.indent > line.indent + 1 or ends_early:
            paragraphs.append((after.start, after.end))
        else:
            paragraphs[-1] = (paragraphs[-1][0], after.end)
    return paragraphs
