"""What is known of entity keys, counted over the articles that use them: before a night, and with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.records import Row
from transforms.resolve import blocks


@dataclass
class Tally:
    """What articles say of a key."""

    articles: int = 0
    countries: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    """Of organisations: nothing else is told apart by them."""

    def copy(self) -> Tally:
        """One that can be added to."""
        return Tally(self.articles, set(self.countries), set(self.aliases))


class Key:
    """A key with its tallies."""

    def __init__(self, entity_key: str) -> None:
        self.entity_key = entity_key
        self.type, _, rest = entity_key.partition(":")
        self.name, _, of_country = rest.partition("/")
        """The key without type and nationality."""
        self.nationality = of_country if self.type == "person" else ""
        self.is_weak = blocks.is_weak(entity_key)
        """Whether it may stand for any other of its block."""
        self.now = self.before = Tally()
        """Over all articles, and over the stored alone: one and the same where nothing is new."""
        self.stored_as: str | None = None
        """The entity that stored articles have it for."""

    @property
    def is_named_anew(self) -> bool:
        """Whether new articles use it."""
        return self.now is not self.before


def gathered(new: Iterable[Row], stored: Iterable[Row]) -> dict[str, list[Key]]:
    """Every key by block, counted over rows of `entity_sums` about names (`stored`) and of `entity_keys` (`new`)."""
    keys: dict[str, Key] = {}
    by_block: dict[str, list[Key]] = defaultdict(list)

    def key_of(row: Row) -> Key:
        key = keys.get(row["entity_key"])
        if key is None:
            key = keys[row["entity_key"]] = Key(row["entity_key"])
            by_block[row["block"]].append(key)
        return key

    for row in stored:
        key = key_of(row)
        key.stored_as = row["entity_id"]
        _count(key.now, row, row["article_change"])
    for row in new:
        key = key_of(row)
        if not key.is_named_anew:
            key.now = key.before.copy()
        _count(key.now, row, 1)
    return by_block


def _count(tally: Tally, row: Row, articles: int) -> None:
    tally.articles += articles
    if row["country_iso3"]:
        tally.countries.add(row["country_iso3"])
    if row["aliases"] and row["entity_key"].startswith("organization"):
        tally.aliases.update(row["aliases"])
