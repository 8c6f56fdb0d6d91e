"""The tables in SQL."""

from __future__ import annotations

from transforms.schema.fields import Type
from transforms.schema.tables import Table

_SIMPLE = {
    "string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP",
}  # fmt: skip


def sql_type(name: Type) -> str:
    """DuckDB's type for one of the schema's type names."""
    if name.startswith("list<"):
        return f"{sql_type(name[len('list<') : -1])}[]"
    if name.startswith("struct<"):
        members = (member.split(": ") for member in name[len("struct<") : -1].split(", "))
        return "STRUCT(" + ", ".join(f'"{member}" {sql_type(kind)}' for member, kind in members) + ")"
    return _SIMPLE[name]


def create_table(table: Table) -> str:
    """The statement that makes an empty table of these columns."""
    columns = (f"{field.name} {sql_type(field.type)}{' NOT NULL' if field.required else ''}" for field in table.fields)
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"
