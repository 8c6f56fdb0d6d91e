"""Regular expressions from seeds, in which '<name>' stands for any word of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Phrases = Mapping[str, re.Pattern[str]]
"""Patterns by name."""


def compiled(seed: Mapping[str, Any]) -> Phrases:
    """The patterns of a seed by name, those that tell capitals apart marked `cased`. Raises KeyError for a list that the seed has not, and
    re.error for a pattern that is none.
    """
    words = {name: "(?:" + "|".join(text.split()) + ")" for name, text in seed["words"].items()}

    def pattern(entry: Mapping[str, Any]) -> re.Pattern[str]:
        spelled = re.sub(r"(?<!\(\?P)<(\w+)>", lambda found: words[found[1]], entry["pattern"])
        return re.compile(spelled, 0 if entry.get("cased") else re.IGNORECASE)

    return {name: pattern(entry) for name, entry in seed["patterns"].items()}
