"""The ledger: which files were read before. It is the table `files`, so that what is in it is what was committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pyarrow as pa

from flows.inputs import remote
from flows.inputs.listing import FoundFile, hashed
from flows.monitoring.summary import Summary
from flows.settings import Settings, pipeline_version
from warehouse.state import State

ASKED_AT_ONCE = 50_000
"""Files that the ledger is asked of in one question: each looks through the ledger's addresses once."""
GRAIN = timedelta(seconds=2)
"""The coarsest step in which file systems and stores count time: a file changed less than that before it was read may have changed again
under the same time."""


def settled(modified_at: datetime | None, read_at: datetime) -> datetime | None:
    """The time of change if it tells this content from any later one; else None. Both in UTC."""
    return modified_at if modified_at is not None and read_at - modified_at > GRAIN else None


def looked_up(files: Iterable[FoundFile], store: State, settings: Settings, copies: Path | None = None) -> Iterator[tuple[FoundFile, bool]]:
    """Each listed file with its hash, and whether the ledger has it.

    What has the address, size and time of change of a file in the ledger is taken for that file, unless the setting `by_content` says
    otherwise; every other one is read. Those behind URLs are copied into `copies`, if that is given.
    """
    listing = iter(files)
    while some := list(islice(listing, ASKED_AT_ONCE)):
        unchanged = {} if settings.by_content else store.files_as_read(_asked(some))
        read = [
            replace(file, sha256=unchanged[file.uri]) if file.uri in unchanged else hashed(file, copies, settings.fetch.trying)
            for file in some
        ]
        known = store.known_files(file.file_id for file in read if file.uri not in unchanged)
        yield from ((file, file.uri in unchanged or file.file_id in known) for file in read)


def new_files(files: Iterable[FoundFile], store: State, settings: Settings, summary: Summary, copies: Path) -> list[FoundFile]:
    """Those of the listed files that were not read before, by address and content.

    One of which something was rejected is read again when the program has changed since, or when that is asked for.
    """
    retried = store.files_with_rejects(None if settings.retry_rejects else pipeline_version(settings.model))
    new: dict[str, FoundFile] = {}
    known = set()
    for file, is_known in looked_up(files, store, settings, copies):
        if not is_known:
            new[file.file_id] = file
        elif file.file_id in retried:
            new[file.file_id] = hashed(file, copies, settings.fetch.trying) if remote.is_url(file.uri) and not file.copy else file
        else:
            known.add(file.file_id)
    summary.files_known = len(known)
    summary.file_count = len(new)
    return list(new.values())


def _asked(files: Iterable[FoundFile]) -> pa.Table:
    """What the ledger is asked of files that have a time of change and can be read."""
    rows = [(file.uri, file.byte_count, file.modified_at) for file in files if file.modified_at is not None and file.error is None]
    uris, sizes, times = zip(*rows, strict=True) if rows else ((), (), ())
    types = (pa.string(), pa.int64(), pa.timestamp("us"))
    return pa.table(
        [pa.array(values, kind) for values, kind in zip((uris, sizes, times), types, strict=True)],
        names=["source_uri", "byte_count", "modified_at"],
    )
