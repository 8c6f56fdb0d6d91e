"""The views beyond the stored tables: one .sql file each, in three layers.

`staging` lays nested columns out as rows; `core` says what stands (current articles, statements, incidents); `marts` answer the questions
that people bring, and are the star for BI tools. A file is one query.
Its first line is `-- What a row is`; further comment lines `-- column: meaning` describe the columns that no stored table has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter
from importlib.resources import files

LAYERS = ("staging", "core", "marts")
_COLUMN = re.compile(r"-- (\w+): (.+)")


@dataclass(frozen=True)
class View:
    """One view."""

    name: str
    layer: str
    description: str
    columns: Mapping[str, str]
    """Meaning of the columns that aren't a stored table's."""
    query: str


@lru_cache(maxsize=1)
def views() -> tuple[View, ...]:
    """Every view, each after those that it reads."""
    found = {}
    for layer in LAYERS:
        for file in (files("warehouse") / "views" / layer).iterdir():
            if file.name.endswith(".sql"):
                view = parse(file.name.removesuffix(".sql"), layer, file.read_text("utf8"))
                found[view.name] = view
    reads = {name: sorted(set(re.findall(r"\w+", view.query)) & found.keys() - {name}) for name, view in sorted(found.items())}
    return tuple(found[name] for name in TopologicalSorter(reads).static_order())


def parse(name: str, layer: str, text: str) -> View:
    """A view from its file."""
    lines = text.strip().splitlines()
    header = [line for line in lines if line.startswith("--")]
    columns = {match[1]: match[2] for line in header[1:] if (match := _COLUMN.fullmatch(line))}
    query = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
    return View(name, layer, header[0].removeprefix("--").strip(), columns, query)
