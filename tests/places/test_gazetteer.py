"""What the gazetteer knows, and how it is built."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import flows.gazetteer
import seeds
from transforms.places.build import COUNTRY, KINDS, TOWN, Source, arab_spellings, build_tables, is_like, is_useful, stem_of
from transforms.places.folding import fold
from transforms.places.gazetteer import Gazetteer


def best(gazetteer: Gazetteer, name: str) -> tuple[str, str | None]:
    """Name and country of the best-known place of a name."""
    rows, priors = gazetteer.candidates(name)
    place = gazetteer.place(int(rows[priors.argmax()]), 1.0)
    return place.name, place.country_iso3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("U.S.", ("United States", "USA")),
        ("Britain", ("United Kingdom", "GBR")),
        ("the Netherlands", ("The Netherlands", "NLD")),
        ("Ivory Coast", ("Ivory Coast", "CIV")),
        ("Cote d'Ivoire", ("Ivory Coast", "CIV")),
        ("Kiev", ("Kyiv", "UKR")),
        ("NYC", ("New York City", "USA")),
        ("Saint Louis", ("St. Louis", "USA")),
        ("Donbas", ("Donbas", "UKR")),
        ("Kharkiv Oblast", ("Kharkiv", "UKR")),
        ("Borno State", ("Borno", "NGA")),
        ("Pointe Coupee Parish", ("Pointe Coupee Parish", "USA")),
        ("the Mediterranean", ("Mediterranean Sea", None)),
    ],
)
def test_knows(gazetteer: Gazetteer, name: str, expected: tuple[str, str | None]) -> None:
    assert best(gazetteer, name) == expected


@pytest.mark.parametrize("name", ["", "the", "Qwertyville", "whereupon"])
def test_does_not_know(gazetteer: Gazetteer, name: str) -> None:
    assert not len(gazetteer.candidates(name).rows)
    assert gazetteer.prominence(name) == 0


def test_a_region_stays_behind_the_town_that_it_is_named_for_and_no_other(gazetteer: Gazetteer) -> None:
    kinds = {
        name: gazetteer.place(int(rows[priors.argmax()]), 1.0).kind
        for name in ("Kharkiv", "Aleppo", "Bihar", "Quebec")
        for rows, priors in [gazetteer.candidates(name)]
    }
    assert kinds == {"Kharkiv": "place", "Aleppo": "place", "Bihar": "region", "Quebec": "region"}


def test_prominence_grows_with_the_place(gazetteer: Gazetteer) -> None:
    assert (
        gazetteer.prominence("France")
        > gazetteer.prominence("Paris")
        > gazetteer.prominence("Shreveport")
        > gazetteer.prominence("Opelousas")
        > 0
    )


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("Russian", "RUS"), ("Russians", "RUS"), ("Dutch", "NLD"), ("Puerto Rican", "PRI"), ("British", "GBR"), ("Congolese", "COD"), ("Martian", None), ("France", None)],
)  # fmt: skip
def test_demonyms(gazetteer: Gazetteer, text: str, iso3: str | None) -> None:
    assert gazetteer.country_of_demonym(text) == iso3


@pytest.mark.parametrize(
    ("text", "name"),
    [("Tex.", "Texas"), ("TX", "Texas"), ("N.Y.", "New York"), ("W.Va.", "West Virginia"), ("W. Va.", "West Virginia"), ("Ont.", "Ontario"), ("ON", "Ontario"), ("B.C.", "British Columbia")],
)  # fmt: skip
def test_abbreviations(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert gazetteer.place(gazetteer.region_of_abbreviation(text), 1.0).name == name


@pytest.mark.parametrize("text", ["L.A.", "tx", "Texas", "in", "U.S.", ""])
def test_no_abbreviations(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.region_of_abbreviation(text) == -1


def test_places_lie_where_they_say(gazetteer: Gazetteer) -> None:
    """Latitude and longitude are on the globe, a region's country is its places' country, and nearly every town has a region."""
    assert np.all(np.abs(gazetteer.latitude) <= 90)
    assert np.all(np.abs(gazetteer.longitude) <= 180)
    towns = gazetteer.kind == TOWN
    known = towns & (gazetteer.admin1 >= 0)
    assert known.sum() / towns.sum() > 0.99
    assert np.all(gazetteer.country[known] == gazetteer.country[gazetteer.admin1[known]])
    assert np.all(np.diff(gazetteer.hashes.astype(object)) >= 0)


def test_every_key_is_one_places(gazetteer: Gazetteer) -> None:
    keys = [
        slug if number is None else number
        for slug, number in zip(gazetteer.slug.to_pylist(), gazetteer.geonames_id.to_pylist(), strict=True)
    ]
    assert len(set(keys)) == len(keys)
    assert None not in keys


def test_every_country_is_there_once_with_its_code(gazetteer: Gazetteer) -> None:
    about = seeds.read("places/countries")
    codes = Counter(gazetteer.iso3(int(row)) for row in np.flatnonzero(gazetteer.kind == COUNTRY))
    assert len(codes) == len(about) == len(gazetteer.country_rows)
    assert set(codes.values()) == {1}
    assert None not in codes


def test_every_demonym_names_one_country() -> None:
    demonyms = Counter(fold(demonym) for row in seeds.read("places/countries").values() for demonym in row.get("demonyms", ()))
    assert {demonym for demonym, count in demonyms.items() if count > 1} == set()


def test_every_abbreviation_is_text_and_names_one_region(gazetteer: Gazetteer) -> None:
    shorts = [short for row in seeds.read("places/abbreviations").values() for short in row]
    assert all(isinstance(short, str) for short in shorts)  # YAML reads a bare ON as true
    assert len(set(shorts)) == len(shorts) == len(gazetteer.abbreviations)


def test_every_papers_home_is_on_the_map_and_no_paper_has_two(gazetteer: Gazetteer) -> None:
    papers = seeds.read("places/publishers")
    assert [home for home in papers if gazetteer.town_in(*home.split(", ")) < 0] == []
    domains = Counter(domain for domains in papers.values() for domain in domains)
    assert {domain for domain, count in domains.items() if count > 1} == set()
    assert len(gazetteer.publishers) == len(domains)


def test_every_area_is_found_by_its_name_and_aliases(gazetteer: Gazetteer) -> None:
    for row in (row for rows in seeds.read("places/areas").values() for row in rows):
        assert row["kind"] in KINDS
        for name in (row["name"], *row.get("aliases", ())):
            rows, _ = gazetteer.candidates(name)
            assert any(abs(gazetteer.latitude[i] - row["point"][0]) < 1e-6 for i in rows), name


def test_the_same_tables_come_back_from_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.gazetteer, "source", small_source)
    built = flows.gazetteer.load(tmp_path)
    monkeypatch.setattr(flows.gazetteer, "source", lambda: pytest.fail("built again"))
    mapped = flows.gazetteer.load(tmp_path)
    assert built.name.to_pylist() == mapped.name.to_pylist()
    assert built.hashes.tolist() == mapped.hashes.tolist()
    assert len(list(tmp_path.rglob("*.arrow"))) == 2
    assert len(list(tmp_path.rglob("*"))) == 3  # nothing half-written is left


def test_files_that_a_power_cut_damaged_are_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.gazetteer, "source", small_source)
    built = flows.gazetteer.load(tmp_path)
    for file in tmp_path.rglob("*.arrow"):
        file.unlink()  # the file that is mapped stays as it is
        file.write_bytes(b"")
    assert flows.gazetteer.load(tmp_path).name.to_pylist() == built.name.to_pylist()
    assert all(file.stat().st_size for file in tmp_path.rglob("*.arrow"))


def test_without_a_folder_to_write_in_the_tables_are_built_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.gazetteer, "source", small_source)
    (tmp_path / "file").write_text("no folder")
    assert len(flows.gazetteer.load(tmp_path / "file").candidates("Oz").rows) == 1


def small_source() -> Source:
    """A world of one country."""
    seed: dict[str, Any] = {
        "places/countries": {"OZ": {"point": [1, 2], "demonyms": ["Ozian"], "aliases": ["Land of Oz"]}},
        "places/areas": {"all": [{"name": "the Yellow Sea", "kind": "water", "point": [3, 4]}]},
        "places/aliases": {"Green Town": 3},
    }
    country = {"name": "Oz", "iso3": "OZZ", "geonameid": 1, "population": 1000, "capital": "Emerald City"}
    town = {
        "name": "Emerald City",
        "latitude": 1.5,
        "longitude": 2.5,
        "countrycode": "OZ",
        "population": 900,
        "geonameid": 3,
        "admin1code": "01",
        "alternatenames": ["EMC", "Emeraldville", "xyz"],
    }
    region = {
        "code": "OZ.01",
        "geonames_id": "2",
        "name": "Green Province",
        "aliases": "",
        "latitude": "1.4",
        "longitude": "2.4",
        "population": "900",
    }
    return Source({"OZ": country}, [town], [region], [], seed.__getitem__)


def test_builds_places_with_their_region_and_all_their_names() -> None:
    places, names = build_tables(small_source())
    assert places["name"].to_pylist() == ["Oz", "Green Province", "Emerald City", "Yellow Sea"]
    assert places["admin1"].to_pylist() == [-1, 1, 1, -1]
    assert places["capital"].to_pylist() == [0, 0, 1, 0]
    assert len(names) == 8  # two of Oz, two of the province, three of the city, one of the sea


def test_an_alias_of_nothing_is_an_error() -> None:
    source = small_source()
    aliases = source.read("places/aliases")
    aliases["Nowhere"] = 99
    with pytest.raises(ValueError, match="Nowhere: no place has the GeoNames id 99"):
        build_tables(source)


@pytest.mark.parametrize(
    ("alternate", "useful"), [("Bombay", True), ("BOM", False), ("KIEV", False), ("meng mai", False), ("Мумбаи", False), ("", False)]
)
def test_which_alternate_names_english_news_can_have(alternate: str, useful: bool) -> None:
    assert is_useful(alternate) == useful


@pytest.mark.parametrize(
    ("alternate", "name", "alike"),
    [("Cracow", "Krakow", False), ("Kharkov", "Kharkiv", True), ("Frankfurt", "Frankfurt am Main", True), ("Berea", "Aleppo", False)],
)
def test_which_alternate_names_are_spellings(alternate: str, name: str, alike: bool) -> None:
    assert is_like(alternate, name) == alike


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Kharkiv Oblast", "Kharkiv"),
        ("Province of Aleppo", "Aleppo"),
        ("Laurel County", "Laurel"),
        ("District of Columbia", None),
        ("Texas", None),
        ("County", None),
    ],
)
def test_stems_of_regions(name: str, stem: str | None) -> None:
    assert stem_of(name) == stem


@pytest.mark.parametrize(
    ("name", "country", "others"),
    [
        ("Ar Raqqah", "SY", {"Raqqah", "Raqqa"}),
        ("Al-Qaim", "IQ", {"Qaim"}),
        ("Aleppo", "SY", set()),
        ("El Paso", "US", set()),
        ("Al Qaim", "US", set()),
    ],
)
def test_arab_spellings(name: str, country: str, others: set[str]) -> None:
    assert set(arab_spellings(name, country)) == others
