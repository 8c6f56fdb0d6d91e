"""What people have said about who is who."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from transforms.resolve.blocks import block_of


@dataclass(frozen=True)
class Corrections:
    """Entity keys that are one thing, and pairs that never are; see `seeds/corrections.yml`."""

    same: Mapping[str, str] = field(default_factory=dict)
    """Entity key to the one that stands for its group."""
    different: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> Corrections:
        """Raises ValueError where an entry has no reason, fewer than two keys, or contradicts another."""
        seed = read("corrections")
        entries = [*seed["same_as"], *seed["not_same_as"]]
        for entry in entries:
            if not entry.get("reason") or len(entry["keys"]) < 2:
                raise ValueError(f"corrections: {entry['keys']} needs a reason and at least two keys")
        same = {key: entry["keys"][0] for entry in seed["same_as"] for key in entry["keys"]}
        different = frozenset(pair for entry in seed["not_same_as"] for pair in _pairs(entry["keys"]))
        for pair in different:
            if len({same.get(key, key) for key in pair}) == 1:
                raise ValueError(f"corrections: {sorted(pair)} are said to be the same and not the same")
        return cls(same, different)

    def widened(self, asked: Iterable[str]) -> set[str]:
        """These keys, and those of every group of which a correction ties one to a block of theirs."""
        found = set(asked)
        touched = {block_of(key) for key in found}
        groups: dict[str, set[str]] = {}
        for key, chief in self.same.items():
            groups.setdefault(chief, set()).add(key)
        return found.union(*(group for group in groups.values() if touched & set(map(block_of, group))))

    def apart(self, one: str, other: str) -> bool:
        """Whether people have said that two keys are different things."""
        return frozenset((one, other)) in self.different


def _pairs(keys: Iterable[str]) -> Iterable[frozenset[str]]:
    listed = list(keys)
    return (frozenset((one, other)) for i, one in enumerate(listed) for other in listed[i + 1 :])
