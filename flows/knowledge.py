"""The knowledge that extraction needs, read from the seeds once a process."""

from __future__ import annotations

from functools import lru_cache

import seeds
from transforms.knowledge import Knowledge
from transforms.places.gazetteer import Gazetteer


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """All lexicons and the gazetteer."""
    return Knowledge.build(seeds.read, Gazetteer())
