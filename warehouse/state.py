"""The files that make up one state of the tables, and DuckDB over them: what the writer asks, at a cost that follows what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from transforms.records import Row
from transforms.resolve.blocks import WEAK, block_of, core_of, is_weak
from transforms.resolve.entities import Known
from transforms.resolve.incident_units import EVENT_COLUMNS, REPORT_LAG, UNDATED_LAG
from transforms.schema import TABLES
from warehouse import sums
from warehouse.layout import SCHEMA_FILE, Home
from warehouse.manifest import DataFile, Manifest
from warehouse.parquet import scan

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

    def __init__(self, connection: duckdb.DuckDBPyConnection, files: Files, columns: Mapping[str, tuple[str, ...]]) -> None:
        self.connection = connection
        self.files = files
        self.columns = columns
        """The columns of each table as it is stored."""

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

    def entity_keys_near(self, entity_keys: Iterable[str]) -> pa.Table:
        """The stored keys of every block that these keys are of, as `entity_sums` has them: rows of one key and spelling add up."""
        asked = sorted({block_of(key) for key in entity_keys})
        with self.registered("asked", pa.table({"block": pa.array(asked, pa.string())})):
            return self.arrow(f"""
                WITH found AS MATERIALIZED (SELECT {_SUMMED} FROM {sums.source(self)} WHERE block IN (SELECT block FROM asked)),
                taken AS (SELECT entity_id, entity_key FROM found WHERE article_count < 0),
                gone AS (SELECT entity_id, entity_key FROM found SEMI JOIN taken USING (entity_id, entity_key) GROUP BY ALL HAVING sum(article_count) = 0)
                SELECT * FROM found ANTI JOIN gone USING (entity_id, entity_key)""")

    def known_keys(self, near: pa.Table, entity_keys: Iterable[str]) -> Known:
        """What decides who these keys are, of what `entity_keys_near` found. See `transforms.resolve.entities.Known`."""
        asked = sorted(set(entity_keys))
        names: dict[str, Iterable[object]] = {"block": map(block_of, asked), "core": map(core_of, asked), "is_weak": map(is_weak, asked)}
        if not len(near):
            return Known()
        with self.registered("asked", pa.table({name: list(values) for name, values in names.items()})), self.registered("stored", near):
            found = self.rows(_KNOWN)
        return Known([row for row in found if row["total"] is None], [row for row in found if row["total"] is not None])

    def uses_of(self, entity_keys: Iterable[str]) -> pa.Table:
        """The stored articles that use these keys: `entity_key`, `entity_id` and `article_id`."""
        with self.registered("asked", pa.table({"entity_key": pa.array(sorted(set(entity_keys)), pa.string())})):
            return self.arrow(f"""
                SELECT entity_key, entity_id, article_id FROM {self.scan("entity_keys")} SEMI JOIN asked USING (entity_key)""")

    def articles_naming(self, entity_of: Mapping[str, str], uses: pa.Table) -> dict[str, int]:
        """How many stored articles use any of an entity's keys, given the entity of each key and the uses of all."""
        given = {"entity_key": pa.array(entity_of.keys(), pa.string()), "entity": pa.array(entity_of.values(), pa.string())}
        with self.registered("given", pa.table(given)), self.registered("uses", uses):
            found = self.rows("""
                SELECT entity, count(DISTINCT article_id)::INTEGER AS articles FROM uses JOIN given USING (entity_key) GROUP BY entity""")
        return {row["entity"]: row["articles"] for row in found}

    def article_counts(self, entity_ids: Iterable[str]) -> dict[str, int]:
        """How many stored articles name each of these entities, of those that are stored."""
        found = self._rows_in("entities", "entity_id, article_count", "entity_id", entity_ids)
        return {row["entity_id"]: row["article_count"] for row in found}

    def roles_of(self, entity_ids: Iterable[str]) -> list[Row]:
        """The titles that stored articles give to these entities: `entity_id`, `title` and the `count` of times."""
        asked = sorted(set(entity_ids))
        if not asked or not self.has_rows("entity_roles"):
            return []
        with self.registered("asked", pa.table({"entity_id": pa.array(asked, pa.string())})):
            return self.rows(f"""
                SELECT entity_id, title, count(*)::INTEGER AS count FROM {self.scan("entity_roles")}
                WHERE entity_id IN (SELECT entity_id FROM asked) GROUP BY ALL ORDER BY ALL""")

    def roles_in(self, uses: pa.Table) -> list[Row]:
        """The titles that stored articles give to the names that they use so: `entity_key`, `title` and the `count` of times."""
        if not len(uses) or not self.has_rows("entity_roles"):
            return []
        with self.registered("uses", uses):
            return self.rows(f"""
                SELECT entity_key, title, count(*)::INTEGER AS count
                FROM {self.scan("entity_roles")} JOIN (
                    SELECT article_id, entity_id, min(entity_key) AS entity_key FROM uses GROUP BY ALL) USING (article_id, entity_id)
                GROUP BY ALL ORDER BY ALL""")

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


_SUMMED = """entity_id, entity_type, entity_key, block, name, country_iso3, latitude, longitude, geonames_id, aliases,
    article_change AS article_count, mention_change AS mention_count, first_seen, last_seen"""
_KNOWN = f"""
    WITH near AS MATERIALIZED (
        SELECT entity_id, entity_key, block, article_count, country_iso3, split_part(entity_key, '/', 1) AS core,
               regexp_matches(entity_key, '{WEAK}') AS is_weak,
               CASE WHEN starts_with(block, 'organization') THEN list_filter(aliases, lambda alias: NOT contains(alias, ' ')) ELSE [] END AS aliases
        FROM stored),
    weak AS (SELECT block, core FROM asked WHERE is_weak UNION SELECT block, core FROM near WHERE is_weak),
    initials AS (SELECT block FROM weak WHERE starts_with(core, 'person:') AND NOT starts_with(core, 'person:?')),
    told AS (
        SELECT *, is_weak OR core IN (SELECT core FROM asked) AS is_own FROM near WHERE is_own OR block IN (SELECT block FROM weak)),
    summed AS MATERIALIZED (
        SELECT block, entity_id, is_own, min(entity_key) AS entity_key, sum(article_count)::INTEGER AS article_count,
               list_sort(list_distinct(list(country_iso3))) AS countries, list_sort(list_distinct(flatten(list(aliases)))) AS aliases
        FROM told GROUP BY block, entity_id, core, is_own, CASE WHEN is_own THEN entity_key END),
    others AS (SELECT * FROM summed WHERE NOT is_own)
    SELECT block, entity_key, entity_id, article_count, countries, aliases, entity_id IN (SELECT entity_id FROM others) AS has_others, NULL AS total
    FROM summed WHERE is_own
    UNION ALL
    SELECT block, arg_max(entity_key, article_count), arg_max(entity_id, article_count), max(article_count), countries, aliases, FALSE,
           sum(article_count)::INTEGER
    FROM others WHERE starts_with(block, 'person') OR len(aliases) > 0
    GROUP BY block, countries, aliases, CASE WHEN block IN (SELECT block FROM initials) THEN substr(entity_key, 8, 1) END"""
"""The answer to `State.known_keys`: with a `total`, bearers of a block that agree in what decides whom a weak key may mean. Initials decide where
a weak key of the block has one."""


def _timestamp(moment: datetime, days: int) -> str:
    return f"TIMESTAMP '{(moment + timedelta(days=days)).isoformat(sep=' ')}'"


def _within(stored: str, asked: str) -> str:
    return f"coalesce(abs(date_diff('day', {stored}.published_at, {asked}.day)) <= {DUPLICATE_DAYS}, TRUE)"
