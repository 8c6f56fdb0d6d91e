"""Today's parsers and rules over everything that was ever read, beside the warehouse; and the result put in its place.

A rebuild is a home of its own in `<home>/rebuild/`, in which every run is run again, in its order and with one commit each. So it
goes on where it was killed, at the run and within it at the batch; nights go on meanwhile, and it can be asked like any home.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import warehouse
from flows import nightly
from flows.archives import replay
from flows.monitoring.progress import Progress
from flows.monitoring.summary import Summary
from flows.settings import Settings, pipeline_version
from flows.spool import spool
from warehouse.errors import WarehouseError
from warehouse.layout import Home
from warehouse.lock import exclusive
from warehouse.promotion import adopt

SPOOL = "stored"
"""Folder of the rebuilt home with what is read as stored."""


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did."""

    runs: int
    """Runs that were run again, this time."""
    articles: int
    events: int
    snapshot: int | None = None
    """Number of the snapshot that it became; None while it is staged."""


def rebuild(settings: Settings, *, stage: bool = False) -> Rebuilt:
    """Run every run again that the rebuilt home lacks, and, unless `stage`, put the result in the warehouse's place."""
    home = Home.at(settings.home)
    with _rebuilt(settings) as store:
        done = _catch_up(home, store, settings)
    if stage:
        return done
    return Rebuilt(done.runs, done.articles, done.events, promote(settings))


def promote(settings: Settings) -> int:
    """Make what was rebuilt the current snapshot, with the runs that came in since; gives its number.

    Raises WarehouseError where nothing is staged, or what is was made by another version of the program or its rules.
    """
    home = Home.at(settings.home)
    if home.rebuild.current_number() is None:
        raise WarehouseError(f"Nothing is staged in {home.path}.", "`nightdesk rebuild --stage` does that.")
    with warehouse.writer(settings.home, settings.writer_wait_seconds) as store:
        if _is_outdated(home.rebuild, settings):
            raise WarehouseError("What is staged was made by another version of the program or its rules.", "Rebuild again.")
        with _rebuilt(settings) as staged:
            _catch_up(home, staged, settings)
            number = adopt(store, home.rebuild, f"rebuilt by {pipeline_version(settings.model)}")
        warehouse.collect(store, settings.keep_days)
    discard(settings)
    return number


def discard(settings: Settings) -> None:
    """Forget what is staged."""
    shutil.rmtree(Home.at(settings.home).rebuild.path, ignore_errors=True)


@contextmanager
def _rebuilt(settings: Settings) -> Iterator[warehouse.Writer]:
    """The rebuilt home, open for writing, without what another version made."""
    home = Home.at(settings.home)
    with exclusive(home.path / ".rebuild"):
        with warehouse.writer(home.rebuild.path):
            outdated = _is_outdated(home.rebuild, settings)
        if outdated:
            shutil.rmtree(home.rebuild.path)
        with warehouse.writer(home.rebuild.path) as store:
            yield store


def _is_outdated(rebuilt: Home, settings: Settings) -> bool:
    """Whether any run in it was run by another version of the program, its rules or the model."""
    if rebuilt.current_number() is None:
        return False
    with warehouse.open(rebuilt.path) as staged:
        versions = staged.sql("SELECT DISTINCT pipeline_version FROM runs").relation.fetchall()
    return any(version != pipeline_version(settings.model) for (version,) in versions)


def _catch_up(home: Home, store: warehouse.Writer, settings: Settings) -> Rebuilt:
    """Run again what the rebuilt home lacks, until it lacks nothing."""
    runs = articles = events = 0
    done = {row["run_id"] for row in store.rows(f"SELECT run_id FROM {store.scan('runs')}")}
    while True:
        with warehouse.open(home.path) as house:
            left = [run for run in replay.past_runs(house) if run.run_id not in done]
            for run in left:
                summary = _again(house, run, store, settings)
                done.add(run.run_id)
                runs, articles, events = runs + 1, articles + summary.articles_new, events + summary.event_count
        if not left:
            return Rebuilt(runs, articles, events)


def _again(house: warehouse.Warehouse, run: replay.PastRun, store: warehouse.Writer, settings: Settings) -> Summary:
    """Run one run again, with what it read and the day that it was given; nobody is asked whether the night is as usual."""
    there = store.home.path
    own = settings.model_copy(update={"home": there, "published": run.published, "gates": False, "keep_originals": False, "keep_days": 0})
    summary = Summary(run.run_id, there)
    with spool(there) as folder, Progress(settings.quiet) as progress, _emptied(there / SPOOL) as stored:
        files = replay.files_of(house, run.run_id, stored)
        summary.file_count = len(files)
        nightly.land(files, store, folder, progress, own, summary, run.started_at)
    return summary


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """A new, empty folder, which goes in the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
