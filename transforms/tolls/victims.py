"""What befell whom: the people of one noun phrase, how many they are, what tells them from others, and what the text says became of them."""

from __future__ import annotations

from typing import NamedTuple

from transforms.document import Token
from transforms.records import Quantity

CHARGE = "charge"
MURDER_SUICIDE = "murder-suicide"
UNNAMED = frozenset({CHARGE, MURDER_SUICIDE})
"""What stands for people whom it does not name, and of whom it is only said that they died."""
MAX_TOLL = 2_000_000


class Victim(NamedTuple):
    """The people of one noun phrase. `low`, `best` and `high` are how many they are."""

    head: int
    start: int
    end: int
    """Characters from the count or determiner to the head."""
    low: int | None
    best: int | None
    high: int | None
    counted: bool = False
    """Whether a number says how many they are."""
    definite: bool = False
    pronoun: bool = False
    partitive: bool = False
    """Some of those spoken of before ('one of the wounded')."""
    other: bool = False
    """Apart from those spoken of before ('three others')."""
    also: bool = False
    """Apart from those told of just before ('a woman was also hurt'), though maybe spoken of earlier."""
    stopped: bool = False
    """Shot by police, a guard or whoever lives there: who may be spoken of as a suspect or not."""
    sex: str | None = None
    age: int | None = None
    """In years."""
    entity: int | None = None
    named: bool = False
    perpetrator: bool | None = False
    """None for who did it to himself: he may be spoken of as either."""
    noun: str = ""
    kinds: frozenset[str] = frozenset()
    """What the noun says of who may be meant: the ids of `seeds/tolls/kinds.yml`."""
    alone: bool = True
    """Whether the phrase names only them, not others beside them."""
    name: tuple[str, ...] = ()
    """First and last word of the name, folded; one word where more is not known."""
    modified: bool = False
    """Whether a clause tells which ones are meant ('the man who fired')."""

    @property
    def single(self) -> bool:
        return self.best == 1 and not self.partitive


class Casualty(NamedTuple):
    """One statement of one phrase's people."""

    measure: str
    """killed | injured | hit | missing | captured | displaced."""
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    predicate: int
    """Token that tells what befell them."""
    sentence: int
    victim: Victim
    weak: bool
    rule_id: str
    agent: Victim | None = None
    """Who did it to them, where the clause says so: somebody else than they."""


def counted(quantity: Quantity, head: Token, noun: str, start: int | None = None) -> Victim:
    """As many people as a number says, with what `head` means ('five deaths')."""
    low, best, high = bounds(quantity)
    first = quantity.start if start is None else min(start, quantity.start)
    return Victim(head.i, first, max(quantity.end, head.end), low, best, high, counted=True, definite=noun == "toll", noun=noun)


def bounds(quantity: Quantity) -> tuple[int | None, int | None, int | None]:
    """A number's bounds and best reading in whole people; None where it is unknown or out of reason."""
    low, best, high = (None if bound is None or bound > MAX_TOLL else int(bound) for bound in (quantity.low, quantity.best, quantity.high))
    return low, best, high
