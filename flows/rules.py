"""The rules as their authors wrote them: what `nightdesk explain` shows of the rule behind a row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

import seeds


def rule_text(rule_id: str) -> str | None:
    """A rule's entry in the seeds, with the file that it stands in; None for a rule that is code rather than data.

    What follows a colon in an id says which of the entry's cases it was ("tell:clause").
    """
    return _entries().get(rule_id) or _entries().get(rule_id.partition(":")[0])


@lru_cache(maxsize=1)
def _entries() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(seeds.FOLDER.rglob("*.yml")):
        name = path.relative_to(seeds.FOLDER).with_suffix("").as_posix()
        for entry in _with_id(seeds.read(name)):
            text = yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None)
            found.setdefault(str(entry["id"]), f"seeds/{name}.yml\n{text}")
    return found


def _with_id(content: Any) -> Iterator[dict[str, Any]]:
    """The entries that have an id, however deep."""
    if isinstance(content, list):
        for member in content:
            yield from _with_id(member)
    elif isinstance(content, dict):
        if "id" in content:
            yield content
        for member in content.values():
            if isinstance(member, (list, dict)):
                yield from _with_id(member)
