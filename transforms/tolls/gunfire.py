"""Verbs that may tell of a wound or of none: 'was hit', 'was struck', 'was grazed'."""

from __future__ import annotations

from transforms.document import Document, Token
from transforms.tolls.clauses import SUBJECTS
from transforms.tolls.lexicon import TollLexicon

MAY_HAVE_BEEN = 10
"""Tokens in which 'by what may have been gunfire' says what it was."""


def is_wounding(document: Document, verb: Token, lexicon: TollLexicon) -> bool:
    """Whether 'was hit' or 'was struck' says where on the body or how often, or by nothing but is told of after shots; or is 'was
    grazed'.
    """
    children = document.children(verb.i)
    if not (_is_passive(document, verb) or (verb.tag == "VBN" and verb.dep == "acl")):
        return False
    body = lexicon.words["body"]
    if verb.lemma == "graze" or any(
        child.lower in ("twice", "times")
        or (child.lower in ("in", "on", "to") and any(_names_body(document, inner, body) for inner in document.children(child.i)))
        for child in children
    ):
        return True
    return (
        verb.lemma != "catch" and not any(child.dep == "agent" for child in children) and _is_under_fire(document, verb.sentence, lexicon)
    )


def _names_body(document: Document, noun: Token, body: frozenset[str]) -> bool:
    """'the leg', 'the leg area'."""
    return noun.lemma in body or any(part.dep == "compound" and part.lemma in body for part in document.children(noun.i))


def _is_under_fire(document: Document, sentence: int, lexicon: TollLexicon) -> bool:
    """Whether a sentence or the one before it speaks of shooting."""
    words = lexicon.words["gunfire"]
    return any(word.lemma in words for i in range(max(sentence - 1, 0), sentence + 1) for word in document.sentence_tokens(i))


def _is_passive(document: Document, verb: Token) -> bool:
    """'was hit', 'was shot and hit'."""
    at = verb
    while at.dep == "conj" and at.tag == "VBN" and document.child(at.i, "auxpass", *SUBJECTS) is None:
        at = document.tokens[at.head]
    return at.tag in ("VBN", "VBD") and document.child(at.i, "auxpass") is not None


def _is_of(document: Document, noun: Token, things: frozenset[str]) -> bool:
    """'a hail of bullets'."""
    of = next((child for child in document.children(noun.i) if child.lower == "of"), None)
    inner = document.child(of.i, "pobj") if of is not None else None
    return inner is not None and inner.lemma in things


def done_by(document: Document, token: Token, things: frozenset[str], lexicon: TollLexicon) -> bool:
    """Whether one of these is the agent, instrument or subject of a verb, or was fired by the doer ('opened fire, hitting two men')."""
    above = document.tokens[token.head]
    if token.dep in ("advcl", "conj", "xcomp") and above.i < token.i:
        target = document.child(above.i, "dobj")
        if above.lemma in lexicon.words["firing"] or (target is not None and target.lemma in lexicon.words["fired"]):
            return True
    for child in document.children(token.i):
        if child.dep == "nsubj" and (child.lemma in things or _is_of(document, child, things)):
            return True
        if child.dep == "agent" and document.child(child.i, "pcomp") is not None:
            return any(word.lemma in things for word in document.tokens[child.i : child.i + MAY_HAVE_BEEN])
        if child.dep in ("agent", "prep") and child.lower in ("by", "with", "in"):
            inner = document.child(child.i, "pobj")
            if inner is not None and (inner.lemma in things or any(part.lemma in things for part in document.children(inner.i))):
                return True
    return False
