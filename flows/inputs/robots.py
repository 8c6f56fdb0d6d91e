"""robots.txt as RFC 9309 reads it: the rules of the group that names a crawler, the longest matching path deciding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

MOST_BYTES = 500 << 10
"""What the RFC asks to be read at least; the rest is not."""
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
"""Characters of a path that stay as they are; others are compared in their percent-encoded form."""


@dataclass(frozen=True)
class Robots:
    """What a host allows one crawler."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Path patterns, and whether what they match is allowed."""
    pause: float = 0.0
    """Seconds between two requests: `Crawl-delay`, which the RFC doesn't know and many hosts use."""
    closed_by: str = ""
    """Why nothing is allowed: what is could not be asked."""

    @classmethod
    def parse(cls, text: str, crawler: str) -> Self:
        """The rules for a crawler: those of all groups that name it, or else of those for every crawler (`*`)."""
        named: list[tuple[str, str]] = []
        general: list[tuple[str, str]] = []
        is_named = False
        for agents, lines in _groups(text):
            if crawler.lower() in agents:
                named += lines
                is_named = True
            elif "*" in agents:
                general += lines
        chosen = named if is_named else general
        rules = tuple((_encoded(value), key == "allow") for key, value in chosen if key in ("allow", "disallow") and value)
        return cls(rules, max((_seconds(value) for key, value in chosen if key == "crawl-delay"), default=0.0))

    def allows(self, url: str) -> bool:
        """Whether the crawler may ask for a page."""
        if self.closed_by:
            return False
        parts = urlsplit(url)
        path = _encoded((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        matching = [(len(pattern), is_allowed) for pattern, is_allowed in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    """Names of crawlers, and the lines for them."""
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    is_open = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if not colon:
            continue
        if key.lower() == "user-agent":
            if not is_open:
                groups.append((set(), []))
            groups[-1][0].add(value.partition("/")[0].strip().lower())
            is_open = True
        elif key.lower() in ("allow", "disallow", "crawl-delay"):
            is_open = False
            if groups:
                groups[-1][1].append((key.lower(), value))
    return groups


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says: `*` is any characters, a `$` at its end the end of the path. In linear time."""
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    is_whole, end = pattern.endswith("$"), len(first)
    if is_whole and not pieces:
        return end == len(path)
    last = pieces.pop() if is_whole else ""
    for piece in pieces:
        at = path.find(piece, end)
        if at < 0:
            return False
        end = at + len(piece)
    return not is_whole or (path.endswith(last) and len(path) - len(last) >= end)


def _encoded(path: str) -> str:
    return re.sub("%[0-9a-fA-F]{2}", lambda found: found.group().upper(), quote(path, safe=_SAFE))


def _seconds(value: str) -> float:
    try:
        return max(0.0, float(value))
    except ValueError:
        return 0.0
