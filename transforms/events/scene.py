"""What the sentence around a trigger says of the means and the setting of what happened."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from transforms.document import Document
from transforms.events.lexicon import EventLexicon


class Scene:
    """The words of one sentence and of its neighbours in the paragraph, asked for by class."""

    def __init__(self, document: Document, sentence: int, lexicon: EventLexicon):
        self._document = document
        self._sentence = sentence
        self._lexicon = lexicon

    @cached_property
    def words(self) -> frozenset[str]:
        """Lemmas of the sentence, and its pairs of neighbouring lemmas."""
        return sentence_words(self._document, self._sentence)

    @cached_property
    def nearby(self) -> frozenset[str]:
        """The same for the sentence with those before and after it in its paragraph."""
        sentences = self._document.sentences
        here = sentences[self._sentence]
        found = set(self.words)
        for other in (self._sentence - 1, self._sentence + 1):
            if 0 <= other < len(sentences) and sentences[other].paragraph == here.paragraph:
                found |= sentence_words(self._document, other)
        return frozenset(found)

    def has(self, name: str, *, near: bool = False) -> bool:
        """Whether the sentence (or, `near`, its neighbourhood) has a word of this class."""
        return not self._lexicon.words[name].isdisjoint(self.nearby if near else self.words)

    @cached_property
    def means(self) -> str | None:
        """The mode of violence that the sentence's words tell, the most telling first."""
        return next((mode for mode, words in self._lexicon.means if not words.isdisjoint(self.words)), None)


def sentence_words(document: Document, sentence: int) -> frozenset[str]:
    """Words and lemmas, and pairs of neighbouring lemmas, of a sentence."""
    tokens = document.sentence_tokens(sentence)
    lemmas = [token.lemma for token in tokens]
    return frozenset((*lemmas, *(token.lower for token in tokens), *map(" ".join, pairwise(lemmas))))
