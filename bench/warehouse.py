"""The warehouse's speed: views over Parquet against the same rows in native DuckDB tables, side by side; commits night after night.

    python -m bench.warehouse --events 1000000 --nights 20

A generated warehouse has five mentions and two quotes to ten events, spread over articles of two years; who and what is named follows
Zipf's law. Ratios are the medians of the same queries, warm, in one process; the first lines are what to compare between machines.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

import warehouse
from transforms.schema import TABLES
from warehouse.layout import Home

EVENTS_PER_ARTICLE = 10
NIGHT_ARTICLES = 5000
QUERIES = {
    "count by type": "SELECT event_type, count(*) FROM events GROUP BY ALL",
    "country and month": "SELECT date_trunc('month', event_date) AS month, country_iso3, count(*) FROM events GROUP BY ALL",
    "one country, one week": "SELECT count(*), sum(killed_best) FROM events WHERE country_iso3 = 'C03' AND event_date BETWEEN '2025-03-03' AND '2025-03-09'",
    "one entity as actor": "SELECT event_type, count(*) FROM events WHERE actor_entity_id = 'ent_0000000000000007' GROUP BY ALL",
    "one event by its id": "SELECT * FROM events WHERE event_id = 'evt_000000000000a001'",
    "dyads": "SELECT actor_country, target_country, avg(intensity) FROM events WHERE actor_country <> target_country GROUP BY ALL",
    "events with their headlines": "SELECT a.publisher, count(*) FROM events e JOIN articles a USING (article_id) WHERE e.event_type = 'T02' GROUP BY ALL",
    "speakers": "SELECT speaker_entity_id, count(*) AS n FROM quotes WHERE kind = 'direct' GROUP BY ALL ORDER BY n DESC LIMIT 20",
    "mentions per day of one entity": "SELECT published_at::DATE AS day, count(*) FROM mentions WHERE entity_id = 'ent_0000000000000003' GROUP BY ALL",
    "newest events": "SELECT event_id, event_type, country_iso3 FROM events ORDER BY event_date DESC, event_id LIMIT 100",
}


def generated(table: str, first: int, count: int, begin: str, days: int) -> pa.Table:
    """Rows of a table for the articles `first` to `first + count`, published over some days from `begin`."""
    each = {
        "articles": 1,
        "fingerprints": 1,
        "events": EVENTS_PER_ARTICLE,
        "mentions": EVENTS_PER_ARTICLE // 2,
        "quotes": EVENTS_PER_ARTICLE // 5,
    }[table]
    article = f"'art_' || printf('%016x', {first} + i // {each})"
    identity = f"printf('%016x', {first} * {each} + i)"
    published = f"TIMESTAMP '{begin}' + to_seconds((i // {each} * {days} * 86400.0 / {count})::BIGINT)"
    happened = f"({published})::DATE - (hash(i) % 3)::INTEGER"
    columns = {
        "articles": f"""'s' || ({first} + i) AS source_key, 1 AS version, TRUE AS is_current, 'usable' AS status, 'annotated' AS annotation, 'bench' AS source_uri,
            'jsonl' AS source_format, 'P' || {zipf(200, 1)} AS publisher, 'Headline ' || i AS headline, 'metadata' AS published_at_basis, 'en' AS language,
            repeat('Some words of a body, ' || i || '. ', 60) AS body, 400 AS word_count, TIMESTAMP '{begin}' AS ingested_at""",
        "fingerprints": f"'s' || ({first} + i) AS source_key, 1 AS version, md5(i::VARCHAR) AS text_sha256, [(hash(i, 1) // 4)::BIGINT, (hash(i, 2) // 4)::BIGINT] AS fingerprint",
        "events": f"""'evt_' || {identity} AS event_id, (hash(i, 3) % 4000)::INTEGER AS char_start, (hash(i, 3) % 4000 + 120)::INTEGER AS char_end, 'word' || {zipf(300, 4)} AS trigger,
            (hash(i, 3) % 4000 + 20)::INTEGER AS trigger_start, (hash(i, 3) % 4000 + 26)::INTEGER AS trigger_end, 'T' || printf('%02d', {zipf(20, 5)}) AS event_type,
            'M' || {zipf(40, 6)} AS event_mode, printf('%02d', {zipf(20, 7)}) AS cameo_root, ({zipf(4, 8)} + 1)::INTEGER AS quad_class, {zipf(20, 8)} - 10.0 AS intensity,
            'Actor ' || {zipf(20000, 9)} AS actor_text, (hash(i, 3) % 4000)::INTEGER AS actor_start, (hash(i, 3) % 4000 + 12)::INTEGER AS actor_end,
            'ent_' || printf('%016x', {zipf(50000, 9)}) AS actor_entity_id, 'C' || printf('%02d', {zipf(90, 9)}) AS actor_country,
            'ent_' || printf('%016x', {zipf(50000, 10)}) AS target_entity_id, 'C' || printf('%02d', {zipf(90, 10)}) AS target_country,
            'ent_' || printf('%016x', {zipf(50000, 11)}) AS place_entity_id, 'C' || printf('%02d', {zipf(90, 11)}) AS country_iso3, 'A' || {zipf(900, 11)} AS admin1,
            ({zipf(18000, 11)} / 100.0 - 90) AS latitude, ({zipf(36000, 11)} / 100.0 - 180) AS longitude, 1 AS geo_precision, {happened} AS event_date,
            {happened} AS event_date_end, 'day' AS date_precision, 'sentence' AS date_basis, 'asserted' AS modality, FALSE AS negated,
            CASE WHEN hash(i, 12) % 10 = 0 THEN {zipf(50, 12)}::INTEGER END AS killed_best, 'inc_' || printf('%016x', ({first} * {each} + i) // 3) AS incident_id,
            'rule-' || {zipf(200, 13)} AS rule_id, 0.5 + (hash(i, 14) % 50) / 100.0 AS confidence""",
        "mentions": f"""'men_' || {identity} AS mention_id, 'ent_' || printf('%016x', {zipf(50000, 15)}) AS entity_id, 'PERSON' AS label, 'name' AS form,
            'Name ' || {zipf(50000, 15)} AS text, (hash(i, 16) % 4000)::INTEGER AS char_start, (hash(i, 16) % 4000 + 9)::INTEGER AS char_end""",
        "quotes": f"""'quo_' || {identity} AS quote_id, (hash(i, 17) % 4000)::INTEGER AS char_start, (hash(i, 17) % 4000 + 60)::INTEGER AS char_end,
            'Something that was said, number ' || i AS text, CASE hash(i, 18) % 3 WHEN 0 THEN 'direct' WHEN 1 THEN 'mixed' ELSE 'indirect' END AS kind,
            'said' AS cue, 'ent_' || printf('%016x', {zipf(20000, 19)}) AS speaker_entity_id, 'name' AS speaker_basis, FALSE AS is_fragment""",
    }  # fmt: skip
    written = ", 'run_000001' AS run_id" if "run_id" in TABLES[table].columns else ""
    return duckdb.sql(
        f"SELECT {article} AS article_id, {published} AS published_at, {columns[table]}{written} FROM range({count * each}) t(i)"
    ).to_arrow_table()


def zipf(kinds: int, salt: int) -> str:
    """SQL for a number below `kinds`, the k-th in proportion to about 1/k."""
    return f"(floor(pow({kinds}, (hash(i, {salt}) % 1000000) / 1000000.0)) - 1)::BIGINT"


def fill(home: Path, articles: int, batch: int = 50_000) -> None:
    """Commit the whole generated warehouse."""
    for first in range(0, articles, batch):
        count = min(batch, articles - first)
        day = duckdb.sql(f"SELECT (DATE '2024-01-01' + ({first} * 730 // {articles})::INTEGER)::VARCHAR").fetchall()[0][0]
        commit(home, first, count, day, max(1, count * 730 // articles))


def commit(home: Path, first: int, count: int, begin: str, days: int) -> float:
    """Commit generated rows; the seconds it took, generating left aside."""
    tables = {name: generated(name, first, count, begin, days) for name in ("articles", "fingerprints", "events", "mentions", "quotes")}
    started = time.perf_counter()
    with warehouse.writer(home) as store, store.begin() as changes:
        for name, rows in tables.items():
            changes.append(name, rows)
        changes.commit()
    return time.perf_counter() - started


def timed(call: Callable[[], object], repeats: int = 5) -> float:
    """Median seconds of a call, after one to warm up."""
    call()
    found = []
    for _ in range(repeats):
        started = time.perf_counter()
        call()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def compare(home: Path, folder: Path) -> None:
    """Time each query on the views and on native tables."""
    native = duckdb.connect(str(folder / "native.duckdb"))
    with warehouse.open(home) as house:
        for name in ("articles", "events", "quotes", "mentions"):
            native.register("given", house.table(name).to_batches())
            native.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        ratios, slowest = [], 0.0
        say(f"{'query':<32}{'views':>10}{'native':>10}{'ratio':>8}")
        for title, sql in QUERIES.items():
            views = timed(lambda sql=sql: house.sql(sql).relation.fetchall())
            tables = timed(lambda sql=sql: native.execute(sql).fetchall())
            ratios.append(views / tables)
            slowest = max(slowest, views)
            say(f"{title:<32}{views * 1000:>8.1f}ms{tables * 1000:>8.1f}ms{views / tables:>8.2f}")
        size = sum(file.bytes for file in house.manifest.tables["events"])
        say(
            f"median ratio {statistics.median(ratios):.2f}, largest {max(ratios):.2f}, slowest query {slowest:.2f} s, {size / house.manifest.rows('events'):.0f} bytes an event"
        )
    native.close()


def say(text: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Fill, compare, then commit night after night."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--nights", type=int, default=20)
    given = options.parse_known_args()[0]
    articles = given.events // EVENTS_PER_ARTICLE
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        started = time.perf_counter()
        fill(home, articles)
        say(f"{given.events:,} events of {articles:,} articles generated and committed in {time.perf_counter() - started:.0f} s")
        compare(home, Path(folder))
        nights = []
        for night in range(given.nights):
            day = duckdb.sql(f"SELECT (DATE '2026-01-01' + {night})::VARCHAR").fetchall()[0][0]
            nights.append(commit(home, articles + night * NIGHT_ARTICLES, NIGHT_ARTICLES, day, 1))
        tenth = max(1, given.nights // 10)
        first, last = statistics.median(nights[:tenth]), statistics.median(nights[-tenth:])
        say(
            f"a night of {NIGHT_ARTICLES:,} articles committed in {statistics.median(nights):.2f} s (first {first:.2f}, last {last:.2f}, slowest {max(nights):.2f}) in {len(Home.at(home).numbers())} snapshots"
        )


if __name__ == "__main__":
    main()
