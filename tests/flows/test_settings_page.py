"""The page of the settings says what the settings are."""

from __future__ import annotations

from pathlib import Path

from flows.settings_page import page


def test_the_page_is_up_to_date():
    """`make docs` writes it anew."""
    assert Path("docs/settings.md").read_text("utf8") == page()
