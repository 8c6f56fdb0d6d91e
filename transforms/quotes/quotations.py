"""Quoted stretches that no reported clause holds: whose words they are, or that they are nobody's."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.document import Document
from transforms.quotes import attribution
from transforms.quotes.clauses import FINITE, trim
from transforms.quotes.lexicon import QuoteLexicon
from transforms.quotes.marks import Marked
from transforms.quotes.said import Said
from transforms.quotes.speakers import Speaker, Speakers

FRAGMENT_WORDS = 4
"""A quoted stretch of at most so many words that nothing attributes is a term, a title or a scare quote, not speech."""
TITLE_WORDS = 9
"""Titles of books, films and broadcasts have at most so many words."""
SMALL_IN_TITLES = frozenset({"with", "from", "into", "over"})
"""Longer words that titles write small."""
TAIL_WORDS = 12
"""Words of a paragraph after the last report in it, at most, for its speaker to be the one quoted in the next paragraph."""
ADDRESSEE_ENDS = frozenset({"that", "if", "whether", "how", "why"})
"""Words that end an addressee ("told the crowd that ...")."""
ADDRESSEE_PARTS = frozenset({"DET", "PRON", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
NOMINATIVES = frozenset({"i", "he", "she", "it", "we", "they", "you", "who"})
ADVERBIAL_OPENERS = frozenset({"as", "when", "while", "after", "asked", "on", "in", "at", "during", "before", "speaking", "since"})
"""What opens a phrase that says when or where it was said."""
ASKED = ("asked,", "asked:", "asked")
"""What a question belongs to that an answer follows in the same sentence: 'when asked, "Why?", she said'."""
JOINTS = frozenset({"and", "or", ",", ", and", "but", "then"})
"""What joins a quoted stretch to the one before: 'shouted “thief” and “liar”'."""
CUE_PREPOSITIONS = frozenset({"on", "for", "as", "about", "of", "to"})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a quoted stretch."""

    previous: Marked | None
    following: Marked | None
    last: Said | None
    """The last speech before it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A quoted stretch in its paragraph."""

    marked: Marked
    since: int
    """Where the stretch before it ends, or its paragraph begins."""
    until: int
    """Where the next stretch begins, or its paragraph ends."""
    lead: str
    """The text from `since` to the stretch."""
    is_title: bool

    @property
    def continues_sentence(self) -> bool:
        """Whether the sentence runs into the stretch with no more than a space."""
        return bool(self.lead) and self.lead[-1] not in ".?!:,—–―-”\"'("


def _placed(document: Document, marked: Marked, around: Around) -> _Place:
    paragraph, previous, following = document.paragraphs[marked.paragraph], around.previous, around.following
    since = previous.right if previous and previous.paragraph == marked.paragraph else paragraph.start
    until = following.left if following and following.paragraph == marked.paragraph else paragraph.end
    return _Place(marked, since, until, document.body[since : marked.left].rstrip(), _is_title(document.body, marked))


def unclaimed(document: Document, lexicon: QuoteLexicon, marked: Marked, around: Around, speakers: Speakers) -> list[Said]:
    """The rows of one quoted stretch, in the order of the text: by the cue beside it, or because its speaker goes on."""
    body, last = document.body, around.last
    place = _placed(document, marked, around)
    alone = Said(marked.start, marked.end, "direct", "unattributed")
    fragment = alone._replace(is_fragment=True, rule_id="fragment")
    beside = _attributed(document, lexicon, place, around)
    if beside is not None:
        cue = document.span(beside.first, beside.last)
        # 'Lee told the "Morning Call" radio show': the cue has its quotation already; this is where it was said.
        is_where_said = beside.leads and last is not None and last.cue == cue and last.kind != "indirect"
        if is_where_said or _is_named_thing(document, lexicon, place, beside):
            return [fragment]
        return _beside(document, lexicon, marked, beside, speakers)
    if place.is_title and not marked.continues and (place.lead or _stands_alone(document, marked)):
        return [fragment]
    if last is not None and _goes_on(document, place, around, last):
        return [last._replace(start=marked.start, end=marked.end, kind="direct", speaker=speakers_go_on(last.speaker), rule_id="continued")]
    if last is not None and around.previous is not None and place.lead.strip() in JOINTS and _is_within(last, around.previous):
        return [last._replace(start=marked.start, end=marked.end, rule_id="continued")]
    if len(body[marked.start : marked.end].split()) <= FRAGMENT_WORDS or not _is_sentence(body, marked):
        return [fragment]
    return [alone]


def speakers_go_on(speaker: Speaker) -> Speaker:
    """The speaker of a stretch before or after, as the speaker of one that names none."""
    return speaker if speaker.basis == "unresolved" else speaker._replace(basis="continued")


def _attributed(document: Document, lexicon: QuoteLexicon, place: _Place, around: Around) -> attribution.Beside | None:
    """The cue behind or in front of a stretch, at need at the end of the paragraph above."""
    body, marked = document.body, place.marked
    beside = None
    if not place.is_title or not place.lead or place.lead[-1] in ":.?!”\"'":
        beside = attribution.after(document, lexicon, marked, place.until)
    if marked.final(body) == "?" and place.lead.lower().endswith(ASKED):
        return attribution.before(document, lexicon, marked, place.since) or beside
    if beside is None or (place.continues_sentence and body[marked.right : place.until].lstrip(" ,").startswith(("and ", "but "))):
        beside = attribution.before(document, lexicon, marked, place.since) or beside
    if beside is None and marked.left == document.paragraphs[marked.paragraph].start and marked.paragraph > 0:
        above = document.paragraphs[marked.paragraph - 1]
        if body[above.start : above.end].rstrip().endswith(":"):
            beside = attribution.before(document, lexicon, marked, max(above.start, around.previous.right if around.previous else 0))
    return beside


def _is_named_thing(document: Document, lexicon: QuoteLexicon, place: _Place, beside: attribution.Beside) -> bool:
    """Whether the stretch is a name rather than a verdict: 'wrote the novel "The Long Bridge"', 'the so-called "reform"'."""
    cue = document.tokens[beside.first]
    if cue.lower == "called" and document.body[max(cue.start - 3, 0) : cue.start].lower() in ("so-", "so "):
        return True
    first, last = document.tokens_in(place.marked.start, place.marked.end)
    if beside.leads and cue.lower not in lexicon.taking and first < last and document.tokens[document.head_of(first, last)].head >= last:
        return True  # part of an object: 'added a “secret” sauce'
    noun = document.tokens_in(place.marked.left, place.marked.left + 1)[0] - 1
    return beside.leads and place.is_title and noun > beside.first and document.tokens[noun].tag in ("NN", "NNS", "POS")


def _beside(document: Document, lexicon: QuoteLexicon, marked: Marked, beside: attribution.Beside, speakers: Speakers) -> list[Said]:
    cue = document.span(beside.first, beside.last)
    frame = next(iter(lexicon.verbs.get(document.tokens[beside.first].lower, ())), None)
    lemma, force = (frame.lemma, frame.force) if frame else (None, "state")
    speaker = speakers.of(beside.speaker)
    direct = Said(marked.start, marked.end, "direct", beside.rule_id, speaker, cue, beside.first, lemma, force)
    opening = _opening_part(document, beside)
    if not beside.leads or _is_addressed(document, lexicon, marked, beside):
        return [*(direct._replace(start=start, end=end, kind="indirect") for start, end in opening), direct]
    first, last = beside.last, document.tokens_in(marked.start, marked.end)[1]
    between = range(first, document.tokens_in(marked.left, marked.left + 1)[0])
    said_that = next((i for i in between if document.tokens[i].lower in ADDRESSEE_ENDS), None)
    if said_that is None and document.tokens[beside.first].lower in lexicon.addressing:  # 'told the judge he “did nothing”'
        said_that = next((i - 1 for i in between[1:] if document.tokens[i].lower in NOMINATIVES), None)
    if said_that is not None:
        first = said_that + (document.tokens[said_that].lower == "that" or document.tokens[said_that].lower not in ADDRESSEE_ENDS)
    elif document.tokens[first].lower in CUE_PREPOSITIONS or document.tokens[first].text == ",":
        first += 1
    span = document.tokens[first].start if first < last else marked.left, _end_of_clause(document, marked)
    mixed = direct._replace(start=min(span[0], marked.left), end=span[1], kind="mixed", rule_id="cue-partly-quoted")
    return [*(mixed._replace(start=start, end=end, kind="indirect") for start, end in opening), mixed]


def _is_addressed(document: Document, lexicon: QuoteLexicon, marked: Marked, beside: attribution.Beside) -> bool:
    """Whether the words between cue and quotation are only whom a sentence is said to: 'warned her boss “next time it will be you”'."""
    first, last = document.tokens_in(marked.start, marked.end)
    opening = document.tokens_in(marked.left, marked.left + 1)[0]
    between = document.tokens[beside.last : opening]
    return (
        document.tokens[beside.first].lower in lexicon.addressing
        and all(token.pos in ADDRESSEE_PARTS and token.lower not in NOMINATIVES for token in between)
        and any(token.tag in FINITE or token.tag in ("MD", "VB") for token in document.tokens[first:last])
    )


def _opening_part(document: Document, beside: attribution.Beside) -> list[tuple[int, int]]:
    """What a sentence says before it is interrupted by its cue: "The dam, she said, is 'safe'"."""
    tokens = document.tokens
    if beside.rule_id == "quotation-cue" or beside.speaker is None or beside.last >= len(tokens) or tokens[beside.last].text != ",":
        return []
    start = min(beside.first, beside.speaker)
    while start > 0 and tokens[start - 1].text != "," and tokens[start - 1].head in range(start, beside.last):
        start -= 1
    sentence = document.sentence_of(beside.first)
    if start - 1 <= sentence.first or tokens[start - 1].text != ",":
        return []
    first = sentence.first
    run = trim(document, first, start - 1)
    if run is None or document.tokens[run[0]].lower in ADVERBIAL_OPENERS:
        return []
    if any(tokens[i].tag in ("``", "''") for i in range(*run)):
        return []
    if not beside.leads and not any(tokens[i].tag in FINITE or tokens[i].tag == "MD" for i in range(*run)):
        return []
    return [document.span(*run)]


def _end_of_clause(document: Document, marked: Marked) -> int:
    """Where a partly quoted clause ends: at the quotation's end, or with what hangs on its last words."""
    first, last = document.tokens_in(marked.start, marked.end)
    if marked.final(document.body) in ",.?!" or first >= last:
        return marked.right
    run = trim(document, first, document.subtree(document.head_of(first, last))[-1] + 1)
    return max(marked.right, document.tokens[run[1] - 1].end) if run else marked.right


def _is_sentence(body: str, marked: Marked) -> bool:
    """Whether a quoted stretch looks like speech of its own: it ends as a sentence does, or is cut off by its paragraph's end."""
    return not marked.closed or marked.final(body) in ".?!,…-–—"


def _is_title(body: str, marked: Marked) -> bool:
    """Whether a quoted stretch is written as titles are: short, and its longer words all with capitals."""
    words = [word for word in body[marked.start : marked.end].split() if any(c.isalpha() for c in word)]
    longer = [word for word in words if len(word.strip(".,?!:;'’\"")) > 3 and word not in SMALL_IN_TITLES]
    return 0 < len(words) <= TITLE_WORDS and bool(longer or words[0][0].isupper()) and all(not word[0].islower() for word in longer)


def _stands_alone(document: Document, marked: Marked) -> bool:
    """Whether a paragraph is nothing but a stretch between single marks, as cross-headings are."""
    paragraph = document.paragraphs[marked.paragraph]
    return paragraph.start == marked.left and paragraph.end <= marked.right + 1 and document.body[marked.left] in "'‘"


def _goes_on(document: Document, place: _Place, around: Around, last: Said) -> bool:
    """Whether the last speaker goes on: nothing else begins between, and this is a sentence."""
    body, marked, lead = document.body, place.marked, place.lead
    if marked.continues:
        return True
    starts = body[marked.start]
    if not _is_sentence(body, marked) or (starts.isalpha() and not starts.isupper()):
        return False
    paragraph = _paragraph_of(document, last, around)
    if paragraph is None or not 0 <= marked.paragraph - paragraph <= 1:
        return False
    tail = body[last.end : document.paragraphs[paragraph].end] if paragraph < marked.paragraph and last.kind == "indirect" else ""
    if len(tail.split()) > TAIL_WORDS:
        return False
    if not lead or lead[-1] in ".?!:”\"'":
        return True
    return lead[-1] in ",—–-" and last.cue is not None and place.since <= last.cue[0] < marked.left


def _is_within(said: Said, marked: Marked) -> bool:
    return marked.left <= said.end <= marked.right


def _paragraph_of(document: Document, said: Said, around: Around) -> int | None:
    if around.previous is not None and _is_within(said, around.previous):
        return around.previous.paragraph
    return None if said.cue_token is None else document.sentence_of(said.cue_token).paragraph
