"""Which casualties are of the same person: a small coreference by name, age, sex and what befell them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from transforms.tolls.victims import UNNAMED, Casualty, Victim

ADULT_AGE, CHILD_AGE = 18, 20
PAIR = 2
"""Persons of whom one is 'another' beside the first, and 'the second'."""
SHORT = 4
"""Letters below which two words that differ in one are two words."""
SUMMARIES = frozenset({"death", "life", "toll", "shooting", "stabbing", *UNNAMED})
"""Nouns that stand for the deaths, not for one more person."""
OPPOSED = (("elder", "young"), ("police", "subject"))
"""Kinds of which nobody is both."""
STATES = {"killed": ("killed", "hit"), "injured": ("injured", "hit"), "hit": ("killed", "injured", "hit")}


@dataclass(slots=True)
class Person:
    """One person as the text tells of them."""

    sex: str | None = None
    ages: set[int] = field(default_factory=set)
    entities: set[int] = field(default_factory=set)
    names: set[tuple[str, ...]] = field(default_factory=set)
    perpetrator: bool | None = None
    """None while nothing but what he did to himself is told."""
    stopped: bool = False
    nouns: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    sentences: list[int] = field(default_factory=list)
    by_measure: dict[str, Casualty] = field(default_factory=dict)
    told: list[Casualty] = field(default_factory=list)

    def add(self, casualty: Casualty) -> None:
        victim = casualty.victim
        self.sex = self.sex or victim.sex
        if victim.age is not None:
            self.ages.add(victim.age)
        if victim.entity is not None:
            self.entities.add(victim.entity)
        if victim.name:
            self.names.add(victim.name)
        if victim.perpetrator or self.perpetrator is None:
            self.perpetrator = victim.perpetrator
        self.stopped = self.stopped or victim.stopped
        if victim.noun:
            self.nouns.add(victim.noun)
        if "role" in victim.kinds:
            self.roles.add(victim.noun)
        self.kinds |= victim.kinds
        self.heads.add(victim.head)
        self.sentences.append(casualty.sentence)
        self.told.append(casualty)
        known = self.by_measure.get(casualty.measure)
        if known is None or (known.weak and not casualty.weak):
            self.by_measure[casualty.measure] = casualty

    @property
    def fate(self) -> str:
        """Killed before injured before hit."""
        return "killed" if "killed" in self.by_measure else "injured" if "injured" in self.by_measure else "hit"


def individuals(casualties: Iterable[Casualty]) -> list[Person]:
    """The persons of all casualties of one person each, in the order of the text. The others only say how many there are besides."""
    persons: list[Person] = []
    everybody = sorted(casualties, key=lambda casualty: casualty.victim.head)
    casualties = [casualty for casualty in everybody if is_of_one(casualty)]
    several_dead = any(casualty.measure == "killed" and (casualty.best or 0) > 1 for casualty in everybody)
    dead = {casualty.victim.entity for casualty in casualties if casualty.measure == "killed"} - {None}
    doomed = _doomed(casualties)
    for casualty in casualties:
        died = casualty.victim.entity in dead or casualty.victim.head in doomed
        person = _match(casualty, persons, "killed" if died else casualty.measure, several_dead)
        if person is None:
            person = Person()
            persons.append(person)
        person.add(casualty)
    return persons


def is_of_one(casualty: Casualty) -> bool:
    """Whether a casualty is of one person, and no noun that stands for the deaths ('the toll')."""
    return casualty.victim.single and casualty.victim.noun not in SUMMARIES


def _doomed(casualties: Sequence[Casualty]) -> set[int]:
    """Heads of those who are hurt first and then die: by the same phrase, or by a pronoun that follows ('was rushed to a hospital,
    where he died').
    """
    doomed = {casualty.victim.head for casualty in casualties if casualty.measure == "killed"}
    before: Casualty | None = None
    for casualty in casualties:
        victim = casualty.victim
        dies = casualty.measure == "killed" and victim.pronoun
        if dies and before is not None and casualty.sentence - before.sentence <= 1 and before.victim.sex in (None, victim.sex):
            doomed.add(before.victim.head)
        before = casualty
    return doomed


def settled(casualties: Sequence[Casualty]) -> list[Casualty]:
    """The same casualties, each person's with what became of them in the end: who was shot and died was killed in every sentence."""
    told = [casualty for casualty in casualties if casualty.measure in STATES]
    fates = {id(casualty): person.fate for person in individuals(told) for casualty in person.told}
    return [casualty._replace(measure="killed") if fates.get(id(casualty)) == "killed" else casualty for casualty in casualties]


def _match(casualty: Casualty, persons: list[Person], fate: str, several_dead: bool) -> Person | None:
    """The person that a casualty is of. `fate` is the worst that befalls the same person anywhere.

    A name told of as dead may be that of somebody hurt before, unless the text has `several_dead` by number, who need names too.
    """
    victim = casualty.victim
    for person in persons:
        if victim.head in person.heads:
            return person
    if victim.entity is not None:
        for person in persons:
            if victim.entity in person.entities:
                return person
    candidates = [person for person in persons if _compatible(casualty, person)]
    if victim.other and not victim.definite:
        candidates = [
            person
            for person in candidates
            if person.sentences[-1] < casualty.sentence - 1
            and (
                victim.age in person.ages
                or (victim.also and victim.noun in person.nouns)
                or (len(persons) == PAIR and person.told[0].victim.other)
            )
        ]
    if victim.pronoun:
        near = [person for person in candidates if person.sentences[-1] >= casualty.sentence - 1]
        far = [person for person in candidates if fate not in STATES or person.fate in STATES[fate]]
        both = [person for person in near if person in far]
        return next(iter([*both[-1:], *near[-1:], *far[-1:], *candidates[-1:]]), None)
    if victim.name:
        same_name = [person for person in candidates if any(_one_name(victim.name, name) for name in person.names)]
        if same_name:
            return same_name[0]
    if victim.age is not None:
        same_age = [person for person in candidates if victim.age in person.ages]
        if same_age:
            return same_age[0]
    fitting = [person for person in candidates if person.fate in STATES[fate]] if fate in STATES else candidates
    if victim.named:
        unnamed = [person for person in candidates if not person.names and victim.alone and not (several_dead and fate == "killed")]
        return next(iter(fitting or unnamed or _nameless_perpetrators(casualty, persons, fate)), None)
    if victim.definite:
        return _first_of_noun(fitting or ([] if several_dead and fate == "killed" else candidates), victim.noun)
    if "bystander" in victim.kinds:
        fitting = [person for person in fitting if not person.names]
    return fitting[0] if fitting else None


def _first_of_noun(persons: Sequence[Person], noun: str) -> Person | None:
    """The first person who is called by a noun, else the first."""
    return next((person for person in persons if noun in person.nouns), persons[0] if persons else None)


def _nameless_perpetrators(casualty: Casualty, persons: Sequence[Person], fate: str) -> list[Person]:
    """Dead perpetrators without a name: whoever is named as dead and is none of the victims told of may be one."""
    if fate != "killed":
        return []
    return [
        person
        for person in persons
        if person.perpetrator and not person.names and person.fate == "killed" and _compatible(casualty, person, whatever_side=True)
    ]


def _one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be of one person: 'Reed' and 'Tom Reed', or one and a slip of it ('Reedd')."""
    if not _spelled_alike(one[-1], other[-1]):
        return len(one) != len(other) and one[0] == other[0]
    return min(len(one), len(other)) == 1 or _spelled_alike(one[0], other[0])


def _spelled_alike(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter more or less or another one in its place."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < SHORT or one[0] != other[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return one[at + 1 :] == other[at + 1 :] or one[at + 1 :] == other[at:] or one[at:] == other[at + 1 :]


def _compatible(casualty: Casualty, person: Person, whatever_side: bool = False) -> bool:
    victim = casualty.victim
    if victim.sex and person.sex and victim.sex != person.sex:
        return False
    if victim.age is not None and person.ages and victim.age not in person.ages:
        return False
    if victim.name and person.names and not any(_one_name(victim.name, name) for name in person.names):
        return False
    if _doer_and_done_to(casualty, person) or (casualty.agent is not None and _is(casualty.agent, person)):
        return False
    sides = {victim.perpetrator, person.perpetrator}
    if sides == {True, False} and (victim.perpetrator or not victim.pronoun) and not (whatever_side or victim.stopped or person.stopped):
        return False
    if (
        casualty.sentence in person.sentences
        and not victim.pronoun
        and not (
            victim.definite
            and not victim.named
            and not victim.other
            and not victim.modified
            and ("anybody" in victim.kinds or victim.noun in person.nouns)
        )
    ):
        again = not victim.named and victim.alone and not victim.other and not victim.counted and casualty.measure in person.by_measure
        return again and victim.noun in person.nouns
    return _nouns_agree(victim, person) and not _of_other_age(victim, person)


def _doer_and_done_to(casualty: Casualty, person: Person) -> bool:
    """Whether a sentence has one of them hurt by somebody, and the other by himself: 'wounding him before killing himself'."""
    by_himself = casualty.victim.perpetrator is None
    return any(
        told.sentence == casualty.sentence
        and ((by_himself and told.agent is not None) or (casualty.agent is not None and told.victim.perpetrator is None))
        for told in person.told
    )


def _is(agent: Victim, person: Person) -> bool:
    """Whether who did it is a person told of: 'the man' after 'a man'."""
    return agent.definite and not agent.pronoun and agent.best == 1 and bool(agent.noun) and agent.noun in person.nouns


def _nouns_agree(victim: Victim, person: Person) -> bool:
    if any((a in victim.kinds and b in person.kinds) or (b in victim.kinds and a in person.kinds) for a, b in OPPOSED):
        return False
    return not ("role" in victim.kinds and person.roles and victim.noun not in person.roles)


def _of_other_age(victim: Victim, person: Person) -> bool:
    """A man of 40 is no boy."""
    return any(_is_beyond(victim.kinds, age) for age in person.ages) or (victim.age is not None and _is_beyond(person.kinds, victim.age))


def _is_beyond(kinds: Collection[str], age: int) -> bool:
    """Whether nobody of an age is called so."""
    return ("child" in kinds and age > CHILD_AGE) or ("adult" in kinds and age < ADULT_AGE - 2)
