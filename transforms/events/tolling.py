"""Which casualties are whose: the tolls of each event."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from transforms.document import Document
from transforms.events import attachment, dating, intervals
from transforms.events.clusters import Cluster
from transforms.events.kinds import HARMFUL, PHYSICAL
from transforms.events.segments import RUNNING
from transforms.records import Findings, Timex, Toll
from transforms.tolls import TollLexicon, heard, reckon, settled
from transforms.tolls.headline import UNHEARD
from transforms.tolls.victims import Casualty

LONG_BEFORE = 7
"""Days before an event from which on what a sentence tells was not in it: less than that, a wrong weekday may be to blame."""
EARLIER = "earlier"
FEW = 2
"""Dead or hurt up to which a year's may be those of one event."""
VERBS = ("VERB", "AUX")


def tolls_of(
    document: Document,
    findings: Findings,
    casualties: Sequence[Casualty],
    tokens: Sequence[int],
    clusters: Sequence[Cluster],
    lexicon: TollLexicon,
    scopes: Sequence[int],
) -> dict[int, tuple[Toll, ...]]:
    """By event, its tolls: for a cluster's first mention, of the whole cluster. The headline is about the event most spoken of."""
    of_event: defaultdict[int, list[Casualty]] = defaultdict(list)
    of_cluster: defaultdict[int, list[Casualty]] = defaultdict(list)
    cluster_of = {i: number for number, found in enumerate(clusters) for i in found.events}
    told = {number for number, found in enumerate(clusters) if found.told and found.family in PHYSICAL}
    first = {clusters[number].scope: number for number in sorted(told, key=lambda n: (clusters[n].family in HARMFUL, -n))}
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for i, token in enumerate(tokens):
        if cluster_of[i] in told:
            by_sentence[document.tokens[token].sentence].append(i)
    triggers = {token: i for i, token in enumerate(tokens) if cluster_of[i] in told}
    last: dict[int, int] = {}
    spoken = _spoken(findings, casualties)
    days = _days(document, findings)
    looked_back = -2
    for casualty in casualties:
        if casualty in spoken:
            continue
        number: int | None
        event = _event_of(document, casualty, triggers, by_sentence[casualty.sentence], tokens)
        if event is not None:
            of_event[event].append(casualty)
            number = cluster_of[event]
            if clusters[number].family in HARMFUL and not (last and _is_aside(document, tokens[event])):
                last[clusters[number].scope] = number
        else:
            scope = scopes[casualty.sentence]
            number = last.get(scope, first.get(scope))
        if number is not None and (
            _looks_back(document, casualty, days.get(casualty.sentence, ()), clusters[number])
            or (casualty.victim.pronoun and casualty.sentence == looked_back + 1)
        ):
            looked_back = casualty.sentence
        elif number is not None:
            of_cluster[number].append(casualty)
    tolls: dict[int, tuple[Toll, ...]] = {}
    headline = heard(document.headline, lexicon) if min(scopes, default=RUNNING) >= RUNNING else UNHEARD
    main = max(of_cluster, key=lambda number: len(clusters[number].events), default=None)
    for number, members in of_cluster.items():
        in_the_end = dict(zip(map(id, members), settled(members)))
        for i in clusters[number].events:
            if i in of_event:
                tolls[i] = reckon([in_the_end.get(id(casualty), casualty) for casualty in of_event[i]])
        tolls[clusters[number].events[0]] = reckon(members, headline) if number == main else reckon(members)
    return tolls


def _is_aside(document: Document, trigger: int) -> bool:
    """Whether an event is only told of to say who somebody is: 'a wake for a man who was killed in an earlier shooting'."""
    return any(token.dep == "relcl" for token in (document.tokens[trigger], *document.ancestors(trigger)))


def _days(document: Document, findings: Findings) -> dict[int, list[Timex]]:
    """By sentence, the times that what it tells may have been at."""
    found = dating.by_sentence(document, findings.times)
    return {sentence: own for sentence, times in found.items() if (own := [time for time in times if dating.could_date(document, time)])}


def _looks_back(document: Document, casualty: Casualty, times: Sequence[Timex], found: Cluster) -> bool:
    """Whether a casualty's clause, or one that it hangs on, was before the event ('Last month, a girl shot herself in the same block.'), or
    is of its whole year ('In 2019, 12 have died.').
    """
    day = intervals.best_time(found.times)
    if day is None or day.begin is None or not times:
        return False
    clauses = {casualty.predicate, *(token.i for token in document.ancestors(casualty.predicate))}
    return all(
        (_is_before(document, time, day) or (_is_year_of(time, day) and (casualty.best or 0) > FEW))
        and next((token.i for token in document.ancestors(attachment.date_token(document, time)) if token.pos in VERBS), None) in clauses
        for time in times
    )


def _is_before(document: Document, time: Timex, day: Timex) -> bool:
    """Whether a time is long before the event's, or the text calls it earlier: 'earlier this week'."""
    if time.begin is None or day.begin is None:
        return False
    if (day.begin - (time.until or time.begin)).days > LONG_BEFORE:
        return True
    apart = document.tokens[time.first].sentence != document.tokens[day.first].sentence
    return apart and day.precision == "day" and document.tokens[time.first].lower == EARLIER and time.precision != "day"


def _is_year_of(time: Timex, day: Timex) -> bool:
    """Whether a time is the year of an event of which the day is known."""
    return (
        time.precision == "year"
        and day.precision == "day"
        and day.begin is not None
        and time.begin is not None
        and (time.begin <= day.begin <= (time.until or time.begin))
    )


def _spoken(findings: Findings, casualties: Sequence[Casualty]) -> set[Casualty]:
    """Casualties that only stand in somebody's direct speech: 'every time one of our own dies …'."""
    quotes = sorted((quote.start, quote.end) for quote in findings.quotes if quote.kind == "direct" and not quote.is_fragment)
    starts = [start for start, _ in quotes]
    found = set()
    for casualty in casualties:
        at = bisect_right(starts, casualty.start) - 1
        if at >= 0 and casualty.start < quotes[at][1]:
            found.add(casualty)
    return found


def _event_of(
    document: Document, casualty: Casualty, triggers: Mapping[int, int], here: Sequence[int], tokens: Sequence[int]
) -> int | None:
    """The event that a casualty is told with: that of its own predicate, else the nearest in the sentence."""
    if casualty.predicate in triggers:
        return triggers[casualty.predicate]
    found = attachment.carriers(document, casualty.predicate, triggers)
    if found is not None:
        return found
    return min(here, key=lambda i: abs(tokens[i] - casualty.predicate), default=None)
