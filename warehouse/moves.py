"""Names that a later night gives to somebody else: the rows of the articles that use the name follow.

A redirect takes everything from one entity to another; a move takes one name (`entity_key`) only. Rows of an article that has the
entity under another name as well stay as they are, since they don't say by which of the two they were found.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.schema import TABLES
from warehouse.redirects import referring

if TYPE_CHECKING:
    from warehouse.transaction import Transaction


def apply(transaction: Transaction, keys: pa.Table) -> None:
    """Carry moves (`entity_key`, `from_id`, `to_id`) through every stored row."""
    if not len(keys):
        return
    with transaction.registered("moved_keys", keys):
        articles = transaction.arrow(f"""
            SELECT stored.article_id, stored.entity_id AS from_id, any_value(moved.to_id) AS to_id
            FROM {transaction.scan("entity_keys")} stored
            LEFT JOIN moved_keys moved ON stored.entity_key = moved.entity_key AND stored.entity_id = moved.from_id
            WHERE stored.entity_id IN (SELECT from_id FROM moved_keys)
            GROUP BY ALL HAVING count(DISTINCT moved.to_id) = 1 AND count(*) = count(moved.to_id)""")
        named = transaction.arrow(f"""
            SELECT stored.entity_key, stored.article_id, moved.to_id AS entity_id
            FROM {transaction.scan("entity_keys")} stored
            JOIN moved_keys moved ON stored.entity_key = moved.entity_key AND stored.entity_id = moved.from_id""")
    transaction.update("entity_keys", named)
    with transaction.registered("moved", articles):
        for table in TABLES.values():
            columns = referring(table, ("entities",))
            if columns and "article_id" in table.columns and table.name != "entity_keys":
                _follow(transaction, table.name, columns)


def _follow(transaction: Transaction, name: str, columns: list[str]) -> None:
    """Rewrite the files of a table that hold a moved id in an article concerned."""
    stored = transaction.scan(name, filename=True)
    pairs = "SELECT article_id, from_id FROM moved"
    held = " OR ".join(f"(article_id, {column}) IN ({pairs})" for column in columns)
    joins = " ".join(
        f"LEFT JOIN moved m{i} ON stored.article_id = m{i}.article_id AND stored.{column} = m{i}.from_id"
        for i, column in enumerate(columns)
    )
    moved = {column: f"coalesce(m{i}.to_id, stored.{column}) AS {column}" for i, column in enumerate(columns)}
    selected = ", ".join(moved.get(column, f"stored.{column}") for column in TABLES[name].columns)
    for row in transaction.rows(f"SELECT DISTINCT filename FROM {stored} WHERE {held} ORDER BY filename"):
        path = Path(row["filename"])
        transaction.rewrite(name, path, f"SELECT {selected} FROM {transaction.scan(name, [path])} stored {joins}")
