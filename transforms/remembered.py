"""What is asked of every word of every article, worked out once for each word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
LIMIT = 100_000
"""Words remembered at most. The frequent ones come early; what comes later is worked out each time, so that memory stays bounded."""


class Remembered(dict[str, Answer], Generic[Answer]):
    """A function of a word as a dictionary, which `map` reads without a step of Python for each word."""

    def __init__(self, function: Callable[[str], Answer], limit: int = LIMIT):
        super().__init__()
        self._function = function
        self._limit = limit

    def __missing__(self, word: str) -> Answer:
        answer = self._function(word)
        if len(self) < self._limit:
            self[word] = answer
        return answer
