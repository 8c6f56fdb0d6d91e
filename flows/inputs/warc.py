"""Writing WARC 1.1 (ISO 28500): what was fetched, with its address, time and media type, in the form in which it is read anyway."""

from __future__ import annotations

import gzip
import os
from base64 import b32encode
from datetime import datetime
from hashlib import sha1
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from warehouse import durable


class Warc:
    """A `.warc.gz` in the making, a compressed member a record. It has its name once it is closed without an error, and is on the disk then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        """Records so far."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
        self._stream = self._unfinished.open("wb")

    def add(self, url: str, media_type: str, fetched_at: datetime, content: bytes) -> None:
        """A record of the type `resource`: bytes as they were after transfer. `fetched_at` is in UTC; `media_type` may have a charset."""
        headers = {
            "WARC-Type": "resource",
            "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
            "WARC-Target-URI": url,
            "WARC-Date": f"{fetched_at:%Y-%m-%dT%H:%M:%SZ}",
            "WARC-Payload-Digest": f"sha1:{b32encode(sha1(content, usedforsecurity=False).digest()).decode()}",
            "Content-Type": " ".join(media_type.split()) or "application/octet-stream",
            "Content-Length": str(len(content)),
        }
        head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
        self._stream.write(gzip.compress(head.encode() + content + b"\r\n\r\n", compresslevel=6, mtime=0))
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stream.close()
        if kind is not None or not self.count:
            self._unfinished.unlink()
            return
        durable.sync(self._unfinished)
        durable.replace(self._unfinished, self.path)
