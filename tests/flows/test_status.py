"""`nightdesk status`: what it tells of a home in every state, and when it ends with 1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.monitoring import status
from flows.monitoring.outcome import Outcome
from warehouse.layout import Home
from warehouse.lock import exclusive

NOW = datetime(2026, 3, 3, 9, 0)
RUN = {
    "run_id": "run_000042", "started_at": NOW - timedelta(hours=6), "finished_at": NOW - timedelta(hours=5), "file_count": 3, "articles_new": 40,
    "event_count": 311, "quote_count": 204, "rejected_count": 1, "seconds": 60.0, "warnings": [],
}  # fmt: skip
ROOM = status.Usage(1000, 0, 0, 0, 10**12)
SOUND = status.Status(Path("/srv/nd"), NOW, RUN, 42, None, None, False, ROOM, None)
FAILED = Outcome("failed", Path("/srv/nd"), NOW - timedelta(hours=1), 1.0, "No space left.", "nightdesk run inbox", "run_000043", "commit", "x.parquet", "Make room.")  # fmt: skip
QUIET = replace(FAILED, state="nothing new", what="There was nothing new to read.", step=None, remedy="")


@pytest.mark.parametrize(
    ("found", "todo"),
    [
        (SOUND, "Nothing."),
        (replace(SOUND, running="process 7"), "Wait: process 7 is writing."),
        (replace(SOUND, was_killed=True), "The last run was killed. Run the same command again: finished batches are kept."),
        (replace(SOUND, was_killed=True, outcome=FAILED), "The last run was killed. Run the same command again: finished batches are kept."),
        (replace(SOUND, outcome=FAILED), "Make room. Next: nightdesk run inbox"),
        (replace(SOUND, outcome=QUIET), "Nothing."),
        (replace(SOUND, outcome=replace(QUIET, warnings=("The feed is down.",))), "See the warnings of the last run, above."),
        (replace(SOUND, run=None, snapshot=None), "Fill it: nightdesk run PATH --home /srv/nd"),
        (replace(SOUND, usage=status.Usage(10**9, 0, 0, 0, 10**9)), "Make room on the disk, or keep fewer days of snapshots (setting keep_days)."),
        (replace(SOUND, usage=status.Usage(10**6, 0, 0, 0, 10**7)), "Make room on the disk, or keep fewer days of snapshots (setting keep_days)."),
        (replace(SOUND, run=RUN | {"warnings": ["Herald sent nothing."]}), "Read the warnings: nightdesk report run_000042 --open --home /srv/nd"),
        (replace(SOUND, run=RUN | {"finished_at": NOW - timedelta(hours=40)}), "No run has ended well for too long: see that `nightdesk schedule` (or your Prefect worker) runs."),
    ],
)  # fmt: skip
def test_it_says_what_to_do(found, todo):
    assert found.todo(max_age=26) == todo
    assert found.lines(26)[-1] == f"to do      {todo}"


def test_a_night_without_files_counts_as_a_good_end():
    old = replace(SOUND, run=RUN | {"finished_at": NOW - timedelta(days=9)})
    assert old.is_older_than(26)
    assert not replace(old, outcome=QUIET).is_older_than(26)
    assert replace(old, outcome=FAILED).is_older_than(26)
    assert replace(SOUND, run=None).is_older_than(10**6)


def test_it_tells_when_how_much_and_what_failed():
    text = "\n".join(replace(SOUND, outcome=FAILED, next_run=NOW + timedelta(hours=18)).lines())
    assert "run_000042, 2026-03-03 04:00 UTC (5 h ago): 40 new articles from 3 files in 60 s" in text
    assert "failed at the step ‘commit’, 2026-03-03 08:00 UTC (60 min ago): No space left." in text
    assert "x.parquet" in text
    assert "next run   2026-03-04 03:00 UTC" in text


def test_it_tells_what_a_night_without_files_warned_of():
    assert "           The feed is down." in replace(SOUND, outcome=replace(QUIET, warnings=("The feed is down.",))).lines()


def test_the_disk_is_counted_in_blocks_and_shared_files_once(tmp_path):
    lake = tmp_path / "lake"
    lake.mkdir()
    (lake / "a").write_bytes(b"x" * 5000)
    os.link(lake / "a", lake / "b")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "c").write_bytes(b"x" * 70)
    (tmp_path / "d").write_bytes(b"x")
    found = status.usage(tmp_path)
    a, c, d = (os.lstat(path).st_blocks * 512 for path in (lake / "a", tmp_path / "raw" / "c", tmp_path / "d"))
    assert found[:4] == (a, c, 0, d)
    assert status.usage(tmp_path / "not" / "there").free > 0


def test_a_writer_is_seen(tmp_path):
    with exclusive(Home.at(tmp_path).lock):
        assert f"process {os.getpid()}" in (status.look(tmp_path).running or "")
    assert status.look(tmp_path).running is None


def test_a_killed_run_is_seen(tmp_path):
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "running").touch()
    found = status.look(tmp_path)
    assert found.was_killed
    assert found.has_failed


def test_the_next_run_is_asked_of_prefect(tmp_path, monkeypatch):
    due = datetime.now(UTC) + timedelta(hours=3)
    runs = [
        {"parameters": {"settings": {"home": "/another"}}, "expected_start_time": datetime.now(UTC).isoformat()},
        {"parameters": {"settings": {"home": str(tmp_path)}}, "expected_start_time": due.isoformat()},
    ]
    request = status.httpx.Request("POST", "http://prefect/api")
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect/api")
    monkeypatch.setattr(status.httpx, "post", lambda *_, **__: status.httpx.Response(200, json=runs, request=request))
    assert status.next_run(tmp_path) == due.replace(tzinfo=None)
    monkeypatch.setattr(status.httpx, "post", lambda *_, **__: status.httpx.Response(500, request=request))
    assert status.next_run(tmp_path) is None
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.undo()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert status.next_run(tmp_path) is None


def test_the_command_ends_with_1_when_the_last_run_is_too_old_or_failed(cli, tmp_path):
    home = tmp_path / "home"
    empty = cli("status", "--home", home)
    assert (empty.returncode, "nothing yet" in empty.stdout) == (0, True)
    assert cli("status", "--home", home, "--max-age", "26").returncode == 1
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Rain fell in Cork.", "published_at": "2026-03-03"}), "utf8")
    cli("run", tmp_path / "a.jsonl", "--home", home)
    good = cli("status", "--home", home, "--max-age", "26")
    assert (good.returncode, "to do      Nothing." in good.stdout) == (0, True)
    cli("run", tmp_path / "none", "--home", home)
    failed = cli("status", "--home", home)
    assert failed.returncode == 1
    assert f"Next: nightdesk run {tmp_path / 'none'} --home {home}" in failed.stdout


def test_a_killed_run_leaves_no_process_behind(tmp_path):
    """Its workers would hold the model's memory for ever, and the pipe by which whoever started the run sees its end."""
    lines = [json.dumps({"text": f"Rain fell in Cork for {number + 2} days. " * 200, "published_at": "2026-03-03"}) for number in range(60)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf8")
    command = [sys.executable, "-m", "flows.cli", "run", str(tmp_path / "a.jsonl"), "--home", str(tmp_path / "home"), "--processes", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    while "read 1 of 1" not in process.stderr.readline():
        assert process.poll() is None
    process.kill()
    process.communicate(timeout=30)  # ends when the last holder of the pipe has
    assert status.look(tmp_path / "home").was_killed
