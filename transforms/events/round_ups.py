"""The cases of an article that tells several in running text: 'two separate shootings', 'the first …', 'the second …', 'hours later …'."""

from __future__ import annotations

import re

from transforms.document import Document
from transforms.events.phrases import Phrases

NUMBERS = {word: number for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)}
LEAD = 2
"""Sentences within which the body announces that it tells of several cases."""
NEAR = 2
"""Sentences after the lead within which the first turn begins the first case."""
HEADING = 6
"""Tokens that a heading has at most ('The second shooting')."""


def cases(document: Document, phrases: Phrases) -> dict[int, int]:
    """By sentence, the number of its case, from 0 on; nothing where the article doesn't announce several, or they can't be told apart.

    `phrases` are those of `seeds/events/round_ups.yml`.
    """
    announced = _announced(document, phrases["several"])
    if announced is None:
        return {}
    lead, expected = announced
    turns = _turns(document, phrases, lead)
    starts = [*turns] if turns and turns[0] - lead <= NEAR else [lead + 1, *turns]
    if expected is not None and len(starts) > max(expected, 2):
        starts = [i for i in starts if _begins_paragraph(document, i)]
    if len(starts) < 2:
        return {}
    found: dict[int, int] = {}
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(document.sentences)])):
        for i in range(start, end):
            if not phrases["of_all"].search(document.body, document.sentences[i].start, document.sentences[i].end):
                found[i] = number
    return found


def _announced(document: Document, several: re.Pattern[str]) -> tuple[int, int | None] | None:
    """The last sentence of the lead, and how many cases it announces, if it says so; None where it announces none."""
    sentences = document.sentences
    for i in range(min(LEAD, len(sentences))):
        found = several.search(document.body, sentences[i].start, sentences[i].end)
        if found is not None:
            return i, _number(found["number"])
    found = several.search(document.headline)
    lead = next((i for i, sentence in enumerate(sentences) if sentence.last - sentence.first > HEADING), None)
    return (lead, _number(found["number"])) if found is not None and lead is not None else None


def _number(word: str | None) -> int | None:
    return None if word is None else NUMBERS.get(word.lower()) or int(word)


def _turns(document: Document, phrases: Phrases, lead: int) -> list[int]:
    """The sentences after the lead that begin a case: a heading or what follows it, or one of another paragraph than the turn before it."""
    found: list[int] = []
    for i in range(lead + 1, len(document.sentences)):
        if not _is_turn(document, phrases, i):
            continue
        if found and i - found[-1] <= 1:
            before = document.sentences[found[-1]]
            if before.paragraph == document.sentences[i].paragraph or before.last - before.first <= HEADING:
                continue
        found.append(i)
    return found


def _begins_paragraph(document: Document, number: int) -> bool:
    return number == 0 or document.sentences[number - 1].paragraph != document.sentences[number].paragraph


def _is_turn(document: Document, phrases: Phrases, number: int) -> bool:
    """Whether a sentence is the first of a case: by how it begins, or by telling when somebody was called or hurt."""
    body, start, end = document.body, document.sentences[number].start, document.sentences[number].end
    if phrases["turn"].match(body, start, end) or phrases["in_another"].search(body, start, end):
        return True
    if _begins_paragraph(document, number) and (
        phrases["in_others"].match(body, start, end)
        or (phrases["elsewhere"].match(body, start, end) and phrases["harm"].search(body, start, end))
    ):
        return True
    return phrases["clock"].search(body, start, end) is not None and phrases["call"].search(body, start, end) is not None
