"""The code in docs/python.md runs, the links of every page lead somewhere, and every decision is in the index."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "python.md"
BLOCKS = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, good, make):
    folder = tmp_path_factory.mktemp("docs")
    make.commit(folder / "nightdesk-home", **good)
    make.commit(folder / "nightdesk-home", runs=[make.run(2)])
    return folder


def test_there_is_code():
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize("block", BLOCKS, ids=[block.strip().splitlines()[0][:40] for block in BLOCKS])
def test_a_block_runs(folder, monkeypatch, block):
    import warehouse

    monkeypatch.chdir(folder)
    frame = pd.DataFrame({"country_iso3": ["UKR"]})
    for written, here in {"date(2026, 11, 21)": "date(2100, 1, 1)", "41": "1", "42": "2"}.items():
        block = block.replace(written, here)
    exec(compile(block, str(DOCUMENT), "exec"), {"warehouse": warehouse, "date": date, "my_frame": frame})


def links(page):
    """(page, heading) that a page's links lead to; the heading may be empty."""
    found = re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", page.read_text("utf8"))
    return [(page.parent / target if target else page, heading) for target, heading in found if "://" not in target]


def headings(page):
    """A page's headings, as they are named in links."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_links_lead_somewhere(page):
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in headings(target), f"{target}#{heading}"


def test_every_decision_is_in_the_index():
    index = ROOT / "docs" / "adr" / "README.md"
    assert {target.name for target, _ in links(index)} == {page.name for page in index.parent.glob("0*.md")}
