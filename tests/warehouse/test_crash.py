"""A writer that is killed loses nothing that it acknowledged, and leaves nothing half-done: see bench/kills.py, of which this is the short form."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import warehouse


@pytest.fixture(scope="module")
def kills():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[2]))
        yield importlib.import_module("bench.kills")


@pytest.fixture
def acknowledged(tmp_path):
    return tmp_path / "acknowledged"


def test_killed_before_file_operations(kills, home, acknowledged):
    assert kills.kill_before_operations(home, acknowledged, step=9) > 8


@pytest.mark.slow
def test_killed_before_every_file_operation(kills, home, acknowledged):
    kills.write(home, acknowledged, 9)
    assert kills.kill_before_operations(home, acknowledged, step=1) > 100


def test_killed_at_random_while_readers_ask(kills, home, acknowledged):
    kills.write(home, acknowledged, 1)
    with kills.reading(home, 2) as readers:
        kills.kill_at_random(home, acknowledged, 8, seed=7, longest_seconds=0.8)
    assert all(reader.asked for reader in readers)


def test_the_next_writer_finishes_what_was_renamed_and_sweeps_what_was_not(kills, home, acknowledged):
    kills.write(home, acknowledged, 2)
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
    kills.write(home, acknowledged, 1)
    assert list(home.glob(".nightdesk*")) == []
    assert kills.verify(home, acknowledged, thoroughly=True) == 3


def test_a_verifier_that_finds_faults(kills, home, acknowledged):
    kills.write(home, acknowledged, 2)
    acknowledged.write_text("1\n2\n3\n")
    with pytest.raises(AssertionError, match="gone"):
        kills.verify(home, acknowledged)
