"""The state of a home in a few lines: how the last run ended, how old the data are, the disk, the next run, and what to do."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import httpx
from rich import filesize

import warehouse
from flows.archives.plan import Plan
from flows.archives.turns import is_backfilling
from flows.monitoring.outcome import Outcome
from flows.monitoring.summary import counted
from flows.schedule import address_of
from flows.spool import RUNNING
from transforms.records import Row
from warehouse.errors import NoWarehouseError
from warehouse.layout import Home
from warehouse.lock import holder

ANSWERS_WITHIN = 3.0
"""Seconds that Prefect's server has to answer."""
LITTLE_SPACE, LEAST_SPACE = 2, 100_000_000
"""Less room on the disk than so many times what the lake takes, or than so many bytes, and the next runs may not fit."""
BLOCK = 512
"""Bytes that `st_blocks` counts in, whatever the blocks of the file system: a small file takes one of these, ten times its size and more."""


class Usage(NamedTuple):
    """Bytes on the disk; files that several snapshots share are counted once."""

    lake: int
    raw: int
    reports: int
    other: int
    free: int


@dataclass(frozen=True)
class Status:
    """What is known of a home."""

    home: Path
    now: datetime
    """UTC."""
    run: Row | None
    """The row of `runs` of the last run that committed."""
    snapshot: int | None
    outcome: Outcome | None
    """How the last run ended, whether it committed or not."""
    running: str | None
    """Which process is writing, where one is."""
    was_killed: bool
    """Whether the last run was killed: it left unfinished work and no outcome."""
    usage: Usage
    next_run: datetime | None
    """UTC; None where no schedule is known."""
    backfill: str | None = None
    """How far a backfill has come that isn't done."""

    @property
    def last_end(self) -> datetime | None:
        """When a run last came to a good end (UTC), with or without new files."""
        ends = [self.run["finished_at"]] if self.run else []
        if self.outcome and self.outcome.is_good:
            ends.append(self.outcome.ended_at)
        return max(ends, default=None)

    def is_older_than(self, hours: float) -> bool:
        """Whether the last good end lies further back than that, or there was none."""
        return self.last_end is None or self.now - self.last_end > timedelta(hours=hours)

    @property
    def has_failed(self) -> bool:
        """Whether the last run did not come to a good end."""
        return not self.running and (self.was_killed or (self.outcome is not None and not self.outcome.is_good))

    def todo(self, max_age: float | None = None) -> str:
        """What to do next, in a line."""
        if self.running:
            return f"Wait: {self.running} is writing."
        if self.was_killed:  # before what a run that was refused meanwhile has to say
            return "The last run was killed. Run the same command again: finished batches are kept."
        if self.outcome and not self.outcome.is_good:
            return f"{self.outcome.remedy} Next: {self.outcome.command}".strip()
        if self.run is None:
            return f"Fill it: nightdesk run PATH --home {self.home}"
        if self.usage.free < max(LITTLE_SPACE * self.usage.lake, LEAST_SPACE):
            return "Make room on the disk, or keep fewer days of snapshots (setting keep_days)."
        if max_age is not None and self.is_older_than(max_age):
            return "No run has ended well for too long: see that `nightdesk schedule` (or your Prefect worker) runs."
        if self.outcome and self.outcome.state == "nothing new" and self.outcome.warnings:
            return "See the warnings of the last run, above."
        if self.run["warnings"]:
            return f"Read the warnings: nightdesk report {self.run['run_id']} --open --home {self.home}"
        return "Nothing."

    def lines(self, max_age: float | None = None) -> list[str]:
        """The status for a person."""
        lines = [f"home       {self.home}"]
        if self.run:
            run = self.run
            lines += [
                f"committed  {run['run_id']}, {_ago(self.now, run['finished_at'])}: {counted(run['articles_new'], 'new article')} from {counted(run['file_count'], 'file')} in {run['seconds']:,.0f} s",
                f"           {counted(run['event_count'], 'event')}, {counted(run['quote_count'], 'quote')}, {run['rejected_count']:,} rejected; snapshot {self.snapshot}",
            ]
            lines += [f"warning    {sentence}" for sentence in run["warnings"] or ()]
        else:
            lines.append("committed  nothing yet")
        if self.outcome and self.outcome.state != "committed":
            step = f" at the step ‘{self.outcome.step}’" if self.outcome.step else ""
            lines.append(f"last run   {self.outcome.state}{step}, {_ago(self.now, self.outcome.ended_at)}: {self.outcome.what}")
            if self.outcome.file:
                lines.append(f"           {self.outcome.file}")
            lines += [f"           {sentence}" for sentence in self.outcome.warnings]
        if self.backfill:
            lines.append(f"backfill   {self.backfill}")
        usage = self.usage
        sizes = ", ".join(f"{name} {filesize.decimal(getattr(usage, name))}" for name in ("lake", "raw", "reports", "other"))
        lines.append(f"disk       {sizes}; {filesize.decimal(usage.free)} free")
        lines.append(f"next run   {_minute(self.next_run) if self.next_run else 'not scheduled, as far as is known here'}")
        return [*lines, f"to do      {self.todo(max_age)}"]


def look(home: Path) -> Status:
    """The status of a home, now."""
    place = home.resolve()
    running = holder(Home.at(place).lock)
    try:
        with warehouse.open(place, memory_limit="256MB") as opened:
            found = opened.sql("SELECT * FROM runs ORDER BY started_at DESC LIMIT 1").to_arrow().to_pylist()
            run, snapshot = next(iter(found), None), opened.snapshot
    except NoWarehouseError:
        run, snapshot = None, None
    return Status(
        home=place,
        now=datetime.now(UTC).replace(tzinfo=None),
        run=run,
        snapshot=snapshot,
        outcome=Outcome.last(place),
        running=running,
        was_killed=running is None and (place / "spool" / RUNNING).exists(),
        usage=usage(place),
        next_run=next_run(place),
        backfill=backfill(place),
    )


def backfill(home: Path) -> str | None:
    """How far a backfill has come; None where there is none that isn't done."""
    plan = Plan.unfinished(home)
    if plan is None:
        return None
    state = "under way" if is_backfilling(home) else "not running: the same command goes on with it"
    return f"{plan.done:,} of {plan.chunk_count:,} chunks done, {state}"


def usage(home: Path) -> Usage:
    """What a home takes on its disk, and what is free there."""
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    lake, raw, reports = (_bytes_below(home / name) for name in ("lake", "raw", "reports"))
    return Usage(lake, raw, reports, _bytes_below(home) - lake - raw - reports, shutil.disk_usage(existing).free)


def next_run(home: Path) -> datetime | None:
    """When Prefect will next run the nightly flow for this home (UTC); None where no server answers or none is scheduled."""
    address = address_of(home)
    if address is None:
        return None
    wanted = {
        "sort": "EXPECTED_START_TIME_ASC",
        "flows": {"name": {"any_": ["nightdesk"]}},
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}, "expected_start_time": {"after_": datetime.now(UTC).isoformat()}},
        "limit": 50,
    }
    try:
        answer = httpx.post(f"{address.rstrip('/')}/flow_runs/filter", json=wanted, timeout=ANSWERS_WITHIN)
        answer.raise_for_status()
        for run in answer.json():
            if Path(run["parameters"].get("settings", {}).get("home", "")).resolve() == home:
                return datetime.fromisoformat(run["expected_start_time"]).astimezone(UTC).replace(tzinfo=None)
    except (httpx.HTTPError, ValueError, TypeError, KeyError):
        return None
    return None


def _bytes_below(folder: Path) -> int:
    """Bytes that the files below a folder take on the disk, each counted once whatever the number of its names."""
    sizes: dict[tuple[int, int], int] = {}
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                found = os.lstat(os.path.join(root, name))  # noqa: PTH118 - of a hundred thousand files, a path object each is most of the time
            except FileNotFoundError:
                continue
            sizes[found.st_dev, found.st_ino] = found.st_blocks * BLOCK
    return sum(sizes.values())


def _ago(now: datetime, then: datetime) -> str:
    hours = (now - then).total_seconds() / 3600
    age = f"{hours * 60:.0f} min" if hours < 2 else f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"
    return f"{_minute(then)} ({age} ago)"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
