"""The nightly flow. Its body is the data path: read, parse, annotate, extract, resolve, assemble, commit."""

# No postponed annotations here: Prefect makes a model of a flow's parameters, and can't resolve them in a deployment's process.

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

import warehouse
from flows import committing, gates, intake, isolation, resolving, steps
from flows.archives import turns
from flows.engine import each
from flows.inputs import feeds, inbox, ledger, sources
from flows.inputs.fetching import Fetcher
from flows.inputs.listing import FoundFile, listed
from flows.monitoring import artifacts, logs, metrics, notify, outcome, report
from flows.monitoring.progress import Progress
from flows.monitoring.summary import Summary
from flows.settings import Settings, SettingsError, completed
from flows.spool import Spool, spool
from flows.workers import Run, workers
from warehouse.errors import WarehouseError
from warehouse.garbage import collect_originals
from warehouse.integrity import damage_named
from warehouse.layout import Home
from warehouse.originals import Originals

logger = logging.getLogger("nightdesk")
THREADS: Any = ThreadPoolTaskRunner(max_workers=8)
"""Prefect's threads only wait for the worker processes."""
MOST_POLLS = 8
"""Feeds that are polled at a time."""
Clear = Callable[[warehouse.Writer], list[str]]
"""What is done with files once they are committed; gives warnings."""


class UntrackedError(WarehouseError):
    """The Prefect API that is to track the run can't be reached."""


@task(name="read", task_run_name="read-{job.label}", cache_policy=NO_CACHE, persist_result=False)
def read_files(job: steps.ReadJob, run: Run) -> steps.ReadResult:
    """Parse a batch of files."""
    with (
        outcome.concerning(f"{job.files[0].uri}, one of the {len(job.files)} files of batch {job.label}"),
        logs.about(f"read-{job.label}", job.files[0].uri),
    ):
        return replace(isolation.read_files(job, run), batch=f"read-{job.label}", file=job.files[0].uri)


@task(name="annotate", task_run_name="annotate-{job.label}", cache_policy=NO_CACHE, persist_result=False)
def annotate_articles(job: steps.AnnotateJob, run: Run) -> steps.AnnotateResult:
    """Annotate a batch of articles and extract what they say."""
    with outcome.concerning(f"batch {job.label} of {len(job.article_ids)} articles"), logs.about(f"annotate-{job.label}", job.part.name):
        return replace(isolation.annotate_articles(job, run), batch=f"annotate-{job.label}", file=job.part.name)


@task(name="fetch", task_run_name="fetch-{source.name}", cache_policy=NO_CACHE, persist_result=False)
def fetch_feed(source: sources.FeedSource, fetcher: Fetcher, home: Path) -> list[str]:
    """Fetch what is new in a feed."""
    return feeds.poll(source, fetcher, home)


@flow(name="nightdesk", task_runner=THREADS, persist_result=False, on_crashed=[notify.crashed])
def nightly(paths: list[str], settings: Settings) -> Summary:
    """Ingest what is new below `paths`, or without any in the sources that are set, all in one commit, and tell how it ended."""
    try:
        settings = completed(settings)  # a schedule gives no more than the home: the rest is what stands there tonight
    except SettingsError as error:
        logs.set_up(error.sound)
        summary = Summary("", error.sound.home)
        _tell(outcome.failed(error, summary, paths, error.sound), summary, error.sound)
        raise
    summary = Summary("", settings.home)
    logs.set_up(settings)
    try:
        files, clear = gather(paths, settings, summary)
        summary.lap("fetch")
        ingest(files, settings, summary, clear=clear)
    except BaseException as error:
        _tell(outcome.failed(error, summary, paths, settings), summary, settings)
        raise
    page = None if summary.snapshot is None else _report(summary)
    ended = outcome.succeeded(summary)
    artifacts.publish(summary, ended, page)
    _tell(ended, summary, settings)
    return summary


def gather(paths: list[str], settings: Settings, summary: Summary) -> tuple[Iterator[FoundFile], Clear]:
    """The files to look at, after a poll of the feeds, and what takes those that were read out of the inboxes. No file is listed before it is asked for."""
    if paths:
        return listed(paths, settings.fetch.trying), lambda _store: []
    asked, polled = sources.chosen(settings.sources, settings.home)
    with Fetcher(settings.fetch) as fetcher:
        for warnings in each(fetch_feed, polled, min(len(polled), MOST_POLLS), fetcher, settings.home):
            summary.warnings += warnings
    fetched = feeds.fetched(settings.home)
    files = sources.files([*asked, *([fetched] if fetched else [])], summary.warnings, settings.fetch.trying)
    return files, lambda store: inbox.archive(asked, store, settings) + feeds.clear(store, settings)


def ingest(files: Iterator[FoundFile], settings: Settings, summary: Summary, *, clear: Clear, work: str = "spool") -> None:
    """Land what is new among the files, in one commit, then `clear` the inboxes; the summary is filled on the way. `work` names the spool."""
    started_at = datetime.now(UTC).replace(tzinfo=None)
    with (
        damage_named(Home.at(settings.home)),
        warehouse.writer(settings.home, turns.patience(settings)) as store,
        spool(settings.home, work) as folder,
        Progress(settings.quiet) as progress,
    ):
        summary.run_id = store.next_run_id
        logs.concern_run(summary.run_id)
        new = ledger.new_files(files, store, settings, summary, folder.path / "copies")
        if new:
            land(new, store, folder, progress, settings, summary, started_at)
        summary.warnings += clear(store)


def land(
    files: list[FoundFile],
    store: warehouse.Writer,
    folder: Spool,
    progress: Progress,
    settings: Settings,
    summary: Summary,
    started_at: datetime,
) -> None:
    """Process the files, resolve what only all articles together tell, judge the night and commit it."""
    judged = gates.load(settings.home) if settings.gates else None
    if judged and summary.kind == "backfill":
        judged = judged.stopping
    taken, annotated = process(files, store, folder, progress, settings, summary)
    resolved = resolving.resolve(annotated, taken, store)
    summary.lap("resolve")

    with store.begin(summary.run_id) as transaction:
        night = committing.Night(files, taken, annotated, resolved, settings, started_at)
        committing.write(transaction, night, summary)
        summary.lap("assemble")
        if judged:
            verdict = gates.judge(judged, transaction, started_at)
            if verdict.stops:
                raise gates.GateError(verdict.stops)
            summary.warnings += verdict.warnings
        summary.lap("judge")
        committing.write_run(transaction, night, summary)
        summary.snapshot = transaction.commit()
    warehouse.collect(store, settings.keep_days)
    if settings.keep_originals_days is not None:
        collect_originals(store, settings.keep_originals_days)
    summary.lap("commit")


def process(
    files: list[FoundFile], store: warehouse.Writer, folder: Spool, progress: Progress, settings: Settings, summary: Summary
) -> tuple[intake.Intake, list[steps.AnnotateResult]]:
    """Read and parse the files, annotate the new articles and extract what each says by itself: the work of the worker processes."""
    is_small = sum(file.byte_count for file in files) <= settings.in_process_bytes
    width = 0 if is_small and not folder.was_killed else settings.processes
    with workers(width, settings.model, settings.worker_memory_bytes) as run:
        jobs = intake.read_jobs(files, folder.path, settings)
        read = list(progress.follow("read", len(files), each(read_files, jobs, width, run)))
        summary.lap("read", read)

        if settings.keep_originals:
            Originals(store.home).sync()
        taken = intake.take_in(read, store)
        summary.lap("identify")

        batches = intake.annotate_jobs(taken, folder.path, settings)
        annotated = list(progress.follow("annotate", taken.word_count, each(annotate_articles, batches, width, run)))
        summary.lap("annotate", annotated)
    return taken, annotated


def _report(summary: Summary) -> Path | None:
    """Write the run's page. What is committed stays committed, whatever becomes of the page."""
    try:
        return report.write(summary.home.absolute(), summary.run_id, summary.steps)
    except Exception:
        logger.warning("The report of %s could not be written; `nightdesk report` tries again.", summary.run_id, exc_info=True)
        return None


def _tell(ended: outcome.Outcome, summary: Summary, settings: Settings) -> None:
    """Keep how the run ended, and tell who is to be told."""
    logger.log(logging.INFO if ended.is_good else logging.ERROR, "%s: %s", ended.state, ended.what, extra={"step": ended.step or logs.NONE})
    try:
        ended.keep()
    except OSError as error:
        logger.warning("How the run ended could not be kept in %s: %s", ended.home, error)
    metrics.publish(summary, ended, settings)
    notify.tell(ended, settings)


def run(paths: list[str], settings: Settings, *, tracked: bool) -> Summary:
    """The flow, tracked by the Prefect API that is configured, or by itself: nobody waits for a server that isn't used.

    Raises UntrackedError where that API can't be reached.
    """
    if not tracked:
        return nightly.fn(paths, settings)
    try:
        return nightly(paths, settings)
    except RuntimeError as error:
        if not isinstance(error.__cause__, httpx.TransportError):
            raise
        unreached = UntrackedError(f"{error}.", "Start that Prefect server, or unset PREFECT_API_URL: the run needs none.")
        summary = Summary("", settings.home)
        logs.set_up(settings)
        _tell(outcome.failed(unreached, summary, paths, settings), summary, settings)
        raise unreached from error
