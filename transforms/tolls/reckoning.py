"""What the casualties of one event add up to."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.records import Toll
from transforms.tolls.headline import UNHEARD, Heard
from transforms.tolls.individuals import SUMMARIES, Person, individuals
from transforms.tolls.sums import (
    FEWEST_OF_PLURAL,
    Sum,
    added,
    count_hurt,
    count_of,
    is_of_singles,
    larger,
    most_stated,
    of_other_sex,
    without,
)
from transforms.tolls.victims import MURDER_SUICIDE, UNNAMED, Casualty, Victim

HARM = frozenset({"hit", "injured"})
MEASURES = ("killed", "injured", "missing", "captured", "displaced")


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
        found[measure] = larger(most_stated(own), count_of(individuals(own), measure))
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
    stated = most_stated(own, headline.killed)
    counted = count_of(persons, "killed")
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
        return larger(stated, counted)
    outside = [person for person in persons if person.perpetrator is not False and person.by_measure["killed"] not in stated.parts]
    everybody = any("everybody" in part.victim.kinds for part in stated.parts)
    if outside and (not everybody or any(casualty.agent is not None and casualty.best == stated.best for casualty in own)):
        return added(stated, count_of(outside, "killed"))
    if stated.best > 1 or (everybody and sum(bool(person.names) for person in persons) <= 1):
        return stated
    return larger(stated, counted)


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
    stated = most_stated([casualty for casualty in own if id(casualty) not in gone], headline.injured)
    hits = most_stated([casualty for casualty in casualties if casualty.measure == "hit" and id(casualty) not in gone], headline.shot)
    if hits is not None and hits.best == headline.shot and (alive_of_shot := without(hits, dead)) is not None:
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
        doers += sum(person.fate == "killed" and person.perpetrator is False and of_other_sex(hits, person) for person in persons)
        hits = without(hits, max(0, dead - doers))
    if hits is not None and all(part.agent is not None for part in hits.parts):  # 'shot three people', and was hurt himself
        hits = added(
            hits,
            count_hurt(
                [
                    person
                    for person in alive
                    if any(told.victim.perpetrator is None or (told.victim.perpetrator and told.victim.stopped) for told in person.told)
                ]
            ),
        )
    if stated is not None and later_dead and dead == later_dead and not _besides(stated, casualties):
        stated = without(stated, later_dead) or stated
    explicit = larger(stated, hits)
    unnamed = max(0, dead - sum(person.fate == "killed" for person in persons))
    only_hit = [person for person in alive if person.fate == "hit"]
    dead_too = [person for person in only_hit if not person.told[0].victim.other][:unnamed]
    if headline.one_death and dead == 1:
        dead_too += [person for person in only_hit if any(other.fate == "killed" and _may_be(person, other) for other in persons)]
    counted = count_hurt([person for person in alive if person not in dead_too])
    if explicit is not None and is_of_singles(explicit):  # 'a man and a woman were shot': persons, as the others are that are told of
        return larger(explicit, counted)
    if explicit is not None and explicit.best is not None and max(explicit.best, explicit.parts[0].best or 0) > 1:
        if not dead and all(part.victim.other for part in explicit.parts):
            before = [person for person in alive if person.told[0].start < explicit.parts[0].start]
            return larger(added(explicit, count_hurt(before)), counted)
        return added(explicit, count_hurt([person for person in alive if of_other_sex(explicit, person)]))
    return larger(explicit, counted)


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


def _besides(figure: Sum, casualties: Sequence[Casualty]) -> bool:
    """Whether the text sets a figure of the hurt beside that of the dead: 'killed two and injured four', 'four others were hurt'."""
    deaths = {casualty.sentence for casualty in casualties if casualty.measure == "killed" and not casualty.victim.partitive}
    return any(
        casualty.victim.other or casualty.sentence in deaths
        for casualty in casualties
        if casualty.measure == "injured" and casualty.best == figure.best
    )


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
