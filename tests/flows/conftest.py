"""Running the command line as a user does, and reading what it left."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.monitoring import logs

Cli = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A run sets up the log of its process, which here is the tests' own."""
    ours = logging.getLogger(logs.LOGGER)
    before = ours.level, list(ours.handlers), ours.propagate
    yield
    ours.setLevel(before[0])
    ours.handlers[:] = before[1]
    ours.propagate = before[2]
    logs.concern_run("")


@pytest.fixture(scope="session")
def cli() -> Cli:
    """The nightdesk command in a process of its own."""

    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)

    return run


@pytest.fixture(scope="session")
def rows() -> Callable[[Path, str], list[dict[str, Any]]]:
    """What a query gives in the DuckDB file of a home, through DuckDB alone."""

    def ask(home: Path, sql: str) -> list[dict[str, Any]]:
        with duckdb.connect(str(home / "nightdesk.duckdb"), read_only=True) as connection:
            return connection.sql(sql).to_arrow_table().to_pylist()

    return ask
