"""The lines of a text that are worth a costly look."""

from __future__ import annotations

import re
from collections.abc import Iterator


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each line in which a pattern, itself of one line, has a match."""
    end = 0
    while found := pattern.search(text, end):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        if end < 0:
            end = len(text)
        yield start, end
