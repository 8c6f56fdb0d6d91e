"""Older warehouses: what of their files today's tables can't take as it is.

A column that a file lacks is NULL, and needs nothing. A column that today's table no longer has, or has of another type, needs
`nightdesk migrate` before anything can be written beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow.parquet as pq

from transforms.schema import SCHEMA_VERSION, TABLES
from transforms.schema.arrow import arrow_schema
from warehouse.errors import WarehouseError
from warehouse.layout import Home
from warehouse.manifest import Manifest


def misfits(home: Home, manifest: Manifest) -> Iterator[str]:
    """What in a snapshot's files doesn't fit today's tables: one file of each shape is looked at."""
    root = home.snapshot(manifest.number)
    for name, files in manifest.tables.items():
        if name not in TABLES:
            yield f"the table {name}"
            continue
        wanted = {field.name: field.type for field in arrow_schema(TABLES[name])}
        for file in {file.columns: file for file in files}.values():
            for field in pq.read_schema(root / name / file.path):
                if wanted.get(field.name) != field.type:
                    yield f"{name}.{field.name} ({str(field.type).partition('<')[0]})"


def require_fitting(home: Home, manifest: Manifest | None) -> None:
    """Raise WarehouseError where rows of today's tables can't be written beside those of a snapshot."""
    if manifest is None or (manifest.schema_version == SCHEMA_VERSION and _is_known(manifest)):
        return
    found = list(dict.fromkeys(misfits(home, manifest)))
    if found:
        raise WarehouseError(
            f"This warehouse was written by an older version of Nightdesk (schema {manifest.schema_version}; this one writes {SCHEMA_VERSION}),"
            f" which had {', '.join(found[:5])}{' and more' if found[5:] else ''}.",
            "Bring it up to date with `nightdesk migrate`: nothing is lost, and the state before it stays a snapshot.",
        )


def _is_known(manifest: Manifest) -> bool:
    """Whether today's tables have every column that was written: between two releases the version says too little."""
    return all(name in TABLES and set(columns) <= set(TABLES[name].columns) for name, columns in manifest.columns.items())
