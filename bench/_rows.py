"""Rows of a generated warehouse: articles of two years with their events, quotes and mentions, the incidents and entities that they tell of.

To ten events there are five mentions and two quotes. Who and what is named follows Zipf's law; ids look as random as ours; how often a value is
unknown, a text superseded or a mention the only one of its incident is about as in the warehouse of our sample, but that twice as
many events have a known actor or target. The mentions of an incident agree on what, who, where and when. The same call gives the same rows.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from transforms.schema import TABLES

EVENTS_PER_ARTICLE = 10
ENTITIES = 50_000
INCIDENTS = "[[0, 0, 0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 1, 1, 2, 8, 9, 10, 11]]"
"""Of two articles, which incident each of their events belongs to: one has six mentions, one three, one two and nine one."""
INCIDENTS_OF_TWO = 12
ROWS_PER_ARTICLE = {
    "articles": 1,
    "fingerprints": 1,
    "events": EVENTS_PER_ARTICLE,
    "mentions": EVENTS_PER_ARTICLE // 2,
    "quotes": EVENTS_PER_ARTICLE // 5,
    "incidents": INCIDENTS_OF_TWO // 2,
}
TABLES_OF_ARTICLES = tuple(ROWS_PER_ARTICLE)
TYPES = (("ASSAULT", "18", 4, -9.0), ("CONSULT", "04", 1, 2.2), ("SUPPORT", "05", 1, 4.0), ("PROTEST", "14", 4, -6.5), ("ACCUSE", "11", 3, -2.5),
         ("COERCE", "17", 4, -7.0), ("REQUEST", "10", 3, -3.0), ("AGREE", "03", 1, 5.0), ("REJECT", "12", 3, -4.0), ("AID", "07", 2, 7.2),
         ("COOPERATE", "06", 2, 6.5), ("THREATEN", "13", 3, -5.0), ("SANCTION", "16", 4, -4.5), ("MOBILIZE", "15", 4, -7.2), ("RETREAT", "08", 2, 6.0))  # fmt: skip
"""Types with their CAMEO root, quad class and intensity, the most frequent first."""


def generated(table: str, first: int, count: int, begin: str, days: int) -> pa.Table:
    """Rows of a table for the articles `first` to `first + count`, both even, published over some days from `begin`."""
    each = ROWS_PER_ARTICLE[table]
    article = f"({first} + i // {each})"
    published = f"(TIMESTAMP '{begin}' + to_seconds((i // {each} * {days} * 86400.0 / {count})::BIGINT))"
    columns = {
        "articles": f"""'s' || ({first} + i) AS source_key, 1 AS version, {share(92, 31)} AS is_current, CASE WHEN {share(98, 32)} THEN 'usable' ELSE 'canceled' END AS status,
            CASE WHEN {share(4, 33)} THEN {identity("art", f"{article} - 1")} END AS duplicate_of, 'annotated' AS annotation, 'bench' AS source_uri,
            'jsonl' AS source_format, 'P' || {zipf(200, 1)} AS publisher, 'Headline number ' || i || ', of as many words as such lines have' AS headline,
            'https://news.example.org/2025/' || {zipf(12, 34)} || '/story-of-some-length-' || i AS url, 'metadata' AS published_at_basis, 'en' AS language,
            repeat('Some words of a body, ' || i || '. ', 60) AS body, 400 AS word_count, TIMESTAMP '{begin}' AS ingested_at""",
        "fingerprints": f"'s' || ({first} + i) AS source_key, 1 AS version, md5(i::VARCHAR) AS text_sha256, [(hash(i, 1) // 4)::BIGINT, (hash(i, 2) // 4)::BIGINT] AS fingerprint",
        "events": f"""{identity("evt", f"{first} * {each} + i")} AS event_id, start AS char_start, start + 120 AS char_end, 'word' || {zipf(300, 4)} AS trigger,
            start + 20 AS trigger_start, start + 26 AS trigger_end, {_what()},
            CASE WHEN actor IS NOT NULL THEN 'Actor ' || actor END AS actor_text, CASE WHEN actor IS NOT NULL THEN start END AS actor_start,
            CASE WHEN actor IS NOT NULL THEN start + 12 END AS actor_end, {identity("ent", "actor")} AS actor_entity_id, {country("actor")} AS actor_country,
            {identity("ent", "target")} AS target_entity_id, {country("target")} AS target_country, {_where()}, CASE WHEN {share(94, 22, "i")} THEN 'asserted' ELSE 'planned' END AS modality,
            {share(2, 23, "i")} AS negated, CASE WHEN happened IS NOT NULL THEN CASE WHEN {share(55, 30)} THEN 'sentence' ELSE 'context' END END AS date_basis, killed AS killed_best,
            CASE WHEN {share(6, 13)} THEN [{{'class': 'W' || {zipf(12, 13)}, 'text': 'weapon', 'char_start': 1, 'char_end': 7, 'count_low': NULL, 'count_high': NULL}}] END AS weapons,
            {identity("inc", "k")} AS incident_id, 'rule-' || {zipf(200, 24)} AS rule_id, 0.5 + (hash(i, 14) % 50) / 100.0 AS confidence""",
        "mentions": f"""{identity("men", f"{first} * {each} + i")} AS mention_id, CASE WHEN named THEN {identity("ent", zipf(ENTITIES, 15))} END AS entity_id,
            CASE WHEN named THEN 'PERSON' ELSE 'DATE' END AS label, 'name' AS form, 'Name ' || {zipf(ENTITIES, 15)} AS text, start AS char_start, start + 9 AS char_end""",
        "quotes": f"""{identity("quo", f"{first} * {each} + i")} AS quote_id, start AS char_start, start + 60 AS char_end,
            'Something that was said, number ' || i AS text, CASE hash(i, 18) % 3 WHEN 0 THEN 'direct' WHEN 1 THEN 'mixed' ELSE 'indirect' END AS kind,
            'said' AS cue, CASE WHEN hash(i, 20) % 30 = 0 THEN 'deny' ELSE 'state' END AS force, CASE WHEN spoken THEN {identity("ent", zipf(20000, 19))} END AS speaker_entity_id,
            CASE WHEN spoken THEN 'Name ' || {zipf(20000, 19)} END AS speaker_name, 'Name' AS speaker_text, 'name' AS speaker_basis, {share(5, 25)} AS is_fragment""",
        "incidents": f"""{identity("inc", "k")} AS incident_id, {_what()}, 'Sub ' || {zipf(20, 3, "k")} AS acled_sub_event_type,
            CASE WHEN hash(k, 2) % 2 = 0 THEN 'Protests' ELSE 'Battles' END AS acled_event_type, {_where()},
            killed AS killed_low, killed AS killed_best, killed + 2 AS killed_high, 2 AS article_count, 2 AS publisher_count, 2 AS mention_count,
            {published} AS first_reported_at, {published} AS last_reported_at,
            CASE WHEN killed IS NOT NULL THEN list_transform([0, 1], lambda n: {{'article_id': {identity("art", f"{article} + n")}, 'publisher': 'P' || n, 'published_at': {published} + to_hours(n),
              'measure': 'killed', 'low': killed, 'best': (killed + n)::INTEGER, 'high': NULL, 'text': 'some', 'char_start': 1, 'char_end': 5}}) END AS figures""",
    }  # fmt: skip
    shared = {"article_id": identity("art", article), "published_at": published, "run_id": "'run_000001'"}
    written = [f"{value} AS {name}" for name, value in shared.items() if name in TABLES[table].columns]
    incident = f"{article} // 2 * {INCIDENTS_OF_TWO} + {INCIDENTS}[1 + {article} % 2][1 + i % {EVENTS_PER_ARTICLE}]"
    numbers = f"SELECT i, {incident if table == 'events' else f'{first} * {each} + i'} AS k FROM range({count * each}) t(i)"
    drawn = f"""SELECT i, k, (hash(i, 3) % 4000)::INTEGER AS start, {share(45, 16)} AS named, {share(65, 17)} AS spoken, {zipf(len(TYPES), 5, "k")} AS type,
        CASE WHEN {share(45, 9)} THEN {zipf(ENTITIES, 9, "k")} END AS actor, CASE WHEN {share(20, 10)} THEN {zipf(ENTITIES, 10, "k")} END AS target,
        CASE WHEN {share(63, 11)} THEN {zipf(ENTITIES, 11, "k")} END AS place, CASE WHEN {share(62, 26)} THEN {published}::DATE - (hash(k, 27) % 3)::INTEGER END AS happened,
        CASE WHEN {share(18, 12)} THEN {zipf(50, 28, "k")}::INTEGER END AS killed FROM ({numbers})"""
    return duckdb.sql(f"SELECT {', '.join([*written, columns[table]])} FROM ({drawn})").to_arrow_table()


def entities() -> pa.Table:
    """Every entity that the rows refer to, persons, organisations and countries by turns."""
    return duckdb.sql(
        f"""SELECT {identity("ent", "i")} AS entity_id, CASE i % 3 WHEN 0 THEN 'person' WHEN 1 THEN 'organization' ELSE 'country' END AS entity_type,
            'Name ' || i AS name, {country("i")} AS country_iso3, ['Role ' || i % 50] AS roles,
            TIMESTAMP '2024-01-01' AS first_seen, TIMESTAMP '2025-12-31' AS last_seen, 10 AS article_count, 20 AS mention_count FROM range({ENTITIES}) t(i)"""
    ).to_arrow_table()


def identity(kind: str, number: str) -> str:
    """SQL for the id of a thing by its number: NULL has none."""
    return _unless_null(number, f"'{kind}_' || printf('%016x', hash({number}, '{kind}'))")


def country(number: str) -> str:
    """SQL for the country that a thing belongs to: of the better known things the better known countries."""
    return _unless_null(number, f"'C' || printf('%02d', (89 * ln(1 + {number}) / ln({ENTITIES}))::INTEGER)")


def zipf(kinds: int, salt: int, number: str = "i") -> str:
    """SQL for a number below `kinds`, the k-th in proportion to about 1/k."""
    return f"(floor(pow({kinds}, (hash({number}, {salt}) % 1000000) / 1000000.0)) - 1)::BIGINT"


def share(percent: int, salt: int, number: str = "k") -> str:
    """SQL that is true of so many in a hundred."""
    return f"(hash({number}, {salt}, 'share') % 100 < {percent})"


def _unless_null(number: str, value: str) -> str:
    return f"(CASE WHEN {number} IS NOT NULL THEN {value} END)"


def _what() -> str:
    names, roots, quads, intensities = (list(column) for column in zip(*TYPES, strict=True))
    chosen = {"event_type": names, "cameo_root": roots, "quad_class": quads, "intensity": intensities}
    return ", ".join(f"{values}[1 + type] AS {name}" for name, values in chosen.items()) + f", 'M' || {zipf(40, 6, 'k')} AS event_mode"


def _where() -> str:
    return f"""CASE WHEN place IS NOT NULL THEN 'Place ' || place END AS place_text, {identity("ent", "place")} AS place_entity_id, {country("place")} AS country_iso3,
            'A' || place // 50 AS admin1, (place * 7 % 18000) / 100.0 - 90 AS latitude, (place * 11 % 36000) / 100.0 - 180 AS longitude,
            CASE WHEN place IS NOT NULL THEN 1 + (hash(k, 21) % 6)::INTEGER END AS geo_precision, happened AS event_date, happened AS event_date_end,
            CASE WHEN happened IS NULL THEN 'none' WHEN {share(80, 29)} THEN 'day' ELSE 'month' END AS date_precision"""
