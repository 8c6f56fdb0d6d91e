"""Places that the model took for people or organisations, and places inside the names of bodies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.places.inner import with_inner_places
from transforms.records import Findings

Locate = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "name", "label", "becomes"),
    [
        ("He was arrested in Mansfield on Friday.", "Mansfield", "PERSON", "GPE"),
        ("Mansfield said he would appeal.", "Mansfield", "PERSON", "PERSON"),
        ("The fire began in Mansfield's kitchen.", "Mansfield", "PERSON", "PERSON"),
        ("Salinas police are looking for him.", "Salinas", "PERSON", "GPE"),
        ("Ann Lee, of Gary, was hurt.", "Gary", "PERSON", "GPE"),
        ("Gary was hurt.", "Gary", "PERSON", "PERSON"),
        ("Greer, S.C., will pay.", "Greer", "PERSON", "GPE"),
        ("VALLEJO (AP) - Two men were shot.", "VALLEJO", "ORG", "GPE"),
        ("Volunteers from Hayes and Hitchcock counties came.", "Hayes", "PERSON", "GPE"),
        ("Laurel County will pay.", "Laurel County", "ORG", "GPE"),
        ("Mozambique asked for help.", "Mozambique", "ORG", "GPE"),
        ("Apple asked for help.", "Apple", "ORG", "ORG"),
        ("Six soldiers died in the Tillaberi region.", "Tillaberi", "NORP", "GPE"),
        ("They shelled a part of Aleppo overnight.", "Aleppo", "NORP", "GPE"),
        ("Shops shut in the Tak Bai district.", "Tak Bai", "PERSON", "GPE"),
        ("He works in Qwertyville.", "Qwertyville", "ORG", "ORG"),
    ],
)
def test_labels(locate: Locate, text: str, name: str, label: str, becomes: str) -> None:
    _, located = locate(text, labels={name: label})
    assert located.names[0].label == becomes


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Troops left Quellaca village in Kaduna state.", "Kaduna"),
        ("Troops left Quellaca village in the north-eastern part of Yunnan province.", "Yunnan"),
        ("Troops left Quellaca district of Badghis province.", "Badghis"),
    ],
)
def test_a_village_lies_in_the_region_that_is_named_with_it(locate: Locate, text: str, region: str) -> None:
    _, located = locate(text, "Quellaca", region)
    place = next(mention.place for mention in located.names if mention.place and mention.place.name == "Quellaca")
    assert (place.admin1, place.latitude) == (region, None)


def test_a_neighbourhood_that_is_called_like_a_far_town_is_on_no_map(locate: Locate) -> None:
    text = "Shots fell in the Escalon neighborhood. San Salvador is the capital of El Salvador."
    _, located = locate(text, labels={"Escalon": "GPE", "San Salvador": "GPE", "El Salvador": "GPE"})
    assert located.names[0].place is None


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("He fled to Burkina Faso.", "Burkina", "Burkina Faso"),
        ("He fled to Guatemala City.", "Guatemala", "Guatemala City"),
        ("He left Leeds Tuesday.", "Leeds", "Leeds"),
    ],
)
def test_a_name_that_breaks_off_is_completed(locate: Locate, text: str, name: str, whole: str) -> None:
    document, located = locate(text, labels={name: "GPE"})
    found = located.names[0]
    assert document.body[found.start : found.end] == whole


def test_a_persons_surname_is_no_place(locate: Locate) -> None:
    text = "Tom Sherman was seen in Sherman on Friday."
    _, located = locate(text, labels={"Tom Sherman": "PERSON", "Sherman": "PERSON"})
    assert {mention.label for mention in located.names} == {"PERSON"}


def test_near_a_papers_home_a_name_is_a_place(locate: Locate) -> None:
    text = "A crash on the Alvin road hurt two."
    for publisher, label in [("abc13.com", "GPE"), (None, "PERSON")]:
        _, located = locate(text, labels={"Alvin": "PERSON"}, publisher=publisher)
        assert located.names[0].label == label


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("Laurel County Sheriff's Office", "Laurel County"),
        ("Memphis Police Department", "Memphis"),
        ("Kentucky National Guard", "Kentucky"),
        ("University of Cincinnati", None),  # named for a town by a body that might be named for anyone
        ("University of Kentucky", "Kentucky"),
        ("Supreme Court", None),
        ("City Council", None),
        ("Central High School", None),
        ("Lincoln Elementary School", None),
        ("Canadian Food Inspection Agency", None),
        ("Manchester City", None),
        ("Washington Capitals", None),
    ],
)
def test_places_inside_names(locate: Locate, name: str, inner: str | None) -> None:
    document, located = locate(f"A spokesman for the {name} spoke on Friday.", labels={name: "ORG"})
    assert [document.body[mention.start : mention.end] for mention in located.inner] == ([inner] if inner else [])


def test_a_school_is_of_the_town_that_the_article_names(locate: Locate) -> None:
    text = "Pupils in Norfolk were sent home. Norfolk High School will open on Monday."
    document, located = locate(text, "Norfolk", labels={"Norfolk High School": "ORG"})
    names = [mention for mention in located.names if mention.label == "GPE"]
    assert [document.body[mention.start : mention.end] for mention in located.inner] == ["Norfolk"]
    assert located.inner[0].place == names[0].place


def test_a_school_is_of_its_papers_town(locate: Locate) -> None:
    for publisher, count in [("norfolkdailynews.com", 1), (None, 0)]:
        _, located = locate("Norfolk High School will open on Monday.", labels={"Norfolk High School": "ORG"}, publisher=publisher)
        assert len(located.inner) == count


def test_a_place_that_is_on_no_map_may_hold_one_that_is(locate: Locate) -> None:
    document, located = locate("He joined Boulder City Police in May.", labels={"Boulder City Police": "GPE"})
    assert located.names[0].place is None
    assert [document.body[mention.start : mention.end] for mention in located.inner] == ["Boulder City"]


def test_inner_places_join_the_entity_of_the_same_place_or_make_one(locate: Locate) -> None:
    text = "The Memphis Police Department and the Nashville Police Department agreed."
    document, located = locate(text, labels={"Memphis Police Department": "ORG", "Nashville Police Department": "ORG"})
    findings = with_inner_places(Findings(mentions=located.names), located.inner, document)
    assert [entity.name for entity in findings.entities] == ["Memphis", "Nashville"]
    assert [mention.entity for mention in findings.mentions if mention.label == "GPE"] == [0, 1]
    assert [mention.start for mention in findings.mentions] == sorted(mention.start for mention in findings.mentions)
    assert with_inner_places(findings, located.inner, document).entities == findings.entities
    assert with_inner_places(findings, (), document) is findings
