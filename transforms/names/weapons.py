"""Weapons and military platforms in the text, by a lexicon of their classes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress
from operator import or_
from typing import Any, NamedTuple

from transforms.document import Document, Token
from transforms.names.spans import Span
from transforms.remembered import Remembered

NOMINAL_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "FW", "XX"))
WORD = re.compile(r"[^\s-]+")
ENOUGH_OTHERS = 2
"""Plain weapon mentions that an article needs for a word such as 'aircraft' to be taken for a weapon too."""
CONFIDENCE, WITH_OTHERS_CONFIDENCE = 0.8, 0.6


class Entry(NamedTuple):
    """A phrase of the lexicon as lower-case words, hyphens left out."""

    words: tuple[str, ...]
    cls: str
    with_others: bool


class Neighbours(NamedTuple):
    """Words beside a weapon word that make it something else."""

    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True)
class WeaponLexicon:
    """Weapon words by their first word, longest phrase first; model designations; and what is no weapon."""

    phrases: Mapping[str, tuple[Entry, ...]]
    designations: re.Pattern[str]
    _designated: Mapping[str, str]
    neighbours: Mapping[str, Neighbours]
    begins: Remembered[bool]
    """Whether a lower-case word may begin a weapon."""
    deeds: frozenset[str]
    """Nouns that a weapon word may stand before and still be a mention: 'attack', 'blast'."""
    makes: frozenset[str]
    """Makers' names that stand for their weapons."""

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> WeaponLexicon:
        phrases: dict[str, list[Entry]] = defaultdict(list)
        groups: list[str] = []
        designated: dict[str, str] = {}
        for name, entry in seed["classes"].items():
            for key in ("words", "with_others"):
                for phrase in _phrases(entry.get(key, "")):
                    phrases[phrase[0]].append(Entry(phrase, name, key == "with_others"))
            for number, pattern in enumerate(entry.get("designations", ())):
                group = f"{name}_{number}"
                designated[group] = name
                groups.append(f"(?P<{group}>{pattern})")
        neighbours = {
            name: Neighbours(frozenset(entry.get("not_after", ())), frozenset(entry.get("not_before", ())))
            for name, entry in seed["classes"].items()
        }
        longest_first = {word: tuple(sorted(entries, key=lambda entry: -len(entry.words))) for word, entries in phrases.items()}
        designations = re.compile("|".join(groups), re.IGNORECASE)
        begins = Remembered(partial(_begins, phrases=longest_first.keys(), designations=designations))
        return cls(
            longest_first, designations, designated, neighbours, begins, frozenset(seed["deeds"].split()), frozenset(seed["makes"].split())
        )

    def designation(self, text: str) -> str | None:
        """The class of a model name ('AK-47', 'F-16s'), which has a digit or is written in capitals."""
        return self._designation[text]

    @cached_property
    def _designation(self) -> Remembered[str | None]:
        return Remembered(self._find_designation)

    def _find_designation(self, text: str) -> str | None:
        if text.isalpha() and not text.isupper():
            return None
        match = self.designations.fullmatch(text) or (self.designations.fullmatch(text[:-1]) if text.endswith("s") else None)
        return self._designated[match.lastgroup] if match and match.lastgroup else None

    def weapon_class(self, text: str) -> str | None:
        """The class of a weapon phrase, by the longest entry that it ends with: 'two car bombs' → bomb; None where it has none."""
        words = [_singular(word) for word in WORD.findall(text.lower())]
        plain = WORD.findall(text.lower())
        for first in range(len(words)):
            for entry in (*self.phrases.get(words[first], ()), *self.phrases.get(plain[first], ())):
                if len(entry.words) == len(words) - first and _ends_alike(entry.words, plain[first:], words[first:]):
                    return entry.cls
        return self.designation(text.rsplit(maxsplit=1)[-1]) if text.strip() else None


def find_weapons(document: Document, lexicon: WeaponLexicon) -> Iterator[Span]:
    """Every weapon of the document, in the order of the text."""
    found: list[tuple[Span, bool]] = []
    at = 0
    for token in _possible(document, lexicon):
        if token.i < at:
            continue
        match = _match(document, token, lexicon)
        if match is not None:
            at = match[0].last
            found.append(match)
    others = sum(not with_others for _, with_others in found)
    return (span for span, with_others in found if not with_others or others >= ENOUGH_OTHERS)


def _possible(document: Document, lexicon: WeaponLexicon) -> Iterator[Token]:
    """Tokens that may begin a weapon: most words neither begin a phrase nor can be a model's name."""
    by_word = map(lexicon.begins.__getitem__, document.lowers)
    by_lemma = map(lexicon.phrases.__contains__, document.lemmas)
    return compress(document.tokens, map(or_, by_word, by_lemma))


def _match(document: Document, token: Token, lexicon: WeaponLexicon) -> tuple[Span, bool] | None:
    entries = lexicon.phrases.get(token.lower, ())
    if token.lemma != token.lower:
        entries = (*entries, *lexicon.phrases.get(token.lemma, ()))
    elif token.lower[-1] == "s":
        entries = (*entries, *lexicon.phrases.get(_singular(token.lower), ()))
    for entry in entries:
        last = _reach(document, token.i, entry.words)
        if last and document.tokens[last - 1].tag in NOMINAL_TAGS and not _is_other(document, token.i, last, entry.cls, lexicon):
            confidence = WITH_OTHERS_CONFIDENCE if entry.with_others else CONFIDENCE
            return Span(token.i, last, "WEAPON", f"names.weapon.{entry.cls}", confidence), entry.with_others
    cls = lexicon.designation(token.text)
    if cls is not None and not _is_other(document, token.i, token.i + 1, cls, lexicon):
        last = _named_kind(document, token, lexicon)
        return Span(token.i, last, "WEAPON", f"names.weapon.{cls}", CONFIDENCE), False
    return None


def _named_kind(document: Document, model: Token, lexicon: WeaponLexicon) -> int:
    """Where a weapon that begins with a model's name ends: 'RPG-7 rocket launchers' and 'AK-47 rifle' are one each."""
    after = model.i + 1
    if after < len(document.tokens) and document.tokens[after].sentence == model.sentence:
        following = document.tokens[after]
        for entry in (*lexicon.phrases.get(following.lower, ()), *lexicon.phrases.get(following.lemma, ())):
            last = _reach(document, after, entry.words)
            if last and document.tokens[last - 1].tag in NOMINAL_TAGS and not entry.with_others:
                return last
    return after


def _reach(document: Document, first: int, words: Sequence[str]) -> int | None:
    """Where the phrase that starts at a token ends, None where it isn't there; hyphens between its words don't count."""
    tokens = document.tokens
    if len(words) > 1 and first + 1 < len(tokens) and tokens[first + 1].text != "-" and not _is_word(tokens[first + 1], words[1]):
        return None  # as most are
    at, end = first, document.sentence_of(first).last
    for number, word in enumerate(words):
        while number and at < end and tokens[at].text == "-":
            at += 1
        if at >= end:
            return None
        if not _is_word(tokens[at], word):
            return None
        at += 1
    return at


def _is_word(token: Token, word: str) -> bool:
    """Whether a token is a word of a phrase, in the singular or plural."""
    return word in (token.lower, token.lemma) or word == _singular(token.lower)


def _is_other(document: Document, first: int, last: int, cls: str, lexicon: WeaponLexicon) -> bool:
    """Whether the words beside a weapon word make it something else, or its own last word is no noun."""
    tokens = document.tokens
    head = tokens[last - 1]
    if head.tag == "JJ" and last - first == 1:
        return True
    neighbours = lexicon.neighbours[cls]
    before = first - 2 if first > 1 and tokens[first - 1].text == "-" else first - 1
    if before >= 0 and (
        tokens[before].lower in neighbours.after
        or tokens[before].lemma in neighbours.after
        or (before and f"{tokens[before - 1].lower} {tokens[before].lower}" in neighbours.after)
    ):
        return True
    after = last + 1 if last < len(tokens) - 1 and tokens[last].text == "-" else last
    if after < len(tokens) and tokens[after].sentence == head.sentence:
        following = tokens[after].lower
        if following in neighbours.before or (
            following == "and" and after + 1 < len(tokens) and f"and {tokens[after + 1].lower}" in neighbours.before
        ):
            return True
    if head.dep in ("compound", "nmod") and head.head >= last and tokens[head.head].lemma not in lexicon.deeds:
        return not lexicon.phrases.get(tokens[head.head].lemma)
    if head.lower.removesuffix("s") in lexicon.makes:
        return head.lower in lexicon.makes and document.child(head.i, "det") is None
    return head.tag == "NNP" and last - first == 1 and first > document.sentence_of(first).first and not head.text.isupper()


def _phrases(listed: str) -> Iterator[tuple[str, ...]]:
    for phrase in listed.split(","):
        words = tuple(WORD.findall(phrase.lower()))
        if words:
            yield words


def _begins(word: str, phrases: Container[str], designations: re.Pattern[str]) -> bool:
    """Whether a lower-case word is the first of a phrase, or may be a model's name."""
    if word in phrases or _singular(word) in phrases:
        return True
    return bool(designations.fullmatch(word) or (word.endswith("s") and designations.fullmatch(word[:-1])))


def _singular(word: str) -> str:
    if word.endswith("ives") and word != "explosives":
        return word[:-3] + "fe"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _ends_alike(entry: Sequence[str], plain: Sequence[str], singular: Sequence[str]) -> bool:
    return all(word in pair for word, pair in zip(entry, zip(plain, singular, strict=True), strict=True))
