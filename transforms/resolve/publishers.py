"""Which names of publishers are one publisher: 'The Harbour Gazette', 'www.harbourgazette.com' and, beside it, 'HG'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[:/].*)?", re.IGNORECASE)
_PLAIN_ENDS = frozenset({"com", "org", "net", "info", "news", "tv", "eu", "us", "uk"})
"""Ends of addresses that papers of one name seldom differ by; with other ends they do ('guardian.ng')."""
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "or", "ne", "edu"})
_ACRONYM = re.compile(r"[A-Z]{2,5}")


@dataclass(frozen=True)
class Publishers:
    """Short names, other names and addresses of publishers that their spelling doesn't tell; see `seeds/names/publishers.yml`."""

    same: Mapping[str, str] = field(default_factory=dict)
    """Key of a name → key of the one that stands for its publisher."""
    shared: frozenset[str] = frozenset()
    """Addresses under which many publish, each by a name before it ('blogspot.com')."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> Publishers:
        """From the seed `names/publishers`. Raises ValueError where two publishers have one name."""
        seed = read("names/publishers")
        plain = cls(shared=frozenset(seed["shared_hosts"]))
        same: dict[str, str] = {}
        for name, others in seed["publishers"].items():
            for other in (name, *others):
                key = plain.key(other)
                if same.setdefault(key, plain.key(name)) != plain.key(name):
                    raise ValueError(f"publishers: '{other}' is both {same[key]} and {name}")
        return cls(same, plain.shared)

    def key(self, name: str) -> str:
        """What all spellings of one publisher share: letters and figures of the name, or of the address's own part."""
        host = _HOST.fullmatch(name.strip())
        key = _letters(self._own_part(host[1].lower()) if host else name).removeprefix("the")
        return self.same.get(key, key)

    def sources(self, names: Sequence[str]) -> list[str]:
        """The key of each of these names. An acronym is the one among them whose initials it is."""
        whole = {"".join(word[0] for word in words): name for name in names if len(words := _words(name)) > 1}
        return [self.key(whole.get(name.lower(), name) if _ACRONYM.fullmatch(name) else name) for name in names]

    def _own_part(self, host: str) -> str:
        """The part of an address that names its owner: 'gazette' of 'www.gazette.co.uk', 'gazette ng' of 'gazette.com.ng'."""
        parts = host.split(".")
        for at in range(1, len(parts)):
            if ".".join(parts[at:]) in self.shared:
                return " ".join(parts[at - 1 :])
        end = parts.pop()
        if len(parts) > 1 and parts[-1] in _SECOND_LEVEL:
            parts.pop()
        return parts[-1] if end in _PLAIN_ENDS else f"{parts[-1]} {end}"


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _letters(name: str) -> str:
    return "".join(_words(name))
