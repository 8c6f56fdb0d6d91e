"""The small language in which the lexicon says what a trigger looks like.

A pattern is a trigger's lemma (or several: `send|ship`) and, after it, what must stand in its slots: `open obj:fire`, `call for:strike|boycott`, `seize obj:$drug`.

- `role:word|word` asks for one of the words as the head of a filler of the slot. Slots are `subj`, `obj`, `comp` (the verb or adjective
  of a complement clause), `part` (particle), `adv`, `mod` (a noun's adjectives, compounds and possessor), `det`, or a preposition (`against`).
- `@name` stands for any proper noun, `$class` stands for a word class of `seeds/events/words.yml`; `*` for anything at all.
- `!` before a condition forbids, `?word` without a role asks for the word (or the pair of words, `?tear_gas`) anywhere in the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

ANYWHERE = "anywhere"
PROPER_NOUN = "@name"
NEGATION, QUESTION, CLASS, ANYTHING = "!", "?", "$", "*"

WordClasses = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a slot must hold, or must not."""

    role: str
    words: frozenset[str]
    """Lemmas; empty for anything."""
    forbidden: bool = False


@dataclass(frozen=True)
class Pattern:
    """A trigger with its conditions."""

    lemma: str
    conditions: tuple[Condition, ...] = ()

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """For each condition that asks for words: these, of which the sentence must have one."""
        return tuple(
            condition.words
            for condition in self.conditions
            if condition.words and not condition.forbidden and PROPER_NOUN not in condition.words
        )

    @cached_property
    def banned(self) -> tuple[frozenset[str], ...]:
        """Words that the sentence must not have."""
        return tuple(condition.words for condition in self.conditions if condition.role == ANYWHERE and condition.forbidden)

    @property
    def specificity(self) -> int:
        """The more is asked for, the surer the reading: of two patterns that fit, the more specific one wins."""
        return sum(2 if condition.words and not condition.forbidden else 1 for condition in self.conditions)


def parse_patterns(text: str, classes: WordClasses) -> tuple[Pattern, ...]:
    """The patterns that `text` writes down, one a trigger. Raises ValueError for an unknown class or a condition without a role."""
    triggers, *rest = text.split()
    conditions = tuple(parse_condition(part, classes) for part in rest)
    return tuple(Pattern(trigger, conditions) for trigger in triggers.split("|"))


def parse_condition(text: str, classes: WordClasses) -> Condition:
    """One condition of a pattern."""
    forbidden = text.startswith(NEGATION)
    text = text.removeprefix(NEGATION)
    if text.startswith(QUESTION):
        return Condition(ANYWHERE, expand(text[1:], classes), forbidden)
    role, colon, words = text.partition(":")
    if not colon:
        raise ValueError(f"{text!r}: a condition is `role:words` or `?words`")
    return Condition(role, expand(words, classes), forbidden)


def expand(words: str, classes: WordClasses) -> frozenset[str]:
    """The lemmas that a list of words and classes stands for."""
    found: set[str] = set()
    alternatives = words.split("|")
    if ANYTHING in alternatives:
        return frozenset()
    for word in alternatives:
        if word.startswith(CLASS):
            if word[1:] not in classes:
                raise ValueError(f"{word}: no such word class")
            found |= classes[word[1:]]
        else:
            found.add(word.replace("_", " "))
    return frozenset(found)
