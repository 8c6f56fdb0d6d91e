"""File operations that survive a power cut: data is on the disk before its name is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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


def point(link: Path, target: str) -> None:
    """Make the symbolic link `link` name `target` (relative to it), atomically and durably."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    replace(fresh, link)
