"""Linking: the entities are a pure function of the set of key rows, whatever their order and the nights they came in."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from transforms.ids import make_id
from transforms.names.clusters import organization_words
from transforms.names.person_names import parse_person, person_key
from transforms.records import Row
from transforms.resolve.blocks import block_of, core_of, is_weak
from transforms.resolve.corrections import Corrections
from transforms.resolve.entities import Known, Linking, link, merge_entities, open_blocks
from transforms.resolve.short_names import Settled

NONE = Corrections()


def row(key: str, article: str, name: str | None = None, country: str | None = None, aliases: Sequence[str] = (), day: int = 0) -> Row:
    kind, _, rest = key.partition(":")
    name = name or rest.lstrip("?").partition("/")[0].title()
    return {
        "entity_key": key, "article_id": article, "published_at": datetime(2025, 7, 1) + timedelta(days=day), "entity_id": make_id("entity", kind, rest),
        "entity_type": kind, "block": block_of(key), "name": name, "aliases": list(aliases or [name]), "country_iso3": country, "latitude": None, "longitude": None,
        "geonames_id": None, "mention_count": 1,
    }  # fmt: skip


class Store:
    """The least that a warehouse does with a linking: it keeps keys, titles, entities and short names, and follows redirects and moves."""

    def __init__(self, corrections: Corrections = NONE):
        self.corrections = corrections
        self.keys: list[Row] = []
        self.entities: dict[str, Row] = {}
        self.redirects: dict[str, str] = {}
        self.short_names: dict[str, Row] = {}
        self.looked_through: list[set[str]] = []
        """The blocks that each night looked through."""

    def add(self, rows: Iterable[Row]) -> Linking:
        new = [dict(one) for one in rows]
        asked = self.corrections.widened(one["entity_key"] for one in new)
        near = self._known(asked, set())
        self.looked_through.append(open_blocks(new, near))
        linking = link(new, self._known(asked, self.looked_through[-1]), self.corrections)
        stored = [thing for one in self.keys if one["entity_id"] in linking.touched for thing in (as_sum(one), *self._beside(one))]
        entity_of = {one["entity_key"]: linking.entity_of.get(one["entity_key"], one["entity_id"]) for one in self.keys} | dict(
            linking.entity_of
        )
        for one in new:
            one["entity_id"] = linking.entity_of[one["entity_key"]]
        blocks = defaultdict(set)
        articles = defaultdict(set)
        for key in self.keys:
            blocks[entity_of[key["entity_key"]]].add(key["block"])
            articles[entity_of[key["entity_key"]]].add(key["article_id"])
        counted = {entity: len(named) for entity, named in articles.items() if len(blocks[entity]) > 1}
        merged = merge_entities(new, [], stored, entity_of, counted)
        redirects = {one["replaced_id"]: one["current_id"] for one in linking.redirects}
        for old, now in redirects.items():
            self.entities.pop(old, None)
            self.redirects[old] = now
        for old in linking.standing:
            self.redirects.pop(old, None)
        moved = {move.entity_key: move.to_id for move in linking.moves}
        for one in self.keys:
            one["entity_id"] = moved.get(one["entity_key"], redirects.get(one["entity_id"], one["entity_id"]))
        self.entities |= {one["entity_id"]: one for one in merged}
        self.short_names |= {one["entity_key"]: one for one in linking.settled}
        self.keys += new
        return linking

    def _known(self, asked: set[str], whole: set[str]) -> Known:
        """What is stored that bears on these."""
        blocks, cores = set(map(block_of, asked)), set(map(core_of, asked))
        listed = [one for one in self.keys if one["block"] in blocks and (core_of(one["entity_key"]) in cores or one["block"] in whole)]
        keys = {one["entity_key"] for one in listed}
        others = {one["entity_id"] for one in self.keys if one["entity_key"] not in keys}
        settled: dict[str, dict[str, Settled]] = defaultdict(dict)
        for key, short in self.short_names.items():
            settled[short["block"]][key] = Settled(short["leader_key"], short["margin"])
        return Known([as_sum(one) for one in listed], settled, whole, others)

    def _beside(self, one: Row) -> Iterable[Row]:
        """The keys of its block that the article uses beside one."""
        others = [
            key["entity_key"]
            for key in self.keys
            if key["article_id"] == one["article_id"] and key["block"] == one["block"] and key["entity_key"] != one["entity_key"]
        ]
        if others:
            yield as_sum(one) | {"about": "beside", "name": "\n".join(sorted(others))}

    def id_of(self, key: str) -> str:
        return next(stored["entity_id"] for stored in self.keys if stored["entity_key"] == key)

    def same(self, *keys: str) -> bool:
        return len({self.id_of(key) for key in keys}) == 1

    def state(self) -> tuple[dict[str, Row], list[tuple[str, str, str]]]:
        return self.entities, sorted((one["entity_key"], one["article_id"], one["entity_id"]) for one in self.keys)


def as_sum(key: Row) -> Row:
    """What a row of `entity_keys` adds to `entity_sums`."""
    seen = {"first_seen": key["published_at"], "last_seen": key["published_at"]}
    return key | seen | {"about": "name", "article_change": 1, "mention_change": key["mention_count"]}


def world(seed: int, size: int = 220) -> list[Row]:
    """Keys of a made-up news world: full names, surnames and initials alone, nationalities, acronyms."""
    choose = random.Random(seed)
    rows = []
    for i in range(size):
        surname, given_name = (
            choose.choice(["hartley", "novak", "okoro", "weber", "rossi", "zielinsky"]),
            choose.choice(["joan", "peter", "anna", "luis", "marek"]),
        )
        kind, country = choose.random(), choose.choice(["USA", "AUS", "POL", None, None])
        if kind < 0.2:
            key = f"person:?{surname}"
        elif kind < 0.3:
            key = f"person:{given_name[0]} {surname}"
        elif kind < 0.5 and country:
            key = f"person:{given_name} {surname}/{country.lower()}"
        elif kind < 0.8:
            key = f"person:{given_name} {surname}"
        else:
            key = choose.choice(
                ["organization:vtu", "organization:velmora transport union", "organization:village teachers union", "country:geonames:1"]
            )
        aliases = ["VTU", key.partition(":")[2].title()] if key.startswith("organization") else ()
        article = choose.randrange(size) if choose.random() < 0.2 else i
        rows.append(row(key, f"art{article}", country=country, aliases=aliases, day=article % 28))
    return list({(one["entity_key"], one["article_id"]): one for one in rows}.values())


def batches(rows: Sequence[Row], seed: int) -> Iterable[list[Row]]:
    """The rows in nights: an article is whole in one of them."""
    choose = random.Random(seed)
    by_article: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        by_article[one["article_id"]].append(one)
    left = choose.sample(sorted(by_article), len(by_article))
    while left:
        size = choose.randint(1, 50)
        yield [one for article in left[:size] for one in by_article[article]]
        left = left[size:]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_order_and_batching_gives_the_same_entities(seed, shuffle):
    rows = world(seed)
    at_once, nightly = Store(), Store()
    at_once.add(rows)
    for batch in batches(rows, shuffle):
        nightly.add(batch)
    assert nightly.state() == at_once.state()


def test_every_id_ever_given_out_still_resolves():
    store, given_out = Store(), set()
    for batch in batches(world(7), 3):
        store.add(batch)
        given_out |= {one["entity_id"] for one in store.keys}
    for old in given_out:
        for _ in range(len(given_out)):
            if old in store.entities:
                break
            old = store.redirects[old]
        assert old in store.entities


def linked(*rows: Row) -> Store:
    store = Store()
    store.add(rows)
    return store


def test_a_surname_alone_is_the_one_person_who_stands_out():
    store = linked(
        *(row("person:vladimir zelensky", f"a{i}") for i in range(5)), row("person:?zelensky", "b"), row("person:olena zelensky", "c")
    )
    assert store.same("person:?zelensky", "person:vladimir zelensky")


def test_a_surname_that_two_people_share_stays_its_own():
    store = linked(row("person:joan hartley", "a"), row("person:peter hartley", "b"), row("person:?hartley", "c"))
    assert len(store.entities) == 3


def test_a_surname_of_another_country_is_somebody_else():
    store = linked(*(row("person:joan hartley", f"a{i}", country="USA") for i in range(5)), row("person:?hartley", "b", country="AUS"))
    assert not store.same("person:?hartley", "person:joan hartley")


def test_an_initial_must_fit():
    store = linked(row("person:joan hartley", "a"), row("person:j hartley", "b"), row("person:p hartley", "c"))
    assert store.same("person:j hartley", "person:joan hartley")
    assert not store.same("person:p hartley", "person:joan hartley")


def test_namesakes_of_two_nations_stay_two():
    store = linked(row("person:joan hartley/usa", "a"), row("person:joan hartley/aus", "b"))
    assert len(store.entities) == 2


def test_a_single_odd_nationality_is_an_error():
    store = linked(
        *(row("person:joan hartley/usa", f"a{i}") for i in range(20)), row("person:joan hartley", "b"), row("person:joan hartley/aus", "c")
    )
    assert len(store.entities) == 1


def test_an_acronym_alone_is_the_body_introduced_by_it():
    store = linked(
        row("organization:velmora transport union", "a", aliases=["Velmora Transport Union", "VTU"]),
        row("organization:vtu", "b", name="VTU", aliases=["VTU"]),
    )
    assert store.same("organization:vtu", "organization:velmora transport union")


def test_a_later_night_undoes_what_an_earlier_one_joined():
    store = Store()
    store.add([row("person:joan hartley", "a"), row("person:?hartley", "b")])
    assert store.same("person:joan hartley", "person:?hartley")
    linking = store.add([row("person:peter hartley", "c")])
    assert [move.entity_key for move in linking.moves] == ["person:?hartley"]
    assert not store.same("person:joan hartley", "person:?hartley")


def test_a_night_that_settles_a_name_redirects_its_old_id():
    store = Store()
    store.add([row("person:?hartley", "a")])
    old = store.id_of("person:?hartley")
    linking = store.add([row("person:joan hartley", "b")])
    assert [(one["replaced_id"], one["current_id"]) for one in linking.redirects] == [(old, store.id_of("person:joan hartley"))]


def test_the_row_counts_and_names_by_most_articles():
    store = linked(
        row("person:vladimir zelensky", "a", name="Vladimir Zelensky", day=3),
        row("person:vladimir zelensky", "b", name="Volodymyr Zelensky", country="UKR", day=1),
        row("person:vladimir zelensky", "c", name="Volodymyr Zelensky", day=2),
        row("person:?zelensky", "d", name="Zelensky", day=9),
    )
    (entity,) = store.entities.values()
    assert (entity["name"], entity["article_count"], entity["mention_count"], entity["country_iso3"]) == ("Volodymyr Zelensky", 4, 4, "UKR")
    assert entity["aliases"] == ["Vladimir Zelensky", "Zelensky"]
    assert (entity["first_seen"].day, entity["last_seen"].day) == (2, 10)


@pytest.mark.parametrize(
    ("key", "block", "core", "weak"),
    [
        ("person:joan hartley", "person:hartley", "person:joan hartley", False),
        ("person:joan hartley/aus", "person:hartley", "person:joan hartley", False),
        ("person:?hartley", "person:hartley", "person:?hartley", True),
        ("person:j hartley/aus", "person:hartley", "person:j hartley", True),
        ("person:pele", "person:pele", "person:pele", False),
        ("organization:village teachers union", "organization:vtu", "organization:village teachers union", False),
        ("organization:vtu", "organization:vtu", "organization:vtu", True),
        ("organization:interior/fra", "organization:interior/fra", "organization:interior", False),
        ("place:geonames:17", "place:geonames:17", "place:geonames:17", False),
    ],
)
def test_what_bears_on_a_key(key, block, core, weak):
    assert (block_of(key), core_of(key), is_weak(key)) == (block, core, weak)


def test_roles_are_most_frequent_first():
    new = [row("person:joan hartley", "a")]
    roles = [{"name_key": "person:joan hartley", "title": title} for title in ("mayor", "lawyer", "mayor")]
    stored = [as_sum(new[0]) | {"about": "title", "name": "lawyer", "article_change": 5}]
    entity_of = {"person:joan hartley": new[0]["entity_id"]}
    assert [entity["roles"] for entity in merge_entities(new, roles, [], entity_of, {})] == [["mayor", "lawyer"]]
    assert [entity["roles"] for entity in merge_entities(new, roles, stored, entity_of, {})] == [["lawyer", "mayor"]]


def test_an_article_that_uses_two_names_of_one_counts_once():
    store = linked(*(row(key, article) for article in "ab" for key in ("person:joan hartley", "person:?hartley", "person:j hartley")))
    store.add([row("person:joan hartley", "c")])
    assert [entity["article_count"] for entity in store.entities.values()] == [3]


def corrections(same: list[list[str]], apart: list[list[str]]) -> Corrections:
    listed = {
        "same_as": [{"keys": keys, "reason": "test"} for keys in same],
        "not_same_as": [{"keys": keys, "reason": "test"} for keys in apart],
    }
    return Corrections.build(lambda _: listed)


def test_people_may_say_that_two_keys_are_one():
    store = Store(corrections([["person:edna marsh", "person:?marigold"]], []))
    store.add([row("person:edna marsh", "a")])
    store.add([row("person:?marigold", "b")])
    assert store.same("person:edna marsh", "person:?marigold")
    assert next(iter(store.entities.values()))["article_count"] == 2


def test_people_may_say_that_two_keys_are_two():
    store = Store(corrections([], [["person:joan hartley", "person:?hartley"]]))
    store.add([row("person:joan hartley", "a"), row("person:?hartley", "b")])
    assert len(store.entities) == 2


@pytest.mark.parametrize(
    "seed",
    [
        {"same_as": [{"keys": ["person:a b", "person:c d"], "reason": ""}], "not_same_as": []},
        {"same_as": [{"keys": ["person:a b"], "reason": "alone"}], "not_same_as": []},
        {
            "same_as": [{"keys": ["person:a b", "person:c d"], "reason": "x"}],
            "not_same_as": [{"keys": ["person:a b", "person:c d"], "reason": "y"}],
        },
    ],
)
def test_a_correction_that_says_nothing_is_refused(seed):
    with pytest.raises(ValueError, match="corrections"):
        Corrections.build(lambda _: seed)


def test_the_corrections_of_the_project_use_the_keys_that_articles_make(knowledge):
    assert Corrections.build(seeds.read).same
    listed = seeds.read("corrections")
    for key in (key for entry in (*listed["same_as"], *listed["not_same_as"]) for key in entry["keys"]):
        kind, _, name = key.partition(":")
        if kind == "person":
            assert person_key(parse_person(name.removeprefix("?"), knowledge.names), knowledge.names) == name
        else:
            assert " ".join(organization_words(name)) == name
