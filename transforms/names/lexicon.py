"""What is known of names beforehand: titles, demonyms, acronyms, weapons, overrides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NameLexicon:
    """Lexicons for names."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> NameLexicon:
        return cls()
