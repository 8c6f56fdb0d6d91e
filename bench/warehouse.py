"""The warehouse's speed: views over Parquet against the same rows in native DuckDB tables, side by side; commits night after night.

    python -m bench.warehouse --events 1000000 --nights 20
    python -m bench.warehouse --events 10000000 --keep ten-million        # made once, asked again as often as wanted

Both sides have the same rows and the views of `warehouse/views`, as their .sql files say. Ours have what stands in files of its own; that nobody
is fooled, the questions are also asked of native tables that have it so too. The questions are the cookbook's own, and, for themselves, scans and look-ups in one
table. Either side must give the same answer. Ratios are of the same queries, warm, by turns, in one process, with the same threads and
memory; they are what to compare between machines.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

import warehouse
from bench._rows import EVENTS_PER_ARTICLE, TABLES_OF_ARTICLES, entities, generated, identity
from transforms.schema import TABLES
from transforms.schema.ddl import create_table
from warehouse.cookbook import recipes
from warehouse.layout import Home
from warehouse.reader import MEMORY_LIMIT
from warehouse.standing import SHOWN
from warehouse.views import views

NIGHT_ARTICLES = 5000
REPEATS = 5
COOKBOOK = Path(__file__).parents[1] / "docs" / "sql-cookbook.md"
ASKED = (1, 2, 5, 6, 8, 10, 11, 12, 14, 24)
"""Numbers of the cookbook's questions that are asked: the first ten that the generated rows give a long answer to and that are of one kind each."""
ONE_TABLE = {
    "count by type": "SELECT event_type, count(*) FROM events GROUP BY ALL",
    "country and month": "SELECT date_trunc('month', event_date) AS month, country_iso3, count(*) FROM events GROUP BY ALL",
    "one country, one week": "SELECT count(*), sum(killed_best) FROM events WHERE country_iso3 = 'C03' AND event_date BETWEEN '2025-03-03' AND '2025-03-09'",
    "one entity as actor": f"SELECT event_type, count(*) FROM events WHERE actor_entity_id = {identity('ent', '7')} GROUP BY ALL",
    "one event by its id": f"SELECT * FROM events WHERE event_id = {identity('evt', '40961')}",
    "dyads": "SELECT actor_country, target_country, avg(intensity::DECIMAL(9, 3)) FROM events WHERE actor_country <> target_country GROUP BY ALL",
    "events with their headlines": "SELECT a.publisher, count(*) FROM events e JOIN articles a USING (article_id) WHERE e.event_type = 'SUPPORT' GROUP BY ALL",
    "speakers": "SELECT speaker_entity_id, count(*) AS n FROM quotes WHERE kind = 'direct' GROUP BY ALL ORDER BY n DESC LIMIT 20",
    "mentions per day of one entity": f"SELECT published_at::DATE AS day, count(*) FROM mentions WHERE entity_id = {identity('ent', '3')} GROUP BY ALL",
    "newest events": "SELECT event_id, event_type, country_iso3 FROM events ORDER BY event_date DESC, event_id LIMIT 100",
}


def fill(home: Path, articles: int, batch: int = 50_000) -> None:
    """Commit the whole generated warehouse."""
    for first in range(0, articles, batch):
        count = min(batch, articles - first)
        day = duckdb.sql(f"SELECT (DATE '2024-01-01' + ({first} * 730 // {articles})::INTEGER)::VARCHAR").fetchall()[0][0]
        commit(home, first, count, day, max(1, count * 730 // articles))


def commit(home: Path, first: int, count: int, begin: str, days: int) -> float:
    """Commit generated rows; the seconds it took, generating left aside."""
    tables = {name: generated(name, first, count, begin, days) for name in TABLES_OF_ARTICLES}
    if not first:
        tables["entities"] = entities()
    started = time.perf_counter()
    with warehouse.writer(home) as store, store.begin() as changes:
        for name, rows in tables.items():
            changes.append(name, rows)
        changes.commit()
    return time.perf_counter() - started


class Taken(NamedTuple):
    """Seconds that a call took."""

    processor: float
    """Of processor time, over all threads."""
    clock: float


def timed(call: Callable[[], object]) -> Taken:
    """What a call takes."""
    begun, started = time.process_time(), time.perf_counter()
    call()
    return Taken(time.process_time() - begun, time.perf_counter() - started)


def native_copy(house: warehouse.Warehouse, path: Path) -> duckdb.DuckDBPyConnection:
    """The same rows in native tables, with the same views over them; what is at `path` already is kept, but for the views."""
    known = path.exists()
    native = duckdb.connect(str(path), config={"memory_limit": MEMORY_LIMIT})
    for name, table in () if known else TABLES.items():
        native.execute(create_table(table))
        if house.manifest.rows(name):
            native.register("given", house.table(name).to_batches())
            native.execute(f"INSERT INTO {name} SELECT * FROM given")
            native.unregister("given")
    for view in views():
        native.execute(f"CREATE OR REPLACE VIEW {view.name} AS {view.query}")
    native.execute("CHECKPOINT")
    return native


def set_apart(native: duckdb.DuckDBPyConnection) -> None:
    """Give the native side tables of the rows that stand, as our files have them."""
    for view, table in SHOWN.items():
        native.execute(f"CREATE TABLE IF NOT EXISTS apart_{table.name} AS FROM {view}")
        native.execute(f"CREATE OR REPLACE VIEW {view} AS FROM apart_{table.name}")
    native.execute("CHECKPOINT")


def cookbook() -> dict[str, str]:
    """The questions of the cookbook that are asked, by their headings."""
    asked = {int(recipe.title.split(".")[0]): recipe for recipe in recipes(COOKBOOK.read_text("utf8"))}
    return {asked[number].title: asked[number].query for number in ASKED}


def compare(what: str, questions: Mapping[str, str], house: warehouse.Warehouse, native: duckdb.DuckDBPyConnection) -> None:
    """Time each question on the views and on native tables. Ratios are of processor time, which other work on the machine changes least."""
    ratios, slowest = [], 0.0
    say(f"{what:<64}{'views':>10}{'native':>10}{'ratio':>8}{'by the clock':>22}")
    for title, sql in questions.items():
        if sorted(map(repr, house.sql(sql).relation.fetchall())) != sorted(map(repr, native.execute(sql).fetchall())):
            raise SystemExit(f"The answers differ: {title}")
        taken = [
            (timed(lambda sql=sql: house.sql(sql).relation.fetchall()), timed(lambda sql=sql: native.execute(sql).fetchall()))
            for _ in range(REPEATS)
        ]
        on_views, on_tables = (Taken(*map(statistics.median, zip(*side, strict=True))) for side in zip(*taken, strict=True))
        ratios.append(on_views.processor / on_tables.processor)
        slowest = max(slowest, on_views.clock)
        say(
            f"{title:<64}{on_views.processor * 1000:>8.1f}ms{on_tables.processor * 1000:>8.1f}ms{ratios[-1]:>8.2f}"
            f"{on_views.clock * 1000:>10.0f}ms{on_tables.clock * 1000:>8.0f}ms"
        )
    say(f"median ratio {statistics.median(ratios):.2f}, largest {max(ratios):.2f}, slowest query {slowest:.2f} s by the clock\n")


def bytes_per_event(house: warehouse.Warehouse, folder: Path) -> None:
    """The columns that GDELT's event table and ours have in common: as our Parquet, and as tab-separated text zipped as GDELT ships it."""
    columns = "event_id, event_date, actor_text, actor_country, target_country, cameo_root, quad_class, intensity, country_iso3, admin1, latitude, longitude, published_at"
    rows = house.sql(f"SELECT {columns} FROM events WHERE published_at < '2024-03-01'").to_arrow()
    ours, theirs = folder / "shared.parquet", folder / "shared.csv.zip"
    with duckdb.connect() as connection:
        connection.register("given", rows)
        connection.execute(f"COPY given TO '{folder / 'shared.tsv'}' (HEADER false, DELIMITER '\t')")
        connection.execute(f"COPY given TO '{ours}' (FORMAT parquet, COMPRESSION zstd)")
    with zipfile.ZipFile(theirs, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(folder / "shared.tsv", "events.export.CSV")
    whole = sum(file.bytes for file in house.manifest.tables["events"]) / house.manifest.rows("events")
    say(
        f"bytes an event: {whole:.1f} with all our columns; of the columns that GDELT has too {_each(ours, rows):.1f} as Parquet, "
        f"{_each(theirs, rows):.1f} as zipped CSV\n"
    )


def _each(file: Path, rows: pa.Table) -> float:
    return file.stat().st_size / len(rows)


def say(text: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Fill, compare, then commit night after night."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--nights", type=int, default=20)
    options.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="where both warehouses are made and stay; what is there is asked as it is"
    )
    given = options.parse_known_args()[0]
    with tempfile.TemporaryDirectory(dir=given.keep and given.keep.parent) as name:
        run(given.keep or Path(name) / "kept", Path(name), given.events // EVENTS_PER_ARTICLE, given.nights)


def run(kept: Path, scratch: Path, articles: int, count: int) -> None:
    """Compare what is kept, or made now; nights are committed to a copy in `scratch`, on the same disk, so that what is kept stays as it is."""
    home = kept / "home"
    if not home.exists():
        started = time.perf_counter()
        fill(home, articles)
        say(
            f"{articles * EVENTS_PER_ARTICLE:,} events of {articles:,} articles generated and committed in {time.perf_counter() - started:.0f} s\n"
        )
    with warehouse.open(home) as house:
        native = native_copy(house, kept / "native.duckdb")
        compare("questions of the cookbook", cookbook(), house, native)
        set_apart(native)
        compare("the same, native tables apart as well", cookbook(), house, native)
        compare("scans and look-ups in one table", ONE_TABLE, house, native)
        native.close()
        bytes_per_event(house, scratch)
        articles = house.manifest.rows("articles")
    shutil.copytree(home, scratch / "home", symlinks=True, copy_function=os.link)
    nights(scratch / "home", articles, count)


def nights(home: Path, articles: int, count: int) -> None:
    """Commit night after night beside what is there."""
    taken = []
    for night in range(count):
        day = duckdb.sql(f"SELECT (DATE '2026-01-01' + {night})::VARCHAR").fetchall()[0][0]
        taken.append(commit(home, articles + night * NIGHT_ARTICLES, NIGHT_ARTICLES, day, 1))
    tenth = max(1, count // 10)
    first, last = statistics.median(taken[:tenth]), statistics.median(taken[-tenth:])
    say(
        f"a night of {NIGHT_ARTICLES:,} articles committed in {statistics.median(taken):.2f} s (first {first:.2f}, last {last:.2f}, slowest {max(taken):.2f}) in {len(Home.at(home).numbers())} snapshots"
    )


if __name__ == "__main__":
    main()
