"""One form for the many spellings of a name: what two of them are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_APOSTROPHE = re.compile(r"['’ʼ`´]")
_NOT_WORD = re.compile(r"[^\w]+")
_TRANSLITERATED = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?:iy|yy|ij|ii|yi|i)$", "y"),  # Zelenskiy, Zelenskyy, Zelenskij, Zelenski: Zelensky
        (r"ei(?=$|[^aeiou])", "ey"),
        (r"kh", "h"),  # Khattab, Hattab
        (r"ph", "f"),
        (r"ou", "u"),
        (r"oo", "u"),
        (r"ee", "i"),
        (r"tz", "ts"),
        (r"cz", "ch"),
        (r"sch", "sh"),
        (r"x", "ks"),
        (r"([a-z])\1", r"\1"),
        (r"(?<=.)ye", "e"),
        (r"off$", "ov"),
    )
)
ARTICLES = frozenset(("al", "el", "ul", "ur", "as", "ad", "an", "ash"))
"""Arabic articles, which one desk writes before a surname and the next leaves out."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text without case, diacritics and punctuation, its words parted by single spaces: 'Côte d’Ivoire' → 'cote divoire'."""
    plain = _APOSTROPHE.sub("", text)
    if not plain.isascii():
        plain = "".join([c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)])
    plain = plain.casefold().translate(_LETTERS)
    return _NOT_WORD.sub(" ", plain).strip()


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A folded surname in the one spelling that its transliterations share: 'zelenskiy', 'zelenskyy' → 'zelensky'."""
    for pattern, to in _TRANSLITERATED:
        word = pattern.sub(to, word)
    return word


@dataclass(frozen=True)
class Spellings:
    """Spellings of names that rules can't derive, each with the one that stands for all."""

    given: Mapping[str, str]
    """Folded given name to the one that stands for all its spellings."""
    short: Mapping[str, frozenset[str]]
    """Short form to the given names that it may be short for."""
    surnames: Mapping[str, str]
    surname_first: frozenset[str]
    surname_first_of_three: frozenset[str]
    middle_tells: frozenset[str]
    """Given name and surname, as keys, of those whom only their middle initials tell apart."""

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> Spellings:
        short: dict[str, frozenset[str]] = {}
        for line in seed["short"]:
            full, *others = line.split()
            for other in others:
                short[other] = short.get(other, frozenset()) | {full}
        return cls(
            _first_of_each(seed["same"]),
            short,
            _first_of_each(seed["surnames"]),
            frozenset(seed["surname_first"].split()),
            frozenset(seed["surname_first_of_three"].split()),
            frozenset(seed["middle_tells"]),
        )

    def given_key(self, folded: str) -> str:
        """The one spelling of a folded given name; of a short form that stands for one name only, that name."""
        full = self.short.get(folded, frozenset())
        folded = min(full) if len(full) == 1 else folded
        return self.given.get(folded) or skeleton(folded)

    def surname_key(self, folded: str) -> str:
        """The one spelling of a folded surname, which may be of several words ('van der bellen', 'al assad')."""
        words = [word for word in folded.split() if word not in ARTICLES] or folded.split()
        return " ".join(self.surnames.get(word) or skeleton(word) for word in words)

    def given_agree(self, one: str, other: str) -> bool:
        """Whether two given-name keys may be one person's: equal, an initial of each other, or a short form."""
        if one == other:
            return True
        if len(one) == 1 or len(other) == 1:
            return one[0] == other[0]
        forms = self.short.get(one, frozenset()) | {one}
        return bool(forms & (self.short.get(other, frozenset()) | {other}))


def _first_of_each(lines: Iterable[str]) -> dict[str, str]:
    return {word: line.split()[0] for line in lines for word in line.split()}
