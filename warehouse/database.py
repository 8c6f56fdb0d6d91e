"""nightdesk.duckdb: views over one snapshot's files, with a comment on every view and column. It holds no data and can always be made again."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import duckdb

from transforms.schema import FIELDS, SCHEMA_VERSION, TABLES, Table
from transforms.schema.ddl import sql_type
from warehouse import durable, standing
from warehouse.errors import LockedError
from warehouse.layout import UNKNOWN_MONTH, Home
from warehouse.lock import exclusive
from warehouse.manifest import Manifest, load_current
from warehouse.parquet import scan
from warehouse.sql import quoted
from warehouse.views import View, views

STORAGE_VERSION = "v1.2.0"
"""Format of the file: the clients of 1.5 and 2.0 both read it."""
PUBLISH_WAIT_SECONDS = 30.0
"""Building takes well under a second; whoever waits longer does without."""
INFO = "warehouse_info"
"""View that tells which snapshot of which home the views show."""


def create_views(connection: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest, *, comments: bool = True) -> None:
    """Make the views over a snapshot: first the stored tables, then those of warehouse/views, then the snapshot's own."""
    for table in TABLES.values():
        connection.execute(f"CREATE VIEW {table.name} AS SELECT {_columns(manifest, table)} FROM {_stored(home, manifest, table)}")
        if comments:
            meanings = {field.name: field.description + (f" ({field.unit})" if field.unit else "") for field in table.fields}
            _comment(connection, table.name, table.description, meanings)
    for view in views():
        connection.execute(f"CREATE VIEW {view.name} AS {_query(home, manifest, view)}")
        if comments:
            _comment(connection, view.name, view.description, view_columns(connection, view))
    about = {"home": str(home.path), "snapshot": manifest.number, "run_id": manifest.run_id, "layout": _layout()}
    columns = ", ".join(f"{quoted(value)} AS {name}" for name, value in about.items())
    connection.execute(f"CREATE VIEW {INFO} AS SELECT {columns}, TIMESTAMP {quoted(manifest.committed_at)} AS committed_at")
    if comments:
        _comment(connection, INFO, "The snapshot that these views show, and the folder that it lies in.", {})


def _columns(manifest: Manifest, table: Table) -> str:
    """The table's columns; of an older snapshot, in today's types."""
    if manifest.schema_version == SCHEMA_VERSION:
        return ", ".join(table.columns)
    return ", ".join(f"CAST({field.name} AS {sql_type(field.type)}) AS {field.name}" for field in table.fields)


def _query(home: Home, manifest: Manifest, view: View) -> str:
    """What a view shows: its .sql file, or where files hold just those rows, these."""
    table = standing.SHOWN.get(view.name)
    if table is None or not standing.is_apart(manifest.tables.get(table.name, ())):
        return view.query
    rows = f"(SELECT {_columns(manifest, table)} FROM {_stored(home, manifest, table, standing.CURRENT)})"
    names = {name: f"article_{name}" for name in table.copied}
    return f"SELECT * EXCLUDE ({', '.join(names.values())}), {', '.join(f'{held} AS {name}' for name, held in names.items())} FROM {rows}"


def _stored(home: Home, manifest: Manifest, table: Table, kind: str = "") -> str:
    """SQL that reads a table's files, or those of a kind, by name, so that no query has to list folders, the newest first: a search for the newest rows ends soon.

    Files without rows come last: DuckDB takes the first file's size for that of all, and plans joins by it.
    """
    root = home.snapshot(manifest.number) / table.name
    chosen = (file for file in manifest.tables.get(table.name, ()) if not (kind and file.rows) or file.kind == kind)
    files = sorted(chosen, key=lambda file: file.path, reverse=True)
    files.sort(key=lambda file: (not file.rows, file.path.startswith(UNKNOWN_MONTH)))
    return scan(table, {root / file.path: file for file in files}, manifest.columns.get(table.name, ()))


def view_columns(connection: duckdb.DuckDBPyConnection, view: View) -> dict[str, str]:
    """The meaning of each of a view's columns: its own, or that of the stored column of the same name."""
    names = [name for name, *_ in connection.execute(f"DESCRIBE {view.name}").fetchall()]
    return {name: view.columns.get(name) or FIELDS[name].description for name in names}


def publish(home: Home) -> None:
    """Put a database of the current snapshot in the place of the one that is there."""
    with exclusive(home.lake / ".publish", PUBLISH_WAIT_SECONDS):
        manifest = load_current(home)
        if _shown(home.database) == (str(home.path), manifest.number, _layout()):
            return
        fresh = home.path / f".{home.database.name}.fresh"
        _forget(fresh)
        try:
            _build(home, manifest, fresh)
            durable.sync(fresh)
            durable.replace(fresh, home.database)
        finally:
            _forget(fresh)  # what a full disk left of it


def ensure(home: Home) -> None:
    """Make the database again where it is missing, or shows another snapshot or another folder than it should.

    Where the home can't be written to, or has no room, it stays as it is: our own commands don't need it.
    """
    if _shown(home.database) != (str(home.path), home.current_number(), _layout()):
        with suppress(OSError, LockedError, duckdb.IOException, duckdb.TransactionException):  # the last: no room at DuckDB's commit
            publish(home)


def _forget(path: Path) -> None:
    """Remove an unfinished database, with its log."""
    for file in (path, path.with_name(f"{path.name}.wal")):
        file.unlink(missing_ok=True)


def _build(home: Home, manifest: Manifest, path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(path)} AS made (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE made")
        connection.execute("BEGIN")
        create_views(connection, home, manifest)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH made")


@lru_cache(maxsize=1)
def _layout() -> str:
    """Tells this version's tables, views and comments from another's."""
    return blake2b(repr((TABLES, FIELDS, views())).encode(), digest_size=8).hexdigest()


def _shown(path: Path) -> tuple[str, int, str] | None:
    """Home, snapshot and layout of a database; None where it is missing or broken."""
    if not path.exists():
        return None
    try:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH {quoted(path)} AS made (READ_ONLY)")
            shown: tuple[str, int, str] | None = connection.execute(f"SELECT home, snapshot, layout FROM made.{INFO}").fetchone()
            return shown
    except duckdb.Error:
        return None


def _comment(connection: duckdb.DuckDBPyConnection, name: str, description: str, columns: dict[str, str]) -> None:
    connection.execute(f"COMMENT ON VIEW {name} IS {quoted(description)}")
    for column, meaning in columns.items():
        connection.execute(f"COMMENT ON COLUMN {name}.{column} IS {quoted(meaning)}")
