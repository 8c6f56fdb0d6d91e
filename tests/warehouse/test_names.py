"""What linking asks of the stored names: all that bears on a new one, and no more; found by indexes that can be lost."""

from __future__ import annotations

import pytest

import warehouse
from transforms.ids import make_id
from transforms.resolve.blocks import block_of
from transforms.resolve.short_names import Settled
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table
from warehouse.layout import Home

STORED = [
    "person:joan hartley",
    "person:joan hartley/aus",
    "person:peter hartley",
    "person:anna novak",
    "person:?novak",
    "person:luis novak",
    "organization:velmora transport union",
    "organization:village teachers union",
    "place:geonames:17",
]
SHORT = {"organization:village teachers union": ["VTU"]}
SETTLED = {"entity_key": "person:?novak", "block": "person:novak", "leader_key": None, "margin": 0}


@pytest.fixture(scope="module")
def home_of_keys(tmp_path_factory, make):
    home = tmp_path_factory.mktemp("keys") / "home"
    for articles in ("a", "bc"):
        make.commit(
            home,
            entity_keys=[
                make.entity_key(key, of=f"{article} {key}", entity_key=key, block=block_of(key), aliases=SHORT.get(key, []))
                for key in STORED
                for article in articles
            ],
            short_names=[SETTLED] if articles == "a" else [],
        )
    return home


@pytest.fixture(params=["indexed", "without indexes"])
def store(home_of_keys, request):
    if request.param == "without indexes":
        for path in Home.at(home_of_keys).indexes.iterdir():
            path.unlink()
    with warehouse.writer(home_of_keys) as opened:
        yield opened


def new_rows(make, *keys):
    return [make.entity_key(key, of="new", entity_key=key, block=block_of(key), aliases=[], country_iso3=None) for key in keys]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("person:joan hartley/usa", ["person:joan hartley", "person:joan hartley/aus"]),
        ("person:karl hartley", []),
        ("person:?hartley", ["person:joan hartley", "person:joan hartley/aus", "person:peter hartley"]),
        ("person:k hartley/gbr", ["person:joan hartley", "person:joan hartley/aus", "person:peter hartley"]),
        ("person:karl novak", ["person:?novak", "person:anna novak", "person:luis novak"]),
        ("person:?novak", ["person:?novak"]),
        ("organization:village teachers union", ["organization:village teachers union"]),
        ("organization:vtu", []),
        ("place:geonames:17", ["place:geonames:17"]),
        ("place:geonames:18", []),
    ],
)
def test_keys_of_the_name_and_all_of_a_block_whose_short_names_it_may_change(store, make, new, found):
    known = store.known_names(new_rows(make, new), [new])
    assert sorted(row["entity_key"] for row in known.names) == found
    assert all(row["article_change"] == 3 for row in known.names)
    assert known.whole == ({block_of(new)} if len(found) == 3 else set())


def test_who_has_names_besides_stands_in_any_case(home, commit, make):
    commit(entity_keys=[make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b", entity_key="person:ana bo", block="person:bo")])
    with warehouse.writer(home) as store:
        assert store.known_names(new_rows(make, "person:ana"), ["person:ana"]).having_others == {make_id("entity", "Ana")}


def test_whom_short_names_mean_is_told_for_their_block(store):
    assert store.short_names(["person:novak", "person:hartley"]) == {"person:novak": {"person:?novak": Settled(None, 0)}}


def test_keys_are_summed_over_articles_and_files(store, make):
    (row,) = store.all_of([make_id("entity", "place:geonames:17")])
    assert (row["article_change"], row["mention_change"], row["first_seen"], row["last_seen"]) == (3, 3, make.NOON, make.NOON)


def test_of_an_older_warehouse_the_sums_are_made_of_the_articles(home, commit, make):
    commit(entity_keys=[make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b") | {"name": "Ana R."}, make.entity_key("Ben")])
    with warehouse.writer(home) as store:
        store.files["entity_sums"].clear()
        found = store.all_of([make_id("entity", name) for name in ("Ana", "Ben")])
    assert sorted((row["entity_key"], row["name"], row["article_change"]) for row in found) == [
        ("person:ana", "Ana", 1), ("person:ana", "Ana R.", 1), ("person:ben", "Ben", 1)
    ]  # fmt: skip


def test_articles_that_name_an_entity_are_counted_once(home, commit, make):
    commit(entity_keys=[make.entity_key(name, of=of) for name, of in (("Ana", "a"), ("Ben", "a"), ("Ben", "b"), ("Cem", "b"))])
    with warehouse.writer(home) as store:
        now = {"person:ana": "ent_1", "person:ben": "ent_1", "person:cem": "ent_2"}
        assert store.articles_naming(now) == {"ent_1": 2, "ent_2": 1}


def test_indexes_are_those_of_the_current_files_alone(home, commit, make):
    for number in range(12):
        commit(entity_keys=[make.entity_key("Ana", of=f"a{number}")])
    with warehouse.writer(home) as store:
        files = [file for file in store.files["entity_sums"].values() if file.rows]
    kept = {path.name.partition(".")[0] for path in Home.at(home).indexes.iterdir()}
    assert kept == {file.sha256 for file in files}


def test_an_index_that_is_damaged_is_made_anew(home, commit, make):
    commit(entity_keys=[make.entity_key("Ana", of="a")])
    (index,) = Home.at(home).indexes.iterdir()
    index.write_bytes(index.read_bytes()[:100])
    with warehouse.writer(home) as store:
        assert [row["entity_key"] for row in store.all_of([make_id("entity", "Ana")])] == ["person:ana"]
    assert index.stat().st_size > 100


def test_an_index_that_cannot_be_written_fails_nothing(home, commit, make):
    place = Home.at(home)
    place.indexes.parent.mkdir(parents=True)
    place.indexes.write_text("in the way")
    commit(entity_keys=[make.entity_key("Ana", of="a")])
    with warehouse.writer(home) as store:
        assert [row["entity_key"] for row in store.all_of([make_id("entity", "Ana")])] == ["person:ana"]


def test_roles_are_counted_by_name(home, make):
    row = {"published_at": make.NOON, "text": "mayor", "char_start": 37, "char_end": 42, "run_id": "r"}
    ana = make_id("entity", "Ana")
    with warehouse.writer(home) as store, store.begin() as changes:
        names = [make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b"), make.entity_key("Ana", of="c", entity_key="person:?a")]
        told = [("Mayor", "a", "person:ana"), ("Mayor", "b", "person:ana"), ("Judge", "c", "person:?a")]
        roles = [row | {"entity_id": ana, "name_key": key, "article_id": make_id("article", of), "title": title} for title, of, key in told]
        changes.append("entity_keys", arrow_table(TABLES["entity_keys"], names))
        changes.append("entity_roles", arrow_table(TABLES["entity_roles"], roles))
        changes.commit()
    with warehouse.writer(home) as store:
        titles = {(one["entity_key"], one["name"]): one["article_change"] for one in store.all_of([ana]) if one["about"] == "title"}
    assert titles == {("person:ana", "Mayor"): 2, ("person:?a", "Judge"): 1}
