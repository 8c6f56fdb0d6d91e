"""Warehouses of other versions: every released one opens and is migrated, a newer one is refused."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import warehouse
from transforms.schema import SCHEMA_VERSION, TABLES, fields
from transforms.schema.arrow import arrow_schema
from warehouse.compatibility import misfits
from warehouse.layout import Home
from warehouse.manifest import load
from warehouse.migration import migrate
from warehouse.parquet import columns_digest

HERE = Path(__file__).parent
RELEASED = sorted(path.name for path in (HERE / "released").iterdir())
GOLDEN = json.loads((HERE.parent / "schema" / "golden.json").read_text("utf8"))


@pytest.fixture(params=RELEASED)
def released(request, tmp_path):
    """A home that a released version wrote."""
    spec = importlib.util.spec_from_file_location("keep_released", HERE / "keep_released.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.installed(request.param, tmp_path / "home")


def columns_on_record(version):
    """The columns of each table as the kept warehouse of a version has them."""
    files = {
        path.parent.name.partition("month=")[0] or path.parent.parent.name: path
        for path in (HERE / "released" / version).rglob("schema.parquet")
    }
    return {name: {field.name: field.type for field in pq.read_schema(path)} for name, path in files.items()}


def test_this_version_is_on_record_as_the_golden_schema_has_it():
    """So that the schema can't change without a new version: what is on record is never made anew after the release."""
    assert GOLDEN["schema_version"] == SCHEMA_VERSION
    now = {table.name: {field.name: field.type for field in arrow_schema(table)} for table in TABLES.values()}
    assert columns_on_record(str(SCHEMA_VERSION)) == now, (
        f"the schema is another than version {SCHEMA_VERSION} has on record: raise SCHEMA_VERSION in transforms/schema, run"
        " tests/schema/golden.py and tests/warehouse/keep_released.py (while no release has this version: keep_released.py --unreleased)"
    )


def test_every_released_version_opens(released):
    with warehouse.open(released) as house:
        assert house.sql("SELECT headline IS NULL, word_count FROM articles").relation.fetchall() == [(True, 14)]
        assert house.sql("SELECT speaker_name FROM quotes").relation.fetchall() == [("Ana Ruiz",)]
        for name in house.names():
            house.sql(f"SELECT * FROM {name}").to_arrow()
    assert warehouse.check(released, checksums=True) == []


def test_every_released_version_is_migrated_and_goes_on(released, make):
    before = warehouse.open(released).sql("SELECT * FROM events").to_arrow()
    migrate(released)
    assert warehouse.open(released).sql("SELECT * FROM events").to_arrow() == before
    make.commit(released, runs=[make.run(2)])
    assert warehouse.check(released, checksums=True) == []


def older(home, commit, good, monkeypatch, version=0, **changes):
    """A home that a program with other columns wrote: `events=…` is what that program had for the table `events`."""
    with monkeypatch.context() as patch:
        for name, change in changes.items():
            if change is None:
                patch.delitem(TABLES, name)
            else:
                patch.setitem(TABLES, name, change)
        patch.setattr("warehouse.database.create_views", lambda *_, **__: None)
        arrow_schema.cache_clear()
        commit(**{name: rows for name, rows in good.items() if changes.get(name, ()) is not None})
    arrow_schema.cache_clear()
    (home / "nightdesk.duckdb").unlink()
    set_version(home, version)
    return home


def set_version(home, version):
    manifest = home / "lake/snapshots/000001/manifest.json"
    stored = json.loads(manifest.read_text("utf8"))
    manifest.write_text(json.dumps(stored | {"schema_version": version}), "utf8")


def without(name, *columns):
    return replace(TABLES[name], columns=tuple(column for column in TABLES[name].columns if column not in columns))


def with_type(monkeypatch, column, kind):
    """Let a column have had another type."""
    monkeypatch.setitem(fields.FIELDS, column, replace(fields.FIELDS[column], type=kind, minimum=None, maximum=None, values=()))


def files_of_other_columns(home):
    manifest = load(Home.at(home), Home.at(home).current_number())
    return [
        file.path for name, files in manifest.tables.items() for file in files if file.columns != columns_digest(arrow_schema(TABLES[name]))
    ]


def test_columns_and_tables_that_an_older_one_lacks(home, commit, good, monkeypatch):
    older(home, commit, good, monkeypatch, quotes=without("quotes", "channel", "force"), mentions=None)
    with warehouse.open(home) as house:
        assert house.sql("SELECT text, channel FROM quotes").relation.fetchall() == [("We will rebuild,", None)]
    done = migrate(home)
    assert (done.version, done.snapshot, done.files) == (0, 2, 1)
    assert files_of_other_columns(home) == []
    (snapshot,) = warehouse.snapshots(home)[1:]
    assert snapshot.note == f"migrated from schema 0 to {SCHEMA_VERSION}"
    assert warehouse.check(home, checksums=True) == []
    assert warehouse.diff(home, 1, 2) == []


def test_an_older_one_that_only_lacks_columns_is_written_to_as_it_is(home, commit, good, make, monkeypatch):
    older(home, commit, good, monkeypatch, quotes=without("quotes", "channel"))
    commit(quotes=[make.quote("new", channel="interview")])
    with warehouse.open(home) as house:
        assert house.sql("SELECT channel FROM quotes ORDER BY ALL").relation.fetchall() == [("interview",), (None,)]
    assert migrate(home).files == 1
    assert migrate(home).snapshot is None


def test_columns_that_are_gone_and_of_another_type(home, commit, good, make, monkeypatch):
    monkeypatch.setitem(fields.FIELDS, "mood", fields.Field("mood", "string", "What it felt like."))
    with monkeypatch.context() as patch:
        with_type(patch, "char_start", "int64")
        with_type(patch, "confidence", "string")
        old = replace(TABLES["quotes"], columns=(*TABLES["quotes"].columns, "mood"))
        older(
            home,
            commit,
            good | {"quotes": [good["quotes"][0] | {"mood": "hopeful", "confidence": "0.9"}]} | {"events": []},
            patch,
            quotes=old,
        )
    place = Home.at(home)
    assert set(misfits(place, load(place, 1))) >= {"quotes.mood (string)", "quotes.confidence (string)", "quotes.char_start (int64)"}
    with warehouse.open(home) as house:
        assert house.sql("SELECT char_start, confidence FROM quotes").relation.fetchall() == [(50, 0.9)]
    with pytest.raises(warehouse.WarehouseError, match=r"older version .*quotes\.mood.* `nightdesk migrate`"):
        commit(runs=[make.run(2)])
    assert migrate(home).snapshot == 2
    with warehouse.open(home) as house:
        assert house.sql("SELECT char_start, confidence FROM quotes").relation.fetchall() == [(50, 0.9)]
    commit(runs=[make.run(2)])
    assert warehouse.check(home, checksums=True) == []


def test_a_column_that_went_between_two_releases(home, commit, good, make, monkeypatch):
    monkeypatch.setitem(fields.FIELDS, "mood", fields.Field("mood", "string", "What it felt like."))
    with monkeypatch.context() as patch:
        old = replace(TABLES["quotes"], columns=(*TABLES["quotes"].columns, "mood"))
        older(home, commit, good | {"quotes": [good["quotes"][0] | {"mood": "hopeful"}]}, patch, SCHEMA_VERSION, quotes=old)
    with pytest.raises(warehouse.WarehouseError, match=r"quotes\.mood.* `nightdesk migrate`"):
        commit(runs=[make.run(2)])
    migrate(home)
    commit(runs=[make.run(2)])
    assert warehouse.check(home, checksums=True) == []


def test_a_value_that_cannot_be_converted_changes_nothing(home, commit, good, monkeypatch):
    with monkeypatch.context() as patch:
        with_type(patch, "confidence", "string")
        older(home, commit, good | {"quotes": [good["quotes"][0] | {"confidence": "rather"}], "events": []}, patch)
    with pytest.raises(warehouse.WarehouseError, match=r"quotes can't be brought to today's columns.*Nothing was changed"):
        migrate(home)
    assert [snapshot.number for snapshot in warehouse.snapshots(home)] == [1]


@pytest.mark.parametrize(
    "command",
    [
        warehouse.open,
        lambda home: warehouse.writer(home).__enter__(),
        warehouse.check,
        warehouse.snapshots,
        migrate,
    ],
    ids=["open", "write", "check", "snapshots", "migrate"],
)
def test_a_newer_one_is_refused(home, commit, good, command):
    commit(**good)
    set_version(home, SCHEMA_VERSION + 1)
    with pytest.raises(
        warehouse.WarehouseError, match=rf"newer version .*schema {SCHEMA_VERSION + 1}; this one knows {SCHEMA_VERSION}.*Upgrade"
    ):
        command(home)


def test_there_must_be_one(home):
    with pytest.raises(warehouse.NoWarehouseError):
        migrate(home)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 1}'])
def test_a_damaged_manifest_is_named(home, commit, good, text):
    commit(**good)
    (home / "lake/snapshots/000001/manifest.json").write_text(text)
    with pytest.raises(warehouse.WarehouseError, match=r"000001/manifest\.json is damaged"):
        warehouse.open(home)
