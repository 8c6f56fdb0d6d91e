"""Who did it, and to whom: the fillers of a frame's roles."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.events.lexicon import EventLexicon
from transforms.events.matching import Match
from transforms.events.parties import Parties
from transforms.events.referents import claimant, possessor
from transforms.events.slot_words import BODIES
from transforms.events.slots import fillers

SPEECH_TYPES = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types whose verbs only somebody can be the subject of."""
IMPERSONAL_TYPES = frozenset({"ASSAULT", "CRIME", "ACCIDENT", "DISASTER", "DEATH"})
"""Types that a thing can be the subject of: a bomb kills."""
THING_TARGET_TYPES = frozenset({"LEGAL", "THREATEN", "ASSAULT", "COERCE", "CRIME", "ACCIDENT", "DISASTER", "DEATH"})
"""Types whose target may be a thing. All others are between somebodies."""
FALLBACK = ("obj", "against", "on", "to", "with", "from", "of", "for", "over", "compsubj", "comptarget", "comp", "in", "advcl")
FALLBACK_OF = {
    "PROTEST": ("against", "over", "comp", "advcl", "for", "following", "acl"),
    "MOBILIZE": ("against", "on", "to", "with"),
    "CONSULT": ("with", "obj", "to", "between", "by"),
}
"""Where else the other side of a political event may stand."""
WHERE_SLOTS = frozenset({"at", "in", "near", "into"})
"""Slots that say of a place where something was done, not to whom: shots fired at a park."""
AIMED_SLOTS = frozenset({"at", "into"})
"""Slots of what something is hurled at."""
BLAMING = frozenset({"blame", "pin"})
ONE_PERSON = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
MANY = frozenset({"they", "them", "their"})
NOBODY = ("none",)
"""The slots of frames whose subject does nothing: who goes on trial."""
LADEN = frozenset({"laden", "packed", "pack", "rigged", "rig", "filled", "load", "loaded"})
"""Words for a vehicle that is a bomb itself, beside those for what it is loaded with."""
EXPLOSIVE = frozenset({"explosive", "bomb", "dynamite", "tnt", "ammonium"})
LADEN_REACH = 5
MAX_CLIMB = 4


class Roles(NamedTuple):
    """Tokens at the heads of the two roles."""

    actor: int | None
    target: int | None


def find_roles(document: Document, match: Match, parties: Parties, lexicon: EventLexicon) -> Roles | None:
    """The roles, or None where the subject rules the frame out: what no somebody does is no political event."""
    frame, slots = match.trigger.frame, match.slots
    tangible = frame.event_class.event_type in THING_TARGET_TYPES
    actor = find_actor(document, match, parties, lexicon)
    subjects = slots.get("subj", [])
    if frame.event_class.event_type not in IMPERSONAL_TYPES and frame.actor != NOBODY and subjects and actor is None:
        return None
    partner = None
    if frame.reciprocal and actor is None:
        both = [i for i in fillers(document, slots.get("between", [])) if parties.can_act(i)]
        actor, partner = (both[0], both[1]) if len(both) > 1 else (None, None)
    elif frame.reciprocal and actor is not None and not slots.get("with") and not has_object(document, match, parties):
        partner = next(iter(parties.conjuncts(actor)), None)
    hurled = {i for i in match.words if frame.event_class.event_type == "ASSAULT" and document.tokens[i].lemma in lexicon.words["hurled"]}
    hurled |= {i for i in slots.get("obj", ()) if is_laden(document, i)}
    target = partner if partner is not None else find_target(match, frame.target, parties, actor, hurled, tangible=tangible)
    if target is None and not tangible:
        target = find_target(match, FALLBACK_OF.get(frame.event_class.event_type, FALLBACK), parties, actor, hurled, tangible=tangible)
    if (
        frame.patient_subject
        and document.tokens[match.token].tag in ("VBN", "VBD")
        and target is None
        and not slots.get("obj")
        and not slots.get("into")
        and subjects
        and parties.can_act(subjects[0])
    ):
        actor, target = (None if actor == subjects[0] else actor), subjects[0]
    if frame.needs_target and target is None:
        return None
    if not tangible and any(i is not None and document.tokens[i].lower == "you" for i in (actor, target)):
        return None
    if actor is None and target is not None and is_blamed(document, match):
        return Roles(target, None)
    return Roles(actor, target)


def has_object(document: Document, match: Match, parties: Parties) -> bool:
    """Whether a verb of fights or talks names the other side itself: "the army and its allies are battling the rebels"."""
    if match.trigger.frame.event_class.event_type not in ("ASSAULT", "CONSULT") or document.tokens[match.token].pos != "VERB":
        return False
    return any(parties.can_act(i) for i in match.slots.get("obj", ()) if i not in match.slots.get("subj", ()))


def is_laden(document: Document, i: int) -> bool:
    """Whether what token `i` heads is a bomb itself: "a car packed with explosives", "an explosives-laden truck"."""
    around = document.lemmas[max(i - LADEN_REACH, 0) : i + LADEN_REACH]
    return not EXPLOSIVE.isdisjoint(around) and any(child.lemma in LADEN for child in document.children(i))


def is_blamed(document: Document, match: Match) -> bool:
    """Whether a noun's deed is blamed on somebody: who stands after its "on" did it."""
    token = document.tokens[match.token]
    return token.dep == "dobj" and document.tokens[token.head].lemma in BLAMING and bool(match.slots.get("on"))


def find_actor(document: Document, match: Match, parties: Parties, lexicon: EventLexicon) -> int | None:
    """The first filler of the frame's slots for the actor who can act; a pronoun in reported speech stands for the speaker."""
    verbal = match.trigger.frame.event_class.event_type in SPEECH_TYPES
    for slot in match.trigger.frame.actor if match.trigger.frame.actor == NOBODY else (*match.trigger.frame.actor, "accused"):
        if slot == "obj" and match.slots.get("subj"):
            continue  # what somebody moves or steps up does not move by itself
        for i in map(parties.unstamped, match.slots.get(slot, ())):
            if i == match.token:
                continue
            if any(child.lower in ("which", "what") for child in document.children(i)):
                continue  # "which gang did it"
            if not parties.is_known(i):
                i = possessor(document, i)
            if slot == "mod":
                named = i if parties.is_named(i) else parties.inside(i)
                named = None if named is not None and parties.is_of_arms(named) else named
                if named is not None and not parties.is_town(named):
                    return named
            elif parties.can_act(i) or (slot == "subj" and parties.may_speak(i, named=not verbal)):
                said = antecedent(document, document.tokens[i], parties, lexicon)
                return said if said != i else subject_above(document, i, parties)
            elif document.tokens[i].pos == "PRON" or document.tokens[i].lemma in lexicon.words["statement"]:
                resolved = antecedent(document, document.tokens[i], parties, lexicon)
                if resolved != i:
                    return resolved
                inner = parties.inside(i)
                if inner is not None and not is_told_by(document, inner, match.token, i):
                    return inner
            elif parties.is_of_arms(i):
                owner = user(document, i, parties)
                if owner is not None:
                    return owner
    return None


def is_told_by(document: Document, i: int, trigger: int, phrase: int) -> bool:
    """Whether what is inside a phrase stands in the clause of a trigger there: the rebels in "a statement condemning the rebels"."""
    for above in document.ancestors(i):
        if above.i in (trigger, phrase):
            return above.i == trigger
    return False


def user(document: Document, weapon: int, parties: Parties) -> int | None:
    """Who made use of a weapon: "shells fired by the army", "Russian drones"."""
    for child in document.children(weapon):
        agent = document.child(child.i, "agent") if child.dep == "acl" else None
        doer = document.child(agent.i, "pobj") if agent is not None else None
        if doer is not None and (parties.can_act(doer.i) or parties.may_speak(doer.i, named=False)):
            return doer.i
    return parties.owner(weapon)


def antecedent(document: Document, token: Token, parties: Parties, lexicon: EventLexicon) -> int:
    """The speaker whom a pronoun in the speaker's own reported clause stands for ("the rebels said they will …"), else the token."""
    if token.pos != "PRON" or token.lower in ("who", "that", "which", "i", "we", "you", "me", "us"):
        return token.i
    below = token
    for above in list(document.ancestors(token.i))[:MAX_CLIMB]:
        if below.i != token.i and is_others(document, below, token):
            return token.i
        if below.dep == "ccomp" and above.lemma in lexicon.words["announce"]:
            subject = document.child(above.i, "nsubj")
            if subject and subject.pos != "PRON" and parties.can_act(subject.i):
                if token.lower == "they" and subject.tag == "NN" and claimant(document, subject.i) != subject.i:
                    return claimant(document, subject.i)
                one_for_many = token.lower in ONE_PERSON and (subject.tag == "NNS" or subject.lemma == "police")
                many_for_one = token.lower in MANY and parties.is_person(subject.i)
                return token.i if one_for_many or many_for_one else subject.i
        below = above
    return token.i


def subject_above(document: Document, i: int, parties: Parties) -> int:
    """Whom a pronoun without a name means in a clause that another one governs: the subject of that ("a man was held after he shot his
    brother"), if it is one person or many as the pronoun is; else the token.
    """
    token = document.tokens[i]
    if token.lower not in ("he", "she", "they") or parties.is_known(i):
        return i
    clause = document.tokens[token.head]
    if token.dep not in ("nsubj", "nsubjpass") or clause.dep != "advcl":
        return i
    above = document.tokens[clause.head]
    above = document.tokens[above.head] if above.dep == "xcomp" else above
    subject = document.child(above.i, "nsubj", "nsubjpass")
    if subject is None or not parties.can_act(subject.i):
        return i
    agent = document.child(above.i, "agent")
    doer = document.child(agent.i, "pobj") if agent is not None else None
    if doer is not None and doer.tag in ("NN", "NNP") and doer.lemma not in BODIES:
        return i  # "he was hurt by his wife after she fled": of two people either may be meant
    one = subject.tag in ("NN", "NNP") and document.child(subject.i, "conj") is None
    return subject.i if one == (token.lower != "they") else i


def is_others(document: Document, clause: Token, pronoun: Token) -> bool:
    """Whether a clause around a pronoun has a subject of its own, whom the pronoun may stand for as well as for the speaker."""
    subject = document.child(clause.i, "nsubj", "nsubjpass")
    return subject is not None and subject.i != pronoun.i and subject.pos == "PROPN"


def find_target(
    match: Match, slots: tuple[str, ...], parties: Parties, actor: int | None, hurled: AbstractSet[int], *, tangible: bool
) -> int | None:
    """The first filler of these slots that can be a target; else somebody inside such a filler.

    `hurled` are weapons that the trigger sets off: never the target, which is what they are hurled at, be it a place.
    """
    taken = (actor, match.token, *hurled)
    event_class = match.trigger.frame.event_class
    harm = event_class.event_type in (*IMPERSONAL_TYPES, "LEGAL") or event_class.mode == "arrest"
    heads = [
        i
        for slot in slots
        for i in map(parties.unstamped, match.slots.get(slot, ()))
        if i not in taken
        and not (tangible and slot in WHERE_SLOTS and parties.is_setting(i) and not (hurled and slot in AIMED_SLOTS))
        and not (slot == "in" and parties.is_circumstance(i))
        and not (tangible and slot == "from" and not parties.can_act(i))
        and not (tangible and slot == "on" and parties.is_street(i))
        and not parties.is_reflexive(i)
    ]
    for i in heads:
        i = subject_above(parties.document, i, parties)
        if (parties.can_act(i) and (tangible or not parties.is_own(i))) or (tangible and parties.can_suffer(i, harm=harm)):
            return i
        inner = parties.inside(i)
        if (
            inner is not None
            and inner not in taken
            and not (tangible and ((inner > i and parties.is_place(inner)) or parties.is_town(inner)))
        ):
            return inner
    return None
