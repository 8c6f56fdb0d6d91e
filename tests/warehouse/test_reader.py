"""The door for analysts, and what it doesn't let through."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow.dataset as ds
import pytest

import warehouse
from warehouse import leases


@pytest.fixture(scope="module")
def filled(tmp_path_factory, good, make):
    """A home with two snapshots, that no test changes."""
    home = tmp_path_factory.mktemp("reader") / "home"
    make.commit(home, **good)
    make.commit(home, articles=[make.article("june", published_at=datetime(2025, 6, 1), word_count=5)])
    return home


@pytest.fixture(scope="module")
def house(filled):
    with warehouse.open(filled) as opened:
        yield opened


def test_a_table_as_pandas_on_arrow_types(house):
    frame = house.table("articles", ["source_key", "word_count", "story_id"], "published_at < '2025-07-01'").to_pandas()
    assert frame.to_dict("records") == [{"source_key": "june", "word_count": 5, "story_id": None}]
    assert str(frame["word_count"].dtype) == "int32[pyarrow]"


def test_a_table_as_arrow_dataset_relation_and_batches(house):
    assert house.table("articles").to_arrow().num_rows == 2
    assert house.dataset("articles").to_table(columns=["source_key"], filter=ds.field("word_count") == 5).to_pylist() == [
        {"source_key": "june"}
    ]
    assert house.table("articles").relation.aggregate("count(*)").fetchall() == [(2,)]
    assert sum(batch.num_rows for batch in house.table("articles").to_batches()) == 2


def test_only_the_columns_and_rows_asked_for_are_read(house):
    plan = house.table("articles", ["source_key"], "word_count = 5").relation.explain()
    assert "word_count=5" in plan.replace(" ", "").replace("CAST(5ASINTEGER)", "5")
    assert "body" not in plan


def test_views_are_tables_too(house):
    assert house.table("current_events", ["headline", "event_type"]).to_arrow().num_rows == 1


def test_sql_takes_parameters(house):
    assert house.sql("SELECT source_key FROM articles WHERE word_count = ?", [5]).relation.fetchall() == [("june",)]
    assert house.sql("SELECT $x + 1", {"x": 1}).relation.fetchall() == [(2,)]


def test_an_earlier_state_by_number_or_time(filled):
    with warehouse.open(filled, at=1) as old, warehouse.open(filled, at=date(2100, 1, 1)) as newest:
        assert (old.snapshot, newest.snapshot) == (1, 2)
        assert old.table("articles").to_arrow().num_rows == 1


def test_a_reader_keeps_its_state(home, commit, make):
    commit(articles=[make.article("a")])
    with warehouse.open(home) as house:
        commit(articles=[make.article("b")])
        assert house.table("articles").to_arrow().num_rows == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda home: warehouse.open(home / "none"), "There is no warehouse in .* Fill it with `nightdesk run PATH`"),
        (lambda home: warehouse.open(home, at=9), "There is no snapshot 9 in .* There are: 1, 2"),
        (lambda home: warehouse.open(home, at=date(1999, 1, 1)), "Nothing was committed by 1999-01-01"),
        (lambda home: warehouse.open(home).table("event"), "There is no table or view 'event'. There are: articles, events"),
        (lambda home: warehouse.open(home).dataset("current_events"), "There is no stored table 'current_events'"),
        (lambda home: warehouse.open(home).table("events", ["colour"]), "colour"),
        (lambda home: warehouse.open(home).sql("SELECT colour FROM events"), "colour"),
        (lambda home: warehouse.open(home).sql("SELEC 1"), "SELEC"),
        (lambda home: warehouse.open(home).sql("SELECT 1; SELECT 2"), "Expected one statement, found 2"),
        (lambda home: warehouse.open(home).sql(""), "Expected one statement, found 0"),
    ],
)
def test_mistakes_are_named_with_their_remedy(filled, call, message):
    with pytest.raises(warehouse.WarehouseError, match=message):
        call(filled)


def test_a_query_that_takes_too_long_is_stopped(house):
    with pytest.raises(warehouse.QueryError, match=r"more than 0\.2 seconds"), house.limit(0.2):
        house.sql("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range % 7 = 3").relation.fetchall()
    assert house.sql("SELECT 1").relation.fetchall() == [(1,)]


def test_a_query_that_takes_too_much_memory_fails_and_the_next_one_works(filled):
    with warehouse.open(filled, memory_limit="60MB") as house:
        with pytest.raises(warehouse.QueryError, match=r"(?i)memory"), house.limit(60):
            house.sql("SELECT length(string_agg(repeat('x', 1000), '')) FROM range(1000000)").relation.fetchall()
        assert house.sql("SELECT 1").relation.fetchall() == [(1,)]


def test_a_snapshot_that_is_collected_while_it_is_being_opened_is_not_taken(home, commit, make, monkeypatch):
    commit(articles=[make.article("a")])
    snapshot = home / "lake" / "snapshots" / "000001"
    lock = leases.fcntl.flock

    def late(descriptor, operation):
        snapshot.rename(home / "expired")
        lock(descriptor, operation)

    monkeypatch.setattr(leases.fcntl, "flock", late)
    with pytest.raises(FileNotFoundError):
        leases.take(snapshot)


def test_who_opens_a_warehouse_at_that_moment_gets_the_next_snapshot(home, commit, make, monkeypatch):
    commit(articles=[make.article("a")])
    taken = []

    def take(snapshot):
        taken.append(snapshot.name)
        if len(taken) == 1:
            commit(articles=[make.article("b")])
            raise FileNotFoundError
        return lease(snapshot)

    lease = leases.take
    monkeypatch.setattr(leases, "take", take)
    with warehouse.open(home) as house:
        assert house.snapshot == 2
    assert taken == ["000001", "000002"]
