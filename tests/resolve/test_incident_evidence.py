"""Why an article is taken to tell of an incident: the other report that speaks most for it, and by what."""

from __future__ import annotations

from datetime import date

from tests.resolve.test_incidents import DAY, LILLE, articles_of, event
from transforms.resolve.incident_evidence import reports


def told(*rows):
    return [(report.like_article_id, report.reason) for report in reports(rows, articles_of(rows))]


def test_each_is_joined_by_the_report_that_is_most_like_it():
    first = event("a", killed=2, injured=5)
    same_toll = event("b", killed=2, injured=5)
    named = event("c", killed=3, injured=5, clues=["name:mara lind"])
    later = event("d", killed=4, injured=5, clues=["name:mara lind"])
    assert told(first, same_toll, named, later) == [
        ("b", "date, place, toll"),
        ("a", "date, place, toll"),
        ("d", "name, date, place"),
        ("c", "name, date, place"),
    ]


def test_mentions_of_one_article_are_one_report():
    first = event("a", killed=1)
    (report,) = reports([first, event("a", char_start=90, same_event_id=first["event_id"])], articles_of([first]))
    assert (report.mentions, report.like_article_id, report.reason) == (2, None, "no other article tells of it")


def test_what_nothing_speaks_for_today_says_so():
    """Another report joined the two, and has been withdrawn since; or the rules were others."""
    elsewhere = event("b", day=date(2026, 1, 1), town=LILLE)
    assert told(event("a", day=DAY), elsewhere) == [(None, "joined by reports or rules of before")] * 2
