"""From mentions to toponyms: the name to look up, what the words beside it say of its kind, and the place that it is said to lie in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from transforms.document import Document
from transforms.places.build import ADMIN1, ADMIN2, COUNTRY, REGION, REGION_WORDS
from transforms.places.folding import fold
from transforms.places.gazetteer import NOBODY, Candidates, Gazetteer
from transforms.records import Mention

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
REGION_KINDS = np.array([COUNTRY, ADMIN1, ADMIN2, REGION])
DIRECTIONS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "upper",
        "lower",
        "mid",
        "greater",
        "metro",
        "metropolitan",
        "downtown",
        "uptown",
        "midtown",
        "inner",
        "rural",
        "suburban",
        "outer",
        "mainland",
        "nearby",
        "neighboring",
        "neighbouring",
        "occupied",
        "old",
    ]
)
"""Words that single out a part of a place: the place itself is what the gazetteer knows."""
SETTLEMENT_WORDS = frozenset({"city", "town", "village", "township", "metro", "area", "suburb", "port", "hamlet", "downtown"})
REGION_ABBREVIATIONS = {"co": "county", "par": "parish", "prov": "province", "dist": "district"}
MOST_CANDIDATES = 100


class Toponym(NamedTuple):
    """One name in one sense throughout an article."""

    name: str
    """Folded."""
    mentions: tuple[int, ...]
    """Indices of its mentions."""
    candidates: Candidates
    container: tuple[int, ...] = ()
    """Rows of the regions or countries that the text itself says it lies in: 'Paris, Texas'."""


class Reading(NamedTuple):
    """What a mention's words give."""

    name: str
    candidates: Candidates
    container: tuple[int, ...] = ()


def regions_named(text: str, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Rows of the states, provinces, counties and countries that a text names or abbreviates."""
    short = gazetteer.region_of_abbreviation(text)
    if short >= 0:
        return (short,)
    rows, _ = gazetteer.candidates(_expanded(text))
    return tuple(int(row) for row in rows if gazetteer.kind[row] in REGION_KINDS)


def _expanded(text: str) -> str:
    """'Fort Bend Co.' → 'Fort Bend county'."""
    words = text.split()
    last = REGION_ABBREVIATIONS.get(words[-1].rstrip(".").lower()) if len(words) > 1 else None
    return " ".join([*words[:-1], last]) if last else text


def container_after(document: Document, last: int, gazetteer: Gazetteer) -> tuple[tuple[int, ...], int]:
    """Rows of what 'X, ___' or 'X (___)' names right after token `last`, and the token behind it; no rows if it names no region."""
    tokens = document.tokens
    if last >= len(tokens) or tokens[last].text not in {",", "("}:
        return (), last
    for size in (3, 2, 1):
        end = last + 1 + size
        if end <= len(tokens) and tokens[last + 1].text[:1].isupper():
            text = document.text(last + 1, end)
            if "," not in text and (rows := regions_named(text, gazetteer)):
                return rows, end
    return (), last


def read_mention(document: Document, mention: Mention, gazetteer: Gazetteer) -> Reading:
    """The name and its candidates, with no regard to the rest of the article."""
    text = " ".join(document.body[mention.start : mention.end].split())
    container, _ = container_after(document, mention.last, gazetteer)
    if "," in text:
        text, _, rest = text.partition(",")
        container = container or regions_named(rest.strip(), gazetteer)
    short = gazetteer.region_of_abbreviation(text)
    after_comma = mention.first > 0 and document.tokens[mention.first - 1].text == ","
    if short >= 0 and (after_comma or "." in text.rstrip(".")[-2:] or text.endswith(".")):
        return Reading(text, Candidates(np.array([short], np.int32), np.array([9.0])))
    follower = document.tokens[mention.last].lower if mention.last < len(document.tokens) else ""
    found = named(text, gazetteer, follower)
    if not len(found.rows) and short >= 0:
        found = Candidates(np.array([short], np.int32), np.array([9.0]))
    return Reading(fold(text), found, container)


def named(text: str, gazetteer: Gazetteer, follower: str = "") -> Candidates:
    """Candidates for a name as it stands, or for the known name inside it. `follower` is the word after it: 'Aleppo *province*'."""
    text = _expanded(text)
    found = gazetteer.candidates(text)
    if follower in REGION_WORDS and len(found.rows):
        return only_regions(found, gazetteer) or found
    if len(found.rows):
        return found
    for part, regions in _parts(text):
        found = gazetteer.candidates(part)
        if len(found.rows):
            return (only_regions(found, gazetteer) or NOBODY) if regions else found
    return NOBODY


def only_regions(found: Candidates, gazetteer: Gazetteer) -> Candidates | None:
    keep = np.isin(gazetteer.kind[found.rows], REGION_KINDS)
    return Candidates(found.rows[keep], found.priors[keep]) if keep.any() else None


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Shorter names that a longer one may stand for, each with whether only a region can be meant."""
    words = text.split()
    lower = [word.lower().rstrip(".") for word in words]
    if len(words) > 2 and lower[1] == "of":
        if lower[0] in REGION_WORDS:
            yield " ".join(words[2:]), True
        elif lower[0] in SETTLEMENT_WORDS:
            yield " ".join(words[2:]), False
    if len(words) > 1 and lower[-1] in REGION_WORDS:
        yield " ".join(words[:-1]), True
    if len(words) > 1 and lower[-1] in SETTLEMENT_WORDS:
        yield " ".join(words[:-1]), False
    if len(words) > 1 and lower[0] in DIRECTIONS:
        yield " ".join(words[1:]), False
    if len(words) > 2 and lower[0] in DIRECTIONS and lower[1] in DIRECTIONS | {"and"}:
        yield " ".join(words[2:]), False


def find_toponyms(document: Document, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> list[Toponym]:
    """The article's toponyms that the gazetteer knows; mentions of one name and one container are one toponym."""
    groups: dict[tuple[str, tuple[int, ...]], tuple[list[int], Candidates]] = {}
    for i, mention in enumerate(mentions):
        if mention.label in PLACE_LABELS and mention.form == "name":
            name, found, container = read_mention(document, mention, gazetteer)
            if len(found.rows):
                groups.setdefault((name, container), ([], most_likely(found)))[0].append(i)
    return [Toponym(name, tuple(places), found, container) for (name, container), (places, found) in groups.items()]


def most_likely(found: Candidates) -> Candidates:
    """No more candidates than can be weighed in reasonable time."""
    if len(found.rows) <= MOST_CANDIDATES:
        return found
    keep = np.argpartition(found.priors, -MOST_CANDIDATES)[-MOST_CANDIDATES:]
    return Candidates(found.rows[keep], found.priors[keep])
