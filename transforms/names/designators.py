"""What kind a name is, by a word beside it or by its own words: 'the Bay of Aru', 'Aru Rovers', 'Sofia Marković'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transforms.document import Document, Token
from transforms.names.spans import SURE, Span
from transforms.names.spelling import fold

if TYPE_CHECKING:
    from transforms.names.lexicon import NameLexicon

PATRONYM = re.compile(r".(ovic|evic|vich|enko|chuk|idze|shvili|sson|sdottir|escu|opoulos|wicz|yan)$")
"""Ends of surnames, folded."""
ACRONYM = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,}|[A-Z][A-Za-z]{2,}\d+\w*")
"""What no person is called: capitals without a vowel ('KWTV'), a word with a number ('Channel9')."""
AGE = re.compile(r"[1-9]\d?|10\d")
AFTER_AGE = frozenset({(",",), (".",), (";",), ()})
ROAD = re.compile(r"(?:[AMNREB]|SH)-?\d{1,4}")
"""Numbers of roads outside America: 'the N7'."""
ROADS = frozenset({"Highway", "Interstate", "Route", "Motorway"})
"""Before the number of a road."""
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
COMPASS = frozenset(
    {"North", "South", "East", "West", "Northeast", "Northwest", "Southeast", "Southwest", "N.", "S.", "E.", "W.", "NE", "NW", "SE", "SW"}
)
"""Before the number of a street."""
RULE, DESIGNATED_CONFIDENCE, AGE_CONFIDENCE = "names.designator", 0.85, 0.97
NAMED = frozenset({"GPE", "LOC", "ORG", "PERSON", "FAC"})
MISTAKEN = NAMED | {"NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LANGUAGE"}
"""What the language model takes people for that it never met."""


@dataclass(frozen=True)
class Designators:
    """Words that tell what kind of thing a name is."""

    last: Mapping[str, str]
    """Last word of a name of several words to its label."""
    facilities: frozenset[str]
    """Those of `last` that name what is built."""
    waters: frozenset[str]
    clubs: frozenset[str]
    clubs_of: frozenset[str]
    sites: frozenset[str]
    """Common nouns, in lower case, for what is built."""
    alone: frozenset[str]

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> Designators:
        last = {word: label for label, words in seed["last"].items() for word in words.split()}
        facilities = frozenset(seed["last"]["FAC"].split())
        return cls(last, facilities, *(frozenset(seed[key].split()) for key in ("waters", "clubs", "clubs_of", "sites", "alone")))


def find_numbered(document: Document, designators: Designators) -> Iterator[Span]:
    """Every street with a number and every road that is one: 'West 43rd Street', 'the N7', 'State Highway 9'."""
    tokens = document.tokens
    for the in document.of_words(frozenset({"the"})):
        if tokens[the.i + 1 : the.i + 2] and ROAD.fullmatch(tokens[the.i + 1].text) and tokens[the.head].dep == "pobj":
            yield Span(the.i + 1, the.i + 2, "FAC", RULE, DESIGNATED_CONFIDENCE)
    for road in document.of_texts(ROADS):
        if tokens[road.i + 1 : road.i + 2] and tokens[road.i + 1].text.isdigit():
            first = road.i - (road.i > 0 and tokens[road.i - 1].text == "State")
            yield Span(first, road.i + 2, "FAC", RULE, DESIGNATED_CONFIDENCE)
    for street in document.of_texts(designators.facilities):
        first = street.i - 1
        if first >= document.sentence_of(street.i).first and ORDINAL.fullmatch(tokens[first].text):
            if first > document.sentence_of(street.i).first and tokens[first - 1].text in COMPASS:
                first -= 1
            yield Span(first, street.i + 1, "FAC", RULE, DESIGNATED_CONFIDENCE)


def designated(document: Document, span: Span, lexicon: NameLexicon) -> Span:
    """The span with the kind that a word beside it, or its own words, say."""
    if span.label in MISTAKEN and span.rule_id not in SURE and _has_an_age(document, span, lexicon):
        return span._replace(label="PERSON", rule_id="names.age", confidence=AGE_CONFIDENCE)
    if span.label == "PERSON" and span.rule_id not in SURE and _is_site(document, span, lexicon):
        return span._replace(label="FAC", rule_id=RULE, confidence=DESIGNATED_CONFIDENCE)
    if span.label not in NAMED:
        return span
    words, tokens, sentence = lexicon.designators, document.tokens, document.sentence_of(span.first)
    before = tokens[span.first - 2] if span.first - 2 >= sentence.first and tokens[span.first - 1].lower == "of" else None
    if before is not None and before.text in words.waters and span.label in ("GPE", "LOC"):
        return span._replace(first=before.i, label="LOC", rule_id=RULE, confidence=DESIGNATED_CONFIDENCE)
    if span.first > sentence.first and tokens[span.first - 1].text in words.clubs_of and span.label in ("GPE", "LOC"):
        return span._replace(first=span.first - 1, label="ORG", rule_id=RULE, confidence=DESIGNATED_CONFIDENCE)
    label = _label(tokens[span.first : span.last], span, lexicon)
    return span if label == span.label else span._replace(label=label, rule_id=RULE, confidence=DESIGNATED_CONFIDENCE)


def _has_an_age(document: Document, span: Span, lexicon: NameLexicon) -> bool:
    """Whether somebody's age stands after a name ('Aru Keve, 31, was hit'), or before its two words ('31-year-old Aru Keve')."""
    texts, lowers, last = document.texts, document.lowers, span.last
    if lowers[last - 1] in lexicon.suffixes or lowers[last - 1] in lexicon.demonyms or not texts[span.first][:1].isupper():
        return False
    if texts[last : last + 1] == (",",) and AGE.fullmatch("".join(texts[last + 1 : last + 2])) and texts[last + 2 : last + 3] in AFTER_AGE:
        return True
    return last - span.first > 1 and lowers[span.first - 1] == "old" and document.tokens[last - 1].dep not in ("compound", "nmod")


def _is_site(document: Document, span: Span, lexicon: NameLexicon) -> bool:
    """Whether a name is that of what is built: 'Aru air base'."""
    name = document.tokens[span.last - 1]
    noun = document.tokens[name.head]
    return name.dep == "compound" and span.last <= noun.i <= span.last + 1 and noun.text in lexicon.designators.sites


def _label(name: tuple[Token, ...], span: Span, lexicon: NameLexicon) -> str:
    """The label that a name's own words give it, or else the one it has."""
    if _is_person(name, lexicon):
        return "PERSON"
    if span.rule_id in SURE:
        return span.label
    if len(name) == 1:
        acronym = span.label == "PERSON" and name[0].text not in lexicon.figures and ACRONYM.fullmatch(name[0].text) is not None
        return "ORG" if acronym else span.label
    if span.label in ("GPE", "LOC", "FAC") and name[-1].text in lexicon.designators.clubs:
        return "ORG"
    is_short = len(name) == 2 or (len(name) == 3 and name[1].text[1:] == ".")
    if span.label == "PERSON" and is_short and lexicon.is_given(name[0].text):
        return span.label  # 'Nathan Lane', 'Nathan B. Lane', but 'Martin Luther King Boulevard'
    label = lexicon.designators.last.get(name[-1].text, span.label)
    return span.label if (label, span.label) == ("LOC", "GPE") else label  # 'Fall River' is a town


def _is_person(name: tuple[Token, ...], lexicon: NameLexicon) -> bool:
    """Whether a name is a double given name and a surname, or a given name, be it a town's too, and a surname of a form that only surnames have."""
    if len(name) == 4 and name[1].text == "-":
        return lexicon.is_given(name[0].text) and lexicon.is_given(name[2].text)
    return len(name) == 2 and fold(name[0].text) in lexicon.genders and PATRONYM.search(fold(name[1].text)) is not None
