"""What the casualties of one event add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from transforms.records import Toll
from transforms.tolls.casualties import Casualty
from transforms.tolls.headline import UNHEARD, Heard
from transforms.tolls.individuals import SUMMARIES, Person, individuals
from transforms.tolls.victims import MURDER_SUICIDE, UNNAMED, Victim

FEWEST_OF_PLURAL = 2
LEAD, LEAD_WEIGHT = 3, 3
"""Sentences of the lead, and for how many elsewhere a figure there counts."""
SOME_OF_THEM = frozenset({"condition", "wound", "in-hospital", "fighting-for-life", "survive"})
"""Frames that tell how it is with people of whom the text has told already, or with some of them."""
HARM = frozenset({"hit", "injured"})
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


def reckon(casualties: Sequence[Casualty], headline: Heard = UNHEARD) -> tuple[Toll, ...]:
    """The event's tolls: first the figure of each measure, then, where that is a sum, its parts.

    Of figures that the body offers, the one is taken that the headline gives too.
    """
    casualties = _heard_dead(casualties, 1 if headline.one_death else headline.killed)
    if headline.murder_suicide or any(casualty.victim.noun == MURDER_SUICIDE for casualty in casualties):
        casualties = _shot_dead(casualties)
    casualties = _until_nobody_else(casualties)
    fatal = _killed(casualties, headline)
    found = {"killed": fatal, "injured": _injured(casualties, fatal, headline)}
    for measure in ("missing", "captured", "displaced"):
        own = [casualty for casualty in casualties if casualty.measure == measure]
        found[measure] = _larger(_stated(own), _count(individuals(own), measure))
    _nobody(casualties, found)
    for measure, number in (("killed", headline.killed), ("injured", headline.injured)):
        figure = found[measure]
        if figure is not None and figure.best is None and number is not None and number >= (figure.low or 0):
            found[measure] = figure._replace(low=number, best=number, high=number)
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


def _until_nobody_else(casualties: Sequence[Casualty]) -> Sequence[Casualty]:
    """The casualties but for those newly told of after 'no one else was hurt', which were hurt elsewhere."""
    closed = next((one.sentence for one in casualties if one.best == 0 and one.victim.noun == "nobody" and one.victim.other), None)
    if closed is None or casualties[0].sentence >= closed:
        return casualties
    return [
        casualty
        for casualty in casualties
        if casualty.sentence <= closed or casualty.best == 0 or casualty.victim.definite or casualty.victim.pronoun or casualty.victim.named
    ]


def _heard_dead(casualties: Sequence[Casualty], dead: int | None) -> Sequence[Casualty]:
    """The casualties; where none is told dead, and as many persons are hurt as the headline says are dead, those are they."""
    if dead is None or any(casualty.measure == "killed" or (casualty.best or 0) > 1 for casualty in casualties):
        return casualties
    harmed = [person for person in individuals(casualties) if not HARM.isdisjoint(person.by_measure)]
    if len(harmed) > dead:
        harmed = [person for person in harmed if person.fate == "hit"]
    if len(harmed) != dead:
        return casualties
    told = {id(casualty) for person in harmed for casualty in person.told}
    return [casualty._replace(measure="killed") if id(casualty) in told else casualty for casualty in casualties]


def _shot_dead(casualties: Sequence[Casualty]) -> Sequence[Casualty]:
    """The casualties of a murder and suicide: whoever was shot by somebody, and of whom no more is told, died."""
    fates = {id(casualty): person.fate for person in individuals(casualties) for casualty in person.told}
    return [
        casualty._replace(measure="killed")
        if (casualty.agent is not None or casualty.victim.perpetrator is None) and fates.get(id(casualty), casualty.measure) == "hit"
        else casualty
        for casualty in casualties
    ]


def _killed(casualties: Sequence[Casualty], headline: Heard) -> Sum | None:
    told = [casualty for casualty in casualties if casualty.measure == "killed"]
    own = [casualty for casualty in told if casualty.victim.noun not in UNNAMED]
    if told and not own:
        return Sum(told[0].low, told[0].best, None, tuple(told[:1]))
    if own and all(casualty.victim.partitive for casualty in own):
        own = [casualty._replace(victim=casualty.victim._replace(partitive=False, other=False)) for casualty in own]
    persons = [person for person in individuals(casualties) if "killed" in person.by_measure]
    stated = _stated(own, headline.killed)
    counted = _count(persons, "killed")
    if stated is None and counted is None and own and own[0].victim.noun in SUMMARIES:
        return Sum(own[0].low, own[0].best, own[0].high, (own[0],))
    figure = _of_the_dead(own, persons, stated, counted)
    if headline.one_death and figure is not None and all(part.best == 1 and part.victim.perpetrator is False for part in figure.parts):
        return Sum(1, 1, 1, figure.parts[:1])
    if headline.killed is not None and counted is not None and counted.best == headline.killed:
        return figure if figure is not None and figure.best == counted.best else counted
    return figure


def _of_the_dead(own: Sequence[Casualty], persons: Sequence[Person], stated: Sum | None, counted: Sum | None) -> Sum | None:
    """The dead, by what a sentence states and by the persons that the text tells of."""
    if stated is None or counted is None:
        return stated or counted
    if stated.best is None or not any(part.victim.counted for part in stated.parts):
        return _larger(stated, counted)
    outside = [person for person in persons if person.perpetrator is not False and person.by_measure["killed"] not in stated.parts]
    everybody = any("everybody" in part.victim.kinds for part in stated.parts)
    if outside and (not everybody or any(casualty.agent is not None and casualty.best == stated.best for casualty in own)):
        return _added(stated, _count(outside, "killed"))
    if stated.best > 1 or (everybody and sum(bool(person.names) for person in persons) <= 1):
        return stated
    return _larger(stated, counted)


def _injured(casualties: Sequence[Casualty], fatal: Sum | None, headline: Heard) -> Sum | None:
    """The injured. People of whom only is told that they were hit are taken for the dead that are told of by number alone."""
    dead = fatal.rank[0] if fatal else 0
    persons = individuals(casualties)
    alive = [person for person in persons if person.fate != "killed"]
    own = [casualty for casualty in casualties if casualty.measure == "injured"]
    if own and all(casualty.victim.partitive for casualty in own):
        own = [casualty._replace(victim=casualty.victim._replace(partitive=False, other=False)) for casualty in own]
    gone = {id(casualty) for person in persons if person.fate == "killed" for casualty in person.told}
    dead_heads = {casualty.victim.head for casualty in casualties if casualty.measure == "killed"}
    gone |= {id(casualty) for casualty in casualties if casualty.victim.head in dead_heads}  # 'two wounded sailors died'
    stated = _stated([casualty for casualty in own if id(casualty) not in gone], headline.injured)
    hits = _stated([casualty for casualty in casualties if casualty.measure == "hit" and id(casualty) not in gone], headline.shot)
    if hits is not None and hits.best == headline.shot and (alive_of_shot := _without(hits, dead)) is not None:
        return alive_of_shot
    later_dead = sum(c.best or 0 for c in casualties if c.measure == "killed" and (c.victim.partitive or _is_one_victim(c.victim)))
    if hits is None or hits.best is None or hits.best < FEWEST_OF_PLURAL:
        hits = None
    elif later_dead or not any(part.victim.other for part in hits.parts):
        again = all(part.victim.definite for part in hits.parts)  # 'he shot both': who was told of before, the dead among them
        doers = sum(
            person.fate == "killed" and person.perpetrator is not False and not (again and person.told[0].start < hits.parts[0].start)
            for person in persons
        )
        doers += sum(person.fate == "killed" and person.perpetrator is False and _of_other_sex(hits, person) for person in persons)
        hits = _without(hits, max(0, dead - doers))
    if hits is not None and all(part.agent is not None for part in hits.parts):  # 'shot three people', and was hurt himself
        hits = _added(
            hits,
            _hurt(
                [
                    person
                    for person in alive
                    if any(told.victim.perpetrator is None or (told.victim.perpetrator and told.victim.stopped) for told in person.told)
                ]
            ),
        )
    if stated is not None and later_dead and dead == later_dead and not _besides(stated, casualties):
        stated = _without(stated, later_dead) or stated
    explicit = _larger(stated, hits)
    unnamed = max(0, dead - sum(person.fate == "killed" for person in persons))
    only_hit = [person for person in alive if person.fate == "hit"]
    dead_too = [person for person in only_hit if not person.told[0].victim.other][:unnamed]
    if headline.one_death and dead == 1:
        dead_too += [person for person in only_hit if any(other.fate == "killed" and _may_be(person, other) for other in persons)]
    counted = _hurt([person for person in alive if person not in dead_too])
    if explicit is not None and _is_of_singles(explicit):  # 'a man and a woman were shot': persons, as the others are that are told of
        return _larger(explicit, counted)
    if explicit is not None and explicit.best is not None and max(explicit.best, explicit.parts[0].best or 0) > 1:
        if not dead and all(part.victim.other for part in explicit.parts):
            before = [person for person in alive if person.told[0].start < explicit.parts[0].start]
            return _larger(_added(explicit, _hurt(before)), counted)
        return _added(explicit, _hurt([person for person in alive if _of_other_sex(explicit, person)]))
    return _larger(explicit, counted)


def _may_be(hit: Person, dead: Person) -> bool:
    """Whether one of whom only is told that he was hit may be the one who died: nothing tells them apart."""
    return (
        hit.perpetrator is False
        and not hit.told[0].victim.other
        and all(told.agent is None for told in hit.told)
        and not (hit.sex and dead.sex and hit.sex != dead.sex)
        and not (hit.ages and dead.ages)
    )


def _is_one_victim(victim: Victim) -> bool:
    """'One victim has died': of those hurt."""
    return victim.noun == "victim" and victim.counted and not victim.definite and not victim.other


def _is_of_singles(figure: Sum) -> bool:
    """Whether a figure only adds up persons named one by one."""
    return len(figure.parts) > 1 and all(part.best == 1 and not part.victim.counted for part in figure.parts)


def _of_other_sex(figure: Sum, person: Person) -> bool:
    """Whether a person is none of those counted: a man, where two women are."""
    return person.sex is not None and all(part.victim.sex not in (None, person.sex) for part in figure.parts)


def _without(figure: Sum, dead: int) -> Sum | None:
    """A figure of the hurt less those of them that died; None where nobody is left."""
    if figure.best is None or figure.best <= dead:
        return None
    low, high = (None if bound is None else bound - dead for bound in (figure.low, figure.high))
    return figure._replace(low=None if low is None else max(low, 0), best=figure.best - dead, high=high)


def _besides(figure: Sum, casualties: Sequence[Casualty]) -> bool:
    """Whether the text sets a figure of the hurt beside that of the dead: 'killed two and injured four', 'four others were hurt'."""
    deaths = {casualty.sentence for casualty in casualties if casualty.measure == "killed" and not casualty.victim.partitive}
    return any(
        casualty.victim.other or casualty.sentence in deaths
        for casualty in casualties
        if casualty.measure == "injured" and casualty.best == figure.best
    )


def _stated(casualties: Sequence[Casualty], headline: int | None = None) -> Sum | None:
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
        chain = _added(chain, _total(group)) if besides else _total(group)
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


def _hurt(persons: Sequence[Person]) -> Sum | None:
    """Those injured, and those of whom only is told that they were hit."""
    parts = tuple(person.by_measure[person.fate] for person in persons if person.fate in person.by_measure)
    return Sum(len(parts), len(parts), len(parts), parts) if parts else None


def _added(one: Sum, other: Sum | None) -> Sum:
    if other is None:
        return one
    low, best, high = (None if a is None or b is None else a + b for a, b in zip(one[:3], other[:3]))
    return Sum(low, best, high, one.parts + other.parts)


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
        if casualty.best == 0 and "everybody" in casualty.victim.kinds:
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
