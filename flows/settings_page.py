"""`docs/settings.md`, written from the settings themselves: `python -m flows.settings_page docs/settings.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from flows.settings import FILE, FetchSettings, Settings

ELSEWHERE = frozenset({"sources", "fetch", "reading"})
"""Settings that are tables of their own in the file."""
MACHINES = {"processes": "one a core"}
"""Defaults that hang on the machine."""
HEAD = f"""# Every setting

On the command line (where the verb has such an option), in the environment (`NIGHTDESK_` and the name in capitals) or in `<home>/{FILE}`;
the earlier of these wins. A schedule reads the file anew each night. What is wrong is named with its file or variable before anything
is read. `[[sources]]` is described in [sources.md](sources.md), `[reading]` in [formats.md](formats.md).
"""


def page() -> str:
    """The page."""
    plain = {name: field for name, field in Settings.model_fields.items() if name not in ELSEWHERE}
    return "\n".join([HEAD, *_table(plain), "\n## `[fetch]`\n", *_table(FetchSettings.model_fields), ""])


def _table(fields: dict[str, FieldInfo]) -> Iterator[str]:
    yield "| setting | default | meaning |"
    yield "|---|---|---|"
    for name, field in fields.items():
        meaning = (field.description or "").replace("|", "\\|")
        yield f"| `{name}` | {MACHINES.get(name) or _shown(field.get_default(call_default_factory=True, validated_data={}))} | {meaning} |"


def _shown(value: Any) -> str:
    if value in (None, [], {}):
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,}" if isinstance(value, int) else f"`{value}`"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf8")
