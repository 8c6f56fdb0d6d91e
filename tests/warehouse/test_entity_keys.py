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
def near(tmp_path_factory, make):
    """A function from keys to the stored keys that bear on them."""
    home = tmp_path_factory.mktemp("keys") / "home"
    keys = [make.entity_key(key, of=article, entity_key=key, block=block_of(key)) for key in STORED for article in "ab"]
    make.commit(home, entity_keys=keys)

    def ask(*keys):
        with warehouse.writer(home) as store:
            return {row["entity_key"]: row for row in store.entity_keys_near(keys)}

    return ask


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("person:joan hartley/usa", ["person:joan hartley", "person:joan hartley/aus"]),
        ("person:karl hartley", []),
        ("person:?hartley", ["person:joan hartley", "person:joan hartley/aus", "person:peter hartley"]),
        ("person:k hartley/gbr", ["person:joan hartley", "person:joan hartley/aus", "person:peter hartley"]),
        ("person:karl novak", ["person:?novak", "person:anna novak", "person:luis novak"]),
        ("organization:village teachers union", ["organization:village teachers union"]),
        ("organization:vtu", ["organization:velmora transport union", "organization:village teachers union"]),
        ("place:geonames:17", ["place:geonames:17"]),
        ("place:geonames:18", []),
    ],
)
def test_keys_of_the_name_and_of_the_block_where_a_weak_one_is_in_it(near, new, found):
    assert sorted(near(new)) == found


def test_they_are_summed_over_articles(near, make):
    (row,) = near("place:geonames:17").values()
    assert (row["article_count"], row["mention_count"], row["first_seen"], row["last_seen"]) == (2, 2, make.NOON, make.NOON)


def test_roles_are_counted_by_entity_and_by_name(home, commit, make):
    row = {"published_at": make.NOON, "text": "mayor", "char_start": 37, "char_end": 42, "run_id": "r"}
    ana = make_id("entity", "Ana")
    commit(
        entity_keys=[make.entity_key("Ana", of="a"), make.entity_key("Ana", of="b"), make.entity_key("Ana", of="c", entity_key="person:?a")],
        entity_roles=[row | {"entity_id": ana, "article_id": make_id("article", of), "title": title} for of, title in zip("abc", ("Mayor", "Mayor", "Judge"), strict=True)],
    )  # fmt: skip
    with warehouse.writer(home) as store:
        assert [(found["title"], found["count"]) for found in store.roles_of([ana])] == [("Judge", 1), ("Mayor", 2)]
        assert [(found["title"], found["count"]) for found in store.roles_in(["person:ana"])] == [("Mayor", 2)]
