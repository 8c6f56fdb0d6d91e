"""Whose words stand between quotation marks, where the parse does not say: by what stands beside the marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.quotes.clauses import FINITE, is_passive, subject
from transforms.quotes.lexicon import QuoteLexicon
from transforms.quotes.marks import Marked

REACH = 16
"""Tokens between a quotation mark and the cue that belongs to it, at most."""
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
DASHES = frozenset({"-", "--", "–", "—", "―"})
SENTENCE_ENDS = frozenset({".", "?", "!", ";"})
OPEN_ENDINGS = frozenset(",?!-–—…")
DASH = re.compile(r"\s*[-–—―]+\s*")


class Beside(NamedTuple):
    """What attributes a quotation: its cue, a range of tokens, and the head token of its speaker."""

    first: int
    last: int
    speaker: int | None
    rule_id: str
    leads: bool = False
    """The cue's own sentence goes on into the quotation, so that words between cue and mark belong to what was said."""


def after(document: Document, lexicon: QuoteLexicon, marked: Marked, until: int) -> Beside | None:
    """What follows a quotation within its sentence: '"...," said the mayor', or '"..." – Ann Lee'."""
    body = document.body
    first, last = document.tokens_in(marked.right, until)
    if first >= last or not marked.closed:
        return None
    opening = document.tokens[first]
    if dash := DASH.match(body, marked.right, until):
        name, _ = document.tokens_in(dash.end(), until)
        if first < name and (named := _name_alone(document, name, last)) is not None:
            return Beside(name - 1, name, named, "quotation-dash-name")
    if not (marked.final(body) in OPEN_ENDINGS or opening.text == "," or opening.text in DASHES):
        return None
    if opening.lower == "per":
        return Beside(first, first + 1, _noun_from(document, first + 1, last), "quotation-cue")
    is_own_sentence = marked.final(body) in "?!"  # so that a sentence that begins behind it has a verb before any cue
    cue = _first_cue(document, lexicon, first, min(last, first + REACH), at_once=is_own_sentence)
    return Beside(cue.i, cue.i + 1, speaker_beside(document, cue, first, last), "quotation-cue") if cue else None


def before(document: Document, lexicon: QuoteLexicon, marked: Marked, since: int) -> Beside | None:
    """What leads up to a quotation within its sentence: 'The mayor said: "..."', or 'Ann Lee: "..."'."""
    first, last = document.tokens_in(since, marked.left)
    if first >= last:
        return None
    tokens = document.tokens
    start = last - 1
    while start > first and tokens[start - 1].text not in SENTENCE_ENDS:
        start -= 1
    ends = document.body[since : marked.left].rstrip()[-1:]
    if ends in SENTENCE_ENDS:
        return None
    for i in range(last - 1, max(start, last - REACH) - 1, -1):
        if is_cue(lexicon, tokens[i]):
            if is_passive(document, tokens[i]):
                if i + 2 == last and ends in (",", ":"):  # 'asked, "Why?", she ...'
                    return Beside(i, i + 1, None, "cue-quotation")
                continue
            parenthetical = tokens[i + 1].text == "," and last - 1 > i + 1
            leads = parenthetical or (ends not in (",", ":") and last - 1 > i)
            if leads and tokens[i].lower not in lexicon.leading:
                continue
            return Beside(i, i + 1, speaker_beside(document, tokens[i], start, last), "cue-quotation", leads)
    if ends in (",", ":") and last - start > 2 and tokens[last - 2].lower == "it" and tokens[last - 3].lower in ("put", "puts"):
        return Beside(last - 3, last - 1, speaker_beside(document, tokens[last - 3], start, last), "cue-quotation")
    return _introduced(document, start, last) if ends == ":" or ends in DASHES else None


def _introduced(document: Document, start: int, last: int) -> Beside | None:
    """A colon or dash alone: the words before it are the speaker's name, or a sentence whose subject goes on to speak."""
    name = _name_alone(document, start, last - 1)
    if name is not None:
        return Beside(last - 1, last, name, "name-colon-quotation")
    for i in range(last - 1, start - 1, -1):
        token = document.tokens[i]
        if (
            token.pos in ("VERB", "AUX")
            and (found := subject(document, token)) is not None
            and start <= found.i < last
            and found.tag != "WP"
        ):
            return Beside(i, i + 1, found.i, "sentence-colon-quotation")
    return None


def _name_alone(document: Document, first: int, last: int) -> int | None:
    """The head of a range that is a name with its title or description, and holds no verb."""
    tokens = document.tokens[first:last]
    while tokens and tokens[-1].pos == "PUNCT":
        tokens = tokens[:-1]
    if not tokens or len(tokens) > REACH or any(token.pos in ("VERB", "AUX") for token in tokens):
        return None
    names = [token for token in tokens if token.tag in NAME_TAGS]
    if not names:
        return None
    i = names[0].i
    while i + 1 < last and document.tokens[i + 1].tag in NAME_TAGS:
        i += 1
    return i


def _noun_from(document: Document, first: int, last: int) -> int | None:
    for i in range(first, min(last, first + 6)):
        if document.tokens[i].tag in NOMINAL_TAGS:
            return _phrase_head(document, i, last)
    return None


def _first_cue(document: Document, lexicon: QuoteLexicon, first: int, last: int, *, at_once: bool) -> Token | None:
    for i in range(first, last):
        token = document.tokens[i]
        if token.text in SENTENCE_ENDS:
            return None
        if is_cue(lexicon, token) and not is_passive(document, token):
            return token
        if at_once and (token.tag in FINITE or token.tag == "MD"):
            return None
    return None


def is_cue(lexicon: QuoteLexicon, token: Token) -> bool:
    """Whether a verb can by itself attribute a quotation that stands beside it."""
    return token.lower in lexicon.quoting and (token.tag[0] == "V" or token.text == "Said")


def speaker_beside(document: Document, cue: Token, first: int, last: int) -> int | None:
    """The cue's subject within the range, else the nearest noun: behind the cue where it is inverted, before it otherwise."""
    found = subject(document, cue)
    if found is not None and found.tag not in ("WDT", "EX") and (first <= found.i < last or cue.tag == "VBG"):
        return found.i
    if cue.tag == "VBG":
        return None
    if cue.i == first or not any(document.tokens[i].text.isalnum() for i in range(first, cue.i)):
        return _noun_from(document, cue.i + 1, last)
    for i in range(cue.i - 1, max(first, cue.i - 6) - 1, -1):
        if document.tokens[i].tag in NOMINAL_TAGS:
            return i
    return None


def _phrase_head(document: Document, i: int, last: int) -> int:
    while i + 1 < last and (document.tokens[i + 1].tag in NOMINAL_TAGS or document.tokens[i + 1].tag == "POS"):
        i += 1
    return i
