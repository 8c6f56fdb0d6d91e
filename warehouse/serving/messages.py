"""The messages of Arrow Flight SQL that a read-only server meets, to and from their bytes.

Flight SQL puts Protocol Buffers into Arrow Flight's opaque fields; pyarrow has Flight, and leaves these to its user. Their fields are
strings, bytes, flags and small numbers: what is here of the encoding (https://protobuf.dev/programming-guides/encoding) is all that it takes.
Names and field numbers are those of FlightSql.proto (https://arrow.apache.org/docs/format/FlightSql.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TYPE_URL = "type.googleapis.com/arrow.flight.protocol.sql."
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MAX_VARINT_BYTES = 10


class MessageError(ValueError):
    """Bytes that are no message of Flight SQL."""


@dataclass(frozen=True)
class Message:
    """A message: its name in FlightSql.proto, and its fields by number, each with all values that were given for it."""

    name: str
    fields: Mapping[int, tuple[bytes | int, ...]]

    def text(self, number: int) -> str | None:
        """A string field; None where it isn't set."""
        try:
            return None if (value := self.data(number)) is None else value.decode()
        except UnicodeDecodeError:
            raise MessageError(f"field {number} of {self.name} is no UTF-8") from None

    def texts(self, number: int) -> list[str]:
        """A repeated string field."""
        return [value.decode() for value in self.fields.get(number, ()) if isinstance(value, bytes)]

    def data(self, number: int) -> bytes | None:
        """A bytes field; None where it isn't set."""
        values = [value for value in self.fields.get(number, ()) if isinstance(value, bytes)]
        return values[-1] if values else None

    def flag(self, number: int) -> bool:
        """A bool field."""
        return any(value for value in self.fields.get(number, ())[-1:])

    def numbers(self, number: int) -> list[int]:
        """A repeated field of small numbers, packed or not."""
        found: list[int] = []
        for value in self.fields.get(number, ()):
            found += [value] if isinstance(value, int) else _varints(value)
        return found


def unpacked(data: bytes) -> Message:
    """The message that a `google.protobuf.Any` holds."""
    outer = Message("Any", _fields(data))
    name = outer.text(1) or ""
    if not name.startswith(TYPE_URL):
        raise MessageError(f"not a message of Flight SQL: {name!r}")
    return Message(name.removeprefix(TYPE_URL), _fields(outer.data(2) or b""))


def packed(name: str, fields: Mapping[int, bytes]) -> bytes:
    """A message as a `google.protobuf.Any`."""
    return encoded({1: (TYPE_URL + name).encode(), 2: encoded(fields)})


def encoded(fields: Mapping[int, bytes]) -> bytes:
    """A message of strings and bytes."""
    return b"".join(_varint(number << 3 | _BYTES) + _varint(len(value)) + value for number, value in fields.items())


def _fields(data: bytes) -> dict[int, tuple[bytes | int, ...]]:
    found: dict[int, list[bytes | int]] = {}
    for number, value in _parsed(data):
        found.setdefault(number, []).append(value)
    return {number: tuple(values) for number, values in found.items()}


def _parsed(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _read_varint(data, at)
            yield number, value
            continue
        if kind == _BYTES:
            size, at = _read_varint(data, at)
        elif kind in (_FIXED32, _FIXED64):
            size = 4 if kind == _FIXED32 else 8
        else:
            raise MessageError(f"unknown wire type {kind}")
        if at + size > len(data):
            raise MessageError("cut short")
        yield number, data[at : at + size]
        at += size


def _varints(data: bytes) -> list[int]:
    found, at = [], 0
    while at < len(data):
        value, at = _read_varint(data, at)
        found.append(value)
    return found


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(data[at : at + _MAX_VARINT_BYTES]):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise MessageError("cut short")


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)
