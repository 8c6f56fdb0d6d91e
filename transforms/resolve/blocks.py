"""Blocks of entity keys: what may be one thing shares a block, and linking looks no further.

A block without a weak key falls into its cores: none of them bears on another.
"""

from __future__ import annotations

import re

WEAK = r"^(person:(\?|.([ /]|$))|organization:[^ /]+$)"
"""Weak keys as a regular expression, for Python and Arrow."""
_WEAK = re.compile(WEAK)
SMALL_WORDS = frozenset(("of", "the", "for", "and", "in", "on", "to", "de", "la", "del"))


def block_of(entity_key: str) -> str:
    """Where to look for other keys of the same thing: type and surname, or acronym. It depends on the key alone."""
    kind, _, name = entity_key.partition(":")
    if kind == "person":
        return f"person:{surname_of(name.partition('/')[0])}"
    if kind == "organization" and "/" not in name:  # with a country or article it stands by itself
        return f"organization:{initials_of(name)}"
    return entity_key


def core_of(entity_key: str) -> str:
    """The key without a nationality: keys of one block and core are decided together."""
    return entity_key.partition("/")[0]


def is_weak(entity_key: str) -> bool:
    """Whether the key may stand for any other of its block: a person without a given name ('?putin', 'v putin'), an acronym ('osce')."""
    return _WEAK.match(entity_key) is not None


def initials_of(name: str) -> str:
    """An organisation's acronym as most are made: 'world health organization' → 'who'; a single word stands for itself."""
    words = [word for word in name.split() if word not in SMALL_WORDS]
    return "".join(word[0] for word in words) if len(words) > 1 else name


def surname_of(name: str) -> str:
    """The surname of a person's key: '?zelensky', 'vladimir zelensky', 'martin king jr' → 'zelensky', 'zelensky', 'king'."""
    words = name.removeprefix("?").split()
    while len(words) > 1 and words[-1] in ("jr", "sr", "ii", "iii", "iv"):
        words.pop()
    return words[-1]
