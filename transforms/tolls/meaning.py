"""What a predicate means for its people: killed or only hit, real or only feared, of this event or of a whole year."""

from __future__ import annotations

from transforms.document import Document, Token
from transforms.tolls.lexicon import Frame, TollLexicon
from transforms.tolls.victims import Victim

PRESENT = frozenset({"VBZ", "VBP"})
CONDITIONAL_MARKS = frozenset({"if", "unless", "whether"})
DOUBTFUL_MODALS = ("would", "could", "might", "may")
"""Modals that make even the perfect unsure: 'may have been shot', but not 'must have been shot'."""
OPEN_DEPS = ("xcomp", "acomp", "conj", "oprd", "pcomp", "auxpass")
"""Dependents that share the reality of the verb above them."""
MAX_CLIMB = 6
ONE_OF = 6
"""Words within which 'one of' is followed by what it is one of."""
FEW = 2
"""Figures up to this are no statistics."""


def measure_of(document: Document, token: Token, frame: Frame, lexicon: TollLexicon) -> str:
    """The frame's measure; killed where the clause says that the shot or wound was fatal; hit for a stabbing, which may be or not."""
    if frame.slot == "shooting":
        return "killed" if is_fatal(document, token, lexicon) else "hit"
    if frame.slot == "survive" and died(document, token):
        return "killed"
    if frame.measure not in ("hit", "injured") or frame.slot not in ("object", "aged"):
        return frame.measure
    fatally = lexicon.words["fatally"]
    after = document.tokens[token.i + 1].lower if token.i + 1 < len(document.tokens) else ""
    if after == "dead" or any(
        child.lower in fatally or _is_dead(document, token, child) or (child.lower == "to" and _has_death(document, child))
        for child in document.children(token.i)
    ):
        return "killed"
    return "hit" if token.lemma == "stab" else frame.measure


def died(document: Document, token: Token) -> bool:
    """'did not survive'."""
    children = document.children(token.i)
    return (
        token.lemma == "survive"
        and any(child.dep == "neg" for child in children)
        and any(child.lower in ("did", "does", "do") for child in children)
    )


def is_fatal(document: Document, token: Token, lexicon: TollLexicon) -> bool:
    """Whether a noun is called fatal: 'the fatal shooting'."""
    return any(child.lower in lexicon.words["fatal"] for child in document.children(token.i))


def _is_dead(document: Document, verb: Token, word: Token) -> bool:
    """'shot him dead', but not 'eight shot, two dead' or 'injured five and left one dead', which are others."""
    if word.lower != "dead" or word.i < verb.i:
        return False
    between = [child for child in document.children(verb.i) if verb.i < child.i < word.i]
    return not any(child.dep == "cc" or child.text == "," for child in between) and not document.children(word.i)


def _has_death(document: Document, preposition: Token) -> bool:
    return any(child.lower == "death" for child in document.children(preposition.i))


def of_other_times(document: Document, token: Token, victim: Victim, lexicon: TollLexicon) -> bool:
    """Whether a figure is a year's, or one that the text itself takes back ('police had first said seven')."""
    if _of_another(document, token, lexicon):
        return True
    sentence = document.sentence_of(token.i)
    text = document.body[sentence.start : sentence.end].lower()
    one_of = _is_one_of_several(document, token.sentence, lexicon)
    if victim.best != 1 and not one_of and any(phrase in text for phrase in lexicon.words["scattered"]):
        return True
    if victim.counted and any(phrase in text for phrase in lexicon.words["superseded"]):
        return True
    if one_of or (victim.best is not None and victim.best <= FEW):
        return False
    return any(phrase in text for phrase in lexicon.words["statistics"])


def _is_one_of_several(document: Document, sentence: int, lexicon: TollLexicon) -> bool:
    """Whether a sentence tells of one of several events after all: 'wounded five, one of several shootings across the city'."""
    words = document.sentence_tokens(sentence)
    return any(
        one.lower == "one" and of.lower == "of" and any(word.tag == "NNS" and word.lemma in lexicon.words["deeds"] for word in rest)
        for one, of, *rest in (words[i : i + 2 + ONE_OF] for i in range(len(words) - 1))
    )


def _of_another(document: Document, token: Token, lexicon: TollLexicon) -> bool:
    """'an earlier raid on the farm, in which two men died': the clause is about another event than the text."""
    at = token
    while at.dep == "conj":
        at = document.tokens[at.head]
    if at.dep == "advcl":
        return _long_before(document, at, lexicon)
    if at.dep != "relcl":
        return False
    for _ in range(MAX_CLIMB):
        at = document.tokens[at.head]
        if at.pos not in ("NOUN", "NUM", "PRON", "ADP", "PROPN", "DET") or lexicon.is_person(at.lemma):
            return False
        if any(child.lower in lexicon.words["apart"] for child in document.children(at.i)):
            return True
    return False


def _long_before(document: Document, clause: Token, lexicon: TollLexicon) -> bool:
    """'The shooting came a month after two men were killed': the clause is about what was before."""
    children = document.children(clause.i)
    after = next((child for child in children if child.dep == "mark" and child.lower == "after"), None)
    if after is None or not any(child.dep == "npadvmod" and child.i == after.i - 1 for child in children):
        return False
    subject = document.child(clause.head, "nsubj")
    return subject is not None and (subject.lemma in lexicon.words["deeds"] or subject.lower == "it")


def disjoined(document: Document, token: Token, lexicon: TollLexicon) -> bool:
    """'were killed or wounded': of each it may be either."""
    head = document.tokens[token.head] if token.dep == "conj" else token
    children = document.children(head.i)
    return any(child.lower == "or" for child in children) and any(
        child.dep == "conj" and child.lemma in lexicon.frames and head.lemma in lexicon.frames for child in children
    )


def somebody_unhurt(document: Document, token: Token, lexicon: TollLexicon) -> bool:
    """Whether somebody of the sentence is said to be unhurt: who is taken to a hospital then is not injured."""
    return any(word.lower in lexicon.words["unhurt"] for word in document.sentence_tokens(token.sentence))


def negated(document: Document, token: Token) -> bool:
    """'was not injured'."""
    above = document.children(token.head) if token.dep in ("acomp", "oprd", "xcomp") else ()
    return any(child.dep == "neg" for child in (*document.children(token.i), *above))


def unreal(document: Document, token: Token, lexicon: TollLexicon) -> bool:
    """Whether it did not happen, or is not said to have: 'tried to kill', 'could die', 'if he dies', 'nearly killed'."""
    at = document.tokens[token.head] if token.pos == "NOUN" and token.dep == "dobj" else token
    for _ in range(MAX_CLIMB):
        children = document.children(at.i)
        auxiliaries = {child.lower for child in children if child.dep == "aux"}
        if auxiliaries & lexicon.words["unreal_modals"]:
            return "have" not in auxiliaries or any(modal in auxiliaries for modal in DOUBTFUL_MODALS)
        marks = {child.lower for child in children if child.dep == "mark"}
        if marks & CONDITIONAL_MARKS or ("before" in marks and (at.tag in PRESENT or any(child.tag in PRESENT for child in children))):
            return True
        if any(child.lower in lexicon.words["almost"] for child in children):
            return True
        head = document.tokens[at.head]
        if at.dep == "ccomp" and head.lemma in lexicon.words["feared"]:
            return True
        if at.tag == "VB" and "to" in auxiliaries:
            if head.lemma not in lexicon.words["real_heads"]:
                return True
        elif at.dep in ("pcomp", "pobj") and head.lower in ("of", "to", "at", "from"):
            above = document.tokens[head.head].lemma
            if above in lexicon.words["unreal_heads"]:
                return above not in ("fear", "tell", "ask")
        if at.head == at.i or at.dep not in OPEN_DEPS:
            return False
        at = head
    return False
