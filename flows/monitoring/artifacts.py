"""What a tracked run shows in Prefect: how far it is, its counts, and where its report lies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast
from uuid import UUID

from flows.engine import is_tracked
from flows.monitoring.outcome import Outcome
from flows.monitoring.summary import Summary

logger = logging.getLogger("nightdesk.artifacts")
EVERY_SECONDS = 5.0
"""Between two reports of progress: each is a request to Prefect's server."""


def follow(step: str) -> Callable[[float], None]:
    """A function that is told the share of a step that is done (0 to 1), and shows it in Prefect now and then."""
    if not is_tracked():
        return lambda _share: None
    shown: list[UUID] = []
    told_at = -EVERY_SECONDS

    def show(share: float) -> None:
        nonlocal told_at
        if time.monotonic() - told_at < EVERY_SECONDS and share < 1:
            return
        told_at = time.monotonic()
        _leniently(lambda: _show_progress(shown, step, round(100 * share, 1)))

    return show


def publish(summary: Summary, outcome: Outcome, report: Path | None) -> None:
    """Show the counts and the way to the report."""
    if not is_tracked():
        return
    from prefect.artifacts import create_markdown_artifact, create_table_artifact

    _leniently(lambda: create_table_artifact(counts(summary), key="nightdesk-counts", description=f"What {summary.run_id} read and wrote."))
    _leniently(lambda: create_markdown_artifact(page(outcome, report), key="nightdesk-run", description="How the run ended."))


def counts(summary: Summary) -> list[dict[str, str]]:
    """The table of counts."""
    numbers = {
        "new files": summary.file_count, "files read before": summary.files_known, "new articles": summary.articles_new,
        "articles known": summary.articles_known, "near-duplicates": summary.near_duplicates, "superseded": summary.superseded,
        "rejected": summary.rejected_count, "events": summary.event_count, "incidents": summary.incident_count,
        "quotes": summary.quote_count, "mentions": summary.mention_count, "entities": summary.entity_count, "words": summary.word_count,
    }  # fmt: skip
    rows = [{"what": what, "count": f"{number:,}"} for what, number in numbers.items()]
    return rows + [{"what": f"seconds: {step}", "count": f"{seconds:.1f}"} for step, seconds in summary.seconds.items()]


def page(outcome: Outcome, report: Path | None) -> str:
    """The markdown of a run's end."""
    lines = [f"## {outcome.run_id or 'run'}: {outcome.state}", outcome.what]
    if outcome.warnings:
        lines += ["### The quality gates warn", "\n".join(f"- {sentence}" for sentence in outcome.warnings)]
    if report:
        lines.append(f"Report: [{report}]({report.as_uri()})")
    return "\n\n".join([*lines, f"Next: `{outcome.command}`"])


def _show_progress(shown: list[UUID], step: str, percent: float) -> None:
    from prefect.artifacts import create_progress_artifact, update_progress_artifact

    if shown:
        update_progress_artifact(shown[0], progress=percent)
    else:
        created = create_progress_artifact(percent, key=f"nightdesk-{step}", description=f"Share of the step ‘{step}’ that is done.")
        shown.append(cast("UUID", created))  # a coroutine only where a loop runs


def _leniently(action: Callable[[], object]) -> None:
    """Do what only informs; where it fails, log it and go on."""
    try:
        action()
    except Exception as error:  # noqa: BLE001 - the server may be away, and the night must not fail by that
        logger.warning("Prefect did not take an artifact: %s", error)
