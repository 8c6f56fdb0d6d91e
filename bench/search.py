"""Full-text search: making the index, following a night, asking; beside DuckDB reading every text with LIKE, in one run.

    python -m bench.search --articles 100000

Texts are made up of invented words whose frequencies follow Zipf's law, with as many words as a news article has.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pyarrow as pa

import warehouse
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_schema
from warehouse.layout import Home
from warehouse.searching import search_index

VOCABULARY = 60_000
WORDS = 400
BATCH = 10_000
NIGHT = 5_000
PUBLISHERS = 40
DAYS = 730
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args(sys.argv[1:] if sys.argv[0].endswith("search.py") else [])
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "home", options.articles)


def measure(home: Path, count: int) -> None:
    """Fill a home, index it, ask it."""
    words = [word(number) for number in range(VOCABULARY)]
    _commit(home, words, 0, min(count, BATCH))
    begun = time.process_time()
    took, _ = timed(lambda: asked(home, words[40]))
    each = 1e6 * (time.process_time() - begun) / min(count, BATCH)
    print(f"index of {min(count, BATCH):,} articles of {WORDS} words made in {took:.1f} s ({each:.0f} µs of processor time an article)")
    for first in range(BATCH, count, BATCH):
        _commit(home, words, first, min(BATCH, count - first))
    timed(lambda: asked(home, words[40]))
    _commit(home, words, count, NIGHT)
    took, _ = timed(lambda: asked(home, words[40]))
    place = search_index.place(Home.at(home))
    size, texts = place.stat().st_size, sum(path.stat().st_size for path in (home / "lake" / "current" / "articles").rglob("*.parquet"))
    print(
        f"a night of {NIGHT:,} followed in {took:.1f} s beside {count:,}; index {size / 1e6:.0f} MB, articles as Parquet {texts / 1e6:.0f} MB"
    )
    questions = {
        "a rare word": words[20_000],
        "two words": f"{words[300]} {words[500]}",
        "a phrase": f'"{words[3]} {words[8]}"',
        "a word of every tenth article": words[250],
        "a word of most articles": words[2],
        "a word's beginning": f"{words[700][:4]}*",
        "one publisher, one month": f"{words[250]}|month",
    }
    print(f"{'query, ' + format(count + NIGHT, ',') + ' articles':40}{'hits':>9}{'search':>10}{'LIKE':>10}{'ratio':>8}")
    with warehouse.open(home) as house:
        for name, text in questions.items():
            _compare(house, name, *text.partition("|")[::2])


def _compare(house: warehouse.Warehouse, name: str, text: str, month: str) -> None:
    filters = {"since": _day(30), "until": _day(60), "publisher": "Courier 7"} if month else {}
    where = "published_at BETWEEN '2025-01-31' AND '2025-03-02 23:59' AND publisher = 'Courier 7' AND " if month else ""
    wanted = [text.strip('"')] if text.startswith('"') else text.rstrip("*").split()
    like = " AND ".join(f"body LIKE '%{one}%'" for one in wanted)
    counting = f"SELECT count(*) FROM current_articles WHERE {where}{like}"
    reading = (
        f"SELECT article_id, published_at, left(body, 200) FROM current_articles WHERE {where}{like} ORDER BY published_at DESC LIMIT 20"
    )
    ((hits,),) = house.sql(counting).relation.fetchall()
    ours = statistics.median(timed(lambda: house.search(text, **filters))[0] for _ in range(5))
    theirs = statistics.median(timed(house.sql(reading).relation.fetchall)[0] for _ in range(3))
    print(f"{name:40}{hits:>9,}{1000 * ours:>7.0f} ms{1000 * theirs:>7.0f} ms{ours / theirs:>8.2f}")


def asked(home: Path, text: str) -> int:
    """Open, search, close: what the command does."""
    with warehouse.open(home) as house:
        return house.search(text).to_arrow().num_rows


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """Seconds that a call takes, and its result."""
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


def word(number: int) -> str:
    """An invented word."""
    spelled = ""
    number += len(SYLLABLES)
    while number:
        number, digit = divmod(number, len(SYLLABLES))
        spelled += SYLLABLES[digit]
    return spelled


def _day(offset: int) -> date:
    return date(2025, 1, 1) + timedelta(days=offset)


def _commit(home: Path, words: list[str], first: int, count: int) -> None:
    """Articles of made-up words, over two years."""
    draw = random.Random(first)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    start = datetime(2025, 1, 1)  # noqa: DTZ001 - the warehouse's times are UTC without saying so
    rows = []
    for number in range(first, first + count):
        body = " ".join(draw.choices(words, cum_weights=weights, k=WORDS))
        rows.append(
            {
                "article_id": f"art_{number:016x}",
                "source_key": f"s{number}",
                "version": 1,
                "is_current": True,
                "status": "usable",
                "annotation": "annotated",
                "source_uri": "bench",
                "source_format": "jsonl",
                "publisher": f"Courier {number % PUBLISHERS}",
                "authors": [],
                "headline": body[:60],
                "published_at": start + timedelta(minutes=draw.randrange(DAYS * 24 * 60)),
                "published_at_basis": "metadata",
                "language": "en",
                "body": body,
                "word_count": WORDS,
                "ingested_at": start,
                "run_id": f"run_{first:06}",
            }
        )
    columns = {name for row in rows for name in row}
    schema = pa.schema([field for field in arrow_schema(TABLES["articles"]) if field.name in columns])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.append("articles", pa.Table.from_pylist(rows, schema))
        changes.commit()


if __name__ == "__main__":
    main()
