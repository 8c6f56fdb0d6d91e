"""The data dictionary says what the schema says, and the pages in docs/reference say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import warehouse
from transforms.schema import TABLES
from warehouse.dictionary import entries, listing, main, page, pages
from warehouse.views import views

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_the_pages_are_up_to_date(tmp_path):
    main(str(tmp_path))
    made = {path.name: path.read_text("utf8") for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_text("utf8") for path in REFERENCE.iterdir()}, "run: python -m warehouse.dictionary docs/reference"


def test_there_is_a_page_for_every_table_and_view_and_the_index_leads_to_each():
    index = dict(pages())["README.md"]
    for name in (*TABLES, *(view.name for view in views())):
        assert f"[{name}]({name}.md)" in index


def test_pages_of_things_that_are_gone_are_removed(tmp_path):
    (tmp_path / "gone.md").write_text("old")
    main(str(tmp_path))
    assert not (tmp_path / "gone.md").exists()


def test_the_terminal_lists_tables_with_rows_where_there_is_a_warehouse(home, commit, make):
    assert "articles" in listing(home)
    commit(articles=[make.article(str(number)) for number in range(1234)])
    (line,) = [line for line in listing(home).splitlines() if line.split()[:1] == ["articles"]]
    assert "1,234" in line


def test_the_terminal_shows_every_column_of_a_table():
    for entry in entries():
        shown = page(entry.name)
        assert all(f"  {column.name} " in shown for column in entry.columns)


def test_an_unknown_table_is_refused_with_the_known_ones():
    with pytest.raises(warehouse.NotFoundError, match="There are: articles, events"):
        page("event")
