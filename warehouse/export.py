"""Tables of one snapshot as files for other programs, with metadata beside them that say what they are.

`export` fills a folder: the tables in one of FORMATS, `datapackage.json` (Frictionless Data Package) and `croissant.json` (Croissant).
The rows stream through in batches, so that a table's size doesn't matter. The folder is made under another name and renamed when it is
complete: what is at its place is always a whole export.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.schema import TABLES
from warehouse import durable
from warehouse.dictionary import entries
from warehouse.errors import NotFoundError, QueryError, WarehouseError
from warehouse.export_formats import WRITERS, Content
from warehouse.export_metadata import About, Resource, croissant, data_package
from warehouse.reader import Warehouse

DATA_PACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
FORMATS = tuple(WRITERS)


@dataclass(frozen=True)
class Exported:
    """A table that was written."""

    name: str
    path: Path
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
    """Write tables and views to the folder `destination`: those rows for which the SQL condition `where` holds, or all.

    Raises WarehouseError where the folder is there already and isn't an earlier export to `replace`, or the format can't hold the
    tables; NotFoundError for an unknown table; QueryError where the condition is wrong, or doesn't fit every table.
    """
    target = Path(destination).expanduser().absolute()
    _refuse_occupied(target, replace=replace)
    contents = _contents(house, list(dict.fromkeys(tables)), where)
    unfinished = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        files = WRITERS[output_format](contents, unfinished)
        resources = [_resource(content, unfinished / files[content.name]) for content in contents]
        about = About(house.snapshot, house.manifest.committed_at, output_format, where)
        for name, metadata in ((DATA_PACKAGE, data_package(about, resources)), (CROISSANT, croissant(about, resources))):
            (unfinished / name).write_text(json.dumps(metadata, indent=2, ensure_ascii=False) + "\n", "utf8")
        for path in unfinished.iterdir():
            durable.sync(path)
        durable.sync(unfinished)
        _put(unfinished, target)
    except (duckdb.Error, pa.ArrowException) as error:
        raise QueryError(f"The export stopped: {error}.") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [Exported(content.name, target / files[content.name], content.rows, content.cut) for content in contents]


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


def _refuse_occupied(target: Path, *, replace: bool) -> None:
    """Raise where the target can't be taken: only an empty folder, or with `replace` an export with nothing beside it, may go."""
    if target.is_dir() and not any(target.iterdir()):
        return
    if not target.exists():
        return
    if not replace:
        raise WarehouseError(f"{target} is there already.", "Name another folder, or replace the earlier export in it with --replace.")
    foreign = sorted({path.name for path in target.iterdir()} - _exported_names(target)) if target.is_dir() else [target.name]
    if foreign:
        raise WarehouseError(f"{target} holds what no export wrote: {', '.join(foreign[:3])}.", "Name another folder, or move it away.")


def _exported_names(folder: Path) -> set[str]:
    """The files that an earlier export's own metadata name."""
    try:
        package: Mapping[str, object] = json.loads((folder / DATA_PACKAGE).read_text("utf8"))
        resources = package["resources"]
        assert isinstance(resources, list)
        return {DATA_PACKAGE, CROISSANT, *(str(resource["path"]) for resource in resources)}
    except (OSError, ValueError, KeyError, TypeError, AssertionError):
        return set()


def _put(unfinished: Path, target: Path) -> None:
    """Rename the finished folder to its place, setting the one that is there aside until then."""
    former = target.with_name(f".{target.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if target.exists():
        target.rename(former)
    durable.replace(unfinished, target)
    shutil.rmtree(former, ignore_errors=True)
