"""The words of number, indexed for the parser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from transforms.remembered import Remembered

Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Qualifiers by the word that stands next to the number: (words of the phrase in order, meaning), longest first."""


@dataclass(frozen=True)
class QuantityLexicon:
    """Everything the number parser looks words up in; keys are lower case."""

    small: dict[str, int]
    """Number words below a hundred."""
    scales: dict[str, int]
    collective: dict[str, int]
    plurals: dict[str, int]
    vague: dict[str, int]
    pairs: dict[str, int]
    none: dict[str, str | None]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    before: Phrases
    after: Phrases
    currency_symbols: dict[str, str]
    currency_words: dict[str, str | None]
    percent: frozenset[str]
    measures: dict[str, str]
    calibers: frozenset[str]
    caliber_figures: frozenset[str]
    age_words: frozenset[str]
    name_before: frozenset[str]
    street_words: frozenset[str]
    score_words: frozenset[str]
    triggers: frozenset[str]
    """Words at which a quantity can begin, apart from figures."""
    opens: Remembered[bool]
    """Whether a quantity can begin at a word."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> QuantityLexicon:
        words = read("quantities/words")
        small = words["units"] | words["tens"]
        openers = (small, words["plurals"], words["vague"], words["pairs"], words["none"], words["ordinals"], words["fractions"])
        triggers = frozenset[str]().union(*openers, {"hundred", "thousand", "million", "billion", "dozen", "no"})
        return cls(
            small=small,
            scales=words["scales"],
            collective=words["collective_nouns"],
            plurals=words["plurals"],
            vague=words["vague"],
            pairs=words["pairs"],
            none=words["none"],
            ordinals=words["ordinals"],
            fractions=words["fractions"],
            before=_phrases(words["before"], nearest=-1),
            after=_phrases(words["after"], nearest=0),
            currency_symbols=words["currencies"]["symbols"],
            currency_words=words["currencies"]["words"],
            percent=frozenset(words["percent"]),
            measures=words["measures"],
            calibers=frozenset(words["calibers"]),
            caliber_figures=frozenset(words["caliber_figures"]),
            age_words=frozenset(words["age_words"]),
            name_before=frozenset(words["name_before"]),
            street_words=frozenset(words["street_words"]),
            score_words=frozenset(words["score_words"]),
            triggers=triggers,
            opens=Remembered(partial(_opens, triggers=triggers)),
        )


def _opens(word: str, triggers: frozenset[str]) -> bool:
    return word in triggers or word[0].isdigit() or (word[0] == "." and word[1:2].isdigit())


def _phrases(groups: dict[str, list[str]], nearest: int) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, phrases in groups.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[nearest], []).append((words, meaning))
    return {word: tuple(sorted(options, key=lambda option: -len(option[0]))) for word, options in found.items()}
