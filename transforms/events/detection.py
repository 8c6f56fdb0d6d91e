"""From triggers to events: type, roles, modality, and how sure all that is."""

from __future__ import annotations

from transforms.document import Document
from transforms.events.acled import acled_sub_event
from transforms.events.attribution import Sources
from transforms.events.lexicon import EventLexicon, Frame
from transforms.events.matching import Match, find_triggers
from transforms.events.modality import Status, status
from transforms.events.ontology import ACLED_TYPE_OF
from transforms.events.parties import Parties
from transforms.events.slots import coordinated, fillers
from transforms.records import Event, Findings, Party


def detect(document: Document, findings: Findings, lexicon: EventLexicon) -> tuple[Event, ...]:
    """The events that the document tells of, in the order of the text, without place, date, tolls and weapons."""
    parties = Parties(document, findings, lexicon)
    sources = Sources(findings)
    return tuple(event_of(document, match, parties, sources, lexicon) for match in find_triggers(document, lexicon))


def event_of(document: Document, match: Match, parties: Parties, sources: Sources, lexicon: EventLexicon) -> Event:
    """The event that a trigger tells of."""
    frame = match.trigger.frame
    actor, target = roles(document, match, parties)
    told = status(document, match.token, lexicon)
    sub_event = acled_sub_event(document, match, actor, target, lexicon)
    sentence = document.sentence_of(match.token)
    token = document.tokens[match.token]
    source = sources.of(token)
    return Event(
        start=sentence.start,
        end=sentence.end,
        trigger=(token.start, token.end),
        event_type=frame.event_class.event_type,
        event_mode=frame.event_class.mode,
        acled_event_type=ACLED_TYPE_OF[sub_event] if sub_event else None,
        acled_sub_event_type=sub_event,
        cameo_root=frame.event_class.cameo_root,
        quad_class=frame.event_class.quad_class,
        intensity=frame.event_class.intensity,
        actor=actor,
        target=target,
        modality=told.modality,
        negated=told.negated,
        attributed_to=source.span if source else None,
        attributed_to_entity=source.entity if source else None,
        rule_id=frame.id,
        confidence=confidence(frame, told, sentence.i, actor, target),
    )


def roles(document: Document, match: Match, parties: Parties) -> tuple[Party | None, Party | None]:
    """Who did it, and to whom, as far as the clause says."""
    frame, slots = match.trigger.frame, match.slots
    actor = first_party(document, match, frame.actor, parties, None)
    target = first_party(document, match, frame.target, parties, actor)
    if frame.patient_subject and target is None and actor is not None and actor in slots.get("subj", ()) and not slots.get("obj"):
        actor, target = None, actor
    if frame.reciprocal and actor is not None and target is None:
        others = [other for other in coordinated(document, actor) if other != actor and parties.is_party(other)]
        target = others[0] if others else None
    return (parties.party(actor) if actor is not None else None), (parties.party(target) if target is not None else None)


def first_party(document: Document, match: Match, slots: tuple[str, ...], parties: Parties, taken: int | None) -> int | None:
    """The head of the first filler of these slots that can be a party."""
    for slot in slots:
        for i in match.slots.get(slot, ()):
            if i in (taken, match.token):
                continue
            if slot == "mod" and not parties.is_named(i):
                continue
            if all(parties.is_party(filler) for filler in fillers(document, [i])[:1]):
                return i
    return None


def confidence(frame: Frame, told: Status, sentence: int, actor: Party | None, target: Party | None) -> float:
    """How sure the event is: its frame's share, less for what stands deep in a sentence or far into the article."""
    sure = frame.confidence
    sure -= 0.04 * min(told.depth, 3)
    sure -= 0.02 * min(sentence, 5)
    sure += 0.03 * (actor is not None) + 0.03 * (target is not None)
    if told.modality not in ("asserted", "claimed"):
        sure -= 0.1
    if told.negated:
        sure -= 0.1
    return round(min(max(sure, 0.05), 0.99), 3)
