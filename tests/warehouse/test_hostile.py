"""SQL that is not a question, or takes more than its share, at every door: Python, the command line, the server.

Writing, reading other files, loading code, changing settings: refused, and nothing of the home has changed. Time and memory without end: stopped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pandas as pd
import pytest

import warehouse
from warehouse.limits import GRACE_SECONDS, Limits, limited_memory, size_in_bytes
from warehouse.serving.pool import Pool

SECONDS = 1.0
MEMORY = 200 << 20

ALLOWED = [
    "FROM articles",
    "TABLE articles",
    "VALUES (1)",
    "WITH a AS (SELECT 1) FROM a",
    "DESCRIBE events",
    "SUMMARIZE articles",
    "SHOW TABLES",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "-- a comment\nSELECT 1;",
    "SELECT * FROM (PIVOT articles ON status IN ('usable') USING count(*))",
]

WRITING = [
    "INSERT INTO articles VALUES (1)",
    "UPDATE articles SET body = ''",
    "DELETE FROM articles",
    "TRUNCATE articles",
    "MERGE INTO articles USING (SELECT 1) ON FALSE WHEN NOT MATCHED THEN INSERT VALUES (1)",
    "WITH x AS (DELETE FROM articles RETURNING *) SELECT * FROM x",
    "CREATE TABLE t (a INTEGER)",
    "CREATE TEMP TABLE t AS SELECT 1",
    "CREATE VIEW v AS SELECT 1",
    "CREATE OR REPLACE VIEW articles AS SELECT 1",
    "CREATE MACRO m() AS 1",
    "CREATE TYPE t AS ENUM ('a')",
    "CREATE SEQUENCE s",
    "DROP VIEW articles",
    "ALTER VIEW articles RENAME TO a",
    "COMMENT ON VIEW articles IS ''",
    "COPY articles TO '{home}/stolen.csv'",
    "COPY (SELECT 1) TO STDOUT",
    "COPY articles FROM '{home}/articles.csv'",
    "COPY (SELECT 1) TO '{home}/lake/current/articles/month=unknown/forged.parquet'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{home}/lake/current/articles/month=unknown/forged.parquet'",
    "EXPLAIN (ANALYZE) COPY (SELECT 1) TO '{home}/lake/current/articles/month=unknown/forged.parquet'",
    "/* x */ EXPLAIN /* y */ ANALYZE COPY (SELECT 1) TO '{home}/lake/current/articles/month=unknown/forged.parquet'",
    "explain\nanalyze\n-- SELECT\nDROP VIEW articles",
    "EXPORT DATABASE '{home}/stolen'",
    "IMPORT DATABASE '{home}'",
    "ATTACH '{home}/new.duckdb'",
    "ATTACH '{home}/nightdesk.duckdb' AS w",
    "ATTACH ':memory:' AS m",
    "ATTACH 'host=127.0.0.1' AS p (TYPE postgres)",
    "DETACH memory",
    "USE memory",
    "BEGIN",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "DEALLOCATE p",
    "SELECT 1; DROP VIEW articles",
    "SELECT 1; SELECT 2",
    "SELECT 1 /* ; */ ; -- \n DROP VIEW articles",
    "SELECT * FROM query('COPY (SELECT 1) TO ''{home}/stolen.csv''')",
    "SELECT * FROM query('DROP VIEW articles')",
    "FROM force_checkpoint()",
]

SETTINGS_AND_CODE = [
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{home}/evil.duckdb_extension'",
    "FORCE INSTALL json FROM 'http://127.0.0.1/'",
    "UPDATE EXTENSIONS",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET memory_limit = '100GB'",
    "SET allowed_directories = ['/']",
    "SET GLOBAL threads = 64",
    "SET VARIABLE x = 1",
    "RESET memory_limit",
    "RESET lock_configuration",
    "PRAGMA enable_profiling",
    "PRAGMA database_list",
    "PRAGMA temp_directory = '/'",
    "CALL pragma_version()",
    "CALL enable_logging()",
    "FROM enable_logging(storage = 'file', storage_path = '{home}')",
    "FROM enable_profiling(save_location = '{home}/profile.json')",
    "CREATE SECRET s (TYPE http)",
    "FROM duckdb_secrets()",
    "FROM which_secret('s3://x', 's3')",
    "SELECT getenv('HOME')",
    "FROM local_frame",
]

READING_ELSEWHERE = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_text('{home}/nightdesk.duckdb')",
    "SELECT * FROM read_blob('{home}/../*')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv('/dev/stdin')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_duckdb('{home}/nightdesk.duckdb', table_name = 'articles')",
    "SELECT * FROM read_parquet('{home}/lake/snapshots/000001/articles/*/*.parquet')",
    "SELECT * FROM parquet_scan('{home}/lake/snapshots/000001/articles/*/*.parquet')",
    "SELECT * FROM read_parquet('{home}/lake/current/../../../../secret.parquet')",
    "SELECT * FROM read_parquet('{home}/lake/snapshots/000002/../000001/manifest.json')",
    "SELECT * FROM parquet_metadata('/tmp/x.parquet')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM read_json('http://127.0.0.1:1/x.json')",
    "SELECT * FROM 'https://127.0.0.1:1/x.parquet'",
    "SELECT * FROM read_text('s3://bucket/x')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''/etc/passwd'')'))",
    "SELECT * FROM query('FROM read_text(''/etc/passwd'')')",
    "EXPLAIN ANALYZE SELECT * FROM read_text('/etc/passwd')",
]

WITHOUT_END = [
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
    "SELECT count(*) FROM range(1000000000000)",
    "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b",
    "SELECT count(DISTINCT range) FROM range(100000000000)",
    "SELECT * FROM range(1000000000000) ORDER BY hash(range)",
    "SELECT sleep_ms(1000000)",
    "EXPLAIN ANALYZE SELECT count(*) FROM range(1000000000000)",
]
"""Stopped between two steps."""

WITHOUT_END_IN_ONE_STEP = [
    "SELECT levenshtein(repeat('ab', 100000), repeat('ba', 100000))",
    "SELECT damerau_levenshtein(repeat('ab', 5000), repeat('ba', 5000)) FROM range(10000)",
]
"""A single call that looks for no signal: only the end of its process stops it."""

LARGE = [
    "SELECT length(repeat('x', 100000000000))",
    "SELECT string_agg(repeat('x', 1000), '') FROM range(100000000)",
    "SELECT list(range) FROM range(100000000000)",
    "SELECT len(range(100000000000))",
    "SELECT unnest(range(100000000000)) LIMIT 1",
    "SELECT list_resize([1], 100000000000)",
    "SELECT " + "(" * 5000 + "1" + ")" * 5000,
]
"""Refused by DuckDB's own accounts."""

LARGE_IN_ONE_STEP = [
    "SELECT length(lpad('x', 2000000000, 'x'))",
    "SELECT length(format('{{:>2000000000}}', 'x'))",
    "SELECT length(printf('%2000000000d', 1))",
    "SELECT repeat([1, 2, 3], 10000000000)",
]
"""Taken from the system without account: only the kernel refuses it."""

REFUSED = WRITING + SETTINGS_AND_CODE + READING_ELSEWHERE


@pytest.fixture(scope="module")
def filled(tmp_path_factory, good, make):
    home = tmp_path_factory.mktemp("hostile") / "home"
    make.commit(home, **good)
    make.commit(home, articles=[make.article("june")])
    return home


@pytest.fixture(scope="module")
def house(filled):
    with warehouse.open(filled, memory_limit=f"{MEMORY >> 20}MiB") as opened:
        yield opened


@pytest.fixture(scope="module")
def pool(filled):
    """The processes that a server runs its statements in."""
    opened = Pool(filled, Limits(SECONDS, MEMORY), size=2)
    yield opened
    opened.close()


def in_python(house, text):
    with house.limit(SECONDS):
        return house.sql(text).to_arrow().num_rows


def in_a_server(pool, text):
    _, batches = pool.rows(2, text)
    return sum(batch.num_rows for batch in batches)


@pytest.fixture(params=["python", "server"])
def ask(request, house, pool):
    """A function that asks a question at one of the doors, and gives the number of rows."""
    return (lambda text: in_python(house, text)) if request.param == "python" else (lambda text: in_a_server(pool, text))


@pytest.mark.parametrize("text", ALLOWED)
def test_questions_are_answered(ask, text):
    assert ask(text) >= 1


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_question_is_refused(filled, ask, text):
    local_frame = pd.DataFrame({"a": [1]})
    before = {path: path.lstat().st_mtime_ns for path in filled.rglob("*")}
    with pytest.raises(warehouse.QueryError):
        ask(text.format(home=filled))
    assert {path: path.lstat().st_mtime_ns for path in filled.rglob("*")} == before
    assert ask("FROM articles") == 2
    assert len(local_frame) == 1


@pytest.mark.parametrize("text", WITHOUT_END)
def test_what_has_no_end_is_stopped(ask, text):
    begun = time.monotonic()
    with pytest.raises(warehouse.QueryError, match=r"more than 1 seconds|(?i:memory)"):
        ask(text)
    assert time.monotonic() - begun < 20  # far from for ever, whatever else the machine does
    assert ask("FROM articles") == 2


@pytest.mark.parametrize("text", LARGE)
def test_what_is_too_large_is_refused(ask, text):
    with pytest.raises(warehouse.QueryError):
        ask(text)
    assert ask("FROM articles") == 2


@pytest.mark.parametrize("text", WITHOUT_END_IN_ONE_STEP)
def test_a_server_ends_the_process_that_does_not_stop(pool, text):
    with pytest.raises(warehouse.QueryError, match=r"more than 1 seconds|Out of Memory"):  # whichever limit is met first
        in_a_server(pool, text)
    assert in_a_server(pool, "FROM articles") == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's private memory")
@pytest.mark.parametrize("text", LARGE_IN_ONE_STEP)
def test_the_kernel_refuses_what_a_server_must_not_take(pool, text):
    with pytest.raises(warehouse.QueryError, match=r"(?i)memory|alloc|more than 1 seconds"):
        in_a_server(pool, text.replace("{{", "{").replace("}}", "}"))
    assert in_a_server(pool, "FROM articles") == 2


def test_the_answer_too_is_under_the_limits(pool):
    """Rows without end are sent until the time is over, and the pipe's reader is told why there are no more."""
    _, batches = pool.rows(2, "FROM range(100000000000)")
    with pytest.raises(warehouse.QueryError, match="more than 1 seconds"):
        for _ in batches:
            pass


def test_an_error_far_into_a_stream_is_told(house, pool):
    text = "SELECT CASE WHEN range = 500000 THEN error('at last') ELSE range END AS n FROM range(1000000)"
    with pytest.raises(warehouse.QueryError, match="at last"), house.limit(60):
        for _ in house.sql(text).to_batches():
            pass
    with pytest.raises(warehouse.QueryError, match="at last"):
        in_a_server(pool, text)


def sql(home, text, *options):
    command = [sys.executable, "-m", "flows.cli", "sql", text, "--home", str(home), *options]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=100, check=False, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("COPY (SELECT 1) TO '/tmp/stolen'", "COPY statements are not allowed"),
        (WITHOUT_END[0], "more than 1 seconds"),
        (WITHOUT_END_IN_ONE_STEP[0], "could not be stopped otherwise"),
        pytest.param(
            LARGE_IN_ONE_STEP[1].replace("{{", "{").replace("}}", "}"),
            "Memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="as above"),
        ),
    ],
)
def test_the_command_keeps_the_same_limits(filled, text, message):
    ended = sql(filled, text, "--seconds", "1", "--memory", "200MB")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr


def test_there_are_more_than_fifty():
    tried = [*REFUSED, *WITHOUT_END, *WITHOUT_END_IN_ONE_STEP, *LARGE, *LARGE_IN_ONE_STEP]
    assert len(set(tried)) == len(tried) > 100
    assert GRACE_SECONDS > 0


@pytest.mark.parametrize(("text", "expected"), [("128MiB", 128 << 20), ("2GB", 2_000_000_000), (" 1 gib ", 1 << 30)])
def test_sizes(text, expected):
    assert size_in_bytes(text) == expected


@pytest.mark.parametrize("text", ["", "5", "1TB", "-1GB", "64MB", "1.5GB", "GB"])
def test_no_sizes(text):
    with pytest.raises(ValueError, match="no amount of memory"):
        size_in_bytes(text)


def test_the_limit_of_a_process_goes_with_its_block():
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    with limited_memory(1 << 40):
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] != resource.RLIM_INFINITY
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
