"""What kind a name is, by a noun beside it or by its own last word: 'the Bay of Aru', 'the Aru refinery', 'Aru Rovers'."""

from __future__ import annotations

import re

from transforms.document import Document, Token
from transforms.names.lexicon import NameLexicon
from transforms.names.spans import Span
from transforms.names.spelling import fold

WORKS = frozenset({"plant", "factory", "refinery", "smelter", "shipyard", "brewery"})
"""Behind the name of who owns them."""
WATERS = frozenset({"Bay", "Bight", "Cape", "Firth", "Gulf", "Horn", "Isle", "Sea", "Sound", "Strait", "Straits"})
"""Before 'of' and a name."""
CLUBS = frozenset({"United", "Rovers", "Athletic", "Wanderers", "Albion", "Hotspur", "FC", "CF", "AFC"})
"""Last words of names that begin with a town's."""
PATRONYM = re.compile(r".(ovic|evic|vich|enko|chuk|idze|shvili|sson|sdottir|escu|opoulos|wicz|yan)$")
"""Ends of surnames, folded."""
DESIGNATED_CONFIDENCE = 0.85


def designated(document: Document, span: Span, lexicon: NameLexicon) -> Span:
    """The span with the kind that a noun beside it, or its own last word, says."""
    if span.label not in ("GPE", "LOC", "ORG", "PERSON", "FAC"):
        return span
    tokens, sentence = document.tokens, document.sentence_of(span.first)
    before = tokens[span.first - 2] if span.first - 2 >= sentence.first and tokens[span.first - 1].lower == "of" else None
    after = tokens[span.last] if span.last < sentence.last else None
    if before is not None and before.text in WATERS and span.label in ("GPE", "LOC"):
        return span._replace(first=before.i, label="LOC", rule_id="names.designator", confidence=DESIGNATED_CONFIDENCE)
    name = tokens[span.first : span.last]
    label = "PERSON" if _is_patronym(name, lexicon) else _designated(name, span.label, after)
    return span if label in (None, span.label) else span._replace(label=label, rule_id="names.designator", confidence=DESIGNATED_CONFIDENCE)


def _is_patronym(name: tuple[Token, ...], lexicon: NameLexicon) -> bool:
    """Whether a name is a given name, though it may be a town's too, before a surname of a form that only surnames have."""
    return len(name) == 2 and fold(name[0].text) in lexicon.genders and PATRONYM.search(fold(name[1].text)) is not None


def _designated(name: tuple[Token, ...], label: str, after: Token | None) -> str | None:
    if label in ("GPE", "LOC", "FAC") and len(name) > 1 and name[-1].text in CLUBS:
        return "ORG"
    if label == "PERSON" and len(name) == 1 and after is not None and after.lower in WORKS:
        return "ORG"
    return None
