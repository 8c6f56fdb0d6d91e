"""The rows of `entity_sums` by name, found without reading the table: what a night asks costs what it names, however much is stored.

Parquet has to be read to be searched. So every file of the table has an index beside the warehouse: its rows as Arrow holds them in memory,
in the order of their `place`, mapped and not read. A place is made of hashes of the row's block and name, so that the rows of a block lie
together, and in it those of a name; besides, the rows are listed by the hash of their entity. An index bears the checksum of
its file, so it is never another's. It may be removed at any time: whoever misses it makes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from transforms.records import Row
from transforms.resolve.blocks import block_of, core_of
from transforms.schema import TABLES
from warehouse import durable
from warehouse.manifest import DataFile
from warehouse.parquet import read_file
from warehouse.sums import SUMS, empty

LAYOUT = 1
"""Raised with every change of what an index holds: older ones are made anew."""
COUNTED: Mapping[str, Any] = {"article_change": "sum", "mention_change": "sum", "first_seen": "min", "last_seen": "max"}
"""Columns of `entity_sums` that add up, and how."""
PLACE, ENTITY_PLACE, ENTITY_ROW = "place", "entity_place", "entity_row"
_PLACES = [PLACE, ENTITY_PLACE, ENTITY_ROW]
Places = npt.NDArray[np.uint64]
_NEXT_BLOCK = np.uint64(1 << 32)


class Names:
    """Rows of `entity_sums`, of some files together, with aliases as lines of one string: those of one thing add up (`added_up`)."""

    def __init__(self, parts: Collection[pa.Table]) -> None:
        """`parts` are tables that `indexed` made, or some columns of them."""
        self.parts = parts

    def only(self, *columns: str) -> Names:
        """The same with fewer columns, of which the others needn't be brought together."""
        return Names([part.select([*columns, *_PLACES]) for part in self.parts])

    def near(self, entity_keys: Collection[str]) -> pa.Table:
        """All rows of these keys' names, whichever nationality they bear."""
        asked = [(block_of(key), core_of(key)) for key in entity_keys]
        first = np.unique(np.fromiter(((_hash(block) << 32) + _hash(core) for block, core in asked), np.uint64, len(asked)))
        return self._of_blocks([_between(part, first, first + np.uint64(1)) for part in self.parts], {block for block, _ in asked})

    def of_blocks(self, blocks: Collection[str]) -> pa.Table:
        """All rows of blocks."""
        first: Places = np.unique(_hashes(blocks) << np.uint64(32))
        return self._of_blocks([_between(part, first, first + _NEXT_BLOCK) for part in self.parts], blocks)

    def of_entities(self, entity_ids: Collection[str]) -> pa.Table:
        """All rows of entities, by whichever keys; none of names that have left one."""
        asked = np.unique(_hashes(entity_ids))
        found = []
        for part in self.parts:
            places = _numbers(part, ENTITY_PLACE)
            at = _spread(np.searchsorted(places, asked), np.searchsorted(places, asked, "right"))
            found.append(_rows(part, np.sort(_numbers(part, ENTITY_ROW)[at])))
        rows = self._together(found)
        return without_gone(rows.filter(pc.is_in(rows["entity_id"], pa.array(entity_ids, pa.string()))))

    def _of_blocks(self, found: Sequence[pa.Table], blocks: Collection[str]) -> pa.Table:
        rows = self._together(found)
        return without_gone(rows.filter(pc.is_in(rows["block"], pa.array(blocks, pa.string()))))

    @staticmethod
    def _together(found: Sequence[pa.Table]) -> pa.Table:
        return pa.concat_tables(found or [indexed(empty(SUMS))])


def added_up(rows: pa.Table, columns: Sequence[str]) -> list[Row]:
    """Rows that agree in some columns as one each, with what is counted of them."""
    counted = [name for name in COUNTED if name in rows.column_names]
    summed = rows.group_by(list(columns)).aggregate([(name, COUNTED[name]) for name in counted])
    found: list[Row] = summed.rename_columns([*columns, *counted]).to_pylist()
    for row in found:
        row["aliases"] = row["aliases"].split("\n") if row["aliases"] else []
    return found


def without_gone(rows: pa.Table) -> pa.Table:
    """The rows but those of keys that have left their entity: all rows of such a pair are here, and come to nothing."""
    if not len(rows) or pc.min(rows["article_change"]).as_py() > 0:
        return rows
    entities: Any = rows["entity_id"]
    pairs: Any = pc.binary_join_element_wise(entities, rows["entity_key"], " ")
    names = pa.table([pairs, rows["article_change"]], ["pair", "change"]).filter(pc.equal(rows["about"], pa.scalar("name")))
    sums = names.group_by("pair").aggregate([("change", "sum")])
    there = sums.filter(pc.not_equal(sums["change_sum"], pa.scalar(0)))["pair"]
    return rows.filter(pc.is_in(pairs, there))


def mapped(files: Iterable[tuple[Path, DataFile]], folder: Path) -> Names:
    """The names of stored files, by their indexes in a folder."""
    return Names([_index(path, file, folder) for path, file in files if file.rows])


def keep(files: Iterable[tuple[Path, DataFile]], folder: Path) -> None:
    """See that these files have their indexes, and no others are kept. What can't be written is made when it's asked for."""
    wanted = {_index_name(file): (path, file) for path, file in files if file.rows}
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        there = {path.name: path for path in folder.iterdir()}
        for name in there.keys() - wanted.keys():
            there[name].unlink(missing_ok=True)
    for path, file in wanted.values():
        _index(path, file, folder)


def indexed(rows: pa.Table) -> pa.Table:
    """Rows of `entity_sums` in the order of their places, with three columns more.

    They are each row's place and, by themselves, the entities' hashes in order and the number of a row of each.
    """
    block, core = _hashes_of(rows["block"]), _hashes_of(pc.replace_substring_regex(rows["entity_key"], "/.*", ""))
    places = (block << np.uint64(32)) + core
    order = np.argsort(places, kind="stable")
    lines: Any = pc.binary_join(rows["aliases"], "\n")
    rows = rows.drop_columns("run_id").set_column(rows.schema.get_field_index("aliases"), "aliases", lines).take(order)
    entities = _hashes_of(rows["entity_id"])
    by_entity = np.argsort(entities, kind="stable")
    return (
        rows.append_column(PLACE, pa.array(places[order]))
        .append_column(ENTITY_PLACE, pa.array(entities[by_entity]))
        .append_column(ENTITY_ROW, pa.array(by_entity))
        .combine_chunks()
    )


def _index_name(file: DataFile) -> str:
    return f"{file.sha256}.{LAYOUT}.arrow"


def _index(path: Path, file: DataFile, folder: Path) -> pa.Table:
    stored = folder / _index_name(file)
    with suppress(OSError, pa.ArrowInvalid):
        return pa.ipc.open_file(pa.memory_map(str(stored))).read_all()
    made = indexed(read_file(TABLES[SUMS], path))
    unfinished = stored.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        with pa.OSFile(str(unfinished), "wb") as sink, pa.ipc.new_file(sink, made.schema) as writer:
            writer.write_table(made)
        durable.sync(unfinished)
        unfinished.replace(stored)
    return made


def _hash(value: str) -> int:
    return crc32(value.encode())


def _hashes(values: Collection[str]) -> Places:
    return np.fromiter(map(_hash, values), np.uint64, len(values))


def _hashes_of(column: Any) -> Places:
    """The hash of each value of a column: of 32 bits."""
    encoded = column.combine_chunks().dictionary_encode()
    of_value: Places = _hashes(encoded.dictionary.to_pylist()).take(encoded.indices.to_numpy())
    return of_value


def _between(part: pa.Table, first: Places, end: Places) -> pa.Table:
    """The rows whose places lie in one of some ranges that don't overlap, `end` left out."""
    places = _numbers(part, PLACE)
    return _rows(part, _spread(np.searchsorted(places, first), np.searchsorted(places, end)))


def _rows(part: pa.Table, at: npt.NDArray[np.int64]) -> pa.Table:
    return part.drop_columns(_PLACES).take(at)


def _spread(first: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """All numbers of some ranges."""
    counts = end - first
    spread: npt.NDArray[np.int64] = np.repeat(first, counts) + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return spread


def _numbers(part: pa.Table, column: str) -> Any:
    chunked: Any = part[column]
    return chunked.chunk(0).to_numpy()
