"""The SQL cookbook: its questions, and their answers written anew.

`python -m warehouse.cookbook HOME docs/sql-cookbook.md` asks every question of the page of the warehouse at HOME, and puts the answers
in the place of those that stand there. A recipe is a heading `## …`, a block of SQL, and the answer as a table, up to the next heading.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.reader import Warehouse
from warehouse.reader import open as open_warehouse

SHOWN_CHARACTERS = 90
_RECIPE = re.compile(
    r"^## (?P<title>[^\n]+)\n(?P<before>[^#]*?```sql\n)(?P<query>.+?)\n```\n(?P<answer>[^#]*?)(?=^#|\Z)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Recipe:
    """A question of the page, with the answer that stands there."""

    title: str
    query: str
    columns: tuple[str, ...]
    row_count: int


def recipes(page: str) -> Iterator[Recipe]:
    """The questions of a page, in order."""
    for match in _RECIPE.finditer(page):
        table = [line for line in match["answer"].splitlines() if line.startswith("|")]
        columns = tuple(cell.strip() for cell in table[0].strip("|").split("|")) if table else ()
        yield Recipe(match["title"], match["query"], columns, max(len(table) - 2, 0))


def rewrite(page: str, house: Warehouse) -> str:
    """The page with the answers that this warehouse gives."""
    return (
        _RECIPE.sub(
            lambda match: f"## {match['title']}\n{match['before']}{match['query']}\n```\n\n{_answer(house, match['query'])}\n\n", page
        ).rstrip()
        + "\n"
    )


def _answer(house: Warehouse, query: str) -> str:
    table = house.sql(query).to_arrow()
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    lines = [table.column_names, ["---"] * table.num_columns, *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    """A value on one line of a Markdown table, shortened; NULL is an empty cell."""
    if value is None:
        return ""
    text = value.isoformat(" ", "minutes") if isinstance(value, datetime) else " ".join(str(value).split())
    text = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1].rstrip() + "…"
    return text.replace("|", "\\|").replace("#", "\\#")


def main(home: str, page: str) -> None:
    """Write the answers of a page anew."""
    path = Path(page)
    with open_warehouse(home) as house:
        path.write_text(rewrite(path.read_text("utf8"), house), "utf8")


if __name__ == "__main__":
    main(*sys.argv[1:])
