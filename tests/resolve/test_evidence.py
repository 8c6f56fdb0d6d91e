"""Why names are one: what `nightdesk explain` says of each key of an entity, with the counts that decided."""

from __future__ import annotations

import pytest

from transforms.ids import make_id
from transforms.resolve.blocks import block_of
from transforms.resolve.corrections import Corrections
from transforms.resolve.entities import Known, link
from transforms.resolve.evidence import evidence


def known(*listed: tuple[str, int, list[str]], corrections: Corrections | None = None) -> Known:
    """Stored keys (key, articles, aliases), each with the entity that linking gives it, and all of their blocks."""
    rows = [
        {"entity_key": key, "entity_id": "", "block": block_of(key), "article_change": articles, "aliases": aliases, "country_iso3": None}
        for key, articles, aliases in listed
    ]
    whole = frozenset(row["block"] for row in rows)
    entity_of = link([], Known(rows, whole=whole), corrections or Corrections()).entity_of
    return Known([row | {"entity_id": entity_of[row["entity_key"]]} for row in rows], whole=whole)


def reasons(kind: str, name: str, rows: Known) -> dict[str, str]:
    return {one.entity_key: one.reason for one in evidence(make_id("entity", kind, name), rows)}


def test_a_full_name_stands_for_itself():
    assert reasons("person", "joan hartley", known(("person:joan hartley", 3, []))) == {
        "person:joan hartley": "every spelling of this name is one key, and the entity's id is made from it"
    }


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("person:?hartley", "surname alone: 9 of 10 articles that give a full name to it mean joan hartley"),
        ("person:j hartley", "initial and surname alone: 9 of 9 articles that give a full name to it mean joan hartley"),
    ],
)
def test_a_surname_says_how_many_articles_mean_whom(key, reason):
    rows = known(("person:joan hartley", 9, []), ("person:peter hartley", 1, []), (key, 5, []))
    assert reasons("person", "joan hartley", rows)[key] == reason
    assert list(reasons("person", "peter hartley", rows)) == ["person:peter hartley"]


def test_an_acronym_says_who_was_introduced_by_it():
    rows = known(
        ("organization:village teachers union", 4, ["VTU"]), ("organization:velmora trade union", 7, []), ("organization:vtu", 2, ["VTU"])
    )
    found = reasons("organization", "village teachers union", rows)
    assert found["organization:vtu"] == "acronym alone: 4 of 4 articles that give a full name to it mean village teachers union"


def test_a_nationality_says_how_many_articles_give_it():
    rows = known(("person:joan hartley/aus", 19, []), ("person:joan hartley/usa", 1, []), ("person:joan hartley", 5, []))
    found = reasons("person", "joan hartley", rows)
    assert found["person:joan hartley/usa"].startswith("nationality that 1 of the 20 articles")


def test_what_people_have_said_is_told_as_such():
    corrected = Corrections({"person:edna marsh": "person:edna marsh", "person:marigold": "person:edna marsh"})
    rows = known(("person:edna marsh", 1, []), ("person:marigold", 1, []), corrections=corrected)
    assert reasons("person", "edna marsh", rows)["person:marigold"] == "people have said so: see seeds/corrections.yml"


def test_every_key_of_every_entity_has_a_reason():
    rows = known(
        ("person:joan hartley", 9, []), ("person:?hartley", 2, []), ("person:karl novak/pol", 2, []), ("person:karl novak/usa", 2, [])
    )
    told = [one.entity_key for entity in {row["entity_id"] for row in rows.names} for one in evidence(entity, rows)]
    assert sorted(told) == sorted(row["entity_key"] for row in rows.names)
