"""Bylines and sign-offs: who wrote it, as the copy itself says."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

_NAME = r"[^\W\d_a-z][\w.'’-]*(?:\s(?:[^\W\d_a-z][\w.'’-]*|de|la|del|da|di|van|von|der|den|al|bin|el)){0,4}"
_BYLINE = re.compile(
    rf"(?:by|BY|By)[:\s]\s*(?P<names>{_NAME}(?:(?:,\s|\sand\s|\s&\s|,\sand\s){_NAME})*)(?:\s*[,|/–—-]+\s*(?P<source>[^\n]{{2,60}}))?[.,]?"
)
_DASHED = re.compile(r"(?P<name>[^\W\d_a-z]\.\s?(?:[^\W\d_a-z]\.\s?)?[^\W\d_a-z][\w'’-]+)\s?--\s?(?P<source>[A-Z][A-Za-z]{1,8})")
_DESK = re.compile(r"(?!and/or$|he/she$|his/her$|yes/no$)(?:burs?[-/])?[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{2,4}){1,4}|burs?-[a-z]{2,4}")
_REPORTING = re.compile(
    rf"[(\[]?(?:Additional\s)?(?:Reporting|Written|Writing|Reported)\s(?:and\swriting\s)?by\s(?P<names>{_NAME}(?:(?:,\s|\sand\s|,\sand\s|\sin\s){_NAME})*)"
)
_AND = re.compile(r",\sand\s|,\s|\sand\s|\s&\s")
_IN_PLACE = re.compile(r"\sin\s.*")
_ROLES = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|press|news|post|times|tribune|media|bureau|desk|service)\b", re.IGNORECASE
)


_TASKS = frozenset(("editing", "writing", "reporting", "additional"))


class Credit(NamedTuple):
    """Who is credited: names as written, and what stands for the publication or agency."""

    authors: tuple[str, ...]
    source: str | None


def read_byline(paragraph: str) -> Credit | None:
    """Of a paragraph that is a byline: 'By A. Writer and B. Writer, Example News'."""
    found = _BYLINE.fullmatch(paragraph) if len(paragraph) <= 160 else None
    if not found:
        return None
    names = [name.strip(" ,") for name in _AND.split(found["names"])]
    sources = [name for name in names if _ROLES.search(name)]
    return Credit(tuple(name for name in names if name and name not in sources), found["source"] or (sources[-1] if sources else None))


def read_sign_off(paragraph: str) -> Credit | None:
    """Of a paragraph that is a sign-off: 'F.Writer--XY', a desk's initials 'bur-abc/def', '(Reporting by A. Writer; …)'."""
    if found := _DASHED.fullmatch(paragraph):
        return Credit((found["name"],), found["source"])
    if _DESK.fullmatch(paragraph):
        return Credit((), None)
    if found := _REPORTING.match(paragraph):
        names = [_IN_PLACE.sub("", name) for name in _AND.split(found["names"])]
        return Credit(tuple(takewhile(lambda name: name.lower() not in _TASKS, names)), None)
    return None
