"""Figures with the statements that they come from, and how they are added up and chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from transforms.tolls.individuals import Person
from transforms.tolls.victims import Casualty

FEWEST_OF_PLURAL = 2
LEAD, LEAD_WEIGHT = 3, 3
"""Sentences of the lead, and for how many elsewhere a figure there counts."""
SOME_OF_THEM = frozenset({"condition", "wound", "in-hospital", "fighting-for-life", "survive"})
"""Frames that tell how it is with people of whom the text has told already, or with some of them."""


class Sum(NamedTuple):
    """A figure with the statements that it comes from."""

    low: int | None
    best: int | None
    high: int | None
    parts: tuple[Casualty, ...]

    @property
    def rank(self) -> tuple[int, int]:
        return (self.best if self.best is not None else self.low or 0, self.low or 0)


def most_stated(casualties: Sequence[Casualty], headline: int | None = None) -> Sum | None:
    """The figure that most sentences state: what is coordinated is added up, and so are 'others'."""
    by_sentence: defaultdict[int, list[Casualty]] = defaultdict(list)
    for casualty in casualties:
        if casualty.victim.noun != "nobody" and casualty.best != 0 and not casualty.victim.partitive and not casualty.victim.pronoun:
            by_sentence[casualty.sentence].append(casualty)
    sums = [
        _of_sentence(found)
        for found in by_sentence.values()
        if any(casualty.victim.counted or casualty.best is None or casualty.best > 1 or not casualty.victim.alone for casualty in found)
    ]
    whole = max((figure.best or 0 for figure in sums if not _is_of_some(figure)), default=0)
    told: Counter[int] = Counter()
    for figure in sums:
        if figure.best is not None and not (_is_of_some(figure) and figure.best < whole):
            told[figure.best] += LEAD_WEIGHT if figure.parts[0].sentence < LEAD else 1
    if not told:
        return max(sums, key=lambda figure: figure.rank, default=None)
    if headline in told:
        return next(figure for figure in sums if figure.best == headline)
    weightiest = max(told.values())
    chosen = next(figure for figure in sums if figure.best is not None and told[figure.best] == weightiest)
    return _more_exact(chosen, sums) or chosen


def _more_exact(vague: Sum, figures: Sequence[Sum]) -> Sum | None:
    """The figure that says how many 'more than a dozen' or 'at least three' are, where another sentence does: less than twice as many."""
    best = vague.best
    if vague.high is not None or best is None:
        return None
    return next((figure for figure in figures if best < (figure.best or 0) < 2 * best and not _is_of_some(figure)), None)


def _is_of_some(figure: Sum) -> bool:
    """Whether a figure only tells of a condition or wound, which may be that of some of the people: 'four are in critical condition'."""
    return all(part.rule_id in SOME_OF_THEM for part in figure.parts)


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
        besides = group[0].victim.other and not group[0].victim.definite and group[0].rule_id != "condition"
        chain = added(chain, _total(group)) if besides else _total(group)
        result = larger(result, chain) or result
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


def count_of(persons: Sequence[Person], measure: str) -> Sum | None:
    parts = tuple(person.by_measure[measure] for person in persons if measure in person.by_measure)
    return Sum(len(parts), len(parts), len(parts), parts) if parts else None


def count_hurt(persons: Sequence[Person]) -> Sum | None:
    """Those injured, and those of whom only is told that they were hit."""
    parts = tuple(person.by_measure[person.fate] for person in persons if person.fate in person.by_measure)
    return Sum(len(parts), len(parts), len(parts), parts) if parts else None


def added(one: Sum, other: Sum | None) -> Sum:
    if other is None:
        return one
    low, best, high = (None if a is None or b is None else a + b for a, b in zip(one[:3], other[:3]))
    return Sum(low, best, high, one.parts + other.parts)


def larger(one: Sum | None, other: Sum | None) -> Sum | None:
    """The larger figure; the earlier where they are even. A bare plural ('people were hurt') gives way to a number."""
    if one is None or other is None:
        return one or other
    for vague, known in ((one, other), (other, one)):
        if vague.best is None and (vague.low or 0) <= FEWEST_OF_PLURAL and known.best is not None:
            return known
    return other if other.rank > one.rank else one


def without(figure: Sum, dead: int) -> Sum | None:
    """A figure of the hurt less those of them that died; None where nobody is left."""
    if figure.best is None or figure.best <= dead:
        return None
    low, high = (None if bound is None else bound - dead for bound in (figure.low, figure.high))
    return figure._replace(low=None if low is None else max(low, 0), best=figure.best - dead, high=high)


def is_of_singles(figure: Sum) -> bool:
    """Whether a figure only adds up persons named one by one."""
    return len(figure.parts) > 1 and all(part.best == 1 and not part.victim.counted for part in figure.parts)


def of_other_sex(figure: Sum, person: Person) -> bool:
    """Whether a person is none of those counted: a man, where two women are."""
    return person.sex is not None and all(part.victim.sex not in (None, person.sex) for part in figure.parts)
