"""Articles for benchmarks: paragraphs of the sample articles, dealt out anew, so that any number of different ones can be had."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import seeds
from flows.inputs import listing, reading
from transforms.records import ParsedArticle

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def sample_paragraphs() -> list[str]:
    """All paragraphs of the sample that are longer than a line."""
    found = []
    for file in listing.find([str(seeds.SAMPLE)]):
        for parsed in reading.read(file):
            if isinstance(parsed, ParsedArticle):
                found += [line.strip() for line in parsed.text.split("\n") if len(line.split()) > 12]
    return sorted(set(found))


def articles(count: int, words: int = 330, seed: int = 7) -> Iterator[dict[str, str]]:
    """`count` records of about `words` words each, over sixty days; the same for the same seed."""
    draw = random.Random(seed)
    paragraphs = sample_paragraphs()
    for number in range(count):
        chosen: list[str] = []
        while sum(len(paragraph.split()) for paragraph in chosen) < words:
            chosen.append(draw.choice(paragraphs))
        published = FIRST_DAY + timedelta(minutes=draw.randrange(60 * 24 * 60))
        yield {
            "id": f"bench-{seed}-{number}",
            "title": " ".join(chosen[0].split()[:9]),
            "text": "\n".join(chosen),
            "published_at": published.isoformat(),
            "publisher": f"Bench Courier {number % 40}",
            "language": "en",
        }


def write(path: Path, count: int, words: int = 330, seed: int = 7) -> int:
    """Write JSON Lines of such articles; gives the number of words."""
    total = 0
    with open(path, "w", encoding="utf8") as lines:
        for record in articles(count, words, seed):
            total += len(record["text"].split())
            lines.write(json.dumps(record) + "\n")
    return total
