"""The knowledge that extraction needs, read from the seeds once a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import seeds
from flows import gazetteer
from transforms.knowledge import Knowledge


@lru_cache(maxsize=1)
def load(cache: Path | None = None) -> Knowledge:
    """All lexicons and the gazetteer, whose files lie under `cache` (the user's cache folder if None)."""
    return Knowledge.build(seeds.read, gazetteer.load(cache))
