"""The sample's warehouse, made once a session by the command itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import seeds


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that `nightdesk run seeds/sample` makes."""
    home = tmp_path_factory.mktemp("sample") / "home"
    command = [sys.executable, "-m", "flows.cli", "run", str(seeds.SAMPLE), "--home", str(home)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "PREFECT_LOGGING_LEVEL": "ERROR"}
    )
    assert (home / "nightdesk.duckdb").exists(), done.stdout + done.stderr
    return home
