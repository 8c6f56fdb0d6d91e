"""The mentions of one event, and what they say of it together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from transforms.events import intervals
from transforms.events.kinds import kind, side
from transforms.events.segments import RUNNING
from transforms.records import Event, Mention, Party, Timex


@dataclass(slots=True)
class Cluster:
    """The mentions of one event, by their index."""

    family: str
    scope: int = RUNNING
    """The story of the article that it belongs to: see `segments.scopes`."""
    told: bool = True
    general: bool = False
    """Whether the text only speaks of such events ('similar attacks'), of no single one."""
    counted: bool = False
    """Whether it says of how many: 'two attacks'."""
    aside: bool = False
    """Whether the text only looks back at it beside what it tells: 'in revenge for an earlier attack'."""
    events: list[int] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    times: list[Timex] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Places that are on no map, as the text spells them."""
    entities: set[int] = field(default_factory=set)
    victims: set[int] = field(default_factory=set)
    """The entities that it was done to."""
    parties: list[set[int]] = field(default_factory=list)
    """The entities that each mention names as taking part."""
    words: set[str] = field(default_factory=set)
    """The lemmas of its triggers."""
    countries: set[str] = field(default_factory=set)
    """The countries that it was done to."""
    sides: set[str] = field(default_factory=set)
    """The side of a war that did it."""
    last_sentence: int = -1

    def add(self, i: int, event: Event, sentence: int, time: Timex | None, places: Iterable[Mention], name: str | None) -> None:
        """Take in the mention `i`, with what its clause says of time and places."""
        self.events.append(i)
        self.last_sentence = sentence
        self.places += places
        own = entities(event.actor, event.target)
        self.entities |= own
        self.parties.append(own)
        self.victims |= entities(event.target)
        if event.target is not None and event.target.country_iso3 is not None:
            self.countries.add(event.target.country_iso3)
        if time is not None:
            self.times.append(time)
        if name is not None:
            self.names.add(name)
        if (its_kind := kind(event)) is not None:
            self.kinds.add(its_kind)
        if (its_side := side(event)) is not None:
            self.sides.add(its_side)

    @property
    def is_vague(self) -> bool:
        """Whether it has no place, and no day but a year or so."""
        return self.is_undated and not (self.places or self.names)

    @property
    def is_undated(self) -> bool:
        """Whether it has no day but a year or so."""
        return all(map(intervals.is_vague, self.times))

    def may_hold(self, others: Collection[int]) -> bool:
        """Whether an event that is none of `others` may be this one."""
        return not others or not any(i in others for i in self.events)

    def is_between(self, own: set[int]) -> bool:
        """Whether some mention names the same parties as `own`, or leaves out some of them, or names more."""
        return any(known and (known <= own or own <= known) for known in self.parties) if own else False


def entities(*parties: Party | None) -> set[int]:
    """The entities among these parties."""
    return {party.entity for party in parties if party is not None and party.entity is not None}
