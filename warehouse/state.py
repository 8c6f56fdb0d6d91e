"""The files that make up one state of the tables, and DuckDB over them: what the writer asks, at a cost that follows what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from transforms.records import Row
from transforms.resolve.blocks import WEAK, block_of
from transforms.resolve.entities import Known, open_blocks
from transforms.resolve.incident_units import EVENT_COLUMNS, REPORT_LAG, UNDATED_LAG
from transforms.resolve.short_names import Settled
from transforms.schema import TABLES
from warehouse import sums
from warehouse.layout import SCHEMA_FILE, Home
from warehouse.manifest import DataFile, Manifest
from warehouse.names import COUNTED, Names, added_up, indexed, mapped
from warehouse.parquet import conform, scan

if TYPE_CHECKING:
    from transforms.resolve.incidents import Window

Files = dict[str, dict[Path, DataFile]]
"""The files of every table by their absolute path."""

DUPLICATE_DAYS = 30
"""How far apart two publications of one text may lie."""


def files_of(home: Home, manifest: Manifest | None) -> Files:
    """The files of a snapshot; of none, no files."""
    if manifest is None:
        return {name: {} for name in TABLES}
    root = home.snapshot(manifest.number)
    return {name: {root / name / file.path: file for file in manifest.tables.get(name, ())} for name in TABLES}


class State:
    """Every table as a set of files, and the questions that a run asks about what is stored."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, files: Files, columns: Mapping[str, tuple[str, ...]], indexes: Path) -> None:
        self.connection = connection
        self.files = files
        self.columns = columns
        """The columns of each table as it is stored."""
        self.indexes = indexes
        """Folder of the indexes of names."""

    # --- what a run asks ---------------------------------------------------------------------------------------------------

    def known_files(self, file_ids: Iterable[str]) -> set[str]:
        """Those of the files that were read before."""
        return self._known("files", "file_id", file_ids)

    def files_as_read(self, files: pa.Table) -> dict[str, str]:
        """SHA-256 by source_uri of those files that were read with the size and time of change that they have now.

        `files` has source_uri, byte_count and modified_at.
        """
        if not len(files) or not self.has_rows("files"):
            return {}
        with self.registered("asked", files):
            found = self.rows(f"""
                SELECT source_uri, arg_max(source_sha256, read_at) AS source_sha256
                FROM {self.scan("files")} SEMI JOIN asked USING (source_uri, byte_count, modified_at)
                WHERE source_sha256 <> '' GROUP BY source_uri""")
        return {row["source_uri"]: row["source_sha256"] for row in found}

    def files_with_rejects(self, made_by: str | None = None) -> set[str]:
        """Files of whose content something was rejected when they were last read, by another version of the program than `made_by`."""
        if not self.has_rows("files"):
            return set()
        newest = f"SELECT *, row_number() OVER (PARTITION BY file_id ORDER BY read_at DESC, run_id DESC) AS age FROM {self.scan('files')}"
        found = self.rows(f"SELECT file_id, pipeline_version FROM ({newest}) WHERE age = 1 AND rejected_count > 0")
        return {row["file_id"] for row in found if row["pipeline_version"] != made_by}

    def known_articles(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles that are stored."""
        return self._known("fingerprints", "article_id", article_ids)

    def versions_of(self, source_keys: Iterable[str]) -> list[Row]:
        """Stored versions of these items of their sources: article_id, source_key, version, status, is_current, published_at."""
        columns = "article_id, source_key, version, status, is_current, published_at"
        return self._rows_in("articles", columns, "source_key", source_keys)

    def origins_of(self, article_ids: Iterable[str]) -> list[Row]:
        """Where these stored articles came from: article_id, source_uri, source_member, source_sha256."""
        return self._rows_in("articles", "article_id, source_uri, source_member, source_sha256", "article_id", article_ids)

    def possible_duplicates(self, articles: Iterable[Row]) -> list[Row]:
        """Stored fingerprints that share a text hash or a band with one of these, and lie within 30 days of its publication.

        A row needs `published_at`, `text_sha256` and `fingerprint`; where a date is unknown, nothing is ruled out by it.
        """
        asked = [(row["published_at"], row["text_sha256"], band) for row in articles for band in (row["fingerprint"] or [None])]
        if not asked or not self.has_rows("fingerprints"):
            return []
        days = [day for day, _, _ in asked if day is not None]
        near = "TRUE"
        if len(days) == len(asked):
            near = f"(published_at IS NULL OR published_at BETWEEN {_timestamp(min(days), -DUPLICATE_DAYS)} AND {_timestamp(max(days), DUPLICATE_DAYS)})"
        values = pa.table(
            {
                "day": pa.array([day for day, _, _ in asked], pa.timestamp("us")),
                "text_sha256": pa.array([text for _, text, _ in asked], pa.string()),
                "band": pa.array([band for _, _, band in asked], pa.int64()),
            }
        )
        with self.registered("asked", values):
            return self.rows(f"""
                WITH stored AS (SELECT * FROM {self.scan("fingerprints")} WHERE {near}),
                bands AS (SELECT article_id, published_at, unnest(fingerprint) AS band FROM stored),
                found AS (
                    SELECT b.article_id FROM bands b JOIN asked a ON b.band = a.band WHERE {_within("b", "a")}
                    UNION
                    SELECT s.article_id FROM stored s JOIN asked a ON s.text_sha256 = a.text_sha256 WHERE {_within("s", "a")})
                SELECT * FROM stored WHERE article_id IN (SELECT article_id FROM found) ORDER BY article_id""")

    @property
    def names(self) -> Names:
        """The stored names."""
        if sums.are_missing(self):
            return Names([indexed(conform(TABLES[sums.SUMS], sums.stored(self)))])
        return mapped(self.files[sums.SUMS].items(), self.indexes)

    def known_names(self, new: Sequence[Row], asked: Iterable[str]) -> Known:
        """What decides who the keys of new articles, rows of `entity_keys`, are: what is stored of them, and of further keys that are `asked` for."""
        names, asked = self.names, {*asked, *self._short_unsettled()}
        settled = self.short_names(set(map(block_of, asked)))
        near = _spelled(names.only(*_LINKED).near(asked))
        whole = open_blocks(new, Known(near, settled))
        listed = [row for row in near if row["block"] not in whole] + _spelled(names.only(*_LINKED).of_blocks(whole))
        of_same = names.only("entity_id", "entity_key", "about", "article_change").of_entities({row["entity_id"] for row in listed})
        unlisted = of_same.filter(pc.invert(pc.is_in(of_same["entity_key"], pa.array([row["entity_key"] for row in listed], pa.string()))))
        return Known(listed, settled, whole, _values(unlisted["entity_id"]))

    def all_of(self, entity_ids: Collection[str]) -> list[Row]:
        """All that is stored of the names of entities: rows of `entity_sums`, one a thing."""
        rows = self.names.of_entities(entity_ids)
        return added_up(rows, [name for name in rows.column_names if name not in COUNTED])

    def namesakes_of(self, entity_id: str) -> Known:
        """An entity's names, with all others of their blocks."""
        names = self.names.only(*_LINKED)
        blocks = _values(names.of_entities([entity_id])["block"])
        return Known(_spelled(names.of_blocks(blocks)), whole=blocks)

    def short_names(self, blocks: Iterable[str]) -> dict[str, dict[str, Settled]]:
        """Whom the short names of these blocks mean, by block."""
        found: dict[str, dict[str, Settled]] = defaultdict(dict)
        for row in self._rows_in("short_names", "*", "block", blocks):
            found[row["block"]][row["entity_key"]] = Settled(row["leader_key"], row["margin"])
        return dict(found)

    def _short_unsettled(self) -> list[str]:
        """The weak keys of a warehouse that knows of none whom it means: an older program wrote it."""
        if self.has_rows("short_names") or not self.has_rows("entity_keys"):
            return []
        query = f"SELECT DISTINCT entity_key FROM {self.scan('entity_keys')} WHERE regexp_matches(entity_key, '{WEAK}')"
        return [row["entity_key"] for row in self.rows(query)]

    def articles_naming(self, entity_of: Mapping[str, str]) -> dict[str, int]:
        """How many stored articles use any of an entity's keys, given the entity of each key: asked for where sums don't tell."""
        if not entity_of:
            return {}
        given = {"entity_key": pa.array(entity_of.keys(), pa.string()), "entity": pa.array(entity_of.values(), pa.string())}
        with self.registered("given", pa.table(given)):
            found = self.rows(f"""
                SELECT entity, count(DISTINCT article_id)::INTEGER AS articles
                FROM {self.scan("entity_keys")} JOIN given USING (entity_key) GROUP BY entity""")
        return {row["entity"]: row["articles"] for row in found}

    def articles_by_id(self, article_ids: Iterable[str]) -> dict[str, Row]:
        """Stored articles by their id, without their bodies."""
        columns = ", ".join(name for name in TABLES["articles"].columns if name not in ("body", "paragraphs"))
        return {row["article_id"]: row for row in self._rows_in("articles", columns, "article_id", article_ids)}

    def events_in(self, windows: Sequence[Window], article_ids: Iterable[str] = ()) -> list[Row]:
        """Stored events that meet a window or are of these articles, and every other event of the same incidents: the columns that joining
        incidents reads.

        An event meets a window whose days it falls on, of whose country it is and, where the window names clues, of which it has one. Days
        that the text doesn't give are those before its publication, as in `incident_units.days_of`; an event without a country meets the
        windows of all.
        """
        articles = sorted(set(article_ids))
        if not (windows or articles) or not self.has_rows("events"):
            return []
        asked: dict[str, Any] = {
            "begin": pa.array([window.first for window in windows], pa.date32()),
            "until": pa.array([window.last for window in windows], pa.date32()),
            "country": pa.array([window.country_iso3 for window in windows], pa.string()),
            "clues": pa.array([window.clues for window in windows], pa.list_(pa.string())),
        }
        named = pa.table({"article_id": pa.array(articles, pa.string())})
        with self.registered("asked", pa.table(asked)), self.registered("named", named):
            return self.rows(f"""
                WITH stored AS (
                    SELECT event_id, incident_id, article_id, country_iso3, clues,
                           CASE WHEN date_basis IN ('sentence', 'context') AND event_date IS NOT NULL THEN event_date
                                ELSE published_at::DATE - CASE WHEN event_date IS NULL THEN {UNDATED_LAG.days} ELSE {REPORT_LAG.days} END
                                END AS begin,
                           CASE WHEN date_basis IN ('sentence', 'context') AND event_date IS NOT NULL THEN coalesce(event_date_end, event_date)
                                ELSE published_at::DATE END AS until
                    FROM {self.scan("events")} WHERE incident_id IS NOT NULL),
                met AS (
                    SELECT s.event_id, s.incident_id FROM stored s SEMI JOIN asked a
                    ON s.begin <= a.until AND s.until >= a.begin AND coalesce(s.country_iso3 = a.country, TRUE)
                    AND (a.clues IS NULL OR list_has_any(s.clues, a.clues))
                    UNION ALL
                    SELECT event_id, incident_id FROM stored WHERE article_id IN (SELECT article_id FROM named))
                SELECT {", ".join(EVENT_COLUMNS)} FROM {self.scan("events")}
                WHERE event_id IN (SELECT event_id FROM met) OR incident_id IN (SELECT incident_id FROM met)
                ORDER BY event_id""")

    def events_of(self, article_ids: Iterable[str]) -> list[Row]:
        """The events of stored articles that are of an incident: the columns that joining incidents reads."""
        found = self._rows_in("events", ", ".join(EVENT_COLUMNS), "article_id", article_ids)
        return [row for row in found if row["incident_id"] is not None]

    # --- SQL over the files ------------------------------------------------------------------------------------------------

    def scan(self, table: str, paths: Iterable[Path] | None = None, *, filename: bool = False, positions: bool = False) -> str:
        """SQL that reads a table, or those of its files that are given, with each row's `filename` and place in it (`file_row_number`)."""
        files = self.files[table]
        chosen = files if paths is None else {path: files[path] for path in paths}
        if len({file.columns for file in files.values()}) > 1:
            chosen = chosen | {path: file for path, file in files.items() if path.name == SCHEMA_FILE}
        return scan(TABLES[table], chosen, self.columns.get(table, ()), filename=filename, positions=positions)

    def arrow(self, query: str) -> pa.Table:
        """The result of a query."""
        table: pa.Table = self.connection.sql(query).to_arrow_table()
        return table

    def rows(self, query: str) -> list[Row]:
        """The result of a query, as rows."""
        found: list[Row] = self.arrow(query).to_pylist()
        return found

    @contextmanager
    def registered(self, name: str, values: pa.Table) -> Iterator[None]:
        """Let queries read an Arrow table by a name."""
        self.connection.register(name, values)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def has_rows(self, table: str) -> bool:
        """Whether anything is in a table."""
        return any(file.rows for file in self.files[table].values())

    def _known(self, table: str, column: str, values: Iterable[str]) -> set[str]:
        return {row[column] for row in self._rows_in(table, f"DISTINCT {column}", column, values)}

    def _rows_in(self, table: str, columns: str, column: str, values: Iterable[str]) -> list[Row]:
        asked = sorted(set(values))
        if not asked or not self.has_rows(table):
            return []
        with self.registered("asked", pa.table({"value": pa.array(asked, pa.string())})):
            return self.rows(f"SELECT {columns} FROM {self.scan(table)} WHERE {column} IN (SELECT value FROM asked) ORDER BY ALL")


_LINKED = ("entity_id", "entity_key", "about", "block", "country_iso3", "aliases", "article_change")


def _spelled(rows: pa.Table) -> list[Row]:
    """What linking reads of rows of `entity_sums`: names with their countries; aliases of organisations, which alone are known by them."""
    rows = rows.filter(pc.equal(rows["about"], pa.scalar("name")))
    is_organization: Any = pc.starts_with(rows["entity_key"], "organization:")
    aliases: Any = pc.if_else(is_organization, rows["aliases"], pa.scalar(None, pa.string()))
    rows = rows.set_column(rows.schema.get_field_index("aliases"), "aliases", aliases)
    return added_up(rows, ("entity_key", "entity_id", "block", "country_iso3", "aliases"))


def _values(column: Any) -> frozenset[str]:
    return frozenset(pc.unique(column).to_pylist())


def _timestamp(moment: datetime, days: int) -> str:
    return f"TIMESTAMP '{(moment + timedelta(days=days)).isoformat(sep=' ')}'"


def _within(stored: str, asked: str) -> str:
    return f"coalesce(abs(date_diff('day', {stored}.published_at, {asked}.day)) <= {DUPLICATE_DAYS}, TRUE)"
