"""`nightdesk rebuild`: everything again by today's rules, beside the warehouse, and then in its place."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

import warehouse
from flows import nightly
from flows.archives import rebuilding
from flows.archives.replay import unstaged
from flows.settings import Settings
from warehouse.garbage import gc
from warehouse.history import diff_staged
from warehouse.layout import Home
from warehouse.lock import exclusive
from warehouse.originals import Originals

STORM = """Two killed as storm hits Lisbon
LISBON, March 3 (Northern Wire) - A storm killed two people in Lisbon on Tuesday and injured at least seven, Mayor Ana Ribeiro said.
"We have never seen such wind," Ribeiro told reporters.
J.Keller--NW
"""
LATER = """Lisbon storm toll rises to four
LISBON, March 4 (Northern Wire) - The storm that hit Lisbon on Tuesday killed four people, Ribeiro said on Wednesday.
J.Keller--NW
"""
STRIKE = {"id": "two", "title": "Strike", "text": "Dock workers in Marseille went on strike on Tuesday over pay, their union said."}
RECORD = ("run_id", "ingested_at", "article_ingested_at", "pipeline_version", "read_at", "rejected_at")


def settings(home, **values):
    return Settings(home=home, quiet=True, in_process_bytes=10**9, gates=False, **values)


def night(home, files, **values):
    folder = home.parent / "inbox"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, "utf8")
    return nightly.run([str(folder)], settings(home, **values), tracked=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two nights; the first was given a day of publication, and had a file that is no article."""
    home = tmp_path_factory.mktemp("made") / "home"
    night(home, {"storm.txt": STORM, "strike.jsonl": json.dumps(STRIKE), "empty.txt": "   "}, published=date(2026, 3, 3))
    night(home, {"later.txt": LATER, "copy.txt": STORM})
    return home


@pytest.fixture
def home(made, tmp_path, monkeypatch):
    """The same, to be changed; what was read is gone, as files in an inbox are. Its database is left out: that takes most of a small commit."""
    monkeypatch.setattr("warehouse.database.publish", lambda _: None)
    shutil.copytree(made, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


def tables(home, at=None):
    with warehouse.open(home, at) as house:
        return {name: house.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow().to_pylist() for name in house.manifest.tables}


def comparable(found):
    """Without what says when and by which version a row was made."""
    return {
        name: [{column: value for column, value in row.items() if column not in RECORD} for row in rows] for name, rows in found.items()
    }


def spoil(home, sql_of_body):
    """Store something else than the rules make, so that a rebuild has something to mend."""
    import pyarrow as pa

    with warehouse.writer(home) as store, store.begin() as changes:
        rows = store.rows(f"SELECT event_id FROM {store.scan('events')}")
        changes.update("events", pa.table({"event_id": [row["event_id"] for row in rows], "rule_id": [sql_of_body] * len(rows)}))
        changes.commit()


def test_the_same_rules_make_the_same_rows(home):
    before = tables(home)
    assert rebuilding.rebuild(settings(home)).snapshot == 3
    after = tables(home)
    assert comparable(after) == comparable(before)
    assert [row["finished_at"] for row in after["runs"]] == [row["finished_at"] for row in before["runs"]]
    assert [row["read_at"] for row in after["files"]] == [row["read_at"] for row in before["files"]]
    assert warehouse.check(home, checksums=True) == []
    assert not (home / "rebuild").exists()


def test_it_is_compared_before_it_is_made_current(home):
    spoil(home, "nobody's rule")
    spoilt = tables(home)
    rebuilding.rebuild(settings(home), stage=True)
    assert tables(home) == spoilt
    (change,) = (change for change in diff_staged(home, rows=True) if change.table == "events")
    assert (change.added, change.removed, change.changed) == (0, 0, len(spoilt["events"]))
    assert change.rows[0]["rule_id"] != "nobody's rule"
    assert rebuilding.promote(settings(home)) == 4
    assert "nobody's rule" not in {row["rule_id"] for row in tables(home)["events"]}
    assert tables(home, 3) == spoilt
    warehouse.rollback(home, 3)
    assert tables(home) == spoilt


def test_without_originals_it_takes_what_is_stored(home):
    before = tables(home)
    shutil.rmtree(home / "raw")
    rebuilding.rebuild(settings(home))
    assert comparable(tables(home)) == comparable(before)
    assert warehouse.check(home) == []


def test_runs_that_came_in_since_are_promoted_too(home):
    rebuilding.rebuild(settings(home), stage=True)
    night(home, {"more.txt": STORM.replace("Lisbon", "Porto").replace("LISBON", "PORTO")})
    assert unstaged(Home.at(home)) == 1
    before = tables(home)
    rebuilding.promote(settings(home))
    assert comparable(tables(home)) == comparable(before)


def test_one_that_is_cut_short_goes_on_with_the_next_run(home, monkeypatch):
    land, landed = nightly.land, []

    def dying(*arguments):
        landed.append(arguments[5].run_id)
        if len(landed) == 2:
            raise KeyboardInterrupt
        return land(*arguments)

    monkeypatch.setattr(nightly, "land", dying)
    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(settings(home))
    done = rebuilding.rebuild(settings(home))
    assert landed == ["run_000001", "run_000002", "run_000002"]
    assert (done.runs, done.snapshot) == (1, 3)


def test_what_another_version_staged_is_made_anew(home, monkeypatch):
    rebuilding.rebuild(settings(home), stage=True)
    for module in ("flows.archives.rebuilding", "flows.committing", "flows.intake"):
        monkeypatch.setattr(f"{module}.pipeline_version", lambda model: "9.9")
    with pytest.raises(warehouse.WarehouseError, match="another version"):
        rebuilding.promote(settings(home))
    assert rebuilding.rebuild(settings(home)).runs == 2
    assert {row["pipeline_version"] for row in tables(home)["articles"]} == {"9.9"}


def test_old_ids_lead_on(home):
    """An entity and an incident under ids that no rule makes any more, as after a change of how names are read."""
    import pyarrow as pa

    from transforms.ids import make_id

    old_entity, old_incident, older = make_id("entity", "old"), make_id("incident", "old"), make_id("entity", "older")
    before = tables(home)
    entity = next(row for row in before["entities"] if row["name"] == "Ana Ribeiro")
    incident = before["incidents"][0]
    with warehouse.writer(home) as store, store.begin() as changes:
        merged = [
            {"replaced_id": entity["entity_id"], "current_id": old_entity, "run_id": "run_000002"},
            {"replaced_id": incident["incident_id"], "current_id": old_incident, "run_id": "run_000002"},
            {"replaced_id": older, "current_id": old_entity, "run_id": "run_000002"},
        ]
        for name, row, key, identifier in (
            ("entities", entity, "entity_id", old_entity),
            ("incidents", incident, "incident_id", old_incident),
        ):
            schema = store.arrow(f"SELECT * FROM {store.scan(name)} LIMIT 0").schema
            changes.append(name, pa.Table.from_pylist([row | {key: identifier}], schema))
        changes.append("redirects", pa.Table.from_pylist(merged))
        changes.commit()
    assert warehouse.check(home) == []
    rebuilding.rebuild(settings(home))
    assert warehouse.check(home) == []
    leads = {row["replaced_id"]: row["current_id"] for row in tables(home)["redirects"]}
    assert leads == {old_entity: entity["entity_id"], older: entity["entity_id"], old_incident: incident["incident_id"]}


def test_a_damaged_original_is_named(home):
    kept = Originals(Home.at(home))
    victim = next(one for one in kept.each() if one.bytes > 100)
    victim.path.unlink()
    victim.path.write_bytes(b"spoilt")
    with pytest.raises(warehouse.WarehouseError, match=victim.sha256):
        rebuilding.rebuild(settings(home))


def test_originals_are_kept_as_the_settings_say(home, tmp_path):
    assert {one.sha256 for one in Originals(Home.at(home)).each()} == {row["source_sha256"] for row in tables(home)["files"]}
    other = tmp_path / "other" / "home"
    other.parent.mkdir()
    night(other, {"storm.txt": STORM}, keep_originals=False)
    assert not (other / "raw").exists()
    night(other, {"long.txt": STORM + "More of it. " * 100}, keep_originals_bytes=len(STORM) + 10)
    assert not (other / "raw").exists()
    night(other, {"again.txt": STORM + "More of it. "}, keep_originals_days=1)
    assert len(list(Originals(Home.at(other)).each())) == 1
    night(other, {"later.txt": STORM + "Still more of it. "}, keep_originals_days=0)
    assert not list(Originals(Home.at(other)).each())


def test_garbage_is_what_no_snapshot_names(home, made):
    kept = Originals(Home.at(home))
    before = len(list(kept.each()))
    warehouse.rollback(home, 1)
    assert gc(home).originals == 0
    with warehouse.writer(home) as store:
        store.sweep(store.home.snapshot(2))
    gone = gc(home)
    assert 0 < gone.originals < before
    assert {one.sha256 for one in kept.each()} == {row["source_sha256"] for row in tables(home)["files"]}
    assert gc(home, originals_days=0).originals == before - gone.originals


def test_two_at_once_are_refused(home):
    with exclusive(home / ".rebuild"), pytest.raises(warehouse.LockedError):
        rebuilding.rebuild(settings(home))


def test_nothing_staged_is_said(home):
    with pytest.raises(warehouse.WarehouseError, match="Nothing is staged"):
        rebuilding.promote(settings(home))
    rebuilding.rebuild(settings(home), stage=True)
    rebuilding.discard(settings(home))
    with pytest.raises(warehouse.NoWarehouseError, match="Nothing is staged"):
        diff_staged(home)
