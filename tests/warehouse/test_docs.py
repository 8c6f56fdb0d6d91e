"""The code in docs/python.md runs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

DOCUMENT = Path(__file__).parents[2] / "docs" / "python.md"
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
