"""How sure an event is: its frame's share, less for what is told in passing, without a speaker, or between people of no public life."""

from __future__ import annotations

from transforms.document import Document
from transforms.events.candidate import Candidate
from transforms.events.ontology import EventClass
from transforms.records import Party

VERBAL = (1, 3)
"""Quad classes of what is said: without a speaker it is seldom an event."""
COOPERATION = (1, 2)
DEALINGS = (1, 2, 3)
UNKNOWN_TO_PUBLIC, IN_PRIVATE = 0.3, 0.15
"""What dealings lose of their confidence where nobody in them is of public life, and for each side that is private."""
PUBLIC = frozenset({"GOV", "LEG", "MIL", "SPY", "REB", "OPP", "PTY", "IGO", "NGO", "HRI", "REL", "LAB"})
"""Sectors whose asking, thanking, helping and blaming is an event. That of a police officer, a court, a school or a shop seldom is."""
GUILDS = frozenset({"EDU", "HLH", "AGR", "BUS", "MED", "REF"})
"""Those of whom many together are of public life: what teachers demand is an event, what a teacher does is not."""
PRIVATE = frozenset({"CVL", "BUS", "ELI", "UAF", "CRM", "COP", "JUD", "EDU", "HLH"})
COURTS = frozenset({"JUD"})
INQUIRERS = frozenset({"COP", "JUD"})
ARMED = frozenset({"UAF", "CRM"})
"""Those who withdraw and set free, though they have no public life."""
HOUSEHOLD = frozenset({"CVL", "BUS", "ELI", "EDU", "HLH"})
"""Sectors whose bans, fines and threats are no coercion."""
RULES = frozenset({"ban", "restrict", "deport", None})
"""Modes of COERCE that anybody could set or do: clubs fine, schools expel."""
HOUSE_RULE = 0.5
HABIT = 0.35
"""What dealings in the simple present lose of their confidence."""
DEPTH = 0.1
"""What each clause between a trigger and the main clause takes from its confidence: what is told in passing is seldom the news."""


def confidence(document: Document, candidate: Candidate, actor: Party | None, target: Party | None) -> float:
    """The share of events like this one whose type is right, and that are events at all."""
    match, roles, told, event_class, sureness = candidate
    frame = match.trigger.frame
    sentence = document.tokens[match.token].sentence
    sure = frame.confidence + sureness - DEPTH * min(told.depth, 3) - 0.02 * min(sentence, 5)
    sure += 0.03 * (roles.actor is not None) + 0.03 * (roles.target is not None)
    if event_class.quad_class in VERBAL:
        sure -= 0.2 * (roles.actor is None)
    are_many = roles.actor is not None and document.tokens[roles.actor].tag in ("NNS", "NNPS")
    sure -= want_of_standing(event_class, actor, target, are_many=are_many)
    if is_habit(document, candidate):
        sure -= HABIT
    if told.modality not in ("asserted", "claimed") and event_class is frame.event_class:
        sure -= 0.2 if event_class.event_type == "ASSAULT" else 0.1
    return round(min(max(sure - 0.1 * told.negated, 0.05), 0.99), 3)


def is_habit(document: Document, candidate: Candidate) -> bool:
    """Whether dealings are told in the simple present, which tells of habits everywhere but in headlines: "the bank offers loans"."""
    token = document.tokens[candidate.match.token]
    return (
        candidate.event_class.quad_class in COOPERATION
        and token.sentence > 0
        and token.tag in ("VBZ", "VBP")
        and document.child(token.i, "aux") is None
    )


def want_of_standing(event_class: EventClass, actor: Party | None, target: Party | None, *, are_many: bool) -> float:
    """What dealings lose of their confidence by whose they are: what others ask, thank, help or blame each other for is seldom an event.
    Two names count for one in public life. `are_many` says that the actor is more than one.
    """
    named = [party for party in (actor, target) if party is not None]
    if event_class.quad_class not in DEALINGS:
        is_rule = event_class.event_type == "COERCE" and event_class.mode in RULES
        return HOUSE_RULE if is_rule and actor is not None and actor.sector in HOUSEHOLD else 0.0
    of_public = PUBLIC
    if event_class.mode == "investigate":
        of_public = PUBLIC | INQUIRERS
    elif event_class.event_type == "REJECT":
        of_public = PUBLIC | COURTS
    elif event_class.event_type == "RETREAT":
        if not named:
            return 0.0
        of_public = PUBLIC | ARMED
    if are_many and actor is not None and actor.sector in GUILDS:
        of_public = of_public | {actor.sector}
    public = [party for party in named if party.sector in of_public or (party.sector is None and party.country_iso3 is not None)]
    private = sum(party.sector in PRIVATE and party.sector not in of_public for party in named)
    if event_class.quad_class in COOPERATION and actor is not None and actor.sector in HOUSEHOLD - of_public:
        return UNKNOWN_TO_PUBLIC + IN_PRIVATE
    if not public and (private or len(named) < 2 or any(party.entity is None for party in named)):
        return UNKNOWN_TO_PUBLIC + IN_PRIVATE * private
    return IN_PRIVATE * private
