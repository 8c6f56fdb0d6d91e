"""`entity_sums`: rows that are only added, and add up to the names of all articles."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

import warehouse
from transforms.ids import make_id
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table
from warehouse.checks import written_checks
from warehouse.sums import outdated

pytestmark = pytest.mark.usefixtures("no_database")

ANA, BEN, CEM = (make_id("entity", name) for name in ("Ana", "Ben", "Cem"))
SUMMED = """
    SELECT entity_id, entity_key, sum(article_change)::INTEGER AS articles FROM entity_sums WHERE about = 'name'
    GROUP BY ALL HAVING sum(article_change) <> 0 ORDER BY entity_key, entity_id"""
(CHECK,) = (check.sql for check in written_checks() if check.name == "entity_sums")


@pytest.fixture
def summed(home):
    """What the sums come to, which is always what the names come to."""

    def ask():
        with warehouse.open(home) as house:
            assert house.sql(CHECK).relation.fetchall() == []
            return house.sql(SUMMED).relation.fetchall()

    return ask


@pytest.fixture
def change(home):
    """Commit names, moves (key, from, to) and redirects (from, to)."""

    def commit(names=(), moves=(), redirects=()):
        with warehouse.writer(home) as store, store.begin() as changes:
            changes.append("entity_keys", arrow_table(TABLES["entity_keys"], names))
            rows = [{"replaced_id": old, "current_id": now, "detail": "linked", "run_id": changes.run_id} for old, now in redirects]
            changes.upsert("redirects", arrow_table(TABLES["redirects"], rows))
            columns = zip(*moves, strict=True) if moves else ((), (), ())
            changes.move(
                pa.table(
                    {name: pa.array(values, pa.string()) for name, values in zip(("entity_key", "from_id", "to_id"), columns, strict=True)}
                )
            )
            changes.commit()

    return commit


def rows_of(home):
    with warehouse.open(home) as house:
        return house.sql("SELECT entity_id, article_change, run_id FROM entity_sums ORDER BY ALL").relation.fetchall()


def test_a_night_adds_what_it_names(home, change, make, summed):
    change([make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b"), make.entity_key("Ben")])
    change([make.entity_key("Ana", of="c")])
    assert summed() == [(ANA, "person:ana", 3), (BEN, "person:ben", 1)]


def test_a_name_that_moves_is_taken_from_one_and_given_to_the_other(home, change, make, summed):
    change([make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b", entity_key="person:?a")])
    change([make.entity_key("Ben", of="c", entity_key="person:?a")], moves=[("person:?a", ANA, BEN)])
    assert summed() == [(BEN, "person:?a", 2), (ANA, "person:ana", 1)]
    change(moves=[("person:?a", BEN, ANA)])
    assert summed() == [(ANA, "person:?a", 2), (ANA, "person:ana", 1)]


def test_all_names_of_an_entity_that_goes_are_given_to_the_one_that_stands(change, make, summed):
    change([make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b", entity_key="person:?a"), make.entity_key("Cem")])
    change(redirects=[(ANA, BEN)])
    change([make.entity_key("Ben", of="c")], redirects=[(BEN, CEM)])
    assert summed() == [(CEM, "person:?a", 1), (CEM, "person:ana", 1), (CEM, "person:ben", 1), (CEM, "person:cem", 1)]


def test_a_name_that_has_left_is_not_told_of(home, change, make):
    change([make.entity_key("Ana", of="a", entity_key="person:?a", block="person:a")])
    change(moves=[("person:?a", ANA, BEN)])
    with warehouse.writer(home) as store:
        assert [(row["entity_id"], row["article_change"]) for row in store.all_of([ANA, BEN])] == [(BEN, 1)]


def test_rows_that_come_to_nothing_go_when_files_are_merged(home, change, make, summed):
    change([make.entity_key("Ana", of="a")])
    change(moves=[("person:ana", ANA, BEN)])
    assert rows_of(home) == [(ANA, -1, "run_000002"), (ANA, 1, "run_000001"), (BEN, 1, "run_000002")]
    for number in range(7):
        change([make.entity_key("Ben", of=f"b{number}")])
    assert rows_of(home) == [(BEN, 1, "run_000002"), (BEN, 7, "run_000009")]
    with warehouse.writer(home) as store:
        assert outdated(store) == []
    assert summed() == [(BEN, "person:ana", 1), (BEN, "person:ben", 7)]


def test_a_warehouse_that_lacks_them_is_given_them_by_the_next_night(home, change, make, summed):
    change([make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b", entity_key="person:?a")])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.drop("entity_sums", [path for path, file in changes.files["entity_sums"].items() if file.rows])
        changes.append("entity_keys", arrow_table(TABLES["entity_keys"], [make.entity_key("Ben")]))
        changes.commit()
    assert summed() == [(ANA, "person:?a", 1), (ANA, "person:ana", 1), (BEN, "person:ben", 1)]


def test_sums_of_an_older_program_are_made_anew(change, make, summed, home):
    change([make.entity_key("Ana", of="a")])
    with warehouse.writer(home) as store, store.begin() as changes:
        (path,) = (path for path, file in changes.files["entity_sums"].items() if file.rows)
        changes.files["entity_sums"][path] = replace(changes.files["entity_sums"][path], columns="of an older program")
        changes.append("entity_keys", arrow_table(TABLES["entity_keys"], [make.entity_key("Ana", of="b")]))
        changes.commit()
    assert summed() == [(ANA, "person:ana", 2)]


def test_names_of_one_block_that_an_article_uses_together_are_counted(home, change, make, summed):
    """So that articles can be counted once where the names turn out to be one."""
    change([make.entity_key("Ana", of="a"), make.entity_key("Ben", of="a", block="person:ana"), make.entity_key("Cem", of="a")])
    change([make.entity_key("Ana", of="b"), make.entity_key("Ben", of="b", block="person:ana")])
    assert len(summed()) == 3
    with warehouse.open(home) as house:
        found = house.sql(
            "SELECT entity_key, name, sum(article_change)::INTEGER FROM entity_sums WHERE about = 'beside' GROUP BY ALL ORDER BY ALL"
        )
        assert found.relation.fetchall() == [("person:ana", "person:ben", 2), ("person:ben", "person:ana", 2)]
