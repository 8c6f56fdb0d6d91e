"""Which place each toponym of an article means: all of them are weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.places.build import ADMIN1, COUNTRY, HAMLET, TOWN
from transforms.places.gazetteer import Candidates, Gazetteer
from transforms.places.toponyms import IS_REGION, Toponym

Floats = NDArray[np.float64]

PRIOR_WEIGHT = 1.5
"""Log-odds for each power of ten of people."""
SUPPORT_WEIGHT = 4.0
"""Log-odds for each e-fold of support from the article's other places."""
NEAR = 1.0
"""Support of a place by each mention of one beside it."""
IN_REGION, IN_NAMED_REGION, IN_COUNTRY = 2.0, 2.0, 0.75
"""Support by the share of the article's places that are in the same first-level region, that are that region itself (besides), and that are in
the same country: one state of thirty that an article names does not tell of its small towns."""
STATE_IN_COUNTRY = 2.0
"""The same for a first-level region by places of its country: a nation's papers name its states wherever they are."""
DOUBT = 0.5
"""Mentions of unknown places that every article is taken to have besides."""
REACH_KM = 200.0
"""Distance at which a place beside another gives it no more support."""
CONTAINER_BONUS = 12.0
"""Log-odds of a place inside what the text says it lies in."""
OBSCURE = 1.5
"""Powers of ten of people below which a place is not known by a name: foreign and former names of villages."""
CONTAINER_KM = 120.0
"""A county holds places up to this far from its middle."""
WELL_KNOWN, LEAST_SUPPORT, MUCH = 4.5, 0.8, 1.9
"""A place below the first (powers of ten of people) is none where the text may put it in another state, or where it has less support than the second
and the article has places of more than the third (in mentions) besides: its namesake is not on our map."""
GREAT = 6.5
"""A place of so many powers of ten of people is meant whatever region stands behind it."""
SURENESS = 0.2, 0.775
"""Share of right places as a line in belief: offset and slope, fitted to 2,900 annotated toponyms of news, with and without the papers' homes."""
ROUNDS = 3
POOL, BLOCK = 1600, 300
"""Most candidates, and most toponyms, that are weighed together."""
EARTH_KM = 6371.0
NEVER = -2
"""The number of no region and no country."""


class Anchor(NamedTuple):
    """A place that an article has besides its text (dateline, the paper's home), and how much it speaks for others."""

    candidates: Candidates
    weight: float
    container: tuple[int, ...] = ()


class Choice(NamedTuple):
    """A toponym's place: its row, and how sure it is."""

    row: int
    confidence: float


class _Pool(NamedTuple):
    """The candidates of all toponyms, side by side."""

    firsts: NDArray[np.int64]
    """Where each toponym's candidates begin."""
    toponym: NDArray[np.int64]
    rows: NDArray[np.int32]
    score: Floats
    weight: Floats
    """How much each toponym speaks for the others, by candidate …"""
    others: Floats
    """… and how much all others do."""


def choose(toponyms: Sequence[Toponym], anchors: Sequence[Anchor], gazetteer: Gazetteer) -> list[Choice | None]:
    """The best candidate of each toponym; None where it is a little-known place and nothing else in the article is near it.

    Time and memory grow with the square of the candidates that are weighed together, so there are never more than `POOL` of them.
    """
    return [choice for at in range(0, len(toponyms), BLOCK) for choice in _choose(toponyms[at : at + BLOCK], anchors, gazetteer)]


def _choose(toponyms: Sequence[Toponym], anchors: Sequence[Anchor], gazetteer: Gazetteer) -> list[Choice | None]:
    everything: list[Toponym | Anchor] = [*toponyms, *anchors]
    weights = [*(float(np.sqrt(len(toponym.mentions))) for toponym in toponyms), *(anchor.weight for anchor in anchors)]
    pool = _pool(everything, weights, gazetteer)
    near = _nearness(pool, gazetteer)
    belief, support = _softmax(pool.score, pool), np.zeros(len(pool.rows))
    for _ in range(ROUNDS):
        support = near @ (belief * pool.weight)
        belief = _softmax(pool.score + SUPPORT_WEIGHT * np.log1p(support), pool)
    choices: list[Choice | None] = []
    for first, last in islice(pairwise([*pool.firsts.tolist(), len(pool.rows)]), len(toponyms)):
        best = first + int(belief[first:last].argmax())
        toponym = toponyms[len(choices)]
        is_known = pool.score[best] >= PRIOR_WEIGHT * WELL_KNOWN
        is_lonely = support[best] < LEAST_SUPPORT and pool.others[best] > MUCH and not _is_one_region(toponym, pool, first, last, gazetteer)
        is_elsewhere = _is_elsewhere(pool.rows[best : best + 1], toponym.container, gazetteer)
        is_great = pool.score[best] >= PRIOR_WEIGHT * GREAT  # "miles from Baghdad in Anbar": the miles are there
        stray = (is_elsewhere and not is_great and (toponym.is_plain or not is_known)) or (is_lonely and not is_known)
        stray = stray or (toponym.is_quarter and support[best] < LEAST_SUPPORT and pool.others[best] > 0)
        confidence = SURENESS[0] + SURENESS[1] * float(belief[best])
        choices.append(None if stray else Choice(int(pool.rows[best]), round(confidence, 3)))
    return choices


def _pool(everything: Sequence[Toponym | Anchor], weights: Sequence[float], gazetteer: Gazetteer) -> _Pool:
    most = POOL // len(everything)
    kept = [_scored(one, most, gazetteer) for one in everything]
    sizes = [len(rows) for rows, _ in kept]
    weight = np.repeat(np.array(weights), sizes)
    rows, score = (np.concatenate(column) for column in zip(*kept, strict=True))
    firsts = np.cumsum([0, *sizes[:-1]])
    return _Pool(firsts, np.repeat(np.arange(len(everything)), sizes), rows, score, weight, sum(weights) - weight)


def _scored(one: Toponym | Anchor, most: int, gazetteer: Gazetteer) -> tuple[NDArray[np.int32], Floats]:
    """Candidates with their score before any support, the `most` likely ones."""
    rows, score = one.candidates.rows, PRIOR_WEIGHT * one.candidates.priors
    if one.container:
        score += CONTAINER_BONUS * (inside(rows, one.container, gazetteer) & (one.candidates.priors > OBSCURE))
    keep = np.argsort(-score, kind="stable")[:most] if len(rows) > most else slice(None)
    return rows[keep], score[keep]


def inside(rows: NDArray[np.int32], containers: Sequence[int], gazetteer: Gazetteer) -> NDArray[np.bool_]:
    """Whether each place lies in one of the containers: by its region or country, or near the middle of a county."""
    within = np.zeros(len(rows), bool)
    for container in containers:
        kind = gazetteer.kind[container]
        if kind == COUNTRY:
            within |= (gazetteer.country[rows] == gazetteer.country[container]) & (rows != container)
        elif kind == ADMIN1:
            within |= (gazetteer.admin1[rows] == container) & (rows != container)
        else:
            within |= (distance_km(rows, container, gazetteer) < CONTAINER_KM) & (rows != container)
    return within


def _is_one_region(toponym: Toponym, pool: _Pool, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether a name of several words is that of one region only, so that it needs no other sign ("Maguindanao del Sur")."""
    return last - first == 1 and " " in toponym.name and bool(IS_REGION[gazetteer.kind[pool.rows[first]]])


def _is_elsewhere(row: NDArray[np.int32], containers: Sequence[int], gazetteer: Gazetteer) -> bool:
    """Whether a town lies outside the state or country that the text puts it in: 'Springfield, Alaska' is a hamlet that the gazetteer lacks."""
    is_told = any(gazetteer.kind[container] in (COUNTRY, ADMIN1) for container in containers)
    return is_told and gazetteer.kind[row[0]] in (TOWN, HAMLET) and not bool(inside(row, containers, gazetteer)[0])


def distance_km(rows: NDArray[np.int32], row: int, gazetteer: Gazetteer) -> Floats:
    """Great-circle distance of places from one."""
    dots = _unit_vectors(rows, gazetteer) @ _unit_vectors(np.array([row]), gazetteer)[0]
    return np.asarray(EARTH_KM * np.arccos(np.clip(dots, -1.0, 1.0)), np.float64)


def _unit_vectors(rows: NDArray[np.int32] | NDArray[np.int64], gazetteer: Gazetteer) -> Floats:
    lat, lon = np.radians(gazetteer.latitude[rows]), np.radians(gazetteer.longitude[rows])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _nearness(pool: _Pool, gazetteer: Gazetteer) -> Floats:
    """How much each candidate (column) supports each other one (row): by lying beside it, and by the share of an article's places that are
    in its region and country. None within a toponym.
    """
    rows = pool.rows
    kind, country, admin1 = gazetteer.kind[rows], gazetteer.country[rows], gazetteer.admin1[rows]
    points = _unit_vectors(rows, gazetteer).astype(np.float32)
    # 1 − (d / reach)², from the chord of the arc: cheap, and close enough at such distances.
    beside = points @ points.T
    np.subtract(1.0, beside, out=beside)
    beside *= np.float32(2.0 * (EARTH_KM / REACH_KM) ** 2)
    np.subtract(1.0, beside, out=beside)
    np.maximum(0.0, beside, out=beside)
    beside *= NEAR
    is_wide = np.flatnonzero((kind == COUNTRY) | (kind == ADMIN1))
    beside[is_wide] = 0.0
    beside[:, is_wide] = 0.0
    shared = np.float32(IN_REGION) * (admin1[:, None] == np.where(admin1 >= 0, admin1, NEVER))
    shared += np.float32(IN_NAMED_REGION) * (admin1[:, None] == rows)
    own_country = np.where(kind == ADMIN1, np.float32(STATE_IN_COUNTRY), np.float32(IN_COUNTRY))
    shared += own_country[:, None] * (country[:, None] == np.where(country != gazetteer.no_country, country, NEVER))
    near = shared / (pool.others + DOUBT)[:, None]
    near += beside
    for first, last in pairwise([*pool.firsts.tolist(), len(rows)]):
        near[first:last, first:last] = 0.0
    return np.asarray(near, np.float64)


def _softmax(score: Floats, pool: _Pool) -> Floats:
    """Beliefs that sum to one for each toponym."""
    raised = np.exp(score - np.maximum.reduceat(score, pool.firsts)[pool.toponym])
    return np.asarray(raised / np.add.reduceat(raised, pool.firsts)[pool.toponym], np.float64)
