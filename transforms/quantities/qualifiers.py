"""What stands around a number and says which bound it is."""

from __future__ import annotations

from transforms.document import Token
from transforms.quantities.lexicon import QuantityLexicon
from transforms.quantities.numerals import Numeral

Tokens = tuple[Token, ...]


def qualifier_before(tokens: Tokens, first: int, begin: int, lexicon: QuantityLexicon) -> tuple[str, int]:
    """Meaning of the qualifier that ends right before token `first`, and where it begins; nothing before `begin` is looked at."""
    if first > begin and tokens[first - 1].lower == "a" and _takes_article(tokens[first].lower, lexicon):
        first -= 1  # "a dozen"
    meaning, at = "plain", first
    while at > begin:
        for words, sense in lexicon.before.get(tokens[at - 1].lower, ()):
            start = at - len(words)
            if start >= begin and all(tokens[start + k].lower == word for k, word in enumerate(words)):
                if sense != "plain":
                    return sense, start
                at = start
                break
        else:
            break
    return meaning, first


def _takes_article(word: str, lexicon: QuantityLexicon) -> bool:
    return word in lexicon.scales or word in lexicon.collective or word in lexicon.vague or word in lexicon.pairs


def qualifier_after(tokens: Tokens, last: int, end: int, lexicon: QuantityLexicon) -> tuple[str, int]:
    """Meaning of the qualifier that begins at token `last`, and the token after it."""
    if last < end:
        for words, sense in lexicon.after.get(tokens[last].lower, ()):
            if last + len(words) <= end and all(tokens[last + k].lower == word for k, word in enumerate(words)):
                return sense, last + len(words)
    return "plain", last


def bounded(number: Numeral, meaning: str) -> tuple[float | None, float | None, float | None]:
    """Low, best and high of a number under a qualifier: see the package's docstring."""
    low, best, high, *_ = number
    if best is None:
        return low, best, high
    if meaning == "least":
        return low, best, None
    if meaning in ("most", "below"):
        return None, best, high
    if meaning == "about":
        return None, best, None
    return low, best, high
