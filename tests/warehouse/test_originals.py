"""The files that were read, kept as they came."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import zstandard

import warehouse
from warehouse.garbage import collect_originals, gc
from warehouse.layout import Home
from warehouse.originals import DamagedOriginalError, Originals

CONTENT = b"LISBON, March 3 - A storm killed two people. " * 50
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture
def originals(home):
    return Originals(Home.at(home))


def keep(originals, content=CONTENT, digest=None):
    return originals.keep(digest or sha256(content).hexdigest(), lambda: io.BytesIO(content))


def test_they_are_compressed_and_named_by_their_content(originals, home):
    path = keep(originals)
    assert path == home / "raw" / DIGEST[:2] / f"{DIGEST}.zst"
    assert path.stat().st_size < len(CONTENT) / 10
    assert zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read() == CONTENT
    with originals.opened(DIGEST) as stream:
        assert stream.seekable()
        assert stream.read() == CONTENT


def test_the_same_content_is_kept_once(originals):
    path = keep(originals)
    written = path.stat()
    assert keep(originals) == path
    assert path.stat().st_ino == written.st_ino
    assert [one.sha256 for one in originals.each()] == [DIGEST]


def test_nothing_is_kept_under_a_name_that_it_has_not(originals):
    assert keep(originals, b"other bytes by now", DIGEST) is None
    assert not originals.has(DIGEST)
    assert not originals.has("")
    assert not [path for path in originals.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("spoilt", [b"", b"not zstd at all", zstandard.compress(b"other content"), zstandard.compress(CONTENT)[:-20]])
def test_a_damaged_one_is_named(originals, spoilt):
    path = keep(originals)
    path.chmod(0o644)
    path.write_bytes(spoilt)
    with pytest.raises(DamagedOriginalError, match=f"raw/{DIGEST[:2]}/{DIGEST}.zst is damaged"), originals.opened(DIGEST):
        pass


def test_an_unfinished_one_is_not_there_and_is_swept(originals):
    originals.path(DIGEST).parent.mkdir(parents=True)
    originals.path(DIGEST).with_suffix(f".{os.getpid() + 1}.tmp").write_bytes(b"half")
    assert not originals.has(DIGEST)
    assert list(originals.each()) == []
    originals.sweep()
    assert not list(originals.folder.rglob("*.tmp"))


def test_one_that_is_larger_than_memory_is_unpacked_into_a_file(originals, monkeypatch):
    monkeypatch.setattr("warehouse.originals.IN_MEMORY", 100)
    keep(originals)
    with originals.opened(DIGEST) as stream:
        stream.seek(-10, io.SEEK_END)
        assert stream.read() == CONTENT[-10:]


def test_a_missing_one_is_said_to_be_missing(originals):
    with pytest.raises(FileNotFoundError), originals.opened(DIGEST):
        pass
    originals.remove(DIGEST)


def test_damage_is_a_failure_that_the_user_can_mend():
    assert issubclass(DamagedOriginalError, warehouse.WarehouseError)


@pytest.mark.parametrize(
    ("days_ago", "stays"),
    [((1,), True), ((4,), True), ((6,), False), ((11,), False), ((6, 1), True), ((40,), True)],
    ids=["new", "not yet too old", "too old", "too old for some days", "read again", "too old for long: left to gc"],
)
def test_a_run_removes_those_that_have_become_too_old(home, commit, originals, days_ago, stays):
    path = keep(originals)
    now = datetime.now(UTC).replace(tzinfo=None)
    ledger = [
        {
            "file_id": "file_1", "source_uri": "storm.txt", "source_sha256": DIGEST, "source_format": "text", "byte_count": len(CONTENT),
            "read_at": now - timedelta(days=days), "run_id": f"run_{number:06}",
        }
        for number, days in enumerate(days_ago)
    ]  # fmt: skip
    commit(files=ledger)
    with warehouse.writer(home) as store:
        collect_originals(store, 5)
    assert path.exists() is stays
    gc(home, originals_days=5)
    assert path.exists() is (stays and min(days_ago) < 5)
