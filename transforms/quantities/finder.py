"""One pass over the tokens: every number, with its bounds, kind and head."""

from __future__ import annotations

import re
from itertools import compress

from transforms.document import Document, Sentence, Token
from transforms.lines import lines_with
from transforms.quantities.heads import counted
from transforms.quantities.kinds import DECADE, METRIC_CALIBER, NAMING_LABELS, Kind, kind_of
from transforms.quantities.lexicon import QuantityLexicon
from transforms.quantities.numerals import SPAN_OF_FIGURES, Numeral, exactly, numeral
from transforms.quantities.qualifiers import bounded, qualifier_after, qualifier_before
from transforms.records import Quantity, Timex

RANGE_WORDS = frozenset(("to", "or", "-", "–", "and"))
TELEPHONE = re.compile(
    r"(?<![\d-])(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-.]\d{4}(?![\d-])|\b(?:911|999|112)\b(?= (?:call|dispatch|operator|emergency))|(?<=call )911\b"
)
"""North American telephone numbers, and those of the emergency services: they count nothing."""
YEAR = re.compile(r"19\d\d|20\d\d")
"""Bare digits like these that count nothing are a year."""
MAY_TELEPHONE = re.compile(r"\d(?:\d\d[-.]\d{4}|11|99|12)")
"""What every such number has in it: only lines with it are looked through."""
LIST_MARKS = frozenset((".", ")", ":"))
NOUGHT = (0.0, 0.0, 0.0)
Bounds = tuple[float | None, float | None, float | None]
DETERMINERS_OF_ONE = frozenset(("no", "the", "this", "that", "which", "each", "every", "any", "another", "every", "what"))


class Finder:
    """A document's numbers; holds what the parts of the scan share."""

    def __init__(self, document: Document, times: tuple[Timex, ...], lexicon: QuantityLexicon):
        self.document = document
        self.tokens = document.tokens
        self.lexicon = lexicon
        self.taken = {i for time in times for i in range(time.first, time.last)}
        for line in lines_with(MAY_TELEPHONE, document.body):
            for found in TELEPHONE.finditer(document.body, *line):
                self.taken.update(range(*document.tokens_in(*found.span())))
        self.named = {i for span in document.model_names if span.label in NAMING_LABELS for i in range(span.first, span.last)}

    def quantities(self) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        free = 0
        for token in compress(self.tokens, map(self.lexicon.opens.__getitem__, self.document.lowers)):
            if token.i >= free and token.i not in self.taken:
                sentence = self.document.sentences[token.sentence]
                quantity = self._at(token, sentence, max(free, sentence.first))
                if quantity is not None:
                    found.append(quantity)
                    free = quantity.last
        return tuple(found)

    def _at(self, token: Token, sentence: Sentence, begin: int) -> Quantity | None:
        """The quantity whose number begins at `token`; its qualifiers are no earlier than `begin`."""
        i, end, word = token.i, sentence.last, token.lower
        if word == "no" or word in self.lexicon.none:
            return self._none(token, end)
        ordinal = self._ordinal(token, end)
        if ordinal is not None:
            return ordinal
        fraction = self._fraction(i, end)
        if fraction is not None:
            return fraction
        if word == "one" and not self._is_number_one(i, end):
            return None
        return self._special_figure(token) or self._number(i, begin, end)

    def _make(self, first: int, last: int, bounds: Bounds, kind: str, unit: str | None = None, *, head: int | None = None) -> Quantity:
        return Quantity(*self.document.span(first, last), first, last, *bounds, kind, unit, head)

    def _word(self, i: int, end: int) -> str:
        return self.tokens[i].lower if i < end else ""

    # --- numbers that are no cardinal -----------------------------------------------------------------------------------------

    def _none(self, token: Token, end: int) -> Quantity | None:
        """'no one', 'nobody', 'none of the passengers', 'no injuries': a count of nought."""
        i = token.i
        if token.lower == "no":
            if self._word(i + 1, end) == "one":
                return self._make(i, i + 2, NOUGHT, "count", "person")
            head = self.tokens[token.head]
            if token.dep == "det" and head.tag == "NNS" and head.i > i:
                return self._make(i, i + 1, NOUGHT, "count", head=head.i)
            return None
        head_token = counted(self.document, i, i + 1) if self._word(i + 1, end) == "of" else None
        return self._make(i, i + 1, NOUGHT, "count", self.lexicon.none[token.lower], head=head_token)

    def _ordinal(self, token: Token, end: int) -> Quantity | None:
        i, word = token.i, token.lower
        value = self.lexicon.ordinals.get(word)
        if value is None and word[0].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].replace(",", "").isdigit():
            value = int(word[:-2].replace(",", ""))
        if value is None or (
            word in self.lexicon.fractions and self._word(i + 1, end) == "of" and i and self._word(i - 1, end) in ("a", "one")
        ):
            return None
        return self._make(i, i + 1, (value, value, value), "ordinal")

    def _fraction(self, i: int, end: int) -> Quantity | None:
        """'two-thirds', 'a quarter of', 'half the passengers'."""
        word, fractions = self.tokens[i].lower, self.lexicon.fractions
        head = None
        if word in self.lexicon.small:
            at = i + 2 if self._word(i + 1, end) == "-" else i + 1
            below = fractions.get(self._word(at, end))
            if below is None or not (self._word(at, end).endswith("s") or word == "one"):
                return None
            value, first, last = self.lexicon.small[word] / below, i, at + 1
        elif word in fractions and self._word(i + 1, end) in ("of", "the", "its", "their", "his", "her"):
            value, first, last = 1 / fractions[word], i, i + 1
        else:
            return None
        if self._word(last, end) == "of":
            head = counted(self.document, first, last)
        return self._make(first, last, (value, value, value), "measure", "fraction", head=head)

    def _is_number_one(self, i: int, end: int) -> bool:
        """Whether 'one' is the number, not the pronoun ('the one that', 'one another', 'one can')."""
        token = self.tokens[i]
        before = self.tokens[i - 1].lower if i else ""
        after = self._word(i + 1, end)
        if (
            before in DETERMINERS_OF_ONE
            or before in self.lexicon.ordinals
            or after in ("another", "'s", "’s", "day")
            or self.tokens[min(i + 1, end - 1)].tag == "MD"
        ):
            return False
        return token.tag == "CD" or after == "of"

    def _special_figure(self, token: Token) -> Quantity | None:
        """Figures in a form of their own: '7.62x39', '20s' of an age, '10–15' in one token."""
        i, word = token.i, token.lower
        metric = METRIC_CALIBER.match(word)
        if metric:
            value = float(metric[1])
            return self._make(i, i + 1, (value, value, value), "caliber", "mm")
        decade = DECADE.match(word)
        if decade and i and self.tokens[i - 1].lower in ("his", "her", "their", "mid", "late", "early", "-", "mid-"):
            value = float(decade[1])
            return self._make(i, i + 1, (value, None, value + 9), "age", "year")
        return None

    # --- cardinals ------------------------------------------------------------------------------------------------------------

    def _number(self, i: int, begin: int, end: int) -> Quantity | None:
        number, is_score = self._possible_range(i, end)
        if number is None:
            return None
        first, last = i, number.last
        if is_score:
            return self._make(first, last, number[:3], "id", "score")
        kind = kind_of(self.document, first, last, number.best or number.high, self.lexicon)
        if kind is None:
            kind = self._plain(first, last, number)
        first, last = min(first, kind.first), max(last, kind.last)
        meaning, qualified = qualifier_before(self.tokens, first, begin, self.lexicon)
        if meaning == "plain":
            meaning, last = qualifier_after(self.tokens, last, end, self.lexicon)
        if number.best is None and number.high is not None and qualified > begin and self.tokens[qualified - 1].lower == "between":
            qualified -= 1
        bounds = bounded(number, meaning) if kind.kind in ("count", "money", "percent", "measure") else number[:3]
        head = counted(self.document, i, max(number.last, last if kind.kind == "count" else 0)) if kind.kind == "count" else None
        return self._make(qualified if kind.kind != "id" else first, last, bounds, kind.kind, kind.unit, head=head)

    def _plain(self, first: int, last: int, number: Numeral) -> Kind:
        """A number without a unit: part of a name, a year, or a count."""
        token = self.tokens[first]
        counts = token.dep == "nummod" and self.tokens[token.head].tag == "NNS"
        if not counts and first in self.named and last - 1 in self.named:
            return Kind("id", None, first, last)
        if not counts and number.best is not None and last == first + 1 and YEAR.fullmatch(token.text):
            return Kind("year", None, first, last)
        opens = first == self.document.sentence_of(first).first
        if opens and token.text.isdigit() and self._word(last, len(self.tokens)) in LIST_MARKS:
            return Kind("id", None, first, last)
        return Kind("count", None, first, last)

    def _possible_range(self, i: int, end: int) -> tuple[Numeral | None, bool]:
        """The number at `i`, or the range that it opens ('three to five', '10-15'); True beside it where it is a score ('2-1')."""
        tokens = self.tokens
        glued = SPAN_OF_FIGURES.match(tokens[i].lower)
        if glued:
            low, high = (float(figure.replace(",", "")) for figure in glued.groups())
            return self._range_or_score(Numeral(low, None, high, i + 1), end, figures=True)
        number = numeral(tokens, i, self._free_until(i, end), self.lexicon)
        if number is None or number.best is None:
            return number, False
        at = number.last
        joint = self._word(at, end)
        if joint not in RANGE_WORDS or at + 1 >= end or at + 1 in self.taken:
            return number, False
        before = tokens[i - 1].lower if i else ""
        if (joint == "and") != (before == "between") or before == "from":
            return number, False
        other = numeral(tokens, at + 1, self._free_until(at + 1, end), self.lexicon)
        if other is None or other.best is None:
            return number, False
        best = number.best
        if other.scale >= 1000 and number.scale == 1 and best < 1000:
            best *= other.scale
        if joint in ("-", "–"):
            if tokens[at].start != tokens[at - 1].end or tokens[at + 1].start != tokens[at].end:
                return number, False
            return self._range_or_score(Numeral(best, None, other.best, other.last), end, figures=tokens[i].text[0].isdigit())
        if best >= other.best:
            return number, False
        return Numeral(best, None, other.best, other.last), False

    def _free_until(self, i: int, end: int) -> int:
        """The first token from `i` on that is part of a time, or the end: no number goes on into one."""
        return next((at for at in range(i, end) if at in self.taken), end)

    def _range_or_score(self, both: Numeral, end: int, *, figures: bool) -> tuple[Numeral | None, bool]:
        low, high = both.low or 0, both.high or 0
        follows = self._word(both.last, end)
        counts = both.last < end and (self.tokens[both.last].tag in ("NNS", "NN", "JJ", "$", "NNPS") or follows in ("%", "per", "to"))
        if figures and (low >= high or follows in self.lexicon.score_words or not counts):
            return both, True
        return (both if low < high else exactly(high, both.last)), False


def find_quantities(document: Document, times: tuple[Timex, ...], lexicon: QuantityLexicon) -> tuple[Quantity, ...]:
    """Every number of the document that is no time, in the order of the text; spans never overlap."""
    return Finder(document, times, lexicon).quantities()
