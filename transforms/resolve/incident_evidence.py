"""Why the reports of an incident are taken for one event: to each the other report that speaks most for it, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from transforms.records import Row
from transforms.resolve.incident_matching import THRESHOLD, compare
from transforms.resolve.incident_units import Unit, units_of

MOST_COMPARED = 200
"""Reports, the earliest ones, that each of an incident is compared with: some incidents have thousands."""


class Report(NamedTuple):
    """What one article tells of an incident, and what joins it to the others."""

    event_id: str
    """Its first mention."""
    article_id: str
    mentions: int
    like_article_id: str | None
    """The article that tells of the event most alike; None where no other does, or nothing speaks for it any more."""
    score: float | None
    reason: str


def reports(rows: Sequence[Row], articles: Mapping[str, Row]) -> list[Report]:
    """The reports of one incident, in the order of `rows`, which are all its rows of `events`; `articles` are theirs by id."""
    units = units_of(rows, articles)
    return [_report(unit, units[:MOST_COMPARED]) for unit in units]


def _report(unit: Unit, others: Sequence[Unit]) -> Report:
    article = unit.rows[0]["article_id"]
    found = [
        (evidence, other)
        for other in others
        if other.rows[0]["article_id"] != article and (evidence := compare(unit, other)) is not None and evidence.score >= THRESHOLD
    ]
    if not found:
        alone = all(other.rows[0]["article_id"] == article for other in others)
        reason = "no other article tells of it" if alone else "joined by reports or rules of before"
        return Report(unit.key, article, len(unit.rows), None, None, reason)
    evidence, other = max(found, key=lambda one: one[0].score)  # of equals the first
    return Report(unit.key, article, len(unit.rows), other.rows[0]["article_id"], round(evidence.score, 1), ", ".join(evidence.reasons))
