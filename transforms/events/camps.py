"""Whose side somebody is on in a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.records import Party

UNIDENTIFIED = "UAF"
"""CAMEO's agent code for an armed force of which no more is said."""


@dataclass(frozen=True, slots=True)
class Camps:
    """Whose side somebody is on in a conflict: see `seeds/events/camps.yml`."""

    of_sector: Mapping[str, str]
    """The camp by CAMEO agent code."""
    armed: frozenset[str]
    united: frozenset[str]
    """Camps of which a text speaks as of one party: the armed ones and the crowd."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> Camps:
        """From the seed `events/camps`."""
        camps = read("events/camps")
        armed = frozenset(camp["id"] for camp in camps if camp.get("armed"))
        united = frozenset(camp["id"] for camp in camps if camp.get("united"))
        return cls({sector: camp["id"] for camp in camps for sector in camp["sectors"].split()}, armed, armed | united)

    def of(self, party: Party | None) -> str | None:
        """The camp of a party; None where it is of none, or nobody knows."""
        return self.of_sector.get(party.sector or "") if party is not None else None

    def are_alike(self, one: Party | None, other: Party | None) -> bool:
        """Whether two parties may be called the same: of one entity, else of one camp where neither is of another country."""
        if one is None or other is None:
            return False
        if one.entity is not None and other.entity is not None:
            return one.entity == other.entity
        if (one.start, one.end) == (other.start, other.end):
            return True
        camp = self.of(one)
        return camp in self.united and camp == self.of(other) and not _are_foreign(one, other)

    def may_be(self, description: Party, other: Party | None) -> bool:
        """Whether a description may be of another party: of the same sector, or, as "the attackers" are, of some armed force or other."""
        return other is not None and self.are_alike(description, other) and description.sector in (other.sector, UNIDENTIFIED)

    def may_face(self, actor: Party | None, target: Party | None) -> bool:
        """Whether two may be the two sides of a deed: they are not one, nor of one armed camp of a country."""
        if actor is None or target is None:
            return True
        if self.are_alike(actor, target):
            return False
        camp = self.of(actor)
        return not (camp == self.of(target) and camp in self.armed and not _are_foreign(actor, target))


def _are_foreign(one: Party, other: Party) -> bool:
    return one.country_iso3 is not None and other.country_iso3 is not None and one.country_iso3 != other.country_iso3
