"""A warehouse that an older program wrote opens, and grows, without being rewritten."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pyarrow as pa
import pytest

import warehouse
from transforms.ids import make_id
from transforms.schema import TABLES


@pytest.fixture
def older(home, commit, good, monkeypatch):
    """A home written before quotes had a channel, and before there were mentions."""
    with monkeypatch.context() as patch:
        patch.setitem(
            TABLES, "quotes", replace(TABLES["quotes"], columns=tuple(name for name in TABLES["quotes"].columns if name != "channel"))
        )
        patch.delitem(TABLES, "mentions")
        patch.setattr("warehouse.database.create_views", lambda *_, **__: None)
        commit(**{name: rows for name, rows in good.items() if name != "mentions"})
    (home / "nightdesk.duckdb").unlink()
    return home


def test_it_opens_with_null_for_what_it_lacks(older):
    with warehouse.open(older) as house:
        assert house.sql("SELECT text, channel FROM quotes").relation.fetchall() == [("We will rebuild,", None)]
        assert house.table("mentions").to_arrow().num_rows == 0
        assert house.dataset("quotes").to_table()["channel"].to_pylist() == [None]
    assert warehouse.check(older) == []


def test_its_database_has_todays_columns(older):
    warehouse.open(older).close()
    with duckdb.connect(str(older / "nightdesk.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT channel FROM quotes").fetchall() == [(None,)]


def test_new_rows_stand_beside_old_ones(older, commit, make):
    (old,) = (older / "lake/snapshots/000001/quotes/month=2025-07").iterdir()
    commit(quotes=[make.quote("new", channel="interview")], mentions=[make.mention("Ana Ruiz", "she", form="pronoun")])
    with warehouse.open(older) as house:
        assert sorted(house.sql("SELECT channel FROM quotes").relation.fetchall(), key=str) == [("interview",), (None,)]
    assert old.samefile(older / "lake/current/quotes/month=2025-07" / old.name)
    assert warehouse.check(older) == []


def test_old_rows_can_be_given_the_new_column(older):
    with warehouse.writer(older) as store, store.begin() as changes:
        changes.update("quotes", pa.table({"quote_id": [make_id("quote", "q")], "channel": ["interview"]}))
        changes.commit()
    with warehouse.open(older) as house:
        assert house.sql("SELECT channel FROM quotes").relation.fetchall() == [("interview",)]


def test_a_writer_can_ask_for_a_column_that_no_file_has(older):
    with warehouse.writer(older) as store:
        assert [row["channel"] for row in store.rows(f"SELECT * FROM {store.scan('quotes')}")] == [None]
