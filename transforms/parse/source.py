"""The bytes that a parser reads: a stream whose head can be looked at beforehand, and that gives out before memory does."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import IO, Any, BinaryIO

from transforms.parse.reasons import Refused
from transforms.parse.settings import ParseSettings
from transforms.records import Origin

HEAD_BYTES = 1 << 16


@dataclass
class Budget:
    """What may still be unpacked out of one file. Shared by everything nested in it."""

    settings: ParseSettings
    packed: int = 0
    unpacked: int = 0

    def spend(self, count: int) -> None:
        """Count unpacked bytes. Raises Refused where there are more of them than an honest file has."""
        self.unpacked += count
        settings = self.settings
        if self.unpacked > settings.max_unpacked_bytes:
            raise Refused("bomb", f"unpacks to more than max_unpacked_bytes = {settings.max_unpacked_bytes}")
        if self.unpacked > settings.free_unpacked_bytes and self.unpacked > settings.max_ratio * max(self.packed, 1):
            raise Refused("bomb", f"{self.packed} bytes unpack to more than {self.unpacked}: over max_ratio = {settings.max_ratio:g}")


class Metered(io.RawIOBase):
    """A stream that counts what is read of it, and fills a buffer as far as it can."""

    def __init__(self, stream: IO[bytes], budget: Budget, depth: int):
        self._stream = stream
        self._budget = budget
        self._depth = depth

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            chunk = self._stream.read(len(view) - filled)
            if not chunk:
                break
            view[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        if self._depth:
            self._budget.spend(filled)
        else:
            self._budget.packed += filled
        return filled


@dataclass(frozen=True)
class Head:
    """The first bytes of something, and its name: all that formats are told by."""

    bytes: bytes
    name: str = ""
    content_type: str = ""

    @cached_property
    def extension(self) -> str:
        """The last part of the name, as in `.xml`; empty where there is none."""
        name = self.name.rsplit("/", 1)[-1]
        return "." + name.rsplit(".", 1)[1].lower() if "." in name else ""

    @cached_property
    def text(self) -> str:
        """Without byte order mark and leading white space; what can't be decoded is replaced."""
        if self.bytes[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return self.bytes.decode("utf-16", errors="replace").lstrip("\ufeff \t\r\n")
        return self.bytes.decode("utf8", errors="replace").lstrip("\ufeff \t\r\n")

    @cached_property
    def is_binary(self) -> bool:
        """Whether it holds control characters that no text has."""
        if self.bytes[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return False
        controls = len(self.bytes) - len(self.bytes.translate(None, _CONTROLS))
        return controls > len(self.bytes) // 500


_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27))


@dataclass(frozen=True)
class Source:
    """Something to parse."""

    stream: IO[bytes]
    origin: Origin
    budget: Budget
    depth: int = 0
    name: str = ""
    """What it is called, without the endings of compressions already taken off."""
    seekable: BinaryIO | None = None
    """The same bytes where they can be read in any order."""
    _reader: io.BufferedReader = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        metered = Metered(self.stream, self.budget, self.depth)
        object.__setattr__(self, "_reader", io.BufferedReader(metered, HEAD_BYTES))

    @property
    def settings(self) -> ParseSettings:
        return self.budget.settings

    @property
    def reader(self) -> io.BufferedReader:
        """Reads from the beginning, once."""
        return self._reader

    @cached_property
    def head(self) -> Head:
        return Head(self._reader.peek(HEAD_BYTES)[:HEAD_BYTES], self.name, self.origin.content_type or "")

    def whole(self) -> bytes:
        """All bytes. Raises Refused where they are more than `max_document_bytes`."""
        limit = self.settings.max_document_bytes
        content = self._reader.read(limit + 1)
        if len(content) > limit:
            raise Refused("too_large", f"more than max_document_bytes = {limit}")
        return content

    def in_any_order(self) -> BinaryIO:
        """The bytes as a seekable stream, in memory where they come out of another file."""
        if self.seekable is not None:
            self.seekable.seek(0, io.SEEK_END)
            self.budget.packed = max(self.budget.packed, self.seekable.tell())
            self.seekable.seek(0)
            return self.seekable
        return io.BytesIO(self.whole())

    def inner(self, stream: IO[bytes], name: str, member: str | None = None) -> Source:
        """Something inside this. `member` is its path here; None for what is merely compressed."""
        if self.depth >= self.settings.max_depth:
            raise Refused("too_deep", f"nested deeper than max_depth = {self.settings.max_depth}")
        origin = self.origin
        if member is not None:
            outer = f"{origin.member}!/" if origin.member else ""
            origin = replace(origin, member=f"{outer}{member}", content_type=None)
        return Source(stream, origin, self.budget, self.depth + 1, name)
