"""Place, date, tolls, weapons and sameness of the events of one article."""

from __future__ import annotations

from datetime import date

import pytest

PUBLISHED = "2026-03-12"  # a Thursday


def violent(findings):
    return [event for event in findings.events if event.event_type == "ASSAULT" and event.modality in ("asserted", "claimed")]


DATES = [
    ("Gunmen killed a guard on Tuesday.", date(2026, 3, 10), "sentence"),
    ("The shooting happened on Monday, police said.", date(2026, 3, 9), "sentence"),
    ("Gunmen killed a guard. It happened on Sunday.", date(2026, 3, 8), "sentence"),
    ("Gunmen killed a guard.", date(2026, 3, 12), "published"),
    ("Police said Wednesday that gunmen killed a guard on 3 March.", date(2026, 3, 3), "sentence"),
]


@pytest.mark.parametrize(("text", "day", "basis"), DATES)
def test_date(text, day, basis, find):
    _, findings = find(text, published=PUBLISHED)
    event = violent(findings)[0]
    assert (event.event_date, event.date_basis) == (day, basis)


def test_no_date_without_a_day_to_count_from(find):
    _, findings = find("Gunmen killed a guard on Tuesday.")
    assert violent(findings)[0].event_date is None


PLACES = [
    ("Rebels attacked a convoy in Mosul, officials in Baghdad said.", "Mosul", 1),
    ("A bomb exploded near Kandahar.", "Kandahar", 2),
    ("Soldiers killed two men in Nigeria.", "Nigeria", 6),
]


@pytest.mark.parametrize(("text", "name", "precision"), PLACES)
def test_place(text, name, precision, find):
    document, findings = find(text, published=PUBLISHED)
    event = violent(findings)[0]
    assert document.body[slice(*event.place_span)] == name
    assert event.geo_precision == precision


def test_one_event_told_twice_is_one(find):
    text = "Two people were killed in a shooting in Lyon on Monday.\nThe shooting began at noon. The gunman wounded four others."
    _, findings = find(text, published=PUBLISHED)
    events = violent(findings)
    assert len(events) > 2
    assert {event.same_as for event in events[1:]} == {findings.events.index(events[0])}
    assert {toll.measure: toll.best for toll in reversed(events[0].tolls)} == {"killed": 2, "injured": 4}


APART = [
    "A guard was shot in Lyon on Monday. Another guard was shot in Lille on 2 March.",
    "A guard was killed in Lyon on Monday. Ten people were killed in an attack in 2015.",
    "A bomb exploded in Mosul on Monday. Gunmen kidnapped a doctor in Mosul.",
]


@pytest.mark.parametrize("text", APART)
def test_other_day_place_or_kind_is_another_event(text, find):
    _, findings = find(text, published=PUBLISHED)
    events = violent(findings)
    roots = {findings.events.index(event) if event.same_as is None else event.same_as for event in events}
    assert len(roots) == 2


WEAPONS = [
    ("Rebels killed two men with a machine gun.", ["machine gun"]),
    ("A car bomb blast wounded five people.", ["car bomb"]),
    ("Police seized a rifle after a shooting.", []),
]


@pytest.mark.parametrize(("text", "expected"), WEAPONS)
def test_weapons(text, expected, find):
    document, findings = find(text, published=PUBLISHED)
    texts = [document.body[weapon.start : weapon.end] for event in findings.events for weapon in event.weapons]
    assert [text.removeprefix("a ").removeprefix("A ") for text in texts] == expected


def test_clues_are_names_ages_and_streets(find):
    text = "Mara Lindqvist, 34, was shot dead on Oakfield Road. The 19-year-old gunman fled."
    _, findings = find(text, published=PUBLISHED)
    assert {"name:mara lindqvist", "age:34", "age:19", "street:oakfield"} <= set(violent(findings)[0].clues)


def test_clues_are_what_else_the_sentences_of_an_event_name(find):
    """But for countries and towns on the map, which say little. Sentences beside them count too, and people's first names are spelt in many ways."""
    text = (
        "A bomb went off beside the Sorvano Hotel in Lyon on Monday, injuring two guards of the Halvard Freight Company.\n"
        "Nobody else was near, said the prefect, Odile Marchetti. The night was calm. The Karst Museum was closed."
    )
    _, findings = find(text, published=PUBLISHED)
    about = {clue for clue in violent(findings)[0].clues if clue.startswith("about:")}
    assert about == {"about:sorvano hotel", "about:halvard company", "about:o marchetti"}


def test_a_storm_is_known_by_its_name(find):
    _, findings = find("Tropical Storm Orla hit Lisbon on Monday, killing three people.", published=PUBLISHED)
    assert any("storm:orla" in event.clues for event in findings.events)


def test_violence_that_only_its_casualties_tell_of(find):
    _, findings = find("An 11-year-old boy died of a gunshot wound on Tuesday.", published=PUBLISHED)
    (event,) = violent(findings)
    assert (event.event_mode, event.event_date, event.tolls[0].best) == ("firearms", date(2026, 3, 10), 1)


def test_other_deaths_imply_no_violence(find):
    _, findings = find("An 81-year-old painter died on Tuesday.", published=PUBLISHED)
    assert violent(findings) == []


def test_who_kills_himself_may_be_named_as_victim_or_killer(find):
    text = "A man shot his wife and then turned the gun on himself on Monday.\nPeter Novak, 50, was found dead beside Jana Novak, 48, who died too."
    _, findings = find(text, published=PUBLISHED)
    assert {toll.measure: toll.best for toll in reversed(violent(findings)[0].tolls)}["killed"] == 2


def test_a_toll_that_rose_is_the_newest_figure(find):
    text = "The number of people killed in a bomb attack in Mosul rose to 14 on Wednesday.\nPolice first spoke of three dead. Another 35 people were wounded."
    _, findings = find(text, published=PUBLISHED)
    assert {toll.measure: toll.best for toll in reversed(violent(findings)[0].tolls)} == {"killed": 14, "injured": 35}


def test_what_happens_often_has_no_day(find):
    _, findings = find("A bomb exploded in Mosul on Monday.\nMosul has often been attacked since 2009.", published=PUBLISHED)
    assert violent(findings)[-1].event_date is None


def test_a_relative_day_is_kept_though_nobody_knows_which(find):
    _, findings = find("Gunmen killed a guard on Tuesday.")
    assert violent(findings)[0].timex is not None
