"""What bench/kills.py kills: everything that writes to a warehouse or to a backup of it, as small as it can be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

import warehouse
from transforms.ids import make_id
from transforms.records import Row
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table
from warehouse.backups.backup import backup
from warehouse.backups.restore import restore
from warehouse.garbage import gc
from warehouse.layout import MANIFEST, SCHEMA_FILE, Home
from warehouse.migration import migrate
from warehouse.promotion import adopt
from warehouse.transaction import Transaction

ARTICLES = 3
"""Articles of a run; each has one mention."""
MOMENT = datetime(2025, 7, 1)  # noqa: DTZ001 - the warehouse stores UTC without a zone


class Place(NamedTuple):
    """Where it all happens."""

    folder: Path

    @property
    def home(self) -> Path:
        """The warehouse."""
        return self.folder / "home"

    @property
    def depot(self) -> Path:
        """Its backups."""
        return self.folder / "depot"

    @property
    def acknowledged(self) -> Path:
        """A file with the number of every run that is known to have been committed, a line each."""
        return self.folder / "acknowledged"


def rows_of(run: int) -> dict[str, list[Row]]:
    """What one run appends: rows in two months and in tables of both layouts."""
    run_id = f"run_{run:06}"
    articles, mentions = [], []
    for number in range(ARTICLES):
        article_id = make_id("article", run, number)
        published_at = MOMENT.replace(month=6 + number % 2) if number < 2 else None
        body = f"run {run}"
        articles.append(
            {"article_id": article_id, "source_key": f"{run}-{number}", "version": 1, "is_current": True, "status": "usable", "annotation": "annotated",
             "source_uri": "kills", "source_format": "text", "published_at": published_at, "published_at_basis": "none", "body": body, "ingested_at": MOMENT,
             "run_id": run_id}
        )  # fmt: skip
        mentions.append(
            {"mention_id": make_id("mention", run, number), "article_id": article_id, "published_at": published_at, "label": "CARDINAL", "form": "name",
             "text": str(run), "char_start": 4, "char_end": len(body), "run_id": run_id}
        )  # fmt: skip
    prints = [
        {"article_id": row["article_id"], "published_at": row["published_at"], "source_key": row["source_key"], "version": 1}
        for row in articles
    ]
    return {"articles": articles, "mentions": mentions, "fingerprints": prints, "runs": [{"run_id": run_id, "started_at": MOMENT}]}


def write(place: Place, runs: int = 1) -> None:
    """Commit that many runs, each in a writer of its own, and acknowledge each."""
    for _ in range(runs):
        with warehouse.writer(place.home) as store, store.begin() as changes:
            run = store.next_number
            before = [
                int(row["run_id"][4:]) for row in store.rows(f"SELECT max(run_id) AS run_id FROM {store.scan('runs')}") if row["run_id"]
            ]
            for table, rows in rows_of(run).items():
                changes.append(table, arrow_table(TABLES[table], rows))
            stale = [make_id("article", previous, number) for previous in before for number in range(ARTICLES)]
            changes.update("articles", pa.table({"article_id": pa.array(stale, pa.string()), "story_id": [f"sto_{run}"] * len(stale)}))
            counted = {"entity_id": make_id("entity", "runs"), "entity_type": "group", "name": "runs", "aliases": [str(run)]}
            changes.upsert("entities", arrow_table(TABLES["entities"], [counted]))
            changes.commit()
        with place.acknowledged.open("a") as stream:
            stream.write(f"{run}\n")


def write_as_older(place: Place) -> None:
    """Make the current snapshot one that an older version could have written: a table without one of today's columns."""
    table = TABLES["mentions"]
    older = replace(table, columns=tuple(name for name in table.columns if name != "confidence"))
    TABLES["mentions"] = older
    try:
        with warehouse.writer(place.home) as store, Transaction(store, store.next_run_id) as changes:
            for path in [path for path in changes.files["mentions"] if path.name != SCHEMA_FILE]:
                changes.rewrite("mentions", path, f"SELECT {', '.join(older.columns)} FROM {changes.scan('mentions', [path])}")
            changes.commit()
    finally:
        TABLES["mentions"] = table
    manifest = Home.at(place.home).current.resolve() / MANIFEST
    older_manifest = manifest.with_name("older.json")
    older_manifest.write_text(json.dumps(json.loads(manifest.read_text("utf8")) | {"schema_version": 0}), "utf8")
    older_manifest.replace(manifest)  # readers are looking


def stage(place: Place) -> None:
    """Make what a rebuild would have made: the same, in a home within."""
    shutil.rmtree(place.depot, ignore_errors=True)
    backup(place.home, str(place.depot))
    restore(str(place.depot), Home.at(place.home).rebuild.path, replace=True)


def promote(place: Place) -> None:
    """Put what is staged in the warehouse's place."""
    with warehouse.writer(place.home) as store:
        adopt(store, store.home.rebuild, "rebuilt")


def renew_backup(place: Place) -> None:
    """Begin a backup anew."""
    shutil.rmtree(place.depot, ignore_errors=True)


class Work(NamedTuple):
    """Something that can be killed."""

    act: Callable[[Place], object]
    prepare: Callable[[Place], object]
    """What has to be there before; it isn't killed."""


WORKS = {
    "run": Work(write, lambda _place: None),
    "migrate": Work(lambda place: migrate(place.home), write_as_older),
    "rollback": Work(lambda place: warehouse.rollback(place.home, warehouse.snapshots(place.home)[-1].number), write),
    "gc": Work(lambda place: gc(place.home, keep_days=0), lambda place: write(place, 3)),
    "backup": Work(lambda place: backup(place.home, str(place.depot)), renew_backup),
    "prune": Work(lambda place: backup(place.home, str(place.depot), prune=True), lambda place: (stage(place), write(place, 2), gc(place.home, keep_days=0))),
    "restore": Work(lambda place: restore(str(place.depot), place.home, replace=True), stage),
    "promote": Work(promote, stage),
}  # fmt: skip
"""Everything that writes, by its name. A run of the language model again is killed by `bench.kills --rebuilds`."""
