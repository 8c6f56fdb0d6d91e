"""File operations that survive a power cut: data is on the disk before its name is."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD of <fcntl.h> and RENAME_EXCHANGE of <linux/fs.h>."""
SYNCS = 8
"""Files synced at once: the disk writes its journal once for all that wait."""


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(paths: Iterable[Path]) -> None:
    """Wait until all of these are on the disk."""
    with ThreadPoolExecutor(SYNCS) as pool:
        for _ in pool.map(sync, paths):
            pass


def sync_tree(root: Path) -> None:
    """Sync every folder below and including `root`; the files in them must be synced already."""
    sync_all(Path(folder) for folder, _, _ in os.walk(root))


def write_text(path: Path, text: str) -> None:
    """Write a file and sync it."""
    path.write_text(text, "utf8")
    sync(path)


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`, atomically and durably."""
    source.replace(target)
    sync(target.parent)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places, durably, and atomically where the system can (Linux's renameat2).

    Elsewhere there is a moment at which `other` is missing.
    """
    library = ctypes.CDLL(None, use_errno=True)
    done = hasattr(library, "renameat2") and library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
    if not done:
        aside = one.with_name(f"{one.name}.aside")
        other.rename(aside)
        one.rename(other)
        aside.rename(one)
    for folder in {one.parent, other.parent}:
        sync(folder)


def point(link: Path, target: str) -> None:
    """Make the symbolic link `link` name `target` (relative to it), atomically and durably."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    replace(fresh, link)
