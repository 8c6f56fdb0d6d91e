"""Reports: a cue, who it makes the speaker, and what the sentence says that they said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.document import Document, Token
from transforms.quotes.clauses import Run, agent, is_passive, runs, subject, trim, without
from transforms.quotes.complements import PREPOSED, content
from transforms.quotes.lexicon import Frame, QuoteLexicon

ACCORDING = Frame("according-to", "according", "state", ("clause",))
SET_OFF = frozenset({",", "”", '"', "''", "-", "--", "–", "—"})
AS_CLAUSE = Frame("as-clause", "as", "state", ("clause",))


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
        kind = token.tag[0]
        report = None
        if kind == "V":
            if token.lower == "according":
                report = _according(document, token)
            elif (frames := verbs.get(token.lower)) and token.dep not in ("aux", "auxpass", "compound"):
                report = _framed(
                    document, token, frames, lambda document, cue: _issuer(document, cue, lexicon) or _speaker_of_verb(document, cue)
                )
            if report is None and token.dep == "advcl" and (token.lower in lexicon.commenting or token.lower in ("put", "puts")):
                report = _as_clause(document, token)
        elif kind == "N" and (frames := nouns.get(token.lower)):
            report = _framed(document, token, frames, lambda document, cue: _speaker_of_noun(document, cue, lexicon))
        elif kind == "J" and (frames := adjectives.get(token.lower)):
            report = _framed(document, token, frames, subject)
        if report is not None:
            yield report


def _framed(
    document: Document, cue: Token, frames: tuple[Frame, ...], speaker_of: Callable[[Document, Token], Token | None]
) -> Report | None:
    """The report that the first fitting frame of a cue makes; a content in front of the cue counts where none is behind it."""
    behind = [(frame, complement) for frame in frames for complement in frame.content]
    before = [(frame, PREPOSED) for frame in frames if "clause" in frame.content]
    for frame, complement in behind + before:
        found = content(document, cue, frame, complement)
        if found:
            contents, last = found
            speaker = speaker_of(document, cue)
            return Report(cue.i, (cue.i, last + 1), speaker.i if speaker else None, tuple(contents), frame, complement)
    return None


def _speaker_of_verb(document: Document, cue: Token) -> Token | None:
    return agent(document, cue) if is_passive(document, cue) else subject(document, cue)


def _issuer(document: Document, cue: Token, lexicon: QuoteLexicon) -> Token | None:
    """Who speaks through what they issue: "the council issued a statement calling for calm"."""
    if cue.dep != "acl" or cue.tag != "VBG":
        return None
    issued = document.tokens[cue.head]
    above = document.tokens[issued.head]
    return subject(document, above) if issued.dep == "dobj" and above.lower in lexicon.issuing_verbs else None


def _speaker_of_noun(document: Document, cue: Token, lexicon: QuoteLexicon) -> Token | None:
    """The owner of a statement ("his claim"), the subject of the verb that carries it ("made the claim"), or who it is from."""
    owner = document.child(cue.i, "poss")
    if owner is not None:
        return owner
    above = document.tokens[cue.head]
    if cue.dep == "dobj" and above.lower in lexicon.light_verbs:
        return _speaker_of_verb(document, above)
    by = next((child for child in document.children(cue.i) if child.dep in ("prep", "agent") and child.lower in ("by", "from")), None)
    return document.child(by.i, "pobj") if by else None


def _according(document: Document, cue: Token) -> Report | None:
    """'According to' somebody: the content is the clause that it stands in."""
    to = next((child for child in document.children(cue.i) if child.lower == "to"), None)
    who = document.child(to.i, "pobj") if to else None
    if to is None or who is None:
        return None
    top = document.tokens[cue.head]
    while top.pos not in ("VERB", "AUX") and top.head != top.i:
        top = document.tokens[top.head]
    contents = _beside_comment(document, cue.i) or runs(document, without(document, top.i, (cue.i,)))
    return Report(cue.i, (cue.i, to.i + 1), who.i, tuple(contents), ACCORDING, "clause") if contents else None


def _as_clause(document: Document, cue: Token) -> Report | None:
    """'As the minister put it': the content is the clause that it goes with, set off by a comma."""
    mark = next((child for child in document.children(cue.i) if child.dep == "mark" and child.lower == "as"), None)
    thing = document.child(cue.i, "dobj")
    who = subject(document, cue)
    if mark is None or who is None or (thing is not None and thing.lower != "it"):
        return None
    contents = _beside_comment(document, cue.i)
    return Report(cue.i, (cue.i, cue.i + 1), who.i, tuple(contents), AS_CLAUSE, "clause") if contents else None


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
