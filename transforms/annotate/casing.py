"""Text as the language model should read it: exactly as long as the body, so that offsets hold."""

from __future__ import annotations

import re

HARD_BREAK = re.compile(r"(?<=\S)\n(?=\S)")


def readable(body: str) -> str:
    """The body with single line ends as spaces: a paragraph that is wrapped over lines reads as one. Same length as the body."""
    return HARD_BREAK.sub(" ", body)
