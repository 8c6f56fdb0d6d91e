"""Stretches of a parse: clauses, phrases and who does what, as token ranges."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.document import Document, Token

Run = tuple[int, int]
"""A half-open range of tokens."""

EDGE_MARKS = frozenset({",", ";", ":", "-", "--", "–", "—", "―", ".", "...", "…", ")", "(", "*", "and", "but", "or"})
BARE_PARTICIPLES = {"VBN": frozenset({"acl", "advcl", "amod", "ccomp", "xcomp", "pcomp"}), "VBD": frozenset({"acl", "advcl"})}
"""What a participle without a subject hangs on by; taggers take many for past tenses."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of finite verbs."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def runs(document: Document, indices: Iterable[int]) -> list[Run]:
    """Sorted token indices as ranges; a gap of punctuation alone does not part them."""
    found: list[list[int]] = []
    for i in indices:
        if found and (found[-1][1] == i or all(document.tokens[gap].pos == "PUNCT" for gap in range(found[-1][1], i))):
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1])
    return [trimmed for first, last in found if (trimmed := trim(document, first, last))]


def trim(document: Document, first: int, last: int) -> Run | None:
    """The range without punctuation and conjunctions at its edges; None where nothing else is in it."""
    tokens = document.tokens
    while first < last and tokens[first].lower in EDGE_MARKS:
        first += 1
    while last > first and tokens[last - 1].lower in EDGE_MARKS and not _abbreviates(tokens[last - 1]):
        if tokens[last - 1].text == ")" and any(token.text == "(" for token in tokens[first:last]):
            break
        last -= 1
    return (first, last) if first < last else None


def _abbreviates(token: Token) -> bool:
    return token.pos != "PUNCT" and token.lower not in ("and", "but", "or")


def whole(document: Document, head: int) -> list[Run]:
    """The subtree of a token as one range; empty where it holds nothing but punctuation."""
    tree = document.subtree(head)
    run = trim(document, tree[0], tree[-1] + 1)
    return [run] if run else []


def without(document: Document, head: int, left_out: Iterable[int]) -> list[int]:
    """The subtree of a token, without the subtrees of others, sorted."""
    dropped = set(left_out)
    found, queue = [], [head]
    while queue:
        at = queue.pop()
        found.append(at)
        queue.extend(child.i for child in document.children(at) if child.i not in dropped)
    return sorted(found)


def is_passive(document: Document, verb: Token) -> bool:
    """Whether a verb is in the passive, a participle without a subject included ("a plan criticized by experts", "asked about it, she ...")."""
    if verb.tag not in ("VBN", "VBD"):
        return False
    deps = {child.dep for child in document.children(verb.i)}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    if verb.dep == "conj" and verb.lower == "told":  # "was arrested and told that ...": nobody is told by it, as there is no object
        return deps.isdisjoint(("aux", "dobj", "dative", "nsubj")) and is_passive(document, document.tokens[verb.head])
    return verb.dep in BARE_PARTICIPLES[verb.tag] and deps.isdisjoint(("aux", "dobj", "nsubj"))


def agent(document: Document, verb: Token) -> Token | None:
    """The noun behind "by" of a passive."""
    by = document.child(verb.i, "agent")
    return document.child(by.i, "pobj") if by else None


def subject(document: Document, verb: Token, depth: int = 4) -> Token | None:
    """Who does what a verb says: its own subject, or the one that it shares with, or has from, the clause above it."""
    own = document.child(verb.i, *SUBJECTS)
    if own is not None:
        return None if own.lower == "there" else own
    if depth == 0 or verb.head == verb.i:
        return None
    above = document.tokens[verb.head]
    if verb.dep == "acl" and above.pos in ("NOUN", "PROPN", "PRON"):
        return above if verb.tag == "VBG" else document.child(above.i, "poss")
    if verb.dep == "xcomp" and above.pos in ("VERB", "AUX"):
        controlled = document.child(above.i, "dobj")
        return controlled or subject(document, above, depth - 1)
    if verb.dep in ("conj", "advcl", "ccomp", "dep", "parataxis") and above.pos in ("VERB", "AUX"):
        return subject(document, above, depth - 1)
    if verb.dep == "pcomp":
        climbed = document.tokens[above.head]
        if climbed.pos in ("VERB", "AUX"):
            return subject(document, climbed, depth - 1)
    if verb.dep in ("acomp", "oprd", "attr") and above.pos in ("VERB", "AUX"):
        return subject(document, above, depth - 1)
    return None


def is_impersonal(document: Document, verb: Token) -> bool:
    """Whether an infinitive is nobody's deed: "it is hard to say whether ..."."""
    above = document.tokens[verb.head]
    if verb.dep not in ("xcomp", "ccomp", "advcl") or document.child(above.i, "acomp", "attr") is None:
        return False
    own = document.child(above.i, *SUBJECTS, "expl")
    return own is not None and own.lower == "it"


def noun_phrase(document: Document, head: int) -> Run:
    """A noun with its titles, modifiers and complements, without relative clauses, appositions and later parts of a list."""
    stops = ("relcl", "appos", "acl", "punct", "cc", "conj", "advcl", "prep", "dep", "parataxis", "npadvmod", "amod", "advmod")
    first = last = head
    queue = [head]
    while queue:
        at = queue.pop()
        first, last = min(first, at), max(last, at)
        queue.extend(
            child.i
            for child in document.children(at)
            if child.i < head or child.dep not in stops or (child.dep == "prep" and child.lower == "of" and at == head)
        )
    run = trim(document, first, last + 1)
    return run or (head, head + 1)
