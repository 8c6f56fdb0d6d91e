"""Which SQL is only a question."""

from __future__ import annotations

import re

import duckdb

from warehouse.errors import QueryError

_EXPLAIN = re.compile(r"\s*explain\s*(?:\(([^)]*)\)|analyze\b)?", re.IGNORECASE)


def read_only(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """The text of the one statement in `text`; raises QueryError where it is more, or anything but a question."""
    try:
        statements = connection.extract_statements(text)
    except duckdb.Error as error:
        raise QueryError(str(error)) from None
    if len(statements) != 1:
        raise QueryError(f"Expected one statement, found {len(statements)}.", "Send them one by one.")
    statement = statements[0]
    kind = _kind(statement)
    if kind == duckdb.StatementType.EXPLAIN:
        explained = _EXPLAIN.match(statement.query)
        if explained is None:
            raise QueryError("An EXPLAIN must stand at the very beginning.", "Leave out the comments before it.")
        read_only(connection, statement.query[explained.end() :])
    elif kind != duckdb.StatementType.SELECT:
        raise QueryError(
            f"{kind.name if kind else 'Such'} statements are not allowed: the warehouse is read-only here.",
            "Ask with SELECT, FROM, DESCRIBE or EXPLAIN.",
        )
    return str(statement.query)


def _kind(statement: duckdb.Statement) -> duckdb.StatementType | None:
    """What a statement is; None for kinds that DuckDB has and its Python package has no name for."""
    try:
        return statement.type
    except ValueError:
        return None
