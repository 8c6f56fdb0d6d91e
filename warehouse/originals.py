"""The bytes that were read, as they came: each content once, compressed, named by its SHA-256 below `<home>/raw/`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

import zstandard

from warehouse.errors import WarehouseError
from warehouse.layout import Home

CHUNK = 1 << 20
ENDING = ".zst"
IN_MEMORY = 8 << 20
"""An original up to this size is unpacked in memory, a larger one into a temporary file."""
Opener = Callable[[], AbstractContextManager[BinaryIO]]


class DamagedOriginalError(WarehouseError):
    """A kept original whose bytes are not those that its name says."""


class Original(NamedTuple):
    """One kept original."""

    sha256: str
    path: Path
    bytes: int
    """As compressed."""


class Originals:
    """The originals of one home."""

    def __init__(self, home: Home) -> None:
        self.folder = home.raw

    def path(self, digest: str) -> Path:
        """Where the original of this SHA-256 lies, if it is kept."""
        return self.folder / digest[:2] / f"{digest}{ENDING}"

    def has(self, digest: str) -> bool:
        """Whether it is kept."""
        return bool(digest) and self.path(digest).exists()

    def keep(self, digest: str, opener: Opener) -> Path | None:
        """Keep what `opener` gives, and tell where; None where that is no longer of this SHA-256. Not synced: see `sync`.

        Raises OSError where it can't be read or written.
        """
        target = self.path(digest)
        if target.exists():
            return target
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        target.parent.mkdir(parents=True, exist_ok=True)
        found = sha256()
        try:
            with opener() as source, unfinished.open("wb") as packed, _packer().stream_writer(packed, closefd=False) as packer:
                while chunk := source.read(CHUNK):
                    found.update(chunk)
                    packer.write(chunk)
            if found.hexdigest() != digest:
                return None
            unfinished.chmod(0o444)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        return target

    @contextmanager
    def opened(self, digest: str) -> Iterator[BinaryIO]:
        """An original, unpacked, as a stream that can be read in any order.

        Raises FileNotFoundError where it isn't kept, DamagedOriginalError where it is not what it was.
        """
        with self.path(digest).open("rb") as packed, tempfile.SpooledTemporaryFile(IN_MEMORY) as content:
            unpack(packed, digest, content.write)
            content.seek(0)
            yield content  # type: ignore[misc]  # has every method of a BinaryIO

    def each(self) -> Iterator[Original]:
        """All that are kept, in the order of their names."""
        for path in sorted(self.folder.glob(f"??/*{ENDING}")):
            yield Original(path.name.removesuffix(ENDING), path, path.stat().st_size)

    def remove(self, digest: str) -> None:
        """Keep it no longer."""
        self.path(digest).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what killed writers left. Only while no run is in progress."""
        for leftover in self.folder.glob("??/*.tmp"):
            with suppress(FileNotFoundError):
                leftover.unlink()

    def sync(self) -> None:
        """Wait until every original is on the disk: one call for all of a night's, since a wait for each would cost more than keeping them."""
        if self.folder.exists():
            os.sync()


def unpack(packed: IO[bytes], digest: str, write: Callable[[bytes], object] | None = None) -> None:
    """Unpack an original, a piece at a time; raises DamagedOriginalError, at the end at the latest, where it isn't of this SHA-256."""
    found = sha256()
    try:
        for chunk in zstandard.ZstdDecompressor().read_to_iter(packed, read_size=CHUNK):
            found.update(chunk)
            if write is not None:
                write(chunk)
    except zstandard.ZstdError as error:
        raise damaged(digest, str(error)) from None
    if found.hexdigest() != digest:
        raise damaged(digest, "other bytes than were read")


def damaged(digest: str, detail: str) -> DamagedOriginalError:
    """The refusal of an original."""
    return DamagedOriginalError(f"The original raw/{digest[:2]}/{digest}{ENDING} is damaged: {detail}.", "Restore it from a backup.")


@lru_cache(maxsize=1)
def _packer() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor()
