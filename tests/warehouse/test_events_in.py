"""What joining incidents asks of the stored events: all that may be of one with a new report, and the rest of their incidents."""

from __future__ import annotations

from datetime import date

import pytest

import warehouse
from transforms.ids import make_id
from transforms.resolve.incident_blocks import Window

NOON_DAY = date(2025, 7, 10)
"""The day on which the rows are published."""
STORED = {
    "told": {"event_date": date(2025, 6, 2), "event_date_end": date(2025, 6, 3), "date_basis": "sentence", "country_iso3": "FRA"},
    "sequel": {"event_date": date(2025, 1, 1), "date_basis": "sentence", "country_iso3": "FRA", "incident_id": make_id("incident", "told")},
    "published": {"event_date": NOON_DAY, "date_basis": "published", "country_iso3": "DEU"},
    "undated": {"country_iso3": "POL"},
    "anywhere": {"event_date": date(2025, 3, 3), "date_basis": "sentence", "clues": ["name:mara lind"]},
    "planned": {"event_date": date(2025, 6, 2), "date_basis": "sentence", "incident_id": None},
}


@pytest.fixture(scope="module")
def met(tmp_path_factory, make):
    """A function from windows and articles to the names of the events found."""
    home = tmp_path_factory.mktemp("events") / "home"
    events = [make.event(name, of=name, **{"incident_id": make_id("incident", name)} | values) for name, values in STORED.items()]
    make.commit(home, events=events)
    names = {make_id("event", name): name for name in STORED}

    def ask(*windows, articles=()):
        with warehouse.writer(home) as store:
            return sorted(names[row["event_id"]] for row in store.events_in(windows, [make_id("article", name) for name in articles]))

    return ask


@pytest.mark.parametrize(
    ("first", "last", "country", "found"),
    [
        (date(2025, 6, 3), date(2025, 6, 5), "FRA", ["sequel", "told"]),  # the whole incident
        (date(2025, 6, 4), date(2025, 6, 5), "FRA", []),
        (date(2025, 6, 3), date(2025, 6, 5), "DEU", []),
        (date(2025, 7, 8), date(2025, 7, 8), "DEU", ["published"]),  # up to two days before its publication
        (date(2025, 7, 7), date(2025, 7, 7), "DEU", []),
        (date(2025, 7, 3), date(2025, 7, 3), "POL", ["undated"]),  # up to seven
        (date(2025, 7, 2), date(2025, 7, 2), "POL", []),
        (date(2025, 3, 3), date(2025, 3, 3), "GBR", ["anywhere"]),  # of no country: it may be of any
    ],
)
def test_days_and_country(met, first, last, country, found):
    assert met(Window(first, last, country)) == found


def test_a_window_of_no_country_is_of_any(met):
    assert met(Window(date(2025, 6, 3), NOON_DAY, None)) == ["published", "sequel", "told", "undated"]


def test_a_window_that_names_clues(met):
    assert met(Window(date(2025, 1, 1), NOON_DAY, None, ("name:mara lind", "name:omar diaz"))) == ["anywhere"]


def test_events_of_articles_and_of_their_incidents(met):
    assert met(articles=["sequel", "planned"]) == ["sequel", "told"]
    assert met() == []
