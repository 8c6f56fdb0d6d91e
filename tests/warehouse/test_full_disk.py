"""A disk that is full, or can't be written to, costs the run and nothing else."""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
from contextlib import contextmanager
from hashlib import sha256

import pytest

import warehouse
from warehouse import database
from warehouse.backups.backup import backup, verify
from warehouse.backups.restore import restore
from warehouse.layout import Home
from warehouse.lock import exclusive, holder
from warehouse.migration import migrate
from warehouse.originals import Originals


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


def test_a_full_disk_keeps_nobody_from_the_lock(home):
    """What makes room needs it too. The note of who holds it is left out."""
    path = home / "lake" / ".lock"
    with no_room_for_files_above(0), exclusive(path):
        assert holder(path) == "a process that has just begun"
    assert holder(path) is None


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


@pytest.mark.parametrize("size", [0, 4096, 20_000, 60_000])
def test_a_home_that_lies_elsewhere_can_be_read_without_room_for_its_database(home, commit, good, size):
    commit(**good)
    moved = home.rename(home.with_name("moved"))
    with no_room_for_files_above(size), warehouse.open(moved) as opened:
        assert opened.table("articles").to_arrow().num_rows == 1
    assert not list(moved.glob(".nightdesk*"))


def test_a_home_that_cannot_be_written_to_can_be_read(home, commit, good, monkeypatch):
    commit(**good)
    (home / "nightdesk.duckdb").unlink()

    def read_only(home):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(database, "publish", read_only)
    assert warehouse.check(home) == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, of which tests can fill what is left: a real one, where this may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder, leave):
    """Leave so many bytes of a disk."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    (folder / "filling").write_bytes(b"x" * max(0, free - leave))


WORKS = {
    "run": lambda home, make: make.commit(home, articles=[make.article(str(number), body=f"{number} " * 40) for number in range(900)]),
    "migrate": lambda home, make: migrate(home),
    "rollback": lambda home, make: warehouse.rollback(home, 1),
    "backup": lambda home, make: backup(home, str(home.parent / "depot")),
    "restore": lambda home, make: restore(str(home.parent.parent / "depot"), home, replace=True),
    "originals": lambda home, make: Originals(Home.at(home)).keep(sha256(NOISE).hexdigest(), lambda: io.BytesIO(NOISE)),
}
NOISE = os.urandom(200_000)


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("leave", [0, 9_000])
def test_a_full_disk_costs_the_work_and_nothing_else(small_disk, good, make, work, leave):
    home = small_disk / "home"
    make.commit(home, **good)
    backup(home, str(small_disk.parent / "depot"))
    manifest = home / "lake/snapshots/000001/manifest.json"
    if work == "migrate":
        manifest.write_text(manifest.read_text("utf8").replace('"schema_version": 1', '"schema_version": 0'), "utf8")
    fill(small_disk, leave)
    with pytest.raises((warehouse.WarehouseError, OSError)) as told:
        WORKS[work](home, make)
    assert "No space left" in str(told.value) or "nothing was committed" in str(told.value)
    assert [snapshot.number for snapshot in warehouse.snapshots(home)] == [1]
    assert warehouse.check(home, checksums=True) == []
    assert not list(home.glob("raw/*/*"))
    (small_disk / "filling").unlink()
    if work != "run":
        WORKS[work](home, make)
    if work == "backup":
        verify(str(home.parent / "depot"))
    assert warehouse.check(home, checksums=True) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root; test_a_read_only_disk is the same for it")
@pytest.mark.parametrize("work", WORKS)
def test_a_folder_that_may_not_be_written_to(home, commit, good, make, work, tmp_path):
    commit(**good)
    backup(home, str(home.parent.parent / "depot"))
    for folder in [home, *(path for path in home.rglob("*") if path.is_dir())]:
        folder.chmod(0o555)
    try:
        with pytest.raises((warehouse.WarehouseError, OSError)):
            WORKS[work](home, make)
        assert warehouse.check(home) == []
    finally:
        for folder in [home, *(path for path in home.rglob("*") if path.is_dir())]:
            folder.chmod(0o755)
    assert warehouse.check(home, checksums=True) == []


@pytest.mark.parametrize("work", WORKS)
def test_a_read_only_disk(small_disk, good, make, work):
    home = small_disk / "home"
    make.commit(home, **good)
    backup(home, str(small_disk.parent / "depot"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises((warehouse.WarehouseError, OSError), match="Read-only file system"):
        WORKS[work](home, make)
    assert warehouse.check(home, checksums=True) == []
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    make.commit(home, runs=[make.run(2)])
    assert warehouse.check(home, checksums=True) == []
