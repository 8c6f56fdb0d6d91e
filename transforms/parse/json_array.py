"""A JSON array read an element at a time: corpora come as one array of many gigabytes."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from transforms.parse.reasons import Refused

_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def elements(stream: IO[bytes], encoding: str, limit: int) -> Iterator[Any]:
    """The elements of an array, each as soon as it is complete. Raises Refused for an element of more than `limit` characters, and where
    the text is no JSON; what came before stands.
    """
    decode = codecs.getincrementaldecoder(encoding)(errors="replace").decode
    held = decode(stream.read(_CHUNK)).lstrip("\ufeff \t\r\n")
    at, wanted, count, is_last = 1, _CHUNK, 0, False
    while True:
        between = _BETWEEN.match(held, at)
        at = between.end() if between else at
        if held[at : at + 1] == "]":
            return
        try:
            value, end = _DECODER.raw_decode(held, at)
        except (ValueError, RecursionError) as error:
            if is_last:
                raise Refused("malformed", f"not valid JSON after {count} elements: {error}") from error
            if len(held) - at > limit:
                raise Refused("too_large", f"element {count + 1} has more than max_record_bytes = {limit}") from error
        else:
            if end < len(held) or is_last:
                yield value
                at, wanted, count = end, _CHUNK, count + 1
                continue
        more = stream.read(wanted)
        is_last = not more
        held, at = held[at:] + decode(more, final=is_last), 0
        wanted *= 2  # so that an element of any length is tried a few times only
