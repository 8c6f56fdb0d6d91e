"""Full-text search: what is found, in which order, and an index that may be deleted, damaged, out of date, killed or read-only."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date, datetime

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import warehouse
from flows.cli import search as cli_search
from warehouse.layout import Home
from warehouse.searching import search_index, search_query
from warehouse.searching.search import MARKS, SCHEMA, Filters

PORT = "The port of Velda stays closed. Dockers there began a strike on Monday, and the harbour master, Ana Ruiz, called for talks."
GRAIN = "Grain prices rose. A grain ship waits outside Velda’s port; “we have no crews,” said Ruiz."
VOTE = "Aleta votes on Sunday. The president closed no ports during the campaign."


def ids(found):
    return found.to_arrow()["id"].to_pylist()


@pytest.fixture(scope="module")
def articles(make):
    return {
        "port": make.article("port", headline="Strike closes port", body=PORT, published_at=datetime(2026, 3, 1, 9)),
        "grain": make.article("grain", headline=None, body=GRAIN, published_at=datetime(2026, 3, 2, 9), publisher="Aleta Morning Post"),
        "vote": make.article("vote", headline="A quiet election", body=VOTE, published_at=None),
        "old": make.article("old", body=PORT, is_current=False, published_at=datetime(2026, 2, 1)),
        "withdrawn": make.article("withdrawn", body=PORT, status="canceled"),
        "copy": make.article("copy", body=PORT, duplicate_of="art_of_port"),
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory, make, articles):
    home = tmp_path_factory.mktemp("search") / "home"
    said = "we have no crews,"
    start = GRAIN.index(said)
    spoken = {
        "char_start": start,
        "char_end": start + len(said),
        "text": said,
        "speaker_text": "Ruiz",
        "published_at": datetime(2026, 3, 2, 9),
    }
    ruiz = make.entity("Ana Ruiz", aliases=["Harbour Master Ruíz"])
    velda = make.entity("Velda", entity_type="place", country_iso3="ALT")

    def named(entity, text, of, body):
        at = {"char_start": body.index(text), "char_end": body.index(text) + len(text), "text": text}
        return make.mention(entity, "she", of=of) | at | {"mention_id": f"men_{entity}_{of}_{text}"}

    make.commit(
        home,
        articles=list(articles.values()),
        fingerprints=[make.fingerprint(one) for one in articles.values()],
        quotes=[
            make.quote("crews", "grain", speaker_entity_id=ruiz["entity_id"], speaker_name="Ana Ruiz", **spoken),
            make.quote("term", "grain", is_fragment=True, **spoken | {"char_end": start + 7, "text": "we have"}),
        ],
        entities=[ruiz, velda],
        mentions=[
            named("Ana Ruiz", "Ana Ruiz", "port", PORT),
            named("Velda", "Velda", "port", PORT),
            named("Velda", "Velda", "grain", GRAIN),
            named("Velda", "crews", "grain", GRAIN),
        ],
        runs=[make.run()],
    )
    return home


@pytest.fixture
def house(filled):
    with warehouse.open(filled) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("strike", ["port"]),
        ("STRIKES", ["port"]),  # any form of a word
        ("grain", ["grain"]),
        ("port", ["port", "grain", "vote"]),
        ("port grain", ["grain"]),
        ("grain OR election", ["grain", "vote"]),
        ("port -grain", ["port", "vote"]),
        ('"grain ship"', ["grain"]),
        ('"ship grain"', []),
        ("harb*", ["port"]),
        ("velda's", ["grain"]),  # whatever the apostrophe
        ("veldá", ["port", "grain"]),  # accents don't matter
        ("NEAR(grain ship)", []),
        ("body:grain", []),
        ("strike AND port", ["port"]),
        ('grain "', ["grain"]),
        ("grain ; DROP TABLE file --", []),
    ],
)
def test_words_find_articles(house, articles, query, expected):
    by_id = {row["article_id"]: name for name, row in articles.items()}
    assert sorted(by_id[one] for one in ids(house.search(query))) == sorted(expected)


def test_the_best_come_first(make, tmp_path):
    """A headline counts more than the body, often more than once; the newer of two equals goes first."""
    bodies = {
        "once": "A storm came over the coast at night.",
        "often": "Storm upon storm: a storm came over it.",
        "other": "A quiet day at sea, again.",
    }
    rows = [make.article(name, body=body, published_at=datetime(2026, 1, 1)) for name, body in bodies.items()]
    rows += [make.article("newer", body=bodies["once"], published_at=datetime(2026, 1, 2))]
    rows += [make.article("head", headline="Storm", body=bodies["other"])]
    rows += [make.article(f"calm {number}", body=f"Nothing came at night {number}.") for number in range(20)]
    make.commit(tmp_path / "home", articles=rows)
    names = {row["article_id"]: row["source_key"] for row in rows}
    with warehouse.open(tmp_path / "home") as house:
        assert [names[one] for one in ids(house.search("storm"))] == ["head", "often", "newer", "once"]


@pytest.mark.parametrize("query", ["", "  ", "-grain", '""', "— * ( )", "OR"])
def test_no_words_are_refused(house, query):
    with pytest.raises(warehouse.QueryError, match="no words to look for"):
        house.search(query)


@given(st.text(alphabet=st.sampled_from("ab \"*-():^+{}OR'\\\0é日.,\ud800")) | st.text())
def test_no_query_is_a_syntax_error(text):
    try:
        expression = search_query.fts5(text)
    except warehouse.QueryError:
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a, b)")
        connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()


@pytest.mark.parametrize(
    ("kind", "query", "filters", "expected"),
    [
        ("articles", "port", {"publisher": "morning"}, ["grain"]),
        ("articles", "port", {"publisher": "aleta mórning post"}, ["grain"]),
        ("articles", "port", {"publisher": "morn"}, []),
        ("articles", "port", {"since": date(2026, 3, 2)}, ["grain"]),
        ("articles", "port", {"until": date(2026, 3, 1)}, ["port"]),
        ("articles", "port", {"since": date(2026, 3, 1), "until": date(2026, 3, 2)}, ["port", "grain"]),
        ("articles", "port", {"entity": "ruiz"}, ["port"]),
        ("articles", "port", {"entity": "harbour master ruiz"}, ["port"]),
        ("articles", "port", {"place": "velda"}, ["port", "grain"]),
        ("articles", "port", {"place": "ALT"}, ["port", "grain"]),
        ("articles", "strike", {"everything": True}, ["port", "withdrawn", "copy", "old"]),
        ("quotes", "crew", {}, ["crews"]),
        ("quotes", "crew", {"speaker": "RUIZ"}, ["crews"]),
        ("quotes", "crew", {"speaker": "Ana Ruiz", "place": "velda", "since": date(2026, 3, 2)}, ["crews"]),
        ("quotes", "crew", {"entity": "velda"}, ["crews"]),
        ("quotes", "crew", {"entity": "ruiz"}, []),  # she says it, it doesn't name her
        ("quotes", "crew", {"speaker": "velda"}, []),
        ("quotes", "have", {}, ["crews"]),  # a quoted term is no statement
        ("quotes", "have", {"everything": True}, ["term", "crews"]),
    ],
)
def test_filters(house, make, kind, query, filters, expected):
    found = ids(house.search(query, kind, **filters))
    prefix = {"articles": "article", "quotes": "quote"}[kind]
    assert sorted(found) == sorted(warehouse_id(make, prefix, name) for name in expected)


def warehouse_id(make, prefix, name):
    return make.article(name)["article_id"] if prefix == "article" else make.quote(name)["quote_id"]


def test_an_id_is_a_filter_too(house, make):
    ruiz = make.entity("Ana Ruiz")["entity_id"]
    assert len(ids(house.search("crew", "quotes", speaker=ruiz))) == 1
    assert len(ids(house.search("port", entity=ruiz))) == 1


@pytest.mark.parametrize("filters", [{"entity": "Nobody"}, {"place": "Ana Ruiz"}, {"place": "XXX"}])
def test_a_name_that_nothing_has_is_an_error(house, filters):
    with pytest.raises(warehouse.NotFoundError, match="Nothing here is named"):
        house.search("port", **filters)


def test_articles_have_no_speaker(house):
    with pytest.raises(warehouse.QueryError, match="Search the quotes"):
        house.search("port", speaker="ruiz")


def test_rows_show_why_and_where(house):
    (row,) = house.search("harbour talks").to_arrow().to_pylist()
    assert row["passage"] == PORT.replace("harbour", "**harbour**").replace("talks", "**talks**")
    assert PORT[row["char_start"] : row["char_end"]] == PORT
    (row,) = house.search("crews", "quotes").to_arrow().to_pylist()
    assert (row["passage"], row["speaker_name"], row["publisher"]) == ("we have no **crews**,", "Ana Ruiz", "Aleta Morning Post")
    assert GRAIN[row["char_start"] : row["char_end"]] == "we have no crews,"
    assert row["score"] > 0


def test_a_passage_of_a_long_text_stands_where_it_says(make, tmp_path):
    body = " ".join(f"word{number}" for number in range(900)) + " and the needle … is here. " + "More words follow. " * 200
    make.commit(tmp_path / "home", articles=[make.article(body=body)])
    with warehouse.open(tmp_path / "home") as house:
        (row,) = house.search("needle").to_arrow().to_pylist()
    shown = body[row["char_start"] : row["char_end"]]
    assert "needle … is here" in shown
    assert row["passage"].strip("…").replace("**", "") == shown
    assert len(shown) < 400


def test_the_answer_has_always_the_same_columns(house):
    assert house.search("xyzzy").to_arrow().schema.names == SCHEMA.names
    assert house.search("port", limit=1).to_arrow().num_rows == 1


def test_the_index_follows_the_runs_and_reads_only_what_is_new(home, commit, make, monkeypatch):
    commit(articles=[make.article("a", body="A first storm.")])
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm"))) == 1
    read = []
    monkeypatch.setattr(search_index, "_rows", lambda path, columns, real=search_index._rows: read.append(path.name) or real(path, columns))
    commit(articles=[make.article("b", body="A second storm.", published_at=datetime(2026, 9, 1))])
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm"))) == 2
        assert len(read) == 1
        assert len(ids(house.search("storm"))) == 2
        assert len(read) == 1


def test_each_snapshot_finds_its_own(home, commit, make):
    commit(articles=[make.article("a", body="A storm.")])
    commit(articles=[make.article("b", body="A storm again.")])
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.update(
            "articles", make.table("articles", [make.article("a")]).select(["article_id", "status"]).set_column(1, "status", [["withheld"]])
        )
        changes.commit()
    found = []
    for number in (3, 1, 2, None):
        with warehouse.open(home, number) as house:
            found.append(ids(house.search("storm")))
    a, b = (make.article(name)["article_id"] for name in "ab")
    assert found == [[b], [a], [b, a] if found[2][0] == b else [a, b], [b]]


@pytest.mark.parametrize("damage", ["deleted", "no database", "malformed", "other version", "emptied"])
def test_a_lost_or_damaged_index_is_made_anew(home, commit, make, damage):
    commit(articles=[make.article(str(number), body=f"Storm number {number}.") for number in range(300)])
    path = search_index.place(Home.at(home))
    with warehouse.open(home) as house:
        house.search("storm")
    match damage:
        case "deleted":
            search_index.remove(path)
        case "no database":
            path.write_bytes(b"x" * 100_000)
        case "malformed":
            content = bytearray(path.read_bytes())
            content[4096:] = os.urandom(len(content) - 4096)
            path.write_bytes(content)
        case "other version":
            with sqlite3.connect(path) as connection:
                connection.execute("PRAGMA user_version = 99")
        case "emptied":
            path.write_bytes(b"")
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm", limit=500))) == 300


def test_an_index_that_is_mostly_of_the_past_is_made_anew(home, commit, make):
    commit(articles=[make.article(str(number), body="Storm.") for number in range(10)])
    with warehouse.open(home) as house:
        house.search("storm")
    with warehouse.writer(home) as store, store.begin() as changes:
        changes.delete("articles", make.table("articles", [make.article(str(number)) for number in range(8)]).select(["article_id"]))
        changes.commit()
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm"))) == 2
    with search_index.Index(search_index.place(Home.at(home))) as index:
        assert index.connection.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_a_look_at_the_small_beginnings_leaves_the_index_as_it_is(home, commit, make):
    commit(articles=[make.article("first", body="Storm.")])
    commit(articles=[make.article(str(number), body="Storm.") for number in range(10)])
    place = search_index.place(Home.at(home))
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm"))) == 11
    made = place.stat().st_ino
    with warehouse.open(home, 1) as house:
        assert len(ids(house.search("storm"))) == 1
    assert place.stat().st_ino == made


SEARCHER = """
import sys, warehouse
with warehouse.open(sys.argv[1]) as house:
    print("open", flush=True)
    print(house.search("storm", limit=100000).to_arrow().num_rows, flush=True)
"""


def test_a_killed_update_is_done_again(home, make, no_database):
    days = [datetime(2026, month, 1) for month in range(1, 13)]
    count = 3000
    make.commit(home, articles=[make.article(str(n), body=f"Storm {n}. " * 20, published_at=days[n % 12]) for n in range(count)])
    for wait in (0.0, 0.1, 0.3):
        with subprocess.Popen([sys.executable, "-c", SEARCHER, str(home)], stdout=subprocess.PIPE, text=True) as searcher:
            searcher.stdout.readline()
            time.sleep(wait)
            os.kill(searcher.pid, signal.SIGKILL)
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm", limit=count + 1))) == count


def test_many_search_while_the_index_is_made(home, make, no_database):
    make.commit(home, articles=[make.article(str(n), body=f"Storm {n}. ") for n in range(500)])
    searchers = [subprocess.Popen([sys.executable, "-c", SEARCHER, str(home)], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [searcher.communicate()[0].split() for searcher in searchers] == [["open", "500"]] * 3


def test_an_index_in_use_is_searched_while_another_adds_to_it(home, commit, make):
    commit(articles=[make.article("a", body="A storm.")])
    with warehouse.open(home) as house:
        house.search("storm")
        with search_index.Index(search_index.place(Home.at(home))) as other, other._transaction():
            other.connection.execute("INSERT INTO articles (id) VALUES ('art_other')")
            found = []
            thread = threading.Thread(target=lambda: found.extend(ids(warehouse.open(home).search("storm"))))
            thread.start()
            thread.join(20)
            assert len(found) == 1


def test_where_nothing_can_be_written_a_finished_index_is_read_and_a_missing_one_is_an_error(home, commit, make, monkeypatch):
    commit(articles=[make.article("a", body="A storm.")])
    with warehouse.open(home) as house:
        house.search("storm")

    def refused(path, *_, real=sqlite3.connect, **options):
        if options.get("uri") or path == ":memory:":
            return real(path, **options)
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(search_index.sqlite3, "connect", refused)
    with warehouse.open(home) as house:
        assert len(ids(house.search("storm"))) == 1
        search_index.remove(search_index.place(Home.at(home)))
        with pytest.raises(warehouse.WarehouseError, match="can't be written"):
            house.search("storm")


def test_marks_are_no_characters():
    assert all(0xFDD0 <= ord(mark) <= 0xFDEF for mark in MARKS)


def test_the_command(filled):
    app = typer.Typer()
    cli_search.register(app)
    call = lambda *arguments: CliRunner().invoke(app, [*arguments, "--home", str(filled)], catch_exceptions=False)  # noqa: E731
    found = json.loads(call("crews", "--speaker", "ruiz", "-f", "json").stdout)
    assert [row["speaker_name"] for row in found] == ["Ana Ruiz"]
    assert call("port", "-f", "csv", "-n", "1").stdout.splitlines()[0] == ",".join(SCHEMA.names)
    table = call("port", "--until", "2026-03-01").stdout
    assert "**port**" in table
    assert "Grain" not in table
    assert isinstance(warehouse.explain(filled, found[0]["id"]), warehouse.Explanation)
    assert Filters() == Filters(everything=False)
