"""What the casualties of one event add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.records import Toll
from transforms.tolls.casualties import Casualty
from transforms.tolls.individuals import Person, individuals

TOTALS = frozenset(["people", "person", "victim", "toll", "death", "fatality", "dead", "other", "one", "life"])
"""Nouns that count everybody hurt; 'two officers' may leave out an attacker."""
SUMMARIES = frozenset({"death", "life", "toll", "shooting", "stabbing"})
"""Nouns that stand for the deaths, not for one more person."""
FEWEST_OF_PLURAL = 2
LEAD, LEAD_WEIGHT = 3, 3
"""Sentences of the lead, and for how many elsewhere a figure there counts."""
MEASURES = ("killed", "injured", "missing", "captured", "displaced")


class Sum(NamedTuple):
    """A figure with the statements that it comes from."""

    low: int | None
    best: int | None
    high: int | None
    parts: tuple[Casualty, ...]

    @property
    def rank(self) -> tuple[int, int]:
        return (self.best if self.best is not None else self.low or 0, self.low or 0)


def reckon(casualties: Sequence[Casualty]) -> tuple[Toll, ...]:
    """The event's tolls: first the figure of each measure, then, where that is a sum, its parts."""
    fatal = _killed(casualties)
    found = {"killed": fatal, "injured": _injured(casualties, fatal)}
    for measure in ("missing", "captured", "displaced"):
        own = [casualty for casualty in casualties if casualty.measure == measure]
        found[measure] = _larger(_stated(own), _count(individuals(_single(own)), measure))
    _nobody(casualties, found)
    tolls, parts = [], []
    for measure in MEASURES:
        figure = found[measure]
        if figure is None:
            continue
        first = figure.parts[0]
        one = len(figure.parts) == 1 and (first.low, first.best, first.high) == (figure.low, figure.best, figure.high)
        tolls.append(Toll(measure, figure.low, figure.best, figure.high, first.start, first.end, first.rule_id if one else "sum"))
        if len(figure.parts) > 1:
            parts += [Toll(measure, part.low, part.best, part.high, part.start, part.end, part.rule_id) for part in figure.parts]
    return (*tolls, *parts)


def _single(casualties: Iterable[Casualty]) -> list[Casualty]:
    return [casualty for casualty in casualties if casualty.victim.single and casualty.victim.noun not in SUMMARIES]


def _killed(casualties: Sequence[Casualty]) -> Sum | None:
    own = [casualty for casualty in casualties if casualty.measure == "killed"]
    if own and all(casualty.victim.partitive for casualty in own):
        own = [casualty._replace(victim=casualty.victim._replace(partitive=False, other=False)) for casualty in own]
    persons = [person for person in individuals(_single(casualties)) if "killed" in person.by_measure]
    stated = _stated(own)
    counted = _count(persons, "killed")
    if stated is None:
        if counted is None and own and own[0].victim.noun in SUMMARIES:
            return Sum(own[0].low, own[0].best, own[0].high, (own[0],))
        return counted
    if counted is None:
        return stated
    if not stated.parts[0].victim.counted or stated.best is None:
        return _larger(stated, counted)
    outside = [person for person in persons if person.perpetrator is not False and person.by_measure["killed"] not in stated.parts]
    everybody = any(part.victim.noun in TOTALS for part in stated.parts)
    if outside and (not everybody or any(casualty.by_agent and casualty.best == stated.best for casualty in own)):
        return _added(stated, _count(outside, "killed"))
    named = {entity for person in persons for entity in person.entities}
    if stated.best > 1 or (everybody and len(named) <= 1):
        return stated
    return _larger(stated, counted)


def _injured(casualties: Sequence[Casualty], fatal: Sum | None) -> Sum | None:
    """The injured. People of whom only is told that they were hit are taken for the dead that are told of by number alone."""
    dead = fatal.rank[0] if fatal else 0
    persons = individuals(_single(casualties))
    alive = [person for person in persons if person.fate != "killed"]
    own = [casualty for casualty in casualties if casualty.measure == "injured"]
    if own and all(casualty.victim.partitive for casualty in own):
        own = [casualty._replace(victim=casualty.victim._replace(partitive=False, other=False)) for casualty in own]
    stated = _stated(own)
    hits = _stated([casualty for casualty in casualties if casualty.measure == "hit"])
    if hits is not None and any(part.victim.other for part in hits.parts) and dead:
        pass
    elif hits is not None and hits.best is not None and hits.best > 1:
        rest = hits.best - dead
        hits = Sum(max((hits.low or 0) - dead, 0), rest, None if hits.high is None else hits.high - dead, hits.parts) if rest > 0 else None
    else:
        hits = None
    later_dead = sum(c.best or 0 for c in casualties if c.measure == "killed" and c.victim.partitive)
    besides = stated is not None and any(part.victim.other for part in stated.parts)
    if stated is not None and not besides and later_dead and dead == later_dead and stated.best is not None and stated.best > later_dead:
        stated = stated._replace(
            best=stated.best - later_dead,
            low=None if stated.low is None else stated.low - later_dead,
            high=None if stated.high is None else stated.high - later_dead,
        )
    explicit = _larger(stated, hits)
    unnamed = max(0, dead - sum(person.fate == "killed" for person in persons))
    hurt = [person for person in alive if person.fate == "injured"]
    hit = [person for person in alive if person.fate == "hit"][unnamed:]
    counted = _joined(_count(hurt, "injured"), _count(hit, "hit")) if hit else _count(hurt, "injured")
    if explicit is not None and explicit.best is not None and explicit.best > 1:
        return explicit
    return _larger(explicit, counted)


def _stated(casualties: Sequence[Casualty]) -> Sum | None:
    """The largest figure that one sentence states: what is coordinated is added up, and so are 'others'."""
    by_sentence: defaultdict[int, list[Casualty]] = defaultdict(list)
    for casualty in casualties:
        if casualty.victim.noun != "nobody" and casualty.best != 0 and not casualty.victim.partitive and not casualty.victim.pronoun:
            by_sentence[casualty.sentence].append(casualty)
    sums = [
        _of_sentence(found)
        for found in by_sentence.values()
        if any(casualty.victim.counted or casualty.best is None or casualty.best > 1 or not casualty.victim.alone for casualty in found)
    ]
    told: Counter[int] = Counter()
    for figure in sums:
        if figure.best is not None:
            told[figure.best] += LEAD_WEIGHT if figure.parts[0].sentence < LEAD else 1
    if not told:
        return max(sums, key=lambda figure: figure.rank, default=None)
    chosen = max(told, key=lambda best: (told[best], best))
    return next(figure for figure in sums if figure.best == chosen)


def _of_sentence(found: Sequence[Casualty]) -> Sum:
    """The figure of one sentence's casualties of one measure."""
    by_head = {casualty.victim.head: casualty for casualty in reversed(found)}
    unique = sorted(by_head.values(), key=lambda casualty: casualty.victim.head)
    groups: list[list[Casualty]] = []
    by_predicate: defaultdict[int, list[Casualty]] = defaultdict(list)
    for casualty in unique:
        by_predicate[casualty.predicate].append(casualty)
    groups = list(by_predicate.values())
    result = chain = _total(groups[0])
    for group in groups[1:]:
        chain = _added(chain, _total(group)) if group[0].victim.other else _total(group)
        result = _larger(result, chain) or result
    return result


def _total(group: Sequence[Casualty]) -> Sum:
    """The sum of one predicate's people. Those in apposition to a counted phrase are its parts and not on top of it."""
    lows, bests, highs = ([getattr(casualty, bound) for casualty in group] for bound in ("low", "best", "high"))
    return Sum(
        sum(low for low in lows if low is not None) or None,
        None if None in bests else sum(bests),
        None if None in highs else sum(highs),
        tuple(group),
    )


def _count(persons: Sequence[Person], measure: str) -> Sum | None:
    parts = tuple(person.by_measure[measure] for person in persons if measure in person.by_measure)
    return Sum(len(parts), len(parts), len(parts), parts) if parts else None


def _added(one: Sum, other: Sum | None) -> Sum:
    if other is None:
        return one
    low, best, high = (None if a is None or b is None else a + b for a, b in zip(one[:3], other[:3]))
    return Sum(low, best, high, one.parts + other.parts)


def _joined(one: Sum | None, other: Sum | None) -> Sum | None:
    return other if one is None else _added(one, other)


def _larger(one: Sum | None, other: Sum | None) -> Sum | None:
    """The larger figure; the earlier where they are even. A bare plural ('people were hurt') gives way to a number."""
    if one is None or other is None:
        return one or other
    for vague, known in ((one, other), (other, one)):
        if vague.best is None and (vague.low or 0) <= FEWEST_OF_PLURAL and known.best is not None:
            return known
    return other if other.rank > one.rank else one


def _nobody(casualties: Sequence[Casualty], found: dict[str, Sum | None]) -> None:
    """'No one was hurt' means none, where nothing else is said."""
    for casualty in casualties:
        if casualty.victim.noun == "nobody" or casualty.best == 0:
            none = Sum(0, 0, 0, (casualty,))
            if not casualty.victim.other:
                if (
                    casualty.measure in ("injured", "hit", "killed")
                    and found["killed"] is None
                    and (casualty.measure != "injured" or found["injured"] is None)
                ):
                    found["killed"] = none
                measure = "injured" if casualty.measure == "hit" else casualty.measure
                if found[measure] is None:
                    found[measure] = none
