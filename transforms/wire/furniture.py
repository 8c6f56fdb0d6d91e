"""What web pages leave in the middle of the texts that are copied from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Furniture:
    """The marks of galleries, players, links and credits."""

    pattern: re.Pattern[str]

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> Furniture:
        """From the seed `wire/anatomy`. Raises re.error for a pattern that is none."""
        return cls(re.compile("|".join(f"(?:{entry['pattern']})" for entry in read("wire/anatomy")["furniture"])))

    def is_in(self, body: str, start: int, end: int) -> bool:
        """Whether the characters `[start, end)` have such a mark: then they are not the report's own words."""
        return self.pattern.search(body, start, end) is not None
