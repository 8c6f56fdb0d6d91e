"""What times mean: their days, how precise they are, and what they were counted from."""

from datetime import date
from itertools import pairwise

import pytest

DAYS = [
    # text, value, first day, last day, precision, basis
    ("It rained on July 4, 2019.", "2019-07-04", date(2019, 7, 4), date(2019, 7, 4), "day", "text"),
    ("It rained in July 2019.", "2019-07", date(2019, 7, 1), date(2019, 7, 31), "month", "text"),
    ("It rained in 2019.", "2019", date(2019, 1, 1), date(2019, 12, 31), "year", "text"),
    ("It rained in the 1990s.", "199X", date(1990, 1, 1), date(1999, 12, 31), "none", "text"),
    ("It rained on Tuesday.", "2026-03-17", date(2026, 3, 17), date(2026, 3, 17), "day", "published"),
    ("It rained last week.", "2026-W11", date(2026, 3, 9), date(2026, 3, 15), "week", "published"),
    ("It rained over the weekend.", "2026-W11-WE", date(2026, 3, 14), date(2026, 3, 15), "week", "published"),
    ("It rained last winter.", "2025-WI", date(2025, 12, 1), date(2026, 2, 28), "year", "published"),
    ("It rained overnight.", "2026-03-19TNI", date(2026, 3, 18), date(2026, 3, 19), "day", "published"),
    ("It rained three years ago.", "2023", date(2023, 1, 1), date(2023, 12, 31), "year", "published"),
    ("It rained for three days.", "P3D", None, None, "none", "text"),
    ("It has rained recently.", "PAST_REF", None, None, "none", "text"),
]


@pytest.mark.parametrize(("text", "value", "begin", "until", "precision", "basis"), DAYS)
def test_days_that_a_time_covers(times, text, value, begin, until, precision, basis):
    (time,) = times(text)
    assert (time.value, time.begin, time.until, time.precision, time.basis) == (value, begin, until, precision, basis)


TENSES = [
    ("He is due in court over the May 2 shooting.", "2025-05-02"),
    ("Police arrested him on Monday.", "2026-03-16"),
    ("The court will hear him on Monday.", "2026-03-23"),
    ("The trial is scheduled to begin Monday.", "2026-03-23"),
    ("The match was postponed until Monday.", "2026-03-23"),
    ("He is due in court on Monday.", "2026-03-23"),
    ("They agreed to meet again on Monday.", "2026-03-23"),
    ("She would travel to Rome on Monday, he said.", "2026-03-23"),
    ("The minister was to travel to Rome on Monday.", "2026-03-23"),
    ("The fire broke out on Thursday.", "2026-03-19"),
    ("He remained at large until Tuesday.", "2026-03-17"),
    ("The mayor would not comment on Friday.", "2026-03-13"),
    ("Owners could not be reached on Friday.", "2026-03-13"),
    ("Police are investigating a shooting Tuesday night.", "2026-03-17TNI"),
    ("We think of those hurt in Saturday's attack.", "2026-03-14"),
    ("The new term begins on Monday.", "2026-03-23"),
    ("The fire broke out on Nov. 30.", "2025-11-30"),
    ("The law will take effect on Nov. 30.", "2026-11-30"),
    ("They met in December.", "2025-12"),
    ("They will meet in December.", "2026-12"),
]


@pytest.mark.parametrize(("text", "value"), TENSES)
def test_the_tense_of_the_verb_says_which_side(times, text, value):
    assert [time.value for time in times(text)] == [value]


UNDATED = [
    ("It rained on Tuesday.", None),
    ("It rained last week.", None),
    ("It rained on March 3.", None),
    ("It rained three years ago.", None),
    ("It rained on March 3, 2015.", "2015-03-03"),
    ("It rained for three days.", "P3D"),
    ("It rained at 9:30 p.m.", None),
]


@pytest.mark.parametrize(("text", "value"), UNDATED)
def test_without_a_day_of_publication_nothing_is_guessed(times, text, value):
    (time,) = times(text, published=None)
    assert time.value == value
    assert value is not None or time.begin is None


JOINED = [
    ("The blast came at 9:30 p.m. Tuesday.", "9:30 p.m. Tuesday", "2026-03-17T21:30"),
    ("The blast came on Tuesday at 9:30 p.m.", "Tuesday at 9:30 p.m.", "2026-03-17T21:30"),
    ("The blast came at around 7am on 3 March.", "7am on 3 March", "2026-03-03T07:00"),
    ("The blast came at 0745 on 6 August 1989.", "0745 on 6 August 1989", "1989-08-06T07:45"),
]


@pytest.mark.parametrize(("text", "marked", "value"), JOINED)
def test_a_clock_and_its_day_are_one_time(times, text, marked, value):
    (time,) = times(text)
    assert (text[time.start : time.end], time.value) == (marked, value)


def test_a_clock_by_itself_takes_the_day_named_shortly_before(times):
    text = "A man was shot on Monday night. Officers were called at 9:15 p.m."
    assert [(time.value, time.basis) for time in times(text)][1] == ("2026-03-16T21:15", "context")


def test_the_next_day_needs_a_day_before_it(times):
    assert [time.value for time in times("The next day the shop burned.")] == [None]
    found = times("A bomb went off on March 3. The next day the shop burned.")
    assert (found[1].value, found[1].basis) == ("2026-03-04", "context")


def test_capitals_are_read_alike(times):
    text = "SANTA ROSA, 9 JAN 90 -- GUERRILLAS ATTACKED A BARRACKS ON 6 JANUARY 1990 AND LAST NIGHT."
    assert [time.value for time in times(text)][:2] == ["1990-01-09", "1990-01-06"]


AGES = ["A 16-year-old boy was hurt.", "She is 16 years old.", "Anna Kovar, 68, was hurt.", "The three-year-old was found."]


@pytest.mark.parametrize("text", AGES)
def test_ages_are_no_times(times, text):
    assert not times(text)


def test_spans_slice_back_in_order_and_never_overlap(annotate, times):
    text = "On Friday, March 13, 2026, at 9 p.m., three days after the first strike and a week before the vote in May 2026, it rained for two hours."
    found = times(text)
    document = annotate(text)
    assert all(document.span(time.first, time.last) == (time.start, time.end) for time in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) >= 5
