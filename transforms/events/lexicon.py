"""The ontology and the triggers of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from transforms.events.camps import Camps
from transforms.events.newness import NewsWords
from transforms.events.ontology import EventClass, Ontology
from transforms.events.patterns import Pattern, WordClasses, parse_patterns
from transforms.events.phrases import Phrases, compiled
from transforms.events.whereabouts import PlaceWords
from transforms.tolls.lexicon import TollLexicon
from transforms.wire.furniture import Furniture

FRAME_FILES = ("violence", "protest", "security", "concessions", "coercion", "military", "diplomacy", "law", "mishap")
"""Files of `seeds/events/` that hold frames."""

ACTING_CLASSES = ("person", "armed_group", "body", "envoy")
"""Word classes of nouns for those who can act."""
VERB_ROLES = (("subj",), ("obj",))
NOUN_ROLES = (("light", "by", "poss", "mod"), ("against", "on", "hit"))


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell of one kind of event."""

    id: str
    event_class: EventClass
    acled: str | None
    confidence: float
    """Share of its events that are right in type, on development data."""
    actor: tuple[str, ...]
    target: tuple[str, ...]
    """Slots to look for the roles in, best first."""
    reciprocal: bool
    """Whether actor and target do the same to each other: then two coordinated subjects are one each."""
    needs_target: bool
    """Whether the event is none without somebody at the other end: pillars support roofs."""
    patient_subject: bool
    """Whether a subject without an object is the target: "the bomb wounded", but "a man killed in a crash" in the style of headlines."""
    harm: bool
    """Whether the words tell of harm, not of who or what did it: then the event is of its cause's type."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A pattern and the frame that it evokes."""

    pattern: Pattern
    frame: Frame


class Triggers(NamedTuple):
    """All patterns of one lemma, the most specific first."""

    patterns: tuple[tuple[Trigger, tuple[frozenset[str], ...], tuple[frozenset[str], ...]], ...]
    """Each with the words that the sentence must have one of, and those that it must have none of."""
    needed: frozenset[str] | None
    """Words of which a sentence must have one for any of them to fit; None where one asks for no words."""


TriggerIndex = Mapping[str, Triggers]


@dataclass(frozen=True)
class EventLexicon:
    """What is known of event types and the words that tell them."""

    ontology: Ontology
    words: WordClasses
    verbs: TriggerIndex
    nouns: TriggerIndex
    sectors: Mapping[str, str]
    """CAMEO agent code by lemma, or by two words in lower case."""
    means: tuple[tuple[str, frozenset[str]], ...]
    """Modes of violence with the words that tell them, the most telling first."""
    firsts: frozenset[str]
    """First words of the pairs of words that patterns, word classes and means ask for."""
    people: frozenset[str]
    """Nouns for somebody, that are for no building: whose town is named before them is not where something was."""
    where: PlaceWords
    screening: WordClasses
    """The lists of `seeds/events/screening.yml`, by name."""
    arming: WordClasses
    """The lists of `seeds/events/arming.yml`, by name."""
    camps: Camps
    newness: NewsWords
    round_ups: Phrases
    """The patterns of `seeds/events/round_ups.yml`."""
    furniture: Furniture
    agencies: frozenset[str]
    """Short names of news agencies, as they stand in datelines."""
    tolls: TollLexicon

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of all triggers."""
        return frozenset((*self.verbs, *self.nouns))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Words that may be of a trigger whatever their lemma is said to be: as they are listed, and nouns with an s."""
        return frozenset((*self.verbs, *self.nouns, *(f"{noun}s" for noun in self.nouns)))

    @cached_property
    def acting(self) -> frozenset[str]:
        """Nouns for those who can act."""
        return frozenset().union(*(self.words[name] for name in ACTING_CLASSES))

    @cached_property
    def asked(self) -> frozenset[str]:
        """All words that patterns ask a sentence for, or forbid it."""
        patterns = [pattern for index in (self.verbs, self.nouns) for found in index.values() for pattern in found.patterns]
        return frozenset().union(*(words for _, needed, banned in patterns for words in (*needed, *banned)))

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> EventLexicon:
        """From the files in `seeds/events/`. Raises ValueError for what they get wrong."""
        ontology = Ontology.build(read("events/ontology"))
        words = {name: word_set(entry) for name, entry in read("events/words").items()}
        verbs: list[Trigger] = []
        nouns: list[Trigger] = []
        for name in FRAME_FILES:
            for entry in read(f"events/{name}"):
                verbs += triggers(entry, "verb", entry.get("verbs", ()), ontology, words)
                nouns += triggers(entry, "noun", entry.get("nouns", ()), ontology, words)
        sectors = {lemma: code for code, lemmas in read("events/sectors").items() for lemma in word_set(lemmas)}
        means = tuple((entry["mode"], word_set(entry["words"])) for entry in read("events/means"))
        asked = [
            *words.values(),
            *(found for _, found in means),
            *(condition.words for trigger in (*verbs, *nouns) for condition in trigger.pattern.conditions),
        ]
        firsts = frozenset(word.split(" ")[0] for found in asked for word in found if " " in word)
        where = PlaceWords.build(read)
        people = words["person"].union(words["force"], words["envoy"], words["fighter"], sectors) - words["property"] - where.settlements
        return cls(
            ontology,
            words,
            index(verbs),
            index(nouns),
            sectors,
            means,
            firsts,
            people,
            where,
            word_lists(read("events/screening")),
            word_lists(read("events/arming")),
            Camps.build(read),
            NewsWords.build(read),
            compiled(read("events/round_ups")),
            Furniture.build(read),
            frozenset(form for name in read("wire/anatomy")["agencies"] for form in (name, name.upper())),
            TollLexicon.build(read),
        )


def word_lists(seed: Mapping[str, Any]) -> WordClasses:
    """The words of a seed that holds lists with examples."""
    return {name: word_set(entry["words"]) for name, entry in seed.items()}


def word_set(text: str) -> frozenset[str]:
    """The words of a seed's list; '_' stands for a space."""
    return frozenset(word.replace("_", " ") for word in text.split())


def triggers(entry: Mapping[str, Any], form: str, patterns: Iterable[str], ontology: Ontology, words: WordClasses) -> list[Trigger]:
    """The triggers of one form (verb, noun) of a seed's entry."""
    defaults = VERB_ROLES if form == "verb" else NOUN_ROLES
    actor, target = (
        tuple(entry[f"{form}_{role}"].split()) if f"{form}_{role}" in entry else default
        for role, default in zip(("actor", "target"), defaults, strict=True)
    )
    event_class = ontology[entry["type"], entry.get("mode")]
    frame = Frame(
        id=f"{entry['id']}-{form}",
        event_class=event_class,
        acled=entry.get("acled", event_class.acled),
        confidence=entry["confidence"],
        actor=actor,
        target=target,
        reciprocal=entry.get("reciprocal", False),
        needs_target=entry.get("needs_target", False),
        patient_subject=entry.get("patient_subject", False),
        harm=entry.get("harm", False),
    )
    return [Trigger(parsed, frame) for pattern in patterns for parsed in parse_patterns(pattern, words)]


def index(found: Iterable[Trigger]) -> TriggerIndex:
    """The triggers by lemma, the most specific first."""
    by_lemma: dict[str, list[Trigger]] = defaultdict(list)
    for trigger in found:
        by_lemma[trigger.pattern.lemma].append(trigger)
    return {lemma: _ranked(triggers) for lemma, triggers in by_lemma.items()}


def _ranked(found: list[Trigger]) -> Triggers:
    ranked = sorted(found, key=lambda trigger: -trigger.pattern.specificity)
    needed = [trigger.pattern.needed for trigger in ranked]
    return Triggers(
        tuple((trigger, trigger.pattern.needed, trigger.pattern.banned) for trigger in ranked),
        frozenset().union(*(words[0] for words in needed)) if all(needed) else None,
    )
