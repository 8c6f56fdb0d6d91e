"""Tables of one snapshot as files for other programs, with metadata beside them that say what they are.

`export` fills a folder or a place behind a URL: the tables in one of FORMATS, `datapackage.json` (Frictionless Data Package) and
`croissant.json` (Croissant). The rows stream through in batches, so that a table's size doesn't matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.schema import TABLES
from warehouse.dictionary import entries
from warehouse.errors import NotFoundError, QueryError
from warehouse.exports.formats import WRITERS, Content
from warehouse.exports.metadata import About, Resource, croissant, data_package
from warehouse.exports.target import CROISSANT, DATA_PACKAGE, target_at
from warehouse.reader import Warehouse

FORMATS = tuple(WRITERS)


@dataclass(frozen=True)
class Exported:
    """A table that was written."""

    name: str
    path: str
    """Path or URL of its file."""
    rows: int
    cut: int
    """Values cut off because the format can't hold them whole."""


def export(
    house: Warehouse,
    destination: str | Path,
    output_format: str = "parquet",
    *,
    tables: Sequence[str] = tuple(TABLES),
    where: str | None = None,
    replace: bool = False,
) -> list[Exported]:
    """Write tables and views to `destination`, a folder or URL: those rows for which the SQL condition `where` holds, or all.

    Raises WarehouseError where something lies there already that isn't an earlier export to `replace`, where it can't be written to, or
    where the format can't hold the tables; NotFoundError for an unknown table; QueryError where the condition is wrong, or doesn't fit
    every table.
    """
    target = target_at(destination)
    target.refuse_occupied(replace=replace)
    contents = _contents(house, list(dict.fromkeys(tables)), where)
    try:
        with target.workspace() as folder:
            files = WRITERS[output_format](contents, folder)
            resources = [_resource(content, folder / files[content.name]) for content in contents]
            about = About(house.snapshot, house.manifest.committed_at, output_format, where)
            for name, metadata in ((DATA_PACKAGE, data_package(about, resources)), (CROISSANT, croissant(about, resources))):
                (folder / name).write_text(json.dumps(metadata, indent=2, ensure_ascii=False) + "\n", "utf8")
            target.publish(folder)
    except (duckdb.Error, pa.ArrowException) as error:
        raise QueryError(f"The export stopped: {error}.", "Mend the condition of --where, if it is that.") from None
    return [Exported(content.name, target.location(files[content.name]), content.rows, content.cut) for content in contents]


def _contents(house: Warehouse, names: Sequence[str], where: str | None) -> list[Content]:
    known = {entry.name: entry for entry in entries()}
    for name in names:
        if name not in known:
            raise NotFoundError(f"There is no table or view {name!r}.", f"There are: {', '.join(known)}.")
    contents = []
    for name in names:
        entry, table = known[name], TABLES.get(name)
        try:
            selection = house.table(name, where=where)
        except QueryError as error:
            raise QueryError(f"The condition doesn't fit {name}: {error.message}.", "Name the tables that it fits with --table.") from None
        meanings = {column.name: column.meaning for column in entry.columns}
        references = table.references if table and where is None else ()  # a selection may lack the rows that are pointed at
        contents.append(
            Content(name, entry.description, selection.relation, meanings, table, tuple(pair for pair in references if pair[1] in names))
        )
    return contents


def _resource(content: Content, path: Path) -> Resource:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Resource(content, path.name, path.stat().st_size, digest)
