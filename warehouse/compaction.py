"""Few files: a run leaves one new file a folder at most, and many small ones become one large one in passing.

Every file that is not full is smaller than the ones that will be made of it, so a row is rewritten a handful of times in its life.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from transforms.schema import TABLES
from warehouse.layout import SCHEMA_FILE
from warehouse.parquet import conform

if TYPE_CHECKING:
    from warehouse.transaction import Transaction

FULL_BYTES = 16 << 20
"""A file of this size, as compressed, is left alone: a correction rewrites it in about a second."""
SMALL_FILES = 8
"""More files than this that are not full, in one folder, are merged."""


def compact(transaction: Transaction) -> None:
    """Merge what the transaction wrote, and what has gathered before it, where it is too many files."""
    for table in TABLES:
        for group in _groups(transaction, table):
            _merge(transaction, table, group)


def _groups(transaction: Transaction, table: str) -> Iterator[list[Path]]:
    """Files to merge into one each."""
    small: dict[str, list[Path]] = defaultdict(list)
    for path, file in transaction.files[table].items():
        if file.bytes < FULL_BYTES and path.name != SCHEMA_FILE:
            small[file.partition].append(path)
    for paths in small.values():
        fresh = [path for path in paths if transaction.is_fresh(path)]
        yield from _full(transaction, table, paths if len(paths) > SMALL_FILES else fresh)


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
    partition = transaction.files[table][paths[0]].partition
    rows = conform(TABLES[table], transaction.arrow(f"SELECT * FROM {transaction.scan(table, paths)}"))
    transaction.drop(table, paths)
    transaction.add(TABLES[table], rows, partition)
