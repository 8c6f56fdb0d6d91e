"""The nightly flow. Its body is the data path: read, parse, annotate, extract, resolve, assemble, commit."""

# No postponed annotations here: Prefect makes a model of a flow's parameters, and can't resolve them in a deployment's process.

from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

import warehouse
from flows import committing, intake, isolation, resolving, steps
from flows.engine import each
from flows.progress import Progress
from flows.settings import Settings
from flows.spool import spool
from flows.summary import Summary
from flows.workers import Run, workers

THREADS: Any = ThreadPoolTaskRunner(max_workers=8)
"""Prefect's threads only wait for the worker processes."""


@task(name="read", task_run_name="read-{job.label}", cache_policy=NO_CACHE, persist_result=False)
def read_files(job: steps.ReadJob, run: Run) -> steps.ReadResult:
    """Parse a batch of files."""
    return isolation.read_files(job, run)


@task(name="annotate", task_run_name="annotate-{job.label}", cache_policy=NO_CACHE, persist_result=False)
def annotate_articles(job: steps.AnnotateJob, run: Run) -> steps.AnnotateResult:
    """Annotate a batch of articles and extract what they say."""
    return isolation.annotate_articles(job, run)


@flow(name="nightdesk", task_runner=THREADS, persist_result=False)
def nightly(paths: list[str], settings: Settings) -> Summary:
    """Ingest what is new below `paths` into the warehouse at `settings.home`, all in one commit."""
    started_at = datetime.now(UTC).replace(tzinfo=None)
    with (
        warehouse.writer(settings.home, settings.writer_wait_seconds) as store,
        spool(settings.home) as folder,
        Progress(settings.quiet) as progress,
    ):
        summary = Summary(store.next_run_id, settings.home)
        files = intake.new_files(paths, store, settings, summary)
        if not files:
            return summary
        is_small = sum(file.byte_count for file in files) <= settings.in_process_bytes
        width = 0 if is_small and not folder.was_killed else settings.processes
        with workers(width, settings.model) as run:
            jobs = intake.read_jobs(files, folder.path, settings)
            read = list(progress.follow("read", len(files), each(read_files, jobs, width, run)))
            summary.lap("read")

            taken = intake.take_in(read, store)
            summary.lap("identify")

            batches = intake.annotate_jobs(taken, folder.path, settings)
            annotated = list(progress.follow("annotate", taken.word_count, each(annotate_articles, batches, width, run)))
            summary.lap("annotate")

        resolved = resolving.resolve(annotated, taken, store)
        summary.lap("resolve")

        with store.begin(summary.run_id) as transaction:
            committing.write(transaction, committing.Night(files, taken, annotated, resolved, settings, started_at), summary)
            summary.lap("assemble")
            summary.snapshot = transaction.commit()
        warehouse.collect(store, settings.keep_days)
        summary.lap("commit")
    return summary


def run(paths: list[str], settings: Settings, *, tracked: bool) -> Summary:
    """The flow, tracked by the Prefect API that is configured, or by itself: nobody waits for a server that isn't used."""
    return nightly(paths, settings) if tracked else nightly.fn(paths, settings)
