"""What the sentence around a trigger says of the means and the setting of what happened."""

from __future__ import annotations

from functools import cached_property

from transforms.events.lexicon import EventLexicon
from transforms.events.vocabulary import Vocabulary


class Scene:
    """The words of one sentence and of its neighbours in the paragraph, asked for by class."""

    def __init__(self, sentence: int, vocabulary: Vocabulary, lexicon: EventLexicon):
        self._sentence = sentence
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    @cached_property
    def _nearby(self) -> frozenset[str]:
        return self._vocabulary.around(self._sentence)

    def has(self, name: str, *, near: bool = False) -> bool:
        """Whether the sentence (or, `near`, its neighbourhood) has a word of this class."""
        words = self._nearby if near else self._vocabulary.of(self._sentence)
        return not self._lexicon.words[name].isdisjoint(words)

    @cached_property
    def means(self) -> str | None:
        """The mode of violence that the sentence's words tell, the most telling first."""
        words = self._vocabulary.of(self._sentence)
        return next((mode for mode, telling in self._lexicon.means if not telling.isdisjoint(words)), None)
