"""`nightdesk backfill`: an archive of any size, a commit a chunk of it, to be ended and taken up again at will."""

# No postponed annotations here: Prefect makes a model of a flow's parameters, and can't resolve them in a deployment's process.

import time
from dataclasses import dataclass, field
from datetime import date

from prefect import flow
from rich import filesize

from flows import nightly
from flows.archives import turns
from flows.archives.days import BASES, Basis
from flows.archives.plan import Chunk, Order, Plan
from flows.inputs.listing import listed
from flows.monitoring import logs, outcome
from flows.monitoring.progress import Progress
from flows.monitoring.summary import Summary
from flows.settings import Settings

WORK = "backfill-spool"
"""Folder of the home for unfinished work: a night in between empties its own."""


@dataclass
class Filled:
    """What a backfill did, by now."""

    chunk_count: int
    file_count: int = 0
    """New ones."""
    article_count: int = 0
    rejected_count: int = 0
    chunks_done: int = 0
    """In this call."""
    warnings: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic, repr=False)

    def add(self, summary: Summary) -> None:
        """Count a chunk."""
        self.file_count += summary.file_count
        self.article_count += summary.articles_new
        self.rejected_count += summary.rejected_count
        self.chunks_done += 1
        self.warnings += summary.warnings

    def seconds_left(self, chunks_left: int) -> float:
        """At the pace of this call so far."""
        return (time.monotonic() - self.started) * chunks_left / max(self.chunks_done, 1)


@flow(name="nightdesk-backfill", task_runner=nightly.THREADS, persist_result=False)
def backfill(
    paths: list[str],
    settings: Settings,
    first: date | None = None,
    last: date | None = None,
    newest_first: bool = True,
    bases: list[Basis] = list(BASES),  # noqa: B006 - never changed; Prefect shows it as the default
    chunk_bytes: int = 16_000_000,
) -> Filled:
    """Ingest what an archive has of some days, a commit a chunk. The same again goes on where the last call ended, however it did.

    Raises LockedError where a backfill of this home is under way. Nights come between two chunks.
    """
    logs.set_up(settings)
    order = Order(tuple(paths), first, last, newest_first, tuple(bases), chunk_bytes)
    patient = settings.model_copy(update={"writer_wait_seconds": float("inf")})
    progress = Progress(settings.quiet)
    with turns.backfilling(settings.home):
        plan = Plan.existing(settings.home, order)
        if plan is None:
            progress.say("listing the archive")
            plan = Plan.make(settings.home, order, listed(paths, settings.fetch.trying), settings.reading)
        progress.say(described(plan))
        filled = Filled(plan.chunk_count)
        for number in range(plan.done, plan.chunk_count):
            chunk = plan.chunk(number)
            summary = Summary("", settings.home, kind="backfill")
            with outcome.concerning(f"chunk {number + 1} of {plan.chunk_count}, {chunk.first} to {chunk.last}"):
                nightly.ingest(iter(chunk.files), patient, summary, clear=lambda _store: [], work=WORK)
            plan.finish(chunk)
            filled.add(summary)
            progress.say(advanced(plan, chunk, summary, filled))
            turns.give_way()
        plan.remove()
    return filled


def described(plan: Plan) -> str:
    """What there is to do, in a line."""
    dated = {"path": "by their paths", "article": "by their first articles", "modified": "by their times of change"}
    by = ", ".join(f"{count:,} dated {dated[basis]}" for basis, count in plan.by_basis.items())
    passed = "".join(f"; {count:,} {why} passed over" for why, count in plan.passed_over.items() if count)
    size = filesize.decimal(plan.byte_count)
    on = f"; going on with chunk {plan.done + 1}" if plan.done else ""
    return f"{plan.file_count:,} files of {size} in {plan.chunk_count:,} chunks" + (f" ({by})" if by else "") + passed + on


def advanced(plan: Plan, chunk: Chunk, summary: Summary, filled: Filled) -> str:
    """How far it has come, in a line."""
    days = f"{chunk.first}" if chunk.first == chunk.last else f"{chunk.first} to {chunk.last}"
    left = plan.chunk_count - chunk.number - 1
    rest = f"; about {_duration(filled.seconds_left(left))} left" if left else ""
    return (
        f"chunk {chunk.number + 1:,} of {plan.chunk_count:,} ({days}): {summary.file_count:,} new files, {summary.files_known:,} read before, "
        f"{summary.articles_new:,} new articles, {summary.rejected_count:,} rejected{rest}"
    )


def _duration(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h" if seconds > 5400 else f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"
