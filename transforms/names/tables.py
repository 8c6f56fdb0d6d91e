"""Lines of sport tables: results, standings, fixtures and rankings, in which a model of prose finds few names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.document import Document
from transforms.names.lexicon import NameLexicon
from transforms.names.spans import Span

_WORD = r"[^\W\d_a-zß-öø-ÿ](?:[\w'’.&-]*[\w.&])?"
_NAME = rf"{_WORD}(?:\s(?:of|the|and|&|de|do|da|del|la)\s{_WORD}|\s{_WORD}|\s\([A-Z]{{1,3}}\)(?=\s))*?"
_NUMBER = r"(?:\d+(?:[.,:/-]\d+)*|\.\d+|-|\d+\s\d/\d)"
TEAM_LINES = (
    re.compile(rf"^\s*(?P<a>{_NAME})\s\d{{1,3}}\s(?P<b>{_NAME})\s\d{{1,3}}(?!\d|[.:/]\d)"),  # Leeds 2 Derby 1
    re.compile(rf"^\s*(?:\d+\.\s+)?(?P<a>{_NAME})(?:\s+{_NUMBER}){{3,}}\s*$"),  # Leeds 3 2 0 1 7 4 6
    re.compile(rf"^(?:[^\n]*[\s:,])?(?P<a>{_NAME})\s(?:v|vs\.?)\s(?P<b>{_NAME})(?=\s*(?:$|[,(.]))"),  # Leeds v Derby
    re.compile(rf"^(?P<a>{_NAME})\sAT\s(?P<b>{_NAME})$"),  # CHICAGO AT TORONTO
    re.compile(rf"^[^\n]*\d\sv\s(?P<a>{_NAME})(?=\s*(?:$|[,(.]|or\s))"),  # May 18 v Derby
)
INNINGS = re.compile(
    rf"(?:^|(?<=[:;,)]\s))(?P<a>{_NAME})\s\d{{2,3}}(?:-\d+)?(?:\s(?:for|and)\s\d+)?(?=\s?[(,.]|\s*$|\s(?:and|points|declared)\b)"
)
PLAYER = re.compile(
    r"(?<![\w.])(?P<a>(?:[^\W\d_a-z]\.\s?){1,3}(?:(?:van|de|von|der|di)\s)*[^\W\d_a-z][\w'’-]*[a-z][\w'’-]*)(?=\s*(?:[\d(;,)]|not\sout|lbw|run\sout|[cb]\s|st\s|$))"
)
RANKED = re.compile(
    rf"(?P<a>{_WORD}(?:\s(?:de|da|van|von|der|del|la|al|el|bin)\s{_WORD}|\s{_WORD}|,\s{_WORD}(?=,?\s\())*)\s?\((?P<place>{_WORD}(?:\s{_WORD})*)\)"
)
LONGEST = 240
"""Characters that a line of a table has at most."""
CONFIDENCE = 0.95


def find_in_tables(document: Document, lexicon: NameLexicon, *, individual: bool) -> Iterator[Span]:
    """Teams and players in the lines of tables of a sport report; `individual` where the sport is one of single players."""
    for start, end in _lines(document):
        line = document.body[start:end]
        if end - start > LONGEST or not (any(c.isdigit() or c == "(" for c in line) or " v " in line or " AT " in line):
            continue
        for name, label in _names(line, lexicon, individual):
            first, last = document.tokens_in(start + name[0], start + name[1])
            if first < last and document.tokens[first].start == start + name[0] and document.tokens[last - 1].end == start + name[1]:
                yield Span(first, last, label, "names.table", CONFIDENCE)


def _names(line: str, lexicon: NameLexicon, individual: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """The spans of names within a line, each with its label; earlier ones are surer."""
    for match in PLAYER.finditer(line):
        yield match.span("a"), "PERSON"
    for match in RANKED.finditer(line):
        if lexicon.country_of(match["place"]):
            person = individual or lexicon.is_given(match["a"].split()[0])
            yield match.span("place"), "GPE"
            yield match.span("a"), "PERSON" if person and " " in match["a"] else _team(match["a"], lexicon)
    for pattern in TEAM_LINES:
        team_line = pattern.match(line)
        if team_line:
            for group in team_line.groupdict():
                yield team_line.span(group), _team(team_line[group], lexicon)
    for match in INNINGS.finditer(line):
        yield match.span("a"), _team(match["a"], lexicon)


def _team(name: str, lexicon: NameLexicon) -> str:
    """A team is an organisation; one of a country goes by the country."""
    return "GPE" if lexicon.countries.get(name.lower()) else "ORG"


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """The lines of the annotated text, as character offsets."""
    for paragraph in document.paragraphs:
        if paragraph.kind in ("text", "caption"):
            for match in re.finditer(r"[^\n]+", document.body[paragraph.start : paragraph.end]):
                yield paragraph.start + match.start(), paragraph.start + match.end()
