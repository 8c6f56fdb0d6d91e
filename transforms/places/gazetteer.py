"""The gazetteer: places by name, in arrays that processes share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from transforms.places.build import ADMIN1, ADMIN2, COUNTRY, KINDS, MAIN, NAME_COLUMNS, PLACE_COLUMNS, TOWN
from transforms.places.folding import fold, name_hash
from transforms.records import Place

RECORD_KIND = {"admin1": "region", "admin2": "region", "town": "place", "hamlet": "place", "height": "region"}
"""Kinds of the gazetteer to those of `Place.kind`, where they differ."""
BASE = np.array([7.5, 0.0, 0.6, 0.0, 2.0, 8.0, 7.5, 7.0, 6.0])
"""How readily news means a place of each kind (by its number), in powers of ten of people …"""
SLOPE = np.array([0.15, 1.0, 0.6, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
"""… and how much of it the population adds."""
CAPITAL_BONUS = 0.7
SOURCE_BONUS = np.array([1.0, 0.0, -1.2, -1.5, -3.0])
"""What a name's source (curated, main, alternate, stem, foreign) adds: a curated name is the one that news means."""
TOWN_LEAD = 2.5
"""How far, in powers of ten of people, a region stays behind the town that it is named for."""
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM"})
"""Countries whose local papers are in English: 'The Paris News' is not of France."""
REMEMBERED = 20_000
"""Names whose candidates are remembered at most; then they are forgotten rather than left to grow through a long run."""
Rows = NDArray[np.int32]


class Candidates(NamedTuple):
    """Places of one name: rows of the gazetteer, and how readily news would mean each, in powers of ten of people."""

    rows: Rows
    priors: NDArray[np.float64]


NOBODY = Candidates(np.empty(0, np.int32), np.empty(0))


def kind_mask(*kinds: int) -> NDArray[np.bool_]:
    """Whether each kind is one of these: `mask[gazetteer.kind[rows]]` says so of rows, in a fiftieth of the time of `np.isin`."""
    mask = np.zeros(len(KINDS), bool)
    mask[list(kinds)] = True
    return mask


@dataclass(frozen=True)
class Gazetteer:
    """Places by folded name. A place is known by its row, its position in every column; -1 is none."""

    geonames_id: pa.Int64Array = field(repr=False)
    code: pa.StringArray = field(repr=False)
    slug: pa.StringArray = field(repr=False)
    name: pa.StringArray = field(repr=False)
    kind: NDArray[np.uint8] = field(repr=False)
    """Number of the kind in `places.build.KINDS`."""
    country: NDArray[np.int32] = field(repr=False)
    """Number of the country in `countries`."""
    admin1: Rows = field(repr=False)
    """Row of the first-level region that the place lies in (its own, for such a region)."""
    latitude: NDArray[np.float64] = field(repr=False)
    longitude: NDArray[np.float64] = field(repr=False)
    prior: NDArray[np.float64] = field(repr=False)
    countries: tuple[str, ...] = field(repr=False)
    """ISO 3166-1 alpha-2 codes; the empty one stands for no single country."""
    hashes: NDArray[np.uint64] = field(repr=False)
    """Hashes of folded names, ascending; `named` and `sources` run beside them."""
    named: Rows = field(repr=False)
    sources: NDArray[np.uint8] = field(repr=False)
    country_rows: Mapping[str, int] = field(repr=False)
    """Row of each country by its ISO 3166-1 alpha-2 code."""
    abbreviations: Mapping[str, int] = field(repr=False)
    """Row of a state or province by its abbreviation, case kept, points and spaces left out."""
    demonyms: Mapping[str, int] = field(repr=False)
    """Row of the country by the folded demonym."""
    publishers: Mapping[str, int] = field(repr=False)
    """Row of a newspaper's home by its web domain."""
    settlements: frozenset[str] = field(repr=False)
    """Lower-case nouns that stand after a place's name and say what it is: 'village'."""
    _remembered: dict[str, Candidates] = field(repr=False, compare=False, default_factory=dict)
    """What folded names gave: news names the same places all day."""
    _places: dict[int, Place] = field(repr=False, compare=False, default_factory=dict)
    """Records of places by row, their confidence left open."""

    @classmethod
    def of(cls, places: pa.Table, names: pa.Table, read: Callable[[str], Any]) -> Gazetteer:
        """A gazetteer over tables of `places.build`, which may lie in mapped files, and the seeds."""
        column: dict[str, Any] = {name: places[name].chunk(0) for name in PLACE_COLUMNS}
        hashes, named, sources = (_numbers(names[name].chunk(0)) for name in NAME_COLUMNS)
        kind, population = _numbers(column["kind"]), _numbers(column["population"])
        prior = BASE[kind] + SLOPE[kind] * np.log10(population + 100.0)
        prior += CAPITAL_BONUS * _numbers(column["capital"])
        countries = tuple(column["country"].dictionary.to_pylist())
        country = _numbers(column["country"].indices)
        country_rows = {countries[country[row]]: int(row) for row in np.flatnonzero(kind == COUNTRY)}
        region_rows = {column["code"][int(row)].as_py(): int(row) for row in np.flatnonzero(kind == ADMIN1)}
        about = read("places/countries")
        gazetteer = cls(
            geonames_id=column["geonames_id"], code=column["code"], slug=column["slug"], name=column["name"], kind=kind, country=country,
            admin1=_numbers(column["admin1"]), latitude=_numbers(column["latitude"]), longitude=_numbers(column["longitude"]), prior=prior,
            countries=countries, hashes=hashes, named=named, sources=sources, country_rows=country_rows,
            abbreviations={short: region_rows[code] for code, shorts in read("places/abbreviations").items() if code in region_rows for short in shorts},
            demonyms={fold(demonym): country_rows[iso2] for iso2, row in about.items() if iso2 in country_rows for demonym in row.get("demonyms", ())},
            publishers={}, settlements=frozenset(read("names/settlements")["beside"].split()),
        )  # fmt: skip
        papers = read("places/publishers")
        homes = {home: gazetteer.town_in(*home.split(", ")) for home in papers}
        return replace(
            gazetteer, publishers={domain: homes[home] for home, domains in papers.items() if homes[home] >= 0 for domain in domains}
        )

    @cached_property
    def is_english(self) -> NDArray[np.bool_]:
        """Whether each country's local papers are in English, by the country's number."""
        return np.array([code in ENGLISH for code in self.countries], bool)

    @cached_property
    def no_country(self) -> int:
        """The number in `countries` of what lies in no single one."""
        return self.countries.index("")

    def candidates(self, name: str) -> Candidates:
        """The places that a name may mean, none if it is unknown; read-only. Cost: two binary searches where it is not remembered."""
        folded = fold(name)
        found = self._remembered.get(folded)
        if found is None:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            found = self._remembered[folded] = self._look_up(folded) if folded else NOBODY
        return found

    def _look_up(self, folded: str) -> Candidates:
        key = np.uint64(name_hash(folded))
        first = int(np.searchsorted(self.hashes, key, "left"))
        last = int(np.searchsorted(self.hashes, key, "right"))
        if first == last:
            return NOBODY
        rows = self.named[first:last]
        sources = self.sources[first:last]
        priors = self._towns_before_regions(rows, sources <= MAIN, self.prior[rows] + SOURCE_BONUS[sources])
        priors.flags.writeable = False
        return Candidates(rows, priors)

    def _towns_before_regions(self, rows: Rows, is_main: NDArray[np.bool_], priors: NDArray[np.float64]) -> NDArray[np.float64]:
        """Priors with each region below a town of its name inside it: 'Aleppo' is the city. In North America the state is as well known."""
        kinds = self.kind[rows]
        towns = np.flatnonzero((kinds == TOWN) & is_main)
        if len(towns):
            for i in np.flatnonzero((kinds == ADMIN1) | (kinds == ADMIN2)):
                if self.countries[self.country[rows[i]]] not in {"US", "CA", "MX"}:
                    inside = towns[self.admin1[rows[towns]] == self.admin1[rows[i]]]
                    if len(inside):
                        priors[i] = min(priors[i], priors[inside].max() - TOWN_LEAD)
        return priors

    def town_in(self, name: str, region: str) -> int:
        """Row of the best-known town of a name in a state (by name or abbreviation) or country; -1 if there is none."""
        container = self.region_of_abbreviation(region)
        if container < 0:
            container = next((int(row) for row in self.candidates(region).rows if self.kind[row] in (COUNTRY, ADMIN1)), -1)
        rows, priors = self.candidates(name)
        same = self.country if container >= 0 and self.kind[container] == COUNTRY else self.admin1
        keep = (self.kind[rows] == TOWN) & (same[rows] == same[container]) if container >= 0 else np.zeros(len(rows), bool)
        return int(rows[keep][priors[keep].argmax()]) if keep.any() else -1

    def prominence(self, name: str) -> float:
        """How well known the best-known place of a name is, in powers of ten of people (a city of a million: 6); 0 if there is none."""
        found = self.candidates(name)
        return float(found.priors.max()) if len(found.rows) else 0.0

    def region_of_abbreviation(self, text: str) -> int:
        """Row of the state or province that an abbreviation as written means ('Tex.', 'N.Y.', 'TX'), -1 if it is none."""
        short = text.replace(".", "").replace(" ", "")
        row = self.abbreviations.get(short, -1)
        if row >= 0 and text.count(".") > 1 and short.isupper():
            initials = [word[0] for word in str(self.name[row].as_py()).split() if word[0].isupper()]
            return row if initials == list(short) else -1  # 'L.A.' is no Louisiana
        return row

    def country_of_demonym(self, text: str) -> str | None:
        """ISO 3166-1 alpha-3 of the country of a demonym ('Russian', 'Dutch')."""
        row = self.demonyms.get(fold(text), -1)
        return self.iso3(row) if row >= 0 else None

    def country_row(self, row: int) -> int:
        """Row of the country that a place lies in, -1 if in none or in several."""
        return self.country_rows.get(self.countries[self.country[row]], -1)

    def iso3(self, row: int) -> str | None:
        """ISO 3166-1 alpha-3 of the country that a place lies in."""
        country = self.country_row(row)
        return None if country < 0 else str(self.code[country].as_py())

    def place(self, row: int, confidence: float) -> Place:
        """The record of a place."""
        found = self._places.get(row)
        if found is None:
            if len(self._places) >= REMEMBERED:
                self._places.clear()
            found = self._places[row] = self._place(row)
        return found._replace(confidence=confidence)

    def _place(self, row: int) -> Place:
        kind = KINDS[self.kind[row]]
        geonames_id = self.geonames_id[row].as_py()
        region = int(self.admin1[row])
        return Place(
            name=self.name[row].as_py(), kind=RECORD_KIND.get(kind, kind), latitude=round(float(self.latitude[row]), 5),
            longitude=round(float(self.longitude[row]), 5), country_iso3=self.iso3(row), admin1=self.name[region].as_py() if region >= 0 else None,
            geonames_id=geonames_id, key=f"geonames:{geonames_id}" if geonames_id else f"area:{self.slug[row].as_py()}",
        )  # fmt: skip


def _numbers(array: Any) -> NDArray[Any]:
    """A column of numbers without nulls as it lies in its file (`to_numpy` would load pandas for it: 28 MB and 0.2 s)."""
    return np.frombuffer(array.buffers()[1], array.type.to_pandas_dtype(), len(array), array.offset * array.type.byte_width)
