"""Which weapons an event was done with: those that its trigger governs, never those that ward it off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds

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
    ("Eritrea fired six Kalibr missiles at Djibouti.", "fired", [("missile", 6, 6)]),
    ("Gunmen armed with Kalashnikovs attacked a bar.", "attacked", [("firearm", None, None)]),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), WEAPONS)
def test_weapons_of_an_event(find: Callable, text: str, trigger: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    document, findings = find(text)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    assert [(weapon.cls, weapon.count_low, weapon.count_high) for weapon in event.weapons] == expected


LISTS = seeds.read("events/arming")


@pytest.mark.parametrize("name", LISTS)
def test_words_tell_weapons_that_were_used(name: str, find: Callable) -> None:
    for (text, trigger, weapon), used in ((LISTS[name]["example"], False), (LISTS[name]["counter"], True)):
        document, findings = find(text)
        event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
        assert (weapon in {document.body[found.start : found.end] for found in event.weapons}) == used
