"""What a headline says of the dead. It has no place in the body, so it only helps to choose among the body's own figures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from transforms.tolls.lexicon import TollLexicon

WORD = re.compile(r"\d+(?:-(?:year|month|week|day)s?-olds?)?|[^\W\d]+(?:['’-][^\W\d]+)*")
NUMBERS = {
    word: number
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)
}
LISTED = 3
"""Words after a comma in which the next of those that a headline lists stands."""
REACH = 4
"""Words within which a number's people and that they are dead follow it."""
MAX_HEADLINE_TOLL = 10_000


class Heard(NamedTuple):
    """What a headline says of the dead."""

    killed: int | None = None
    """How many, where it gives a number."""
    one_death: bool = False
    """Whether it tells of a death, and of no number and no group of people."""
    murder_suicide: bool = False
    shot: int | None = None
    """How many it says were shot, the dead among them."""
    injured: int | None = None
    """How many, where it gives a number."""


UNHEARD = Heard()


def heard(headline: str, lexicon: TollLexicon) -> Heard:
    """What a headline says of the dead."""
    words = [found.group().casefold() for found in WORD.finditer(headline)]
    listed = _lists_people(headline, lexicon)
    several = listed or _tells_of_several(words, lexicon)
    return _dead(words, lexicon, listed, several)._replace(
        murder_suicide="murder-suicide" in words,
        shot=None if listed else _number_of(words, lexicon, "headline_shot", "headline_shoots"),
        injured=None if listed else _number_of(words, lexicon, "headline_hurt", "headline_hurts"),
    )


def _number_of(words: list[str], lexicon: TollLexicon, passive: str, active: str) -> int | None:
    """The number of people that words of a kind follow ('four teens shot'), or stand before ('crash kills 1, injures four')."""
    numbers = [(i, number) for i, word in enumerate(words) if (number := _number(word)) is not None]
    first = numbers[0][0] if numbers else 0
    told_after = (
        first and words[first - 1] in lexicon.words["headline_kills"] | lexicon.words["headline_hurts"] | lexicon.words["headline_shoots"]
    )
    for i, number in numbers:
        if (words[i - 1] in lexicon.words[active]) if told_after else _is_followed(words, i, lexicon, passive):
            return number
    return None


def _number(word: str) -> int | None:
    number = NUMBERS.get(word) or (int(word) if word.isdigit() else None)
    return number if number and number < MAX_HEADLINE_TOLL else None


def _is_followed(words: list[str], i: int, lexicon: TollLexicon, *kinds: str) -> bool:
    """Whether words of these kinds follow people, with nothing but other words for them between."""
    for at, word in enumerate(words[i + 1 : i + 1 + REACH], i + 1):
        if any(word in lexicon.words[kind] for kind in kinds):
            return words[at + 1 : at + 2] != ["dead"]
        if word not in lexicon.words["headline_fillers"] and not _names_people(word, lexicon):
            return False
    return False


def _dead(words: list[str], lexicon: TollLexicon, listed: bool, several: bool) -> Heard:
    """What a headline of these words says of the dead. Of a list no number is the whole: 'Couple, two cooks dead'."""
    for i, word in enumerate(() if listed else words):
        number = _number(word)
        if number and ((i and words[i - 1] in lexicon.words["headline_kills"]) or _is_followed(words, i, lexicon, "headline_dead")):
            return Heard(number)
    if several:
        return UNHEARD
    return Heard(None, not lexicon.words["headline_fatal"].isdisjoint(words))


def _lists_people(headline: str, lexicon: TollLexicon) -> bool:
    """'Mother, boy shot dead': people on both sides of a comma."""
    parts = [[found.group().casefold() for found in WORD.finditer(part)] for part in headline.split(",")]
    return any(
        before and _names_people(before[-1], lexicon) and any(_names_people(word, lexicon) for word in after[:LISTED])
        for before, after in pairwise(parts)
    )


def _names_people(word: str, lexicon: TollLexicon) -> bool:
    irregular = {"people": "person", "men": "man", "women": "woman", "children": "child"}
    return lexicon.is_person(irregular.get(word) or word.removesuffix("s")) or word.endswith("-old")


def _tells_of_several(words: list[str], lexicon: TollLexicon) -> bool:
    """Whether there is a word for more than one person, or a number that is no age."""
    many = lexicon.words["headline_many"]
    return any(word in many or word in NUMBERS or word.isdigit() or word.endswith("olds") for word in words)
