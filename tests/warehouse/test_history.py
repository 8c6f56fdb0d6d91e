"""Earlier states: listed, compared, taken back, and in the end let go."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyarrow as pa
import pytest

import warehouse
from transforms.ids import make_id
from warehouse.history import expired
from warehouse.manifest import Manifest

pytestmark = pytest.mark.usefixtures("no_database")


def test_snapshots_are_listed_with_what_each_costs(home, commit, make):
    commit(articles=[make.article("a"), make.article("b")])
    commit(articles=[make.article("c")])
    first, second = warehouse.snapshots(home)
    assert (first.number, first.run_id, first.rows, second.rows) == (1, "run_000001", 2, 3)
    assert second.bytes == first.bytes + second.new_bytes
    assert 0 < second.new_bytes < first.new_bytes


def test_a_diff_tells_what_was_added_changed_and_removed(home, commit, make):
    commit(entities=[make.entity(name) for name in ("stays", "changes", "goes")], articles=[make.article("a")])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.upsert("entities", make.table("entities", [make.entity("changes", mention_count=9), make.entity("comes")]))
        changes.delete("entities", pa.table({"entity_id": [make_id("entity", "goes")]}))
        changes.commit()
    (change,) = warehouse.diff(home, 1, 2, rows=True)
    assert (change.table, change.added, change.removed, change.changed) == ("entities", 1, 1, 1)
    assert {row["change"]: row["name"] for row in change.rows} == {"added": "comes", "removed": "goes", "changed": "changes"}
    assert [(back.added, back.removed) for back in warehouse.diff(home, 2, 1)] == [(1, 1)]


def test_rows_that_only_moved_to_another_file_are_unchanged(home, commit, make):
    for number in range(1, 9):
        commit(articles=[make.article(str(number))])
    commit(articles=[make.article("9")])
    (change,) = warehouse.diff(home, 8)
    assert (change.added, change.removed, change.changed) == (1, 0, 0)


def test_a_diff_with_itself_is_empty(home, commit, make):
    commit(articles=[make.article("a")])
    assert warehouse.diff(home, 1, 1) == []


def test_going_back_makes_a_new_snapshot_with_the_old_rows(home, commit, make):
    commit(articles=[make.article("a")])
    commit(articles=[make.article("b")])
    assert warehouse.rollback(home, 1) == 3
    with warehouse.open(home) as house, warehouse.open(home, at=2) as undone:
        assert house.table("articles").to_arrow().num_rows == 1
        assert undone.table("articles").to_arrow().num_rows == 2
    assert warehouse.snapshots(home)[-1].note == "back to 1"
    assert warehouse.diff(home, 1, 3) == []
    assert commit(articles=[make.article("c")]) == 4


def test_going_back_to_what_is_not_there_is_refused(home, commit, make):
    commit(articles=[make.article("a")])
    with pytest.raises(warehouse.NotFoundError, match="There is no snapshot 7"):
        warehouse.rollback(home, 7)


NOW = datetime(2025, 7, 20)


@pytest.mark.parametrize(
    ("days_ago", "gone"),
    [
        ([3, 2, 1], []),
        ([13.9, 1], []),
        ([90, 89, 60, 59, 1], [1, 3]),
        ([16, 15, 1], [1, 2]),
        ([400], []),
    ],
)
def test_kept_are_all_of_two_weeks_and_before_them_the_last_of_each_month(days_ago, gone):
    manifests = [Manifest(number, None, "", NOW - timedelta(days=days)) for number, days in enumerate(days_ago, 1)]
    assert expired(manifests, 14, NOW) == gone


def test_collecting_removes_what_nobody_reads_and_no_other_snapshot_has(home, commit, make):
    for name in "abc":
        commit(articles=[make.article(name)])
    with warehouse.open(home, at=1) as reader:
        with warehouse.writer(home) as store:
            assert warehouse.collect(store, keep_days=-1) == [2]
        assert reader.table("articles").to_arrow().num_rows == 1
    with warehouse.writer(home) as store:
        assert warehouse.collect(store, keep_days=-1) == [1]
    with warehouse.open(home) as house:
        assert house.table("articles").to_arrow().num_rows == 3
    assert [snapshot.number for snapshot in warehouse.snapshots(home)] == [3]
