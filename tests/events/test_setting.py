"""Where and when an event was, and where the text does not tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.records import Event

PUBLISHED = "2026-03-12T10:00:00Z"
PLACES = [
    ("Gunmen shot a baker in Leeds.", "shot", "Leeds"),
    ("A Leeds shooting killed a baker.", "shooting", "Leeds"),
    ("The premier accused Chad of spying.", "accused", None),
    ("The premier met the Leeds mayor on Monday.", "met", None),
    ("A baker from Leeds was shot in Bradford.", "shot", "Bradford"),
    ("The premier rejected an offer to attend talks in Leeds.", "rejected", None),
]
DAYS = [
    ("Gunmen shot a baker on Tuesday.", "shot", "2026-03-10"),
    ("Gunmen shot a baker. The premier has criticised the mayor for years.", "criticised", None),
    ("The mayor spoke. A baker was shot on Monday. “We lost him today,” said his wife.", "shot", "2026-03-09"),
    ("A look back.\n\nMarch 2019: A gunman killed a baker.", "killed", "2019-03-01"),
    ("A baker lives on Elm Street. Two men came to his door on Tuesday. They shot him.", "shot", "2026-03-10"),
]


def event_at(find: Callable, text: str, trigger: str) -> tuple[str, Event]:
    document, findings = find(text, published=PUBLISHED)
    return document.body, next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)


@pytest.mark.parametrize(("text", "trigger", "place"), PLACES)
def test_place(text: str, trigger: str, place: str | None, find: Callable) -> None:
    body, event = event_at(find, text, trigger)
    assert (body[slice(*event.place_span)] if event.place_span else None) == place


@pytest.mark.parametrize(("text", "trigger", "day"), DAYS)
def test_day(text: str, trigger: str, day: str | None, find: Callable) -> None:
    _, event = event_at(find, text, trigger)
    assert (str(event.event_date) if event.event_date else None) == day
