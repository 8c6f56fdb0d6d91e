"""Figures of the last run for Prometheus: as a file for node_exporter's textfile collector, or pushed to a Pushgateway."""

from __future__ import annotations

import logging
from datetime import UTC

from prometheus_client import CollectorRegistry, Gauge, push_to_gateway, write_to_textfile

from flows.monitoring.outcome import Outcome
from flows.monitoring.summary import Summary
from flows.settings import Settings

logger = logging.getLogger("nightdesk.metrics")
JOB = "nightdesk"
COUNTS = {
    "files": ("file_count", "New files that were read."),
    "articles": ("articles_new", "New article versions."),
    "words": ("word_count", "Words that were annotated."),
    "events": ("event_count", "Event mentions written."),
    "quotes": ("quote_count", "Quotes written."),
    "mentions": ("mention_count", "Mentions of entities written."),
    "entities": ("entity_count", "Entities written."),
    "incidents": ("incident_count", "Incidents that the new events belong to."),
}
"""Metric to the summary's field and what it says."""


def registry(summary: Summary, ended: Outcome) -> CollectorRegistry:
    """The last run's figures. Each has the label `home`: several homes on one machine have figures of their own."""
    figures = CollectorRegistry()
    home = str(ended.home)

    def gauge(name: str, says: str, value: float, **labels: str) -> None:
        metric = gauges.get(name)
        if metric is None:
            metric = gauges[name] = Gauge(f"nightdesk_run_{name}", says, ["home", *labels], registry=figures)
        metric.labels(home, *labels.values()).set(value)

    gauges: dict[str, Gauge] = {}
    gauge("ended_timestamp_seconds", "When the last run ended.", _timestamp(ended))
    gauge("success", "1 if the last run ended well (committed, or nothing new), else 0.", ended.is_good)
    gauge("warnings", "Warnings of the quality gates and the sources.", len(ended.warnings))
    if summary.snapshot is not None:
        gauge("snapshot", "Number of the snapshot that the last run committed.", summary.snapshot)
    for name, (attribute, says) in COUNTS.items():
        gauge(name, says, getattr(summary, attribute))
    for reason, number in summary.rejections.items():
        gauge("rejects", "Files and records that became no article.", number, reason=reason)
    for step, seconds in summary.seconds.items():
        gauge("step_seconds", "Time by step.", seconds, step=step)
    for step, peak in summary.peak_bytes.items():
        gauge("step_peak_bytes", "Most memory that any process of the run had taken by the end of the step.", peak, step=step)
    return figures


def publish(summary: Summary, ended: Outcome, settings: Settings) -> None:
    """Write and push the figures, as the settings ask. What can't be published is logged: no run fails by it."""
    if settings.metrics_file is None and settings.metrics_push is None:
        return
    figures = registry(summary, ended)
    if settings.metrics_file is not None:
        path = settings.metrics_file if settings.metrics_file.is_absolute() else settings.home / settings.metrics_file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_to_textfile(str(path), figures)
        except OSError as error:
            logger.warning("The metrics could not be written to %s: %s", path, error)
    if settings.metrics_push is not None:
        try:
            push_to_gateway(settings.metrics_push, job=JOB, registry=figures, grouping_key={"home": str(ended.home)})
        except OSError as error:
            logger.warning("The metrics could not be pushed to %s: %s", settings.metrics_push, error)


def _timestamp(ended: Outcome) -> float:
    return ended.ended_at.replace(tzinfo=UTC).timestamp()
