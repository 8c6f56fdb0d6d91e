"""A real Prefect server, a real cron, and nobody at the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.monitoring.outcome import Outcome
from flows.schedule import missed


@pytest.mark.slow
def test_a_cron_fires_and_the_night_lands(tmp_path: Path, rows):
    inbox, home = tmp_path / "inbox", tmp_path / "home"
    inbox.mkdir()
    (inbox / "one.txt").write_text("Talks in Geneva\nDelegates of both sides met in Geneva on Monday.\n", "utf8")
    command = [sys.executable, "-m", "flows.cli", "schedule", str(inbox), "--home", str(home), "--cron", "* * * * *"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    with open(tmp_path / "log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
        try:
            wait_for((home / "nightdesk.duckdb").exists, process)
            assert rows(home, "select headline from articles") == [{"headline": "Talks in Geneva"}]
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def wait_for(condition, process: subprocess.Popen[bytes], seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, "the schedule ended by itself"
        assert time.monotonic() < until, "nothing ran"
        time.sleep(0.5)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02T22:00", None),
        ("2026-03-03T01:59", None),
        ("2026-03-03T09:00", "2026-03-03T02:00"),
        ("2026-03-09T09:00", "2026-03-03T02:00"),
    ],
)
def test_a_night_that_nobody_was_there_to_run_is_missed(tmp_path, now, due):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert missed(tmp_path, "0 3 * * *", "Europe/Paris", moment) is None  # nothing ran yet
    Outcome("committed", tmp_path, datetime(2026, 3, 2, 2, 30), 1.0, "", "").keep()
    found = missed(tmp_path, "0 3 * * *", "Europe/Paris", moment)
    assert (found and found.astimezone(UTC).isoformat()[:16]) == due


@pytest.mark.parametrize(("cron", "timezone"), [("every night", "UTC"), ("0 3 * *", "UTC"), ("0 3 * * *", "Mars/Olympus")])
def test_what_is_no_cron_is_said_before_anything_is_started(cli, tmp_path, cron, timezone):
    done = cli("schedule", tmp_path, "--home", tmp_path / "home", "--cron", cron, "--timezone", timezone)
    assert (done.returncode, "is no schedule" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.slow
def test_a_missed_night_is_run_when_the_schedule_starts(tmp_path: Path, rows):
    """The cron is never due while this runs: only the night that was missed can have landed."""
    inbox, home = tmp_path / "inbox", tmp_path / "home"
    inbox.mkdir()
    home.mkdir()
    (inbox / "one.txt").write_text("Talks in Geneva\nDelegates of both sides met in Geneva on Monday.\n", "utf8")
    (home / "settings.toml").write_text(f'[[sources]]\npath = "{inbox}"\narchive = "{tmp_path}/read"\n', "utf8")
    command = [sys.executable, "-m", "flows.cli", "schedule", "--home", str(home), "--cron", "0 3 29 2 *"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    Outcome("committed", home, datetime(2020, 1, 1), 1.0, "", "").keep()
    with open(tmp_path / "log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
        try:
            wait_for((home / "nightdesk.duckdb").exists, process)
            wait_for(lambda: not list(inbox.iterdir()), process)
            assert rows(home, "select headline from articles") == [{"headline": "Talks in Geneva"}]
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
