"""One spelling for every way that a place name is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "&": " and "}
)
"""Letters that Unicode does not take apart into a base letter and a mark."""
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "point": "pt", "cnty": "county", "twp": "township"}
"""Words to the short forms that headlines and maps use for them."""
_SILENT = re.compile(r"[.'’‘ʻʼ`´ʿʾ]")
_BETWEEN = re.compile(r"[^0-9a-z]+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without case, marks, points, apostrophes, a leading 'the' and a final possessive: 'the St. Louis' → 'st louis'."""
    bare = _POSSESSIVE.sub("", name.strip()).casefold().translate(SPECIAL)
    if not bare.isascii():
        bare = "".join(letter for letter in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(letter))
    words = [SHORT.get(word, word) for word in _BETWEEN.split(_SILENT.sub("", bare)) if word]
    if words[:1] == ["the"] and len(words) > 1:
        del words[0]
    return " ".join(words)


def name_hash(folded: str) -> int:
    """64 bits of BLAKE2b over a folded name: the gazetteer keeps these and no strings to find names by."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


def word_set(text: str) -> frozenset[str]:
    """The words of a text: a readable way to write down many."""
    return frozenset(text.split())
