"""Cues of speech and their frames, as the seeds `quotes/*` give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from transforms.quotes.inflection import noun_forms, verb_forms

QUOTING_FORCES = frozenset(
    {"state", "claim", "deny", "warn", "threaten", "promise", "ask", "request", "complain", "evaluate", "criticize", "propose"}
)
"""Forces of the cues that report words; the others report what somebody thinks or wants."""
NOMINAL = frozenset({"object", "object-as", "predicate"})
"""Complements that are objects."""
LEADING_CONTENT = frozenset({"clause", "predicate", "infinitive"})
"""Complements that can run into quotation marks."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a class of cues takes: where in the sentence the reported content stands, and what saying it does."""

    id: str
    lemma: str
    force: str
    content: tuple[str, ...]
    """Complements that hold the content, the preferred first: clause, infinitive, gerund, object, predicate, or a preposition."""
    joined: frozenset[str] = frozenset()
    """Complements that belong to the content along with its object."""
    object_of: frozenset[str] = frozenset()
    """If not empty, the subjects (lemmas) with which an object is content."""
    comments: bool = False
    """Whether it makes an as-clause a report ("as records show")."""
    is_speech: bool = True
    """Whether words between quotation marks can be what such a cue reports."""

    @property
    def quotes(self) -> bool:
        """Whether it can attribute a quotation that stands beside it."""
        return self.is_speech and self.force in QUOTING_FORCES

    @property
    def leads(self) -> bool:
        """Whether what it governs can run into a quotation without a comma."""
        return not LEADING_CONTENT.isdisjoint(self.content) or "as" in self.joined


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that says whose view a sentence gives: its prepositions, and whether the view must be somebody's ("in her view")."""

    id: str
    force: str
    prepositions: frozenset[str]
    is_owned: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """By what a cue is known for a deed rather than words: lemmas of who does it, of what it is done to, and of what it is done with."""

    doers: frozenset[str]
    things: frozenset[str]
    means: frozenset[str]


@dataclass(frozen=True)
class QuoteLexicon:
    """What is known of cues, by the form that the text has, in lower case."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    """By their noun."""
    quoting: frozenset[str]
    """Forms of the verbs that can attribute a quotation behind a comma or colon."""
    leading: frozenset[str]
    """Forms of the verbs whose clause can go on into a quotation, without a comma."""
    taking: frozenset[str]
    """Forms of the verbs whose object can be what they report."""
    commenting: frozenset[str]
    """Forms of the verbs of as-clauses that say whose words a sentence is ("as officials put it")."""
    light_verbs: frozenset[str]
    """Forms of the verbs that carry a noun of speech ("made the claim")."""
    issuing_verbs: frozenset[str]
    """Forms of the verbs whose subject speaks through their object ("issued a statement calling for calm")."""
    addressing: frozenset[str]
    """Forms of the verbs whose object is whom something is said to ("told her")."""
    measures: frozenset[str]
    """Nouns "according to" which things are done rather than said."""
    channel_verbs: Mapping[str, str]
    channel_nouns: Mapping[str, str]
    deeds: Mapping[str, Deed]
    """What cues are as deeds, by their form."""
    confidence: Mapping[str, float]
    """Share of a rule's rows that are right, by rule id."""
    default_confidence: float
    """The same for the rules that are too rare to have a figure of their own."""

    @cached_property
    def cues(self) -> frozenset[str]:
        """Every form that a report may begin with."""
        return frozenset((*self.verbs, *self.nouns, *self.adjectives, *self.phrases, *self.commenting, "according", "put", "puts"))

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> QuoteLexicon:
        """The lexicon from the seeds; `read` gives the content of a seed by its name."""
        irregular = read("quotes/irregular")
        channels = read("quotes/channels")
        helpers = read("quotes/helpers")
        confidence = read("quotes/confidence")
        verbs = _by_form(read("quotes/verbs"), "verbs", lambda verb: verb_forms(verb, irregular.get(verb, ())))
        return cls(
            verbs=verbs,
            nouns=_by_form(read("quotes/nouns"), "nouns", noun_forms),
            adjectives=_by_form(read("quotes/adjectives"), "adjectives", lambda adjective: {adjective}),
            phrases=_phrases(read("quotes/phrases")),
            quoting=frozenset(form for form, frames in verbs.items() if any(frame.quotes for frame in frames)),
            taking=frozenset(form for form, frames in verbs.items() if any(not NOMINAL.isdisjoint(frame.content) for frame in frames)),
            commenting=frozenset(form for form, frames in verbs.items() if any(frame.comments for frame in frames)),
            light_verbs=frozenset(form for verb in helpers["light"] for form in verb_forms(verb, irregular.get(verb, ()))),
            issuing_verbs=frozenset(form for verb in helpers["issuing"] for form in verb_forms(verb, irregular.get(verb, ()))),
            addressing=frozenset(form for verb in helpers["addressing"] for form in verb_forms(verb, irregular.get(verb, ()))),
            measures=frozenset(helpers["measures"]),
            channel_verbs={form: entry["channel"] for entry in channels for verb in entry["verbs"] for form in verb_forms(verb)},
            channel_nouns={noun: entry["channel"] for entry in channels for noun in entry["nouns"]},
            deeds=_deeds(read("quotes/deeds")),
            confidence=confidence["rules"],
            default_confidence=confidence["other"],
            leading=frozenset(form for form, frames in verbs.items() if any(frame.quotes and frame.leads for frame in frames)),
        )


def _by_form(classes: list[dict[str, Any]], kind: str, forms: Callable[[str], set[str]]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for entry in classes:
        for lemma in dict.fromkeys(entry[kind]):
            frame = Frame(
                entry["id"],
                lemma,
                entry["force"],
                tuple(entry["content"]),
                frozenset(entry.get("joined", ())),
                frozenset(entry.get("object_of", ())),
                entry.get("comments", False),
                entry.get("quoted", True),
            )
            for form in forms(lemma):
                found[form].append(frame)
    return {form: tuple(frames) for form, frames in found.items()}


def _deeds(entries: list[dict[str, Any]]) -> dict[str, Deed]:
    found: dict[str, Deed] = {}
    for entry in entries:
        deed = Deed(*(frozenset(entry[key]) for key in ("doers", "things", "with")))
        found |= {form: deed for verb in entry["verbs"] for form in verb_forms(verb)}
        found |= {form: deed for noun in entry["nouns"] for form in noun_forms(noun)}
    return found


def _phrases(entries: list[dict[str, Any]]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for entry in entries:
        for noun in entry["nouns"]:
            found[noun].append(Phrase(entry["id"], entry["force"], frozenset(entry["prepositions"]), entry["owned"]))
    return {noun: tuple(phrases) for noun, phrases in found.items()}
