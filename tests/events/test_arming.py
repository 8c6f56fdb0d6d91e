"""Which weapons an event was done with: those that its trigger governs, never those that ward it off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

WEAPONS = [
    (
        "Eritrea launched 24 missiles and at least 310 drones in the joint attack.",
        "launched",
        [("missile", 24, 24), ("drone", 310, None)],
    ),
    ("Eritrea launched 24 missiles and at least 310 drones in the joint attack.", "attack", []),
    ("Eritrea fired an unheard-of 530 drones and missiles at Djibouti.", "fired", [("drone", 530, 530), ("missile", None, None)]),
    ("Two blasts shook the port, and residents saw flashes from air defence systems.", "blasts", []),
    ("Two cooks were shot with a pistol.", "shot", [("firearm", 1, 1)]),
    ("Rebels dynamited the bridge at Puerto Alto.", "dynamited", [("explosive", None, None)]),
    ("A tanker lorry and an army truck hit a roadside bomb near the dam.", "bomb", [("bomb", 1, 1)]),
    ("Rebels attacked the post with mortars and fled with nine rifles.", "attacked", [("artillery", None, None)]),
    ("Three guards died in a gun battle with smugglers.", "battle", []),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), WEAPONS)
def test_weapons_of_an_event(find: Callable, text: str, trigger: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    document, findings = find(text)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    assert [(weapon.cls, weapon.count_low, weapon.count_high) for weapon in event.weapons] == expected
