"""Which weapons an event was done with: those that its trigger governs, never those that ward it off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

WEAPONS = [
    (
        "Eritrea launched 18 missiles and more than 400 drones in the combined attack.",
        "launched",
        [("missile", 18, 18), ("drone", 400, None)],
    ),
    ("Eritrea launched 18 missiles and more than 400 drones in the combined attack.", "attack", []),
    ("Eritrea fired a record number of 741 drones and missiles at Djibouti.", "fired", [("drone", 741, 741), ("missile", None, None)]),
    ("Two blasts shook the port, and residents saw flashes from air defence systems.", "blasts", []),
    ("Two cooks were shot with a pistol.", "shot", [("firearm", None, None)]),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), WEAPONS)
def test_weapons_of_an_event(find: Callable, text: str, trigger: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    document, findings = find(text)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    assert [(weapon.cls, weapon.count_low, weapon.count_high) for weapon in event.weapons] == expected
