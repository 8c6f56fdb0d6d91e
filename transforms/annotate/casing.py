"""Text as the language model should read it: exactly as long as the body, so that offsets hold.

Wire copy has headlines, datelines and whole dispatches in capitals, in which a model trained on ordinary text finds few names and
parses badly. Each shouted word is given the case that it most likely has: the one it has elsewhere in the article, or else the one
that is most frequent in general. Frequency comes from the language model itself: its word vectors are kept in the order of the
corpus they were trained on, the most frequent form first, 'London' long before 'london'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

Rank = Callable[[str], float]
"""How far down a form stands in a list of words by frequency; infinite where it isn't listed."""

HARD_BREAK = re.compile(r"(?<=\S)\n(?=\S)")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LINE = re.compile(r"[^\n]+")
CAPITALS = re.compile(r"[^\W\d_a-z]['’]?[^\W\d_a-z]")
"""What every word in capitals has in it; a line without it, as most are, is as it should be."""
SENTENCE_START = re.compile(r"(?:(?<!\b[^\W\d_])[.!?][\"'”’)\]]*\s+|\n\s*\n\s*|--\s*|\]\s*)[\"“'‘(\[]*$")
CONTEXT = 12
"""Characters before a word that tell whether it opens a sentence."""
SHOUTED_SHARE = 0.7
"""Share of a line's words in capitals from which on the line shouts."""
EMPHASIS = 4
"""Letters from which on a single word in capitals in an ordinary line may be no acronym ('DETROIT 4 Kansas City 1')."""
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
MONTHS = frozenset(_MONTHS.split())
_TITLES = (
    "president minister general colonel captain major lieutenant senator governor mayor judge king queen prince pope archbishop "
    "bishop father sergeant secretary ambassador chancellor premier commander admiral monsignor congressman deputy dr mr mrs ms"
)
TITLES = frozenset(_TITLES.split())
_BODIES = (
    "front party army ministry committee council union federation agency institute university court brigade battalion congress "
    "senate association organization organisation movement coalition league commission department office bank corporation company "
    "assembly government national police forces force division regiment airport hospital college school street avenue province "
    "airlines alliance cartel command directorate confederation bloc newspaper"
)
BODIES = frozenset(_BODIES.split())
"""Words that names of bodies end in: between a name and one of them, words are part of the name ('Farabundo Marti National Liberation Front')."""
_SMALL = "of the and for in on to a an de la del los las y e da do"
SMALL = frozenset(_SMALL.split())


def no_rank(_: str) -> float:
    """The rank where nothing is known of words."""
    return float("inf")


def rank_of_vectors(vocab: Any) -> Rank:
    """Rank of word forms by the order of a spaCy vocabulary's vectors."""
    keys = np.fromiter(vocab.vectors.key2row, dtype=np.uint64, count=vocab.vectors.n_keys)
    order = np.argsort(keys)
    ordered = keys[order]
    hash_of = vocab.strings.as_int

    def rank(word: str) -> float:
        key = np.uint64(hash_of(word))
        at = int(np.searchsorted(ordered, key))
        return float(order[at]) if at < len(ordered) and ordered[at] == key else float("inf")

    return rank


def readable(body: str, rank: Rank = no_rank) -> str:
    """The body with ordinary case where it shouts, and single line ends as spaces: a paragraph that is wrapped over lines reads as one.

    Same length as the body.
    """
    return HARD_BREAK.sub(" ", Recaser(body, rank).text())


class Recaser:
    """Gives one article ordinary case."""

    def __init__(self, body: str, rank: Rank):
        self._body = body
        self._rank = rank
        self._shouts = [(match.start(), match.end()) for match in LINE.finditer(body) if shouts(match.group())]
        self._known: dict[str, str] | None = None

    def text(self) -> str:
        """The body with its shouted words in the case that they most likely have."""
        pieces, at = [], 0
        for start, end in self._shouts:
            pieces += [self._ordinary(at, start), self._line(start, end)]
            at = end
        pieces.append(self._ordinary(at, len(self._body)))
        return "".join(pieces)

    def _ordinary(self, start: int, end: int) -> str:
        """A stretch that does not shout: only single long words in capitals that are no acronyms are changed."""

        def change(match: re.Match[str]) -> str:
            word = match.group()
            if len(word) < EMPHASIS or not word.isupper() or self._rank(word) <= self._rank(title(word)):
                return word
            return _as_long(word, title(word))

        def change_line(match: re.Match[str]) -> str:
            line = match.group()
            return WORD.sub(change, line) if CAPITALS.search(line) else line

        return LINE.sub(change_line, self._body[start:end])

    def _line(self, start: int, end: int) -> str:
        """A shouted line."""
        line = self._body[start:end]
        words = list(WORD.finditer(line))
        forms = [_as_long(match.group(), self._form(line, match)) for match in words]
        self._join_names(line, words, forms)
        pieces, at = [], 0
        for match, form in zip(words, forms):
            opens = self._opens(start + match.start())
            pieces += [line[at : match.start()], _as_long(match.group(), form[0].upper() + form[1:]) if opens else form]
            at = match.end()
        return "".join(pieces) + line[at:]

    def _form(self, line: str, match: re.Match[str]) -> str:
        """The case of one shouted word."""
        word = match.group()
        lower = word.lower()
        if len(word) == 1:
            return word if line[match.end() : match.end() + 1] == "." or word == "I" else lower
        if line[match.end() : match.end() + 1] == "." and line[max(0, match.start() - 1) : match.start()] == ".":
            return word  # within an abbreviation of several letters
        if lower in MONTHS and re.match(r"\.?,?\s+\d", line[match.end() :]):
            return title(word)
        if lower in MONTHS and re.search(r"\d\s+$", line[: match.start()]):
            return title(word)
        known = self._forms().get(lower)
        if known is not None:
            return known
        ranks = {form: self._rank(form) for form in (lower, title(word), word)}
        best = min(ranks, key=lambda form: ranks[form])
        if ranks[best] == float("inf"):
            bare = re.sub(r"['’]\w+$", "", word)
            return title(word) if bare == word else self._possessive(word, bare)
        return best

    def _possessive(self, word: str, bare: str) -> str:
        """A word with an ending after an apostrophe: the case of the word before it."""
        lower, upper = self._rank(bare.lower()), self._rank(title(bare))
        form = self._forms().get(bare.lower()) or (bare.lower() if lower < upper else title(bare))
        return form + word[len(bare) :].lower()

    def _join_names(self, line: str, words: list[re.Match[str]], forms: list[str]) -> None:
        """Give capitals to titles before a name, and to what stands between a name and a body's last word."""
        for i in range(len(words) - 1):
            if forms[i] in TITLES and forms[i + 1][0].isupper() and line[words[i].end() : words[i + 1].start()].strip(".") == " ":
                forms[i] = _as_long(forms[i], title(forms[i]))
        for i, form in enumerate(forms):
            if form not in BODIES:
                continue
            first = i
            while (
                first > 0
                and line[words[first - 1].end() : words[first].start()] == " "
                and forms[first - 1].islower()
                and forms[first - 1] not in SMALL
                and i - first < 3
            ):
                first -= 1
            if (
                first > 0
                and forms[first - 1][0].isupper()
                and forms[first - 1][-2:] not in ("'s", "’s")
                and line[words[first - 1].end() : words[first].start()] == " "
            ):
                for at in range(first, i + 1):
                    forms[at] = _as_long(forms[at], title(forms[at]))

    def _opens(self, at: int) -> bool:
        """Whether the word at an offset opens a sentence."""
        before = self._body[max(0, at - CONTEXT) : at]
        return SENTENCE_START.search(before if at > CONTEXT else "\n\n" + before) is not None

    def _forms(self) -> dict[str, str]:
        """Lower-case word to the form that it has where the article does not shout, sentence starts left aside."""
        if self._known is None:
            seen: dict[str, Counter[str]] = {}
            at = 0
            for start, end in (*self._shouts, (len(self._body), len(self._body))):
                for match in WORD.finditer(self._body, at, start):
                    if not self._opens(match.start()) and self._body[match.start() - 1] != "\n":
                        seen.setdefault(match.group().lower(), Counter())[match.group()] += 1
                at = end
            self._known = {lower: forms.most_common(1)[0][0] for lower, forms in seen.items()}
        return self._known


def shouts(line: str) -> bool:
    """Whether a line is in capitals, so that its case tells nothing."""
    if not CAPITALS.search(line):
        return False
    words = [word for word in WORD.findall(line) if len(word) > 1]
    return sum(word.isupper() for word in words) > SHOUTED_SHARE * len(words) if len(words) > 1 else False


def title(word: str) -> str:
    """A word with a capital first letter, and one after an apostrophe in the second place: "O'Brien"."""
    lowered = word[:1].upper() + word[1:].lower()
    return lowered[:2] + lowered[2:3].upper() + lowered[3:] if lowered[1:2] in ("'", "’") and len(word) > 3 else lowered


def _as_long(word: str, form: str) -> str:
    """The form, or the word as it was where a letter's other case is longer ('ß', 'İ')."""
    return form if len(form) == len(word) else word
