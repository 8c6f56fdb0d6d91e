"""The cases of an article that tells several in running text: 'two separate shootings', 'the first …', 'the second …', 'hours later …'."""

from __future__ import annotations

import re

from transforms.document import Document

DEEDS = r"(?:shootings|stabbings|homicides|slayings|incidents|crashes)"
NUMBERS = {word: number for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)}
SEVERAL = re.compile(
    r"(?<!\bone of )(?<!\bnumber )(?<!\bseries )(?<!\bstring )(?<!\bspate )\b"
    r"(?:(?:separate|unrelated|different|multiple|several|overnight|weekend)|"
    rf"(?P<number>{'|'.join(NUMBERS)}|[2-9]|[1-9]\d))(?: [\w’'-]+){{0,3}}? {DEEDS}\b|"
    rf"\bin (?:[\w’'-]+ ){{0,2}}?{DEEDS}\b|\b(?:weekend|overnight) (?:gun )?violence\b",
    re.IGNORECASE,
)
"""How a headline or lead announces several cases."""
TURN = re.compile(
    r"(?:(?:In|At|On|During|As for) )?(?:(?:the|a|an|yet) )?(?:first|second|third|fourth|fifth|another|other|earlier|later|separate|unrelated|"
    r"different)(?: [\w’'-]+){0,2}? (?:shooting|stabbing|homicide|killing|slaying|attack|incident|crash|case|one|scene|happened|occurred|took|"
    r"was reported)\b|Elsewhere\b|Separately\b|Meanwhile\b|Not long (?:after|before)\b|"
    r"(?:[\w’'-]+ ){0,4}(?:hours?|minutes?) (?:later|earlier|before|after|prior)\b[^.]*\b(?:a|an|another|two|three|four|five) ",
    re.IGNORECASE,
)
"""How a sentence begins that turns to the next case."""
ELSEWHERE = re.compile(
    r"(?:In|On) (?:the )?(?:[A-Z][\w’'-]+ ){0,4}[A-Z][\w’'-]+(?: \w+)?, |"
    r"(?:(?:On|Late|Early) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?, (?:a|an|another|two|three|four|five) "
)
"""How a paragraph begins that turns to another place or day: 'In Lawndale, one man was killed', 'Friday night, two men were shot'."""
IN_OTHERS = re.compile(r"(?:In|Among) (?:other |the )?(?:fatal |nonfatal |non-fatal )?(?:shootings|attacks|incidents)\b")
"""How one begins that turns to the rest: 'In other shootings, …'."""
IN_ANOTHER = re.compile(
    r"\bin (?:another|a (?:second|third|fourth|fifth|separate|different|unrelated)|one of the) (?:shooting|stabbing|incident|case)s?\b",
    re.IGNORECASE,
)
"""What is said of the next case anywhere in its first sentence."""
CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b(?:midnight|noon)\b", re.IGNORECASE)
CALL = re.compile(
    r"\b(?:called|respond(?:ed|ing)?|dispatched|sent|alerted|notified|told|found|heard|shot|stabbed|wounded|injured|killed|struck|happened|occurred)\b"
)
"""What is told of the beginning of a case, beside the time of day."""
HARM = re.compile(r"\b(?:shot|stabbed|wounded|injured|killed|dead|hurt|died|gunfire|shooting)\b")
"""What the first sentence of a case tells of, where it gives no time of day."""
OF_ALL = re.compile(
    rf"\b(?:either|both|neither|any) (?:of the )?(?:shootings?|stabbings?|incidents?|cases?)\b|\b{DEEDS} (?:this|of the) year\b|"
    rf"\bThe (?:[\w-]+ )?{DEEDS} (?:are|were)\b|\bothers (?:\w+ ){{1,3}}in other (?:{DEEDS}|attacks)\b",
    re.IGNORECASE,
)
"""What is said of all cases."""
LEAD = 2
"""Sentences within which the body announces that it tells of several cases."""
NEAR = 2
"""Sentences after the lead within which the first turn begins the first case."""
HEADING = 6
"""Tokens that a heading has at most ('The second shooting')."""


def cases(document: Document) -> dict[int, int]:
    """By sentence, the number of its case, from 0 on; nothing where the article doesn't announce several, or they can't be told apart."""
    announced = _announced(document)
    if announced is None:
        return {}
    lead, expected = announced
    turns = _turns(document, lead)
    starts = [*turns] if turns and turns[0] - lead <= NEAR else [lead + 1, *turns]
    if expected is not None and len(starts) > max(expected, 2):
        starts = [i for i in starts if _begins_paragraph(document, i)]
    if len(starts) < 2:
        return {}
    found: dict[int, int] = {}
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(document.sentences)])):
        for i in range(start, end):
            if not OF_ALL.search(document.body, document.sentences[i].start, document.sentences[i].end):
                found[i] = number
    return found


def _announced(document: Document) -> tuple[int, int | None] | None:
    """The last sentence of the lead, and how many cases it announces, if it says so; None where it announces none."""
    sentences = document.sentences
    for i in range(min(LEAD, len(sentences))):
        found = SEVERAL.search(document.body, sentences[i].start, sentences[i].end)
        if found is not None:
            return i, _number(found["number"])
    found = SEVERAL.search(document.headline)
    lead = next((i for i, sentence in enumerate(sentences) if sentence.last - sentence.first > HEADING), None)
    return (lead, _number(found["number"])) if found is not None and lead is not None else None


def _number(word: str | None) -> int | None:
    return None if word is None else NUMBERS.get(word.lower()) or int(word)


def _turns(document: Document, lead: int) -> list[int]:
    """The sentences after the lead that begin a case: a heading or what follows it, or one of another paragraph than the turn before it."""
    found: list[int] = []
    for i in range(lead + 1, len(document.sentences)):
        if not _is_turn(document, i):
            continue
        if found and i - found[-1] <= 1:
            before = document.sentences[found[-1]]
            if before.paragraph == document.sentences[i].paragraph or before.last - before.first <= HEADING:
                continue
        found.append(i)
    return found


def _begins_paragraph(document: Document, number: int) -> bool:
    return number == 0 or document.sentences[number - 1].paragraph != document.sentences[number].paragraph


def _is_turn(document: Document, number: int) -> bool:
    sentence = document.sentences[number]
    if TURN.match(document.body, sentence.start, sentence.end) or IN_ANOTHER.search(document.body, sentence.start, sentence.end):
        return True
    if _begins_paragraph(document, number) and (
        IN_OTHERS.match(document.body, sentence.start, sentence.end)
        or (ELSEWHERE.match(document.body, sentence.start, sentence.end) and HARM.search(document.body, sentence.start, sentence.end))
    ):
        return True
    return (
        CLOCK.search(document.body, sentence.start, sentence.end) is not None
        and CALL.search(document.body, sentence.start, sentence.end) is not None
    )
