"""Stored rows follow what a run found out about who is who: in one pass at its end.

Three things may change in rows of earlier runs. Where an entity or incident was merged into another (`redirects`), every row that had
its id gets the other's. Where one *name* of an entity turns out to be somebody else's (`Transaction.move`), the rows of the articles
that use the name follow; not those of articles that have the entity under another name as well, since they don't say by which of the
two they were found. And a quote's `speaker_name` is the name that its speaker has now.

DuckDB looks for the rows, in the columns of ids alone; Arrow puts the new values in their places, in the files that have such rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.schema import TABLES, Table

if TYPE_CHECKING:
    from warehouse.transaction import Transaction

MERGEABLE = ("entities", "incidents")
MOVES = pa.schema([("entity_key", pa.string()), ("from_id", pa.string()), ("to_id", pa.string())])
NAMES = pa.schema([("entity_id", pa.string()), ("name", pa.string())])
KEYS = ("entity_key", "name_key")
"""Columns that say by which of an entity's names a row was found. Rows of other tables follow where their article leaves no doubt."""
SPEAKER, SPEAKER_NAME = "speaker_entity_id", "speaker_name"


@dataclass(frozen=True)
class Changes:
    """What rows have to follow."""

    redirected: Mapping[str, str]
    """Ids that no longer stand, each to the one that does."""
    moves: pa.Table = field(default_factory=MOVES.empty_table)  # made when asked for: an array brings pandas in
    """Names that stand for another entity than they did."""
    renamed: pa.Table = field(default_factory=NAMES.empty_table)
    """Entities that have another name than they had."""


def carry(transaction: Transaction, changes: Changes, *, fresh: bool) -> None:
    """Carry changes through the files that the transaction wrote (`fresh`), or through those that were there before it."""
    if not (changes.redirected or len(changes.moves) or len(changes.renamed)):
        return
    merged = {"from_id": pa.array(changes.redirected.keys(), pa.string()), "to_id": pa.array(changes.redirected.values(), pa.string())}
    with transaction.registered("merged", pa.table(merged)), transaction.registered("moved_key", changes.moves):
        articles, names = _by_article(transaction, changes.moves), _names(transaction, changes.renamed)
        with transaction.registered("moved_article", articles), transaction.registered("named", names):
            for table in TABLES.values():
                paths = [path for path in transaction.files[table.name] if transaction.is_fresh(path) == fresh]
                if paths and referring(table, MERGEABLE):
                    _follow(transaction, table, paths)


def referring(table: Table, targets: tuple[str, ...]) -> list[str]:
    """The table's columns that hold ids of these tables."""
    return [column for column, referred in table.references if referred in targets]


def _by_article(transaction: Transaction, moves: pa.Table) -> pa.Table:
    """The moves of articles in which all names of an entity go the same way: `article_id`, `from_id`, `to_id`."""
    if not len(moves):
        return pa.table({name: pa.array([], pa.string()) for name in ("article_id", "from_id", "to_id")})
    return transaction.arrow(f"""
        SELECT article_id, from_id, any_value(to_id) AS to_id
        FROM (
            SELECT stored.article_id, stored.entity_id AS from_id, coalesce(moved.to_id, merged.to_id) AS to_id
            FROM {transaction.scan("entity_keys")} stored
            LEFT JOIN moved_key moved ON stored.entity_key = moved.entity_key AND stored.entity_id = moved.from_id
            LEFT JOIN merged ON stored.entity_id = merged.from_id
            WHERE stored.entity_id IN (SELECT from_id FROM moved_key))
        GROUP BY ALL HAVING count(DISTINCT to_id) = 1 AND count(*) = count(to_id)""")


def _names(transaction: Transaction, renamed: pa.Table) -> pa.Table:
    """The names that quotes may have to follow: of the renamed, and of all to whom rows may be given."""
    with transaction.registered("renamed", renamed):
        return transaction.arrow(f"""
            SELECT entity_id, name FROM renamed UNION
            SELECT entity_id, name FROM {transaction.scan("entities")}
            WHERE entity_id IN (SELECT to_id FROM moved_key UNION ALL SELECT to_id FROM merged)""")


def _follow(transaction: Transaction, table: Table, paths: Sequence[Path]) -> None:
    """Put the new values into those of a table's files that hold an id that leaves, or a speaker's old name."""
    columns = referring(table, MERGEABLE)
    held = [f"{column} IN (SELECT from_id FROM merged UNION ALL SELECT from_id FROM moved_key)" for column in columns]
    joins, found = [], {}
    by = next((column for column in (*KEYS, "article_id") if column in table.columns), None)
    for i, column in enumerate(columns):
        joins.append(f"LEFT JOIN merged r{i} ON s.{column} = r{i}.from_id")
        found[column] = f"r{i}.to_id"
        if by:
            moved, same = ("moved_key", "entity_key") if by in KEYS else ("moved_article", by)
            joins.append(f"LEFT JOIN {moved} m{i} ON s.{by} = m{i}.{same} AND s.{column} = m{i}.from_id")
            found[column] = f"coalesce(m{i}.to_id, r{i}.to_id)"
    if SPEAKER in columns:
        held.append(f"{SPEAKER} IN (SELECT entity_id FROM named)")
        joins.append(
            f"LEFT JOIN named n ON n.entity_id = coalesce({found[SPEAKER]}, s.{SPEAKER}) AND n.name IS DISTINCT FROM s.{SPEAKER_NAME}"
        )
        found[SPEAKER_NAME] = "n.name"
    read = ", ".join(dict.fromkeys(([by] if by else []) + list(found)))
    stored = transaction.scan(table.name, paths, positions=True)
    values = ", ".join(f"{value} AS {column}" for column, value in found.items())
    changed = transaction.arrow(f"""
        SELECT filename, file_row_number, {values}
        FROM (SELECT filename, file_row_number, {read} FROM {stored} WHERE {" OR ".join(held)}) s {" ".join(joins)}
        WHERE {" OR ".join(f"{value} IS NOT NULL" for value in found.values())}
        ORDER BY filename, file_row_number""")
    transaction.replace_values(table.name, changed)
