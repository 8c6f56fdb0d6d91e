"""From triggers to events: type, roles, modality, and how sure all that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from transforms.document import Document
from transforms.events.acled import acled_sub_event
from transforms.events.attribution import Sources
from transforms.events.candidate import Candidate
from transforms.events.causes import MISHAPS, with_causes
from transforms.events.confidence import COOPERATION, DEALINGS, confidence
from transforms.events.contents import without_contents
from transforms.events.generality import is_history, pasts
from transforms.events.lexicon import EventLexicon
from transforms.events.matching import Match, find_triggers, is_named_storm
from transforms.events.modality import Status, is_negated, status
from transforms.events.ontology import ACLED_TYPE_OF, EventClass
from transforms.events.parties import Parties
from transforms.events.roles import find_roles
from transforms.events.scene import Scene
from transforms.events.screening import (
    is_any,
    is_asked,
    is_backing,
    is_bare,
    is_crosshead,
    is_generic,
    is_half,
    is_in_name,
    is_lasting,
    is_left_undone,
    is_link,
    is_measured,
    is_of_one,
    is_offence,
    is_review,
    is_sought,
    is_state,
    is_statistic,
    is_talked_of,
    is_to_end,
    is_vague,
    is_verdict,
)
from transforms.events.vocabulary import Vocabulary
from transforms.records import Event, Findings

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
ARRANGED = frozenset({("CONSULT", None), ("CONSULT", "phone")})
"""Meetings and calls, which are set for a day: one to come is a consultation that is planned, not a promise."""
HOSTILE = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "REJECT": "relations"}
"""Types whose announcement is a threat, with its mode."""
OPEN_MODES: Mapping[str | None, frozenset[str | None]] = {
    "suicide-attack": frozenset({None, "destroy", "explosives"}),
    "unconventional": frozenset({None, "destroy", "explosives", "aerial", "heavy-weapons"}),
}
"""Which modes of an assault a more telling means takes the place of, where more than the open ones."""
OPEN = frozenset({None, "destroy"})
MEANS_MODES = frozenset({"suicide-attack", "unconventional", "grenade", "drone", "aerial", "heavy-weapons", "explosives"})


WORTH_TELLING = 0.45
"""Confidence below which an event is left out: rows of which more are wrong than right help nobody."""
MILITARY = frozenset({"territory", "clash", "crowd-control"})
HARM_TYPES = frozenset({"ASSAULT", "CRIME", *MISHAPS})
SERIOUS = frozenset({"ASSAULT", "CRIME", "THREATEN"})
"""Types of which readers look for what may happen, too."""
PARTIED = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "MOBILIZE", "SANCTION"})
"""Types that are nothing without anybody."""
UNREAL = frozenset({"possible", "hypothetical"})


def detect(document: Document, findings: Findings, lexicon: EventLexicon) -> tuple[Event, ...]:
    """The events that the document tells of, in the order of the text, without place, date, tolls and weapons."""
    vocabulary = Vocabulary(document, lexicon.firsts)
    matches = list(find_triggers(document, vocabulary, lexicon))
    if not matches:
        return ()
    parties = Parties(document, findings, lexicon)
    sources = Sources(findings)
    verbs = {match.token for match in matches if document.tokens[match.token].pos == "VERB"}
    candidates = []
    for match in told_of(document, without_contents(document, matches), findings, parties, lexicon):
        sentence = document.tokens[match.token].sentence
        roles = find_roles(document, match, parties, lexicon)
        if roles is not None and not any(is_no(document, match, roles, parties) for is_no in (is_generic, is_bare, is_of_one)):
            told = status(document, match.token, lexicon)
            if is_governed(document, match.token, verbs):
                told = told._replace(depth=told.depth + 1)
            candidates.append(
                Candidate(
                    match, roles, told, told_class(match.trigger.frame.event_class, told, "unless" in vocabulary.of(sentence), lexicon)
                )
            )
    scenes = {
        number: Scene(number, vocabulary, lexicon) for number in {document.tokens[found.match.token].sentence for found in candidates}
    }
    candidates = [
        found for found in candidates if not is_unreal(document, found, lexicon) and not is_verbal(document, found, parties, scenes)
    ]
    candidates = without_offences(document, candidates, lexicon.screening["offences"])
    candidates = with_causes(document, candidates, scenes)
    candidates = [with_means(document, candidate, candidates, scenes, lexicon) for candidate in candidates]
    events = (event_of(document, candidate, parties, sources, scenes) for candidate in candidates)
    return tuple(event for event in events if event.confidence >= WORTH_TELLING)


def told_of(document: Document, matches: Iterable[Match], findings: Findings, parties: Parties, lexicon: EventLexicon) -> Iterator[Match]:
    """The matches but those in names, in a site's furniture, of history, and of what a film or a book shows."""
    past = pasts(document, findings.times)
    is_shown = is_review(document, lexicon.screening["fiction"])
    for match in matches:
        token, event_class = document.tokens[match.token], match.trigger.frame.event_class
        is_harm = event_class.event_type in HARM_TYPES
        is_named = parties.is_inside_name(token.i) or (
            token.pos != "VERB" and event_class.event_type != "PROTEST" and is_in_name(document, token.i)
        )
        if (is_named and not is_named_storm(document, token)) or (is_harm and is_shown):
            continue
        is_past = is_history(document, token.i, past, is_harm=is_harm and event_class.mode not in MILITARY)
        if not is_past and not is_no_telling(document, token.i, lexicon):
            yield match


def is_no_telling(document: Document, i: int, lexicon: EventLexicon) -> bool:
    """Whether a trigger stands where nothing is told: in a table, in a site's furniture, in a call for information."""
    sentence = document.sentence_of(i)
    if is_statistic(document, i) or is_measured(document, i) or is_sought(document, i) or is_crosshead(document, i) or is_link(document, i):
        return True
    if (
        is_half(document, i)
        or is_left_undone(document, i, lexicon.screening["hindering"])
        or is_to_end(document, i, lexicon.screening["ending"])
    ):
        return True
    if is_lasting(document, i, lexicon.screening["lasting"]) or is_state(document, i, lexicon.screening["states"]):
        return True
    return lexicon.furniture.is_in(document.body, sentence.start, sentence.end)


def without_offences(document: Document, candidates: Sequence[Candidate], words: frozenset[str]) -> list[Candidate]:
    """The candidates without the names of offences, where the article tells of the deed itself."""
    offences = {
        candidate.match.token
        for candidate in candidates
        if candidate.event_class.event_type in ("ASSAULT", "CRIME")
        and document.tokens[candidate.match.token].pos != "VERB"
        and is_offence(document, candidate.match.token, words)
    }
    told = any(found.event_class.event_type == "ASSAULT" and found.match.token not in offences for found in candidates)
    return [found for found in candidates if found.match.token not in offences or not told or found.roles.target is not None]


def is_unreal(document: Document, candidate: Candidate, lexicon: EventLexicon) -> bool:
    """Whether a candidate is of words or dealings that did not take place, nor are meant to: "she could visit", "he did not thank them"."""
    event_class, told = candidate.event_class, candidate.told
    i = candidate.match.token
    if event_class.quad_class in COOPERATION and is_backing(document, i):
        return True
    if event_class.event_type == "CRIME" and is_verdict(document, i):
        return True
    if event_class.event_type not in SERIOUS and is_any(document, i):
        return True
    if event_class.event_type in PARTIED and candidate.roles == (None, None):
        return True
    if event_class.event_type == "AGREE" and any(is_negated(document, document.tokens[k]) for k in candidate.match.slots.get("comp", ())):
        return True  # "vowed not to allow it"
    if (
        is_absent(candidate)
        or is_asked(document, i, lexicon.screening["unsettled"])
        or (event_class.quad_class in DEALINGS and is_talked_of(document, i))
    ):
        return True
    if event_class.event_type == "COERCE" and document.tokens[i].dep == "acl" and document.tokens[document.tokens[i].head].lower == "those":
        return True  # "to release those detained"
    if event_class.event_type == "DISASTER" and document.tokens[i].dep in ("attr", "oprd"):
        return True  # "called the shootings an epidemic"
    if event_class.event_type in MISHAPS and told.modality in ("planned", "requested"):
        return True  # "the threat of floods"
    if event_class.event_type == "ASSAULT" and told.modality == "possible" and candidate.roles == (None, None) and is_vague(document, i):
        return True  # "warned of a possible shooting"
    return told.modality in UNREAL and event_class.event_type not in (*SERIOUS, *MISHAPS)


def is_absent(candidate: Candidate) -> bool:
    """Whether a candidate says that nothing happened: "nobody was hurt", "no arrests have been made". That somebody did not attack somebody
    is worth a row, since others may say that they did.
    """
    frame = candidate.match.trigger.frame
    if not candidate.told.negated or candidate.event_class is not frame.event_class:
        return False
    return frame.event_class.event_type != "ASSAULT" or frame.harm or candidate.roles == (None, None)


def is_verbal(document: Document, candidate: Candidate, parties: Parties, scenes: dict[int, Scene]) -> bool:
    """Whether an attack of open mode is one of words: between persons or parties, with no sign of blood in the sentences around it, or for
    what somebody said or did.
    """
    event_class, (actor, target) = candidate.event_class, candidate.roles
    frame = candidate.match.trigger.frame
    if event_class.event_type != "ASSAULT" or event_class.mode is not None or not frame.id.startswith("assault-attack"):
        return False
    if actor is None or not parties.is_civil(actor):
        return False
    is_over_words = (
        target is not None and parties.is_civil(target) and any(candidate.match.slots.get(slot) for slot in ("for", "over", "as"))
    )
    return is_over_words or not scenes[document.tokens[candidate.match.token].sentence].has("bloodshed", near=True)


def is_governed(document: Document, i: int, verbs: set[int]) -> bool:
    """Whether a nominal trigger stands under a verb that tells of an event itself: then that one is the news."""
    if document.tokens[i].pos == "VERB":
        return False
    verb = next((above for above in document.ancestors(i) if above.pos == "VERB"), None)
    return verb is not None and verb.i in verbs


def told_class(event_class: EventClass, told: Status, conditional: bool, lexicon: EventLexicon) -> EventClass:
    """The class that a deed in the future has: PLOVER counts cooperation to come as agreement, its refusal as rejection."""
    arranged = not told.negated and (event_class.event_type, event_class.mode) in ARRANGED
    if "planned" in (told.own, told.modality) and event_class.event_type in COOPERATIVE and not arranged:
        return lexicon.ontology["REJECT" if told.negated else "AGREE", None]
    if not told.negated and event_class.event_type in HOSTILE and (told.own == "planned" or (conditional and told.modality != "asserted")):
        return lexicon.ontology["THREATEN", HOSTILE[event_class.event_type]]
    return event_class


def with_means(
    document: Document, candidate: Candidate, candidates: Sequence[Candidate], scenes: dict[int, Scene], lexicon: EventLexicon
) -> Candidate:
    """An attack of open mode takes the mode of a more telling mention in its sentence, else that of the means named there."""
    event_class = candidate.event_class
    if event_class.event_type != "ASSAULT":
        return candidate
    sentence = document.tokens[candidate.match.token].sentence
    others = [
        other
        for other in candidates
        if document.tokens[other.match.token].sentence == sentence and other.event_class.event_type == "ASSAULT"
    ]
    means = scenes[sentence].means
    if means not in OPEN_MODES:
        means = next((other.event_class.mode for other in others if other.event_class.mode in MEANS_MODES), None) or means
    if means is None or event_class.mode not in OPEN_MODES.get(means, OPEN):
        return candidate
    if any(other.event_class.mode == means and is_answer(document, candidate, other) for other in others):
        return candidate
    return candidate._replace(event_class=lexicon.ontology["ASSAULT", means])


def is_answer(document: Document, one: Candidate, other: Candidate) -> bool:
    """Whether two attacks of a sentence are of two sides, with means of their own: "rebels raided the post and the army shelled them"."""
    actors = one.roles.actor, other.roles.actor
    if one.match.trigger.frame.harm or None in actors or actors[0] == actors[1]:
        return False
    return all(document.tokens[i].pos in ("NOUN", "PROPN") for i in actors if i is not None)


def event_of(document: Document, candidate: Candidate, parties: Parties, sources: Sources, scenes: dict[int, Scene]) -> Event:
    """The event that a candidate tells of."""
    match, roles, told, event_class, _ = candidate
    frame = match.trigger.frame
    actor = parties.party(roles.actor) if roles.actor is not None else None
    target = parties.party(roles.target) if roles.target is not None else None
    token = document.tokens[match.token]
    sentence = document.sentences[token.sentence]
    default = frame.acled if event_class is frame.event_class else event_class.acled
    sub_event = acled_sub_event(event_class, default, actor, target, scenes[sentence.i])
    source = sources.of(token)
    return Event(
        start=sentence.start,
        end=sentence.end,
        trigger=(token.start, token.end),
        event_type=event_class.event_type,
        event_mode=event_class.mode,
        acled_event_type=ACLED_TYPE_OF[sub_event] if sub_event else None,
        acled_sub_event_type=sub_event,
        cameo_root=event_class.cameo_root,
        quad_class=event_class.quad_class,
        intensity=event_class.intensity,
        actor=actor,
        target=target,
        modality=told.modality,
        negated=told.negated,
        attributed_to=source.span if source else None,
        attributed_to_entity=source.entity if source else None,
        rule_id=frame.id,
        confidence=confidence(document, candidate, actor, target),
    )
