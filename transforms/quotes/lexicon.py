"""Cues of speech and their frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class QuoteLexicon:
    """What is known of cues."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> QuoteLexicon:
        return cls()
