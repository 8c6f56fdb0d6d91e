"""Arrow schemas of the tables, and rows to Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pyarrow as pa

from transforms.records import Row
from transforms.schema.fields import Type
from transforms.schema.tables import Table

_SIMPLE: dict[str, pa.DataType] = {
    "string": pa.string(), "int32": pa.int32(), "int64": pa.int64(), "double": pa.float64(), "bool": pa.bool_(), "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}  # fmt: skip


def arrow_type(name: Type) -> pa.DataType:
    """The Arrow type of one of the schema's type names."""
    if name.startswith("list<"):
        return pa.list_(arrow_type(name[len("list<") : -1]))
    if name.startswith("struct<"):
        members = (member.split(": ") for member in name[len("struct<") : -1].split(", "))
        return pa.struct([(member, arrow_type(kind)) for member, kind in members])
    return _SIMPLE[name]


@lru_cache(maxsize=64)
def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema, with each column's meaning and unit as metadata."""
    fields = []
    for field in table.fields:
        meaning = {"description": field.description} | ({"unit": field.unit} if field.unit else {})
        fields.append(pa.field(field.name, arrow_type(field.type), nullable=not field.required, metadata=meaning))
    return pa.schema(fields, metadata={"description": table.description})


def arrow_table(table: Table, rows: Iterable[Row], *, unfinished: bool = False) -> pa.Table:
    """Rows as an Arrow table of exactly the table's columns; what a row lacks is NULL, what it has besides is left out.

    In an `unfinished` one, columns that are never NULL in the warehouse may be so yet.
    """
    schema = arrow_schema(table)
    if unfinished:
        metadata: Any = schema.metadata
        schema = pa.schema([field.with_nullable(True) for field in schema], metadata)
    listed = list(rows)
    return pa.table([pa.array([row.get(name) for row in listed], schema.field(name).type) for name in schema.names], schema=schema)
