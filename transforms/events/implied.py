"""Violence that only its casualties tell of: 'a boy died of a gunshot wound', 'three people were found dead'."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.events.lexicon import EventLexicon
from transforms.records import Event
from transforms.tolls.victims import UNNAMED, Casualty

FIREARM_CUES = frozenset(
    ["gunshot", "gun", "bullet", "shooting", "gunfire", "gunman", "handgun", "rifle", "pistol", "shotgun", "firearm", "shot"]
)
VIOLENCE_CUES = frozenset(["homicide", "murder", "stab", "stabbing", "knife", "assault", "attack", "murder-suicide", "suicide", "slaying"])
ILLNESS_CUES = frozenset(["heart", "asthma", "stroke"])
"""Beside these an attack is one of an illness."""
MEASURES = ("killed", "injured", "hit")
CONFIDENCE = 0.56
"""Share of such events that are right: 10 of 18 on development data, read by hand. Most of the others were accidents with a gun."""


def implied_events(document: Document, casualties: Sequence[Casualty], events: Sequence[Event], lexicon: EventLexicon) -> tuple[Event, ...]:
    """An assault for every casualty whose sentence speaks of violence, in an article that tells of no assault otherwise."""
    if any(event.event_type == "ASSAULT" and event.modality in ("asserted", "claimed") and not event.negated for event in events):
        return ()
    found: dict[int, Event] = {}
    for casualty in casualties:
        if casualty.measure not in MEASURES or casualty.victim.best == 0 or casualty.victim.noun in UNNAMED or casualty.predicate in found:
            continue
        words = {token.lemma for token in document.sentence_tokens(casualty.sentence)}
        if words & FIREARM_CUES:
            found[casualty.predicate] = _event(document, casualty, "firearms", lexicon)
        elif words & VIOLENCE_CUES and not words & ILLNESS_CUES:
            found[casualty.predicate] = _event(document, casualty, None, lexicon)
    return tuple(found.values())


def _event(document: Document, casualty: Casualty, mode: str | None, lexicon: EventLexicon) -> Event:
    kind = lexicon.ontology["ASSAULT", mode]
    sentence, token = document.sentences[casualty.sentence], document.tokens[casualty.predicate]
    return Event(
        sentence.start, sentence.end, (token.start, token.end), kind.event_type, kind.mode, cameo_root=kind.cameo_root,
        quad_class=kind.quad_class, intensity=kind.intensity, rule_id=f"casualty-{casualty.rule_id}", confidence=CONFIDENCE,
    )  # fmt: skip
