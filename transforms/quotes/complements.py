"""The complements of a cue: where in its sentence stands what it reports.

Each finder gives the content as token ranges, with the last token of the cue (a particle or preposition may belong to it), or None where
the cue has no such complement.
"""

from __future__ import annotations

from collections.abc import Callable

from transforms.document import Document, Token
from transforms.quotes.clauses import Run, agent, is_passive, runs, subject, trim, whole, without
from transforms.quotes.lexicon import QUOTING_FORCES, Frame

Found = tuple[list[Run], int]
Finder = Callable[[Document, Token, Frame], Found | None]

PREPOSED = "preposed"
"""The complement in front of its cue, or around it, which every cue that takes a clause has besides."""
OPENING_CONJUNCTIONS = frozenset({"and", "but", "or", "so", "yet", "nor"})
JOINED = frozenset({"as", "of", "with", "between", "against", "over", "about", "for", "to"})
"""Prepositions whose phrases belong to an object, also where the parser hangs them on its verb ("praised the rescuers for their courage").
Others ("in", "on", "at") as often say where or when it was said."""
ONLY = frozenset({"only", "just", "simply", "merely", "even"})
"""What can stand between a cue and its "that"."""
RELATIVE_TAGS = frozenset({"WP", "WDT"})
"""What a relative clause that somebody is cited for leaves in front of its cue ("who police say was drunk")."""
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def content(document: Document, cue: Token, frame: Frame, complement: str) -> Found | None:
    """What a cue reports in one of its complements."""
    finder = FINDERS.get(complement)
    found = finder(document, cue, frame) if finder else _behind_preposition(document, cue, frame, complement)
    if found is None:
        return None
    contents = [run for run in found[0] if run[1] > run[0] + 1 or document.tokens[run[0]].tag not in RELATIVE_TAGS]
    return (contents, found[1]) if contents else None


def _end(document: Document, cue: Token) -> int:
    """The last token of a verb with its particle ("pointed out")."""
    return max((child.i for child in document.children(cue.i) if child.dep == "prt" and child.i > cue.i), default=cue.i)


def _clause(document: Document, cue: Token, frame: Frame) -> Found | None:
    """A finite clause behind the cue."""
    for child in document.children(cue.i):
        if child.tag[0] == "J" and frame.force not in QUOTING_FORCES:
            continue  # a verdict on an object: "found it hard to stop", "discovered him dead"
        if child.i > cue.i and (_completes_noun(document, child) if cue.tag[0] == "N" else _completes_verb(document, child, frame)):
            found = _without_that(document, runs(document, document.subtree(child.i)))
            return [*_before_colon(document, cue, found), *found], _end(document, cue)
    return _behind_channel(document, cue) if cue.tag[0] == "V" else None


def _before_colon(document: Document, cue: Token, found: list[Run]) -> list[Run]:
    """What was said before a cue that says more behind a colon: "nobody had been hurt, she told them: the house was empty"."""
    if not found or document.tokens[found[0][0] - 1].text != ":":
        return []
    preposed = _preposed(document, cue)
    return preposed[0] if preposed else []


def _behind_channel(document: Document, cue: Token) -> Found | None:
    """A that-clause that the parser hangs on a phrase between it and its verb: "said in a statement that ..."."""
    for phrase in document.children(cue.i):
        noun = document.child(phrase.i, "pobj") if phrase.dep == "prep" and phrase.i > cue.i else None
        for child in document.children(noun.i) if noun else ():
            if child.dep in ("acl", "relcl") and any(below.lower == "that" and below.dep == "mark" for below in document.children(child.i)):
                return _without_that(document, runs(document, document.subtree(child.i))), _end(document, cue)
    return None


def _completes_verb(document: Document, child: Token, frame: Frame) -> bool:
    if child.dep == "advcl":  # as parsers have it in "made clear that ...", "asked the union if ..."
        openers = ("that", "if") if frame.force == "ask" else ("that",)
        return any(below.lower in openers and below.dep == "mark" for below in document.children(child.i))
    if child.dep != "ccomp" or child.tag != "VBG":
        return child.dep == "ccomp"
    has_subject = any(below.dep in SUBJECT_DEPS for below in document.children(child.i))
    return has_subject and document.tokens[child.i - 1].text != ","  # '"...," said the old man, smiling'


def _completes_noun(document: Document, child: Token) -> bool:
    if child.dep not in ("acl", "relcl", "ccomp") or document.tokens[document.subtree(child.i)[0] - 1].text == ",":
        return False
    children = document.children(child.i)
    if any(below.lower == "that" and below.dep == "mark" for below in children):
        return True
    return child.dep == "acl" and child.tag[0] == "V" and child.tag != "VBG" and any(below.dep in SUBJECT_DEPS for below in children)


def _without_that(document: Document, found: list[Run]) -> list[Run]:
    if found:
        first, last = found[0]
        if last - first > 2 and document.tokens[first + 1].lower == "that" and document.tokens[first].lower in ONLY:
            first += 1
        if document.tokens[first].lower == "that" and document.tokens[first].dep in ("mark", "dobj") and last - first > 1:
            found[0] = (first + 1, last)
    return found


def _preposed(document: Document, cue: Token, _frame: Frame | None = None) -> Found | None:
    """A clause in front of its cue ("it will rain, he said"), or one that its cue interrupts ("it will, he said, rain")."""
    if is_passive(document, cue):
        return None
    for child in document.children(cue.i):
        if child.i < cue.i and child.dep == "ccomp":
            return _with_opening(document, _without_that(document, runs(document, document.subtree(child.i)))), _end(document, cue)
    if cue.dep == "parataxis":
        return _with_opening(document, runs(document, without(document, cue.head, (cue.i,)))), _end(document, cue)
    return None


def _with_opening(document: Document, found: list[Run]) -> list[Run]:
    """A clause that opens its sentence, with the conjunction that it opens with."""
    if found:
        first, last = found[0]
        opening = document.sentence_of(first).first
        if first == opening + 1 and document.tokens[opening].lower in OPENING_CONJUNCTIONS:
            found[0] = (opening, last)
    return found


def _infinitive(document: Document, cue: Token, _frame: Frame) -> Found | None:
    if is_passive(document, cue) and agent(document, cue) is None:
        return None  # nobody is said to think so: "they are expected to survive"
    for child in document.children(cue.i):
        if child.i > cue.i and child.dep in ("xcomp", "acl", "ccomp", "advcl") and is_infinitive(document, child):
            return whole(document, child.i), _end(document, cue)
    return None


def is_infinitive(document: Document, verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return verb.tag == "VB" and any(child.lower == "to" and child.dep == "aux" for child in document.children(verb.i))


def _gerund(document: Document, cue: Token, _frame: Frame) -> Found | None:
    for child in document.children(cue.i):
        if child.i > cue.i and child.tag == "VBG" and child.dep in ("xcomp", "ccomp", "dobj"):
            return whole(document, child.i), _end(document, cue)
    return None


def _object(document: Document, cue: Token, frame: Frame) -> Found | None:
    """What is criticized, announced, described: the object, or the subject of a passive that says by whom."""
    if is_passive(document, cue):
        if agent(document, cue) is None:
            return None
        patient = document.child(cue.i, "nsubjpass")
        if patient is not None:
            return whole(document, patient.i), _end(document, cue)
        if cue.dep == "acl":
            return runs(document, [i for i in without(document, cue.head, (cue.i,)) if i < cue.i])[-1:], _end(document, cue)
        return None
    head = document.child(cue.i, "dobj")
    if head is None or head.i < cue.i or _is_quoted_as(document, cue) or document.child(cue.i, "prt") is not None:
        return None
    if frame.object_of:
        who = subject(document, cue)
        if who is None or who.lemma not in frame.object_of:
            return None
    return _with_joined(document, cue, head, frame), _end(document, cue)


def _is_quoted_as(document: Document, cue: Token) -> bool:
    """Whether the object is somebody who speaks: "quoted the minister as saying"."""
    return any(child.lower == "as" and document.child(child.i, "pcomp") for child in document.children(cue.i))


def _object_as(document: Document, cue: Token, frame: Frame) -> Found | None:
    """An object with what it is taken for ("cast the merger as a rescue")."""
    is_compared = any(child.i > cue.i and child.dep == "prep" and child.lower in frame.joined for child in document.children(cue.i))
    return _object(document, cue, frame) if is_compared else None


def _with_joined(document: Document, cue: Token, head: Token, frame: Frame) -> list[Run]:
    """A phrase with those other complements of its cue that belong to the same content."""
    tree = document.subtree(head.i)
    joined = [child for child in document.children(cue.i) if child.i > head.i and _joins(document, child, frame)]
    run = trim(document, tree[0], 1 + max([tree[-1], *(document.subtree(child.i)[-1] for child in joined)]))
    return [run] if run else []


def _joins(document: Document, child: Token, frame: Frame) -> bool:
    if child.dep in ("prep", "dative"):
        return child.lower in frame.joined or child.lower in JOINED
    if child.dep in ("xcomp", "ccomp", "advcl"):
        return "infinitive" in frame.joined and is_infinitive(document, child)
    return child.dep == "oprd"


def _predicate(document: Document, cue: Token, _frame: Frame) -> Found | None:
    """What somebody or something is called: "called the bill a disgrace"."""
    if is_passive(document, cue):
        return None  # a name, more often than an opinion: "a company called Acme"
    children = [child for child in document.children(cue.i) if child.i > cue.i]
    if any(child.dep in ("ccomp", "oprd") and _is_of_it(document, child) for child in children):
        return None  # "found it hard to stop"
    for child in children:
        if child.dep == "oprd":
            patient = document.child(cue.i, "dobj")
            start = document.subtree(patient.i if patient is not None and cue.i < patient.i < child.i else child.i)[0]
            run = trim(document, start, document.subtree(child.i)[-1] + 1)
            return [run] if run else [], _end(document, cue)
    for child in children:
        if child.dep == "ccomp" and child.tag[0] in "NJ" and document.child(child.i, "nsubj"):
            return whole(document, child.i), _end(document, cue)
    return None


def _is_of_it(document: Document, verdict: Token) -> bool:
    own = document.child(verdict.i, "nsubj", "expl")
    return own is not None and own.lower == "it" and document.child(verdict.i, "xcomp", "ccomp", "advcl") is not None


def _behind_preposition(document: Document, cue: Token, frame: Frame, preposition: str) -> Found | None:
    """The object of a preposition ("called for calm"), or the clause that it opens ("called for both sides to stop")."""
    for child in document.children(cue.i):
        if child.i < cue.i:
            continue
        if child.dep in ("prep", "agent", "prt", "dative") and child.lower == preposition:
            inner = document.child(child.i, "pobj", "pcomp")
            if inner is not None:
                return _with_joined(document, cue, inner, frame), child.i
        elif child.dep == "advcl" and any(below.dep == "mark" and below.lower == preposition for below in document.children(child.i)):
            tree = document.subtree(child.i)
            run = trim(document, tree[0] + 1, tree[-1] + 1)
            return [run] if run else [], tree[0]
    return None


FINDERS: dict[str, Finder] = {
    "clause": _clause,
    PREPOSED: _preposed,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "object": _object,
    "object-as": _object_as,
    "predicate": _predicate,
}
"""By the name that the seeds give the complement; any other name is a preposition."""
