"""The run report: one HTML page that holds everything it shows, made from what the run committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from rich import filesize

import warehouse
from flows.monitoring.drawing import Point, sparkline, world_map
from flows.monitoring.summary import ANNOTATION_WORDS
from transforms.records import Row
from warehouse import durable
from warehouse.errors import NotFoundError

NIGHTS = 14
"""Runs, this one among them, that a figure is shown against."""
INCIDENTS, PLACES, PEOPLE, PUBLISHERS, REJECTS = 40, 1000, 15, 20, 50
"""The most rows of each that the page shows; it says how many there are."""
NEWS_DAYS = 31
"""An incident that lay further back when it was first reported is history that an article recalls, not the night's."""
CHANGES = 5
"""Figures of a toll that changed."""
NUMBERED = 12
"""Of the incidents listed, those that have their number on the map."""
QUOTE_CHARACTERS = 200
MEMORY_LIMIT = "512MB"
LATEST = "latest.html"


class Measure(NamedTuple):
    """A figure of `quality_by_run`, and how it is shown."""

    column: str
    title: str
    shape: str


MEASURES = (
    Measure("articles_new", "New articles", "{:,.0f}"),
    Measure("rejected_share", "Rejected, of what was read", "{:.1%}"),
    Measure("unannotated_count", "Stored without findings", "{:,.0f}"),
    Measure("unresolved_speaker_share", "Quotes whose speaker isn’t known", "{:.1%}"),
    Measure("undated_event_share", "Events without a date", "{:.1%}"),
    Measure("unplaced_event_share", "Events without a country", "{:.1%}"),
    Measure("mean_event_confidence", "Confidence of events, mean", "{:.2f}"),
    Measure("mean_quote_confidence", "Confidence of quotes, mean", "{:.2f}"),
    Measure("seconds", "Seconds, up to the commit", "{:,.1f}"),
)


@dataclass(frozen=True)
class Report:
    """What the page shows; rows have the columns of the queries below."""

    run: Row
    snapshot: int
    formats: list[Row]
    publishers: list[Row]
    publisher_count: int
    annotations: list[Row]
    rejects: list[Row]
    incidents: list[Row]
    """The first of them, the deadliest first."""
    incident_count: int
    places: list[Row]
    people: list[Row]
    quality: list[Row]
    """Of the runs up to this one, oldest first."""
    steps: list[Row]
    """step, seconds, peak_bytes."""


FORMATS = """
    SELECT source_format, count(*) AS file_count, sum(byte_count)::BIGINT AS byte_count, sum(articles_new)::BIGINT AS articles_new,
           sum(articles_known)::BIGINT AS articles_known, sum(rejected_count)::BIGINT AS rejected_count
    FROM files WHERE run_id = $run_id GROUP BY ALL ORDER BY file_count DESC, source_format"""
PUBLISHER_ROWS = """
    SELECT coalesce(publisher, agency) AS publisher, count(*) AS article_count, sum(word_count)::BIGINT AS word_count,
           count_if(duplicate_of IS NOT NULL) AS copy_count, count_if(published_at IS NULL) AS undated_count
    FROM articles WHERE run_id = $run_id GROUP BY ALL ORDER BY article_count DESC, publisher"""
ANNOTATION_ROWS = "SELECT annotation, count(*) AS article_count FROM articles WHERE run_id = $run_id GROUP BY ALL ORDER BY ALL"
REJECT_ROWS = """
    SELECT reason, remedy, count(*) AS record_count,
           list(coalesce(source_uri || ' · ' || source_member, source_uri) || coalesce(': ' || detail, '') ORDER BY source_uri, source_member)[:5] AS examples
    FROM rejects WHERE run_id = $run_id GROUP BY ALL ORDER BY record_count DESC, reason"""
TOLD = f"""
    SELECT i.*, t.headline, t.url, t.tonight
    FROM (SELECT incident_id, count(DISTINCT article_id) AS tonight, arg_min(headline, published_at) AS headline, arg_min(url, published_at) AS url
          FROM happened WHERE run_id = $run_id AND incident_id IS NOT NULL GROUP BY incident_id) t
    JOIN incidents i USING (incident_id)
    WHERE coalesce(i.event_date_end >= i.first_reported_at::DATE - {NEWS_DAYS}, TRUE)"""
INCIDENT_ROWS = f"""
    SELECT i.*, coalesce(e.name, i.place_text) AS place, coalesce(c.name, i.country_iso3) AS country
    FROM ({TOLD}) i LEFT JOIN entities e ON e.entity_id = i.place_entity_id LEFT JOIN dim_country c ON c.country_iso3 = i.country_iso3
    ORDER BY i.killed_best DESC NULLS LAST, i.injured_best DESC NULLS LAST, i.publisher_count DESC, i.tonight DESC, i.incident_id"""
PLACE_ROWS = f"""
    SELECT round(i.longitude, 1) AS longitude, round(i.latitude, 1) AS latitude, count(*) AS incident_count, sum(i.killed_best)::BIGINT AS killed,
           arg_max(coalesce(e.name, i.place_text), i.article_count) AS place, list(i.incident_id) AS incident_ids
    FROM ({TOLD}) i LEFT JOIN entities e ON e.entity_id = i.place_entity_id
    WHERE i.longitude IS NOT NULL AND coalesce(i.geo_precision < 6, TRUE)
    GROUP BY 1, 2 ORDER BY killed DESC NULLS LAST, incident_count DESC, longitude, latitude LIMIT {PLACES}"""
PEOPLE_ROWS = f"""
    SELECT e.name, e.roles[1] AS role, coalesce(c.name, e.country_iso3) AS country, count(*) AS quote_count, count(DISTINCT s.article_id) AS article_count,
           arg_max(s.text, length(s.text)) FILTER (s.kind = 'direct' AND length(s.text) <= {QUOTE_CHARACTERS}) AS quote
    FROM statements s JOIN entities e ON e.entity_id = s.speaker_entity_id LEFT JOIN dim_country c ON c.country_iso3 = e.country_iso3
    WHERE s.run_id = $run_id AND e.entity_type = 'person' GROUP BY ALL ORDER BY quote_count DESC, article_count DESC, e.name LIMIT {PEOPLE}"""
QUALITY_ROWS = f"""
    SELECT * FROM (SELECT * FROM quality_by_run WHERE started_at <= (SELECT started_at FROM runs WHERE run_id = $run_id)
                   ORDER BY started_at DESC LIMIT {NIGHTS})
    ORDER BY started_at"""


def write(home: Path, run_id: str | None = None, steps: list[Row] | None = None) -> Path:
    """Write the page of a run (the last one, if none is named) into `<home>/reports/`, and give its path.

    `steps` are rows of all steps, where they are known better than the warehouse knows them, which ends with the commit.
    """
    with warehouse.open(home, memory_limit=MEMORY_LIMIT) as opened:
        report = gather(opened, run_id, steps)
        last = _rows(opened, "SELECT run_id FROM runs ORDER BY started_at DESC LIMIT 1")[0]["run_id"]
    page = path_of(home, report.run["run_id"])
    page.parent.mkdir(parents=True, exist_ok=True)
    _put(page, render(report))
    if report.run["run_id"] == last:
        _put(page.with_name(LATEST), page.read_text("utf8"))
    return page


def path_of(home: Path, run_id: str) -> Path:
    """Where a run's page lies."""
    return home / "reports" / f"{run_id}.html"


def gather(opened: warehouse.Warehouse, run_id: str | None = None, steps: list[Row] | None = None) -> Report:
    """What a run's page shows. Raises NotFoundError where the warehouse has no such run."""
    runs = _rows(opened, "SELECT * FROM runs WHERE coalesce(run_id = $run_id, TRUE) ORDER BY started_at DESC LIMIT 1", run_id)
    if not runs:
        raise NotFoundError(f"There is no run {run_id!r}.", "`nightdesk snapshots` lists them.")
    run = runs[0]
    name = run["run_id"]
    publishers, rejects, incidents = (
        _rows(opened, query, name) for query in (PUBLISHER_ROWS, REJECT_ROWS, INCIDENT_ROWS + f" LIMIT {INCIDENTS}")
    )
    return Report(
        run=run,
        snapshot=opened.snapshot,
        formats=_rows(opened, FORMATS, name),
        publishers=publishers[:PUBLISHERS],
        publisher_count=len(publishers),
        annotations=_rows(opened, ANNOTATION_ROWS, name),
        rejects=rejects[:REJECTS],
        incidents=incidents,
        incident_count=_rows(opened, f"SELECT count(*) AS n FROM ({TOLD})", name)[0]["n"],
        places=_rows(opened, PLACE_ROWS, name),
        people=_rows(opened, PEOPLE_ROWS, name),
        quality=_rows(opened, QUALITY_ROWS, name),
        steps=steps or run["steps"] or [],
    )


def render(report: Report) -> str:
    """The page."""
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            run=report.run,
            map=world_map(points(report)),
            measures=[line for measure in MEASURES if (line := trend(measure, report.quality))],
            slowest=max((step["seconds"] for step in report.steps), default=0.0),
            annotation_words=ANNOTATION_WORDS,
        )
    )


def points(report: Report) -> list[Point]:
    """The night's places for the map; those of the incidents that the page lists bear their numbers there."""
    numbers = {row["incident_id"]: number for number, row in enumerate(report.incidents[:NUMBERED], 1)}
    found = []
    for row in report.places:
        listed = [numbers[one] for one in row["incident_ids"] if one in numbers]
        killed = f", {row['killed']:,} killed" if row["killed"] else ""
        incidents = "1 incident" if row["incident_count"] == 1 else f"{row['incident_count']:,} incidents"
        label = f"{row['place'] or 'place'}: {incidents}{killed}"
        found.append(Point(row["longitude"], row["latitude"], row["killed"] or 0, label, min(listed, default=None)))
    return found


def trend(measure: Measure, quality: Sequence[Row]) -> dict[str, Any] | None:
    """A measure of the last runs: its line, its value in this run and the median of those before; None where it is known of none."""
    values = [row[measure.column] for row in quality]
    before = [value for value in values[:-1] if value is not None]
    if not before and values[-1:] in ([], [None]):
        return None
    now = values[-1]
    return {
        "title": measure.title,
        "line": sparkline(values),
        "now": "—" if now is None else measure.shape.format(now),
        "before": measure.shape.format(median(before)) if before else "—",
    }


def toll(row: Mapping[str, Any], measure: str) -> str:
    """An incident's toll as a person writes it: '2', '2 to 5', '10 or more'; nothing where it isn't known."""
    low, best, high = (row[f"{measure}_{bound}"] for bound in ("low", "best", "high"))
    if best is None:
        return ""
    if high is None:
        return f"{best:,} or more"
    return f"{best:,}" if low == high else f"{best:,} ({low:,} to {high:,})"


def history(row: Mapping[str, Any], measure: str) -> str:
    """How the figure changed from report to report: '3 → 7 → 11', the last few of it; nothing where it never did."""
    told = [figure["best"] for figure in row["figures"] or () if figure["measure"] == measure and figure["best"] is not None]
    steps = [f"{value:,}" for value, before in zip(told, [None, *told], strict=False) if value != before]
    return " → ".join(steps if len(steps) <= CHANGES else ["…", *steps[-CHANGES:]]) if len(steps) > 1 else ""


def when(row: Mapping[str, Any]) -> str:
    """The days on which an incident may have happened, as exactly as they are known: '3 May 2026', 'May 2026', '2026', '3 to 5 May 2026'."""
    first, last = row["event_date"], row["event_date_end"]
    if first is None:
        return "—"
    if row["date_precision"] in ("month", "year"):
        return str(first.strftime("%b %Y" if row["date_precision"] == "month" else "%Y"))
    if first == last:
        return moment(first)
    beginning = moment(first).removesuffix(f" {last:%b %Y}").removesuffix(f" {last:%Y}")
    return f"{beginning} to {moment(last)}"


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def moment(value: datetime | date | None) -> str:
    """A time (UTC) to the minute, or a day."""
    if value is None:
        return "—"
    return value.strftime("%d %b %Y, %H:%M UTC" if isinstance(value, datetime) else "%d %b %Y").lstrip("0")


def _rows(opened: warehouse.Warehouse, query: str, run_id: str | None = None) -> list[Row]:
    parameters = {"run_id": run_id} if "$run_id" in query else None
    found: list[Row] = opened.sql(query, parameters).to_arrow().to_pylist()
    return found


def _put(path: Path, text: str) -> None:
    """Write a file that appears only when it is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    durable.write_text(unfinished, text)
    durable.replace(unfinished, path)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.monitoring"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "number": lambda value: "—" if value is None else f"{value:,}", "toll": toll, "history": history, "moment": moment, "when": when, "size": filesize.decimal,
        "web": web_address, "readable": lambda text: Markup("—") if text is None else text.replace("_", " ").lower(),
    }  # fmt: skip
    return environment
