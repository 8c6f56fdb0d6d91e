"""gzip, bzip2, xz and Zstandard: unpacked as they are read, never whole."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from typing import IO, cast

import zstandard

from transforms.parse.format import Format, Outcome
from transforms.parse.reasons import Refused
from transforms.parse.source import Source

_ENDINGS = {".gz": "", ".gzip": "", ".tgz": ".tar", ".bz2": "", ".tbz2": ".tar", ".xz": "", ".txz": ".tar", ".lzma": "", ".zst": "", ".zstd": "", ".tzst": ".tar"}  # fmt: skip
_MAX_WINDOW = 1 << 27
"""Of a Zstandard frame: 128 MiB, what `zstd --long` makes and its own reader accepts."""


def _unpacker(name: str, magic: tuple[bytes, ...], opened: Callable[[IO[bytes]], IO[bytes]], extensions: tuple[str, ...]) -> Format:
    def read(source: Source) -> Iterator[Outcome]:
        try:
            yield source.inner(opened(source.reader), bare_name(source.name))
        except (lzma.LZMAError, zstandard.ZstdError) as error:
            raise Refused("damaged", str(error)) from error

    return Format(name, lambda head: head.bytes.startswith(magic), read, extensions)


def bare_name(name: str) -> str:
    """The name without the ending that compression gave it: `a.tgz` becomes `a.tar`."""
    for ending, replacement in _ENDINGS.items():
        if name.lower().endswith(ending):
            return name[: -len(ending)] + replacement
    return name


class _Translated:
    """A stream whose library's own errors for corrupt data come out as OSError without a number, as gzip's do."""

    def __init__(self, stream: IO[bytes]):
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except (lzma.LZMAError, zstandard.ZstdError) as error:
            raise OSError(str(error)) from error


def _xz(stream: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", _Translated(lzma.LZMAFile(stream)))


def _zstd(stream: IO[bytes]) -> IO[bytes]:
    reader = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(stream, read_across_frames=True, closefd=False)
    return cast("IO[bytes]", _Translated(cast("IO[bytes]", reader)))


GZIP = _unpacker(
    "gzip", (b"\x1f\x8b",), lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb")), (".gz", ".tgz", ".gzip")
)
BZIP2 = _unpacker("bzip2", (b"BZh",), lambda stream: cast("IO[bytes]", bz2.BZ2File(stream)), (".bz2", ".tbz2"))
XZ = _unpacker("xz", (b"\xfd7zXZ\0", b"\x5d\0\0"), _xz, (".xz", ".txz", ".lzma"))
ZSTD = _unpacker(
    "zstd", (b"\x28\xb5\x2f\xfd", *(bytes([low]) + b"\x2a\x4d\x18" for low in range(0x50, 0x60))), _zstd, (".zst", ".zstd", ".tzst")
)
