"""Datelines: (paragraph, place, agency, year, month, day, text after it)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.wire.dateline import read_dateline, read_lone_dateline

INLINE = [
    ("PORT ALDER, March 10 (Reuters) - The ferry", "PORT ALDER", "Reuters", None, 3, 10, "The ferry"),
    ("LIMA, 9 JAN 90 (EFE) -- [TEXT] THE FERRY", "LIMA", "EFE", 1990, 1, 9, "[TEXT] THE FERRY"),
    ("ALDER CITY, NO DATE (RADIO ALDER) -- THE FERRY", "ALDER CITY", "RADIO ALDER", None, None, None, "THE FERRY"),
    ("MILL CITY (MEXICO), 12 JAN 31 (DPA) -- A BOAT", "MILL CITY, MEXICO", "DPA", 2031, 1, 12, "A BOAT"),
    ("LOUISVILLE, Ky. (AP) — The ferry", "LOUISVILLE, Ky.", "AP", None, None, None, "The ferry"),
    ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — The ferry", "HEMPSTEAD, N.Y.", "UPI", None, 9, 26, "The ferry"),
    ("BEIJING, March 10 (Xinhua) -- The ferry", "BEIJING", "Xinhua", None, 3, 10, "The ferry"),
    ("KYIV/LVIV, March 10 (Reuters) - The ferry", "KYIV/LVIV", "Reuters", None, 3, 10, "The ferry"),
    ("RIO DE JANEIRO (AP) _ The ferry", "RIO DE JANEIRO", "AP", None, None, None, "The ferry"),
    ("PORT-AU-PRINCE, Haiti (AP) — The ferry", "PORT-AU-PRINCE, Haiti", "AP", None, None, None, "The ferry"),
    ("SÃO TOMÉ, March 10, 2031 - The ferry", "SÃO TOMÉ", None, 2031, 3, 10, "The ferry"),
    ("BOCA RATON, Fla. -- Weeds cover it", "BOCA RATON, Fla.", None, None, None, None, "Weeds cover it"),
    ("WASHINGTON —\xa0The ferry", "WASHINGTON", None, None, None, None, "The ferry"),
    ("London (AFP) - The ferry", "London", "AFP", None, None, None, "The ferry"),
    ("(Sports Wire) - A pair of boats", None, "Sports Wire", None, None, None, "A pair of boats"),
    ("(New York, NY - October 21) The ferry", "New York, NY", None, None, 10, 21, "The ferry"),
    ("CLANDESTINE, 2 NOV 89 (RADIO ALDER) -- THE FERRY", None, "RADIO ALDER", 1989, 11, 2, "THE FERRY"),
    ("DUBAI: The ferry", "DUBAI", None, None, None, None, "The ferry"),
    ("PORT ALDER (Reuters/X) - The ferry", "PORT ALDER", "Reuters/X", None, None, None, "The ferry"),
    ("PORT ALDER (Reuters) -The ferry", "PORT ALDER", "Reuters", None, None, None, "The ferry"),
    ("(AP) PORT ALDER - The ferry", "PORT ALDER", "AP", None, None, None, "The ferry"),
    ("Hong Kong, March 10 (AFP): The ferry", "Hong Kong", "AFP", None, 3, 10, "The ferry"),
    ("Kathmandu, March 10 (IANS) The ferry", "Kathmandu", "IANS", None, 3, 10, "The ferry"),
    ("MOSCOW, March 10. /TASS/. The ferry", "MOSCOW", "TASS", None, 3, 10, "The ferry"),
    ("MOSCOW. March 10 (Interfax) - The ferry", "MOSCOW", "Interfax", None, 3, 10, "The ferry"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "agency", "year", "month", "day", "after"), INLINE, ids=[row[0][:24] for row in INLINE])
def test_inline(text, place, agency, year, month, day, after):
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.agency, found.year, found.month, found.day, text[found.end :]) == (place, agency, year, month, day, after)


@pytest.mark.parametrize(
    "text",
    [
        "WATCH: The moment the ferry sank",  # a label
        "BREAKING - Minister resigns",
        "POLICE: Man held after theft",
        "FBI - the agency said",  # what follows is no beginning of a sentence
        "THIS IS ALL CAPITALS - AND SO IS THIS",  # nothing says that it is a place
        "U.N. officials arrived",
        "A boat (the third) - and its crew",
        "Ferry service resumes",
        "",
    ],
)
def test_what_is_no_dateline(text):
    assert read_dateline(text) is None


def test_capitals_before_a_colon_are_only_a_guess():
    assert not read_dateline("LOOK: The ferry is back").is_certain
    assert read_dateline("DUBAI, March 10: The ferry is back").is_certain


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("LONDON 1996-08-30", "LONDON", "1996-08-30"),
        ("PORT ALDER, March 10, 2031", "PORT ALDER", "2031-03-10"),
        ("PORT ALDER, March 10", "PORT ALDER", None),
    ],
)
def test_alone_on_its_line(text, place, date):
    found = read_lone_dateline(text)
    assert (found.place, found.date and found.date.isoformat()) == (place, date)


@pytest.mark.parametrize("text", ["Syria", "LONDON", "March 10, 2031", "PORT ALDER, March 10 was a cold day for the crew"])
def test_what_is_no_lone_dateline(text):
    assert read_lone_dateline(text) is None


def test_a_day_that_no_calendar_has_is_no_date():
    assert read_dateline("LIMA, 31 FEB 90 (EFE) -- The ferry").date is None


@given(st.text(alphabet="ABCDabcd .,()-–—:/'0123456789\n", max_size=300))
def test_any_text_ends_within_it_and_in_no_time(text):
    found = read_dateline(text)
    assert found is None or 0 < found.end <= len(text)
