"""Copies of a text, to the letter or nearly, and newer versions that take an older one's place.

A text's MinHash over its word shingles estimates how much of it another shares (Jaccard); the values are grouped into bands, and
texts that agree in a band are compared. So a night's texts are compared with few others however many are known: the cost grows
with what is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b, sha256
from itertools import chain
from struct import pack
from typing import Any

import numpy as np
from rensa import RMinHash

from transforms.records import Row

BANDS = 32
BAND_ROWS = 4
"""Hash values of a band. Of two texts that are .8 alike, .41 of the bands agree; of two that are .3 alike, .008."""
SHINGLE = 3
"""Words of a shingle."""
SIMILAR = 0.6
"""Jaccard similarity of shingles from which on a text is a near-duplicate: a copy with about every seventh word changed, or with a
third of its paragraphs left out."""
SEED = 20250710
_BEFORE_ALL = datetime(1, 1, 1)  # noqa: DTZ001 - all our times are UTC
_WORD = re.compile(r"\w+")


def words_of(body: str) -> list[str]:
    """The words of a text in one case, without punctuation."""
    return _WORD.findall(body.casefold())


def text_sha256(body: str) -> str:
    """What texts of the same words in the same order share, whatever their case, punctuation and layout."""
    return sha256(" ".join(words_of(body)).encode("utf8", "replace")).hexdigest()


def fingerprint(body: str) -> list[int]:
    """Keys of the bands of a text's MinHash, `BANDS` signed integers of 64 bits. Empty for a text of fewer words than a shingle.

    Texts that share no key are not alike; so what a text may be a copy of can be asked for in SQL.
    """
    words = words_of(body)
    if len(words) < SHINGLE:
        return []
    sketch = RMinHash(BANDS * BAND_ROWS, SEED)
    sketch.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    values = sketch.digest()
    return [_band(at, values[at : at + BAND_ROWS]) for at in range(0, len(values), BAND_ROWS)]


def _band(at: int, values: Sequence[int]) -> int:
    packed = pack(f"<{len(values) + 1}I", at, *values)
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), "little", signed=True)


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two texts by their fingerprints; 0 where one is missing."""
    if not one or len(one) != len(other):
        return 0.0
    agreeing = sum(a == b for a, b in zip(one, other))
    return float((agreeing / len(one)) ** (1 / BAND_ROWS))


def duplicates(new: Sequence[Row], known: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """The new articles that are copies: article_id → (article_id of the original, kind).

    The kind is "exact" where the same words were met before, in the original or in another copy of it, and "near" otherwise.

    Rows have article_id, source_key, published_at, text_sha256 and fingerprint. A known article is always an original or a copy already,
    and never becomes the copy of a new one; among the new, the one published first (then of the smaller id) is the original. Versions of
    one article (the same source_key) are no copies of each other; one version met again in another file is. An original is never itself a copy: chains are followed to their end.
    A known row may have `duplicate_of`, and is then represented by that.
    """
    known = list(known)
    by_text: dict[str, list[Row]] = defaultdict(list)
    by_band: dict[int, list[Row]] = defaultdict(list)
    wanted_texts = {row["text_sha256"] for row in new}
    shared_bands = _shared_bands([*known, *new])

    def add(row: Row) -> None:
        if row["text_sha256"] in wanted_texts:
            by_text[row["text_sha256"]].append(row)
        for band in row["fingerprint"] or ():
            if band in shared_bands:
                by_band[band].append(row)

    for row in known:
        add(row)
    found: dict[str, tuple[str, str]] = {}
    for row in sorted(new, key=arrival):
        original = _original(row, by_text, by_band)
        if original is None:
            add(row)
        else:
            found[row["article_id"]] = original
            by_text[row["text_sha256"]].append(row | {"duplicate_of": original[0]})
    return found


def _shared_bands(rows: Sequence[Row]) -> set[int]:
    """The bands that more than one row has: one in a hundred or so, and the others need not be looked up or held."""
    bands = np.sort(np.fromiter(chain.from_iterable(row["fingerprint"] or () for row in rows), np.int64))
    return set(bands[1:][bands[1:] == bands[:-1]].tolist())


def arrival(row: Mapping[str, Any]) -> tuple[bool, datetime, str]:
    """The order in which articles came: by publication, those without a date last, then by id."""
    when = row.get("published_at")
    return when is None, when or _BEFORE_ALL, row["article_id"]


def _original(row: Row, by_text: Mapping[str, Sequence[Row]], by_band: Mapping[int, Sequence[Row]]) -> tuple[str, str] | None:
    """The original of a row among those met before, and how like it is."""
    for other in by_text.get(row["text_sha256"], ()):
        if other["article_id"] != row["article_id"] and (not _same_source(row, other) or row.get("version") == other.get("version")):
            return other.get("duplicate_of") or other["article_id"], "exact"
    best: tuple[float, Row] | None = None
    seen = {row["article_id"]}
    for band in row["fingerprint"] or ():
        for other in by_band.get(band, ()):
            if other["article_id"] not in seen and not _same_source(row, other):
                seen.add(other["article_id"])
                alike = similarity(row["fingerprint"], other["fingerprint"])
                if alike >= SIMILAR and (best is None or alike > best[0]):
                    best = alike, other
    return (best[1].get("duplicate_of") or best[1]["article_id"], "near") if best else None


def _same_source(one: Row, other: Row) -> bool:
    return one.get("source_key") is not None and one.get("source_key") == other.get("source_key")


def supersede(new: Sequence[Row], known: Iterable[Row]) -> dict[str, bool]:
    """Who is current now: article_id → is_current, for every article of a source_key that is among the new.

    Rows have article_id, source_key, version, published_at and status. Of the versions of a source_key the highest is current; among
    equals the one published last, then the one that came last in order; of the same text met twice, the first stays. A cancellation is a version like another and takes its
    predecessors' place, so that nothing usable stays current.
    """
    keys = {row["source_key"] for row in new}
    versions: dict[str, list[Row]] = defaultdict(list)
    for row in (*known, *new):
        if row["source_key"] in keys:
            versions[row["source_key"]].append(row)
    current: dict[str, bool] = {}
    for rows in versions.values():
        newest = rows[0]
        for row in rows[1:]:
            if _recency(row) > _recency(newest) or (
                _recency(row) == _recency(newest) and row.get("text_sha256") != newest.get("text_sha256")
            ):
                newest = row
        current |= {row["article_id"]: row is newest for row in rows}
    return current


def _recency(row: Row) -> tuple[int, bool, datetime]:
    when = row.get("published_at")
    return row.get("version") or 1, when is not None, when or _BEFORE_ALL
