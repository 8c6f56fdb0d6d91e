"""The Python in docs/bi runs; what it needs beyond Nightdesk's own packages is skipped where it isn't installed."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "bi"
BLOCKS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in sorted(PAGES.glob("*.md"))
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page.read_text("utf8"), re.DOTALL))
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, good, make):
    folder = tmp_path_factory.mktemp("bi")
    make.commit(folder / "nightdesk-home", **good)
    return folder


def missing(block: str) -> list[str]:
    """What a block needs and isn't there."""
    named = [name for name in re.findall(r"^(?:import|from) (\w+)", block, re.MULTILINE) if not find_spec(name)]
    dialects = {point.name for point in entry_points(group="sqlalchemy.dialects")}
    return named + (["a DuckDB dialect of SQLAlchemy"] if "create_engine" in block and "duckdb" not in dialects else [])


def test_there_is_code():
    assert len(BLOCKS) == 4


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_runs(folder, monkeypatch, block):
    if lacking := missing(block):
        pytest.skip(f"not installed: {', '.join(lacking)}")
    monkeypatch.chdir(folder)
    exec(compile(block, "docs/bi", "exec"), {})
