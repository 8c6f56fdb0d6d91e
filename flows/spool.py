"""Where a run keeps what is not committed yet. What a killed run had finished is found here again by the next."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def spool(home: Path) -> Iterator[Path]:
    """`<home>/spool`, emptied once the work in it ends well; kept for the next run when it does not."""
    folder = home / "spool"
    for left_over in folder.glob("articles-*.parquet"):
        left_over.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
