"""Merged things: where an entity or incident was merged into another, every stored row follows in the same commit.

So no view has to join, and a tool that reads the Parquet files by itself sees the ids that stand. `redirects` keeps the old ids
for whoever noted them down.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.schema import TABLES, Table
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from warehouse.transaction import Transaction

MERGEABLE = ("entities", "incidents")


def apply(transaction: Transaction) -> None:
    """Carry new redirects through every stored row, and all redirects through the rows that the transaction wrote."""
    _drop_obsolete(transaction)
    target = {
        row["replaced_id"]: row["current_id"]
        for row in transaction.rows(f"SELECT replaced_id, current_id FROM {transaction.scan('redirects')}")
    }
    if not target:
        return
    final = {replaced: _end(target, replaced) for replaced in target}
    changed = {replaced: end for replaced, end in final.items() if end != target[replaced]}
    if changed:
        transaction.update("redirects", _pairs(changed))
    everywhere = any(transaction.is_fresh(path) for path in transaction.files["redirects"])
    with transaction.registered("redirected", _pairs(final)):
        for table in TABLES.values():
            columns = referring(table, MERGEABLE)
            paths = [path for path in transaction.files[table.name] if everywhere or transaction.is_fresh(path)]
            if columns and paths:
                _follow(transaction, table, columns, paths)
    for name in MERGEABLE:
        transaction.delete(name, _pairs(final).select(["replaced_id"]).rename_columns(list(TABLES[name].key)))


def referring(table: Table, targets: tuple[str, ...]) -> list[str]:
    """The table's columns that hold ids of these tables."""
    return [column for column, referred in table.references if referred in targets]


def _drop_obsolete(transaction: Transaction) -> None:
    """Forget redirects of ids that stand again: what the transaction itself writes, or newly redirects to, was not replaced."""
    if not any(file.rows for file in transaction.files["redirects"].values()):
        return
    fresh = {name: [path for path in transaction.files[name] if transaction.is_fresh(path)] for name in (*MERGEABLE, "redirects")}
    standing = [f"SELECT {TABLES[name].key[0]} AS id FROM {transaction.scan(name, fresh[name])}" for name in MERGEABLE]
    standing.append(f"SELECT current_id FROM {transaction.scan('redirects', fresh['redirects'])}")
    newly_replaced = f"SELECT replaced_id FROM {transaction.scan('redirects', fresh['redirects'])}"
    again = f"SELECT id AS replaced_id FROM ({' UNION '.join(standing)}) WHERE id NOT IN ({newly_replaced})"
    transaction.delete("redirects", transaction.arrow(again))


def _end(target: dict[str, str], replaced: str) -> str:
    """The id that stands in the end: with A to B and B to C, A's is C."""
    seen = [replaced]
    while seen[-1] in target:
        seen.append(target[seen[-1]])
        if seen[-1] in seen[:-1]:
            raise WarehouseError(f"Redirects go round in a circle: {' -> '.join(seen)}.", "One of these ids must stand.")
    return seen[-1]


def _pairs(target: dict[str, str]) -> pa.Table:
    return pa.table({"replaced_id": pa.array(target.keys(), pa.string()), "current_id": pa.array(target.values(), pa.string())})


def _follow(transaction: Transaction, table: Table, columns: list[str], paths: list[Path]) -> None:
    """Rewrite those of the files that hold a replaced id."""
    held = " OR ".join(f"{column} IN (SELECT replaced_id FROM redirected)" for column in columns)
    stored = transaction.scan(table.name, paths, filename=True)
    joins = " ".join(f"LEFT JOIN redirected r{i} ON stored.{column} = r{i}.replaced_id" for i, column in enumerate(columns))
    replaced = {column: f"coalesce(r{i}.current_id, stored.{column}) AS {column}" for i, column in enumerate(columns)}
    selected = ", ".join(replaced.get(name, f"stored.{name}") for name in table.columns)
    for row in transaction.rows(f"SELECT DISTINCT filename FROM {stored} WHERE {held} ORDER BY filename"):
        path = Path(row["filename"])
        transaction.rewrite(table.name, path, f"SELECT {selected} FROM {transaction.scan(table.name, [path])} stored {joins}")
