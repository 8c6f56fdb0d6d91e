"""Few files: what a run writes becomes one file a folder, and many small ones become one large one in passing.

Only files of like size are merged, so a row is rewritten a handful of times in its life, and what is old and no longer changes comes to lie in
files that a night leaves alone. A file of
earlier runs from which a run took a few rows is not merged with the few that it brought: it was written in its old order, which costs less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.schema import TABLES
from warehouse import sums
from warehouse.layout import SCHEMA_FILE
from warehouse.parquet import conform, read_file

if TYPE_CHECKING:
    from warehouse.transaction import Transaction

FULL_BYTES = 16 << 20
"""A file of this size, as compressed, is left alone: a correction rewrites it in about a second."""
SMALL_FILES = 8
"""Of more files than this that are not full, in one folder, the small ones are merged."""
SIMILAR = 4
"""How many times the bytes of all smaller ones a file may have that is merged with them."""


def compact(transaction: Transaction) -> None:
    """Merge what the transaction wrote, and what has gathered before it where it is too many files."""
    for table in TABLES:
        for group in _groups(transaction, table):
            _merge(transaction, table, group)


def _groups(transaction: Transaction, table: str) -> Iterator[list[Path]]:
    """Files to merge into one each."""
    small: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for path, file in transaction.files[table].items():
        if file.bytes < FULL_BYTES and path.name != SCHEMA_FILE:
            small[file.partition, file.kind].append(path)
    for paths in small.values():
        fresh = [path for path in paths if transaction.is_fresh(path)]
        yield from _full(transaction, table, _similar(transaction, table, paths if len(paths) > SMALL_FILES else fresh))


def _similar(transaction: Transaction, table: str, paths: list[Path]) -> list[Path]:
    """The files, smallest first, up to one that is much larger than all before it together."""
    taken: list[Path] = []
    held = 0
    for path in sorted(paths, key=lambda path: transaction.files[table][path].bytes):
        size = transaction.files[table][path].bytes
        if taken and size > SIMILAR * held:
            break
        taken.append(path)
        held += size
    return taken


def _full(transaction: Transaction, table: str, paths: list[Path]) -> Iterator[list[Path]]:
    """The files, oldest first, in groups of two and more that make up one full file."""
    group: list[Path] = []
    held = 0
    for path in sorted(paths, key=lambda path: path.name):
        group.append(path)
        held += transaction.files[table][path].bytes
        if held >= FULL_BYTES:
            if len(group) > 1:
                yield group
            group, held = [], 0
    if len(group) > 1:
        yield group


def _merge(transaction: Transaction, table: str, paths: list[Path]) -> None:
    definition, first = TABLES[table], transaction.files[table][paths[0]]
    rows = pa.concat_tables(read_file(definition, path) for path in paths)
    if table == sums.SUMS:
        rows = conform(definition, sums.added_up(transaction, rows))
    transaction.drop(table, paths)
    transaction.add(definition, rows, first)
