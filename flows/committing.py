"""A run's rows as they are stored, written into a transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.inputs.ledger import settled
from flows.inputs.listing import FoundFile
from flows.inputs.reading import keep
from flows.intake import Intake
from flows.monitoring.summary import Summary
from flows.resolving import ENTITY_COLUMNS, Resolved, read_tables, undisturbed
from flows.settings import Settings, pipeline_version
from flows.spool import read_table
from flows.steps import FINDING_TABLES, AnnotateResult
from transforms.records import Row
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table
from warehouse.layout import Home
from warehouse.originals import Originals
from warehouse.transaction import Transaction

Column = Any
"""A pyarrow Array or ChunkedArray, what its stubs make of the two being of no help here, or a list of values."""


@dataclass(frozen=True)
class Night:
    """Everything that a run found out."""

    files: list[FoundFile]
    taken: Intake
    annotated: Sequence[AnnotateResult]
    resolved: Resolved
    settings: Settings
    started_at: datetime

    @cached_property
    def pipeline_version(self) -> str:
        """Version of the program, the rules and the model: asked for once a night, since the package's metadata is parsed for it."""
        return pipeline_version(self.settings.model)


@undisturbed()
def write(transaction: Transaction, night: Night, summary: Summary) -> None:
    """Put the night's rows into the transaction, and its counts into the summary."""
    _write_articles(transaction, night, summary)
    _write_findings(transaction, night, summary)
    _write_resolved(transaction, night, summary)
    _write_rejects(transaction, night, summary)
    _write_files(transaction, night, summary)


def write_run(transaction: Transaction, night: Night, summary: Summary) -> None:
    """Put the run itself into the transaction, with its counts and what the quality gates warn of."""
    finished_at = datetime.now(UTC).replace(tzinfo=None)
    counts = {
        name: getattr(summary, name)
        for name in ("file_count", "articles_new", "articles_known", "rejected_count", "event_count", "quote_count")
    }
    run = counts | {
        "run_id": summary.run_id, "started_at": night.started_at, "finished_at": finished_at, "pipeline_version": night.pipeline_version,
        "seconds": (finished_at - night.started_at).total_seconds(), "settings": night.settings.model_dump_json(exclude={"notify"}),
        "steps": summary.steps, "warnings": summary.warnings,
        "run_kind": summary.kind,
    }  # fmt: skip
    transaction.append("runs", arrow_table(TABLES["runs"], [run]))


def _write_articles(transaction: Transaction, night: Night, summary: Summary) -> None:
    articles = night.taken.articles.values()
    failed = {article_id for result in night.annotated for article_id in result.failures}
    for article in articles:
        if article["article_id"] in failed:
            article["annotation"] = "failed"
    for table in gathered(article_tables(night, summary.run_id)):
        transaction.append("articles", table)
    transaction.append("fingerprints", arrow_table(TABLES["fingerprints"], articles))
    if night.taken.superseded:
        stale = sorted(night.taken.superseded)
        transaction.update("articles", pa.table({"article_id": stale, "is_current": [False] * len(stale)}))
    summary.articles_new = len(articles)
    summary.articles_known = night.taken.known.total()
    summary.annotations = Counter(article["annotation"] for article in articles)
    summary.near_duplicates = sum(article["duplicate_kind"] == "near" for article in articles)
    summary.superseded = len(night.taken.superseded) + sum(not article["is_current"] for article in articles)
    summary.word_count = sum(article["word_count"] for article in articles)


def _write_findings(transaction: Transaction, night: Night, summary: Summary) -> None:
    counts: Counter[str] = Counter()
    for name in FINDING_TABLES:
        for table in finding_tables(name, night, summary.run_id):
            transaction.append(name, table)
            counts[name] += len(table)
    summary.event_count, summary.quote_count, summary.mention_count = counts["events"], counts["quotes"], counts["mentions"]


def _write_resolved(transaction: Transaction, night: Night, summary: Summary) -> None:
    resolved = night.resolved
    replaced = [row["replaced_id"] for row in resolved.redirects]
    for name, rows in (("entities", resolved.entities), ("incidents", resolved.incidents)):
        transaction.upsert(name, arrow_table(TABLES[name], rows), replaced)
    transaction.upsert("redirects", arrow_table(TABLES["redirects"], [row | {"run_id": summary.run_id} for row in resolved.redirects]))
    moves = {name: pa.array([getattr(move, name) for move in resolved.moves], pa.string()) for name in ("entity_key", "from_id", "to_id")}
    transaction.move(pa.table(moves))
    transaction.upsert("short_names", arrow_table(TABLES["short_names"], resolved.short_names))
    stories = {article: story for article, story in resolved.story_of.items() if article not in night.taken.articles}
    if stories:
        transaction.update("articles", pa.table({"article_id": list(stories.keys()), "story_id": list(stories.values())}))
    summary.entity_count, summary.incident_count = len(resolved.entities), len(resolved.incidents)


def _write_rejects(transaction: Transaction, night: Night, summary: Summary) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    refused = {(rejection.origin.uri, rejection.origin.sha256) for rejection in night.taken.rejections}
    files = [file for file in night.files if (file.uri, file.sha256) in refused]
    originals = Originals(Home.at(night.settings.home))
    is_kept = all(originals.has(file.sha256) for file in files)
    kept = {(file.uri, file.sha256): keep(file, night.settings.home) for file in files}
    if not is_kept:
        originals.sync()
    rows: list[Row] = [
        {
            "source_uri": rejection.origin.uri, "source_member": rejection.origin.member, "reason": rejection.reason, "detail": rejection.detail,
            "remedy": rejection.remedy, "source_sha256": rejection.origin.sha256, "kept_at": kept.get((rejection.origin.uri, rejection.origin.sha256)),
            "rejected_at": now, "run_id": summary.run_id,
        }
        for rejection in night.taken.rejections
    ]  # fmt: skip
    rows += _failed_articles(night, summary.run_id, now)
    transaction.append("rejects", arrow_table(TABLES["rejects"], rows))
    summary.rejections = Counter(row["reason"] for row in rows)


def _failed_articles(night: Night, run_id: str, now: datetime) -> Iterator[Row]:
    """Articles that are stored but could not be annotated."""
    for result in night.annotated:
        for article_id, (reason, detail) in result.failures.items():
            article = night.taken.articles[article_id]
            yield {
                "source_uri": article["source_uri"], "source_member": article_id, "reason": reason, "detail": f"annotating the article: {detail}",
                "remedy": "The article is stored without findings. Please report the detail as a defect of Nightdesk.",
                "source_sha256": article["source_sha256"], "rejected_at": now, "run_id": run_id,
            }  # fmt: skip


def _write_files(transaction: Transaction, night: Night, summary: Summary) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    new = Counter((article["source_uri"], article["source_sha256"]) for article in night.taken.articles.values())
    rejected = Counter((rejection.origin.uri, rejection.origin.sha256) for rejection in night.taken.rejections)
    formats = {(article["source_uri"], article["source_sha256"]): article["source_format"] for article in night.taken.articles.values()}
    rows = []
    for file in night.files:
        key = (file.uri, file.sha256)
        rows.append(
            {
                "file_id": file.file_id, "source_uri": file.uri, "source_sha256": file.sha256, "source_format": formats.get(key, "unknown"),
                "byte_count": file.byte_count, "modified_at": settled(file.modified_at, night.started_at), "read_at": now, "articles_new": new[key], "articles_known": night.taken.known[key],
                "rejected_count": rejected[key], "pipeline_version": night.pipeline_version, "run_id": summary.run_id,
            }
        )  # fmt: skip
    transaction.append("files", arrow_table(TABLES["files"], rows))


def article_tables(night: Night, run_id: str) -> Iterator[pa.Table]:
    """The new articles, part by part: their bodies never lie in memory all at once."""
    by_part: dict[Path, list[Row]] = defaultdict(list)
    for light in night.taken.articles.values():
        by_part[light["part"]].append(light)
    for path, lights in by_part.items():
        table = read_table(path).take([light["index"] for light in lights])
        for name in ("article_id", "is_current", "duplicate_of", "duplicate_kind", "annotation"):
            table = with_column(table, name, [light[name] for light in lights])
        table = with_column(table, "story_id", [night.resolved.story_of.get(light["article_id"]) for light in lights])
        for name, value in (("ingested_at", night.started_at), ("run_id", run_id), ("pipeline_version", night.pipeline_version)):
            table = with_column(table, name, pa.repeat(value, len(table)))
        yield table


def finding_tables(name: str, night: Night, run_id: str) -> Iterator[pa.Table]:
    """One finding table, with the ids of entities, incidents and the run."""
    resolved = night.resolved
    name_of = {row["entity_id"]: row["name"] for row in resolved.entities}
    for table in gathered(read_tables(night.annotated, name)):
        for column in ENTITY_COLUMNS[name]:
            table = with_column(table, column, mapped(table[column], resolved.entity_of))
        if name == "quotes":
            canonical = mapped(table["speaker_entity_id"], name_of, only_known=True)
            table = with_column(table, "speaker_name", pc.coalesce(canonical, table["speaker_name"]))
        if name == "events":
            table = with_column(table, "incident_id", mapped(table["event_id"], resolved.incident_of, only_known=True))
        yield with_column(table, "run_id", pa.repeat(run_id, len(table)))


def gathered(tables: Iterable[pa.Table], most_bytes: int = 200_000_000) -> Iterator[pa.Table]:
    """The tables in as few as fit `most_bytes` each: a stored file for each batch would be a hundred small ones a night."""
    held: list[pa.Table] = []
    held_bytes = 0
    for table in tables:
        held.append(table)
        held_bytes += table.nbytes
        if held_bytes > most_bytes:
            yield pa.concat_tables(held)
            held, held_bytes = [], 0
    if held:
        yield pa.concat_tables(held)


def mapped(column: Column, mapping: Mapping[str, str], *, only_known: bool = False) -> Column:
    """A string column with its values replaced; others stay as they are, or become NULL where `only_known`."""
    encoded = column.combine_chunks().dictionary_encode()
    values = [mapping.get(value, None if only_known else value) for value in encoded.dictionary.to_pylist()]
    return pa.array(values, pa.string()).take(encoded.indices)


def with_column(table: pa.Table, name: str, values: Column) -> pa.Table:
    """The table with one column's values replaced."""
    field = table.schema.field(name)
    column = pa.array(values, field.type) if isinstance(values, list) else values
    return table.set_column(table.schema.get_field_index(name), field, column)
