"""One writer at a time: the other waits or is told who is at it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time

import pytest

import warehouse
from warehouse.lock import exclusive, holder


def test_a_second_writer_is_refused_and_told_by_whom(home):
    with (
        warehouse.writer(home),
        pytest.raises(warehouse.LockedError, match=f"in {home}: process {os.getpid()} on ") as refused,
        warehouse.writer(home),
    ):
        pass
    assert refused.value.remedy == "Wait for it to end, or stop it."


def test_a_second_writer_can_wait(home):
    entered, released = threading.Event(), []

    def hold():
        with warehouse.writer(home):
            entered.set()
            time.sleep(0.3)
            released.append(time.monotonic())

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    with warehouse.writer(home, wait_seconds=30):
        assert released
    holder.join()


def test_waiting_ends(home):
    with warehouse.writer(home), pytest.raises(warehouse.LockedError), warehouse.writer(home, wait_seconds=0.1):
        pass


def test_a_killed_writer_holds_no_lock(home):
    path = home / "lake" / ".lock"
    holder = f"import time; from pathlib import Path; from warehouse.lock import exclusive\nwith exclusive(Path({str(path)!r})): print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    with pytest.raises(warehouse.LockedError, match=f"process {process.pid}"), exclusive(path):
        pass
    process.kill()
    process.wait()
    with exclusive(path):
        pass


def test_who_holds_it_can_be_asked_without_holding_or_writing_it(home):
    path = home / "lake" / ".lock"
    assert holder(path) is None
    with exclusive(path):
        assert str(holder(path)).startswith(f"process {os.getpid()} on ")
    before = path.stat().st_mtime_ns
    assert holder(path) is None
    assert path.stat().st_mtime_ns == before


def test_a_look_refuses_nobody(home):
    """One who would not wait at all is not turned away by the moment that a look takes."""
    path = home / "lake" / ".lock"
    with exclusive(path):
        pass
    descriptor = os.open(path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    threading.Timer(0.1, os.close, [descriptor]).start()
    with exclusive(path):
        pass


def test_readers_need_no_lock(home, commit, make):
    commit(articles=[make.article()])
    with warehouse.writer(home), warehouse.open(home) as house:
        assert house.snapshot == 1
