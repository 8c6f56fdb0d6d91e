"""Where and when an event was, and where the text does not tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds
from transforms.records import Event

PUBLISHED = "2026-03-12T10:00:00Z"
PLACES = [
    ("Gunmen shot a baker in Leeds.", "shot", "Leeds"),
    ("A Leeds shooting killed a baker.", "shooting", "Leeds"),
    ("The premier accused Chad of spying.", "accused", None),
    ("The premier is on a two-day visit to Leeds.", "visit", "Leeds"),
    ("The king visited Chad on Monday.", "visited", "Chad"),
    ("Rebels withdrew from the river port of Leeds.", "withdrew", "Leeds"),
    ("The premier held talks with the leaders of seven guilds in Leeds.", "held", "Leeds"),
    ("The mayor wept in Leeds. Farmers marched on Monday, with some waving flags of Chad.", "marched", "Leeds"),
    ("A cook was shot in Leeds.\n\nShe was on her way home.\n\nTwo men were arrested.", "arrested", "Leeds"),
    ("A cook was shot in Leeds.\n\nA judge was shot in Lyon and one in Leeds.\n\nTwo men were arrested.", "arrested", None),
    ("Gunmen based in Chad shot a cook.", "shot", None),
    ("Gunmen kidnapped nine cooks in Nigeria, in the northern state of Zamfara.", "kidnapped", "Zamfara"),
    ("Chad-led gunmen shot a cook.", "shot", None),
    ("Gunmen shot a cook at noon Lagos time.", "shot", None),
    ("A bomb killed a cook in Gusau, 90 miles west of Kano.", "killed", "Gusau"),
    ("A bomb killed a cook in Gusau, just west of the old port city of Kano.", "killed", "Gusau"),
    ("A bomb killed a cook north of Leeds on Monday. The bomb exploded in Harrogate.", "killed", "Harrogate"),
    ("A bomb killed a cook 210 kilometres (130 miles) north of Kano on Monday.", "killed", None),
    ("Police in Leeds detained two men.\n\nThe men were arrested after a row over a fence in Chad.", "arrested", "Leeds"),
    (
        "A baker was shot in Leeds on Monday. It rained in Bradford and Ripon.\n\nHis wife wept.\n\nOfficers are investigating.",
        "investigating",
        "Leeds",
    ),
    ("Ada Holm met Bo Lind in Geneva on Monday.\n\nIt rained in Lyon. Holm urged Lind to sign the pact.", "urged", "Geneva"),
    ("Gunmen attacked a village in Nigeria.\n\nThe attack took place in Gusau.", "attacked", "Gusau"),
    ("Gunmen attacked a village in Zamfara.\n\nThe attack took place in Gusau.", "attacked", "Gusau"),
    ("Gunmen attacked a village in Zamfara.\n\nThe attack took place in Kano.", "attacked", "Zamfara"),
    ("The premier met the Leeds mayor on Monday.", "met", None),
    ("A baker from Leeds was shot in Bradford.", "shot", "Bradford"),
    ("The premier rejected an offer to attend talks in Leeds.", "rejected", None),
    ("The king urged parties to the war in Chad to stop.", "urged", None),
    ("The court rejected a request from Democrats in Ohio.", "rejected", None),
    ("The premier met the mayor at a hotel in Leeds.", "met", "Leeds"),
    ("A baker was shot outside Chad.", "shot", None),
    ("Gunmen stormed a farm in Nigeria's northern Zamfara state.", "stormed", "Zamfara"),
    ("Gunmen ambushed a convoy on Monday. The attack took place near Leeds.", "attack", "Leeds"),
    ("A baker was shot outside Leeds.", "shot", "Leeds"),
    ("A baker, Ada Holm, 37, of Leeds, was shot.", "shot", None),
    ("Gunmen stormed the Quel-Asha village in Kaduna state and shot a baker.", "shot", "Quel-Asha"),
    ("A bus was bombed in the village of Quellaca near Leeds.", "bombed", "Quellaca"),
    ("Fighting spread after Russia invaded Ukraine on Monday.", "invaded", "Ukraine"),
    ("The pact was reached in Geneva. Gunmen shot a baker. A fire broke out in Leeds. A cook was shot in Leeds.", "shot", "Leeds"),
    ("A cook died. Leaders in Managua chose war. Gunmen shot a baker in El Salvador.", "shot", "El Salvador"),
    ("A baker was shot at Elm Court, American Way.", "shot", None),
    ("Gunmen shot a baker near the border of Chad.", "shot", None),
    ("A gunman killed a cook at a Leeds-area school. The mayor of Bradford wept in Bradford.", "killed", "Bradford"),
    ("A baker was shot on Elm Street, according to the Fort Worth Police Department.", "shot", "Fort Worth"),
]
PRECISIONS = [
    ("Gunmen shot a baker in Leeds.", "shot", 1, "sentence"),
    ("Gunmen shot a baker near Leeds.", "shot", 2, "sentence"),
    ("Gunmen shot a baker just east of Leeds.", "shot", 2, "sentence"),
    ("Gunmen shot a baker ten miles from Leeds.", "shot", 2, "sentence"),
    ("Russia fired missiles at a mill in southern Kherson.", "fired", 4, "sentence"),
    ("Gunmen shot a baker in the village of Quellaca in Ohio.", "shot", 4, "sentence"),
    ("Gunmen shot a baker in Fairhaven, Ohio.", "shot", 4, "sentence"),
    ("Russia fired missiles at Ukraine's Kharkiv region.", "fired", 4, "sentence"),
    ("Gunmen shot a baker in the village of Quellaca near Leeds.", "shot", 2, "sentence"),
    ("It was a dark day for Leeds. The town hall was shut.\n\nGunmen had shot a baker.", "shot", 2, "article"),
]
WORDS = [(name, *entry[kind]) for name, entry in seeds.read("events/whereabouts").items() for kind in ("example", "counter")]
DAYS = [
    ("Deputies are looking for a lorry. Inspectors are investigating a fraud at the mill.", "investigating", "2026-03-12"),
    ("Inspectors, investigating a fraud at the mill, asked for help.", "investigating", None),
    ("Gunmen shot a baker on Tuesday.", "shot", "2026-03-10"),
    ("Gunmen shot a baker. The premier has criticised the mayor for years.", "criticised", None),
    ("The mayor spoke. A baker was shot on Monday. “We lost him today,” said his wife.", "shot", "2026-03-09"),
    ("The premier has demanded that those who were held on Monday go free.", "demanded", None),
    ("A look back.\n\nMarch 2019: A gunman killed a baker.", "killed", "2019-03-01"),
    ("A baker lives on Elm Street. Two men came to his door on Tuesday. They shot him.", "shot", "2026-03-10"),
    (
        "Gunmen killed a baker on Tuesday. In November a man shot a cook. The mill is old. The river is cold. The shooting shocked the town.",
        "shooting",
        "2026-03-10",
    ),
]
DAYS += [
    ("A man was arrested Monday in the shooting of a baker.", "arrested", "2026-03-09"),
    ("Dozens were at a mill Sunday when a shooting broke out. The mayor will speak on Friday.", "shooting", "2026-03-08"),
    ("A blaze Monday morning that damaged a mill is being looked into.", "blaze", "2026-03-09"),
    ("Some 30 farmers were killed ahead of the 12 November elections.", "killed", "2026-03-12"),
    ("A baker was shot on Monday. The shooting stemmed from an argument earlier in the day.", "shooting", "2026-03-09"),
    ("A baker was shot. A guard was hurt during an assassination attempt on the king in 1981.", "hurt", "1981-01-01"),
]
DAYS += [
    ("The premier spoke with the king on Monday and agreed to a truce.", "agreed", "2026-03-09"),
    ("The premier agreed to a truce with the king after the Monday vote.", "agreed", "2026-03-12"),
    ("Farmers marched in Leeds on Monday. Protesters blocked the road to a mill.", "blocked", "2026-03-09"),
    ("Farmers marched in Leeds on Monday. The mayor spoke. It was cold. Police arrested nine of them.", "arrested", "2026-03-09"),
    ("A baker was shot in Leeds on Monday. The mayor spoke. It was cold. Police arrested nine people.", "arrested", None),
    ("Gunmen shot nine people on Monday and abducted two others.", "abducted", "2026-03-09"),
    ("Gunmen shot a baker on Monday. The men also burned down two barns.", "burned", "2026-03-09"),
    ("His family packed a courtroom on Tuesday for the sentencing. A boy had shot a baker.", "shot", None),
    ("A row plunged a party into chaos on Monday, killing two.", "killing", "2026-03-09"),
    ("A man is due in court in relation to the May 2 shooting of a baker.", "shooting", "2025-05-02"),
]
COUNTED = [
    ("Rebels bombed a mill on Monday, a day after soldiers shelled a market.", "shelled", "2026-03-08"),
    ("The attack on the mill on Monday came just one night after Russia fired drones at Odesa.", "fired", "2026-03-08"),
    ("The army bombed a camp on Saturday, three days before rebels attacked a bus.", "attacked", "2026-03-10"),
    ("The blast killed nine people, two days after gunmen shot a judge on Sunday.", "killed", "2026-03-10"),
    ("Two days after the bombing, soldiers shot a farmer on Sunday.", "bombing", "2026-03-06"),
    ("Protesters marched on Monday, the day after police shot a student.", "shot", "2026-03-08"),
    ("A mill was bombed on Monday. The mayor spoke. It rained. Police came. A day earlier, gunmen shot a judge.", "shot", "2026-03-08"),
    ("Gunmen shot a baker on Monday. A month after his birthday, the suspect had stabbed a cook.", "stabbed", None),
    ("Rebels bombed a mill on Monday. The mayor ran. It came hours after soldiers shelled a market.", "bombed", "2026-03-09"),
]


def event_at(find: Callable, text: str, trigger: str) -> tuple[str, Event]:
    document, findings = find(text, published=PUBLISHED)
    return document.body, next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)


@pytest.mark.parametrize(("text", "trigger", "place"), PLACES)
def test_place(text: str, trigger: str, place: str | None, find: Callable) -> None:
    body, event = event_at(find, text, trigger)
    assert (body[slice(*event.place_span)] if event.place_span else None) == place


def test_where_a_report_was_filed_is_not_where_all_of_it_was(find: Callable) -> None:
    text = "PESHAWAR, Pakistan: Militants ambushed a convoy in western Pakistan on Monday.\n\nThe attack took place near Tank."
    _, findings = find(text, published=PUBLISHED, dateline="PESHAWAR, Pakistan")
    assert {event.place.name for event in findings.events if event.place} == {"Tank"}
    _, findings = find("BAMAKO: Gunmen attacked a farm in northern Mali on Monday, killing a cook.", published=PUBLISHED)
    assert {event.place.name for event in findings.events if event.place} == {"Mali"}
    _, findings = find("MANILA, Philippines - A baker was shot in Quellaca on Monday.", published=PUBLISHED, dateline="MANILA, Philippines")
    assert [(event.place.name, event.geo_precision) for event in findings.events if event.place] == [("Philippines", 6)]


def test_where_a_report_was_filed_yields_to_the_province_that_it_tells_of(find: Callable) -> None:
    text = (
        "LAGOS, Nigeria -\n\nTroops in Kano went home on Monday.\n\nA market in Kano was shut.\n\n"
        "It rained for a week and the rivers rose.\n\nTwo bakers were shot.\n\nThe Nigerian premier condemned it."
    )
    document, findings = find(text, published=PUBLISHED, dateline="LAGOS, Nigeria")
    places = {document.body[slice(*event.trigger)]: event.place.name for event in findings.events if event.place}
    assert (places["shot"], places["condemned"]) == ("Kano", "Lagos")


def test_a_large_city_abroad_is_no_namesake_though_it_is_called_a_city(find: Callable) -> None:
    text = "MANILA, Philippines -\n\nSoldiers shot a baker in the city of Hangzhou on Monday. The Philippines mourned."
    _, findings = find(text, published=PUBLISHED, dateline="MANILA, Philippines")
    assert [event.place.name for event in findings.events if event.place] == ["Hangzhou"]


def test_two_provinces_of_a_country_are_two_events(find: Callable) -> None:
    text = "A bomb killed two bakers in Afghanistan's western province of Farah. In Paktika province a bomb killed nine cooks."
    _, findings = find(text, published=PUBLISHED)
    assert {event.place.name for event in findings.events if event.place and event.same_as is None} == {"Farah", "Paktika"}


def test_an_article_plays_in_the_country_and_region_that_it_names_most(find: Callable) -> None:
    text = (
        "Nine people in Badghis fell ill. Schools in Badghis shut, as they did in Badghis last year. The pact was signed in Doha.\n\n"
        "A bomb killed a cook."
    )
    _, findings = find(text, published=PUBLISHED)
    assert {event.place.name for event in findings.events if event.place and event.event_type == "ASSAULT"} == {"Badghis"}


def test_in_an_article_about_one_country_alone_dealings_were_where_it_plays(find: Callable) -> None:
    told = "Farmers near Kano want a new canal, as those near Lagos have. Nigeria is short of water.\n\nPolice seized rifles."
    body, event = event_at(find, told, "seized")
    assert event.place is not None
    assert (event.place.country_iso3, event.geo_precision, event.place_basis, body[slice(*event.place_span)]) == (
        "NGA",
        2,
        "article",
        "Kano",
    )
    _, event = event_at(find, told.replace("new canal", "canal like that of Ghana"), "seized")
    assert event.place is not None
    assert (event.place.country_iso3, event.geo_precision, event.place_basis) == ("NGA", 6, "article")
    _, event = event_at(find, told.replace("new canal", "canal like those of Ghana, Togo and Mali"), "seized")
    assert event.place is None


SEATS = [
    ("The Kenyan premier condemned the bombing on Monday.", "condemned", "KEN", "Nairobi", "article"),
    ("The French premier condemned the bombing on Monday.", "condemned", "FRA", None, "actor"),
    ("The mayor condemned the bombing on Monday.", "condemned", "KEN", "Nairobi", "article"),
    ("The mayor condemned the bombing of Ghana's ports on Monday. Ghana mourned.", "condemned", None, None, None),
    ("The French premier met the Kenyan president on Monday.", "met", "KEN", "Nairobi", "article"),
    ("The Kenyan premier met the French president on Monday.", "met", None, None, None),
    ("Ugandan troops were sent on Monday.", "sent", None, None, None),
]


@pytest.mark.parametrize(("text", "trigger", "country", "town", "basis"), SEATS)
def test_words_were_where_the_report_was_filed_if_a_side_is_of_there(
    text: str, trigger: str, country: str | None, town: str | None, basis: str | None, find: Callable
) -> None:
    document, findings = find(f"NAIROBI, Kenya -\n\n{text} Ghana and Niger wept.", published=PUBLISHED, dateline="NAIROBI, Kenya")
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    place = event.place
    name = place.name if place is not None and place.kind == "place" else None
    assert (place.country_iso3 if place is not None else None, name, event.place_basis) == (country, town, basis)


@pytest.mark.parametrize(("text", "trigger", "precision", "basis"), PRECISIONS)
def test_precision(text: str, trigger: str, precision: int, basis: str, find: Callable) -> None:
    _, event = event_at(find, text, trigger)
    assert (event.geo_precision, event.place_basis) == (precision, basis)


@pytest.mark.parametrize(("name", "text", "trigger", "place"), WORDS)
def test_words(name: str, text: str, trigger: str, place: str | None, find: Callable) -> None:
    body, event = event_at(find, text, trigger)
    assert (body[slice(*event.place_span)] if event.place_span else None) == place


@pytest.mark.parametrize(("text", "trigger", "day"), DAYS + COUNTED)
def test_day(text: str, trigger: str, day: str | None, find: Callable) -> None:
    _, event = event_at(find, text, trigger)
    assert (str(event.event_date) if event.event_date else None) == day
