"""Kill whole runs and go on: `python -m bench.resume FILE… --kills 10`.

`nightdesk run` over the files is killed (SIGKILL, with its workers) at a random moment of the time that an undisturbed run takes, and
started again, until it ends; then every table must be what the undisturbed run gave, but for ids of runs and times of reading. Homes are
filled so one after the other until all kills are spent. `--backfill` does the same with `nightdesk backfill`, in small chunks.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import duckdb

import warehouse
from transforms.schema import TABLES

OF_THE_RUN = frozenset(("run_id", "ingested_at", "article_ingested_at", "read_at", "rejected_at", "modified_at"))
"""Columns that tell of a run, and not of what was read."""
SOONEST = 0.3
"""Seconds after its start at which a run is killed at the earliest."""


def command(files: list[str], home: Path, backfill: bool) -> list[str]:
    """The run."""
    chosen = ["backfill", *files, "--chunk", "0.1", "--dates", "path,modified"] if backfill else ["run", *files, "--no-gates"]
    return [sys.executable, "-m", "flows.cli", *chosen, "--home", str(home), "--quiet"]


def run(files: list[str], home: Path, backfill: bool, kill_after: float | None = None) -> bool:
    """Start it, and kill it after so many seconds; gives whether it came to its end before."""
    process = subprocess.Popen(command(files, home, backfill), start_new_session=True, stderr=subprocess.PIPE, text=True)
    try:
        _, said = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return False
    if process.returncode not in (0, 3):
        sys.exit(f"ended with {process.returncode}: {said}")
    return True


def differences(one: Path, other: Path) -> dict[str, int]:
    """Rows of each table that only one of two homes has."""
    found = {}
    with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
        for table in TABLES.values():
            if table.name == "runs":
                continue
            columns = ", ".join(f'"{name}"' for name in table.columns if name not in OF_THE_RUN)
            sides = [
                f"SELECT {columns} FROM read_parquet('{home}/lake/current/{table.name}/**/*.parquet', hive_partitioning = false)"
                for home in (one, other)
            ]
            query = f"SELECT (SELECT count(*) FROM ({sides[0]} EXCEPT ALL {sides[1]})) + (SELECT count(*) FROM ({sides[1]} EXCEPT ALL {sides[0]}))"
            ((count,),) = connection.execute(query).fetchall()
            if count:
                found[table.name] = count
    return found


def verify(home: Path, calm: Path) -> None:
    """Stop where a home is not what the undisturbed one is, or breaks an invariant."""
    if unlike := differences(calm, home):
        sys.exit(f"after kills, {home} differs from an undisturbed run's in rows of {unlike}")
    if broken := warehouse.check(home, checksums=True):
        sys.exit(f"after kills, {home} breaks {broken}")


def step_of(home: Path) -> str:
    """How far the killed run had come, from what it left."""
    if not (home / "spool").exists() and not (home / "backfill-spool").exists():
        return "before reading, or after the commit"
    finished = [folder for name in ("spool", "backfill-spool") for folder in (home / name).glob("*/failures.json")]
    staged = any((home / "lake" / "staging").glob("*"))
    return "assembling" if staged and finished else "annotating" if finished else "reading"


def main() -> None:
    """Kill as often as asked, and say how it went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", default=[str(Path(__file__).parents[1] / "seeds" / "sample")])
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--backfill", action="store_true")
    given = options.parse_known_args()[0]
    files = [name for name in given.files if Path(name).exists()] or [str(Path(__file__).parents[1] / "seeds" / "sample")]
    chance = random.Random(given.seed)
    moments: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        calm = Path(folder, "calm")
        started = time.monotonic()
        run(files, calm, given.backfill)
        calm_seconds = time.monotonic() - started
        homes, kills = 0, 0
        seconds: list[float] = []
        while kills < given.kills:
            home = Path(folder, f"home-{homes}")
            taken = 0.0
            is_done = False
            while not is_done:
                wait = chance.uniform(SOONEST, calm_seconds) if kills < given.kills else None
                started = time.monotonic()
                is_done = run(files, home, given.backfill, wait)
                taken += time.monotonic() - started
                if not is_done:
                    kills += 1
                    moments[step_of(home)] += 1
            verify(home, calm)
            homes += 1
            seconds.append(taken)
    places = ", ".join(f"{count} {where}" for where, count in moments.most_common())
    print(f"{given.kills} kills ({places}); {homes} homes filled all the same: every table as of an undisturbed run")
    print(f"undisturbed {calm_seconds:.0f} s; with kills, all attempts together {' '.join(f'{total:.0f}' for total in seconds)} s")


if __name__ == "__main__":
    main()
