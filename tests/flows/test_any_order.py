"""The sample in any order and any batching: the same things with the same ids, mention by mention."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import seeds
import warehouse
from tests.flows.any_order import differences, ingest, orders
from warehouse.rendering import render

FILES = sorted(str(path) for path in seeds.SAMPLE.rglob("*") if path.is_file())
MOST = 60
"""Real articles that the test ingests three times; `python -m tests.flows.any_order` takes more."""


def rows(home: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "nightdesk.duckdb"), read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ingest(tmp_path_factory.mktemp("at-once") / "home", [FILES])


@pytest.mark.parametrize(("seed", "nights"), [(1, 2), (2, 5)])
def test_entities_and_their_mentions_are_the_same(at_once: Path, tmp_path: Path, seed: int, nights: int) -> None:
    shuffled = random.Random(seed).sample(FILES, len(FILES))
    home = ingest(tmp_path / "home", [shuffled[i::nights] for i in range(nights)])
    assert rows(home, "SELECT count(*) FROM runs") == [(nights,)]
    assert differences(at_once, home) == []


def test_real_articles_give_the_same_in_any_order(real_articles: Path, tmp_path: Path) -> None:
    files = sorted(str(path) for path in real_articles.rglob("*") if path.is_file())[:MOST]
    if len(files) < 2:
        pytest.skip("a single article has no order")
    together = ingest(tmp_path / "at-once", [files])
    for name, nights in orders(files, seed=1).items():
        assert differences(together, ingest(tmp_path / name, nights)) == [], name


def test_what_differs_is_told(at_once: Path, tmp_path: Path) -> None:
    fewer = ingest(tmp_path / "home", [FILES[: len(FILES) // 2]])
    assert {difference.what for difference in differences(at_once, fewer)} >= {"entities", "keys", "mentions"}


def test_the_timeline_of_an_entity_counts_what_the_tables_hold(at_once: Path) -> None:
    """Against counts made the long way round: row by row, over the current articles."""
    articles = dict(rows(at_once, "SELECT article_id, published_at::DATE FROM current_articles"))
    expected: dict[tuple[str, date], list[Any]] = {}

    def count(entity_id: str | None, day: date | None, column: int, article_id: str | None = None) -> None:
        if entity_id is not None and day is not None:
            counts = expected.setdefault((entity_id, day), [set(), 0, 0, 0, 0])
            counts[column] += 1
            counts[0] |= {article_id} - {None}

    for entity_id, article_id in rows(at_once, "SELECT entity_id, article_id FROM mentions"):
        if article_id in articles:
            count(entity_id, articles[article_id], 1, article_id)
    for entity_id, article_id, fragment in rows(at_once, "SELECT speaker_entity_id, article_id, is_fragment FROM quotes"):
        if article_id in articles and not fragment:
            count(entity_id, articles[article_id], 2)
    sql = "SELECT actor_entity_id, target_entity_id, article_id, modality, negated FROM events"
    for actor, target, article_id, modality, negated in rows(at_once, sql):
        if article_id in articles and modality in ("asserted", "claimed") and not negated:
            count(actor, articles[article_id], 3)
            count(target, articles[article_id], 4)
    found = {
        (entity_id, day): list(counts)
        for entity_id, day, *counts in rows(
            at_once,
            "SELECT entity_id, day, article_count, mention_count, statement_count, acted_count, suffered_count FROM entity_timeline",
        )
    }
    assert len(found) > 100
    assert found == {key: [len(named), *counts] for key, (named, *counts) in expected.items()}


def test_an_entity_explains_its_names_roles_and_keys(at_once: Path) -> None:
    ((entity_id,),) = rows(at_once, "SELECT entity_id FROM entities WHERE name = 'Hauwa Abba'")
    explained = warehouse.explain(at_once, entity_id)
    assert {name: explained.related["names"][0][name] for name in ("name", "times", "articles")} == {
        "name": "Hauwa Abba",
        "times": 4,
        "articles": 4,
    }
    assert {role["title"] for role in explained.related["roles"]} == {"spokeswoman for the agency", "agency spokeswoman"}
    assert "the entity's id is made from it" in render(explained)


def test_a_place_explains_where_it_lies(at_once: Path) -> None:
    ((entity_id,),) = rows(at_once, "SELECT entity_id FROM entities WHERE name = 'Maiduguri'")
    shown = render(warehouse.explain(at_once, entity_id))
    assert "latitude" in shown
    assert "geonames_id" in shown
