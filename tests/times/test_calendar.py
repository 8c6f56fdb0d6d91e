"""The calendar's arithmetic, against the standard library and known days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from transforms.times.calendar import ago, cover, day_value, easter, month_value, shifted, week_value
from transforms.times.holidays import holiday

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))


@given(DAYS)
def test_a_day_covers_itself(day):
    assert cover(day_value(day)) == (day, day, "day")


@given(DAYS)
def test_a_week_is_seven_days_from_monday_with_the_day_in_it(day):
    begin, until, precision = cover(week_value(day))
    assert begin.isoweekday() == 1
    assert until - begin == timedelta(days=6)
    assert begin <= day <= until
    assert precision == "week"


@given(DAYS, st.integers(-400, 400))
def test_months_are_counted_across_years(day, count):
    begin, until, _ = cover(month_value(day.year, day.month + count))
    assert (begin.year * 12 + begin.month) - (day.year * 12 + day.month) == count
    assert (until + timedelta(days=1)).day == 1


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y", "WE"]), st.integers(-50, 50))
def test_shifting_there_and_back_covers_the_day_again(day, unit, count):
    there = cover(shifted(day, unit, count))
    back = cover(shifted(there.begin, unit, -count))
    assert unit == "WE" or back.begin <= day <= back.until


@given(st.text(max_size=12))
def test_no_value_breaks_the_cover(value):
    begin, until, _ = cover(value)
    assert (begin is None) == (until is None)


NONE = ["P3D", "PAST_REF", "XXXX-WXX-5", "2026-02-30", "2026-13", ""]


@pytest.mark.parametrize("value", NONE)
def test_what_is_no_stretch_of_days_covers_none(value):
    assert cover(value) == (None, None, "none")


@pytest.mark.parametrize(
    ("year", "day"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (1999, date(1999, 4, 4))]
)
def test_easter(year, day):
    assert easter(year) == day


HOLIDAYS = [
    ("thanksgiving", 2026, date(2026, 11, 26)),
    ("memorial day", 2026, date(2026, 5, 25)),
    ("good friday", 2026, date(2026, 4, 3)),
    ("9/11", 2026, date(2001, 9, 11)),
]


@pytest.mark.parametrize(("name", "year", "day"), HOLIDAYS)
def test_holidays(name, year, day):
    assert holiday(seeds.read("times/holidays")[name], year) == day


def test_every_holiday_can_be_reckoned():
    for reckoning in seeds.read("times/holidays").values():
        assert holiday(reckoning, 2026)


def test_ago_keeps_the_grain_of_the_unit():
    day = date(2026, 3, 19)
    assert [ago(day, unit, -2) for unit in ("D", "W", "M", "Y", "DE")] == ["2026-03-17", "2026-W10", "2026-01", "2024", "2006"]
