"""Inboxes: what the ledger has of an inbox is moved into its archive, a folder a day. Nothing else is, and nothing is remembered besides.

A file is moved after the commit that it is in. A run that is killed between the two leaves it where it is: the next one finds it in the
ledger, does not read it again, and moves it. One that has changed since it was read is another file by then, and stays.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import file_digest
from pathlib import Path

from flows.inputs import remote
from flows.inputs.ledger import looked_up
from flows.inputs.listing import FoundFile, listed
from flows.inputs.sources import PathSource
from flows.settings import Settings
from warehouse.state import State

logger = logging.getLogger("nightdesk.inbox")


def archive(sources: Iterable[PathSource], store: State, settings: Settings) -> list[str]:
    """Move what was read out of the inboxes among the sources; gives a warning for each that can't be emptied.

    Whatever becomes of this, the night stays committed, and the next run tries again.
    """
    day = datetime.now(UTC).date()
    warnings = []
    for source in sources:
        if source.archive is None:
            continue
        try:
            for file, is_known in looked_up(listed([source.path], settings.fetch.trying), store, settings):
                if is_known and file.error is None:
                    move(file, source.root, source.archive, day)
        except OSError as error:
            warnings.append(f"The inbox {source.name} could not be emptied into {source.archive}: {error}.")
    return warnings


def move(file: FoundFile, root: str, folder: str, day: date) -> None:
    """Move a file to the place below `folder` and the day that it has below `root`. Raises OSError where that fails."""
    relative = _below(file.uri, root)
    target = f"{folder.rstrip('/')}/{day:%Y/%m/%d}/{relative}"
    if remote.is_url(file.uri):
        remote.move(file.uri, _other_name(target, file.sha256) if remote.exists(target) else target)
        return
    source, goal = Path(file.uri), Path(target)
    status = source.stat()
    if status.st_size != file.byte_count or source.is_symlink():
        logger.info("%s has changed since it was read, or is a link, and stays.", file.uri)
        return
    goal.parent.mkdir(parents=True, exist_ok=True)
    if goal.exists() and _sha256(goal) != file.sha256:
        goal = Path(_other_name(target, file.sha256))
    try:
        source.replace(goal)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _carry(source, goal)


def _carry(source: Path, goal: Path) -> None:
    """Move a file to another file system: the copy is whole and on the disk before the file goes."""
    unfinished = goal.with_name(f".{goal.name}.part")
    try:
        shutil.copy2(source, unfinished)
        with unfinished.open("rb") as stream:
            os.fsync(stream.fileno())
        unfinished.replace(goal)
    finally:
        unfinished.unlink(missing_ok=True)
    source.unlink()


def _below(uri: str, root: str) -> str:
    """Path of a file below a root; its name, where the root is the file itself."""
    path, base = (place.partition("://")[2].lstrip("/") if remote.is_url(place) else place for place in (uri, root))
    base = base.rstrip("/")
    return path.removeprefix(f"{base}/") if path.startswith(f"{base}/") else path.rpartition("/")[2]


def _other_name(target: str, digest: str) -> str:
    """A name of its own for a file of another content than the one that has its name."""
    folder, _, name = target.rpartition("/")
    stem, dot, ending = name.partition(".")
    return f"{folder}/{stem}-{digest[:8]}{dot}{ending}"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
