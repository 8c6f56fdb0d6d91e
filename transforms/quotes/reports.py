"""Reports: a cue, who it makes the speaker, and what the sentence says that they said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transforms.document import Document, Token
from transforms.quotes.clauses import Run, agent, is_passive, runs, subject, trim, without
from transforms.quotes.lexicon import Frame, QuoteLexicon

RAISING = frozenset(
    {
        "expected",
        "believed",
        "thought",
        "said",
        "reported",
        "alleged",
        "considered",
        "supposed",
        "assumed",
        "presumed",
        "estimated",
        "claimed",
        "rumored",
        "rumoured",
        "projected",
        "predicted",
        "forecast",
        "known",
        "understood",
        "feared",
        "intended",
        "hoped",
        "meant",
        "planned",
        "deemed",
        "declared",
        "called",
        "named",
        "dubbed",
        "rated",
        "termed",
        "labeled",
        "labelled",
        "branded",
        "nicknamed",
        "proclaimed",
        "found",
    }
)
"""Participles whose subject is part of what is reported."""
PREPOSED = "preposed"
LIGHT_VERBS = frozenset(
    {"make", "have", "give", "issue", "express", "raise", "voice", "repeat", "offer", "share", "reach", "hold", "take", "show", "announce"}
)
BE = frozenset(
    {
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "'s",
        "’s",
        "remain",
        "remains",
        "remained",
        "become",
        "became",
        "feel",
        "felt",
        "seem",
        "seems",
        "seemed",
        "am",
        "'re",
        "’re",
        "'m",
        "’m",
        "appear",
        "appeared",
        "grow",
        "grew",
        "look",
        "looked",
        "sound",
        "sounded",
    }
)


@dataclass(frozen=True, slots=True)
class Report:
    """One reporting cue of a sentence. All are token indices or ranges."""

    cue: int
    cue_run: Run
    speaker: int | None
    """Head token of who speaks."""
    contents: tuple[Run, ...]
    frame: Frame
    complement: str
    """Which of the frame's complements the content is."""

    @property
    def rule_id(self) -> str:
        return f"{self.frame.id}-{self.complement}"


def find_reports(document: Document, lexicon: QuoteLexicon) -> Iterator[Report]:
    """All reports in the order of their cues, nested ones included."""
    verbs, nouns, adjectives = lexicon.verbs, lexicon.nouns, lexicon.adjectives
    for token in document.tokens:
        tag = token.tag
        report = None
        if tag[0] == "V":
            if (frames := verbs.get(token.lower)) and token.dep not in ("aux", "auxpass", "compound"):
                report = _first(document, token, frames, _speaker_of_verb)
            if report is None and (token.lower in lexicon.leading or token.lower in ("put", "puts")):
                report = _as_clause(document, token, lexicon)
        elif tag[0] == "N":
            if frames := nouns.get(token.lower):
                report = _first(document, token, frames, _speaker_of_noun)
        elif tag[0] == "J" and (frames := adjectives.get(token.lower)):
            report = _first(document, token, frames, _speaker_of_adjective)
        if report is None and token.lower == "according":
            report = _according(document, token)
        if report is not None:
            yield report


def _first(document: Document, cue: Token, frames: tuple[Frame, ...], speaker_of: object) -> Report | None:
    for frame, complement in (
        *((frame, complement) for frame in frames for complement in frame.content),
        *((frame, PREPOSED) for frame in frames if "clause" in frame.content),
    ):
        found = _content(document, cue, frame, complement)
        if found:
            contents, last_cue = found
            speaker = speaker_of(document, cue)  # type: ignore[operator]
            return Report(cue.i, (cue.i, last_cue + 1), speaker.i if speaker else None, tuple(contents), frame, complement)
    return None


def _as_clause(document: Document, cue: Token, lexicon: QuoteLexicon) -> Report | None:
    """ "As the minister put it": the content is the clause that it goes with."""
    if cue.dep != "advcl" or cue.head == cue.i:
        return None
    if not any(child.dep == "mark" and child.lower == "as" for child in document.children(cue.i)):
        return None
    thing = document.child(cue.i, "dobj")
    if thing is not None and thing.lower != "it":
        return None
    contents = runs(document, without(document, cue.head, (cue.i,)))
    who = subject(document, cue)
    if who is None or not contents:
        return None
    lemma = next((frame.lemma for frame in lexicon.verbs.get(cue.lower, ())), cue.lemma)
    return Report(cue.i, (cue.i, cue.i + 1), who.i, tuple(contents), Frame("as-clause", lemma, "state", ("clause",)), "clause")


def _speaker_of_verb(document: Document, cue: Token) -> Token | None:
    return agent(document, cue) if is_passive(document, cue) else subject(document, cue)


def _speaker_of_noun(document: Document, cue: Token) -> Token | None:
    owner = document.child(cue.i, "poss")
    if owner is not None:
        return owner
    above = document.tokens[cue.head]
    if cue.dep == "dobj" and above.pos == "VERB" and above.lemma in LIGHT_VERBS:
        return agent(document, above) if is_passive(document, above) else subject(document, above)
    by = next((child for child in document.children(cue.i) if child.dep in ("prep", "agent") and child.lower in ("by", "from")), None)
    return document.child(by.i, "pobj") if by else None


def _speaker_of_adjective(document: Document, cue: Token) -> Token | None:
    return subject(document, cue)


def _content(document: Document, cue: Token, frame: Frame, complement: str) -> tuple[list[Run], int] | None:
    """The content in one complement of a cue, and the cue's last token; None where the cue has no such complement."""
    children = document.children(cue.i)
    last_cue = cue.i
    for child in children:
        if child.dep == "prt" and child.i > cue.i:
            last_cue = child.i
    if complement == "clause":
        for child in children:
            if child.i > cue.i and child.dep in ("ccomp", "acl", "relcl") and _is_clause(document, cue, child):
                return _clause(document, child), last_cue
        return None
    if complement == PREPOSED:
        return _preposed(document, cue, last_cue)
    if complement == "infinitive":
        for child in children:
            if child.dep in ("xcomp", "acl", "ccomp", "advcl") and _is_infinitive(document, child) and child.i > cue.i:
                return _of_passive(document, cue) + _all(document, child.i), last_cue
        return None
    if complement == "gerund":
        for child in children:
            if child.dep in ("xcomp", "ccomp", "dobj") and child.tag == "VBG" and child.i > cue.i:
                return _all(document, child.i), last_cue
        return None
    if complement in ("object", "object-as"):
        if complement == "object-as" and not any(child.i > cue.i and _joins(document, child, frame) for child in children):
            return None
        return _object(document, cue, frame, last_cue)
    if complement == "predicate":
        return _predicate(document, cue, last_cue)
    for child in children:
        if child.dep in ("prep", "agent", "prt", "dative") and child.lower == complement and child.i > cue.i:
            inner = next((below for below in document.children(child.i) if below.dep in ("pobj", "pcomp")), None)
            if inner is not None:
                return _with_joined(document, cue, inner, frame), child.i
        elif (
            child.dep == "advcl"
            and child.i > cue.i
            and any(below.dep == "mark" and below.lower == complement for below in document.children(child.i))
        ):
            tree = document.subtree(child.i)
            run = trim(document, tree[0] + 1, tree[-1] + 1)
            return ([run] if run else []), tree[0]
    return None


def _with_joined(document: Document, cue: Token, head: Token, frame: Frame) -> list[Run]:
    """A phrase with those other complements of its cue that belong to the same content."""
    tree = document.subtree(head.i)
    end = max(
        [
            tree[-1],
            *(document.subtree(child.i)[-1] for child in document.children(cue.i) if child.i > head.i and _joins(document, child, frame)),
        ]
    )
    run = trim(document, tree[0], end + 1)
    return [run] if run else []


def _all(document: Document, head: int) -> list[Run]:
    tree = document.subtree(head)
    run = trim(document, tree[0], tree[-1] + 1)
    return [run] if run else []


def _of_passive(document: Document, cue: Token) -> list[Run]:
    """The subject of a passive cue, which belongs to what is reported: "the talks are expected to fail"."""
    patient = document.child(cue.i, "nsubjpass")
    return _all(document, patient.i) if patient is not None and patient.i < cue.i and cue.lower in RAISING else []


def _is_infinitive(document: Document, verb: Token) -> bool:
    return verb.tag == "VB" and any(child.lower == "to" and child.dep == "aux" for child in document.children(verb.i))


def _is_clause(document: Document, cue: Token, verb: Token) -> bool:
    """A finite clause: it has a subject of its own, or stands before the cue (an inverted quotation may have none)."""
    children = document.children(verb.i)
    if verb.dep == "ccomp":
        return cue.pos != "NOUN" and (
            verb.i < cue.i or verb.tag != "VBG" or any(child.dep in ("nsubj", "nsubjpass", "expl") for child in children)
        )
    if cue.pos != "NOUN" or verb.i < cue.i:
        return False
    return any(child.lower == "that" and child.dep == "mark" for child in children) or (
        verb.dep == "acl" and any(child.dep in ("nsubj", "nsubjpass") for child in children) and verb.tag[0] == "V" and verb.tag != "VBG"
    )


def _preposed(document: Document, cue: Token, last_cue: int) -> tuple[list[Run], int] | None:
    """A clause in front of its cue ("it will rain, he said"), or one that its cue interrupts ("it will, he said, rain")."""
    for child in document.children(cue.i):
        if child.i < cue.i and child.dep == "ccomp":
            return _with_opening(document, _clause(document, child)), last_cue
    if cue.dep == "parataxis":
        return _with_opening(document, runs(document, without(document, cue.head, (cue.i,)))), last_cue
    return None


def _clause(document: Document, verb: Token) -> list[Run]:
    return _without_that(document, runs(document, document.subtree(verb.i)))


def _with_opening(document: Document, found: list[Run]) -> list[Run]:
    """A clause that opens its sentence, with the conjunction that it opens with."""
    if found:
        first, last = found[0]
        opening = document.sentence_of(first).first
        if first == opening + 1 and document.tokens[opening].lower in ("and", "but", "or", "so", "yet", "nor"):
            found[0] = (opening, last)
    return found


def _without_that(document: Document, found: list[Run]) -> list[Run]:
    if found:
        first, last = found[0]
        if document.tokens[first].lower == "that" and document.tokens[first].dep in ("mark", "dobj") and last - first > 1:
            found[0] = (first + 1, last)
    return found


def _object(document: Document, cue: Token, frame: Frame, last_cue: int) -> tuple[list[Run], int] | None:
    if is_passive(document, cue):
        above = document.child(cue.i, "nsubjpass")
        if above is None and cue.dep == "acl" and agent(document, cue):
            tree = [i for i in without(document, cue.head, (cue.i,)) if i < cue.i]
            return runs(document, tree)[-1:], last_cue
        return (_all(document, above.i), last_cue) if above is not None and agent(document, cue) else None
    head = document.child(cue.i, "dobj")
    if head is None or head.i < cue.i:
        return None
    if frame.object_of:
        who = subject(document, cue)
        if who is None or who.lemma not in frame.object_of:
            return None
    found = _with_joined(document, cue, head, frame)
    return (found, last_cue) if found else None


def _joins(document: Document, child: Token, frame: Frame) -> bool:
    if child.dep in ("prep", "dative"):
        return child.lower in frame.joined
    if child.dep in ("xcomp", "ccomp", "advcl"):
        return "infinitive" in frame.joined and _is_infinitive(document, child)
    return child.dep == "oprd"


def _predicate(document: Document, cue: Token, last_cue: int) -> tuple[list[Run], int] | None:
    if cue.tag == "VBN" and cue.dep == "acl" and agent(document, cue) is None:
        return None  # a name, not an opinion: "a company called Acme"
    children = document.children(cue.i)
    for child in children:
        if child.dep == "oprd" and child.i > cue.i:
            patient = document.child(cue.i, "dobj", "nsubjpass")
            start = patient.i if patient is not None and patient.i > cue.i else child.i
            run = trim(document, min(document.subtree(start)[0], document.subtree(child.i)[0]), document.subtree(child.i)[-1] + 1)
            return ([*_of_passive(document, cue), run], last_cue) if run else None
    for child in children:
        if child.dep == "ccomp" and child.i > cue.i and document.child(child.i, "nsubj") and child.tag[0] in "NJ":
            return _all(document, child.i), last_cue
    return None


def _according(document: Document, cue: Token) -> Report | None:
    """ "According to" somebody: the content is the clause that it stands in."""
    to = next((child for child in document.children(cue.i) if child.lower == "to"), None)
    who = document.child(to.i, "pobj") if to else None
    if to is None or who is None:
        return None
    top = document.tokens[cue.head]
    while top.pos not in ("VERB", "AUX") and top.head != top.i:
        top = document.tokens[top.head]
    contents = runs(document, without(document, top.i, (cue.i,)))
    return Report(cue.i, (cue.i, to.i + 1), who.i, tuple(contents), ACCORDING, "clause") if contents else None


ACCORDING = Frame("according-to", "according", "state", ("clause",))
