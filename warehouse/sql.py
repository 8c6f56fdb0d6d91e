"""Values and paths as parts of SQL text, where a parameter can't stand."""

from __future__ import annotations

from pathlib import Path


def quoted(value: object) -> str:
    """A value as an SQL literal."""
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def exact_glob(path: str | Path) -> str:
    """A path as a glob that matches it alone: DuckDB takes every path that it reads for a pattern."""
    return "".join(f"[{character}]" if character in "[*?" else character for character in str(path))
