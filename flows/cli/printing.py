r"""An answer for a person to read: a table, or where that doesn't fit the terminal a line a column, as `\x auto` of psql has it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyarrow as pa
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from warehouse.output import as_json

if TYPE_CHECKING:
    from warehouse import Selection

Cells = Sequence[Sequence[str]]
WIDE = 500
"""Columns of a terminal that isn't one: a table written to a file or a pipe is not broken."""
SHOWN_CHARACTERS = 120
"""Characters of a value in a table."""
RECORD_CHARACTERS = 2_000
"""Characters of a value that has a line of its own."""
SHOWN_ROWS = 100
"""Rows that are shown; the other formats write all."""
LEGIBLE, LONGEST_WORD = 16, 24
"""Characters that the column of a long value needs to be read with the value broken over lines, and that it may need for the sake of one word: an id is
20 long."""


def print_answer(answer: Selection, output: Path | None) -> None:
    """Print the first rows of an answer, to a file or to standard output."""
    head = answer.relation.limit(SHOWN_ROWS + 1).to_arrow_table()
    names = head.column_names
    rows = [[_text(value) for value in row] for row in zip(*(c.to_pylist() for c in head.slice(0, SHOWN_ROWS).columns), strict=True)]
    with contextlib.ExitStack() as stack:
        stream: IO[str] = sys.stdout if output is None else stack.enter_context(output.open("w", encoding="utf8"))
        console = Console(file=stream, width=None if stream.isatty() else WIDE)
        if fits(names, rows, console.width):
            console.print(_table(head.schema, rows))
        else:
            _print_records(console, names, rows)
        if len(head) > SHOWN_ROWS:
            console.print(f"The first {SHOWN_ROWS} rows. Ask for more with --format csv, json or parquet.")


def fits(names: Sequence[str], rows: Cells, width: int) -> bool:
    """Whether a table of these cells can be read in so many characters a line; without rows there is nothing to break up."""
    return not rows or sum(_widths(names, rows)) + 3 * len(names) + 1 <= width


def _widths(names: Sequence[str], rows: Cells) -> list[int]:
    """The characters a line that each column must have."""

    def legible(text: str) -> int:
        longest = max(map(cell_len, text.split()), default=0)
        return max(min(cell_len(text), LEGIBLE), min(longest, LONGEST_WORD))

    return [max(legible(row[i]) for row in [names, *rows]) for i in range(len(names))]


def _table(schema: pa.Schema, rows: Cells) -> Table:
    table = Table()
    for i, (field, width) in enumerate(zip(schema, _widths(schema.names, rows), strict=True)):
        is_number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type)
        is_whole = all(cell_len(row[i]) <= width for row in rows)
        table.add_column(escape(field.name), justify="right" if is_number else "left", overflow="fold", no_wrap=is_whole)
    for row in rows:
        table.add_row(*(escape(_shortened(text, SHOWN_CHARACTERS)) for text in row))
    return table


def _print_records(console: Console, names: Sequence[str], rows: Cells) -> None:
    """Each row as a block: a line a column, with its name before it."""
    for number, row in enumerate(rows, 1):
        console.rule(f"[bold]{number}", align="left")
        record = Table.grid("name", "value", padding=(0, 2))
        record.columns[0].no_wrap = True
        for name, text in zip(names, row, strict=True):
            record.add_row(f"[bold]{escape(name)}", escape(_shortened(text, RECORD_CHARACTERS)))
        console.print(record)


def _text(value: object) -> str:
    """A value as it is shown: NULL as nothing, lists and structs as JSON."""
    return "" if value is None else as_json(value) if isinstance(value, list | dict) else str(value)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
