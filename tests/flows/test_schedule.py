"""A real Prefect server, a real cron, and nobody at the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest


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
