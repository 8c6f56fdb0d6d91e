"""What a client asks to learn what there is: catalogues, schemas, tables with their columns, and what the server can do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pyarrow as pa

from warehouse.serving.messages import Message, MessageError

CATALOG, SCHEMA = "memory", "main"
"""As DuckDB names them: a name with its catalogue and schema before it is valid in SQL too."""
VIEW = "VIEW"
_TEXT = pa.string()


def catalogs(_: Message) -> pa.Table:
    """Answers CommandGetCatalogs."""
    return _rows({"catalog_name": (_TEXT, [CATALOG])})


def schemas(command: Message) -> pa.Table:
    """Answers CommandGetDbSchemas."""
    found = [SCHEMA] if _is_here(command) else []
    return _rows({"catalog_name": (_TEXT, [CATALOG for _ in found]), "db_schema_name": (_TEXT, found)}, optional=("catalog_name",))


def table_types(_: Message) -> pa.Table:
    """Answers CommandGetTableTypes: everything is a view here, over the snapshot's files."""
    return _rows({"table_type": (_TEXT, [VIEW])})


def tables(command: Message, names: Iterable[str], columns: Callable[[str], pa.Schema]) -> pa.Table:
    """Answers CommandGetTables; `columns` gives those of a table."""
    kinds = command.texts(4)
    like = _pattern(command.text(3))
    found = [name for name in sorted(names) if like.fullmatch(name)] if _is_here(command) and (not kinds or VIEW in kinds) else []
    listed: dict[str, tuple[pa.DataType, list[Any]]] = {
        "catalog_name": (_TEXT, [CATALOG for _ in found]),
        "db_schema_name": (_TEXT, [SCHEMA for _ in found]),
        "table_name": (_TEXT, found),
        "table_type": (_TEXT, [VIEW for _ in found]),
    }
    if command.flag(5):
        listed["table_schema"] = (pa.binary(), [columns(name).serialize().to_pybytes() for name in found])
    return _rows(listed, optional=("catalog_name", "db_schema_name"))


def keys(command: Message, primary: Mapping[str, tuple[str, ...]]) -> pa.Table:
    """Answers CommandGetPrimaryKeys, from the keys by table."""
    name = command.text(3) or ""
    columns = list(primary.get(name, ()))
    return _rows(
        {
            "catalog_name": (_TEXT, [CATALOG for _ in columns]),
            "db_schema_name": (_TEXT, [SCHEMA for _ in columns]),
            "table_name": (_TEXT, [name for _ in columns]),
            "column_name": (_TEXT, columns),
            "key_sequence": (pa.int32(), list(range(1, len(columns) + 1))),
            "key_name": (_TEXT, [f"{name}_key" for _ in columns]),
        },
        optional=("catalog_name", "db_schema_name", "key_name"),
    )


def server_info(command: Message) -> pa.Table:
    """Answers CommandGetSqlInfo: the numbers are those of the enumeration SqlInfo."""
    wanted = set(command.numbers(1))
    known: dict[int, str | bool] = {
        0: "Nightdesk",  # FLIGHT_SQL_SERVER_NAME
        1: _version("nightdesk"),
        2: pa.__version__,  # FLIGHT_SQL_SERVER_ARROW_VERSION
        3: True,  # FLIGHT_SQL_SERVER_READ_ONLY
        4: True,  # FLIGHT_SQL_SERVER_SQL
        5: False,  # FLIGHT_SQL_SERVER_SUBSTRAIT
        500: False,  # SQL_DDL_CATALOG
        501: False,  # SQL_DDL_SCHEMA
        502: False,  # SQL_DDL_TABLE
        504: '"',  # SQL_IDENTIFIER_QUOTE_CHAR
    }
    told = {number: value for number, value in known.items() if not wanted or number in wanted}
    texts = [value for value in told.values() if isinstance(value, str)]
    flags = [value for value in told.values() if isinstance(value, bool)]
    kinds, offsets = [], []
    for value in told.values():
        kinds.append(int(isinstance(value, bool)))
        offsets.append(kinds.count(kinds[-1]) - 1)
    members: list[tuple[str, Any]] = [
        ("string_value", pa.array(texts, pa.string())),
        ("bool_value", pa.array(flags, pa.bool_())),
        ("bigint_value", pa.array([], pa.int64())),
        ("int32_bitmask", pa.array([], pa.int32())),
        ("string_list", pa.array([], pa.list_(pa.string()))),
        ("int32_to_int32_list_map", pa.array([], pa.map_(pa.int32(), pa.list_(pa.int32())))),
    ]
    values = pa.UnionArray.from_dense(
        pa.array(kinds, pa.int8()), pa.array(offsets, pa.int32()), [array for _, array in members], [name for name, _ in members]
    )
    schema = pa.schema([pa.field("info_name", pa.uint32(), nullable=False), pa.field("value", values.type, nullable=False)])
    return pa.Table.from_arrays([pa.array(list(told), pa.uint32()), values], schema=schema)


def _rows(columns: Mapping[str, tuple[Any, list[Any]]], optional: Iterable[str] = ()) -> pa.Table:
    schema = pa.schema([pa.field(name, kind, nullable=name in optional) for name, (kind, _) in columns.items()])
    return pa.Table.from_arrays([pa.array(values, kind) for kind, values in columns.values()], schema=schema)


def _is_here(command: Message) -> bool:
    """Whether a command's catalogue and pattern of schemas are ours."""
    return command.text(1) in (None, "", CATALOG) and bool(_pattern(command.text(2)).fullmatch(SCHEMA))


def _pattern(text: str | None) -> re.Pattern[str]:
    """SQL's LIKE, as the protocol has it: % for any text, _ for a character."""
    if text is not None and len(text) > 1000:
        raise MessageError("a pattern is too long")
    parts = {"%": ".*", "_": "."}
    return re.compile(
        "".join(parts.get(character, re.escape(character)) for character in text) if text else ".*", re.IGNORECASE | re.DOTALL
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
