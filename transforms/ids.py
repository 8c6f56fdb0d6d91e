"""Ids that depend on nothing but what they name: the same input gives the same id on every machine and in every run."""

from __future__ import annotations

from hashlib import blake2b

PREFIXES = {
    "article": "art",
    "event": "evt",
    "quote": "quo",
    "mention": "men",
    "entity": "ent",
    "incident": "inc",
    "story": "sto",
    "file": "fil",
}
"""Kind of thing to the first letters of its ids, so that an id by itself tells what it names."""


def make_id(kind: str, *parts: object) -> str:
    """An id such as `evt_5f0c…`: the kind's prefix and 64 bits of BLAKE2b over the parts, in hexadecimal."""
    joined = "\x1f".join(map(str, parts) if None not in parts else ["" if part is None else str(part) for part in parts])
    return f"{PREFIXES[kind]}_{blake2b(joined.encode(), digest_size=8).hexdigest()}"


def kind_of(identifier: str) -> str | None:
    """The kind that an id names, or None where it is not one of ours."""
    prefix = identifier.partition("_")[0]
    return next((kind for kind, known in PREFIXES.items() if known == prefix), None)
