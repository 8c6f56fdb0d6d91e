"""The words of each sentence, as sets to ask about."""

from __future__ import annotations

from itertools import pairwise

from transforms.document import Document


class Vocabulary:
    """Sets of a document's words, sentence by sentence, each made when first asked for."""

    def __init__(self, document: Document, firsts: frozenset[str]):
        """`firsts` are the words that pairs worth knowing begin with."""
        self._document = document
        self._firsts = firsts
        self._known: dict[int, frozenset[str]] = {}
        self._asked: dict[int, frozenset[str]] = {}

    def of(self, sentence: int) -> frozenset[str]:
        """Words and lemmas of a sentence, and pairs of neighbouring lemmas that somebody may ask for ("tear gas")."""
        found = self._known.get(sentence)
        if found is None:
            _, first, last, *_ = self._document.sentences[sentence]
            lemmas = self._document.lemmas[first:last]
            pairs = () if self._firsts.isdisjoint(lemmas) else [f"{a} {b}" for a, b in pairwise(lemmas) if a in self._firsts]
            found = frozenset((*lemmas, *self._document.lowers[first:last], *pairs))
            self._known[sentence] = found
        return found

    def asked(self, sentence: int, words: frozenset[str]) -> frozenset[str]:
        """Those words of a sentence that are among these; always the same ones are asked for."""
        found = self._asked.get(sentence)
        if found is None:
            found = self._asked[sentence] = self.of(sentence) & words
        return found

    def around(self, sentence: int) -> frozenset[str]:
        """The same for the sentence with those before and after it in its paragraph."""
        sentences = self._document.sentences
        near = range(max(sentence - 1, 0), min(sentence + 2, len(sentences)))
        return frozenset().union(*(self.of(other) for other in near if sentences[other].paragraph == sentences[sentence].paragraph))
