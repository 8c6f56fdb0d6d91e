"""Reports: a cue, who it makes the speaker, and what the sentence says that they said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from transforms.document import Document, Token
from transforms.quotes.clauses import agent, is_impersonal, is_passive, subject
from transforms.quotes.comments import according, as_clause, in_the_view_of
from transforms.quotes.complements import PREPOSED, content
from transforms.quotes.lexicon import Frame, QuoteLexicon
from transforms.quotes.report import Report


def find_reports(document: Document, lexicon: QuoteLexicon) -> Iterator[Report]:
    """All reports in the order of their cues, nested ones included."""
    verbs, nouns, adjectives = lexicon.verbs, lexicon.nouns, lexicon.adjectives
    for token in document.of_words(lexicon.cues):
        kind = token.tag[0]
        report = None
        if kind == "V":
            if token.lower == "according":
                report = according(document, token, lexicon.measures)
            elif (
                (frames := verbs.get(token.lower))
                and token.dep not in ("aux", "auxpass", "compound")
                and not is_impersonal(document, token)
            ):
                report = _framed(
                    document, token, frames, lambda document, cue: _issuer(document, cue, lexicon) or _speaker_of_verb(document, cue)
                )
            if report is not None and (token.dep == "pcomp" or report.complement == PREPOSED):
                report = _quoted_as(document, report)
            if report is None and token.dep == "advcl" and (token.lower in lexicon.commenting or token.lower in ("put", "puts")):
                report = as_clause(document, token)
        elif kind == "N":
            if frames := nouns.get(token.lower):
                report = _framed(document, token, frames, lambda document, cue: _speaker_of_noun(document, cue, lexicon))
            if report is not None and report.speaker is None and report.complement != "clause":
                report = None  # nobody's
            if report is None and (phrases := lexicon.phrases.get(token.lower)):
                report = in_the_view_of(document, token, phrases)
        elif kind == "J" and (frames := adjectives.get(token.lower)):
            report = _framed(document, token, frames, _speaker_of_adjective)
            if report is not None and report.speaker is None:
                report = None  # "it is clear that" is the writer's own view
        if report is not None:
            yield report


def _framed(
    document: Document, cue: Token, frames: tuple[Frame, ...], speaker_of: Callable[[Document, Token], Token | None]
) -> Report | None:
    """The report that the first fitting frame of a cue makes; a content in front of the cue counts where none is behind it."""
    behind = ((frame, complement) for frame in frames for complement in frame.content)
    before = ((frame, PREPOSED) for frame in frames if "clause" in frame.content)
    for frame, complement in chain(behind, before):
        found = content(document, cue, frame, complement)
        if found:
            contents, last = found
            speaker = speaker_of(document, cue)
            return Report(cue.i, (cue.i, last + 1), speaker.i if speaker else None, tuple(contents), frame, complement)
    return None


def _speaker_of_verb(document: Document, cue: Token) -> Token | None:
    return agent(document, cue) if is_passive(document, cue) else subject(document, cue)


def _quoted_as(document: Document, report: Report) -> Report:
    """The report, given to its speaker where somebody quotes them: "the agency quoted the minister as saying", before or behind the words."""
    cue = document.tokens[report.cue]
    if cue.dep == "pcomp" and document.tokens[cue.head].lower == "as":
        quoting = document.tokens[document.tokens[cue.head].head]
    elif any(child.lower == "as" and document.child(child.i, "pcomp") for child in document.children(cue.i)):
        quoting = cue
    else:
        return report
    quoted = document.child(quoting.i, "dobj")
    if quoted is None:
        return report
    relay = subject(document, quoting)
    return report._replace(speaker=quoted.i, relay=relay.i if relay else None)


def _speaker_of_adjective(document: Document, cue: Token) -> Token | None:
    """Who is sure, worried, clear: the subject; in "made it clear", that of the verb above."""
    found = subject(document, cue)
    if found is not None and found.lower == "it":
        above = document.tokens[cue.head]
        return subject(document, above) if above.lemma == "make" else None
    return found


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
    if cue.dep == "dobj" and (above.lower in lexicon.light_verbs or above.lower in lexicon.quoting):
        return _speaker_of_verb(document, above)
    by = next((child for child in document.children(cue.i) if child.dep in ("prep", "agent") and child.lower in ("by", "from")), None)
    return document.child(by.i, "pobj") if by else None
