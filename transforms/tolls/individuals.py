"""Which casualties are of the same person: a small coreference by name, age, sex and what befell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.tolls.casualties import Casualty
from transforms.tolls.victims import Victim

ELDERS = frozenset(
    {
        "mother", "father", "mom", "dad", "parent", "wife", "husband", "uncle", "aunt", "grandmother", "grandfather", "girlfriend",
        "boyfriend", "spouse",
    }
)  # fmt: skip
YOUNG = frozenset(["son", "daughter", "baby", "infant", "toddler", "child", "kid", "boy", "girl", "schoolboy", "schoolgirl"])
"""Of two people of one text an elder is never one of the young, whoever's father or son they are."""
PLACES_TAKEN = frozenset(["driver", "passenger", "bystander", "officer", "deputy", "trooper", "policeman", "clerk", "owner"])
ADULT_NOUNS = frozenset(["man", "woman", "adult"])
CHILD_NOUNS = frozenset(["boy", "girl", "child", "kid", "teen", "teenager", "juvenile", "toddler", "baby", "infant"])
ADULT_AGE, CHILD_AGE = 18, 20
STATES = {"killed": ("killed", "hit"), "injured": ("injured", "hit"), "hit": ("killed", "injured", "hit")}


@dataclass(slots=True)
class Person:
    """One person as the text tells of them."""

    sex: str | None = None
    ages: set[int] = field(default_factory=set)
    entities: set[int] = field(default_factory=set)
    perpetrator: bool | None = None
    """None while nothing but what he did to himself is told."""
    nouns: set[str] = field(default_factory=set)
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
        if victim.perpetrator or self.perpetrator is None:
            self.perpetrator = victim.perpetrator
        if victim.noun:
            self.nouns.add(victim.noun)
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
    """The persons of all casualties of one person each, in the order of the text."""
    persons: list[Person] = []
    casualties = sorted(casualties, key=lambda casualty: casualty.victim.head)
    dead = {casualty.victim.entity for casualty in casualties if casualty.measure == "killed"} - {None}
    for casualty in casualties:
        person = _match(casualty, persons, "killed" if casualty.victim.entity in dead else casualty.measure)
        if person is None:
            person = Person()
            persons.append(person)
        person.add(casualty)
    return persons


def settled(casualties: Sequence[Casualty]) -> list[Casualty]:
    """The same casualties, each person's with what became of them in the end: who was shot and died was killed in every sentence."""
    single = [casualty for casualty in casualties if casualty.victim.single and casualty.measure in STATES]
    fates = {id(casualty): person.fate for person in individuals(single) for casualty in person.told}
    return [casualty._replace(measure="killed") if fates.get(id(casualty)) == "killed" else casualty for casualty in casualties]


def _match(casualty: Casualty, persons: list[Person], fate: str) -> Person | None:
    """The person that a casualty is of. `fate` is the worst that befalls the same named person anywhere."""
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
        candidates = [person for person in candidates if person.sentences[-1] < casualty.sentence - 1 and victim.age in person.ages]
    if victim.pronoun:
        return candidates[-1] if candidates else None
    if victim.age is not None:
        same_age = [person for person in candidates if victim.age in person.ages]
        if same_age:
            return same_age[0]
    fitting = [person for person in candidates if person.fate in STATES[fate]] if fate in STATES else candidates
    if victim.definite or victim.named:
        unnamed = [person for person in candidates if not person.entities]
        return next(iter(fitting or (unnamed if victim.named else candidates)), None)
    return fitting[0] if fitting else None


def _compatible(casualty: Casualty, person: Person) -> bool:
    victim = casualty.victim
    if victim.sex and person.sex and victim.sex != person.sex:
        return False
    if victim.age is not None and person.ages and victim.age not in person.ages:
        return False
    if victim.named and person.entities and victim.entity not in person.entities:
        return False
    sides = {victim.perpetrator, person.perpetrator}
    if sides == {True, False} and (victim.perpetrator or not victim.pronoun):
        return False
    if casualty.sentence in person.sentences and not victim.pronoun and not (victim.definite and not victim.named and not victim.other):
        again = not victim.named and victim.alone and not victim.other and not victim.counted and casualty.measure in person.by_measure
        return again and victim.noun in person.nouns
    return _nouns_agree(victim, person) and not _of_other_age(victim, person)


def _nouns_agree(victim: Victim, person: Person) -> bool:
    if (victim.noun in ELDERS and person.nouns & YOUNG) or (victim.noun in YOUNG and person.nouns & ELDERS):
        return False
    theirs = person.nouns & PLACES_TAKEN
    return not (victim.noun in PLACES_TAKEN and theirs and victim.noun not in theirs)


def _of_other_age(victim: Victim, person: Person) -> bool:
    """A man of 40 is no boy."""
    if (victim.noun in CHILD_NOUNS and any(age > CHILD_AGE for age in person.ages)) or (
        victim.noun in ADULT_NOUNS and any(age < ADULT_AGE - 2 for age in person.ages)
    ):
        return True
    return bool(
        victim.age is not None
        and ((victim.age > CHILD_AGE and person.nouns & CHILD_NOUNS) or (victim.age < ADULT_AGE - 2 and person.nouns & ADULT_NOUNS))
    )
