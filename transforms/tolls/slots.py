"""Where the people of each frame stand, by the frame's slot: see `seeds/tolls/frames.yml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from transforms.document import Token
from transforms.tolls.care import condition, fighting, hospital, in_hospital, survive, unsaved, wound
from transforms.tolls.clauses import SUBJECTS, Clauses
from transforms.tolls.gunfire import done_by, is_wounding
from transforms.tolls.lexicon import Frame
from transforms.tolls.meaning import is_fatal
from transforms.tolls.summaries import charge, multiple, murder_suicide, toll
from transforms.tolls.victims import Victim, counted


def of_object(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    if token.pos not in ("VERB", "ADJ", "AUX") and token.tag not in ("VBN", "VBD"):
        return ()
    if frame.by and not (
        done_by(clauses.document, token, frame.by, clauses.lexicon) or is_wounding(clauses.document, token, clauses.lexicon)
    ):
        return ()
    if frame.particle and not any(child.lower == frame.particle for child in clauses.document.children(token.i)):
        return ()
    aged = clauses.aged_before(token)
    return clauses.patients(token) if aged is None else clauses.people.at(aged)


def of_aged(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'police found the 18-year-old shot', where the parse has a shot."""
    aged = clauses.aged_before(token) if token.tag == "NN" else None
    return clauses.people.at(aged) if aged is not None else ()


def of_subject(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    if token.pos not in ("VERB", "AUX"):
        return ()
    if frame.particle and not any(child.lower == frame.particle for child in clauses.document.children(token.i)):
        return ()
    subject = clauses.subject_of(token)
    return clauses.people.at(subject) if subject is not None else ()


def state(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    if token.lower == "missing" and token.tag == "VBG":
        if clauses.document.child(token.i, "dobj") is not None:
            return ()
    elif token.tag in ("VBD", "VBP", "VB", "VBZ", "VBG") or (token.pos == "VERB" and token.tag != "VBN"):
        return ()
    if frame.id == "hurt-state" and token.pos == "VERB":
        return ()
    if clauses.figure_before(token):
        return clauses.people.at(token.i - 1)
    if token.dep == "amod":
        return clauses.modified(token)
    if clauses.document.tokens[token.head].lemma in clauses.lexicon.words["seeming"]:
        return ()
    if token.tag in ("NN", "NNS") or token.dep in ("pobj", "nsubj", "dobj", "nsubjpass", "appos", "ROOT"):
        return clauses.number_before(token) or (clauses.of_state(token) if token.dep == "ROOT" else ())
    if token.dep == "acl":
        return clauses.people.at(token.head)
    own = clauses.document.child(token.i, *SUBJECTS)
    if own is not None:
        return clauses.people.at(clauses.antecedent(own, token))
    if token.dep in ("oprd", "acomp", "xcomp", "ccomp", "conj", "advcl", "attr", "dobj", "advmod", "npadvmod"):
        found = clauses.of_state(clauses.document.tokens[token.head])
        if found:
            return found
    return clauses.number_before(token)


def of(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    if token.pos != "NOUN":
        return ()
    children = clauses.document.children(token.i)
    quantity = clauses.people.count_at(token.i)
    if any(child.lower == "no" and child.dep == "det" for child in children):
        first = next(child for child in children if child.lower == "no")
        return (Victim(token.i, first.start, token.end, 0, 0, 0, counted=True, noun="nobody"),)
    if quantity is not None and token.tag == "NNS" and quantity.best is not None and token.lemma in clauses.lexicon.words["counted"]:
        return (counted(quantity, token, token.lemma, token.start),)
    if frame.measure == "injured" or token.lower == "executions":
        return ()
    around = clauses.document.children(token.head) if token.head == token.i - 1 else ()  # 'shooting death of', parsed as a shooting of
    of = next((child for child in (*children, *around) if child.lower == "of" and child.dep == "prep" and child.i > token.i), None)
    inner = clauses.document.child(of.i, "pobj") if of else _told_whose(clauses, token) if frame.id == "body" else None
    if inner is not None:
        return clauses.people.at(inner.i)
    owner = next((child for child in children if child.dep == "poss"), None)
    if owner is not None and frame.id != "body":
        return [victim for victim in clauses.people.at(owner.i) if victim.best == 1]
    return ()


def _told_whose(clauses: Clauses, body: Token) -> Token | None:
    """'a body found in the park is that of Ann Reed', 'the remains were identified as hers'."""
    verb = clauses.document.tokens[body.head]
    if body.dep not in SUBJECTS:
        return None
    for child in clauses.document.children(verb.i):
        if verb.lemma == "be" and child.dep == "attr" and child.lower in ("that", "those"):
            of = clauses.document.child(child.i, "prep")
            return clauses.document.child(of.i, "pobj") if of is not None and of.lower == "of" else None
        if verb.lemma == "identify" and child.dep == "prep" and child.lower == "as":
            return clauses.document.child(child.i, "pobj")
    return None


def of_none(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    """'no casualties': only that there were none says how many were killed and injured."""
    return [victim for victim in of(clauses, token, frame) if victim.best == 0]


def fatally(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'four were shot, one fatally'."""
    before = clauses.document.tokens[token.i - 1] if token.i else token
    if before.tag == "CD" or before.lower == "others":
        return [victim._replace(other=False) for victim in clauses.people.at(before.i)]
    return ()


def life(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    verb = clauses.document.tokens[token.head]
    children = clauses.document.children(token.i)
    if token.dep != "dobj" or verb.lemma not in ("lose", "claim", "take", "cost", "give"):
        return ()
    of = next((child for child in children if child.lower == "of"), None)
    inner = clauses.document.child(of.i, "pobj") if of else None
    if verb.lemma in ("claim", "take", "cost"):
        if inner is not None:
            beside = [child.i for child in children if child.dep == "conj"]
            return [victim for i in (inner.i, *beside) for victim in clauses.people.at(i)]
        quantity = clauses.people.count_at(token.i)
        if quantity is not None:
            return (counted(quantity, token, "life"),)
        if verb.lemma == "take" and any(child.lower == "own" for child in children):
            return _doer(clauses, verb)
        owner = next((child for child in children if child.dep == "poss"), None)
        return (
            clauses.people.at(owner.i)
            if (owner and owner.lower not in ("his", "her", "their", "its")) or (owner and verb.lemma == "claim")
            else ()
        )
    if any(child.dep == "poss" for child in children):
        subject = clauses.subject_of(verb)
        return clauses.people.at(subject) if subject is not None else ()
    return ()


def shooting(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:  # noqa: ARG001
    """'the shooting of a clerk', 'a fatal shooting': the latter killed somebody, most often one."""
    if token.tag not in ("NN", "NNP", "VBG") or (token.tag == "VBG" and clauses.document.child(token.i, "dobj", "nsubj", "aux")):
        return
    children = clauses.document.children(token.i)
    of = next((child for child in children if child.lower == "of" and child.dep == "prep"), None)
    inner = clauses.document.child(of.i, "pobj") if of else None
    found = clauses.people.at(inner.i) if inner is not None else []
    if not found and token.tag != "VBG" and is_fatal(clauses.document, token, clauses.lexicon):
        first = next(child for child in children if child.lower in clauses.lexicon.words["fatal"])
        found = [Victim(token.i, first.start, token.end, 1, 1, None, definite=True, noun="shooting")]
    yield from found


def hostage(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    verb = clauses.document.tokens[token.head]
    if verb.lemma not in frame.beside or token.dep not in (
        "oprd",
        "dobj",
        "xcomp",
        "acomp",
        "attr",
        "advmod",
        "npadvmod",
        "ccomp",
    ):
        return ()
    quantity = clauses.people.count_at(token.i)
    held = next(
        (
            child
            for child in clauses.document.children(token.i)
            if child.dep in ("compound", "nmod") and clauses.lexicon.is_person(child.lemma)
        ),
        None,
    )
    if held is not None:
        return clauses.people.at(held.i)
    if token.dep == "dobj" and quantity is not None:
        return clauses.people.at(token.i)
    return [victim for victim in clauses.patients(verb) if victim.head != token.i]


def homes(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    if token.pos != "VERB":
        return ()
    if token.lemma in ("force", "drive"):
        source = next((child for child in clauses.document.children(token.i) if child.lower in ("from", "out")), None)
        target = clauses.document.child(source.i, "pobj", "prep") if source is not None else None
        target = clauses.document.child(target.i, "pobj") if target is not None and target.lower == "of" else target
        return (
            [victim for victim in clauses.patients(token) if victim.best != 1]
            if target is not None and target.lemma in frame.beside
            else ()
        )
    target = clauses.document.child(token.i, "dobj")
    if target is None or target.lemma not in frame.beside or not any(child.dep == "poss" for child in clauses.document.children(target.i)):
        return ()
    subject = clauses.subject_of(token)
    return [victim for victim in clauses.people.at(subject) if victim.best != 1] if subject is not None else ()


def to_death(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    """'beaten to death', 'bled to death': what other frames do not already tell."""
    prep = clauses.document.tokens[token.head]
    if token.dep != "pobj" or prep.lower != "to" or clauses.document.children(token.i):
        return ()
    verb = clauses.document.tokens[prep.head]
    if verb.pos not in ("VERB", "ADJ") or any(known.slot == "object" for known in clauses.lexicon.frames.get(verb.lemma, ())):
        return ()
    victims = clauses.patients(verb)
    if not victims and clauses.document.child(verb.i, "dobj") is None and verb.lemma in frame.beside:
        subject = clauses.subject_of(verb)
        victims = clauses.people.at(subject) if subject is not None else []
    return victims


def of_self(clauses: Clauses, token: Token, frame: Frame) -> Iterable[Victim]:
    """'died by suicide', 'committed suicide', 'turned the gun on himself'."""
    verb = clauses.document.tokens[token.head]
    if token.lemma == "suicide":
        return _doer(clauses, verb) if token.dep == "dobj" and verb.lemma == "commit" else ()
    target = clauses.document.child(token.i, "dobj")
    if target is None or target.lemma not in frame.beside:
        return ()
    for child in (*clauses.document.children(token.i), *clauses.document.children(target.i)):
        if child.dep == "prep" and child.lower == "on":
            inner = clauses.document.child(child.i, "pobj")
            if inner is not None and inner.lower in clauses.lexicon.words["companions"]:
                return _doer(clauses, token)
    return ()


def _doer(clauses: Clauses, verb: Token) -> list[Victim]:
    """Who did it to himself."""
    subject = clauses.subject_of(verb)
    return [victim._replace(perpetrator=None) for victim in clauses.people.at(subject)] if subject is not None else []


SLOTS: Mapping[str, Callable[[Clauses, Token, Frame], Iterable[Victim]]] = {
    "object": of_object,
    "aged": of_aged,
    "subject": of_subject,
    "state": state,
    "of": of,
    "none": of_none,
    "fatally": fatally,
    "life": life,
    "shooting": shooting,
    "hospital": hospital,
    "in_hospital": in_hospital,
    "condition": condition,
    "wound": wound,
    "fighting": fighting,
    "survive": survive,
    "unsaved": unsaved,
    "hostage": hostage,
    "homes": homes,
    "toll": toll,
    "multiple": multiple,
    "charge": charge,
    "murder_suicide": murder_suicide,
    "to_death": to_death,
    "self": of_self,
}
