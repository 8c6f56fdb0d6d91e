"""What places say of each other: how specific they are, which lie within others, and which cannot both be where one event was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from transforms.records import Mention, Place

SPECIFICITY = {"facility": 0, "place": 0, "region": 3, "country": 4, "water": 5}
"""A sea that a storm went on to, or a ship lay in, tells less than the country beside it."""
COUNTY = 2
"""The same for a region within one of the first level."""
SAME_PLACE_KM = 40
EARTH_RADIUS_KM = 6371
NEAR, REGION_ONLY, WHOLE_COUNTRY = 2, 4, 6
"""UCDP's codes for an event that was near a place, of which the first-level region is known, and of which the country is."""
SURE = 0.7
"""Belief in a place from which on it may set events apart."""


def distance(one: Place, other: Place) -> float | None:
    """Kilometres between two places, None where either is not on the map."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat_a, lon_a, lat_b, lon_b = map(radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def conflict(one: Place | None, other: Place | None) -> bool:
    """Whether two places cannot both be where one event was: another country, region, or town."""
    if one is None or other is None:
        return False
    if one.country_iso3 and other.country_iso3 and one.country_iso3 != other.country_iso3:
        return True
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        apart = distance(one, other)
        return apart is None or apart > SAME_PLACE_KM
    if {one.kind, other.kind} <= {"place", "facility"}:
        apart = distance(one, other)
        return apart is not None and apart > SAME_PLACE_KM
    return False


def precision(place: Place, nearby: bool) -> int:
    """UCDP's code for how exactly a place tells where an event was (UCDP GED Codebook 23.1): of a town on no map only what it lies in is known."""
    if place.kind == "place" and place.latitude is None:
        return REGION_ONLY if place.admin1 else WHOLE_COUNTRY
    return {"country": WHOLE_COUNTRY, "region": REGION_ONLY, "water": 5}.get(place.kind, NEAR if nearby else 1)


def is_town(mention: Mention) -> bool:
    """Whether a mention is of a town or of something within one."""
    return mention.place is not None and mention.place.kind in ("place", "facility")


def is_unmapped(mention: Mention) -> bool:
    """Whether a mention is of a town of which only the region is known."""
    return mention.place is not None and mention.place.kind == "place" and mention.place.latitude is None


def is_same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of one place."""
    return one.place is not None and other.place is not None and one.place.key == other.place.key


def is_country(mention: Mention) -> bool:
    """Whether a mention is of a country, so that any place in it tells more."""
    return mention.place is not None and mention.place.kind == "country"


def is_part(inner: Mention, outer: Mention) -> bool:
    """Whether a place is within another one, as far as the map says: a town in its region or country, a region in its country."""
    if inner.place is None or outer.place is None or _rank_of(inner.place) >= _rank_of(outer.place):
        return False
    if outer.place.kind == "water":
        return True
    if inner.place.country_iso3 != outer.place.country_iso3:
        return False
    if outer.place.kind == "country":
        return True
    if outer.place.admin1 is None or inner.place.admin1 != outer.place.admin1:
        return False
    apart = distance(inner.place, outer.place) if is_county(outer.place) else 0
    return apart is None or apart <= SAME_PLACE_KM


def narrowest(places: Sequence[Mention]) -> list[Mention]:
    """The places that none of the others is part of: of 'in Chad's eastern province of Wadai' the province."""
    return [outer for outer in places if not any(is_part(inner, outer) for inner in places)]


def is_county(place: Place) -> bool:
    """Whether a place is a region within one of the first level."""
    return place.kind == "region" and place.admin1 is not None and place.name != place.admin1


def _rank_of(place: Place) -> float:
    return COUNTY if is_county(place) else SPECIFICITY.get(place.kind, 1)


def sure(mention: Mention) -> bool:
    """Whether a mention is sure enough of its place to set an event apart from one elsewhere."""
    return mention.label == "GPE" and mention.place is not None and mention.place.confidence >= SURE


def rank(mention: Mention) -> tuple[float, int]:
    return _rank_of(mention.place) if mention.place else 9, mention.start


def best_place(candidates: Sequence[Mention]) -> Mention | None:
    """The most specific place; of several as specific the one named most, then first."""
    if not candidates:
        return None
    votes = Counter(mention.place.key for mention in candidates if mention.place)
    return min(candidates, key=lambda mention: (rank(mention)[0], -votes[mention.place.key if mention.place else ""], mention.start))
