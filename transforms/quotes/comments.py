"""Comments that say whose words a sentence is, beside it rather than above it: "according to", "as officials put it", "in her view"."""

from __future__ import annotations

from collections.abc import Container

from transforms.document import Document, Token
from transforms.quotes.clauses import Run, runs, subject, trim, without
from transforms.quotes.lexicon import Frame, Phrase
from transforms.quotes.report import Report

ACCORDING = Frame("according-to", "according", "state", ("clause",))
AS_CLAUSE = Frame("as-clause", "as", "state", ("clause",))
SET_OFF = frozenset({",", "”", '"', "''", "-", "--", "–", "—"})


def according(document: Document, cue: Token, measures: Container[str]) -> Report | None:
    """'According to' somebody: the content is the clause that it stands in."""
    to = next((child for child in document.children(cue.i) if child.lower == "to" and child.i > cue.i), None)
    who = document.child(to.i, "pobj") if to else None
    if to is None or who is None or (who.lower in measures and document.tokens[max(cue.i - 1, 0)].text != ","):
        return None
    top = document.tokens[cue.head]
    while top.pos not in ("VERB", "AUX") and top.head != top.i:
        top = document.tokens[top.head]
    contents = _beside_comment(document, cue.i) or runs(document, without(document, top.i, (cue.i,)))
    return Report(cue.i, (cue.i, to.i + 1), who.i, tuple(contents), ACCORDING, "clause") if contents else None


def as_clause(document: Document, cue: Token) -> Report | None:
    """'As the minister put it': the content is the clause that it goes with, set off by a comma."""
    mark = next((child for child in document.children(cue.i) if child.dep == "mark" and child.lower == "as"), None)
    thing = document.child(cue.i, "dobj")
    who = subject(document, cue)
    if mark is None or who is None or (thing is not None and thing.lower != "it"):
        return None
    contents = _beside_comment(document, cue.i)
    return Report(cue.i, (cue.i, cue.i + 1), who.i, tuple(contents), AS_CLAUSE, "clause") if contents else None


def in_the_view_of(document: Document, noun: Token, phrases: tuple[Phrase, ...]) -> Report | None:
    """'In her view', 'in a survey': the content is the rest of the sentence."""
    preposition = document.tokens[noun.head]
    if noun.dep != "pobj" or preposition.dep != "prep" or preposition.i > noun.i:
        return None
    phrase = next((phrase for phrase in phrases if preposition.lower in phrase.prepositions), None)
    owner = document.child(noun.i, "poss")
    if phrase is None or (phrase.is_owned and owner is None):
        return None
    contents = _beside_comment(document, preposition.i)
    who = owner if owner is not None and phrase.is_owned else noun
    frame = Frame(phrase.id, noun.lower, phrase.force, ("clause",))
    return Report(noun.i, (preposition.i, noun.i + 1), who.i, tuple(contents), frame, "clause") if contents else None


def _beside_comment(document: Document, i: int) -> list[Run]:
    """The rest of a sentence that opens or ends with a comment ("..., according to Lee"); empty where it stands in the middle."""
    tokens, sentence = document.tokens, document.sentence_of(i)
    tree = document.subtree(i)
    first, last = tree[0], tree[-1] + 1
    while last > first and tokens[last - 1].pos == "PUNCT":
        last -= 1
    opens = not any(tokens[k].pos not in ("PUNCT", "CCONJ") for k in range(sentence.first, first))
    ends = not any(tokens[k].pos != "PUNCT" for k in range(last, sentence.last))
    if opens and not ends and last < sentence.last and tokens[last].text == ",":
        run = trim(document, last, sentence.last)
    elif ends and not opens and first > sentence.first and tokens[first - 1].text in SET_OFF:
        start = (
            sentence.first + 2
            if sentence.first + 1 < first and tokens[sentence.first + 1].text == "," and tokens[sentence.first].pos == "ADV"
            else sentence.first
        )
        run = trim(document, start, first)
    else:
        return []
    return [run] if run else []
