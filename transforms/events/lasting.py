"""The day that lasts until the text moves on: what an event without one has of those told beside and before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.document import Document
from transforms.events import attachment, intervals
from transforms.events.clusters import Cluster
from transforms.events.kinds import HARMFUL
from transforms.events.segments import RUNNING
from transforms.records import Event, Timex

STAYS = 4
"""Sentences for which the day of a protest is that of what protesters did besides, and of arrests of them."""
CROWD = frozenset({"crowd-control", "riot"})
"""Modes of what comes to pass with a crowd."""


def shared(
    document: Document,
    events: Sequence[Event],
    clusters: Sequence[Cluster],
    whens: Sequence[Timex | None],
    tokens: Sequence[int],
    times: Mapping[int, Sequence[Timex]],
) -> list[Timex | None]:
    """The days of the clusters, those `whens` leave out too where they are told. `tokens` are the events' triggers, `times` are by sentence."""
    sole = _sole_day(clusters, whens)
    found: list[Timex | None] = []
    for cluster, when in zip(clusters, whens):
        sentences = {document.tokens[tokens[i]].sentence for i in cluster.events}
        named = [time for sentence in sentences for time in times.get(sentence, ())]
        if when is None and cluster.told and not cluster.general:
            if cluster.family in HARMFUL:
                when = _day_beside(document, cluster, clusters, whens, tokens, named)
                if when is None and cluster.scope == RUNNING and not named:
                    when = sole
            elif not named and (cluster.family == "PROTEST" or events[cluster.events[0]].event_mode == "arrest"):
                when = _day_before(document, events, cluster, clusters, whens, tokens)
        found.append(when)
    return found


def _sole_day(clusters: Sequence[Cluster], whens: Sequence[Timex | None]) -> Timex | None:
    """The only day on which people came to harm, as far as an article names any: None where it names several, or but a month."""
    days = [when for found, when in zip(clusters, whens) if when is not None and found.family in HARMFUL and found.told]
    first = days[0] if days else None
    if first is None or first.begin is None or intervals.width(first) > 1:
        return None
    return first if all(when.begin == first.begin and intervals.width(when) <= 1 for when in days) else None


def _day_beside(
    document: Document,
    found: Cluster,
    clusters: Sequence[Cluster],
    whens: Sequence[Timex | None],
    tokens: Sequence[int],
    named: Sequence[Timex],
) -> Timex | None:
    """The day of what else befell people in the same breath: 'shot nine on Monday and abducted two'. A time that its sentences name besides
    must allow it.
    """
    for other, when in zip(clusters, whens):
        if (
            when is not None
            and when.begin is not None
            and other.family == found.family
            and other.told
            and not other.general
            and any(attachment.are_joined(document, tokens[i], tokens[j]) for i in found.events for j in other.events)
            and not any(intervals.conflict(time, when) for time in named)
        ):
            return when
    return None


def _day_before(
    document: Document,
    events: Sequence[Event],
    found: Cluster,
    clusters: Sequence[Cluster],
    whens: Sequence[Timex | None],
    tokens: Sequence[int],
) -> Timex | None:
    """The day of the last protest told a few sentences before: 'marched on Monday. They chanted outside the court, and nine were arrested'."""
    first = found.events[0]
    sentence = document.tokens[tokens[first]].sentence
    earlier = [
        (other.events[0], when)
        for other, when in zip(clusters, whens)
        if when is not None
        and intervals.width(when) <= 1
        and (other.family == "PROTEST" or (found.family != "PROTEST" and any(events[i].event_mode in CROWD for i in other.events)))
        and other.scope == found.scope
        and other.told
        and other.events[0] < first
        and sentence - other.last_sentence <= STAYS
    ]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None
