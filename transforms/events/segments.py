"""The stories of an article that tells several: briefs under datelines of their own, a police blotter, items of a list."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from transforms.document import Document, Paragraph
from transforms.events.phrases import Phrases
from transforms.events.round_ups import cases

RUNNING = -1
"""The scope of what is told in running text. Those of its cases, where it tells several, are below."""
ITEM = re.compile(r"\s*[•●▪■◦*·]\s*\w")
"""An item of a list, of which each tells another event ('In other shootings:')."""
FILM = re.compile(r"\d{1,2}:\d\d (?![ap]\.?m\b)[A-Z'‘“\"]|[^|]{1,120}\| \d{1,2}:\d\d\s*\Z", re.IGNORECASE)
"""A line that offers a film, with its length."""
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?\s?(?:\([\w ./]{2,30}\)\s?)?(?:—|–|--|-)\s"
)
"""How a paragraph begins that has a dateline: 'KABUL —', 'LYON, France (XYZ) -'."""
LABEL = re.compile(r"(?P<label>[A-Z][\w'’/-]*(?: [\w'’/-]+){0,4}): (?=[A-Z])")
"""How an entry of a blotter begins: 'Shooting arrest: Two men …'."""
SAME_STORY = frozenset({"update", "updated", "previous", "latest", "earlier", "original", "correction", "clarification", "editor"})
"""Words of labels under which older versions of the same story stand."""
MOVES_ON = re.compile(
    r"(?:And )?(?:in|also in|elsewhere in) (?:other|the|unrelated|today's) (?:news|briefs?|developments?)\b|News in brief\b", re.IGNORECASE
)
"""How a paragraph begins that leaves the story for good."""
RULE = re.compile(r"\s*(?:\*\s?){3,}\s*\Z|\s*#{3,}\s*\Z")
"""A line of asterisks between stories."""
FEW_DATELINES, FEW_LABELS, FEW_RULES = 2, 3, 2
"""From how many of a sign on it is taken for one: a label or a line may stand in any story."""


def scopes(document: Document, telling: Container[str], round_ups: Phrases) -> tuple[int, ...]:
    """By sentence, the story that it belongs to: the index of the paragraph that the story begins with, or `RUNNING`; less than that for
    each case of running text that announces several.

    `telling` are words for events, of which some label of a blotter has one, and `round_ups` the phrases that announce and begin cases.
    """
    heads = _heads(document, telling)
    of_paragraph: list[int] = []
    now = RUNNING
    for i, paragraph in enumerate(document.paragraphs):
        if i in heads:
            now = i
        alone = ITEM.match(document.body, paragraph.start, paragraph.end) or FILM.match(document.body, paragraph.start, paragraph.end)
        of_paragraph.append(i if alone else now)
    found = tuple(of_paragraph[sentence.paragraph] for sentence in document.sentences)
    if heads:
        return found
    of_case = cases(document, round_ups)
    return tuple(RUNNING - 1 - of_case[i] if scope == RUNNING and i in of_case else scope for i, scope in enumerate(found))


def _heads(document: Document, telling: Container[str]) -> frozenset[int]:
    """The paragraphs that a story begins with, of all but the first."""
    paragraphs = document.paragraphs
    body = document.body
    datelines = [(i, found["place"]) for i, found in _matches(DATELINE, body, paragraphs)] if not body.isupper() else []
    labels = [(i, found["label"].lower().split()) for i, found in _matches(LABEL, body, paragraphs)]
    rules = [i for i, _ in _matches(RULE, body, paragraphs)]
    heads = {i for i, _ in _matches(MOVES_ON, body, paragraphs)}
    home = (document.dateline or "").split(",")[0].upper()
    if len({place for _, place in datelines} | ({home} if home else set())) >= FEW_DATELINES:
        heads |= {i for i, place in datelines if place != home}
    if len({" ".join(words) for _, words in labels}) >= FEW_LABELS and _is_blotter([words for _, words in labels], telling):
        heads |= {i for i, _ in labels}
    if len(rules) >= FEW_RULES:
        heads |= set(rules)
    return frozenset(heads - {0})


def _matches(pattern: re.Pattern[str], body: str, paragraphs: Sequence[Paragraph]) -> Iterable[tuple[int, re.Match[str]]]:
    return (
        (i, found) for i, paragraph in enumerate(paragraphs) if (found := pattern.match(body, paragraph.start, paragraph.end)) is not None
    )


def _is_blotter(labels: Sequence[Sequence[str]], telling: Container[str]) -> bool:
    """Whether labels are of events, and none is of another version of one story."""
    words = [word for label in labels for word in label]
    return any(word in telling for word in words) and not any(word in SAME_STORY for word in words)
