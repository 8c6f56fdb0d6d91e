"""A document as a string with one character a token, its class in the grammar of times, so that rules are regular expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transforms.document import Document, Token

OTHER = "_"
"""A token that the grammar has no word for, and the border between two sentences: no pattern crosses it."""
FORMS = (
    ("clock", re.compile(r"([01]?\d|2[0-4]):[0-5]\d$")),
    ("hms", re.compile(r"\d{1,2}:[0-5]\d:[0-5]\d$")),
    ("dotclock", re.compile(r"([01]?\d|2[0-3])\.[0-5]\d$")),
    ("clockap", re.compile(r"([01]?\d|2[0-3])(?:[:.][0-5]\d)?([ap])\.?m\.?$")),
    ("hhmm", re.compile(r"0\d[0-5]\d$")),
    ("hhmmz", re.compile(r"([01]\d|2[0-3])[:.]?([0-5]\d)(gmt|utc)$")),
    ("nth", re.compile(r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th|d)$")),
    ("decade", re.compile(r"(1[5-9]|20)?\d0['’]?s$")),
    ("slashdate", re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{2,4}$")),
    ("isodate", re.compile(r"(1[89]|20)\d\d-\d\d-\d\d(?:t[\d:.]+z?)?$")),
    ("midyear", re.compile(r"(mid|early|late)-(1[89]|20)\d\d$")),
    ("middecade", re.compile(r"(mid|early|late)-(1[89]|20)?\d0['’]?s$")),
    ("figure", re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$|\d+(?:\.\d+)?$|\d+[-–]\d+$")),
)
"""Classes of tokens by form, the first that fits. Whole numbers below 2200 are told apart further by their size."""
FORM_CLASSES = ("n12", "n24", "n31", "n99", "year4", *(name for name, _ in FORMS))
FIRST_YEAR, LAST_YEAR = 1500, 2199


def form_class(lower: str) -> str | None:
    """The class of a token with a digit in it, by its form; None where it has none."""
    if lower.isdigit() and lower.isascii() and len(lower) <= 4 and not (len(lower) == 4 and lower[0] == "0"):
        number = int(lower)
        if number == 0:
            return "figure"
        for limit, name in ((12, "n12"), (24, "n24"), (31, "n31"), (99, "n99")):
            if number <= limit:
                return name
        if number >= 1000 and number < FIRST_YEAR and number % 100 < 60:
            return "hhmm"
        return "year4" if FIRST_YEAR <= number <= LAST_YEAR else "figure"
    return next((name for name, form in FORMS if form.match(lower)), None)


def symbol_by_form(word: str, symbols: Mapping[str, str]) -> str:
    """The symbol of a word that the grammar does not list: that of its class by form, if it has one."""
    if word[-1].isdigit() or word[0].isdigit() or word.endswith("0s"):
        return symbols.get(form_class(word) or "", OTHER)
    return OTHER


def symbols_of(document: Document, by_word: Mapping[str, str], ambiguous: frozenset[str]) -> tuple[str, list[int]]:
    """The symbols of the document's tokens with those of the borders between sentences, and where among them these borders are."""
    of_token = list(map(by_word.__getitem__, document.lowers))
    for token in document.of_words(ambiguous):
        if not means_time(document, token):
            of_token[token.i] = OTHER
    parts: list[str] = []
    borders: list[int] = []
    begin = 0
    for sentence in document.sentences[1:]:
        before = sentence.first - 1
        if of_token[before] == OTHER or document.lowers[before][-1] != ".":  # the parser may end a sentence at the point of "Dec."
            parts.append("".join(of_token[begin : sentence.first]))
            borders.append(sentence.first + len(borders))
            begin = sentence.first
    parts.append("".join(of_token[begin:]))
    return OTHER.join(parts), borders


def means_time(document: Document, token: Token) -> bool:
    """Whether a word that is a time in some uses is one here: 'may' the month, 'fall' the season, not the verbs."""
    word, tokens = token.lower, document.tokens
    before = tokens[token.i - 1].lower if token.i else ""
    after = tokens[token.i + 1].lower if token.i + 1 < len(tokens) else ""
    if word in ("may", "march", "august", "mar", "dec", "jan", "jun"):
        beside_figure = after[:1].isdigit() or before[:1].isdigit()
        return token.text[0].isupper() and (beside_figure or token.tag in ("NNP", "NNPS", "NN"))
    if word in ("fall", "spring"):
        return token.tag in ("NN", "NNP")
    if word == "minute":
        return token.tag != "JJ"
    return True
