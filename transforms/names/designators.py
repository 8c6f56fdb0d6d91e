"""What kind a name is, by a word beside it or by its own words: 'the Bay of Aru', 'Aru Rovers', 'Sofia Marković'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.document import Document, Token
from transforms.names.lexicon import NameLexicon
from transforms.names.spans import Span
from transforms.names.spelling import fold

WATERS = frozenset({"Bay", "Bight", "Cape", "Firth", "Gulf", "Horn", "Isle", "Sea", "Sound", "Strait", "Straits"})
"""Before 'of' and a name."""
_CLUBS_OF = "Real Atletico Atlético Inter AC AS FC Bayern Borussia Olympique Dynamo Dinamo Spartak Lokomotiv Sporting Deportivo Slavia Werder Eintracht"
CLUBS_OF = frozenset(_CLUBS_OF.split())
"""First words of clubs, before their town's name."""
CLUBS = frozenset({"United", "Rovers", "Athletic", "Wanderers", "Albion", "Hotspur", "FC", "CF", "AFC"})
"""Last words of names that begin with a town's."""
PATRONYM = re.compile(r".(ovic|evic|vich|enko|chuk|idze|shvili|sson|sdottir|escu|opoulos|wicz|yan)$")
"""Ends of surnames, folded."""
REGIONS = frozenset({"province", "district", "governorate", "prefecture", "oblast", "county", "canton", "municipality"})
"""After a name, in lower case."""
DESIGNATED_CONFIDENCE = 0.85


def find_regions(document: Document) -> Iterator[Span]:
    """Every name right before a noun for a region: 'in Aru district'. Who is named for one ('the Aru county sheriff') is none."""
    tokens = document.tokens
    for i in (i for i, word in enumerate(document.lowers) if word in REGIONS):
        noun, sentence = tokens[i], document.sentence_of(i)
        first = i
        while first > sentence.first and tokens[first - 1].tag == "NNP" and tokens[first - 1].text[:1].isupper():
            first -= 1
        if first < i and noun.tag == "NN" and noun.text.islower() and noun.dep not in ("compound", "nmod"):
            yield Span(first, i, "GPE", "names.designator", DESIGNATED_CONFIDENCE)


def designated(document: Document, span: Span, lexicon: NameLexicon) -> Span:
    """The span with the kind that a word beside it, or its own words, say."""
    if span.label not in ("GPE", "LOC", "ORG", "PERSON", "FAC"):
        return span
    tokens, sentence = document.tokens, document.sentence_of(span.first)
    before = tokens[span.first - 2] if span.first - 2 >= sentence.first and tokens[span.first - 1].lower == "of" else None
    if before is not None and before.text in WATERS and span.label in ("GPE", "LOC"):
        return span._replace(first=before.i, label="LOC", rule_id="names.designator", confidence=DESIGNATED_CONFIDENCE)
    if span.first > sentence.first and tokens[span.first - 1].text in CLUBS_OF and span.label in ("GPE", "LOC"):
        return span._replace(first=span.first - 1, label="ORG", rule_id="names.designator", confidence=DESIGNATED_CONFIDENCE)
    name = tokens[span.first : span.last]
    is_club = span.label in ("GPE", "LOC", "FAC") and len(name) > 1 and name[-1].text in CLUBS
    label = "PERSON" if _is_person(name, lexicon) else "ORG" if is_club else span.label
    return span if label == span.label else span._replace(label=label, rule_id="names.designator", confidence=DESIGNATED_CONFIDENCE)


def _is_person(name: tuple[Token, ...], lexicon: NameLexicon) -> bool:
    """Whether a name is a double given name and a surname, or a given name, be it a town's too, and a surname of a form that only surnames have."""
    if len(name) == 4 and name[1].text == "-":
        return lexicon.is_given(name[0].text) and lexicon.is_given(name[2].text)
    return len(name) == 2 and fold(name[0].text) in lexicon.genders and PATRONYM.search(fold(name[1].text)) is not None
