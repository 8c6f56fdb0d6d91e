"""Keep a warehouse as this version writes it, for later versions to open: `python tests/warehouse/keep_released.py`.

Made once for every schema version, in the folder `released/<version>/` beside this file, and never changed after the version is
released. While it isn't, `--unreleased` makes it anew.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import warehouse
from transforms.ids import make_id
from transforms.schema import SCHEMA_VERSION, TABLES
from warehouse.layout import Home

FOLDER = Path(__file__).with_name("released")


def write(target: Path) -> None:
    """Commit a row of every table, and copy the snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _conftest()
        article = rows.article()
        origin = {name: article[name] for name in ("source_uri", "source_sha256", "source_format", "run_id")}
        read = {"file_id": make_id("file", article["source_uri"]), "read_at": rows.NOON, "byte_count": 80, "rejected_count": 1}
        refused = {"source_uri": article["source_uri"], "reason": "empty", "rejected_at": rows.NOON, "run_id": article["run_id"]}
        rows.Make.commit(Path(folder), **rows.good_rows(), files=[origin | read], rejects=[refused])
        shutil.copytree(Home.at(folder).snapshot(1), target, copy_function=shutil.copyfile)


def installed(version: str, home: Path) -> Path:
    """A home that holds the kept warehouse of a schema version."""
    place = Home.at(home)
    shutil.copytree(FOLDER / version, place.snapshot(1), copy_function=shutil.copyfile)
    place.current.symlink_to("snapshots/000001")
    return home


def _conftest() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rows", Path(__file__).with_name("conftest.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    target = FOLDER / str(SCHEMA_VERSION)
    if target.exists() and "--unreleased" not in sys.argv:
        sys.exit(f"{target} is on record. Raise SCHEMA_VERSION; or, while no release has this version, add --unreleased.")
    shutil.rmtree(target, ignore_errors=True)
    write(target)
    print(f"{target}: {len(TABLES)} tables, made with {warehouse.__name__} of schema {SCHEMA_VERSION}")
