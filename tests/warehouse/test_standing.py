"""Rows of articles that stand lie in files of their own, which is where the views find them."""

from __future__ import annotations

import json
from random import Random

import pyarrow as pa
import pytest

import warehouse
from transforms.ids import make_id
from warehouse.layout import MANIFEST, Home
from warehouse.manifest import load_current
from warehouse.migration import migrate
from warehouse.standing import SHOWN, is_apart
from warehouse.views import views

pytestmark = pytest.mark.usefixtures("no_database")


def kinds(home, table="events"):
    """The kinds of a table's files that have rows, each with how many rows it has."""
    found = {}
    for file in load_current(Home.at(home)).tables[table]:
        if file.rows:
            found[file.kind] = found.get(file.kind, 0) + file.rows
    return found


def shown(home, view="current_events", columns="event_id"):
    with warehouse.open(home) as house:
        return sorted(house.sql(f"SELECT {columns} FROM {view}").relation.fetchall())


def defined(home, view):
    """What a view shows by its .sql file, whatever files there are."""
    (query,) = (known.query for known in views() if known.name == view)
    with warehouse.open(home) as house:
        return sorted(house.sql(query).relation.fetchall(), key=repr)


def supersede(home, *names):
    with warehouse.writer(home) as store, store.begin() as changes:
        ids = [make_id("article", name) for name in names]
        changes.update("articles", pa.table({"article_id": ids, "is_current": [False] * len(ids)}))
        return changes.commit()


def renamed(home, old, new):
    """Call the files of a kind otherwise, as if they had been written so."""
    root = Home.at(home).snapshot(load_current(Home.at(home)).number)
    stored = json.loads((root / MANIFEST).read_text("utf8"))
    for name, files in stored["tables"].items():
        for file in files:
            if file["path"].endswith(f"{old}.parquet") and file["rows"] and name in ("events", "quotes"):
                other = file["path"].removesuffix(f"{old}.parquet") + f"{new}.parquet"
                (root / name / file["path"]).rename(root / name / other)
                file["path"] = other
    (root / MANIFEST).write_text(json.dumps(stored), "utf8")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({}, "current"),
        ({"is_current": False}, "aside"),
        ({"status": "withheld"}, "aside"),
        ({"status": "canceled"}, "aside"),
        ({"duplicate_of": make_id("article", "other"), "duplicate_kind": "near"}, "aside"),
    ],
)
def test_a_row_lies_where_its_article_stands(home, commit, make, values, kind):
    commit(articles=[make.article(**values)], events=[make.event()], quotes=[make.quote()])
    assert kinds(home, "events") == kinds(home, "quotes") == {kind: 1}
    assert bool(shown(home)) == (kind == "current")


def test_rows_have_what_they_copy_of_their_articles(home, commit, make):
    commit(articles=[make.article(headline="H", url="https://example.org/a")], events=[make.event(article_headline="of an older version")])
    row = ("H", "Example Tribune", "https://example.org/a", make.NOON)
    assert shown(home, "events", "article_headline, article_publisher, article_url, article_ingested_at") == [row]
    assert shown(home, "current_events", "headline, publisher, url, ingested_at") == [row]


def test_the_rows_of_an_article_that_is_superseded_are_set_aside_with_it(home, commit, make):
    names = ("a", "b", "c")
    commit(
        articles=[make.article(name) for name in names],
        events=[make.event(name, of=name) for name in names],
        quotes=[make.quote(name, of=name) for name in names],
    )
    supersede(home, "b")
    assert shown(home) == sorted((make_id("event", name),) for name in ("a", "c"))
    assert kinds(home, "events") == kinds(home, "quotes") == {"current": 2, "aside": 1}
    with warehouse.open(home, 1) as before:
        assert len(before.sql("FROM current_events").to_arrow()) == 3


def test_rows_may_come_before_their_article(home, make):
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.append("events", make.table("events", [make.event()]))
        changes.append("articles", make.table("articles", [make.article(headline="H")]))
        changes.commit()
    assert shown(home, columns="headline") == [("H",)]


def test_merging_keeps_them_apart(home, commit, make):
    for i in range(15):
        name = f"n{i}"
        commit(articles=[make.article(name, is_current=i % 3 > 0)], events=[make.event(name, of=name)])
    files = [file for file in load_current(Home.at(home)).tables["events"] if file.rows]
    assert len(files) < 15
    assert kinds(home) == {"current": 10, "aside": 5}
    assert shown(home) == sorted((make_id("event", f"n{i}"),) for i in range(15) if i % 3)


@pytest.mark.parametrize("seed", range(4))
def test_the_views_show_what_their_files_say_whatever_is_committed(home, make, seed):
    random = Random(seed)
    known = []
    for night in range(6):
        with warehouse.writer(home) as store, store.begin() as changes:
            names = [f"{night}.{i}" for i in range(random.randrange(4))]
            days = [make.NOON.replace(month=random.randint(1, 3)) for _ in names]
            changes.append("articles", make.table("articles", [
                make.article(name, published_at=day, is_current=random.random() < 0.8, headline=name) for name, day in zip(names, days, strict=True)
            ]))  # fmt: skip
            for table, row in (("events", make.event), ("quotes", make.quote)):
                rows = [row(f"{name}.{k}", of=name, published_at=day) for name, day in zip(names, days, strict=True) for k in range(3)]
                changes.append(table, make.table(table, rows))
            for name in random.sample(known, min(2, len(known))):
                values = {"article_id": [make_id("article", name)], "is_current": [random.random() < 0.5]}
                changes.update("articles", pa.table(values))
            known += names
            changes.commit()
        for view, table in SHOWN.items():
            assert sorted(shown(home, view, "*"), key=repr) == defined(home, view)
            assert is_apart(load_current(Home.at(home)).tables[table.name])
    assert not {"rows_that_stand", "copied_of_articles"} & {failure.check for failure in warehouse.check(home)}


def test_an_older_warehouse_is_asked_by_its_articles_until_it_is_migrated(home, commit, make):
    commit(articles=[make.article("a"), make.article("b", is_current=False)], events=[make.event("a", of="a"), make.event("b", of="b")])
    for kind in ("current", "aside"):
        renamed(home, f".{kind}", "")
    assert shown(home) == [(make_id("event", "a"),)]
    commit(articles=[make.article("c")], events=[make.event("c", of="c")])
    supersede(home, "a")
    assert shown(home) == [(make_id("event", "c"),)]
    assert migrate(home).files > 0
    assert kinds(home) == {"current": 1, "aside": 2}
    assert shown(home) == [(make_id("event", "c"),)]
    assert migrate(home).files == 0


def test_rows_in_the_wrong_kind_of_file_are_found(home, commit, good):
    commit(**good)
    renamed(home, ".current", ".aside")
    assert {failure.check for failure in warehouse.check(home)} == {"rows_that_stand"}
