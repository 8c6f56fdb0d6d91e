"""What a run writes is there entirely, or not at all; and what was there before stays as it was."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import warehouse
from transforms.ids import make_id
from transforms.schema import TABLES

pytestmark = pytest.mark.usefixtures("no_database")


def ids(home, table="articles", column="source_key"):
    with warehouse.open(home) as house:
        return sorted(house.table(table, [column]).to_arrow()[column].to_pylist())


def paths(home, table):
    with warehouse.open(home) as house:
        return [file.path for file in house.manifest.tables[table] if file.rows]


def test_a_commit_makes_the_rows_current(home, commit, make):
    assert commit(articles=[make.article("a")]) == 1
    assert commit(articles=[make.article("b")]) == 2
    assert ids(home) == ["a", "b"]


def test_without_a_commit_nothing_happens(home, commit, make):
    commit(articles=[make.article("a")])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.append("articles", make.table("articles", [make.article("b")]))
    assert ids(home) == ["a"]
    assert not (home / "lake" / "staging").exists()


def test_an_error_on_the_way_forgets_the_changes(home, commit, make):
    commit(articles=[make.article("a")])

    def half_done():
        with warehouse.writer(home) as store, store.begin() as changes:
            changes.append("articles", make.table("articles", [make.article("b")]))
            changes.append("quotes", make.table("articles", [make.article("b")]))
            changes.commit()

    with pytest.raises(warehouse.WarehouseError):
        half_done()
    assert ids(home) == ["a"]


def test_files_lie_in_a_folder_a_month_and_unknown_months_in_their_own(home, commit, make):
    commit(
        articles=[
            make.article("a", published_at=datetime(2025, 6, 30, 23, 59)),
            make.article("b", published_at=datetime(2025, 7, 1)),
            make.article("c", published_at=None, published_at_basis="none"),
        ]
    )
    assert [path.split("/")[0] for path in paths(home, "articles")] == ["month=2025-06", "month=2025-07", "month=unknown"]


def test_every_table_can_be_globbed_from_the_first_commit_on(home, commit, make):
    import duckdb

    commit(articles=[make.article("a")])
    for name, table in TABLES.items():
        found = duckdb.sql(f"SELECT * FROM '{home}/lake/current/{name}/**/*.parquet'")
        assert set(table.columns) <= set(found.columns) <= {*table.columns, "month"}


def test_unchanged_files_are_shared_between_snapshots(home, commit, make):
    commit(articles=[make.article("a")])
    commit(quotes=[make.quote()])
    first, second = (home / "lake" / "snapshots" / number / "articles/month=2025-07/000001-001.parquet" for number in ("000001", "000002"))
    assert first.samefile(second)


def test_rows_are_sorted_within_their_file(home, commit, make):
    commit(articles=[make.article(str(day), published_at=datetime(2025, 7, day)) for day in (9, 3, 7)])
    with warehouse.open(home) as house:
        assert [day.day for day in house.dataset("articles").to_table()["published_at"].to_pylist()] == [3, 7, 9]


def test_upsert_replaces_rows_of_the_same_key_and_adds_the_others(home, commit, make):
    commit(entities=[make.entity("Ana"), make.entity("Ben", mention_count=3)])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.upsert("entities", make.table("entities", [make.entity("Ana", mention_count=7), make.entity("Cem")]))
        changes.commit()
    with warehouse.open(home) as house:
        assert house.sql("SELECT name, mention_count FROM entities ORDER BY name").relation.fetchall() == [
            ("Ana", 7),
            ("Ben", 3),
            ("Cem", 1),
        ]


def test_update_sets_some_columns_of_some_rows_and_rewrites_only_their_files(home, commit, make):
    june, july = make.article("june", published_at=datetime(2025, 6, 1)), make.article("july")
    commit(articles=[june, july])
    before = {path: (home / "lake/current/articles" / path).stat().st_ino for path in paths(home, "articles")}
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.update(
            "articles", pa.table({"article_id": [july["article_id"], "art_none"], "is_current": [False, False], "story_id": ["s", "s"]})
        )
        changes.commit()
    with warehouse.open(home) as house:
        assert house.sql("SELECT source_key, is_current, story_id FROM articles ORDER BY 1").relation.fetchall() == [
            ("july", False, "s"),
            ("june", True, None),
        ]
    after = {path: (home / "lake/current/articles" / path).stat().st_ino for path in paths(home, "articles")}
    assert {path for path in after if before.get(path) == after[path]} == {"month=2025-06/000001-001.parquet"}


def test_update_can_set_a_value_to_null(home, commit, make):
    row = make.article("a", story_id="s")
    commit(articles=[row])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.update("articles", pa.table({"article_id": [row["article_id"]], "story_id": pa.array([None], pa.string())}))
        changes.commit()
    with warehouse.open(home) as house:
        assert house.sql("SELECT story_id FROM articles").relation.fetchall() == [(None,)]


def test_keys_of_several_columns_and_null_in_them(home, commit, make):
    reject = {"source_uri": "x", "reason": "empty", "source_sha256": "0", "rejected_at": make.NOON, "run_id": "run_000001"}
    commit(rejects=[reject | {"source_member": None}, reject | {"source_member": "1"}])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.upsert("rejects", make.table("rejects", [reject | {"source_member": None, "reason": "damaged"}]))
        changes.commit()
    assert ids(home, "rejects", "reason") == ["damaged", "empty"]


def test_delete_removes_rows_and_files_left_without_any(home, commit, make):
    commit(entities=[make.entity("Ana")])
    commit(entities=[make.entity("Ben")])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.delete("entities", pa.table({"entity_id": [make_id("entity", "Ana")]}))
        changes.commit()
    assert ids(home, "entities", "name") == ["Ben"]
    assert len(paths(home, "entities")) == 1


def test_a_transaction_sees_its_own_changes(home, commit, make):
    commit(articles=[make.article("a")], fingerprints=[make.fingerprint(make.article("a"))])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.append("fingerprints", make.table("fingerprints", [make.fingerprint(make.article("b"))]))
        asked = [make_id("article", name) for name in "abc"]
        assert changes.known_articles(asked) == set(asked[:2])
        assert store.known_articles(asked) == set(asked[:1])


@pytest.mark.parametrize(
    ("table", "rows", "message"),
    [
        ("articles", pa.table({"article_id": ["a"]}), "articles.source_key is NULL in 1 rows"),
        ("articles", pa.table({"colour": ["red"]}), "Table articles has no column colour"),
    ],
)
def test_rows_that_do_not_fit_the_schema_are_refused(home, table, rows, message):
    with warehouse.writer(home) as store, store.begin() as changes, pytest.raises(warehouse.WarehouseError, match=message):
        changes.append(table, rows)


def test_a_folder_decides_by_published_at_so_that_it_cannot_be_updated(home, commit, make):
    commit(articles=[make.article("a")])
    with warehouse.writer(home) as store, store.begin() as changes, pytest.raises(warehouse.WarehouseError, match="Upsert the whole row"):
        changes.update("articles", pa.table({"article_id": ["a"], "published_at": [make.NOON]}))


def test_many_small_files_become_one(home, commit, make):
    for number in range(1, 12):
        commit(articles=[make.article(str(number))], runs=[make.run(number)])
    assert len(paths(home, "articles")) <= 8
    assert len(ids(home)) == 11


def test_one_run_leaves_one_file_a_folder(home, make):
    with warehouse.writer(home) as store, store.begin() as changes:
        for number in range(5):
            changes.append("articles", make.table("articles", [make.article(str(number))]))
        changes.commit()
    assert len(paths(home, "articles")) == 1


def test_a_large_file_from_which_a_few_rows_go_is_not_merged_with_the_few_that_come(home, commit, make):
    commit(entities=[make.entity(f"E{number:05}") for number in range(6000)])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.upsert("entities", make.table("entities", [make.entity("E00007", mention_count=9), make.entity("New")]))
        changes.commit()
    names = [pq.read_table(home / "lake/current/entities" / path)["name"].to_pylist() for path in paths(home, "entities")]
    assert sorted(map(len, names)) == [2, 5999]
    assert all(held == sorted(held) for held in names)
    assert len(set(ids(home, "entities", "name"))) == 6001


def test_files_of_like_size_that_one_run_wrote_are_merged(home, commit, make):
    commit(entities=[make.entity(name) for name in ("Ana", "Ben", "Cem")])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.upsert("entities", make.table("entities", [make.entity("Ben", mention_count=9), make.entity("Ada")]))
        changes.commit()
    (path,) = paths(home, "entities")
    assert pq.read_table(home / "lake/current/entities" / path)["name"].to_pylist() == ["Ada", "Ana", "Ben", "Cem"]


def test_files_cannot_be_written_to(home, commit, make):
    commit(articles=[make.article("a")])
    for file in (home / "lake" / "current" / "articles").rglob("*.parquet"):
        assert file.stat().st_mode & 0o222 == 0


class TestRedirects:
    """An id that was merged into another: every row follows."""

    def merge(self, home, make, *pairs):
        with warehouse.writer(home) as store, store.begin() as changes:
            rows = [
                {"replaced_id": make_id("entity", old), "current_id": make_id("entity", new), "run_id": "run_000001"} for old, new in pairs
            ]
            changes.upsert("redirects", make.table("redirects", rows))
            changes.commit()

    def speakers(self, home):
        with warehouse.open(home) as house:
            found = house.sql(
                "SELECT e.name FROM quotes q JOIN entities e ON e.entity_id = q.speaker_entity_id ORDER BY 1"
            ).relation.fetchall()
            return [name for (name,) in found]

    def test_stored_rows_follow(self, home, commit, make):
        commit(
            quotes=[make.quote(speaker_entity_id=make_id("entity", "A. Ruiz"))], entities=[make.entity("A. Ruiz"), make.entity("Ana Ruiz")]
        )
        self.merge(home, make, ("A. Ruiz", "Ana Ruiz"))
        assert self.speakers(home) == ["Ana Ruiz"]
        assert ids(home, "entities", "name") == ["Ana Ruiz"]

    def test_quotes_bear_the_name_of_whom_they_are_given_to(self, home, commit, make):
        ruiz, other = make_id("entity", "A. Ruiz"), make_id("entity", "Ana Ruiz")
        commit(
            quotes=[
                make.quote("a", speaker_entity_id=ruiz, speaker_name="A. Ruiz"),
                make.quote("b", speaker_entity_id=None, speaker_name=""),
            ],
            entities=[make.entity("A. Ruiz"), make.entity("Ana Ruiz")],
        )
        self.merge(home, make, ("A. Ruiz", "Ana Ruiz"))
        assert ids(home, "quotes", "speaker_name") == ["", "Ana Ruiz"]
        with warehouse.writer(home) as store, store.begin() as changes:
            changes.upsert("entities", make.table("entities", [make.entity("Ana María Ruiz", entity_id=other)]))
            changes.commit()
        assert ids(home, "quotes", "speaker_name") == ["", "Ana María Ruiz"]

    def test_files_that_hold_no_merged_id_are_left_alone(self, home, commit, make):
        june, july = datetime(2025, 6, 30), datetime(2025, 7, 1)
        commit(
            quotes=[
                make.quote("a", speaker_entity_id=make_id("entity", "A"), speaker_name="A", published_at=june),
                make.quote("b", speaker_entity_id=make_id("entity", "B"), speaker_name="B", published_at=july),
            ],
            entities=[make.entity("A"), make.entity("B")],
        )
        before = set(map(str, paths(home, "quotes")))
        self.merge(home, make, ("A", "B"))
        (kept,) = before & set(map(str, paths(home, "quotes")))
        assert "month=2025-07" in kept

    def test_chains_lead_to_their_end(self, home, commit, make):
        commit(quotes=[make.quote(speaker_entity_id=make_id("entity", "A"))], entities=[make.entity(name) for name in "ABC"])
        self.merge(home, make, ("A", "B"))
        self.merge(home, make, ("B", "C"))
        assert self.speakers(home) == ["C"]
        with warehouse.open(home) as house:
            assert set(house.table("redirects").to_arrow()["current_id"].to_pylist()) == {make_id("entity", "C")}

    def test_later_rows_with_an_old_id_follow_too(self, home, commit, make):
        commit(entities=[make.entity("A"), make.entity("B")])
        self.merge(home, make, ("A", "B"))
        commit(quotes=[make.quote(speaker_entity_id=make_id("entity", "A"))])
        assert self.speakers(home) == ["B"]

    def test_a_circle_is_refused(self, home, commit, make):
        commit(entities=[make.entity("A"), make.entity("B")])
        with pytest.raises(warehouse.WarehouseError, match="circle"):
            self.merge(home, make, ("A", "B"), ("B", "A"))
        assert ids(home, "entities", "name") == ["A", "B"]

    def test_an_id_that_stands_again_is_no_longer_redirected(self, home, commit, make):
        commit(entities=[make.entity("A"), make.entity("B")])
        self.merge(home, make, ("A", "B"))
        commit(entities=[make.entity("A")], quotes=[make.quote(speaker_entity_id=make_id("entity", "A"))])
        assert self.speakers(home) == ["A"]
        assert ids(home, "redirects", "replaced_id") == []

    def test_the_newest_word_counts_where_two_nights_contradict_each_other(self, home, commit, make):
        commit(entities=[make.entity("A"), make.entity("B")])
        self.merge(home, make, ("A", "B"))
        with warehouse.writer(home) as store, store.begin() as changes:
            changes.upsert("entities", make.table("entities", [make.entity("A")]))
            changes.upsert(
                "redirects",
                make.table("redirects", [{"replaced_id": make_id("entity", "B"), "current_id": make_id("entity", "A"), "run_id": "r"}]),
            )
            changes.commit()
        assert ids(home, "entities", "name") == ["A"]


class TestMoves:
    """A name that turns out to be somebody else's: the rows of the articles that use it follow."""

    @pytest.fixture
    def moved(self, home, commit, make):
        smith, other = make_id("entity", "Smith"), make_id("entity", "Other Smith")
        commit(
            entity_keys=[
                make.entity_key("Smith", of="a"),
                make.entity_key("Smith", of="b", entity_key="person:other smith"),
                make.entity_key("Smith", of="both"),
                make.entity_key("Smith", of="both", entity_key="person:other smith"),
            ],
            mentions=[make.mention("Smith", "mayor", of=name) for name in ("a", "b", "both")],
            quotes=[make.quote(of="b", speaker_entity_id=smith)],
            entities=[make.entity("Smith")],
        )
        with warehouse.writer(home) as store, store.begin() as changes:
            changes.move(pa.table({"entity_key": ["person:other smith"], "from_id": [smith], "to_id": [other]}))
            changes.commit()
        return home

    def owners(self, home, table, column="entity_id"):
        sql = f"SELECT article_id, {column} FROM {table}"
        names = {make_id("article", name): name for name in ("a", "b", "both")} | {
            make_id("entity", name): name for name in ("Smith", "Other Smith")
        }
        with warehouse.open(home) as house:
            return sorted((names[article], names[entity]) for article, entity in house.sql(sql).relation.fetchall())

    def test_the_key_moves_in_every_article(self, moved):
        assert self.owners(moved, "entity_keys") == [("a", "Smith"), ("b", "Other Smith"), ("both", "Other Smith"), ("both", "Smith")]

    def test_rows_follow_where_the_article_leaves_no_doubt(self, moved):
        assert self.owners(moved, "mentions") == [("a", "Smith"), ("b", "Other Smith"), ("both", "Smith")]
        assert self.owners(moved, "quotes", "speaker_entity_id") == [("b", "Other Smith")]
