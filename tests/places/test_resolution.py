"""Which of its namesakes a place name means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.places.gazetteer import Gazetteer
from transforms.places.resolution import BLOCK, POOL, choose
from transforms.places.toponyms import Toponym
from transforms.records import Place

PlaceOf = Callable[..., Place | None]


def where(place: Place | None) -> str | None:
    """'Texas', or a country's code where there is no first-level region."""
    return place and (place.admin1 or place.country_iso3)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # The best known, where nothing else is said.
        ("He flew to Paris on Monday.", ("Paris",), "Ile-de-France"),
        ("The minister left Georgia on Monday.", ("Georgia",), "GEO"),
        ("Washington said it would wait.", ("Washington",), "District of Columbia"),
        ("Shells fell on Aleppo again.", ("Aleppo",), "Aleppo"),
        # What the text says that it lies in.
        ("He grew up in Paris, Texas, with two sisters.", ("Paris", "Texas"), "Texas"),
        ("He grew up in Paris, Tex., with two sisters.", ("Paris",), "Texas"),
        ("Police in Athens, Ga., arrested two men.", ("Athens",), "Georgia"),
        ("The plant in Birmingham (Ala.) will close.", ("Birmingham",), "Alabama"),
        ("A fire broke out in Lebanon, N.H., at dawn.", ("Lebanon",), "New Hampshire"),
        ("He was born in London, Ontario, in 1950.", ("London", "Ontario"), "Ontario"),
        ("She lives in Moscow, Idaho, now.", ("Moscow", "Idaho"), "Idaho"),
        # No great city lies where the text has the end of a way from it.
        ("A base 90 miles west of Baghdad in Anbar was hit.", ("Baghdad", "Anbar"), "Mayorality of Baghdad"),
        # An Irish county, not a town elsewhere.
        ("A car left the road in Co Mayo on Monday.", ("Mayo",), "IRL"),
        # An agency in brackets is no state.
        ("BAGHDAD (NB) - A market was closed on Monday.", ("BAGHDAD",), "Mayorality of Baghdad"),
        # The places around it.
        ("Crews from Lexington and Frankfort helped Richmond firefighters on Interstate 75 in Kentucky.", ("Richmond", "Lexington", "Frankfort", "Kentucky"), "Kentucky"),
        ("The road from Tbilisi to Batumi is closed, Georgia said.", ("Georgia", "Tbilisi", "Batumi"), "GEO"),
        ("Voters in Atlanta, Macon and Savannah queued for hours, and Georgia kept its polls open.", ("Georgia", "Atlanta", "Macon", "Savannah"), "Georgia"),
        # A list of states is no town and its state.
        ("Floods hit Colorado, California, and Minnesota.", ("Colorado", "California", "Minnesota"), "Colorado"),
        ("Talks were held with Niger, Nigeria and Togo.", ("Niger", "Nigeria", "Togo"), "NER"),
        ("He spoke of Paris, Ukraine, Libya and Iraq.", ("Paris", "Ukraine", "Libya", "Iraq"), "Ile-de-France"),
        ("States such as Georgia, Oklahoma, Pennsylvania and California signed.", ("Georgia", "Oklahoma", "Pennsylvania", "California"), "Georgia"),
        # One state among many tells little.
        ("The candidate won Ohio, Iowa, Texas and Florida, and then turned to the attacks in Paris.", ("Paris", "Ohio", "Iowa", "Texas", "Florida"), "Ile-de-France"),
    ],
)  # fmt: skip
def test_picks_the_namesake(place_of: PlaceOf, text: str, names: tuple[str, ...], expected: str) -> None:
    assert where(place_of(text, *names)) == expected


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [
        ("theparisnews.com", "Texas"),
        ("parisbeacon.com", "Illinois"),
        ("The Guardian", "Ile-de-France"),
        (None, "Ile-de-France"),
    ],
)
def test_a_papers_home_tells(place_of: PlaceOf, publisher: str | None, expected: str) -> None:
    text = "Paris City Council met on Monday. The council of Paris raised the water rate."
    assert where(place_of(text, "Paris", publisher=publisher)) == expected


def test_in_a_list_of_states_new_york_is_the_state(place_of: PlaceOf) -> None:
    names = ("New York", "Pennsylvania", "New Jersey")
    place = place_of("Cases were found in Long Island, New York, Pennsylvania and New Jersey.", *names)
    assert place is not None
    assert place.kind == "region"


def test_the_dateline_tells(place_of: PlaceOf) -> None:
    text = "A barn burned down near Springfield on Friday, and the fire reached Ozark."
    assert where(place_of(text, "Springfield", "Ozark", dateline="NIXA, Mo.")) == "Missouri"


@pytest.mark.parametrize(
    ("text", "names", "kind"),
    [
        ("Rebels hold most of Aleppo province.", ("Aleppo",), "region"),
        ("Rebels left the governorate of Aleppo.", ("Aleppo",), "region"),
        ("Gunmen raided a base in the northern state of Kaduna.", ("Kaduna",), "region"),
        ("Rebels hold most of Aleppo.", ("Aleppo",), "place"),
        ("Drones reached the Belgorod region of Russia.", ("Belgorod", "Russia"), "region"),
        ("Drones reached Belgorod in Russia.", ("Belgorod", "Russia"), "place"),
        ("Deputies in Fort Bend Co. are looking for him.", ("Fort Bend Co.",), "region"),
        ("Volunteers from Camden and Charlton counties came.", ("Charlton", "Camden"), "region"),
        ("A Lebanon woman was charged on Friday.", ("Lebanon",), "place"),
        ("Troops left Lebanon on Friday.", ("Lebanon",), "country"),
        ("Ann Lee, 30, of Jordan, was hurt.", ("Jordan",), "place"),
        ("Planes crossed the Black Sea.", ("Black Sea",), "water"),
        ("Storms reached the Rocky Mountains.", ("Rocky Mountains",), "region"),
    ],
)  # fmt: skip
def test_the_words_around_tell_the_kind(place_of: PlaceOf, text: str, names: tuple[str, ...], kind: str) -> None:
    place = place_of(text, *names)
    assert place is not None
    assert place.kind == kind


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Fighting went on in northern Syria.", "northern Syria", "SYR"),
        ("The City of Memphis will pay.", "City of Memphis", "Tennessee"),
        ("Sen. Tom Reed, R-Ohio, voted no.", "R-Ohio", "Ohio"),
        ("He moved to L.A. last year.", "L.A.", "California"),
        ("Storms crossed N.Y. and left.", "N.Y.", "New York"),
        ("Raqqa fell in 2017.", "Raqqa", "Ar-Raqqah"),
    ],
)
def test_reads_what_is_written_around_a_name(place_of: PlaceOf, text: str, name: str, expected: str) -> None:
    assert where(place_of(text, name)) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He went to Qwertyville.", ("Qwertyville",)),  # unknown
        ("She moved to the South.", ("South",)),  # a part of names, and a village somewhere
        # A little-known namesake far from all else is not the one meant.
        ("King Street in Charleston, South Carolina, east of Hampton Park, was closed by police from Mount Pleasant and Summerville.",
         ("Hampton Park", "Charleston", "South Carolina", "Mount Pleasant", "Summerville")),
    ],
)  # fmt: skip
def test_leaves_out_what_it_does_not_know(place_of: PlaceOf, text: str, names: tuple[str, ...]) -> None:
    assert place_of(text, *names) is None


def test_a_town_that_is_on_no_map_lies_where_the_text_says_and_not_where_its_namesake_does(locate: Callable[..., Any]) -> None:
    text = "FAIRHAVEN, Ohio - A barn burned down near Fairhaven at dawn, and a bus broke down."
    _, located = locate(text, "FAIRHAVEN", "Ohio", "Fairhaven")
    for mention in (located.names[0], located.names[2]):
        assert (mention.place.name, mention.place.admin1, mention.place.country_iso3) == ("Fairhaven", "Ohio", "USA")
        assert (mention.place.latitude, mention.place.longitude, mention.place.geonames_id) == (None, None, None)


def test_what_is_said_to_lie_in_a_region_is_no_namesake_however_well_known(place_of: PlaceOf) -> None:
    place = place_of("Gunmen raided a camp near Mambasa, in Ituri province.", "Mambasa", "Ituri")
    assert place is not None
    assert (place.name, place.admin1, place.country_iso3, place.latitude) == ("Mambasa", "Ituri", "COD", None)


def test_a_name_in_a_list_lies_in_no_other(place_of: PlaceOf) -> None:
    assert place_of("They came from Ashby, Qwertyville, Luxembourg and Lyon.", "Qwertyville", "Luxembourg", "Lyon") is None


def test_a_place_carries_its_key_its_region_and_its_confidence(place_of: PlaceOf) -> None:
    place = place_of("Kharkiv was shelled overnight, the mayor of Kyiv said.", "Kharkiv", "Kyiv")
    assert place is not None
    assert (place.name, place.country_iso3, place.admin1, place.kind) == ("Kharkiv", "UKR", "Kharkiv", "place")
    assert place.key == f"geonames:{place.geonames_id}" == "geonames:706483"
    assert abs(place.latitude - 49.98) < 0.1
    assert abs(place.longitude - 36.25) < 0.1
    assert 0.8 < place.confidence <= 1


def test_an_area_without_geonames_id_has_a_slug(place_of: PlaceOf) -> None:
    place = place_of("Troops entered the Gaza Strip.", "Gaza Strip")
    assert place is not None
    assert (place.key, place.geonames_id) == ("area:ps-gaza-strip", None)


def test_one_name_is_one_place_throughout(locate: Callable[..., Any]) -> None:
    text = "Springfield, Ill., will pay. The mayor of Springfield agreed. Later, Springfield police left Chicago."
    document, located = locate(text, "Springfield", "Chicago", "Ill.")
    keys = {mention.place.key for mention in located.names if document.body[mention.start : mention.end] == "Springfield"}
    assert len(keys) == 1


def test_other_labels_get_no_place(locate: Callable[..., Any]) -> None:
    _, located = locate("Paris Hilton smiled.", labels={"Paris Hilton": "PERSON"})
    assert [mention.place for mention in located.names] == [None]


def test_very_many_names_are_weighed_in_bounded_memory(gazetteer: Gazetteer) -> None:
    candidates = gazetteer.candidates("San Antonio")
    toponyms = [Toponym(f"name {i}", (i,), candidates) for i in range(2 * BLOCK + 1)]
    assert len(choose(toponyms, (), gazetteer)) == len(toponyms)
    assert len(candidates.rows) * BLOCK > POOL
