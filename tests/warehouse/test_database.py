"""nightdesk.duckdb: what any DuckDB client finds."""

from __future__ import annotations

import re
import shutil

import duckdb
import pytest

import warehouse
from transforms.schema import TABLES
from warehouse.layout import Home
from warehouse.views import views


def ask(home, sql):
    with duckdb.connect(str(home / "nightdesk.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def filled(home, commit, good):
    commit(**good)
    return home


def test_every_table_and_view_is_there_with_its_comment_and_those_of_its_columns(filled):
    found = dict(ask(filled, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"))
    assert set(found) == {*TABLES, *(view.name for view in views()), "warehouse_info"}
    assert all(found.values())
    bare = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL AND table_name <> 'warehouse_info'"
    assert ask(filled, bare) == []


def test_columns_come_in_the_order_and_types_of_the_schema(filled):
    from transforms.schema.ddl import create_table

    with duckdb.connect() as reference:
        for name, table in TABLES.items():
            reference.execute(create_table(table))
            wanted = [row[:2] for row in reference.execute(f"DESCRIBE {name}").fetchall()]
            assert [row[:2] for row in ask(filled, f"DESCRIBE {name}")] == wanted


def test_every_view_can_be_queried(filled):
    for view in views():
        ask(filled, f"SELECT * FROM {view.name}")


def test_it_holds_views_only(filled):
    assert ask(filled, "SELECT count(*) FROM duckdb_tables()") == [(0,)]


@pytest.mark.parametrize("table", ["articles", "entities"])
def test_the_first_file_of_a_table_has_rows_for_joins_are_planned_by_its_size(filled, table):
    with warehouse.open(filled) as house:
        first = house.sql(f"SELECT sql FROM duckdb_views() WHERE view_name = '{table}'").relation.fetchall()[0][0].split(".parquet")[0]
    assert not first.endswith("schema")


def test_an_open_connection_keeps_its_state_and_a_new_one_sees_the_newest(filled, commit, make):
    with duckdb.connect() as old, duckdb.connect() as new:
        old.execute(f"ATTACH '{filled}/nightdesk.duckdb' AS w (READ_ONLY)")
        old.execute("USE w")
        commit(articles=[make.article("b")])
        new.execute(f"ATTACH '{filled}/nightdesk.duckdb' AS w (READ_ONLY)")
        assert old.execute("SELECT count(*) FROM w.articles").fetchall() == [(1,)]
        assert new.execute("SELECT count(*) FROM w.articles").fetchall() == [(2,)]


def test_deleted_it_is_made_again_by_the_next_command(filled):
    (filled / "nightdesk.duckdb").unlink()
    warehouse.open(filled).close()
    assert ask(filled, "SELECT count(*) FROM articles") == [(1,)]


def test_broken_it_is_made_again(filled):
    (filled / "nightdesk.duckdb").write_bytes(b"no database")
    warehouse.open(filled).close()
    assert ask(filled, "SELECT count(*) FROM articles") == [(1,)]


@pytest.mark.parametrize("name", ["moved", "with space and 'quote'", "[brackets] and *", "ünïcode"])
def test_moved_it_is_made_again_for_the_new_place(filled, name):
    moved = filled.parent / name
    shutil.move(filled, moved)
    warehouse.open(moved).close()
    assert ask(moved, "SELECT count(*) FROM articles") == [(1,)]
    assert ask(moved, "SELECT home FROM warehouse_info") == [(str(moved),)]


def test_it_is_left_alone_while_it_is_right(filled):
    before = (filled / "nightdesk.duckdb").stat().st_ino
    warehouse.open(filled).close()
    assert (filled / "nightdesk.duckdb").stat().st_ino == before


def test_nothing_but_it_is_left_in_the_home(filled):
    assert {path.name for path in filled.iterdir()} == {"lake", "nightdesk.duckdb"}


def test_a_warehouse_of_a_newer_version_is_refused(filled):
    manifest = Home.at(filled).snapshot(1) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"schema_version": 1', '"schema_version": 1000'))
    with pytest.raises(warehouse.WarehouseError, match=rf"The warehouse in {re.escape(str(filled))} .* newer version .* Upgrade .* --home"):
        warehouse.open(filled)
    with pytest.raises(warehouse.WarehouseError, match="Upgrade"), warehouse.writer(filled):
        pass
