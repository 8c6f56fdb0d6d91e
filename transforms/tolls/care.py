"""People told of by their wounds and what is done about them: in hospital, in critical condition, with a wound to the leg."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.document import Token
from transforms.tolls.clauses import SUBJECTS, Clauses
from transforms.tolls.lexicon import Frame
from transforms.tolls.meaning import died
from transforms.tolls.victims import Victim


def hospital(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    if token.pos != "VERB":
        return ()
    words = clauses.lexicon.words
    for child in clauses.document.children(token.i):
        if child.dep in ("prep", "dative", "advmod", "prt") and child.lower in ("to", "at", "into", "in"):
            for inner in clauses.document.children(child.i):
                if inner.dep == "pobj" and (
                    inner.lemma in words["hospitals"]
                    or any(
                        word.lower in words["hospital_names"] for word in clauses.document.tokens[max(child.i, inner.i - 6) : inner.i + 1]
                    )
                ):
                    return clauses.patients(token)
    return ()


def in_hospital(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    """'left three others in the hospital', 'is in a coma'."""
    preposition = clauses.document.tokens[token.head]
    if token.lemma == "care" and not any(child.lower == "intensive" for child in clauses.document.children(token.i)):
        return ()
    if token.dep != "pobj" or preposition.lower != "in":
        return ()
    above = clauses.document.tokens[preposition.head]
    if above.lemma in frame.beside:
        return clauses.of_state(above)
    if preposition.dep != "prep" or above.pos not in ("NOUN", "NUM", "DET", "PRON"):
        return ()
    return [victim for victim in clauses.people.at(above.i) if victim.head < preposition.i]


def condition(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    if token.dep != "pobj" or not any(
        child.lower in clauses.lexicon.words["conditions"]
        or any(part.lower in clauses.lexicon.words["conditions"] for part in clauses.document.children(child.i))
        for child in clauses.document.children(token.i)
    ):
        return ()
    prep = clauses.document.tokens[token.head]
    above = clauses.document.tokens[prep.head]
    if above.pos in ("NOUN", "PROPN", "NUM", "PRON", "DET") and prep.dep == "prep":
        if above.lemma in clauses.lexicon.words["hospitals"] or not clauses.people.at(above.i):
            above = clauses.document.tokens[above.head] if above.head != above.i else above
            above = clauses.document.tokens[above.head] if above.pos == "ADP" else above
        else:
            return clauses.people.at(above.i)
    return clauses.of_state(above)


def wound(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    if token.pos != "NOUN":
        return ()
    words = clauses.lexicon.words
    children = clauses.document.children(token.i)
    if frame.id == "fracture" and not any(child.lower in words["broken"] for child in children):
        return ()
    described = frame.id == "fracture" or any(
        child.lower in words["wounds"] or any(part.lower in words["wounds"] for part in clauses.document.children(child.i))
        for child in children
    )
    described = described or _to_body(clauses, children)
    prep = clauses.document.tokens[token.head]
    if token.dep in SUBJECTS and prep.lemma in words["judging"]:
        owner = next((child for child in children if child.dep == "poss"), None)
        return clauses.people.at(owner.i) if owner is not None else ()
    verb = prep
    if token.dep == "dobj":
        if verb.lemma in ("cause", "inflict"):
            befallen = next((child for child in (*children, *clauses.document.children(verb.i)) if child.lower in ("to", "on")), None)
            inner = clauses.document.child(befallen.i, "pobj") if befallen is not None else None
            return clauses.people.at(inner.i) if inner is not None else ()
        if verb.lemma not in words["wound_verbs"] or any(child.lower == "no" for child in children):
            return ()
        subject = clauses.subject_of(verb)
        return clauses.people.at(subject) if subject is not None else ()
    if token.dep == "pobj" and prep.lower in ("with", "from", "for", "of", "to"):
        above = clauses.document.tokens[prep.head]
        if prep.lower == "with" and described and above.pos in ("NOUN", "PROPN", "NUM", "PRON"):
            return clauses.people.at(clauses.all_of(above.i)) or _arrived(clauses, above)
        if above.lemma in words["wound_verbs"] and (described or above.lemma in ("suffer", "treat")):
            if above.lemma == "die":
                return ()
            if above.dep == "acl":
                return clauses.people.at(clauses.all_of(above.head))
            return clauses.of_state(above) or clauses.patients(above)
        if prep.lower == "with" and described and above.pos == "VERB":
            return clauses.patients(above) or clauses.of_state(above) or _came(clauses, above)
    return ()


def _to_body(clauses: Clauses, children: Iterable[Token]) -> bool:
    """Whether a wound is one 'to the leg'."""
    body = clauses.lexicon.words["body"]
    return any(child.lower in ("to", "in") and any(part.lemma in body for part in clauses.document.children(child.i)) for child in children)


def _arrived(clauses: Clauses, place: Token) -> Iterable[Victim]:
    """'Two men walked into a clinic with wounds', where the parse gives the wounds to the clinic."""
    preposition = clauses.document.tokens[place.head]
    return _came(clauses, clauses.document.tokens[preposition.head]) if place.dep == "pobj" else ()


def _came(clauses: Clauses, verb: Token) -> Iterable[Victim]:
    if verb.lemma not in clauses.lexicon.words["coming"] or verb.pos != "VERB":
        return ()
    subject = clauses.subject_of(verb)
    return clauses.people.at(subject) if subject is not None else ()


def fighting(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    """'is fighting for his life'."""
    prep = clauses.document.tokens[token.head]
    verb = clauses.document.tokens[prep.head]
    if token.dep != "pobj" or prep.lower != "for" or verb.lemma not in frame.beside:
        return ()
    subject = clauses.subject_of(verb)
    return clauses.people.at(subject) if subject is not None else ()


def unsaved(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'could not be revived', 'were unable to save her'."""
    above = clauses.document.tokens[token.head]
    helper = clauses.document.tokens[above.head] if token.dep == "xcomp" and above.lemma == "able" else token
    failed = token.dep in ("xcomp", "acomp") and above.lemma in ("unable", "fail")
    if token.pos != "VERB" or not (failed or any(child.dep == "neg" for child in clauses.document.children(helper.i))):
        return ()
    return clauses.patients(token)


def survive(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'is expected to survive', 'is recovering'."""
    if token.pos != "VERB" or token.tag not in ("VB", "VBG"):
        return ()
    head = clauses.document.tokens[token.head]
    if token.tag == "VB" and head.lemma not in ("expect", "be", "hope", "likely") and not died(clauses.document, token):
        return ()
    subject = clauses.subject_of(token)
    return clauses.people.at(subject) if subject is not None else ()
