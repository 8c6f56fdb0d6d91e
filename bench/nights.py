"""A hundred nights of equal size, one after the other: what a commit costs must follow the night, not the warehouse.

    python -m bench.nights --nights 100 --articles 500

Each night brings articles with their events, quotes, mentions and names, touches entities by Zipf's law (most nights name the same
few, and each names some for the first time), and tells more of some incidents of the nights before. Printed are, every tenth
night, the medians of ten: seconds and processor seconds of a commit with its garbage collection, bytes that it wrote to the disk
(as the system counts them) and bytes that the snapshot adds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

import warehouse
from bench._rows import generated, zipf
from bench.warehouse import say
from warehouse.history import snapshots

LIMIT = 1.25
"""What night 100 may cost, in nights 10."""
KEEP_DAYS = 14
INCIDENTS_PER_NIGHT = 0.3
"""Of the night's events: the others are told of known ones."""


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
        first, day = number * self.articles, duckdb.sql(f"SELECT (DATE '2025-01-01' + {number})::VARCHAR").fetchall()[0][0]
        appended = {
            name: generated(name, first, self.articles, day, 1) for name in ("articles", "fingerprints", "events", "mentions", "quotes")
        }
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

    def _entities(self, number: int) -> pa.Table:
        """The entities that a night names: the k-th in proportion to 1/k, of ever more."""
        return _rows(f"""
            SELECT DISTINCT ON (k) 'ent_' || printf('%016x', k) AS entity_id, 'person' AS entity_type, 'Name ' || k AS name, ['Name ' || k] AS aliases,
                   [] AS roles, TIMESTAMP '2025-01-01' AS first_seen, TIMESTAMP '2025-01-01' + to_days({number}) AS last_seen,
                   {number} AS article_count, {number} AS mention_count
            FROM (SELECT {zipf(200_000, 31)} AS k FROM range({self._from(number)}, {self._from(number + 1)}) t(i))""")

    def _incidents(self, number: int, day: str) -> pa.Table:
        """The incidents that a night tells of: new ones, and of the last ones the more the newer."""
        known = int(self._from(number) * INCIDENTS_PER_NIGHT)
        new = int(self._from(1) * INCIDENTS_PER_NIGHT)
        return _rows(f"""
            SELECT DISTINCT ON (k) 'inc_' || printf('%016x', k) AS incident_id, 'T01' AS event_type, DATE '{day}' AS event_date, DATE '{day}' AS event_date_end,
                   'day' AS date_precision, 'C01' AS country_iso3, 1 AS article_count, 1 AS publisher_count, {number} AS mention_count,
                   TIMESTAMP '{day}' AS first_reported_at, TIMESTAMP '{day}' AS last_reported_at
            FROM (SELECT {known} + i AS k FROM range({new}) t(i) UNION ALL
                  SELECT greatest(0, {known} - 1 - {zipf(50_000, 37)}) AS k FROM range({number * 7}, {number * 7 + new // 5}) t(i))""")

    def _names(self, first: int, day: str) -> pa.Table:
        """Which entities each article names."""
        return _rows(f"""
            SELECT DISTINCT ON (entity_key, article_id) 'person:name ' || {zipf(200_000, 31)} AS entity_key,
                   'art_' || printf('%016x', i // 5) AS article_id, TIMESTAMP '{day}' AS published_at,
                   'ent_' || printf('%016x', {zipf(200_000, 31)}) AS entity_id, 'person' AS entity_type, 'person:b' || {zipf(200_000, 31)} AS block,
                   'Name' AS name, ['Name'] AS aliases, 1 AS mention_count, 'run_000001' AS run_id
            FROM range({first * 5}, {(first + self.articles) * 5}) t(i)""")

    def _from(self, number: int) -> int:
        """Number of the first name of a night."""
        return number * self.articles * 5


def _rows(sql: str) -> pa.Table:
    return duckdb.sql(sql).to_arrow_table()


def _written() -> int:
    """Bytes that this process has sent to the disk."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("write_bytes")))


def main() -> None:
    """Commit night after night, and print the curve."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nights", type=int, default=100)
    options.add_argument("--articles", type=int, default=500)
    given = options.parse_known_args()[0]
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder, "home"), given.articles)
        costs = [world.night(number) for number in range(given.nights)]
        added = [snapshot.new_bytes for snapshot in snapshots(world.home)]
        held = snapshots(world.home)[-1]
    say(f"{'nights':>9}{'seconds':>9}{'cpu':>7}{'written':>11}{'added':>11}")
    medians = []
    for end in range(10, given.nights + 1, 10):
        tenth = costs[end - 10 : end]
        medians.append(Cost(*(statistics.median(one[i] for one in tenth) for i in range(3))))
        seconds, busy, written = medians[-1]
        say(
            f"{end - 9:>4}-{end:<4}{seconds:>9.2f}{busy:>7.2f}{written / 1e6:>9.1f}MB{statistics.median(added[end - 10 : end]) / 1e6:>9.1f}MB"
        )
    ratios = {what: getattr(medians[-1], what) / getattr(medians[0], what) for what in Cost._fields}
    say(f"{given.nights} nights of {given.articles:,} articles; {held.rows:,} rows, {held.bytes / 1e6:,.0f} MB")
    say(f"the last ten against the first: {', '.join(f'{what} {ratio:.2f}' for what, ratio in ratios.items())} (limit {LIMIT})")


if __name__ == "__main__":
    main()
