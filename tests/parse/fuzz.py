"""A fuzzer over every parser: sound files of all formats, damaged at random.

`python -m tests.parse.fuzz 10000` runs ten thousand; a shorter run is one of the tests. A seed that fails gives the same file again.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import time
from collections import Counter

from tests.parse.test_formats import CASES, NITF, TEXT, tarred, warc, zipped
from transforms.identity import identify
from transforms.parse import REASONS, ParseSettings, parse
from transforms.records import Origin, ParsedArticle, Rejection

LIMITED = ParseSettings(
    max_document_bytes=10_000,
    max_record_bytes=5_000,
    free_unpacked_bytes=100_000,
    max_ratio=20,
    max_depth=3,
    max_members=10,
    max_rejections=5,
)
MAX_SECONDS = 5.0
"""Of processor time: parsers read from memory and wait for nothing."""
_SOUND = [content if isinstance(content, bytes) else content.encode() for content, _ in CASES.values()]
_SOUND += [
    gzip.compress(warc()),
    zipped(**{"a.txt": TEXT, "b.xml": NITF}),
    tarred({"a.txt": TEXT.encode()}),
    json.dumps([{"text": "a"}] * 3).encode(),
]
_TOKENS = (b"\0", b"<", b"]]>", b"\xff\xfe", b'"', b"{", b"&x;", b"\r\n\r\n", b"-1", b"99999999999", b"%%EOF", b"\xed\xa0\x80", b"<!ENTITY")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some changed, cut out, doubled, or swapped for others that formats care about."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0:
                data[at : at + length] = chance.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * chance.randint(1, 50)
            case 3 | 4:
                data[at:at] = chance.choice(_TOKENS)
            case _:
                del data[at:]
    return bytes(data)


def faults(seed: int) -> list[str]:
    """What is wrong with how one mutated file was read: nothing, if all is well."""
    chance = random.Random(seed)
    content = mutated(chance.choice(_SOUND), chance)
    started = time.process_time()
    found = [identify(one) if isinstance(one, ParsedArticle) else one for one in parse(io.BytesIO(content), Origin("mutated"), LIMITED)]
    seconds = time.process_time() - started
    wrong = [] if found else ["neither an article nor a rejection"]
    wrong += [f"{seconds:.1f} s"] if seconds > MAX_SECONDS else []
    for one in found:
        if isinstance(one, Rejection) and (one.reason == "failed" or one.reason not in REASONS or not one.detail or not one.remedy):
            wrong.append(f"{one.reason}: {one.detail}")
    return wrong


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    wrong: Counter[str] = Counter()
    for seed in range(count):
        for fault in faults(seed):
            wrong[fault] += 1
            sys.stdout.write(f"seed {seed}: {fault}\n")
    sys.stdout.write(f"{count} files, {wrong.total()} faults\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
