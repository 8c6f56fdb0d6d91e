"""What caused harm: verbs like "kill" and "injure" leave open whether it was somebody, nature or an accident.

The cause is looked for in the clause ("killed in a crash", "an avalanche killed"), then in the sentence, then in the sentences before,
nearest first. What somebody did, or a weapon, stays an assault, and takes its actor from the attack that it happened in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.document import Document
from transforms.events.candidate import Candidate
from transforms.events.matching import is_named_storm
from transforms.events.noun_slots import noun_slots
from transforms.events.ontology import EventClass
from transforms.events.scene import Scene
from transforms.events.slot_words import FIGHTS
from transforms.events.slots import fillers

MISHAPS = frozenset({"DISASTER", "ACCIDENT"})
CAUSE_SLOTS = ("subj", "by", "in", "from", "after", "during", "when", "as", "following", "advcl")
SHAKING = frozenset({"earthquake", "storm", "flood", "landslide", "tsunami"})
"""Modes of disasters that bring houses down."""
FIGHT_SLOTS = ("in", "during", "after")
CONSEQUENCES = frozenset({"fire", "explosion", "collapse"})
"""Modes of accidents that attacks cause too."""
UNEXPLAINED = 0.25
"""What harm without any cause in the text loses of its confidence as an assault."""


def with_causes(document: Document, candidates: Sequence[Candidate], scenes: Mapping[int, Scene]) -> list[Candidate]:
    """The candidates, harm typed by its cause; without the fires and collapses that attacks told of before them brought about."""
    candidates = without_consequences(document, as_disasters(document, as_wildfires(candidates)))
    by_token = {candidate.match.token: candidate for candidate in candidates if is_cause(candidate)}
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in by_token.values():
        by_sentence.setdefault(document.tokens[candidate.match.token].sentence, []).append(candidate)
    causes, at = list(by_sentence.items()), 0
    found: list[Candidate] = []
    last: Candidate | None = None
    for candidate in candidates:
        if not candidate.match.trigger.frame.harm:
            found.append(candidate)
            continue
        sentence = document.tokens[candidate.match.token].sentence
        while at < len(causes) and causes[at][0] < sentence:
            last = causes[at][1][-1]
            at += 1
        found.append(caused(document, candidate, by_token, by_sentence.get(sentence, ()), last, scenes[sentence]))
    return with_shared_actors(document, found)


def with_shared_actors(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, coordinated harms having the same actor: "two were killed and four wounded in an attack by rebels"."""
    actors = {found.match.token: found.roles.actor for found in candidates if found.match.trigger.frame.harm}
    shared = []
    for found in candidates:
        token = document.tokens[found.match.token]
        if token.i in actors and found.roles.actor is None and found.event_class.event_type == "ASSAULT":
            beside = [child.i for child in document.children(token.i) if child.dep == "conj"]
            beside += [token.head] if token.dep == "conj" else []
            actor = next((actors[i] for i in beside if actors.get(i) is not None), None)
            shared.append(found._replace(roles=found.roles._replace(actor=actor)))
        else:
            shared.append(found)
    return shared


def as_wildfires(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, a "blaze" after a wildfire being that wildfire."""
    wildfire: EventClass | None = None
    found = []
    for candidate in candidates:
        kind = candidate.event_class
        if kind.mode == "fire" and kind.event_type == "DISASTER":
            wildfire = kind
        elif kind.mode == "fire" and kind.event_type == "ACCIDENT" and wildfire is not None:
            found.append(candidate._replace(event_class=wildfire))
            continue
        found.append(candidate)
    return found


def as_disasters(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, houses that collapsed in an earthquake or a storm, or after one, being part of that."""
    disasters = [found for found in candidates if found.event_class.mode in SHAKING and is_cause(found)]
    first = disasters[0] if disasters else None
    since = document.tokens[first.match.token].sentence if first is not None else 0
    return [
        found._replace(event_class=first.event_class)
        if first is not None and found.event_class.mode == "collapse" and document.tokens[found.match.token].sentence >= since
        else found
        for found in candidates
    ]


def is_cause(candidate: Candidate) -> bool:
    """Whether a candidate tells what harm can come of."""
    told = candidate.told
    return (
        candidate.event_class.event_type in (*MISHAPS, "ASSAULT")
        and not candidate.match.trigger.frame.harm
        and not told.negated
        and told.modality in ("asserted", "claimed")
    )


def without_consequences(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates but for the fires, explosions and collapses in a sentence with an attack, or after one."""
    attacked = {
        document.tokens[candidate.match.token].sentence
        for candidate in candidates
        if candidate.event_class.event_type == "ASSAULT" and is_cause(candidate)
    }
    first = min(attacked, default=None)
    return [
        candidate
        for candidate in candidates
        if first is None
        or candidate.event_class.event_type != "ACCIDENT"
        or candidate.event_class.mode not in CONSEQUENCES
        or document.tokens[candidate.match.token].sentence < first
    ]


def caused(
    document: Document,
    harm: Candidate,
    by_token: Mapping[int, Candidate],
    beside: Sequence[Candidate],
    before: Candidate | None,
    scene: Scene,
) -> Candidate:
    """A harm with its cause: the type of a mishap; or the actor of an attack; or neither, and less sure."""
    storm = by_token.get(harm.roles.actor - 1) if harm.roles.actor is not None else None
    if storm is not None and is_named_storm(document, document.tokens[storm.match.token]):
        return harm._replace(event_class=storm.event_class, roles=harm.roles._replace(actor=None))
    if harm.roles.actor is not None:
        return harm
    fight = next((i for slot in FIGHT_SLOTS for i in harm.match.slots.get(slot, ()) if document.tokens[i].lemma in FIGHTS), None)
    if fight is not None and (killer := enemy(document, harm.roles.target, fight)) is not None:
        return harm._replace(roles=harm.roles._replace(actor=killer))
    cause = next((by_token[i] for slot in CAUSE_SLOTS for i in fillers(document, harm.match.slots.get(slot, [])) if i in by_token), None)
    direct = cause is not None
    if cause is None:
        attacks = [other for other in beside if other.event_class.event_type == "ASSAULT"]
        cause = next(iter(attacks or beside), None)
    if cause is None and (scene.means is not None or scene.has("violence")):
        return harm
    if cause is None:
        cause = before
    if cause is None:
        return harm._replace(sureness=-UNEXPLAINED) if harm.event_class.event_type == "ASSAULT" else harm
    if cause.event_class.event_type in MISHAPS:
        return harm._replace(event_class=cause.event_class)
    if direct and not cause.match.trigger.frame.reciprocal and cause.roles.actor not in (None, harm.roles.target):
        return harm._replace(roles=harm.roles._replace(actor=cause.roles.actor))
    return harm


def enemy(document: Document, victim: int | None, fight: int) -> int | None:
    """Whom somebody came to harm in a fight with: the only side that is named, else the one that the victim is not of, as far as words tell."""
    slots = noun_slots(document, fight)
    sides = [side for name in ("with", "between") for side in fillers(document, slots.get(name, [])) if document.tokens[side].pos != "PRON"]
    if victim is None or len(sides) != 2:
        return sides[0] if victim is not None and len(sides) == 1 and slots.get("with") else None
    own = [document.tokens[side].lemma in lemmas_of(document, victim) for side in sides]
    return sides[own.index(False)] if any(own) and not all(own) else None


def lemmas_of(document: Document, i: int) -> frozenset[str]:
    """The lemmas of a phrase's head and of what it counts."""
    return frozenset(document.tokens[at].lemma for at in fillers(document, [i]))
