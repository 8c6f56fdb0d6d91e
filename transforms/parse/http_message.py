"""HTTP responses as web archives keep them: status, headers, and the body with its transfer and content encodings undone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from transforms.parse.reasons import Refused

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})[^\n]*\n")
_BREAK = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[^\n]{0,100}?\r?\n")


@dataclass(frozen=True, slots=True)
class Response:
    """A response with its body decoded."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes


def parse_headers(block: bytes) -> dict[str, str]:
    """Fields of a block of header lines, by name in lower case; a continued line belongs to the one before."""
    found: dict[str, str] = {}
    name = ""
    for line in block.decode("utf8", "replace").splitlines():
        before, colon, value = line.partition(":")
        if line[:1] in (" ", "\t"):
            if name:
                found[name] += " " + line.strip()
        elif colon:
            name = before.strip().lower()
            found[name] = value.strip()
    return found


def parse_response(content: bytes, limit: int) -> Response | None:
    """The response of a record; None where it is none. Raises Refused where its body unpacks to more than `limit` bytes or can't be unpacked."""
    status = _STATUS.match(content)
    if not status:
        return None
    end = _BREAK.search(content, status.end() - 2)
    headers = parse_headers(content[status.end() : end.start()] if end else content[status.end() :])
    body = content[end.end() :] if end else b""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = unchunked(body)
    for encoding in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = _unpacked(body, encoding.strip(), limit)
    return Response(int(status.group(1)), headers, body)


def unchunked(body: bytes) -> bytes:
    """The body without its chunks' sizes; as it is where it has none, since some archives undo the encoding and keep its header."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found.group(1), 16)
        if not size:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size
    return b"".join([*parts, body[at:]])


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    unpack = _UNPACKERS.get(encoding)
    if unpack is None or (body.lstrip()[:1] == b"<" and encoding != "identity"):  # already undone by what archived it
        return body
    try:
        unpacked = unpack(body, limit + 1)
    except (zlib.error, OSError, ValueError) as error:
        raise Refused("damaged", f"its content encoding {encoding} can't be undone: {error}") from error
    if len(unpacked) > limit:
        raise Refused("too_large", f"more than max_record_bytes = {limit}")
    return unpacked


def _gunzip(body: bytes, limit: int) -> bytes:
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, limit)


def _inflate(body: bytes, limit: int) -> bytes:
    """With zlib's header, as the standard has it, or without, as some servers send it."""
    try:
        return zlib.decompressobj().decompress(body, limit)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, limit)


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli

    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=limit))
    except brotli.error as error:
        raise ValueError(str(error)) from error


def _unzstd(body: bytes, limit: int) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
            return reader.read(limit)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd,
}  # fmt: skip
