"""Whose words stand between quotation marks, where the sentence's syntax does not say: by what stands beside the marks."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.document import Document, Token
from transforms.quotes.clauses import subject
from transforms.quotes.lexicon import QuoteLexicon
from transforms.quotes.marks import Marked

REACH = 14
"""Tokens between a quotation mark and the cue that belongs to it, at most."""
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP"})
SPEECH_CONTENT = frozenset({"clause", "predicate"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A cue beside quotation marks and the head token of its speaker."""

    cue: int
    speaker: int | None
    rule_id: str


def after(document: Document, lexicon: QuoteLexicon, marked: Marked, until: int) -> Beside | None:
    """The cue behind a quotation that its sentence goes on from: '"...", said the mayor.' `until` is where the next one starts."""
    body = document.body
    ends_sentence = body[marked.end - 1] == "." and marked.closed
    if not marked.closed or ends_sentence:
        return None
    first, last = document.tokens_in(marked.right, until)
    cue = _first_cue(document, lexicon, first, min(last, first + REACH))
    return Beside(cue.i, _speaker(document, cue, first, last), "quotation-cue") if cue else None


def before(document: Document, lexicon: QuoteLexicon, marked: Marked, since: int) -> Beside | None:
    """The cue in front of a quotation: 'The mayor said: "..."'. `since` is where the last one ended."""
    first, last = document.tokens_in(since, marked.left)
    first = max(first, last - REACH)
    cue = None
    for i in range(last - 1, first - 1, -1):
        token = document.tokens[i]
        if token.lower in (".", "?", "!") or token.text == ";":
            break
        if _is_cue(lexicon, token):
            cue = token
            break
    return Beside(cue.i, _speaker(document, cue, max(0, last - 3 * REACH), last), "cue-quotation") if cue else None


def _first_cue(document: Document, lexicon: QuoteLexicon, first: int, last: int) -> Token | None:
    for i in range(first, last):
        token = document.tokens[i]
        if token.text in (".", "?", "!", ";"):
            return None
        if _is_cue(lexicon, token):
            return token
    return None


def _is_cue(lexicon: QuoteLexicon, token: Token) -> bool:
    return token.tag[0] == "V" and any(not SPEECH_CONTENT.isdisjoint(frame.content) for frame in lexicon.verbs.get(token.lower, ()))


def _speaker(document: Document, cue: Token, first: int, last: int) -> int | None:
    """The cue's subject within the range, else the nearest noun: behind the cue where it is inverted, before it otherwise."""
    found = subject(document, cue)
    if found is not None and first <= found.i < last and found.tag in NOMINAL_TAGS:
        return found.i
    if cue.i == first or (cue.i == first + 1 and not document.tokens[first].text.isalnum()):
        for i in range(cue.i + 1, min(last, cue.i + 4)):
            if document.tokens[i].tag in NOMINAL_TAGS:
                return _phrase_head(document, i, last)
    for i in range(cue.i - 1, max(first, cue.i - 6) - 1, -1):
        if document.tokens[i].tag in NOMINAL_TAGS:
            return i
    return None


def _phrase_head(document: Document, i: int, last: int) -> int:
    while i + 1 < last and document.tokens[i + 1].tag in NOMINAL_TAGS:
        i += 1
    return i
