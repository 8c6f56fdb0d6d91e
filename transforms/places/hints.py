"""What the words beside a place name tell of the kind of place."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from transforms.document import Document
from transforms.places.build import ADMIN1, ADMIN2, COUNTRY, HAMLET, KINDS, REGION, TOWN
from transforms.places.folding import word_set

OFFICES = word_set(
    """
    alderman aldermen council councilman councilwoman deputies firefighters mayor police selectmen
    """
)
"""Nouns that stand after a town's name for its government: 'Lebanon police'."""
PEOPLE = word_set(
    """
    boy couple family girl home man men native residence resident residents teen teenager woman women
    """
)
"""Nouns for people that stand after a town's or state's name; after a country's its demonym stands: 'Lebanese woman', but 'Lebanon woman'."""
_MUNICIPAL = """city council, town council, village council, police department, fire department, high school, middle school, elementary school,
school board, city hall, town hall, municipal court, school district, public schools, public library, township trustees, city manager, village board"""
MUNICIPAL = frozenset(re.split(r",\s+", _MUNICIPAL))
"""Pairs of words that stand after a town's name."""
STREETS = word_set(
    """
    ave ave. avenue blvd. boulevard court dr. drive highway lane ln. rd rd. road st st. street way
    """
)
REGIONS = word_set(
    """
    governorate oblast prefecture province region
    """
)
"""Nouns beside the name of a first-level region: by these it is one, however little known, 'Idlib province', 'the province of Idlib'."""
QUARTERS = word_set(
    """
    neighborhood neighborhoods neighbourhood neighbourhoods subdivision barrio quarter quarters
    """
)
"""Nouns after the name of a part of a town."""
PLURALS = {
    "counties": "county",
    "parishes": "parish",
    "provinces": "province",
    "oblasts": "oblast",
    "districts": "district",
    "townships": "township",
}
"""Plural nouns after a list of names, to the noun that each of them would have by itself."""
LINKS = frozenset({",", "and", "or", "&"})
LONGEST_LIST = 24
"""Tokens."""


def _bonus(**powers: float) -> NDArray[np.float64]:
    by_kind = {"country": COUNTRY, "admin1": ADMIN1, "admin2": ADMIN2, "town": TOWN, "hamlet": HAMLET, "region": REGION}
    bonus = np.zeros(len(KINDS))
    for kind, power in powers.items():
        bonus[by_kind[kind]] = power
    return bonus


HINT_BONUS = {
    "town": _bonus(country=-5.0, admin1=-1.5, town=0.5, hamlet=0.5),
    "local": _bonus(country=-5.0),
    "nation": _bonus(country=2.5),
    "state": _bonus(admin1=2.5),
    "region": _bonus(admin1=3.0, region=1.0),
    "county": _bonus(admin1=3.0, admin2=4.0),
    "quarter": _bonus(country=-9.0, admin1=-9.0, admin2=-3.0),
}
"""What each hint adds to the prior of a place of each kind, in powers of ten of people."""


def hints_beside(document: Document, first: int, last: int) -> frozenset[str]:
    """Keys of `HINT_BONUS` that the words around tokens `[first, last)` give."""
    tokens, hints = document.tokens, set()
    behind = [token.lower for token in tokens[last : last + 2]]
    before = [token.lower for token in tokens[max(0, first - 4) : first]]
    if " ".join(behind) in MUNICIPAL or behind[:1] == ["mayor"] or before[-2:] in (["city", "of"], ["town", "of"], ["village", "of"]):
        hints.add("town")
    if behind[:1] and behind[0] in OFFICES | PEOPLE:
        hints.add("local")
    if (behind[:1] and behind[0] in REGIONS) or (before[-1:] == ["of"] and before[-2:-1] and before[-2] in REGIONS | {"state"}):
        hints.add("region")
    if before[-1:] and before[-1].rstrip(".") == "co":
        hints.add("county")
    if behind[:1] and behind[0] in QUARTERS:
        hints.add("quarter")
    if _is_address(before):
        hints.add("town")
    return frozenset(hints)


def _is_address(before: list[str]) -> bool:
    """Whether an age ('Ann Lee, 30, of …') or a street ('12 Elm St., …') stands right before."""
    if before[-1:] == ["of"]:
        before = before[:-1]
    if before[-1:] != [","]:
        return False
    return len(before) > 2 and ((before[-2].isdigit() and before[-3] == ",") or before[-2] in STREETS)


def in_list_with_noun(document: Document, first: int, last: int) -> str | None:
    """The singular of the noun that closes a list of names which tokens `[first, last)` are in: 'Camden and Charlton counties' → county."""
    tokens = document.tokens
    if last >= len(tokens) or tokens[last].lower not in LINKS | PLURALS.keys():
        return None
    if tokens[last].lower in PLURALS and (first == 0 or tokens[first - 1].lower not in LINKS):
        return None  # 'the Athens counties' are not of that name
    for token in tokens[last : last + LONGEST_LIST]:
        if token.lower in PLURALS:
            return PLURALS[token.lower]
        if not (token.text[0].isupper() or token.lower in LINKS):
            return None
    return None
