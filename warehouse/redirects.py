"""Merged things: where an entity or incident was merged into another, every stored row follows in the same commit.

So no view has to join, and a tool that reads the Parquet files by itself sees the ids that stand. `redirects` keeps the old ids
for whoever noted them down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.schema import TABLES
from warehouse.errors import WarehouseError
from warehouse.following import MERGEABLE

if TYPE_CHECKING:
    from warehouse.state import State
    from warehouse.transaction import Transaction


def settle(transaction: Transaction) -> dict[str, str]:
    """Every replaced id with the one that stands in the end: the table is brought to that, and what was replaced is deleted."""
    _drop_obsolete(transaction)
    target = stored(transaction)
    final = {replaced: _end(target, replaced) for replaced in target}
    changed = {replaced: end for replaced, end in final.items() if end != target[replaced]}
    if changed:
        transaction.update("redirects", _pairs(changed))
    return final


def drop_replaced(transaction: Transaction, replaced: dict[str, str]) -> None:
    """Delete the entities and incidents that others stand for."""
    for name in MERGEABLE:
        transaction.delete(name, _pairs(replaced).select(["replaced_id"]).rename_columns(list(TABLES[name].key)))


def stored(state: State) -> dict[str, str]:
    """The redirects of a state: replaced id to the current one."""
    found = state.rows(f"SELECT replaced_id, current_id FROM {state.scan('redirects')}")
    return {row["replaced_id"]: row["current_id"] for row in found}


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
