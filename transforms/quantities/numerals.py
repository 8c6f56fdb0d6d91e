"""Numbers in figures and words: '1,200', '5bn', 'two hundred and fifty', 'half a dozen', 'tens of thousands'."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.document import Token
from transforms.quantities.lexicon import QuantityLexicon

Tokens = tuple[Token, ...]
FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(k|m|mn|mln|bn|bln|tn)?$")
SPAN_OF_FIGURES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[-–](\d{1,3}(?:,\d{3})+|\d+)$")
"""Two figures that the tokenizer left in one token: '10–15'."""


class Numeral(NamedTuple):
    """A number that starts at some token: its bounds and the token after its last one."""

    low: float | None
    best: float | None
    high: float | None
    last: int
    scale: float = 1
    """The scale word that it ends in, which a range lends to its first figure ('two to three million')."""

    def times(self, factor: float) -> Numeral:
        low, best, high = (None if bound is None else bound * factor for bound in self[:3])
        return Numeral(low, best, high, self.last, self.scale)


def exactly(value: float, last: int, scale: float = 1) -> Numeral:
    return Numeral(value, value, value, last, scale)


def numeral(tokens: Tokens, i: int, end: int, lexicon: QuantityLexicon) -> Numeral | None:
    """The number that begins at token `i` and ends before token `end`; None where there is none."""
    word = tokens[i].lower
    if word[0].isdigit() or word[0] == ".":
        return _in_figures(tokens, i, end, lexicon)
    if word in lexicon.small or word in lexicon.scales:
        return _in_words(tokens, i, end, lexicon)
    if word in lexicon.plurals:
        return _open_plural(tokens, i, end, lexicon)
    if word in lexicon.vague:
        return _vague(tokens, i, end, lexicon)
    if word in lexicon.collective and word != "score":
        return exactly(lexicon.collective[word], i + 1, lexicon.collective[word])
    if word == "half" and i + 2 < end and tokens[i + 1].lower in ("a", "an"):
        rest = numeral(tokens, i + 2, end, lexicon)
        return rest.times(0.5) if rest and rest.scale >= 12 else None
    if word in lexicon.pairs and i + 1 < end and tokens[i + 1].lower == "of":
        return exactly(lexicon.pairs[word], i + 1)
    return None


def _scaled(value: float, i: int, end: int, tokens: Tokens, lexicon: QuantityLexicon) -> Numeral:
    """The value with the scale words that follow it."""
    scale = 1.0
    while i < end:
        word = tokens[i].lower
        at = i
        if word == "-" and i + 1 < end and tokens[i + 1].lower in lexicon.scales:
            word, at = tokens[i + 1].lower, i + 1
        factor = lexicon.scales.get(word) or lexicon.collective.get(word)
        if factor is None or len(word) == 1:
            break
        scale, i = scale * factor, at + 1
    return exactly(value * scale, i, scale)


def _in_figures(tokens: Tokens, i: int, end: int, lexicon: QuantityLexicon) -> Numeral | None:
    found = FIGURE.match(tokens[i].lower)
    if not found:
        return None
    value = float(found[1].replace(",", ""))
    if found[2]:
        scale = lexicon.scales[found[2]]
        return exactly(value * scale, i + 1, scale)
    if i + 1 < end and i and tokens[i - 1].lower in lexicon.currency_symbols and tokens[i + 1].start == tokens[i].end:
        lone = lexicon.scales.get(tokens[i + 1].lower)  # "£3m", where a lone "m" is a million
        if lone:
            return exactly(value * lone, i + 2, lone)
    return _scaled(value, i + 1, end, tokens, lexicon)


def _in_words(tokens: Tokens, i: int, end: int, lexicon: QuantityLexicon) -> Numeral | None:
    """Number words by the usual grammar: groups below a thousand, each with its scale."""
    total, group, scale, first = 0.0, 0.0, 1.0, i
    if len(tokens[i].lower) <= 3 and tokens[i].lower in lexicon.scales:
        return None  # "m", "bn" need a figure
    while i < end:
        word = tokens[i].lower
        value = lexicon.small.get(word)
        if value is not None:
            if group % 100 and not (group % 10 == 0 and group % 100 >= 20 and value < 10):
                break
            group += value
            if value >= 20 and i + 2 < end and tokens[i + 1].lower == "-" and 0 < lexicon.small.get(tokens[i + 2].lower, 0) < 10:
                group += lexicon.small[tokens[i + 2].lower]
                i += 2
        elif word == "hundred":
            group, scale = (group or 1) * 100, 100
        elif word in lexicon.scales and len(word) > 3:
            scale = lexicon.scales[word]
            total, group = total + (group or 1) * scale, 0
        elif word in lexicon.collective and i > first:
            return exactly((total + group) * lexicon.collective[word], i + 1, lexicon.collective[word])
        elif not (word == "and" and scale > 1 and i + 1 < end and tokens[i + 1].lower in lexicon.small):
            break
        i += 1
    return exactly(total + group, i, scale)


def _open_plural(tokens: Tokens, i: int, end: int, lexicon: QuantityLexicon) -> Numeral | None:
    """'dozens', 'hundreds of thousands': a least figure, and nothing more is known."""
    word = tokens[i].lower
    follows = tokens[i + 1].lower if i + 1 < end else ""
    if follows == "of" and i + 2 < end and tokens[i + 2].lower in lexicon.plurals:
        unit = lexicon.plurals[tokens[i + 2].lower] / 2
        return Numeral(lexicon.plurals[word] * unit, None, None, i + 3)
    if word == "tens" or (word == "scores" and follows not in ("of", "more")):
        return None
    return Numeral(float(lexicon.plurals[word]), None, None, i + 1)


def _vague(tokens: Tokens, i: int, end: int, lexicon: QuantityLexicon) -> Numeral | None:
    word = tokens[i].lower
    if word == "few" and not (i and tokens[i - 1].lower == "a"):
        return None
    rest = _scaled(1, i + 1, end, tokens, lexicon)
    return Numeral(lexicon.vague[word] * rest.scale, None, None, rest.last, rest.scale)
