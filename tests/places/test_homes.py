"""Where a paper is at home."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.places.gazetteer import Gazetteer
from transforms.places.homes import home_of


def homes(gazetteer: Gazetteer, publisher: str | None, url: str | None = None) -> set[str]:
    home = home_of(publisher, url, gazetteer)
    return {
        f"{place.name}, {place.admin1 or place.country_iso3}" for place in (gazetteer.place(int(row), 1.0) for row in home.candidates.rows)
    }


@pytest.mark.parametrize(
    ("publisher", "url", "expected"),
    [
        ("thetowntalk.com", None, "Alexandria, Louisiana"),
        (None, "http://www.lex18.com:80/story/1/fire", "Lexington, Kentucky"),
        ("Alexandria Town Talk", "https://eu.thetowntalk.com/story", "Alexandria, Louisiana"),
        ("jpost.com", None, "Jerusalem, Jerusalem"),
    ],
)
def test_known_papers(gazetteer: Gazetteer, publisher: str | None, url: str | None, expected: str) -> None:
    assert homes(gazetteer, publisher, url) == {expected}
    assert home_of(publisher, url, gazetteer).is_known


@pytest.mark.parametrize(
    ("publisher", "one_of"),
    [
        ("opelousasdailyworld.com", "Opelousas, Louisiana"),
        ("santa-fe-times.com", "Santa Fe, New Mexico"),
        ("thewoodstocksentinelreview.com", "Woodstock, Ontario"),
        ("The Shelbyville News", "Shelbyville, Indiana"),
        ("santacruzherald.com", "Santa Cruz, California"),
    ],
)
def test_papers_named_for_their_town(gazetteer: Gazetteer, publisher: str, one_of: str) -> None:
    assert one_of in homes(gazetteer, publisher)
    assert not home_of(publisher, None, gazetteer).is_known


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("wzzz.com", "United States, USA"),
        ("nbcnews.com", "United States, USA"),
        ("gazeta.pl", "Poland, POL"),
        ("bbc.co.uk", "United Kingdom, GBR"),
    ],
)
def test_a_domain_tells_the_country(gazetteer: Gazetteer, publisher: str, country: str) -> None:
    assert homes(gazetteer, publisher) == {country}


@pytest.mark.parametrize(
    "publisher", [None, "", "Reuters", "reuters.com", "The Western Journal", "nyt", "dailypost.tv", "https://", "http://[bad", "a b"]
)
def test_unknown_homes(gazetteer: Gazetteer, publisher: str | None) -> None:
    assert homes(gazetteer, publisher) == set()


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_stand_for_a_publisher(gazetteer: Gazetteer, publisher: str, url: str) -> None:
    home = home_of(publisher, url, gazetteer)
    assert len(home.candidates.rows) == len(home.candidates.priors)
