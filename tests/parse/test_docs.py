"""The page on formats names every format, limit and reason that there is."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from transforms.parse import REASONS, ParseSettings
from transforms.parse.registry import FORMATS

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf8")
OTHER_NAMES = {"zstd": "zstd", "xml": "XML", "json": "JSON", "warc": "WARC", "arc": "ARC"}


@pytest.mark.parametrize(
    "name", [*(OTHER_NAMES.get(known.name, known.name) for known in FORMATS), *REASONS, *(field.name for field in fields(ParseSettings))]
)
def test_it_is_named(name):
    assert name in PAGE
