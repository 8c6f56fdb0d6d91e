"""`entity_sums`: the names of all articles summed up, which is what linking reads of them.

Rows are only ever added, so that a night costs what it brings: those of one thing add up. Where a name passes to another entity, what it
had is taken from the one and given to the other; the rows of a name that has left an entity come to nothing together, since a name
goes as a whole. Files that are merged are added up in passing.

A row is about a name as it is spelt and placed, a title that is given to it, or names of its block that one article uses `beside` it, by which
articles are counted once where all of these turn out to be one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.schema import TABLES
from transforms.schema.arrow import arrow_schema
from warehouse.parquet import columns_digest

if TYPE_CHECKING:
    from warehouse.following import Changes
    from warehouse.state import State
    from warehouse.transaction import Transaction

SUMS, NAMES, ROLES = "entity_sums", "entity_keys", "entity_roles"
_THING = "entity_id, entity_key, about, name, country_iso3, latitude, longitude, geonames_id"
_COLUMNS = f"{_THING}, entity_type, block, aliases, article_change, mention_change, first_seen, last_seen"
_OF_ARTICLES = """
    SELECT entity_id, entity_key, 'name' AS about, name, country_iso3, latitude, longitude, geonames_id, entity_type, block, aliases,
           1 AS article_change, mention_count AS mention_change, published_at AS first_seen, published_at AS last_seen
    FROM names
    UNION ALL BY NAME
    SELECT names.entity_id, names.entity_key, 'title' AS about, title AS name, names.entity_type, names.block, []::VARCHAR[] AS aliases,
           1 AS article_change, 0 AS mention_change, names.published_at AS first_seen, names.published_at AS last_seen
    FROM roles JOIN names ON names.article_id = roles.article_id AND names.entity_key = coalesce(roles.name_key, (
        SELECT min(entity_key) FROM names used WHERE used.article_id = roles.article_id AND used.entity_id = roles.entity_id))
    UNION ALL BY NAME
    SELECT entity_id, entity_key, 'beside' AS about, array_to_string(list_filter(used, lambda one: one <> entity_key), chr(10)) AS name,
           entity_type, block, []::VARCHAR[] AS aliases, 1 AS article_change, 0 AS mention_change, published_at AS first_seen, published_at AS last_seen
    FROM names JOIN (
        SELECT article_id, block, list_sort(list(entity_key)) AS used FROM names GROUP BY ALL HAVING count(*) > 1) USING (article_id, block)"""
"""What `names`, rows of `entity_keys`, and `roles` of the same articles add."""


def stored(state: State) -> pa.Table:
    """All sums of a warehouse that lacks them: an older program wrote it."""
    summed = _added_up(_OF_ARTICLES, ", '' AS run_id")
    return state.arrow(f"WITH {_all(state)} {summed}")


def changed(transaction: Transaction, named: pa.Table, titled: pa.Table, changes: Changes) -> pa.Table:
    """The rows that a transaction adds: for the names and titles that it appended, and for what passes from one entity to another.

    Where sums are missing, those of all names.
    """
    missing = are_missing(transaction)
    nothing_passes = not (changes.redirected or len(changes.moves))
    sources = _all(transaction) if missing else "names AS (FROM named), roles AS (FROM titled)"
    earlier = "" if missing or nothing_passes else f"UNION ALL BY NAME SELECT {_COLUMNS} FROM {transaction.scan(SUMS)}"
    merged = {"from_id": pa.array(changes.redirected.keys(), pa.string()), "to_id": pa.array(changes.redirected.values(), pa.string())}
    with (
        transaction.registered("named", named), transaction.registered("titled", titled), transaction.registered("merged", pa.table(merged)),
        transaction.registered("moved_key", changes.moves),
    ):  # fmt: skip
        return transaction.arrow(f"""
            WITH {sources},
            new AS MATERIALIZED ({_OF_ARTICLES}),
            held AS (
                {
            _added_up(f'''SELECT * FROM (SELECT * FROM new {earlier})
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
    """The rows of files that become one: one for each thing of an entity, of the last run that they are of."""
    with transaction.registered("held", rows):
        return transaction.arrow(_added_up("SELECT * FROM held", ", max(run_id) AS run_id"))


def outdated(state: State) -> list[Path]:
    """Files of sums that an older program wrote, of fewer things: they are made anew."""
    today = columns_digest(arrow_schema(TABLES[SUMS]))
    return [path for path, file in state.files[SUMS].items() if file.rows and file.columns != today]


def are_missing(state: State) -> bool:
    """Whether there are names without sums as they are today."""
    return state.has_rows(NAMES) and (not state.has_rows(SUMS) or bool(outdated(state)))


def empty(table: str) -> pa.Table:
    """No rows of a table."""
    return arrow_schema(TABLES[table]).empty_table()


def _all(state: State) -> str:
    roles = (
        state.scan(ROLES)
        if state.has_rows(ROLES)
        else "(SELECT NULL AS article_id, NULL AS entity_id, NULL AS name_key, NULL AS title LIMIT 0)"
    )
    return f"names AS MATERIALIZED (FROM {state.scan(NAMES)}), roles AS (FROM {roles})"


def _added_up(rows: str, further: str = "") -> str:
    return f"""
        SELECT {_THING}, min(entity_type) AS entity_type, min(block) AS block, list_sort(list_distinct(flatten(list(aliases)))) AS aliases,
               sum(article_change)::INTEGER AS article_change, sum(mention_change)::INTEGER AS mention_change,
               min(first_seen) AS first_seen, max(last_seen) AS last_seen {further}
        FROM ({rows}) GROUP BY {_THING} HAVING sum(article_change) <> 0"""
