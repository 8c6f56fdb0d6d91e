"""Kill writers and see what is left: `python -m bench.kills --kills 300 --readers 8`.

A writer commits run after run, acknowledging each; it is killed (SIGKILL) at random times or before a chosen file operation, and the
next one takes over. After each kill: runs that were acknowledged are all there, others entirely or not at all, no row twice, and
all invariants hold. Meanwhile readers ask, and never see two tables of different snapshots. `tests/warehouse/test_crash.py` runs a
short form of the same.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyarrow as pa

import warehouse
from transforms.ids import make_id
from transforms.records import Row
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table

OPERATIONS = ("chmod", "fsync", "link", "mkdir", "rename", "replace", "rmdir", "symlink", "unlink")
"""Functions of `os` before each of which a writer can be killed; they are all that a commit does besides writing files."""
ARTICLES = 3
"""Articles of a run; each has one mention."""
LONG = 300
"""From so many kills on, every single file operation is tried."""
MOMENT = datetime(2025, 7, 1)  # noqa: DTZ001 - the warehouse stores UTC without a zone


def rows_of(run: int) -> dict[str, list[Row]]:
    """What one run appends: rows in two months and in tables of both layouts."""
    run_id = f"run_{run:06}"
    articles, mentions = [], []
    for number in range(ARTICLES):
        article_id = make_id("article", run, number)
        published_at = MOMENT.replace(month=6 + number % 2) if number < 2 else None
        body = f"run {run}"
        articles.append(
            {"article_id": article_id, "source_key": f"{run}-{number}", "version": 1, "is_current": True, "status": "usable", "annotation": "annotated",
             "source_uri": "kills", "source_format": "text", "published_at": published_at, "published_at_basis": "none", "body": body, "ingested_at": MOMENT,
             "run_id": run_id}
        )  # fmt: skip
        mentions.append(
            {"mention_id": make_id("mention", run, number), "article_id": article_id, "published_at": published_at, "label": "CARDINAL", "form": "name",
             "text": str(run), "char_start": 4, "char_end": len(body), "run_id": run_id}
        )  # fmt: skip
    prints = [
        {"article_id": row["article_id"], "published_at": row["published_at"], "source_key": row["source_key"], "version": 1}
        for row in articles
    ]
    return {"articles": articles, "mentions": mentions, "fingerprints": prints, "runs": [{"run_id": run_id, "started_at": MOMENT}]}


def write(home: Path, acknowledged: Path, runs: int, fatal: int | None = None) -> None:
    """Commit that many runs, each in a writer of its own; die before the `fatal`-th file operation."""
    if fatal is not None:
        die_before(fatal)
    for _ in range(runs):
        with warehouse.writer(home) as store, store.begin() as changes:
            run = store.next_number
            for table, rows in rows_of(run).items():
                changes.append(table, arrow_table(TABLES[table], rows))
            stale = [make_id("article", run - 1, number) for number in range(ARTICLES)]
            changes.update("articles", pa.table({"article_id": stale, "story_id": [f"sto_{run}"] * ARTICLES}))
            counted = {
                "entity_id": make_id("entity", "runs"),
                "entity_type": "group",
                "name": "runs",
                "mention_count": None,
                "article_count": None,
            }
            changes.upsert("entities", arrow_table(TABLES["entities"], [counted | {"aliases": [str(run)]}]))
            changes.commit()
        with acknowledged.open("a") as stream:
            stream.write(f"{run}\n")


def die_before(fatal: int) -> None:
    """Make the `fatal`-th file operation of this process its end."""
    done = 0

    def counted(operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal done
            done += 1
            if done == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return operation(*arguments, **options)

        return call

    for name in OPERATIONS:
        setattr(os, name, counted(getattr(os, name)))


def verify(home: Path, acknowledged: Path, *, thoroughly: bool = False) -> int:
    """Prove that what is stored is what was committed, and give the newest run's number; 0 before the first."""
    told = {int(line) for line in acknowledged.read_text().split()} if acknowledged.exists() else set()
    if not (home / "lake" / "current").exists():
        assert not told, "acknowledged runs are gone"
        return 0
    with warehouse.open(home) as house:
        runs = [int(run[4:]) for (run,) in house.sql("SELECT run_id FROM runs ORDER BY run_id").relation.fetchall()]
        assert runs == list(range(1, house.snapshot + 1)), f"runs {runs} in snapshot {house.snapshot}"
        assert told <= set(runs), f"acknowledged {told - set(runs)} are gone"
        found = "SELECT count(*), count(DISTINCT article_id), count(story_id) FROM articles"
        assert house.sql(found).relation.fetchall() == [(ARTICLES * len(runs), ARTICLES * len(runs), ARTICLES * (len(runs) - 1))]
        assert house.sql("SELECT count(*), count(DISTINCT article_id) FROM mentions").relation.fetchall() == [(ARTICLES * len(runs),) * 2]
        assert house.sql("SELECT aliases FROM entities").relation.fetchall() == [([str(runs[-1])],)]
    if thoroughly:
        failures = warehouse.check(home, checksums=True)
        assert not failures, failures
    return runs[-1]


class Reader(threading.Thread):
    """Asks again and again, and keeps the first thing that went wrong."""

    def __init__(self, home: Path) -> None:
        super().__init__(daemon=True)
        self.home = home
        self.asked = 0
        self.fault: str | None = None
        self.done = threading.Event()

    def run(self) -> None:
        """Until `done`: open the warehouse and compare its tables."""
        while not self.done.is_set() and self.fault is None:
            try:
                with warehouse.open(self.home) as house:
                    sql = "SELECT snapshot, (SELECT count(*) FROM runs), (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions) FROM warehouse_info"
                    ((snapshot, runs, articles, mentions),) = house.sql(sql).relation.fetchall()
                if not snapshot == runs == articles / ARTICLES == mentions / ARTICLES:
                    self.fault = f"snapshot {snapshot} shows {runs} runs, {articles} articles, {mentions} mentions"
                self.asked += 1
            except warehouse.NoWarehouseError:
                time.sleep(0.05)
            except Exception as error:  # noqa: BLE001 - whatever a reader meets is a finding
                self.fault = repr(error)


@contextmanager
def reading(home: Path, readers: int) -> Iterator[list[Reader]]:
    """Readers that ask for as long as the block lasts; none may have met a fault."""
    started = [Reader(home) for _ in range(readers)]
    for reader in started:
        reader.start()
    try:
        yield started
    finally:
        for reader in started:
            reader.done.set()
        for reader in started:
            reader.join()
    faults = [reader.fault for reader in started if reader.fault]
    assert not faults, faults


def start(home: Path, acknowledged: Path, runs: int, fatal: int | None = None) -> BaseProcess:
    """A writer in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "warehouse"])
    process = context.Process(target=write, args=(home, acknowledged, runs, fatal))
    process.start()
    return process


def kill_before_operations(home: Path, acknowledged: Path, step: int) -> int:
    """Kill a writer before every `step`-th of its file operations in turn, until one gets through; give the number of kills."""
    for kills, fatal in enumerate(range(1, 10_000, step)):
        process = start(home, acknowledged, 1, fatal)
        process.join()
        verify(home, acknowledged)
        if process.exitcode == 0:
            return kills
        assert process.exitcode == -signal.SIGKILL, process.exitcode
    raise AssertionError("no writer ever got through")


def kill_at_random(home: Path, acknowledged: Path, kills: int, seed: int, longest_seconds: float = 1.5) -> None:
    """Kill writers at random times."""
    chance = random.Random(seed)
    for number in range(kills):
        process = start(home, acknowledged, 1000)
        time.sleep(chance.uniform(0.05, longest_seconds))
        process.kill()
        process.join()
        verify(home, acknowledged, thoroughly=number % 10 == 0)


def main() -> None:
    """Kill as often as asked, and say how it went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=30)
    options.add_argument("--readers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_known_args()[0]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        home, acknowledged = Path(folder, "home"), Path(folder, "acknowledged")
        with reading(home, given.readers) as readers:
            at_operations = kill_before_operations(home, acknowledged, 1 if given.kills >= LONG else 10)
            kill_at_random(home, acknowledged, max(0, given.kills - at_operations), given.seed)
        start(home, acknowledged, 1).join()
        last = verify(home, acknowledged, thoroughly=True)
    asked = sum(reader.asked for reader in readers)
    sys.stdout.write(
        f"{given.kills} kills ({at_operations} before one file operation after the other, the others at random), {last} runs committed, "
        f"{asked} consistent reads by {given.readers} readers, {time.monotonic() - started:.0f} s, {datetime.now(UTC):%Y-%m-%d}\n"
    )


if __name__ == "__main__":
    main()
