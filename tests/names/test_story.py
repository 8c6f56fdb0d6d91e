"""A real wire story: its people, each one entity under its own name, with roles; no byline among them."""

from dataclasses import replace

import pytest

from tests.conftest import make_article
from transforms.extract import extract
from transforms.wire import paragraphs

PEOPLE = {
    "Volodymyr Zelensky": ("leader", "UKR"),
    "Vitali Klitschko": ("Mayor", "UKR"),
    "Sergei Lavrov": ("Foreign Minister", "RUS"),
    "Marco Rubio": ("top diplomat", "USA"),
    "Keir Starmer": ("Prime Minister", "GBR"),
    "Donald Trump": None,
    "Vladimir Putin": None,
}


@pytest.fixture(scope="module")
def findings(real_articles, annotate_article, knowledge):
    text = next(text for path in sorted(real_articles.glob("*.txt")) if "Klitschko" in (text := path.read_text(encoding="utf8")))
    body = text.strip().partition("\n")[2]
    article = replace(make_article(body, published="2025-07-10"), paragraphs=tuple(tuple(one) for one in paragraphs(body)))
    return extract(annotate_article(article), knowledge)


@pytest.fixture(scope="module")
def annotate_article():
    from tests.conftest import loaded_model
    from transforms.annotate import Annotator

    annotator = Annotator(loaded_model())
    return lambda article: next(annotator.documents([article]))


@pytest.mark.real
def test_everybody_is_one_person_under_the_full_name(findings):
    assert {entity.name for entity in findings.entities if entity.type == "person"} == set(PEOPLE)


@pytest.mark.real
@pytest.mark.parametrize(("name", "role"), [(name, role) for name, role in PEOPLE.items() if role])
def test_roles(findings, name, role):
    person = next(entity for entity in findings.entities if entity.name == name)
    assert role in {(found.title, found.country_iso3) for found in person.roles}


@pytest.mark.real
def test_every_he_is_zelensky_or_the_subject_beside_it(findings):
    meant = {findings.entities[m.entity].name for m in findings.mentions if m.form == "pronoun" and m.entity is not None}
    assert meant <= {"Volodymyr Zelensky", "Marco Rubio", "Sergei Lavrov"}


@pytest.mark.real
def test_bylines_are_nobody(findings):
    names = {name for entity in findings.entities for name in entity.names}
    assert not any("Beaulieu" in name or name == "VC" for name in names)
