"""zip and tar: every member in its turn, read where it lies; nothing is ever written to disk."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from transforms.parse.format import Format, Outcome
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Head, Source

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError)
"""What Python's reader raises for damaged archives."""
_TAR_MAGIC = slice(257, 262)
_SYMLINK_BITS = 16
"""Where a zip member's Unix mode stands in its external attributes."""


def _is_skipped(name: str) -> bool:
    """What operating systems and editors leave behind, as in folders."""
    parts = name.split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[0] == "__MACOSX"


def unsafe(name: str) -> bool:
    """Whether a member's path leads out of its archive."""
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or (len(path) > 1 and path[1] == ":")


def _read_zip(source: Source) -> Iterator[Outcome]:
    try:
        archive = zipfile.ZipFile(source.in_any_order())
    except _DAMAGE as error:
        raise Refused("damaged", f"not a sound zip archive: {error}") from error
    members = [member for member in archive.infolist() if not member.is_dir()]
    if any(member.filename == "word/document.xml" for member in members):
        yield _document(archive, source)
        return
    if len(members) > source.settings.max_members:
        raise Refused("bomb", f"{len(members)} members, more than max_members = {source.settings.max_members}")
    for member in members:
        if _is_skipped(member.filename):
            continue
        inner = source.inner(cast("IO[bytes]", _Empty()), member.filename.rsplit("/", 1)[-1], member.filename)
        if unsafe(member.filename) or stat.S_ISLNK(member.external_attr >> _SYMLINK_BITS):
            yield reject(inner.origin, "unsafe_path", f"the member {member.filename!r} leads out of its archive or is a link")
        elif member.flag_bits & 0x1:
            yield reject(inner.origin, "encrypted", "the member is locked with a password")
        else:
            try:
                with archive.open(member) as stream:
                    yield source.inner(stream, member.filename.rsplit("/", 1)[-1], member.filename)
            except _DAMAGE as error:
                yield reject(inner.origin, "damaged", str(error))


def _document(archive: zipfile.ZipFile, source: Source) -> Outcome:
    from transforms.parse.docx import article

    try:
        return article(archive, source)
    except (*_DAMAGE, KeyError) as error:
        raise Refused("damaged", f"not a sound Word document: {error}") from error


class _Empty:
    """A stream for a member that is refused without being opened."""

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - the signature of a stream
        return b""


def _read_tar(source: Source) -> Iterator[Outcome]:
    """One pass, in the order of the archive."""
    try:
        with tarfile.open(fileobj=source.reader, mode="r|") as archive:
            for number, member in enumerate(archive, 1):
                if number > source.settings.max_members:
                    raise Refused("bomb", f"more than max_members = {source.settings.max_members} members")
                if member.isdir() or _is_skipped(member.name):
                    continue
                name = member.name.rsplit("/", 1)[-1]
                if unsafe(member.name) or not member.isreg():
                    origin = source.inner(cast("IO[bytes]", _Empty()), name, member.name).origin
                    yield reject(origin, "unsafe_path", f"the member {member.name!r} leads out of its archive, or is no regular file")
                elif (stream := archive.extractfile(member)) is not None:
                    yield source.inner(stream, name, member.name)
    except tarfile.TarError as error:
        raise Refused("damaged", f"not a sound tar archive: {error}") from error


def _recognises_tar(head: Head) -> bool:
    return head.bytes[_TAR_MAGIC] == b"ustar"


ZIP = Format("zip", lambda head: head.bytes.startswith((b"PK\x03\x04", b"PK\x05\x06")), _read_zip, (".zip", ".docx"))
TAR = Format("tar", _recognises_tar, _read_tar, (".tar",))
