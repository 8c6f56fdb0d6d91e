"""docs/sql-cookbook.md: every question runs on the sample, and its answer has the shape that the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import warehouse
from warehouse.cookbook import Recipe, recipes, rewrite

PAGE = (Path(__file__).parents[2] / "docs" / "sql-cookbook.md").read_text("utf8")
RECIPES = list(recipes(PAGE))


@pytest.fixture(scope="module")
def house(sample_home: Path) -> Iterator[warehouse.Warehouse]:
    with warehouse.open(sample_home) as opened:
        yield opened


def test_no_question_is_passed_over() -> None:
    assert [recipe.title.split(".")[0] for recipe in RECIPES] == [str(number) for number in range(1, 26)]
    assert PAGE.count("```sql") == len(RECIPES)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_answer_has_the_shape_shown(house: warehouse.Warehouse, recipe: Recipe) -> None:
    answer = house.sql(recipe.query).to_arrow()
    assert recipe.row_count > 0, "the page shows no answer: write it anew"
    assert tuple(answer.column_names) == recipe.columns
    assert answer.num_rows > 0


def test_rewriting_changes_answers_alone_and_the_second_time_nothing(house: warehouse.Warehouse) -> None:
    once = rewrite(PAGE.replace("| --- |", "| stale |"), house)
    assert [recipe.query for recipe in recipes(once)] == [recipe.query for recipe in RECIPES]
    assert "stale" not in once
    assert rewrite(once, house) == once
    assert once.partition("\n## ")[0] == PAGE.partition("\n## ")[0]
