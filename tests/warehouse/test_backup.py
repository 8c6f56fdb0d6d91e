"""Backups and what comes out of them."""

from __future__ import annotations

import io
import json
from hashlib import sha256

import pytest

import warehouse
from warehouse.backups.backup import backup, verify
from warehouse.backups.depot import DamagedBackupError
from warehouse.backups.restore import restore
from warehouse.layout import Home
from warehouse.originals import Originals


@pytest.fixture
def two_nights(home, commit, good, make):
    """A home with two snapshots that share nearly all files, and two originals."""
    commit(**good)
    commit(runs=[make.run(2)])
    for content in (b"one night", b"another night"):
        Originals(Home.at(home)).keep(sha256(content).hexdigest(), lambda content=content: io.BytesIO(content))
    (home / "gates.yml").write_text("gates: []\n")
    return home


@pytest.fixture
def depot(tmp_path):
    return tmp_path / "depot"


def tables(home, at=None):
    with warehouse.open(home, at) as house:
        return {name: house.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow() for name in house.manifest.tables}


def raw(home):
    return {one.sha256: one.path.read_bytes() for one in Originals(Home.at(home)).each()}


def test_what_comes_out_is_what_went_in(two_nights, depot, tmp_path):
    done = backup(two_nights, str(depot))
    assert done.snapshots == 2
    back = tmp_path / "back"
    assert restore(str(depot), back)[:2] == (2, 2)
    for at in (1, 2):
        assert tables(back, at) == tables(two_nights, at)
    assert raw(back) == raw(two_nights)
    assert (back / "gates.yml").read_text() == "gates: []\n"
    assert warehouse.check(back, checksums=True) == []
    assert not (back / "restore").exists()
    shared = "runs/000001-001.parquet"
    assert not (back / "lake/snapshots/000002" / shared).exists() or (back / "lake/snapshots/000001" / shared).samefile(
        back / "lake/snapshots/000002" / shared
    )


def test_a_restored_home_goes_on(two_nights, depot, tmp_path, make):
    backup(two_nights, str(depot))
    back = tmp_path / "back"
    restore(str(depot), back)
    make.commit(back, runs=[make.run(3)])
    assert [snapshot.number for snapshot in warehouse.snapshots(back)] == [1, 2, 3]
    assert warehouse.check(back, checksums=True) == []


def test_it_is_incremental(two_nights, depot, commit, make):
    first = backup(two_nights, str(depot))
    distinct = {file.sha256 for at in (1, 2) for files in warehouse.open(two_nights, at).manifest.tables.values() for file in files}
    assert first.files == len(distinct) + 2
    assert backup(two_nights, str(depot)) == (0, 0, 0, 0)
    commit(runs=[make.run(3)])
    again = backup(two_nights, str(depot))
    assert (again.snapshots, again.files) == (1, 1)


def test_a_backup_that_is_cut_short_is_gone_on_with(two_nights, depot, monkeypatch, tmp_path):
    from warehouse.backups.depot import Depot

    put, left = Depot.put, [5]

    def dying(self, name, source):
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionError("gone")
        return put(self, name, source)

    with monkeypatch.context() as patch:
        patch.setattr(Depot, "put", dying)
        with pytest.raises(ConnectionError):
            backup(two_nights, str(depot))
    with pytest.raises(warehouse.WarehouseError, match="There is no backup"):
        restore(str(depot), tmp_path / "back")
    copied = set(depot.rglob("*.parquet"))
    assert len(copied) == 5
    written = {path: path.stat().st_mtime_ns for path in copied}
    backup(two_nights, str(depot))
    assert {path: path.stat().st_mtime_ns for path in copied} == written
    assert verify(str(depot)) > 5


def test_a_restore_that_is_cut_short_is_gone_on_with(two_nights, depot, monkeypatch, tmp_path):
    from warehouse.backups.depot import Depot

    backup(two_nights, str(depot))
    get, asked = Depot.get, []

    def dying(self, name, write):
        asked.append(name)
        if len(asked) == 6:
            raise ConnectionError("gone")
        return get(self, name, write)

    back = tmp_path / "back"
    with monkeypatch.context() as patch:
        patch.setattr(Depot, "get", dying)
        with pytest.raises(ConnectionError):
            restore(str(depot), back)
        with pytest.raises(warehouse.NoWarehouseError):
            warehouse.open(back)
        fetched = [name for name in asked[:5] if name.startswith("files")]
        asked[:] = ["more"] * 6
        restore(str(depot), back)
    assert fetched
    assert not set(fetched) & set(asked[6:])
    assert tables(back) == tables(two_nights)


@pytest.mark.parametrize("pattern", ["files/*/*.parquet", "raw/*/*.zst", "snapshots/*.json", "originals/*.txt"])
@pytest.mark.parametrize("how", ["gone", "cut", "other"])
def test_damage_is_told_by_file_name_and_restores_nothing(two_nights, depot, tmp_path, pattern, how):
    backup(two_nights, str(depot))
    victim = max(depot.glob(pattern))
    if how == "gone":
        victim.unlink()
    else:
        content = victim.read_bytes()
        victim.write_bytes(content[:-8] if how == "cut" else content[:-3] + b"xyz")
    name = str(victim.relative_to(depot))
    with pytest.raises(DamagedBackupError) as told:
        verify(str(depot))
    assert told.value.names == [name]
    with pytest.raises(DamagedBackupError, match=name):
        restore(str(depot), tmp_path / "back")
    with pytest.raises(warehouse.NoWarehouseError):
        warehouse.open(tmp_path / "back")


def test_the_next_backup_mends_what_is_missing_or_short(two_nights, depot):
    backup(two_nights, str(depot))
    gone, short = sorted(depot.glob("files/*/*.parquet"))[:2]
    gone.unlink()
    short.write_bytes(b"short")
    next(depot.glob("raw/*/*.zst")).unlink()
    assert backup(two_nights, str(depot)).files == 3
    verify(str(depot))


def test_a_damaged_file_of_the_home_is_named_and_the_others_are_backed_up(two_nights, depot, commit, good, make):
    commit(runs=[make.run(3)])
    victim = two_nights / "lake/snapshots/000003/runs/000003-001.parquet"
    content = victim.read_bytes()
    victim.unlink()
    victim.write_bytes(content[:-1] + b"x")
    with pytest.raises(warehouse.WarehouseError, match=r"Damaged files .*lake/snapshots/000003/runs/"):
        backup(two_nights, str(depot))
    assert list(json.loads((depot / "backup.json").read_text())["lists"])[:2] == ["snapshots/000001.json", "snapshots/000002.json"]
    verify(str(depot))


def test_a_warehouse_is_not_overwritten_unless_asked(two_nights, depot, commit, make):
    backup(two_nights, str(depot))
    commit(runs=[make.run(3)])
    with pytest.raises(warehouse.WarehouseError, match=r"There is a warehouse in .* already.*--replace"):
        restore(str(depot), two_nights)
    assert warehouse.open(two_nights).snapshot == 3
    restore(str(depot), two_nights, replace=True)
    assert warehouse.open(two_nights).snapshot == 2
    assert warehouse.check(two_nights, checksums=True) == []


def test_an_earlier_state_can_be_restored(two_nights, depot, tmp_path):
    backup(two_nights, str(depot))
    assert restore(str(depot), tmp_path / "back", at=1).current == 1
    with pytest.raises(warehouse.NotFoundError, match="no snapshot up to 0"):
        restore(str(depot), tmp_path / "other", at=0)


def test_pruning_takes_out_what_the_home_no_longer_keeps(two_nights, depot, tmp_path):
    backup(two_nights, str(depot))
    before = {path for path in depot.rglob("*") if path.is_file()}
    with warehouse.writer(two_nights) as store:
        store.sweep(Home.at(two_nights).snapshot(1))
    kept = Originals(Home.at(two_nights))
    kept.remove(next(kept.each()).sha256)
    done = backup(two_nights, str(depot), prune=True)
    gone = before - {path for path in depot.rglob("*") if path.is_file()}
    assert done.removed == len(gone) > 2
    verify(str(depot))
    restore(str(depot), tmp_path / "back")
    assert tables(tmp_path / "back") == tables(two_nights)
    assert raw(tmp_path / "back") == raw(two_nights)


def test_other_warehouses_and_other_folders_are_refused(two_nights, depot, tmp_path, good, make):
    backup(two_nights, str(depot))
    other = tmp_path / "other"
    make.commit(other, **good)
    with pytest.raises(warehouse.WarehouseError, match="another warehouse"):
        backup(other, str(depot))
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    with pytest.raises(warehouse.WarehouseError, match="holds other things"):
        backup(two_nights, str(tmp_path / "photos"))
    with pytest.raises(warehouse.WarehouseError, match="There is no backup"):
        restore(str(tmp_path / "nowhere"), tmp_path / "back")
    with pytest.raises(warehouse.WarehouseError, match="nosuch"):
        backup(two_nights, "nosuch://bucket")


def test_a_bucket_on_an_s3_server(two_nights, tmp_path, s3):
    s3.mkdir("vault")
    backup(two_nights, "s3://vault/nightdesk")
    assert backup(two_nights, "s3://vault/nightdesk") == (0, 0, 0, 0)
    verify("s3://vault/nightdesk")
    restore("s3://vault/nightdesk", tmp_path / "back")
    assert tables(tmp_path / "back") == tables(two_nights)
    assert raw(tmp_path / "back") == raw(two_nights)
    victim = min(s3.find("vault/nightdesk/files"))
    s3.pipe(victim, b"spoilt")
    s3.invalidate_cache()
    with pytest.raises(DamagedBackupError, match=victim.removeprefix("vault/nightdesk/")):
        verify("s3://vault/nightdesk")
