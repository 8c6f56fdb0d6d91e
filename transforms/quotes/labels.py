"""Speech that a label gives to somebody: transcripts ("LEE: We will see.") and headlines ("Lee: We will see", "We will see – Lee")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transforms.document import Document, Paragraph

QUESTION_OR_ANSWER = frozenset({"Q", "A"})
LABEL = re.compile(r"[\"“”']*((?:(?:[A-Z][A-Z.'’-]+|[A-Z]\.)(?: |(?=:))){1,4}|[QA]):\s+(?=\S)")
HEADLINE_NAME = re.compile(r"((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3}): (?=[A-Z])")
HEADLINE_TAIL = re.compile(r" [–—-]+ ((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3}|[a-z]+(?: [a-z]+){0,2})[.]?$")
HEADLINE_WORDS = 18
"""A paragraph of at most so many words at the top of an article can be its headline."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Speech `[start, end)` and the label `[label_start, label_end)` that says whose it is."""

    start: int
    end: int
    label_start: int
    label_end: int
    rule_id: str


def find_labelled(document: Document, names: Iterable[str]) -> list[Labelled]:
    """The labelled paragraphs of an article; `names` are the last words of the people and bodies that it names, in lower case."""
    known = frozenset(names)
    return sorted([*_headline(document, known), *_transcript(document, known)], key=lambda labelled: labelled.label_start)


def _transcript(document: Document, known: frozenset[str]) -> Iterator[Labelled]:
    """Paragraphs that open with a name in capitals, if there are several: one alone ("UPDATE: ...") labels no speech."""
    found = [
        (paragraph, label) for paragraph in document.paragraphs if paragraph.kind == "text" and (label := _label(document.body, paragraph))
    ]
    counts = Counter(label.group(1) for _, label in found)
    if len(found) < 2:
        return
    for paragraph, label in found:
        name = label.group(1).rstrip()
        if (name in QUESTION_OR_ANSWER or name.split()[-1].lower() in known) and (counts[label.group(1)] > 1 or len(counts) > 1):
            end = _without_marks_at_end(document.body, label.end(), paragraph.end)
            yield Labelled(label.end(), end, label.start(1), label.start(1) + len(name), "transcript-label")


def _label(body: str, paragraph: Paragraph) -> re.Match[str] | None:
    return LABEL.match(body, paragraph.start, min(paragraph.end, paragraph.start + 80))


def _without_marks_at_end(body: str, start: int, end: int) -> int:
    while end > start and body[end - 1] in "\"”' \n":
        end -= 1
    return end


def _headline(document: Document, known: frozenset[str]) -> Iterator[Labelled]:
    first = next((paragraph for paragraph in document.paragraphs if paragraph.kind in ("text", "crosshead")), None)
    if first is None:
        return
    text = document.body[first.start : first.end]
    if len(text.split()) > HEADLINE_WORDS or any(sign in text[:-1] for sign in ("? ", "! ", ". ")):
        return
    start = first.start
    end = start + len(text.rstrip(" ."))
    if (name := HEADLINE_NAME.match(text)) and name.group(1).split()[-1].lower() in known:
        yield Labelled(start + name.end(), end, start + name.start(1), start + name.end(1), "headline-name-colon")
    elif (name := HEADLINE_TAIL.search(text)) and name.group(1).split()[-1].lower() in known:
        yield Labelled(start, start + name.start(), start + name.start(1), start + name.end(1), "headline-dash-name")
