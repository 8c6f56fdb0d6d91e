"""Where a run keeps what is not committed yet. What a killed run had finished is found here again by the next.

Tables lie here as Arrow IPC files, uncompressed: they are written once, read once through a memory map, and then removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

RUNNING = "running"
"""A file that is there while a run is; one that is there before a run begins was left by a run that was killed."""


@dataclass(frozen=True)
class Spool:
    """The folder of a run's unfinished work."""

    path: Path
    was_killed: bool
    """Whether the run before was killed, or died over what it read: then nothing is run in this process that might do so again."""


@contextmanager
def spool(home: Path, name: str = "spool") -> Iterator[Spool]:
    """`<home>/spool`, or the folder of another name for work that a night must not touch, emptied once the work in it ends well; kept for the next run when it does not."""
    folder = home / name
    was_killed = (folder / RUNNING).exists()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUNNING).touch()
    for left_over in folder.glob("articles-*.arrow"):
        left_over.unlink()
    try:
        yield Spool(folder, was_killed)
    except BaseException:
        (folder / RUNNING).unlink(missing_ok=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table to a file of the spool."""
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write_table(table)


def read_table(path: Path) -> pa.Table:
    """A table of the spool. It takes memory only as it is used."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
