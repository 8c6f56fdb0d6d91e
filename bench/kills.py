"""Kill whatever writes, and see what is left: `python -m bench.kills --kills 300 --readers 8 --rebuilds 10`.

Runs, compaction, migration, going back, garbage collection, backups, restores and promotions are killed (SIGKILL) before one file
operation after the other, then at random times. After each kill: runs that were acknowledged are all there, others entirely or not
at all, no row twice, and all invariants hold; the same work, done again, comes to its end. Meanwhile readers ask, and never see two
tables of different snapshots. `--rebuilds` kills real rebuilds of the sample at random times: the warehouse is as it was, and the
next one ends with the same tables. `tests/warehouse/test_crash.py` runs a short form of this.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyarrow as pa

import seeds
import warehouse
from bench._faults import ARTICLES, WORKS, Place, write
from bench.warehouse import say
from warehouse.backups.backup import verify as verify_backup

OPERATIONS = ("chmod", "fsync", "link", "mkdir", "rename", "replace", "rmdir", "symlink", "unlink")
"""Functions of `os` before each of which a writer can be killed; they are all that a commit does besides writing files."""
EVERY = 2400
"""From so many kills on, every single file operation of every work is tried; of 300, every eighth."""
PAUSE_SECONDS = 0.2
"""Between two questions of a reader: without it, readers leave the works no processor."""
FILLING = 9
"""Runs committed first, so that the work has files to compact and snapshots to collect."""


def perform(name: str, place: Place, times: int, fatal: int | None) -> None:
    """Do a work that many times; die before the `fatal`-th file operation."""
    if fatal is not None:
        die_before(fatal)
    for _ in range(times):
        WORKS[name].act(place)


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


def verify(place: Place, *, thoroughly: bool = False) -> list[int]:
    """Prove that what is stored is what was committed, and give the runs' numbers.

    One run more than were acknowledged may be there: it was killed after its commit, and counts as acknowledged from now on.
    """
    told = {int(line) for line in place.acknowledged.read_text().split()} if place.acknowledged.exists() else set()
    if not (place.home / "lake" / "current").exists():
        assert not told, "acknowledged runs are gone"
        return []
    with warehouse.open(place.home) as house:
        runs = [int(run[4:]) for (run,) in house.sql("SELECT run_id FROM runs ORDER BY run_id").relation.fetchall()]
        assert told <= set(runs), f"acknowledged {told - set(runs)} are gone"
        assert len(runs) - len(told) in (0, 1), f"{set(runs) - told} were never acknowledged"
        found = "SELECT count(*), count(DISTINCT article_id), count(story_id) FROM articles"
        assert house.sql(found).relation.fetchall() == [(ARTICLES * len(runs), ARTICLES * len(runs), ARTICLES * (len(runs) - 1))]
        assert house.sql("SELECT count(*), count(DISTINCT article_id) FROM mentions").relation.fetchall() == [(ARTICLES * len(runs),) * 2]
        assert house.sql("SELECT aliases FROM entities").relation.fetchall() == [([str(runs[-1])],)]
    place.acknowledged.write_text("".join(f"{run}\n" for run in runs))
    if thoroughly:
        failures = warehouse.check(place.home, checksums=True)
        assert not failures, failures
    return runs


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
                    sql = "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions)"
                    ((runs, articles, mentions),) = house.sql(sql).relation.fetchall()
                if not runs == articles / ARTICLES == mentions / ARTICLES:
                    self.fault = f"{runs} runs, {articles} articles, {mentions} mentions"
                self.asked += 1
                self.done.wait(PAUSE_SECONDS)
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


def start(name: str, place: Place, times: int = 1, fatal: int | None = None) -> BaseProcess:
    """A work in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "bench._faults", "warehouse"])
    process = context.Process(target=perform, args=(name, place, times, fatal))
    process.start()
    return process


def finish(name: str, place: Place) -> None:
    """Do a work that was killed again, to its end: the next one heals what the last one left."""
    process = start(name, place)
    process.join()
    assert process.exitcode == 0, f"{name} fails after a kill"
    verify(place)
    if name in ("backup", "prune"):
        verify_backup(str(place.depot))


def is_killed_before(name: str, place: Place, fatal: int) -> bool:
    """Whether a work is killed before its `fatal`-th file operation, or has fewer; what is left is right in either case."""
    process = start(name, place, 1, fatal)
    process.join()
    verify(place)
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode != 0


def kill_before_operations(name: str, place: Place, step: int) -> int:
    """Kill a work before every `step`-th of its file operations in turn, until it gets through; give the number of kills.

    What begins anew each time is finished and prepared in between; a run goes on from what the killed ones left.
    """
    WORKS[name].prepare(place)
    for kills, fatal in enumerate(range(1, 10_000, step)):
        if not is_killed_before(name, place, fatal):
            finish(name, place)
            return kills
        if name != "run":
            finish(name, place)
            WORKS[name].prepare(place)
    raise AssertionError("it never got through")


def kill_at_random(
    place: Place, kills: int, seed: int, longest_seconds: float = 1.5, names: tuple[str, ...] = tuple(WORKS)
) -> Counter[str]:
    """Kill works at random times; give how often each."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    for number in range(kills):
        name = chance.choice(names)
        WORKS[name].prepare(place)
        process = start(name, place, 1000 if name == "run" else 1)
        time.sleep(chance.uniform(0.05, longest_seconds))
        process.kill()
        process.join()
        done[name] += 1
        verify(place, thoroughly=number % 10 == 0)
    return done


def tables(home: Path) -> dict[str, pa.Table]:
    """Everything that articles say, as it is stored."""
    names = ("events", "quotes", "mentions", "entities", "incidents", "redirects")
    with warehouse.open(home) as house:
        return {name: house.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow() for name in names}


def kill_rebuilds(home: Path, kills: int, seed: int, longest_seconds: float = 6) -> int:
    """Kill rebuilds of the sample at random times, then let one end; give how many were killed before their end."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "flows.cli"]
    subprocess.run([*command, "run", str(seeds.SAMPLE), "--home", str(home), "--rejects-are-fine", "--quiet"], check=True)
    before, killed = tables(home), 0
    for number in range(kills):
        stage = ["--stage"] if number % 2 else []
        process = subprocess.Popen([*command, "rebuild", *stage, "--quiet", "--home", str(home)], start_new_session=True)
        try:
            process.wait(chance.uniform(1, longest_seconds))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        assert tables(home) == before
        failures = warehouse.check(home)
        assert not failures, failures
    subprocess.run([*command, "rebuild", "--quiet", "--home", str(home)], check=True)
    assert tables(home) == before
    return killed


def main() -> None:
    """Kill as often as asked, and say how it went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=60)
    options.add_argument("--readers", type=int, default=2)
    options.add_argument("--rebuilds", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_known_args()[0]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        write(place, FILLING)
        with reading(place.home, given.readers) as readers:
            done = {}
            for name in WORKS:
                done[name] = kill_before_operations(name, place, max(1, EVERY // given.kills))
                say(f"{name}: {done[name]} kills at {time.monotonic() - started:.0f} s")
            at_random = kill_at_random(place, max(0, given.kills - sum(done.values())), given.seed)
        start("run", place).join()
        runs = verify(place, thoroughly=True)
        rebuilds = kill_rebuilds(Path(folder, "sample"), given.rebuilds, given.seed) if given.rebuilds else 0
    asked = sum(reader.asked for reader in readers)
    listed = ", ".join(f"{name} {count} + {at_random[name]}" for name, count in done.items())
    say(
        f"{sum(done.values()) + at_random.total() + rebuilds} kills (before one file operation after the other + at random: {listed}; rebuild {rebuilds}), "
        f"{len(runs)} runs there, {asked} consistent reads by {given.readers} readers, {time.monotonic() - started:.0f} s, {datetime.now(UTC):%Y-%m-%d}"
    )


if __name__ == "__main__":
    main()
