"""What a number is of: money, an age, a distance, a calibre, the name of a road … or a count of things."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.quantities.lexicon import QuantityLexicon

OLDEST = 119
"""Years: no person is known to have lived longer than 122."""
AGE_UNITS = {
    "year": "year",
    "years": "year",
    "month": "month",
    "months": "month",
    "week": "week",
    "weeks": "week",
    "day": "day",
    "days": "day",
}
WINDOW = 12
"""Tokens of the same sentence on either side of a number that can tell its kind."""
PERSON_TAGS = ("NNP", "NNPS", "NN")
NAMING_LABELS = frozenset(("FAC", "PRODUCT", "WORK_OF_ART", "LAW", "ORG", "EVENT"))
DECADE = re.compile(r"([2-9]0)s$")
METRIC_CALIBER = re.compile(r"(\d+(?:\.\d+)?)x\d+(?:\.\d+)?(?:mm)?$")


class Kind(NamedTuple):
    """Kind and unit of a number, and the token range of number and unit together."""

    kind: str
    unit: str | None
    first: int
    last: int


def kind_of(document: Document, first: int, last: int, value: float | None, lexicon: QuantityLexicon) -> Kind | None:
    """The kind of the number in tokens `[first, last)`, or None where it is a plain count."""
    tokens, sentence = document.tokens, document.sentence_of(first)
    offset = max(sentence.first, first - WINDOW)
    here = tokens[offset : min(sentence.last, last + WINDOW)]
    first, last = first - offset, last - offset
    at = _past_hyphen(here, last)
    found = (
        _money(here, first, last, at, lexicon)
        or _percent(here, first, at, lexicon)
        or _age(here, first, last, at, value, lexicon)
        or _caliber(here, first, last, at, lexicon)
        or _measure(here, first, last, at, lexicon)
        or _identifier(here, first, last, lexicon)
    )
    return found and Kind(found.kind, found.unit, found.first + offset, found.last + offset)


def _word(tokens: tuple[Token, ...], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _glued(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether token `i` follows the one before it without a space."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def _past_hyphen(tokens: tuple[Token, ...], last: int) -> int:
    return last + 1 if _word(tokens, last) in ("-", "–") and _glued(tokens, last) else last


def _money(tokens: tuple[Token, ...], first: int, last: int, at: int, lexicon: QuantityLexicon) -> Kind | None:
    before, after = _word(tokens, first - 1), _word(tokens, at)
    if before in lexicon.currency_symbols:
        return Kind("money", lexicon.currency_symbols[before], first - 1, last)
    if after in lexicon.currency_words:
        return Kind("money", lexicon.currency_words[after], first, at + 1)
    if before in lexicon.currency_words and len(before) == 3 and tokens[first - 1].text.isupper():
        return Kind("money", lexicon.currency_words[before], first - 1, last)
    if after == "of" and _word(tokens, last + 1) in lexicon.currency_words:  # millions of dollars
        return Kind("money", lexicon.currency_words[_word(tokens, last + 1)], first, last + 2)
    return None


def _percent(tokens: tuple[Token, ...], first: int, at: int, lexicon: QuantityLexicon) -> Kind | None:
    if _word(tokens, at) in lexicon.percent:
        return Kind("percent", None, first, at + 1)
    if _word(tokens, at) == "per" and _word(tokens, at + 1) == "cent":
        return Kind("percent", None, first, at + 2)
    return None


def _age(tokens: tuple[Token, ...], first: int, last: int, at: int, value: float | None, lexicon: QuantityLexicon) -> Kind | None:
    if value is None or not 0 <= value <= OLDEST:
        return None
    unit = AGE_UNITS.get(_word(tokens, at))
    if unit:
        old = _past_hyphen(tokens, at + 1)
        if _word(tokens, old) in ("old", "olds"):
            return Kind("age", unit, first, old + 1)
        if _word(tokens, at + 1) == "of" and _word(tokens, at + 2) == "age":
            return Kind("age", unit, first, at + 3)
    before, after = _word(tokens, first - 1), _word(tokens, last)
    if at > last and _word(tokens, at) in ("and", "or", "to") and any(_word(tokens, i) in ("old", "olds") for i in range(at + 2, at + 7)):
        return Kind("age", "year", first, last)  # "a 26- and a 31-year-old"
    if before in lexicon.age_words or (
        before in ("between", "from", "just", "only", "of") and _word(tokens, first - 2) in lexicon.age_words
    ):
        return Kind("age", "year", first, last)
    whole = value == int(value) and value >= 1
    if (
        whole
        and before == ","
        and first > 1
        and tokens[first - 2].tag in PERSON_TAGS
        and after in (",", ".", ";", "and", ")", "--", ":", "")
    ):
        return Kind("age", "year", first, last)
    if whole and before == "(" and after in (")", ",") and first > 1 and tokens[first - 2].tag in ("NNP", "NNPS"):
        return Kind("age", "year", first, last)
    if whole and before in ("is", "was", "turned", "turns", "'s") and _word(tokens, first - 2) in ("he", "she", "who", "i"):
        counted = first < len(tokens) and tokens[first].dep == "nummod"
        if not counted and after in (",", ".", "when", "and", "at", "''", '"', "”", ""):
            return Kind("age", "year", first, last)
    return None


def _caliber(tokens: tuple[Token, ...], first: int, last: int, at: int, lexicon: QuantityLexicon) -> Kind | None:
    figure = tokens[first].lower
    metric = METRIC_CALIBER.match(figure)
    word = _word(tokens, at)
    if metric and word in ("mm", ""):
        return Kind("caliber", "mm", first, at + (word == "mm"))
    if word not in lexicon.calibers:
        return Kind("caliber", "inch", first, last) if figure[0] == "." and figure in lexicon.caliber_figures else None
    if word in ("mm", "millimeter", "millimetre", "millimetres"):
        if figure not in lexicon.caliber_figures or not (
            at + 1 < len(tokens) and tokens[at + 1].tag in ("NN", "NNS", "NNP", "NNPS", "HYPH", "JJ")
        ):
            return None
        return Kind("caliber", "mm", first, at + 1)
    return Kind("caliber", "gauge" if word == "gauge" else "inch", first, at + 1)


def _measure(tokens: tuple[Token, ...], first: int, last: int, at: int, lexicon: QuantityLexicon) -> Kind | None:
    power = ""
    if _word(tokens, at) in ("square", "cubic"):
        power = _word(tokens, at) + " "
        at = _past_hyphen(tokens, at + 1)
    word = _word(tokens, at)
    unit = lexicon.measures.get(word)
    if unit is None and word == "m" and _glued(tokens, at):
        unit = "m"
    if unit:
        if word == "km" and _word(tokens, at + 1) == "/" and _word(tokens, at + 2) in ("h", "hr"):
            return Kind("measure", "km/h", first, at + 3)
        return Kind("measure", power + unit, first, at + 1)
    before = first - 1 if _word(tokens, first - 1) not in ("-", "of") else first - 2
    if _word(tokens, before) == "magnitude":
        return Kind("measure", "magnitude", first, last)
    return None


def _identifier(tokens: tuple[Token, ...], first: int, last: int, lexicon: QuantityLexicon) -> Kind | None:
    """Numbers that name: 'Route 66', 'No. 5', 'MiG-29', '1200 block of', '415 Oak Street'."""
    if not tokens[first].lower[0].isdigit() and not (first and tokens[first - 1].text[:1].isupper() and tokens[first].text[:1].isupper()):
        return None
    before = _word(tokens, first - 1)
    if before == "." and _word(tokens, first - 2) == "no" and _glued(tokens, first - 1):
        return Kind("id", None, first, last)
    counts = _counts_things(tokens, first)
    if (
        before in lexicon.name_before
        and (tokens[first - 1].text[:1].isupper() or before in ("#", "flight", "route", "room", "article"))
        and not counts
    ):
        return Kind("id", None, first, last)
    if (
        before in ("-", "–")
        and _glued(tokens, first)
        and _glued(tokens, first - 1)
        and first > 1
        and tokens[first - 2].text.isalpha()
        and tokens[first - 2].text[0].isupper()
    ):
        return Kind("id", None, first, last)
    if _word(tokens, last) == "block" and tokens[first].text.endswith("00"):
        return Kind("id", None, first, last)
    for i in range(last, min(last + 5, len(tokens))):
        if tokens[i].lower in lexicon.street_words and i > last:
            return Kind("id", None, first, last)
        if not tokens[i].text[:1].isupper() and not tokens[i].lower[:1].isdigit():
            break
    return None


def _counts_things(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether token `i` is the number of a plural noun after it."""
    head = tokens[i].head - tokens[0].i
    return tokens[i].dep == "nummod" and i < head < len(tokens) and tokens[head].tag == "NNS"
