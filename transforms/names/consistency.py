"""A name labelled once is labelled so wherever it plainly is the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from transforms.document import Document, Token
from transforms.names.lexicon import NameLexicon
from transforms.names.settlements import RULE as SETTLEMENT
from transforms.names.spans import SURE, Span
from transforms.names.standing import with_standing
from transforms.names.titled import RULE as TITLED
from transforms.places.gazetteer import Gazetteer

LOCATIVE = frozenset(("in", "at", "near", "outside", "from", "around", "across", "throughout"))
PLACES = frozenset(("GPE", "LOC", "FAC"))
MAJORITY = 2
"""How many times as often as the next one a label must be, to be given to all mentions of a name."""
SAID = 50
"""What a mention counts that the text itself calls a village or district: more than all that the model takes it for elsewhere."""
SPREAD = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC"))
"""Labels that a name keeps wherever it stands."""
SURNAME = "names.surname"
SURE_SURNAME = 2
"""How sure a surname must be to be one wherever it stands; see `_surnames`."""
SURNAME_CONFIDENCE, MAJORITY_CONFIDENCE, AGAIN_CONFIDENCE = 0.93, 0.6, 0.75


def consistent(document: Document, spans: Sequence[Span], lexicon: NameLexicon, gazetteer: Gazetteer, *, sport: bool) -> list[Span]:
    """The spans with labels that agree, and the same names where the model overlooked them."""
    spans = list(spans)
    surnames = _surnames(document, spans, lexicon)
    spans = [_as_surname(document, span, surnames, lexicon) for span in spans]
    spans = with_standing(document, spans, surnames, SURE_SURNAME, lexicon, gazetteer)
    spans = [*spans, *_acronyms(document, spans)]
    spans = [span for span in spans if not _is_family(document, span, surnames)]
    spans = _by_majority(document, spans, lexicon, sport=sport)
    covered = {i for span in spans for i in range(span.first, span.last)}
    return [*spans, *_overlooked(document, spans, covered, surnames)]


def _surnames(document: Document, spans: Sequence[Span], lexicon: NameLexicon) -> Counter[str]:
    """Last words of the full names of people, and how sure each is: 2 with a known given name or a title, or where it is named in full again."""
    found: Counter[str] = Counter()
    for span in spans:
        if span.label != "PERSON" or (span.last - span.first < 2 and span.rule_id != TITLED):
            continue
        first, last = document.tokens[span.first], document.tokens[span.last - 1]
        sure = (
            lexicon.is_given(first.text)
            or span.rule_id == TITLED
            or _title_before(document, span, lexicon)
            or len(first.text.rstrip(".")) == 1
        )
        if last.text[:1].isupper() and len(last.text) > 2 and last.lower not in lexicon.suffixes:
            found[last.text] += 2 if sure else 1
    return found


def _title_before(document: Document, span: Span, lexicon: NameLexicon) -> bool:
    if span.first == 0:
        return False
    lower = document.tokens[span.first - 1].lower.rstrip(".")
    return lower in lexicon.honorifics or lower in lexicon.offices


def _as_surname(document: Document, span: Span, surnames: Counter[str], lexicon: NameLexicon) -> Span:
    """A single word that is somebody's surname in this article means that person, unless it stands as a place does."""
    if span.last - span.first != 1 or span.label == "PERSON" or span.rule_id in SURE:
        return span
    token = document.tokens[span.first]
    is_surname = surnames[token.text] >= SURE_SURNAME or (surnames[token.text] and span.label not in PLACES and _acts(document, token))
    if not is_surname and token.text not in lexicon.figures:
        return span
    before = document.tokens[span.first - 1] if span.first else None
    as_place = span.label in PLACES and ((before is not None and before.lower in LOCATIVE) or _within_place(document, span))
    known_place = token.lower in lexicon.countries or token.lower in lexicon.seats
    if as_place or (known_place and not _acts(document, token)):
        return span
    return Span(span.first, span.last, "PERSON", SURNAME, SURNAME_CONFIDENCE)


def _within_place(document: Document, span: Span) -> bool:
    """Whether a state or country follows after a comma: 'Clinton, Iowa'."""
    tokens = document.tokens[span.last : span.last + 2]
    return len(tokens) == 2 and tokens[0].text == "," and tokens[1].text[:1].isupper() and tokens[1].dep in ("appos", "npadvmod", "conj")


def _acronyms(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Acronyms in brackets behind the bodies that they are short for, where the model overlooked them: 'Velmora Grain Board (VGB)'."""
    texts, taken = document.texts, {span.first for span in spans}
    for span in spans:
        at = span.last + 1
        is_bracketed = (texts[span.last : at], texts[at + 1 : at + 2]) == (("(",), (")",))
        is_free = is_bracketed and span.label == "ORG" and at not in taken
        if is_free and len(texts[at]) > 1 and texts[at].isupper() and texts[at][0] == texts[span.first][0].upper():
            yield span._replace(first=at, last=at + 1)


def _is_family(document: Document, span: Span, surnames: Counter[str]) -> bool:
    """Whether a name is the plural of somebody's: 'the Hartleys' are nobody in particular."""
    text = document.tokens[span.first].text
    plural = text.endswith("s") and max(surnames[text[:-1]], surnames[text.removesuffix("es")]) >= SURE_SURNAME
    return span.last - span.first == 1 and span.label == "PERSON" and plural and surnames[text] < SURE_SURNAME


def _acts(document: Document, token: Token) -> bool:
    """Whether a word is the subject of a verb or has a possessive: what people do more than places."""
    return token.dep in ("nsubj", "poss") or document.tokens[token.head].lemma in ("say", "tell", "add")


def _by_majority(document: Document, spans: Sequence[Span], lexicon: NameLexicon, *, sport: bool) -> list[Span]:
    """Names with several labels get the one that most of their mentions have. In sport a town and its team share a name."""
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names = [document.text(span.first, span.last).lower() if span.label in SPREAD else "" for span in spans]
    for span, name in zip(spans, names):
        if name:
            votes[name][span.label] += _weight(document, span, lexicon)
    changed = []
    for span, name in zip(spans, names):
        ranked = sorted(votes[name].items(), key=itemgetter(1), reverse=True) if name and len(votes[name]) > 1 else []
        is_known = span.rule_id in SURE or span.rule_id == SURNAME
        if ranked and ranked[0][1] >= MAJORITY * ranked[1][1] and ranked[0][0] != span.label and not is_known:
            label = ranked[0][0]
            if not (sport and {label, span.label} <= {"ORG", "GPE", "LOC", "FAC"}):
                span = Span(span.first, span.last, label, "names.majority", MAJORITY_CONFIDENCE)
        changed.append(span)
    return changed


def _weight(document: Document, span: Span, lexicon: NameLexicon) -> int:
    """What a mention's label counts: more where a rule is sure of it, or 'in' or 'near' before a place confirms it."""
    if span.rule_id == SETTLEMENT:
        return SAID
    if span.rule_id in SURE:
        return 3
    before = document.tokens[span.first - 1] if span.first > document.sentence_of(span.first).first else None
    return 2 if span.label in PLACES and before is not None and before.lower in lexicon.standing.locative else 1


def _overlooked(document: Document, spans: Sequence[Span], covered: set[int], surnames: Counter[str]) -> Iterator[Span]:
    """The same names elsewhere in the text, capitalised alike; a single word at the start of a sentence must be tagged as a name."""
    labels: dict[tuple[str, ...], str] = {}
    for span in spans:
        words = document.texts[span.first : span.last]
        if span.label in SPREAD and (len(words) > 1 or len(words[0]) > 2) and words[0][:1].isupper():
            labels.setdefault(words, span.label)
    labels |= {(surname,): "PERSON" for surname, sureness in surnames.items() if sureness >= SURE_SURNAME or (surname,) not in labels}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(labels, key=len, reverse=True):
        by_first[words[0]].append(words)
    at = 0
    for token in document.of_texts(by_first):
        if token.i < at or token.i in covered:
            continue
        for words in by_first[token.text]:
            last = token.i + len(words)
            if last > len(document.tokens) or any(i in covered for i in range(token.i, last)):
                continue
            if document.texts[token.i : last] != words:
                continue
            if _stands_alone(document, token.i, last) and (len(words) > 1 or token.pos in ("PROPN", "X")):
                at = last
                yield Span(token.i, last, labels[words], "names.again", AGAIN_CONFIDENCE)
                break


def _stands_alone(document: Document, first: int, last: int) -> bool:
    """Whether no other capitalised word touches, of which the name would be a part."""
    tokens = document.tokens
    sentence = document.sentence_of(first)
    before = tokens[first - 1] if first > sentence.first else None
    after = tokens[last] if last < sentence.last else None
    joined = after is not None and after.pos == "PROPN" and after.text[:1].isupper()
    led = before is not None and before.pos == "PROPN" and before.dep == "compound" and before.head == last - 1
    return not joined and not led
