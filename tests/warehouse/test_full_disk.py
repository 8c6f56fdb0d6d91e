"""A disk that is full, or can't be written to, costs the run and nothing else."""

from __future__ import annotations

import resource
from contextlib import contextmanager

import pytest

import warehouse
from warehouse import database


@contextmanager
def no_room_for_files_above(size):
    """Let no file grow beyond `size` bytes, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 1000, 9000])
def test_a_run_that_finds_no_room_is_not_there(home, commit, good, make, size):
    commit(**good)
    with no_room_for_files_above(size), pytest.raises((warehouse.WarehouseError, OSError)):
        commit(articles=[make.article(str(number), body=f"{number} " * 50) for number in range(500)], runs=[make.run(2)])
    assert [snapshot.number for snapshot in warehouse.snapshots(home)] == [1]
    assert warehouse.check(home) == []
    commit(runs=[make.run(2)])
    assert warehouse.check(home) == []


def test_the_failure_says_what_to_do(home, commit, make):
    with warehouse.writer(home) as store:
        changes = store.begin()
        with no_room_for_files_above(9000), pytest.raises(warehouse.WarehouseError, match=r"nothing was committed\. Make room"), changes:
            changes.append("articles", make.table("articles", [make.article(str(number), body=str(number) * 50) for number in range(2000)]))


def test_a_commit_stands_even_if_its_database_cannot_be_written(home, commit, good, monkeypatch):
    def full(home):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(database, "publish", full)
        with pytest.warns(UserWarning, match="The run is committed"):
            commit(**good)
    assert warehouse.check(home) == []
    assert (home / "nightdesk.duckdb").exists()


def test_a_home_that_cannot_be_written_to_can_be_read(home, commit, good, monkeypatch):
    commit(**good)
    (home / "nightdesk.duckdb").unlink()

    def read_only(home):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(database, "publish", read_only)
    assert warehouse.check(home) == []
