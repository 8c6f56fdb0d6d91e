"""Whatever writes loses nothing that it acknowledged when it is killed, and leaves nothing half-done: the short form of bench/kills.py."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import warehouse

WORKS = ("run", "migrate", "rollback", "gc", "backup", "prune", "restore", "promote")


@pytest.fixture(scope="module")
def kills():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[2]))
        yield importlib.import_module("bench.kills")


@pytest.fixture
def place(kills, tmp_path):
    return kills.Place(tmp_path)


def test_every_work_is_killed(kills):
    assert tuple(kills.WORKS) == WORKS


@pytest.mark.parametrize("name", WORKS)
def test_killed_before_a_file_operation(kills, place, name):
    kills.write(place, 2)
    kills.WORKS[name].prepare(place)
    assert kills.is_killed_before(name, place, fatal=5 * WORKS.index(name) + 5)
    kills.finish(name, place)
    kills.verify(place, thoroughly=True)


@pytest.mark.slow
def test_killed_before_every_file_operation(kills, place):
    kills.write(place, 9)
    assert kills.kill_before_operations("run", place, step=1) > 100
    kills.verify(place, thoroughly=True)


def test_killed_at_random_while_readers_ask(kills, place):
    kills.write(place, 1)
    with kills.reading(place.home, 2) as readers:
        kills.kill_at_random(place, 4, seed=7, longest_seconds=0.8, names=("run", "gc"))
    assert all(reader.asked for reader in readers)


def test_the_next_writer_finishes_what_was_renamed_and_sweeps_what_was_not(kills, place):
    home = place.home
    kills.write(place, 2)
    (home / "lake" / "current").unlink()
    (home / "lake" / "current").symlink_to("snapshots/000001")
    (home / "lake" / "staging" / "run_000003" / "events").mkdir(parents=True)
    (home / ".nightdesk.duckdb.fresh").write_text("unfinished")
    with warehouse.writer(home) as store:
        assert store.current == 2
        assert list(home.glob("lake/staging/*")) == []
    (home / "nightdesk.duckdb").unlink()
    with warehouse.writer(home):
        assert (home / "nightdesk.duckdb").exists()
    kills.write(place, 1)
    assert list(home.glob(".nightdesk*")) == []
    assert kills.verify(place, thoroughly=True) == [1, 2, 3]


@pytest.mark.parametrize(("acknowledged", "fault"), [("1\n2\n3\n", "gone"), ("", "never acknowledged")])
def test_a_verifier_that_finds_faults(kills, place, acknowledged, fault):
    kills.write(place, 2)
    place.acknowledged.write_text(acknowledged)
    with pytest.raises(AssertionError, match=fault):
        kills.verify(place)
