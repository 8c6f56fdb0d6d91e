"""A hundred nights of equal size, one after the other: what a commit costs must follow the night, not the warehouse.

    python -m bench.nights --nights 100 --articles 500
    python -m bench.nights --nights 100 --source articles.jsonl

Each night brings what so many real articles brought here: to an article 10 events, 10 quotes, 50 mentions, and 14 names by Zipf's law,
so that of 26,000 names some 18,000 are different ones (real ones: 15,300) and every night has some for the first time; and it tells more
of incidents of the nights before. Printed are, every tenth night, the medians of ten: seconds and processor seconds of a commit with
its garbage collection, bytes that it wrote to the disk (as the system counts them); and of the last of them the bytes that its snapshot
adds, with the tables that add most. With `--source`, the articles of that file are dealt out to the nights instead, each published on its
night's day, and each night is a whole `nightdesk run`: what a night costs, of which the commit is a part.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

import warehouse
from bench._rows import generated, zipf
from bench.warehouse import say
from warehouse.history import snapshots
from warehouse.layout import Home
from warehouse.manifest import load_current

FIRST_DAY = date(2025, 1, 1)
LIMIT = 1.25
"""What the last nights may cost, in first ones."""
KEEP_DAYS = 14
SOME_REJECTED = 3
"""What a run ends with that has landed but rejected something."""
NAMES = 14
"""Of an article."""
NEW_INCIDENTS = 3
"""Of an article; half as many of the nights before are told of again."""
TIMES = {"articles": 1, "fingerprints": 1, "events": 1, "quotes": 5, "mentions": 10}
"""How many generated articles' rows one article has."""
NAME = zipf(10**9, 31)
ENTITY_ID = "'ent_' || left(md5(k::VARCHAR), 16)"
"""As real ones: nothing in them can be compressed but that they are hexadecimal."""
BODY = "list_aggregate(list_transform(range(350), lambda word: 'w' || hash(i, word) % 8000), 'string_agg', ' ')"


class Cost(NamedTuple):
    """What one night's commit took."""

    seconds: float
    processor_seconds: float
    written: int
    """Bytes to the disk."""


class World:
    """Nights of one size."""

    def __init__(self, home: Path, articles: int) -> None:
        self.home, self.articles = home, articles

    def night(self, number: int) -> Cost:
        """Commit a night's rows; making them up is not counted."""
        first, day = number * self.articles, _rows(f"SELECT (DATE '2025-01-01' + {number})::VARCHAR AS day")["day"][0].as_py()
        appended = {name: generated(name, first * times, self.articles * times, day, 1) for name, times in TIMES.items()}
        bodies = _rows(f"SELECT {BODY} AS body FROM range({first}, {first + self.articles}) t(i)")
        appended["articles"] = appended["articles"].drop_columns("body").append_column("body", bodies["body"])
        appended["entity_keys"] = self._names(first, day)
        upserted = {"entities": self._entities(number), "incidents": self._incidents(number, day)}
        begun, busy, before = time.perf_counter(), time.process_time(), _written()
        with warehouse.writer(self.home) as store:
            with store.begin() as changes:
                for name, rows in appended.items():
                    changes.append(name, rows)
                for name, rows in upserted.items():
                    changes.upsert(name, rows)
                changes.commit()
            warehouse.collect(store, KEEP_DAYS)
        return Cost(time.perf_counter() - begun, time.process_time() - busy, _written() - before)

    def added(self) -> Counter[str]:
        """Bytes of each table's files that the last night wrote."""
        manifest = load_current(Home.at(self.home))
        new = f"{manifest.number:06}-"
        return Counter({name: sum(file.bytes for file in files if new in file.path) for name, files in manifest.tables.items()})

    def _names(self, first: int, day: str) -> pa.Table:
        """Which entities each article names."""
        return _rows(f"""
            SELECT DISTINCT ON (k, i // {NAMES}) 'person:name ' || k AS entity_key, 'art_' || printf('%016x', i // {NAMES}) AS article_id,
                   TIMESTAMP '{day}' AS published_at, {ENTITY_ID} AS entity_id, 'person' AS entity_type,
                   'person:b' || k % 100000 AS block, 'Name ' || k AS name, ['Name ' || k] AS aliases, 1 AS mention_count, 'run_000001' AS run_id
            FROM (SELECT i, {NAME} AS k FROM range({first * NAMES}, {(first + self.articles) * NAMES}) t(i))""")

    def _entities(self, number: int) -> pa.Table:
        """The entities that a night names, by Zipf's law: old ones, and ever new ones."""
        first, last = number * self.articles * NAMES, (number + 1) * self.articles * NAMES
        return _rows(f"""
            SELECT DISTINCT ON (k) {ENTITY_ID} AS entity_id, 'person' AS entity_type, 'Name ' || k AS name, ['Name ' || k] AS aliases,
                   [] AS roles, TIMESTAMP '2025-01-01' AS first_seen, TIMESTAMP '2025-01-01' + to_days({number}) AS last_seen,
                   {number} AS article_count, {number} AS mention_count
            FROM (SELECT {NAME} AS k FROM range({first}, {last}) t(i))""")

    def _incidents(self, number: int, day: str) -> pa.Table:
        """The incidents that a night tells of: new ones, and of the last ones the more the newer."""
        new = self.articles * NEW_INCIDENTS
        known = number * new
        return _rows(f"""
            SELECT DISTINCT ON (k) 'inc_' || printf('%016x', k) AS incident_id, 'T01' AS event_type, DATE '{day}' AS event_date,
                   DATE '{day}' AS event_date_end, 'day' AS date_precision, 'C01' AS country_iso3, 1 AS article_count, 1 AS publisher_count,
                   {number} AS mention_count, TIMESTAMP '{day}' AS first_reported_at, TIMESTAMP '{day}' AS last_reported_at
            FROM (SELECT {known} + i AS k FROM range({new}) t(i) UNION ALL
                  SELECT greatest(0, {known} - 1 - {zipf(10 * new, 37)}) AS k FROM range({known}, {known + new // 2}) t(i))""")


def _rows(sql: str) -> pa.Table:
    return duckdb.sql(sql).to_arrow_table()


def _written() -> int:
    """Bytes that this process has sent to the disk."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("write_bytes")))


def whole_nights(source: Path, nights: int) -> None:
    """Run night after night with its share of the articles, and print the curve of processor seconds, those of all its processes."""
    lines = source.read_text("utf8").splitlines()
    each = len(lines) // nights
    medians: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        part, home = Path(folder, "night.jsonl"), str(Path(folder, "home"))
        command = [str(Path(sys.executable).with_name("nightdesk")), "run", str(part), "--home", home, "--quiet"]
        for end in range(10, nights + 1, 10):
            costs = []
            for number in range(end - 10, end):
                day = f"{FIRST_DAY + timedelta(days=number)}T06:00:00Z"
                night = [json.loads(line) | {"published_at": day} for line in lines[number * each : (number + 1) * each]]
                part.write_text("\n".join(map(json.dumps, night)), "utf8")
                before = _busy_children()
                ended = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
                if ended.returncode not in (0, SOME_REJECTED):
                    sys.exit(f"night {number} ended with {ended.returncode}")
                costs.append(_busy_children() - before)
            medians.append(statistics.median(costs))
            held = snapshots(Path(home))[-1]
            say(f"{end - 9:>4}-{end:<4}{medians[-1]:>9.2f} processor seconds a night of {each} articles; {held.rows:,} rows")
    say(f"the last ten nights against the first: {medians[-1] / medians[0]:.2f} (limit {LIMIT})")


def _busy_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Commit night after night, and print the curve."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nights", type=int, default=100)
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--source", type=Path, help="JSON Lines of real articles: whole runs, instead of commits of made-up rows")
    given = options.parse_known_args()[0]
    if given.source:
        whole_nights(given.source, given.nights)
        return
    say(f"{'nights':>9}{'seconds':>9}{'cpu':>7}{'written':>11}{'added':>11}")
    medians: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder, "home"), given.articles)
        for end in range(10, given.nights + 1, 10):
            tenth = [world.night(number) for number in range(end - 10, end)]
            medians.append(Cost(*(statistics.median(one[i] for one in tenth) for i in range(3))))
            seconds, busy, written = medians[-1]
            held = snapshots(world.home)[-1]
            most = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in world.added().most_common(4))
            say(f"{end - 9:>4}-{end:<4}{seconds:>9.2f}{busy:>7.2f}{written / 1e6:>9.1f}MB{held.new_bytes / 1e6:>9.1f}MB  ({most})")
    ratios = {what: getattr(medians[-1], what) / getattr(medians[0], what) for what in Cost._fields}
    say(f"{given.nights} nights of {given.articles:,} articles; {held.rows:,} rows, {held.bytes / 1e6:,.0f} MB")
    say(f"the last ten against the first: {', '.join(f'{what} {ratio:.2f}' for what, ratio in ratios.items())} (limit {LIMIT})")


if __name__ == "__main__":
    main()
