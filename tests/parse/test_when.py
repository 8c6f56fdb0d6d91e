"""Timestamps as sources write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.parse.when import parse_when

MOMENT = datetime(2031, 3, 10, 6, 30)
DAY = datetime(2031, 3, 10)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2031-03-10T06:30:00Z", MOMENT),
        ("2031-03-10T08:30:00+02:00", MOMENT),
        ("2031-03-10T08:30:00+0200", MOMENT),
        ("2031-03-10T08:30:00.123456789+02:00", MOMENT.replace(microsecond=123456)),
        ("2031-03-10 08:30:00 +0200", MOMENT),
        ("2031-03-10 06:30:00", MOMENT),
        ("2031-03-10 06:30 UTC", MOMENT),
        ("2031-03-10 01:30:00 EST", MOMENT),
        ("2031/3/10 06:30:00", MOMENT),
        ("2031-03-10", DAY),
        ("20310310T063000Z", MOMENT),
        ("20310310T083000+0200", MOMENT),
        ("20310310", DAY),
        ("20310310063000", MOMENT),
        ("Mon, 10 Mar 2031 08:30:00 +0200", MOMENT),
        ("Mon, 10 Mar 2031 06:30:00 GMT", MOMENT),
        ("March 10, 2031", DAY),
        ("Monday, March 10th, 2031 - 4:15 pm", DAY),
        ("10 Mar 2031", DAY),
        (1_930_890_600, datetime(2031, 3, 10, 6, 30)),
        (1_930_890_600_000, datetime(2031, 3, 10, 6, 30)),
        (20310310, DAY),
        (datetime(2031, 3, 10, 6, 30, tzinfo=UTC), MOMENT),
        (date(2031, 3, 10), DAY),
    ],
)
def test_moments(value, moment):
    assert parse_when(value) == moment


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "yesterday",
        "3/10/2031",
        "2031-02-30",
        "Mar 2031",
        "31 Foo 2031",
        True,
        12,
        float("nan"),
        1e30,
        "0001-01-01T00:00:00+14:00",
        {},
    ],
)
def test_what_is_no_moment(value):
    assert parse_when(value) is None


@given(st.text(max_size=60))
def test_any_text(text):
    found = parse_when(text)
    assert found is None or found.tzinfo is None


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.timezones()))
def test_iso_round_trip(moment):
    assert parse_when(moment.isoformat()) == moment.astimezone(UTC).replace(tzinfo=None)
