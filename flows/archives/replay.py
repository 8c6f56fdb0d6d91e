"""What a run once read, to be read again: from the originals, or as stored where an original isn't kept."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

import warehouse
from flows.archives.stored import Stored
from flows.inputs.listing import FoundFile
from flows.intake import CONTENT_KEY
from flows.spool import write_table
from transforms.records import Origin, Rejection, Row
from warehouse.layout import Home
from warehouse.originals import Originals

ANNOTATING = "annotating the article"
"""How the detail of a rejection begins that is not of reading, and is made anew."""
NONE = Stored()
AS_READ = f"""
    SELECT a.* REPLACE (coalesce(original.article_id, a.article_id) AS article_id)
    FROM articles a SEMI JOIN wanted USING (source_sha256)
    LEFT JOIN articles original ON original.article_id = a.duplicate_of AND original.source_key = a.source_key
        AND a.duplicate_kind = 'exact' AND starts_with(a.source_key, '{CONTENT_KEY}')
    ORDER BY a.article_id"""
"""The stored articles of some files under the ids that reading gave them: a copy in another file got one of its own only then."""


@dataclass(frozen=True)
class PastRun:
    """A run that was committed."""

    run_id: str
    started_at: datetime
    """UTC."""
    published: date | None
    """The day of publication that it was given for articles without one."""


def past_runs(house: warehouse.Warehouse) -> list[PastRun]:
    """Every run, in the order in which they were committed."""
    rows = house.sql("SELECT run_id, started_at, settings FROM runs ORDER BY started_at, run_id").to_arrow().to_pylist()
    return [PastRun(row["run_id"], row["started_at"], _published(row["settings"])) for row in rows]


def unstaged(home: Home) -> int:
    """How many runs of a home came in after what is staged was made."""
    with warehouse.open(home.path) as house, warehouse.open(home.rebuild.path) as staged:
        done = {run.run_id for run in past_runs(staged)}
        return sum(run.run_id not in done for run in past_runs(house))


def files_of(house: warehouse.Warehouse, run_id: str, folder: Path) -> list[FoundFile]:
    """The files that a run read, in its order. What is read as stored is put into `folder`."""
    originals = Originals(house.home)
    found = _rows(house, "SELECT * FROM files WHERE run_id = $run_id ORDER BY read_at, source_uri, file_id", run_id)
    rejections = _rejections(house, run_id)
    kept_not = [row for row in found if not originals.has(row["source_sha256"])]
    stored = _stored(house, kept_not, folder)
    return [_found(row, house.home, stored, rejections) for row in found]


def _found(row: Row, home: Home, stored: dict[str, Stored], rejections: dict[tuple[str, str], tuple[Rejection, ...]]) -> FoundFile:
    refused = rejections.get((row["source_uri"], row["source_sha256"]), ())
    file = FoundFile(row["source_uri"], row["source_sha256"], row["byte_count"] or 0, row["modified_at"])
    if not file.sha256:
        return FoundFile(file.uri, modified_at=file.modified_at, error=refused[0].detail if refused else "it could not be read")
    if row["file_id"] in stored:
        there = Stored(stored[row["file_id"]].articles, refused)
        return FoundFile(file.uri, file.sha256, file.byte_count, file.modified_at, stored=there)
    return FoundFile(file.uri, file.sha256, file.byte_count, file.modified_at, kept_in=home.path)


def _stored(house: warehouse.Warehouse, files: list[Row], folder: Path) -> dict[str, Stored]:
    """What is stored of files, by file_id: the articles of each in a spool file of its own."""
    found = {row["file_id"]: NONE for row in files}
    wanted = {(row["source_uri"], row["source_sha256"]): row["file_id"] for row in files}
    if not wanted:
        return found
    house.connection.register("wanted", pa.table({"source_sha256": pa.array(sorted({digest for _, digest in wanted}), pa.string())}))
    try:
        rows = house.connection.sql(AS_READ).to_arrow_table()
    finally:
        house.connection.unregister("wanted")
    at: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(zip(rows["source_uri"].to_pylist(), rows["source_sha256"].to_pylist(), strict=True)):
        if place in wanted:
            at[wanted[place]].append(index)
    for file_id, indexes in at.items():
        path = folder / f"stored-{file_id}.arrow"
        write_table(rows.take(pa.array(indexes, pa.int64())), path)
        found[file_id] = Stored(path)
    return found


def _rejections(house: warehouse.Warehouse, run_id: str) -> dict[tuple[str, str], tuple[Rejection, ...]]:
    """Why parts of files were rejected when they were read, by address and content."""
    by_file: dict[tuple[str, str], list[Rejection]] = defaultdict(list)
    for row in _rows(house, "SELECT * FROM rejects WHERE run_id = $run_id ORDER BY ALL", run_id):
        if not (row["detail"] or "").startswith(ANNOTATING):
            origin = Origin(row["source_uri"], row["source_member"], row["source_sha256"])
            by_file[row["source_uri"], row["source_sha256"]].append(Rejection(origin, row["reason"], row["detail"], row["remedy"]))
    return {place: tuple(listed) for place, listed in by_file.items()}


def _rows(house: warehouse.Warehouse, sql: str, run_id: str) -> list[Row]:
    rows: list[Row] = house.sql(sql, {"run_id": run_id}).to_arrow().to_pylist()
    return rows


def _published(settings: str | None) -> date | None:
    given = json.loads(settings or "{}").get("published")
    return date.fromisoformat(given) if given else None
