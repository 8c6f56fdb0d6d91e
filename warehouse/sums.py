"""`entity_sums`: the names of all articles summed up, which is what linking reads of them.

Rows are only ever added, so that a night costs what it brings: those of one name add up. Where a name passes to another entity, what it
had is taken from the one and given to the other; the rows of a name that has left an entity come to nothing together, since a name
goes as a whole. Files that are merged are added up in passing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from warehouse.following import Changes
    from warehouse.state import State
    from warehouse.transaction import Transaction

SUMS, NAMES = "entity_sums", "entity_keys"
_SPELLING = "entity_id, entity_key, name, country_iso3, latitude, longitude, geonames_id"
_COLUMNS = f"{_SPELLING}, entity_type, block, aliases, article_change, mention_change, first_seen, last_seen"
_AS_SUMS = f"""SELECT {_SPELLING}, entity_type, block, aliases, 1 AS article_change, mention_count AS mention_change,
               published_at AS first_seen, published_at AS last_seen FROM """


def source(state: State) -> str:
    """SQL for rows that add up to the sums. Of a warehouse that an older program wrote these are the names themselves."""
    return f"({_AS_SUMS} {state.scan(NAMES)})" if _are_missing(state) else state.scan(SUMS)


def changed(transaction: Transaction, named: pa.Table, changes: Changes) -> pa.Table:
    """The rows that a transaction adds: for the names that it appended, and for what passes from one entity to another.

    Where sums are missing, those of all names.
    """
    missing = _are_missing(transaction)
    nothing_passes = not (changes.redirected or len(changes.moves))
    new = f"{_AS_SUMS} {transaction.scan(NAMES) if missing else 'named'}"
    stored = "" if missing or nothing_passes else f"UNION ALL SELECT {_COLUMNS} FROM {transaction.scan(SUMS)}"
    merged = {"from_id": pa.array(changes.redirected.keys(), pa.string()), "to_id": pa.array(changes.redirected.values(), pa.string())}
    with (
        transaction.registered("named", named), transaction.registered("merged", pa.table(merged)),
        transaction.registered("moved_key", changes.moves),
    ):  # fmt: skip
        return transaction.arrow(f"""
            WITH new AS MATERIALIZED ({new}),
            held AS (
                {
            _added_up(f'''SELECT * FROM (SELECT * FROM new {stored})
                WHERE entity_id IN (SELECT from_id FROM merged UNION ALL SELECT from_id FROM moved_key)''')
        }),
            passing AS MATERIALIZED (
                SELECT held.*, coalesce(moved.to_id, merged.to_id) AS to_id
                FROM held LEFT JOIN moved_key moved ON held.entity_key = moved.entity_key AND held.entity_id = moved.from_id
                LEFT JOIN merged ON held.entity_id = merged.from_id
                WHERE coalesce(moved.to_id, merged.to_id) IS NOT NULL),
            taken AS (
                SELECT * EXCLUDE (to_id) REPLACE (-article_change AS article_change, -mention_change AS mention_change) FROM passing),
            given AS (SELECT * EXCLUDE (to_id) REPLACE (to_id AS entity_id) FROM passing)
            SELECT *, '{transaction.run_id}' AS run_id
            FROM ({_added_up("SELECT * FROM new UNION ALL BY NAME SELECT * FROM taken UNION ALL BY NAME SELECT * FROM given")})""")


def added_up(transaction: Transaction, rows: pa.Table) -> pa.Table:
    """The rows of files that become one: one for each name of an entity, of the last run that they are of."""
    with transaction.registered("held", rows):
        return transaction.arrow(_added_up("SELECT * FROM held", ", max(run_id) AS run_id"))


def _added_up(rows: str, further: str = "") -> str:
    return f"""
        SELECT {_SPELLING}, min(entity_type) AS entity_type, min(block) AS block, list_sort(list_distinct(flatten(list(aliases)))) AS aliases,
               sum(article_change)::INTEGER AS article_change, sum(mention_change)::INTEGER AS mention_change,
               min(first_seen) AS first_seen, max(last_seen) AS last_seen {further}
        FROM ({rows}) GROUP BY {_SPELLING} HAVING sum(article_change) <> 0"""


def _are_missing(state: State) -> bool:
    """Whether there are names without sums: an older program wrote none."""
    return state.has_rows(NAMES) and not state.has_rows(SUMS)
