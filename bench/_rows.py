"""Rows of a generated warehouse: articles of two years with their events, quotes and mentions, the incidents and entities that they tell of.

To ten events there are five mentions and two quotes; who and what is named follows Zipf's law. The same call gives the same rows.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from transforms.schema import TABLES

EVENTS_PER_ARTICLE = 10
EVENTS_PER_INCIDENT = 2
ENTITIES = 50_000
TYPES = "['CONSULT', 'ASSAULT', 'SUPPORT', 'ACCUSE', 'COERCE', 'REQUEST', 'AGREE', 'PROTEST', 'REJECT', 'AID', 'COOPERATE', 'THREATEN', 'SANCTION', 'MOBILIZE', 'RETREAT']"
TABLES_OF_ARTICLES = ("articles", "fingerprints", "events", "mentions", "quotes", "incidents")


def generated(table: str, first: int, count: int, begin: str, days: int) -> pa.Table:
    """Rows of a table for the articles `first` to `first + count`, published over some days from `begin`."""
    each = {
        "articles": 1,
        "fingerprints": 1,
        "events": EVENTS_PER_ARTICLE,
        "mentions": EVENTS_PER_ARTICLE // 2,
        "quotes": EVENTS_PER_ARTICLE // 5,
        "incidents": EVENTS_PER_ARTICLE // EVENTS_PER_INCIDENT,
    }[table]
    article = f"'art_' || printf('%016x', {first} + i // {each})"
    identity = f"printf('%016x', {first} * {each} + i)"
    published = f"TIMESTAMP '{begin}' + to_seconds((i // {each} * {days} * 86400.0 / {count})::BIGINT)"
    happened = f"({published})::DATE - (hash(i) % 3)::INTEGER"
    columns = {
        "articles": f"""'s' || ({first} + i) AS source_key, 1 AS version, TRUE AS is_current, 'usable' AS status, 'annotated' AS annotation, 'bench' AS source_uri,
            'jsonl' AS source_format, 'P' || {zipf(200, 1)} AS publisher, 'Headline ' || i AS headline, 'metadata' AS published_at_basis, 'en' AS language,
            repeat('Some words of a body, ' || i || '. ', 60) AS body, 400 AS word_count, TIMESTAMP '{begin}' AS ingested_at""",
        "fingerprints": f"'s' || ({first} + i) AS source_key, 1 AS version, md5(i::VARCHAR) AS text_sha256, [(hash(i, 1) // 4)::BIGINT, (hash(i, 2) // 4)::BIGINT] AS fingerprint",
        "events": f"""'evt_' || {identity} AS event_id, (hash(i, 3) % 4000)::INTEGER AS char_start, (hash(i, 3) % 4000 + 120)::INTEGER AS char_end, 'word' || {zipf(300, 4)} AS trigger,
            (hash(i, 3) % 4000 + 20)::INTEGER AS trigger_start, (hash(i, 3) % 4000 + 26)::INTEGER AS trigger_end, {TYPES}[1 + {zipf(15, 5)}] AS event_type,
            'M' || {zipf(40, 6)} AS event_mode, printf('%02d', {zipf(20, 7)}) AS cameo_root, ({zipf(4, 8)} + 1)::INTEGER AS quad_class, {zipf(20, 8)} - 10.0 AS intensity,
            'Actor ' || {zipf(20000, 9)} AS actor_text, (hash(i, 3) % 4000)::INTEGER AS actor_start, (hash(i, 3) % 4000 + 12)::INTEGER AS actor_end,
            'ent_' || printf('%016x', {zipf(50000, 9)}) AS actor_entity_id, 'C' || printf('%02d', {zipf(90, 9)}) AS actor_country,
            'ent_' || printf('%016x', {zipf(50000, 10)}) AS target_entity_id, 'C' || printf('%02d', {zipf(90, 10)}) AS target_country,
            'ent_' || printf('%016x', {zipf(50000, 11)}) AS place_entity_id, 'C' || printf('%02d', {zipf(90, 11)}) AS country_iso3, 'A' || {zipf(900, 11)} AS admin1,
            ({zipf(18000, 11)} / 100.0 - 90) AS latitude, ({zipf(36000, 11)} / 100.0 - 180) AS longitude, 1 AS geo_precision, {happened} AS event_date,
            {happened} AS event_date_end, 'day' AS date_precision, 'sentence' AS date_basis, 'asserted' AS modality, FALSE AS negated,
            CASE WHEN hash(i, 12) % 10 = 0 THEN {zipf(50, 12)}::INTEGER END AS killed_best,
            CASE WHEN hash(i, 13) % 8 = 0 THEN [{{'class': 'W' || {zipf(12, 13)}, 'text': 'weapon', 'char_start': 1, 'char_end': 7, 'count_low': NULL, 'count_high': NULL}}] END AS weapons,
            'inc_' || printf('%016x', ({first} * {each} + i) // {EVENTS_PER_INCIDENT}) AS incident_id,
            'rule-' || {zipf(200, 13)} AS rule_id, 0.5 + (hash(i, 14) % 50) / 100.0 AS confidence""",
        "mentions": f"""'men_' || {identity} AS mention_id, 'ent_' || printf('%016x', {zipf(50000, 15)}) AS entity_id, 'PERSON' AS label, 'name' AS form,
            'Name ' || {zipf(50000, 15)} AS text, (hash(i, 16) % 4000)::INTEGER AS char_start, (hash(i, 16) % 4000 + 9)::INTEGER AS char_end""",
        "quotes": f"""'quo_' || {identity} AS quote_id, (hash(i, 17) % 4000)::INTEGER AS char_start, (hash(i, 17) % 4000 + 60)::INTEGER AS char_end,
            'Something that was said, number ' || i AS text, CASE hash(i, 18) % 3 WHEN 0 THEN 'direct' WHEN 1 THEN 'mixed' ELSE 'indirect' END AS kind,
            'said' AS cue, CASE WHEN hash(i, 20) % 30 = 0 THEN 'deny' ELSE 'state' END AS force, 'ent_' || printf('%016x', {zipf(20000, 19)}) AS speaker_entity_id, 'name' AS speaker_basis, FALSE AS is_fragment""",
        "incidents": f"""'inc_' || {identity} AS incident_id, {TYPES}[1 + {zipf(15, 5)}] AS event_type, 'M' || {zipf(40, 6)} AS event_mode,
            {happened} AS event_date, {happened} AS event_date_end, 'day' AS date_precision, 'Place ' || {zipf(20000, 11)} AS place_text,
            'ent_' || printf('%016x', {zipf(50000, 11)}) AS place_entity_id, 'C' || printf('%02d', {zipf(90, 11)}) AS country_iso3,
            ({zipf(18000, 11)} / 100.0 - 90) AS latitude, ({zipf(36000, 11)} / 100.0 - 180) AS longitude, 1 + (hash(i, 21) % 6)::INTEGER AS geo_precision,
            CASE WHEN hash(i, 2) % 2 = 0 THEN 'Protests' ELSE 'Battles' END AS acled_event_type, 'Sub ' || {zipf(20, 3)} AS acled_sub_event_type,
            killed AS killed_low, killed AS killed_best, killed + 2 AS killed_high, 2 AS article_count, 2 AS publisher_count, {EVENTS_PER_INCIDENT} AS mention_count,
            {published} AS first_reported_at, {published} AS last_reported_at,
            CASE WHEN killed IS NOT NULL THEN list_transform([0, 1], lambda n: {{'article_id': 'art_' || printf('%016x', n), 'publisher': 'P' || n, 'published_at': {published} + to_hours(n),
              'measure': 'killed', 'low': killed, 'best': (killed + n)::INTEGER, 'high': NULL, 'text': 'some', 'char_start': 1, 'char_end': 5}}) END AS figures""",
    }  # fmt: skip
    shared = {"article_id": article, "published_at": published, "run_id": "'run_000001'"}
    written = [f"{value} AS {name}" for name, value in shared.items() if name in TABLES[table].columns]
    numbers = f"SELECT i, CASE WHEN hash(i, 12) % 20 = 0 THEN {zipf(50, 12)}::INTEGER END AS killed FROM range({count * each}) t(i)"
    return duckdb.sql(f"SELECT {', '.join([*written, columns[table]])} FROM ({numbers})").to_arrow_table()


def entities() -> pa.Table:
    """Every entity that the rows refer to, persons and countries by turns."""
    return duckdb.sql(
        f"""SELECT 'ent_' || printf('%016x', i) AS entity_id, CASE i % 3 WHEN 0 THEN 'person' WHEN 1 THEN 'organization' ELSE 'country' END AS entity_type,
            'Name ' || i AS name, 'C' || printf('%02d', hash(i) % 90) AS country_iso3, ['Role ' || i % 50] AS roles,
            TIMESTAMP '2024-01-01' AS first_seen, TIMESTAMP '2025-12-31' AS last_seen, 10 AS article_count, 20 AS mention_count FROM range({ENTITIES}) t(i)"""
    ).to_arrow_table()


def zipf(kinds: int, salt: int) -> str:
    """SQL for a number below `kinds`, the k-th in proportion to about 1/k."""
    return f"(floor(pow({kinds}, (hash(i, {salt}) % 1000000) / 1000000.0)) - 1)::BIGINT"
