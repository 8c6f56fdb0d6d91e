"""Which tokens are triggers, and of which frame."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import or_
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.events.lexicon import EventLexicon, Trigger, Triggers
from transforms.events.noun_slots import noun_slots
from transforms.events.patterns import ANYWHERE, PROPER_NOUN, Condition
from transforms.events.slot_words import HYPHENS
from transforms.events.slots import Slots, fillers, verb_slots
from transforms.events.vocabulary import Vocabulary

CARRIERS = frozenset({"effort", "attempt", "campaign", "process", "operation", "wave", "spree", "incident", "mission", "bid", "offensive"})
"""Nouns that add little to the one they are compounded with ("a mediation effort")."""
DEEDS = frozenset({"death", "victim", "suspect", "spree", "incident", "case", "scene", "investigation", "rampage", "attack"})
"""Nouns that a word in -ing tells the kind of."""
STORMS = frozenset({"hurricane", "cyclone", "typhoon", "storm"})
CONTENT_ROLES = ("obj", "comp", "on", "to", "at", "with", "of")


class Match(NamedTuple):
    """A trigger in the text."""

    token: int
    trigger: Trigger
    slots: Slots
    words: frozenset[int]
    """The other tokens that the pattern asked for by word."""


def find_triggers(document: Document, vocabulary: Vocabulary, lexicon: EventLexicon) -> Iterator[Match]:
    """Every token that evokes a frame, in the order of the text."""
    verbs, nouns = lexicon.verbs, lexicon.nouns
    may_evoke = map(or_, map(lexicon.lemmas.__contains__, document.lemmas), map(lexicon.forms.__contains__, document.lowers))
    for token in compress(document.tokens, may_evoke):
        pos = token.pos
        if token.tag == "VBG" and is_before_noun(document, token):
            found = nouns.get(token.lower)
            if found and (candidates := possible(found, vocabulary.asked(token.sentence, lexicon.asked))):
                yield from first_match(document, token, candidates, noun_slots(document, token.i + 1))
        elif token.tag == "VBG" and is_after_article(document, token):
            found = nouns.get(token.lower)
            if found and (candidates := possible(found, vocabulary.asked(token.sentence, lexicon.asked))):
                yield from first_match(document, token, candidates, noun_slots(document, token.i))
        elif pos == "VERB":
            found = verbs.get(token.lemma) or verbs.get(token.lower)
            if (
                found
                and token.dep != "amod"
                and not is_second_half(document, token)
                and (candidates := possible(found, vocabulary.asked(token.sentence, lexicon.asked)))
            ):
                yield from first_match(document, token, candidates, verb_slots(document, token.i))
        elif pos in ("NOUN", "PROPN"):
            found = nouns.get(token.lemma) or (nouns.get(token.lower[:-1]) if token.lower[-1:] == "s" else None)
            if found and (candidates := possible(found, vocabulary.asked(token.sentence, lexicon.asked))):
                head = document.tokens[token.head]
                if token.dep != "compound":
                    yield from first_match(document, token, candidates, noun_slots(document, token.i))
                elif head.lemma in CARRIERS or is_named_storm(document, token):
                    yield from first_match(document, token, candidates, noun_slots(document, head.i))


def is_named_storm(document: Document, token: Token) -> bool:
    """Whether a word for a storm stands before the name that it was given: "Cyclone Nadia"."""
    return token.lemma in STORMS and document.tokens[token.head].pos == "PROPN" and token.i + 1 == token.head


def is_before_noun(document: Document, token: Token) -> bool:
    """Whether a word in -ing stands before the noun that it belongs to, as in "the shooting death of a boy", whatever the parser thinks."""
    after = token.i + 1
    return after < len(document.tokens) and document.tokens[after].lemma in DEEDS and document.tokens[after].head in (token.i, token.head)


def is_after_article(document: Document, token: Token) -> bool:
    """Whether a word in -ing after a preposition has an article before it, and so is a noun: "in an East Lyon shooting"."""
    if token.dep == "pcomp":
        return any(before.tag == "DT" for before in document.tokens[token.head + 1 : token.i])
    before = document.tokens[token.i - 1]
    return before.dep == "pobj" and before.pos == "PROPN" and any(child.lower in ("a", "an") for child in document.children(before.i))


def is_second_half(document: Document, token: Token) -> bool:
    """Whether a participle is the second half of an adjective: "life-threatening", "state-backed"."""
    if not token.i:
        return False
    before = document.tokens[token.i - 1]
    return before.end == token.start and before.text in HYPHENS


def possible(triggers: Triggers, words: frozenset[str]) -> list[Trigger]:
    """The triggers whose words are all in the sentence: most are ruled out before any syntax is looked at."""
    found: list[Trigger] = []
    if triggers.needed is not None and triggers.needed.isdisjoint(words):
        return found
    for trigger, needed, banned in triggers.patterns:
        for asked in needed:
            if asked.isdisjoint(words):
                break
        else:
            if not banned or all(forbidden.isdisjoint(words) for forbidden in banned):
                found.append(trigger)
    return found


def first_match(document: Document, token: Token, candidates: list[Trigger], slots: Slots) -> Iterator[Match]:
    """The first of the candidates that fits, if any."""
    for trigger in candidates:
        if all(holds(document, condition, slots) for condition in trigger.pattern.conditions if condition.role != ANYWHERE):
            yield Match(token.i, trigger, slots, frozenset(words_taken(document, trigger, slots)))
            return


def words_taken(document: Document, trigger: Trigger, slots: Slots) -> Iterator[int]:
    """The objects and complements by which a pattern knew its trigger."""
    for condition in trigger.pattern.conditions:
        if condition.role in CONTENT_ROLES and condition.words and not condition.forbidden:
            yield from (i for i in fillers(document, slots.get(condition.role, [])) if named(document, i, condition.words))


def holds(document: Document, condition: Condition, slots: Slots) -> bool:
    """Whether a condition on a slot holds."""
    heads = slots.get(condition.role, [])
    found = bool(heads) if not condition.words else any(named(document, i, condition.words) for i in fillers(document, heads))
    return found != condition.forbidden


def named(document: Document, i: int, words: frozenset[str]) -> bool:
    """Whether a token is one of these words, by its lemma or as it stands (lemmas of rare words can be wrong)."""
    token = document.tokens[i]
    return token.lemma in words or token.lower in words or (token.pos == "PROPN" and PROPER_NOUN in words)
