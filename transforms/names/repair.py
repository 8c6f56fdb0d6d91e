"""Mended borders: what the language model glued to a name, or cut off it."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.document import Document, Token
from transforms.names.lexicon import NameLexicon
from transforms.names.spans import Span

SEPARATORS = frozenset(
    (":", ";", "--", "—", "–", "-", "(", ")", "[", "]", '"', "“", "”", "/", "|", "*", "_", "...", "…", "?", "!", "=", "+")
)
_CALENDAR = "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december"
CALENDAR = frozenset(_CALENDAR.split())
_COMPANY_AFTER_COMMA = "inc inc. ltd ltd. llc l.l.c. corp corp. co co. llp plc jr jr. sr sr. & and ii iii"
COMPANY_AFTER_COMMA = frozenset(_COMPANY_AFTER_COMMA.split())
_LEADING = "the a an this that these his her its their our my ' ’ ‘ , . 's ’s - and of at in"
_TRAILING = "'s ’s ' ’ of and the in for at &"
LEADING, TRAILING = frozenset(_LEADING.split()), frozenset(_TRAILING.split())
"""Tokens at the edges of the model's names that are none of them."""
_MEMBERS = (
    "members rebels fighters soldiers officials leaders supporters followers militants commanders officers employees workers students"
)
MEMBERS = frozenset(_MEMBERS.split())
"""Those of a body, who at the start of a sentence have a capital too."""
PARTIES = frozenset({"D", "R", "I"})
"""Before a hyphen and the state of a senator: 'D-Conn.'."""
NO_PERSON = frozenset("[]<>@#/")
"""Signs that no person's name has."""


def repaired(document: Document, span: Span, lexicon: NameLexicon) -> Iterator[Span]:
    """The names that a span of the model really holds: none, one or several."""
    span = _without_party(document, _completed(document, span, lexicon))
    for first, last in _pieces(document, span):
        first, last = _trimmed(document, first, last, span.label, lexicon)
        if first < last and _is_name(document, first, last, span.label, lexicon):
            is_whole = (first, last) == (span.first, span.last)
            yield span if is_whole else Span(first, last, span.label, "names.repair", span.confidence - 0.1)


def _completed(document: Document, span: Span, lexicon: NameLexicon) -> Span:
    """A name that breaks off, with the rest of it: after a particle ('Ursula von der'), after the given name, or before the surname."""
    tokens, first, last = document.tokens, span.first, span.last
    sentence = document.sentence_of(first)
    if last < sentence.last and _capital(tokens[last]):
        before = tokens[last - 1]
        if span.label == "PERSON" and before.lower in lexicon.particles:
            last += 1
        elif (
            _is_one_word(document, first, last)
            and before.dep == "compound"
            and before.head == last
            and lexicon.is_given(tokens[first].text)
        ):
            return span._replace(last=last + 1, label="PERSON", rule_id="names.repair")
    while span.label == "PERSON" and last < sentence.last and _is_surname_of(tokens[last - 1], tokens[last], lexicon):
        last += 1
    if span.label == "PERSON" and last - first == 1 and first > sentence.first and _is_forename(tokens[first - 1], tokens[first], lexicon):
        first -= 1
    return span if (first, last) == (span.first, span.last) else span._replace(first=first, last=last, rule_id="names.repair")


def _without_party(document: Document, span: Span) -> Span:
    """The state alone, of a politician's party and state: 'D-Conn.'."""
    tokens, first = document.tokens, span.first
    if span.last - first >= 3 and tokens[first].text in PARTIES and tokens[first + 1].text == "-":
        return span._replace(first=first + 2, label="GPE", rule_id="names.repair")
    return span


def _is_one_word(document: Document, first: int, last: int) -> bool:
    """Whether a span is a word, or two that a hyphen joins ('Jean-Baptiste')."""
    return last - first == 1 or (last - first == 3 and _hyphenates(document, first + 1))


def _capital(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper()


def _is_forename(token: Token, surname: Token, lexicon: NameLexicon) -> bool:
    """Whether the word before a surname is a given name that the model overlooked: a capitalised name that is no title and no nation."""
    if not _capital(token) or token.dep != "compound" or token.head != surname.i or not token.text.istitle() or len(token.text) < 3:
        return False
    lower = token.lower.rstrip(".")
    common = (lexicon.person_nouns, lexicon.honorifics, lexicon.demonyms, lexicon.peoples, lexicon.generic, CALENDAR)
    return not any(lower in words for words in common) and surname.text not in lexicon.figures and not lexicon.is_given(surname.text)


def _is_surname_of(given: Token, token: Token, lexicon: NameLexicon) -> bool:
    """Whether a capitalised word after one of somebody's name goes on with it: 'Lindiwe' before 'Khoza', but not before 'Street'."""
    goes_on = given.dep == "compound" and given.head == token.i and given.text.istitle() and _capital(token) and token.text.istitle()
    return goes_on and token.text not in lexicon.designators.last and token.text not in lexicon.designators.alone


def _pieces(document: Document, span: Span) -> Iterator[tuple[int, int]]:
    """The span, parted where names don't go on: at dashes, brackets, colons, numbers, and commas of a list."""
    start = span.first
    for i in range(span.first, span.last):
        token = document.tokens[i]
        following = document.tokens[i + 1].lower if i + 1 < span.last else ""
        apart = (token.text in SEPARATORS and not _hyphenates(document, i)) or (token.lower == "or" and span.label == "ORG")
        comma = token.text == "," and following not in COMPANY_AFTER_COMMA and span.label not in ("WORK_OF_ART", "LAW", "EVENT")
        number = token.pos == "NUM" and token.text[0].isdigit() and span.label in ("PERSON", "GPE", "ORG", "NORP", "LOC") and i > span.first
        if apart or comma or number:
            yield start, i
            start = i + 1
    yield start, span.last


def _hyphenates(document: Document, i: int) -> bool:
    """Whether a hyphen or slash touches the words on both of its sides."""
    tokens = document.tokens
    return (
        tokens[i].text in ("-", "–", "/")
        and 0 < i < len(tokens) - 1
        and tokens[i - 1].end == tokens[i].start
        and tokens[i].end == tokens[i + 1].start
    )


def _trimmed(document: Document, first: int, last: int, label: str, lexicon: NameLexicon) -> tuple[int, int]:
    tokens = document.tokens
    if label == "ORG" and last - first > 3 and tokens[first].lower in MEMBERS and tokens[first + 1].lower == "of":
        first += 2  # 'Members of the Harbour Union'
    while first < last and _leads(tokens[first], label, last - first, lexicon):
        first += 1
    while last > first and _trails(tokens[last - 1], label) and not (last - first > 2 and tokens[last - 2].text == "-"):  # Ban Ki-moon
        last -= 1
    return first, last


def _leads(token: Token, label: str, length: int, lexicon: NameLexicon) -> bool:
    """Whether a token at the front is none of the name."""
    if token.lower in LEADING:
        return not (token.text == "The" and label == "WORK_OF_ART")
    if not _has_letter(token.text):
        return True
    if label == "PERSON" and length > 1:
        return token.lower.rstrip(".") in lexicon.honorifics or token.lower in lexicon.offices
    return (
        label in ("GPE", "LOC", "ORG", "PERSON", "FAC", "NORP")
        and length > 1
        and token.text.isalpha()
        and token.text.islower()
        and token.lower not in lexicon.particles
    )


def _trails(token: Token, label: str) -> bool:
    """Whether a token at the end is none of the name."""
    if token.tag == "POS" or token.lower in TRAILING or not _has_letter(token.text):
        return True
    return label in ("GPE", "LOC", "ORG", "PERSON", "FAC") and token.text.islower() and token.text.isalpha()


def _has_letter(text: str) -> bool:
    """Whether a text has a letter or figure in it."""
    return text.isalnum() or any(c.isalnum() for c in text)


def _is_name(document: Document, first: int, last: int, label: str, lexicon: NameLexicon) -> bool:
    """Whether what is left can be a name at all: it has a capital, and is no bare title."""
    tokens = document.tokens[first:last]
    if document.texts[first:last] == document.lowers[first:last]:
        return False
    if label in ("NORP", "LANGUAGE"):
        return True
    if label == "PERSON" and (tokens[0].text[0].isdigit() or not all(NO_PERSON.isdisjoint(token.text) for token in tokens)):
        return False
    if len(tokens) == 1 and label in ("PERSON", "GPE", "ORG"):
        return tokens[0].lower.rstrip(".") not in lexicon.honorifics or tokens[0].lower in lexicon.genders
    return True
