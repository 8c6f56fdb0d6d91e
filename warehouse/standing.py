"""Rows of articles that stand lie in files of their own, so that a question about what stands reads these and looks up no article.

Of tables that copy columns of their articles (`Table.copied`), each folder has files of two kinds: `….current.parquet` has rows of articles
that stand, `….aside.parquet` those of articles that are superseded, withheld, canceled or copies. `current_events` and `current_quotes`
read the former, which is what their .sql files ask of `articles`; the check `rows_that_stand` compares the two. Files of neither kind were
written by older versions: while there are any, the views ask `articles`, until `nightdesk migrate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from transforms.schema import TABLES, Table
from warehouse.manifest import DataFile
from warehouse.parquet import read_file
from warehouse.views import views

if TYPE_CHECKING:
    from warehouse.transaction import Transaction

CURRENT, ASIDE = "current", "aside"
SHOWN = {f"current_{table.name}": table for table in TABLES.values() if table.copied}
"""Views that show the rows of a table that stand."""


def is_apart(files: Iterable[DataFile]) -> bool:
    """Whether every row of a table lies in a file of one of the two kinds."""
    return all(file.kind for file in files if file.rows)


def apart(transaction: Transaction, parts: list[tuple[str, str, pa.Table]]) -> Iterator[tuple[str, str, pa.Table]]:
    """Rows of some folders, by folder and kind, with what they copy of their articles. An article lies in the folder that its rows lie in."""
    articles = _articles(transaction, {folder for folder, _, _ in parts})
    for folder, _, rows in parts:
        at: Any = pc.index_in(rows["article_id"], articles["article_id"])
        for name in articles.column_names[2:]:
            rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), articles[name].take(at))
        told: Any = articles["stands"].take(at)
        stands: Any = pc.fill_null(told, pa.scalar(False))
        for kind, chosen in ((CURRENT, stands), (ASIDE, pc.invert(stands))):
            kept = rows.filter(chosen)
            if len(kept):
                yield folder, kind, kept


def settle(transaction: Transaction) -> None:
    """Bring rows to the other kind of file whose article stands, or stands no longer, since the transaction began."""
    for table in SHOWN.values():
        files = transaction.files
        folders = {
            file.partition
            for name in ("articles", table.name)
            for path, file in files[name].items()
            if transaction.is_fresh(path) and file.rows
        }
        paths = [path for path, file in files[table.name].items() if file.partition in folders and file.kind]
        if not paths:
            continue
        with transaction.registered("described", _articles(transaction, folders)):
            misplaced = transaction.arrow(f"""
                SELECT filename, file_row_number
                FROM {transaction.scan(table.name, paths, positions=True)} LEFT JOIN (SELECT article_id, stands FROM described) USING (article_id)
                WHERE coalesce(stands, FALSE) <> ends_with(filename, '.{CURRENT}.parquet')
                ORDER BY ALL""")
        if len(misplaced):
            rows = pa.concat_tables(_taken(table, misplaced))
            transaction.remove(table.name, misplaced)
            transaction.append(table.name, rows)


def _articles(transaction: Transaction, folders: Iterable[str]) -> pa.Table:
    """The articles of some folders: `article_id`, whether each `stands`, and what their rows copy."""
    wanted = set(folders)
    paths = [path for path, file in transaction.files["articles"].items() if file.partition in wanted]
    copied = dict.fromkeys(name for table in SHOWN.values() for name in table.copied)
    (standing,) = (view.query for view in views() if view.name == "current_articles")
    return transaction.arrow(f"""
        WITH articles AS (SELECT * FROM {transaction.scan("articles", paths)}), standing AS ({standing})
        SELECT article_id, article_id IN (SELECT article_id FROM standing) AS stands, {", ".join(f"{name} AS article_{name}" for name in copied)} FROM articles""")


def _taken(table: Table, found: pa.Table) -> Iterator[pa.Table]:
    """The rows of a table at some places."""
    for name in map(str, pc.unique(found["filename"]).to_pylist()):
        places = found.filter(pc.equal(found["filename"], pa.scalar(name)))["file_row_number"]
        yield read_file(table, Path(name)).take(places)
