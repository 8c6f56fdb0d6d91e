"""All of a run or none of it: files are staged beside the warehouse and become a snapshot by one rename."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from transforms.schema import TABLES, Table
from transforms.schema.arrow import arrow_schema
from warehouse import compaction, durable, redirects, standing, sums
from warehouse.errors import WarehouseError
from warehouse.following import MOVES, NAMES, Changes, carry
from warehouse.layout import MANIFEST, SCHEMA_FILE, schema_file
from warehouse.manifest import DataFile, Manifest
from warehouse.parquet import columns_digest, conform, in_order, partitions, placed, read_file, without, write_file
from warehouse.state import Files, State

if TYPE_CHECKING:
    from warehouse.writer import Writer


class Transaction(State):
    """A run's changes. Nobody sees them before `commit`; left without it, they are gone.

    Its questions (`known_articles` and the rest of `State`) see the changes made so far.
    """

    def __init__(self, writer: Writer, run_id: str) -> None:
        columns = {name: table.columns for name, table in TABLES.items()}
        super().__init__(writer.connection, {name: dict(files) for name, files in writer.files.items()}, columns, writer.indexes)
        self.run_id = run_id
        self.number = writer.next_number
        self.root = writer.home.staging / run_id
        self._writer = writer
        self._serial = count(1)
        self._moves = [MOVES.empty_table()]
        self._added = {name: [sums.empty(name)] for name in (sums.NAMES, sums.ROLES)}
        self._name_of: dict[str | None, str | None] = {}
        self.root.mkdir(parents=True)
        for definition in TABLES.values():
            self._add_schema_file(definition)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.discard()
        if isinstance(error, OSError):
            raise WarehouseError(
                f"Writing to {self._writer.home.path} failed ({error}); nothing was committed.",
                "Make room or mend the permissions, and run again.",
            ) from error

    # --- changes -------------------------------------------------------------------------------------------------------------

    def append(self, table: str, rows: pa.Table) -> None:
        """Add rows, whose keys must not be stored yet. Columns that are absent are NULL."""
        definition = TABLES[table]
        self._note_names(table, rows)
        whole = conform(definition, rows)
        if table in self._added:
            self._added[table].append(whole)
        parts = [(folder, "", part) for folder, part in partitions(definition, whole)]
        self._add_all(definition, standing.apart(self, parts) if definition.copied else parts)

    def upsert(self, table: str, rows: pa.Table, gone: Iterable[str] = ()) -> None:
        """Put whole rows in the place of those with the same key, and add those that have none. Rows with a key that is `gone` go."""
        old = rows.select(list(TABLES[table].key))
        if gone:
            old = pa.concat_tables([old, pa.table([pa.array(gone, pa.string())], schema=old.schema)])
        self.delete(table, old)
        self.append(table, rows)

    def delete(self, table: str, keys: pa.Table) -> None:
        """Remove the rows that have one of these keys; further columns of `keys` don't matter."""
        definition = TABLES[table]
        if not self.has_rows(table):
            return
        with self.registered("patch", keys):
            found = self.arrow(f"""
                SELECT filename, file_row_number FROM {self.scan(table, positions=True)} stored SEMI JOIN patch ON {_same_key(definition)}
                ORDER BY ALL""")
        self.remove(table, found)

    def remove(self, table: str, found: pa.Table) -> None:
        """Remove the rows at some places: `filename` and `file_row_number`, in that order."""
        self._replace_files(table, found, without)

    def update(self, table: str, patch: pa.Table) -> None:
        """Set the columns that `patch` holds beside the key; a key that isn't stored is left out.

        `published_at` can't be set: it decides in which folder a row lies.
        """
        definition = TABLES[table]
        changed = set(patch.column_names) - set(definition.key)
        if definition.partitioned and "published_at" in changed:
            raise WarehouseError(f"{table}.published_at can't be updated.", "Upsert the whole row.")
        self._note_names(table, patch)
        same = _same_key(definition)
        columns = ", ".join(
            f"CASE WHEN patch.{definition.key[0]} IS NULL THEN stored.{name} ELSE patch.{name} END AS {name}"
            if name in changed
            else f"stored.{name}"
            for name in definition.columns
        )
        with self.registered("patch", patch):
            for path in self._holding(definition, same):
                self.rewrite(table, path, f"SELECT {columns} FROM {self.scan(table, [path])} stored LEFT JOIN patch ON {same}")

    def move(self, keys: pa.Table) -> None:
        """Give stored names to other entities: `entity_key`, `from_id`, `to_id`. The rows of the articles that use the name follow on commit."""
        self._moves.append(keys.select(MOVES.names).cast(MOVES))

    def rewrite(self, table: str, path: Path, query: str) -> None:
        """Put the result of a query over a file in its place; without rows, the file goes."""
        definition = TABLES[table]
        rows = conform(definition, self.arrow(query))
        file = self.files[table][path]
        self.drop(table, [path])
        if len(rows):
            self.add(definition, rows, file)

    def drop(self, table: str, paths: Iterable[Path]) -> None:
        """Leave files out of the coming snapshot."""
        for path in paths:
            del self.files[table][path]
            if self.is_fresh(path):
                path.unlink()

    def adopt(self, files: Files) -> None:
        """Put the files of another warehouse, on the same file system, in the place of all that there are."""
        for name, given in files.items():
            self.drop(name, [path for path in self.files[name] if path.name != SCHEMA_FILE])
            for path, file in given.items():
                if path.name != SCHEMA_FILE:
                    self.files[name][path] = replace(file, path=self._file_in(file.partition, file.kind))

    def is_fresh(self, path: Path) -> bool:
        """Whether this transaction wrote the file."""
        return path.is_relative_to(self.root)

    # --- the end -----------------------------------------------------------------------------------------------------------------

    def commit(self, note: str = "") -> int:
        """Make the changes the current state, durably, and give the new snapshot's number."""
        self._follow()
        standing.settle(self)
        compaction.compact(self)
        tables: dict[str, tuple[DataFile, ...]] = {}
        for name, files in self.files.items():
            for path, file in files.items():
                self._settle(path, self.root / name / file.path)
            tables[name] = tuple(sorted(files.values(), key=lambda file: file.path))
        durable.sync_all(path for files in self.files.values() for path in files if self.is_fresh(path))
        previous = None if self._writer.manifest is None else self._writer.manifest.number
        committed_at = datetime.now(UTC).replace(tzinfo=None)
        manifest = Manifest(self.number, previous, self.run_id, committed_at, tables, self.columns, note=note)
        durable.write_text(self.root / MANIFEST, manifest.to_json())
        durable.sync_tree(self.root)
        self._writer.publish(self.root, manifest)
        return self.number

    def replace_values(self, table: str, values: pa.Table) -> None:
        """Put values in their places: `filename` and `file_row_number`, and columns of which those that are not NULL are the new ones.

        They must not be columns that rows are ordered by.
        """
        names = [name for name in values.column_names if name in TABLES[table].columns]

        def replaced(rows: pa.Table, found: pa.Table) -> pa.Table:
            for name in names:
                rows = placed(rows, name, found["file_row_number"], found[name])
            return rows

        self._replace_files(table, values, replaced)

    def _replace_files(self, table: str, found: pa.Table, change: Callable[[pa.Table, pa.Table], pa.Table]) -> None:
        """Write the files that `found` names (`filename`, then `file_row_number`) anew, with what `change` makes of a file's rows and what was found in it.

        The rows' order is kept. A file that is left without rows goes.
        """
        if not len(found):
            return
        definition = TABLES[table]
        files: Any = found["filename"].combine_chunks().dictionary_encode()
        paths = [Path(path) for path in files.dictionary.to_pylist()]

        def changed(code: int, name: str) -> DataFile | None:
            rows = change(read_file(definition, paths[code]), found.filter(pc.equal(files.indices, pa.scalar(code))))
            return write_file(definition, rows, self.root / table, name) if len(rows) else None

        names = [self._file_in(file.partition, file.kind) for file in map(self.files[table].__getitem__, paths)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for file in pool.map(changed, range(len(paths)), names):
                if file is not None:
                    self._take(table, file)
        self.drop(table, paths)

    def _follow(self) -> None:
        """Let every row follow the redirects, moves and names that the transaction brought."""
        before = redirects.stored(self._writer)
        redirected = redirects.settle(self)
        new = {replaced: current for replaced, current in redirected.items() if before.get(replaced) != current}
        moves = pa.concat_tables(self._moves)
        named, titled = (pa.concat_tables(self._added[name]) for name in (sums.NAMES, sums.ROLES))
        summed = sums.changed(self, named, titled, Changes(redirected, moves))
        self.drop(sums.SUMS, sums.outdated(self))
        self.append(sums.SUMS, summed)
        carry(self, Changes(redirected), fresh=True)
        carry(self, Changes(new, moves, self._renamed()), fresh=False)
        redirects.drop_replaced(self, new)

    def _note_names(self, table: str, rows: pa.Table) -> None:
        """Keep in mind which names the transaction gives to entities."""
        if table == "entities" and "name" in rows.column_names:
            self._name_of.update(zip(rows["entity_id"].to_pylist(), rows["name"].to_pylist(), strict=True))

    def _renamed(self) -> pa.Table:
        """Entities that were stored under another name."""
        given = pa.table([pa.array(self._name_of.keys(), pa.string()), pa.array(self._name_of.values(), pa.string())], schema=NAMES)
        with self.registered("given", given):
            return self.arrow(f"""
                SELECT entity_id, given.name FROM given JOIN {self._writer.scan("entities")} before USING (entity_id)
                WHERE given.name <> before.name""")

    def discard(self) -> None:
        """Forget the changes; after `commit` nothing is left to forget."""
        self._writer.sweep(self.root)

    def _settle(self, path: Path, target: Path) -> None:
        """Bring a file that is kept into the staged folder, by a hard link; new ones are there."""
        if path != target:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, target)

    def add(self, definition: Table, rows: pa.Table, like: DataFile) -> None:
        """Write rows as a file of the coming snapshot, in the folder of another and of its kind."""
        self._add_all(definition, [(like.partition, like.kind, in_order(definition, rows))])

    def _add_all(self, definition: Table, parts: Iterable[tuple[str, str, pa.Table]]) -> None:
        """Write rows that are in order, a file for each folder and kind, as many at once as there are processors: Arrow writes outside the interpreter's lock."""
        root = self.root / definition.name
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for file in pool.map(
                lambda part: write_file(definition, part[1], root, part[0]),
                [(self._file_in(folder, kind), rows) for folder, kind, rows in parts],
            ):
                self._take(definition.name, file)

    def _file_in(self, partition: str, kind: str) -> str:
        """The path of a new file of a folder, below the table's."""
        name = f"{self.number:06}-{next(self._serial):03}{'.' if kind else ''}{kind}.parquet"
        return f"{partition}/{name}" if partition else name

    def _take(self, table: str, file: DataFile) -> None:
        self.files[table][self.root / table / file.path] = file

    def _add_schema_file(self, definition: Table) -> None:
        """See that the table has its file without rows, in today's columns."""
        path = schema_file(definition)
        schema = arrow_schema(definition)
        stored = next((stored for stored, file in self.files[definition.name].items() if file.path == path), None)
        if stored and self.files[definition.name][stored].columns == columns_digest(schema):
            return
        if stored:
            self.drop(definition.name, [stored])
        self._take(definition.name, write_file(definition, schema.empty_table(), self.root / definition.name, path))

    def _holding(self, definition: Table, same: str) -> list[Path]:
        """The files that hold a key of the registered `patch`."""
        if not self.has_rows(definition.name):
            return []
        stored = self.scan(definition.name, filename=True)
        found = self.rows(f"SELECT DISTINCT filename FROM {stored} stored SEMI JOIN patch ON {same} ORDER BY filename")
        return [Path(row["filename"]) for row in found]


def _same_key(definition: Table) -> str:
    return " AND ".join(f"stored.{name} IS NOT DISTINCT FROM patch.{name}" for name in definition.key)
