"""The ontology and the triggers of events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EventLexicon:
    """What is known of event types and the words that tell them."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> EventLexicon:
        return cls()
