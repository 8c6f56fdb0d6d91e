"""What is known of wire copy beyond its layout: agencies, and the phrases of notes, captions and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_ACRONYM = 4
"""Letters of a credit that must be in capitals: 'PA' is an agency, 'Pa' a person's name."""
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class KindPattern:
    """A pattern that makes a paragraph something other than text."""

    kind: str
    pattern: re.Pattern[str]
    whole: bool
    longest: int

    def matches(self, paragraph: str) -> bool:
        if len(paragraph) > self.longest:
            return False
        return bool((self.pattern.fullmatch if self.whole else self.pattern.match)(paragraph))


@dataclass(frozen=True)
class WireLexicon:
    """Agencies by how they are credited, and paragraphs by how they read."""

    agencies: Mapping[str, str] = field(default_factory=dict)
    """Credit in lower case → the agency's name."""
    patterns: tuple[KindPattern, ...] = ()

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> WireLexicon:
        """From the seed `wire/anatomy`. Raises re.error for a pattern that is none."""
        seed = read("wire/anatomy")
        return cls(
            {credit.lower(): name for name, known in seed["agencies"].items() for credit in (name, *known)},
            tuple(
                KindPattern(kind, re.compile(entry["pattern"], re.IGNORECASE), entry.get("whole", False), entry.get("max", _LONGEST))
                for kind, entries in seed["kinds"].items()
                for entry in entries
            ),
        )

    def agency(self, credit: str | None) -> str | None:
        """The agency of a credit such as 'ACAN-EFE', 'AP Photo' or 'Reuters Health'; None where it names none."""
        text = (credit or "").strip().lower()
        return self.agencies.get(text) or self.agencies.get(re.split(r"[\s/,-]", text, maxsplit=1)[0] if " photo" in text else "")

    def without_agency(self, name: str) -> tuple[str, str | None]:
        """A writer's name without the agency that is named after it or instead of it, and that agency."""
        words = name.split()
        for at in range(len(words)):
            credit = " ".join(words[at:]).strip(" .,()/-")
            agency = self.agencies.get(credit.lower())
            if agency and (len(credit) > _ACRONYM or credit.isupper()):
                return " ".join(words[:at]).rstrip(" ,(/-"), agency
        return name, None

    def kind(self, paragraph: str) -> str | None:
        """What a paragraph is by its words; None for what nothing marks as other than text."""
        return next((known.kind for known in self.patterns if known.matches(paragraph)), None)


NOTHING_KNOWN = WireLexicon()
