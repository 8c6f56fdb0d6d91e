"""The data dictionary, from the schema and the views: as pages for people, and as text for the terminal.

`python -m warehouse.dictionary docs/reference` writes the pages; a test fails when they are stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from transforms.schema import FIELDS, TABLES, Table
from transforms.schema.ddl import create_table
from warehouse.errors import NotFoundError, NoWarehouseError
from warehouse.layout import Home
from warehouse.manifest import load_current
from warehouse.views import View, views

LAYERS = {
    "tables": ("Tables", "Stored in Parquet, one folder each below `lake/current/`."),
    "staging": ("Staging views", "What the tables nest (lists and structs), a row each."),
    "core": ("Core views", "What stands, ready to be counted."),
    "marts": ("Marts", "Answers to the questions that people bring."),
}


@dataclass(frozen=True)
class Column:
    """A column of a table or view."""

    name: str
    type: str
    """DuckDB's."""
    meaning: str


@dataclass(frozen=True)
class Entry:
    """A table or view."""

    name: str
    layer: str
    """A key of LAYERS."""
    description: str
    columns: tuple[Column, ...]
    table: Table | None = None
    view: View | None = None


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every table and view, in the order of their layers."""
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(create_table(table))
        for view in views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.query}")
        stored = [
            Entry(table.name, "tables", table.description, _columns(connection, table.name), table=table) for table in TABLES.values()
        ]
        derived = [Entry(view.name, view.layer, view.description, _columns(connection, view.name, view), view=view) for view in views()]
    order = list(LAYERS)
    return (*stored, *sorted(derived, key=lambda entry: (order.index(entry.layer), entry.name)))


def listing(home: str | Path) -> str:
    """Every table and view with what a row of it is; with numbers of rows, if there is a warehouse at `home`."""
    try:
        manifest = load_current(Home.at(home))
    except NoWarehouseError:
        manifest = None
    lines = []
    for layer, (title, about) in LAYERS.items():
        lines.append(f"{title}: {about}")
        for entry in entries():
            if entry.layer == layer:
                rows = f"{manifest.rows(entry.name):,}" if manifest and entry.table else ""
                lines.append(f"  {entry.name:<20}{rows:>12}  {entry.description}")
        lines.append("")
    return "\n".join([*lines, "`nightdesk tables NAME` lists the columns of one."])


def page(name: str) -> str:
    """One table or view with its columns, as plain text. Raises NotFoundError."""
    entry = next((entry for entry in entries() if entry.name == name), None)
    if entry is None:
        raise NotFoundError(f"There is no table or view {name!r}.", f"There are: {', '.join(entry.name for entry in entries())}.")
    width = max(len(column.name) for column in entry.columns) + 2
    kinds = max(min(len(column.type), 24) for column in entry.columns) + 2
    rows = (f"  {column.name:<{width}}{_short(column.type):<{kinds}}{column.meaning}" for column in entry.columns)
    return "\n".join([f"{entry.name}: {entry.description}", "", *rows, *([f"\nKey: {', '.join(entry.table.key)}"] if entry.table else [])])


def pages() -> Iterator[tuple[str, str]]:
    """The pages of docs/reference as (file name, Markdown)."""
    yield "README.md", _index()
    for entry in entries():
        yield f"{entry.name}.md", _markdown(entry)


def _columns(connection: duckdb.DuckDBPyConnection, name: str, view: View | None = None) -> tuple[Column, ...]:
    own = view.columns if view else {}
    described = connection.execute(f"DESCRIBE {name}").fetchall()
    return tuple(Column(column, kind, own.get(column) or _meaning(column)) for column, kind, *_ in described)


def _meaning(column: str) -> str:
    field = FIELDS[column]
    return field.description + (f" ({field.unit})" if field.unit else "")


def _short(kind: str) -> str:
    return kind if len(kind) <= 24 else kind[: kind.index("(")] + "[]" * kind.endswith("[]")


def _index() -> str:
    lines = [
        "# Reference",
        "",
        "Every table and view. Made by `python -m warehouse.dictionary docs/reference` from the schema: change it there.",
        "",
    ]
    for layer, (title, about) in LAYERS.items():
        lines += [f"## {title}", "", about, "", "| name | a row is |", "| --- | --- |"]
        lines += [f"| [{entry.name}]({entry.name}.md) | {_cell(entry.description)} |" for entry in entries() if entry.layer == layer]
        lines.append("")
    return "\n".join(lines)


def _markdown(entry: Entry) -> str:
    lines = [f"# {entry.name}", "", entry.description, ""]
    if entry.table:
        lines += [*_layout(entry.table), "", "| column | type | meaning | allowed | example |", "| --- | --- | --- | --- | --- |"]
        lines += [
            f"| `{column.name}` | {column.type} | {_cell(column.meaning)} | {_allowed(column.name)} | {_example(column.name)} |"
            for column in entry.columns
        ]
    else:
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{column.name}` | {column.type} | {_cell(column.meaning)} |" for column in entry.columns]
    if entry.view:
        lines += ["", "```sql", entry.view.query, "```"]
    return "\n".join([*lines, ""])


def _layout(table: Table) -> Iterator[str]:
    yield (
        f"Key: `{', '.join(table.key)}`. "
        + ("A folder a month of `published_at`" if table.partitioned else "All in one folder")
        + f", sorted by `{', '.join(table.sort)}`."
    )
    for column, target in table.references:
        yield f"- `{column}` leads to [{target}]({target}.md)."


def _allowed(column: str) -> str:
    field = FIELDS[column]
    told = ["never NULL"] if field.required else []
    if field.values:
        told.append(", ".join(f"`{value}`" for value in field.values))
    bounds = [f"≥ {field.minimum:g}" if field.minimum is not None else "", f"≤ {field.maximum:g}" if field.maximum is not None else ""]
    return "; ".join([*told, *filter(None, bounds)])


def _example(column: str) -> str:
    example = FIELDS[column].example
    return f"`{_cell(example)}`" if example else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(folder: str) -> None:
    """Write the pages, and remove those of tables that are gone."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = dict(pages())
    for stale in target.glob("*.md"):
        if stale.name not in written:
            stale.unlink()
    for name, text in written.items():
        (target / name).write_text(text, "utf8")


if __name__ == "__main__":
    main(sys.argv[1])
