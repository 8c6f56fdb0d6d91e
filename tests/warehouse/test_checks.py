"""Every invariant finds the fault that it is for."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

import warehouse
from transforms.ids import make_id
from transforms.schema import TABLES
from transforms.schema.invariants import conditions, queries, slices
from warehouse.checks import check_rows, written_checks
from warehouse.exports.export import export
from warehouse.integrity import DamagedError, damage_named, file_faults
from warehouse.layout import Home
from warehouse.manifest import load_current
from warehouse.views import views

pytestmark = pytest.mark.usefixtures("no_database")


def faults(home):
    return {failure.check: failure for failure in warehouse.check(home)}


def test_a_sound_warehouse_has_no_faults(home, commit, good):
    commit(**good)
    assert faults(home) == {}


def test_every_check_has_a_name_of_its_own_and_a_meaning():
    known = [check for table in TABLES.values() for check in (*conditions(table), *slices(table), *queries(table))] + list(written_checks())
    assert len({check.name for check in known}) == len(known)
    assert all(check.meaning.endswith(".") for check in known)


OTHER = make_id("article", "other")
FAULTY = [
    ("articles.status.vocabulary", {"articles": {"status": "lost"}}),
    ("articles.word_count.minimum", {"articles": {"word_count": -1}}),
    ("events.confidence.maximum", {"events": {"confidence": 1.5}}),
    ("events.char_end.order", {"events": {"char_start": 9, "char_end": 9}}),
    ("events.actor_text.whole", {"events": {"actor_text": "Two people"}}),
    ("events.killed.order", {"events": {"killed_low": 3, "killed_best": 2}}),
    ("events.event_date.order", {"events": {"event_date": date(2025, 7, 10), "event_date_end": date(2025, 7, 9)}}),
    ("events.latitude.order", {"events": {"latitude": 1.0}}),
    ("events.trigger.slices", {"events": {"trigger": "killeD"}}),
    ("events.article_id.exists", {"events": {"article_id": OTHER}}),
    ("events.incident_id.exists", {"events": {"incident_id": make_id("incident", "other")}}),
    ("quotes.text.slices", {"quotes": {"char_end": 66, "text": "We will rebuild, "}}),
    ("quotes.speaker_entity_id.exists", {"quotes": {"speaker_entity_id": make_id("entity", "other")}}),
    ("mentions.form.vocabulary", {"mentions": {"form": "noun"}}),
    ("weapon_spans", {"events": {"weapons": [{"class": "drone", "text": "drone", "char_start": 0, "char_end": 5}]}}),
    (
        "figure_spans",
        {"incidents": {"figures": [{"article_id": make_id("article", "a"), "text": "Three", "char_start": 0, "char_end": 5}]}},
    ),
    ("spans_within_body", {"articles": {"paragraphs": [{"char_start": 0, "char_end": 500, "kind": "text"}]}}),
    ("spans_within_body", {"events": {"char_end": 500}}),
    ("bodies_in_nfc", {"articles": {"body": "e\u0301" + " " * 90}}),
    ("entity_counts", {"entities": {"mention_count": 2}}),
    ("entity_sums", {"entity_sums": {"article_change": 2}}),
    ("short_names", {"short_names": {"entity_key": "person:?nobody"}}),
    ("fingerprints_complete", {"fingerprints": {"article_id": OTHER}}),
    ("speaker_names", {"quotes": {"speaker_name": "Somebody Else"}}),
    ("entities_among_keys", {"mentions": {"entity_id": make_id("entity", "other")}}),
    ("rows_of_known_runs", {"quotes": {"run_id": "run_000009"}}),
    ("copied_of_articles", {"quotes": {"article_publisher": "Another Tribune", "article_ingested_at": datetime(2025, 7, 10, 12)}}),
]


@pytest.fixture
def faults_in(make):
    """A function from rows by table to the checks that they break, without any files."""

    def found(**tables):
        with duckdb.connect() as connection:
            for name, table in TABLES.items():
                connection.register(name, make.table(table.name, tables.get(name, [])))
            for view in views():
                if view.name.startswith("current_"):
                    connection.execute(f"CREATE TEMP VIEW {view.name} AS {view.query}")
            return {failure.check: failure for failure in check_rows(connection)}

    return found


@pytest.mark.parametrize(("check", "changed"), FAULTY, ids=[check for check, _ in FAULTY])
def test_a_fault_in_one_row_is_found(faults_in, good, make, check, changed):
    short = {"entity_key": "person:ana ruiz", "block": "person:ruiz", "leader_key": None, "margin": 0}
    whole = good | {"entity_sums": [make.entity_sum("Ana Ruiz")], "short_names": [short]}
    found = faults_in(**{name: [row | changed.get(name, {}) for row in rows] for name, rows in whole.items()})
    assert check in found
    assert found[check].count == len(found[check].examples) == 1


def test_faults_between_rows_are_found(home, commit, good, make):
    twice = [make.article("a"), make.article("b", source_key="a"), make.article("c", duplicate_of=make_id("article", "d"), duplicate_kind="near"),
             make.article("d", duplicate_of=make_id("article", "a"), duplicate_kind="near")]  # fmt: skip
    redirect = {"replaced_id": make_id("incident", "old"), "current_id": make_id("incident", "nowhere"), "run_id": "run_000001"}
    commit(
        **good
        | {
            "articles": twice,
            "fingerprints": [make.fingerprint(row) for row in twice],
            "runs": [make.run(), make.run()],
            "redirects": [redirect],
        }
    )
    assert set(faults(home)) == {"runs.key", "one_current_version", "duplicates_of_originals", "redirects_followed"}


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: (path.chmod(0o644), path.write_bytes(path.read_bytes() + b"x")), "bytes instead of"),
        (lambda path: (path.parent / "stray.parquet").write_bytes(path.read_bytes()), "not in the manifest"),
    ],
)
def test_files_that_are_gone_changed_or_unknown_are_found(home, commit, good, damage, fault):
    commit(**good)
    damage(next((home / "lake" / "current" / "runs").glob("000001-*.parquet")))
    (failure,) = warehouse.check(home)
    assert failure.check == "files"
    assert fault in failure.examples[0]["fault"]


def flip_a_bit(home):
    path = next((home / "lake" / "current" / "runs").glob("000001-*.parquet"))
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def test_what_a_damaged_file_raises_names_it_and_the_remedy(home, commit, good):
    commit(**good)
    for error in (duckdb.IOException("No magic bytes"), ZeroDivisionError()):
        with pytest.raises(type(error)), damage_named(Home.at(home)):  # nothing is damaged
            raise error
    flip_a_bit(home)
    with pytest.raises(DamagedError, match=r"runs/000001-\d+\.parquet \(its SHA-256 .* `nightdesk restore"), damage_named(Home.at(home)):
        raise duckdb.IOException("No magic bytes")


def test_a_question_to_a_damaged_file_names_it(home, commit, good):
    commit(**good)
    path = next((home / "lake" / "current" / "runs").glob("000001-*.parquet"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:99])
    with pytest.raises(DamagedError, match="99 bytes instead of"):
        warehouse.open(home)


@pytest.mark.parametrize(
    "read",
    [
        lambda opened, folder: opened.connection.sql("SELECT * FROM runs").to_arrow_table(),
        lambda opened, folder: export(opened, folder / "out"),
        lambda opened, folder: opened.table("runs").to_pandas(),
    ],
)
def test_whatever_reads_a_damaged_file_names_it(home, commit, good, tmp_path, read):
    commit(**good)
    opened = warehouse.open(home)
    next((home / "lake" / "current" / "runs").glob("000001-*.parquet")).unlink()
    with pytest.raises(DamagedError, match="missing"), opened:
        read(opened, tmp_path)


def test_a_question_to_a_file_that_is_damaged_meanwhile_names_it(home, commit, good):
    commit(**good)
    with warehouse.open(home) as opened:
        next((home / "lake" / "current" / "runs").glob("000001-*.parquet")).unlink()
        with pytest.raises(DamagedError, match="missing"):
            opened.sql("SELECT * FROM runs").to_arrow()
        with pytest.raises(warehouse.QueryError):
            opened.sql("SELECT * FROM no_such_table")


def test_checksums_find_what_sizes_do_not(home, commit, good):
    commit(**good)
    flip_a_bit(home)
    place = Home.at(home)
    assert not list(file_faults(place, load_current(place)))
    (failure,) = warehouse.check(home, checksums=True)
    assert "SHA-256" in failure.examples[0]["fault"]


@pytest.mark.parametrize(
    "before",
    ["plain ", "Zoë ", "naïve e\u0300x ", "👩‍👩‍👧‍👦 ", "🇺🇦🇫🇷 ", "नमस्ते ", "\U00010348 ", "한국어 ", "a\u200bb ", "𝔘nicode ", "\u202eltr "],
)
def test_offsets_count_code_points_whatever_stands_before(faults_in, make, before):
    import unicodedata

    body = unicodedata.normalize("NFC", before) + "killed"
    start = body.index("killed")
    row = make.event(char_end=len(body), trigger="killed", trigger_start=start, trigger_end=start + 6)
    found = faults_in(
        articles=[make.article("a", body=body, paragraphs=[])],
        fingerprints=[make.fingerprint(make.article("a"))],
        events=[row],
        runs=[make.run()],
    )
    assert found == {}
