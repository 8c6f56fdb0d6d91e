"""What linking asks of the stored names: all that bears on a new one, and no more."""

from __future__ import annotations

import pytest

import warehouse
from transforms.ids import make_id
from transforms.resolve.blocks import block_of

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


@pytest.fixture(scope="module")
def home_of_keys(tmp_path_factory, make):
    home = tmp_path_factory.mktemp("keys") / "home"
    short = {"organization:village teachers union": ["VTU"]}
    make.commit(
        home,
        entity_keys=[
            make.entity_key(key, of=article, entity_key=key, block=block_of(key), aliases=short.get(key, []))
            for key in STORED
            for article in "ab"
        ],
    )
    return home


@pytest.fixture(scope="module")
def near(home_of_keys):
    """A function from keys to what is stored that bears on them."""

    def ask(*keys):
        with warehouse.writer(home_of_keys) as store:
            return store.known_keys(store.entity_keys_near(keys), keys)

    return ask


@pytest.mark.parametrize(
    ("new", "found", "others"),
    [
        ("person:joan hartley/usa", ["person:joan hartley", "person:joan hartley/aus"], 0),
        ("person:karl hartley", [], 0),
        ("person:?hartley", [], 6),
        ("person:k hartley/gbr", [], 6),
        ("person:karl novak", ["person:?novak"], 4),
        ("organization:village teachers union", ["organization:village teachers union"], 0),
        ("organization:vtu", [], 2),
        ("place:geonames:17", ["place:geonames:17"], 0),
        ("place:geonames:18", [], 0),
    ],
)
def test_keys_of_the_name_and_of_the_block_where_a_weak_one_is_in_it(near, new, found, others):
    """Those of the block are summed up: `others` is how many articles name them."""
    known = near(new)
    assert sorted(row["entity_key"] for row in known.keys) == found
    assert sum(row["total"] for row in known.bearers) == others


@pytest.mark.parametrize(
    ("new", "bearers"),
    [
        (["person:?novak"], [(2, 4)]),
        (["person:?hartley"], [(2, 6)]),
        (["person:?hartley", "person:k hartley"], [(2, 2), (2, 4)]),
        (["person:karl hartley"], []),
    ],
)
def test_those_of_a_block_who_are_not_named_are_summed_by_initial_where_it_decides(near, new, bearers):
    assert sorted((row["article_count"], row["total"]) for row in near(*new).bearers) == bearers


def test_keys_are_summed_over_articles(home_of_keys, make):
    with warehouse.writer(home_of_keys) as store:
        (row,) = store.entity_keys_near(["place:geonames:17"]).to_pylist()
    assert (row["article_count"], row["mention_count"], row["first_seen"], row["last_seen"]) == (2, 2, make.NOON, make.NOON)


def test_of_an_older_warehouse_the_sums_are_made_of_the_articles(home, commit, make):
    commit(entity_keys=[make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b") | {"name": "Ana R."}, make.entity_key("Ben")])
    with warehouse.writer(home) as store:
        store.files["entity_sums"].clear()
        near = store.entity_keys_near(["person:ana", "person:ben"]).to_pylist()
    assert sorted((row["entity_key"], row["name"], row["article_count"]) for row in near) == [
        ("person:ana", "Ana", 1), ("person:ana", "Ana R.", 1), ("person:ben", "Ben", 1)
    ]  # fmt: skip


def test_articles_that_name_an_entity_are_counted_once(home_of_keys):
    with warehouse.writer(home_of_keys) as store:
        now = {"person:joan hartley": "ent_1", "person:peter hartley": "ent_1", "place:geonames:17": "ent_2"}
        assert store.articles_naming(now, store.uses_of(now)) == {"ent_1": 2, "ent_2": 2}


def test_roles_are_counted_by_entity_and_by_name(home, commit, make):
    row = {"published_at": make.NOON, "text": "mayor", "char_start": 37, "char_end": 42, "run_id": "r"}
    ana = make_id("entity", "Ana")
    commit(
        entity_keys=[make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b"), make.entity_key("Ana", of="c", entity_key="person:?a")],
        entity_roles=[row | {"entity_id": ana, "article_id": make_id("article", of), "title": title} for of, title in zip("abc", ("Mayor", "Mayor", "Judge"), strict=True)],
    )  # fmt: skip
    with warehouse.writer(home) as store:
        assert [(found["title"], found["count"]) for found in store.roles_of([ana])] == [("Judge", 1), ("Mayor", 2)]
        assert [(found["title"], found["count"]) for found in store.roles_in(store.uses_of(["person:ana"]))] == [("Mayor", 2)]
