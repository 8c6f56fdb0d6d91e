"""A rebuilt warehouse put in the place of the one it was made of: one snapshot, whose files are the rebuilt one's.

Ids that no longer stand lead on: an entity's to the one that most of its mentions are of now, an incident's to the one that most of
its events are in. What was merged before stays merged. The runs keep their times and settings.
"""

from __future__ import annotations

import pyarrow as pa

from transforms.records import Row
from transforms.schema import TABLES
from warehouse.layout import Home
from warehouse.manifest import load_current
from warehouse.state import State, files_of
from warehouse.transaction import Transaction
from warehouse.writer import Writer

HOLDERS = {"entities": ("mentions", "mention_id", "entity_id"), "incidents": ("events", "event_id", "incident_id")}
"""Whose rows say what became of an id: table, its key, and the column with the id."""
HISTORY = {
    "runs": ("run_id", "finished_at", "seconds", "settings", "steps", "warnings"),
    "files": ("file_id", "run_id", "read_at", "modified_at"),
}
"""What is taken over from the records as they were: the key and the columns."""


def adopt(store: Writer, rebuilt: Home, note: str) -> int:
    """Make the current snapshot of `rebuilt`, which lies on the same file system, the current one of `store`; gives its number."""
    manifest = load_current(rebuilt)
    files = files_of(rebuilt, manifest)
    with Transaction(store, f"rebuild_{store.next_number:06}") as changes:
        new = State(changes.connection, files, manifest.columns, rebuilt.indexes)
        redirects = _redirects(changes, new)
        history = {name: changes.arrow(f"SELECT {', '.join(columns)} FROM {changes.scan(name)}") for name, columns in HISTORY.items()}
        changes.adopt(files)
        for name, rows in history.items():
            changes.update(name, rows)
        changes.append("redirects", redirects)
        return changes.commit(note)


def _redirects(old: Transaction, new: State) -> pa.Table:
    """Where ids lead that are known before, and neither stand nor are redirected in the rebuilt warehouse."""
    standing = set(_values(new, " UNION ALL ".join(f"SELECT {TABLES[name].key[0]} AS id FROM {new.scan(name)}" for name in HOLDERS)))
    known = set(_values(new, f"SELECT replaced_id AS id FROM {new.scan('redirects')}"))
    target = {row["replaced_id"]: row for name in HOLDERS for row in _successors(old, new, name)}
    rows: list[Row] = list(target.values())
    for row in old.rows(f"SELECT * FROM {old.scan('redirects')} ORDER BY replaced_id"):
        end = row["current_id"] if row["current_id"] in standing else target.get(row["current_id"], {}).get("current_id")
        if end is not None:
            rows.append(row | {"current_id": end})
    fresh = [row for row in rows if row["replaced_id"] not in standing | known]
    schema = new.arrow(f"SELECT * FROM {new.scan('redirects')} LIMIT 0").schema
    return pa.Table.from_pylist(fresh, schema)


def _successors(old: Transaction, new: State, name: str) -> list[Row]:
    """For ids of a table that are gone, those that most of the rows which had them have now."""
    table, key, column = HOLDERS[name]
    (identity,) = TABLES[name].key
    return old.rows(f"""
        WITH gone AS (
            SELECT {identity} AS id FROM {old.scan(name)} EXCEPT SELECT {identity} FROM {new.scan(name)}),
        then_ AS (SELECT {key}, {column} AS id FROM {old.scan(table)} WHERE {column} IN (SELECT id FROM gone)),
        now_ AS (SELECT {key}, {column} AS id FROM {new.scan(table)} WHERE {column} IS NOT NULL),
        counted AS (SELECT then_.id AS replaced_id, now_.id AS current_id, count(*) AS rows FROM then_ JOIN now_ USING ({key}) GROUP BY ALL)
        SELECT replaced_id, arg_max(current_id, (rows, current_id)) AS current_id, 'rebuilt' AS detail, '{old.run_id}' AS run_id
        FROM counted GROUP BY replaced_id ORDER BY replaced_id""")


def _values(state: State, query: str) -> list[str]:
    return [row["id"] for row in state.rows(query)]
