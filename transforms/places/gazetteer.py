"""The gazetteer: places by name, compact enough for a laptop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Gazetteer:
    """Places by folded name."""
