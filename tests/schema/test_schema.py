"""What is derived from the schema agrees with it; and it changes only on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from transforms.schema import FIELDS, SCHEMA_VERSION, TABLES
from transforms.schema.arrow import arrow_schema, arrow_table
from transforms.schema.ddl import create_table, sql_type

GOLDEN = Path(__file__).with_name("golden.json")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_arrow_and_sql_have_the_same_columns_and_types(table):
    with duckdb.connect() as connection:
        connection.execute(create_table(table))
        stored = connection.sql(f"FROM {table.name}").to_arrow_table().schema
    assert stored.names == arrow_schema(table).names
    assert [stored.field(name).type for name in stored.names] == [field.type for field in arrow_schema(table)]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_keys_sorts_spans_and_references_name_columns_of_their_table(table):
    named = {
        *table.key,
        *table.sort,
        *(column for column, _ in table.references),
        *(column for span in table.spans for column in (span.text, span.start, span.end)),
    }
    assert named <= set(table.columns)
    assert {target for _, target in table.references} <= set(TABLES)
    assert all(len(TABLES[target].key) == 1 for _, target in table.references)
    assert not table.partitioned or "published_at" in table.columns


def test_every_column_is_described_in_a_sentence():
    for field in FIELDS.values():
        assert field.description.endswith((".", "…")), field.name


def test_every_defined_column_stands_in_a_table():
    assert set(FIELDS) == {column for table in TABLES.values() for column in table.columns}


def test_rows_become_arrow_with_null_for_what_they_lack_and_without_what_is_foreign():
    row = arrow_table(TABLES["redirects"], [{"replaced_id": "a", "current_id": "b", "run_id": "r", "foreign": 1}]).to_pylist()
    assert row == [{"replaced_id": "a", "current_id": "b", "detail": None, "run_id": "r"}]


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("string", "VARCHAR"),
        ("list<int64>", "BIGINT[]"),
        ("struct<a: int32, class: string>", 'STRUCT("a" INTEGER, "class" VARCHAR)'),
        ("list<struct<a: timestamp>>", 'STRUCT("a" TIMESTAMP)[]'),
    ],
)
def test_types_in_sql(name, sql):
    assert sql_type(name) == sql


def test_the_schema_changes_only_on_purpose():
    """What each version has is on record in tests/warehouse/released: a test there fails where the golden file changes and the version doesn't."""
    now = {name: {field.name: field.type for field in table.fields} for name, table in TABLES.items()}
    assert json.loads(GOLDEN.read_text("utf8")) == {"schema_version": SCHEMA_VERSION, "tables": now}, (
        "on purpose? then raise SCHEMA_VERSION, and run tests/schema/golden.py and tests/warehouse/keep_released.py"
    )
