"""ACLED's sub-event type of a sentence's main event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    ("Militants attacked an army post near the lake.", "Armed clash"),
    ("Rebels killed four soldiers in an ambush.", "Armed clash"),
    ("Gunmen killed four farmers near the lake.", "Attack"),
    ("Four farmers were killed when warplanes bombed a mill.", "Air/drone strike"),
    ("Four farmers were killed when a suicide bomber struck the mill.", "Suicide bomb"),
    ("A landmine killed four farmers on their way home.", "Remote explosive/landmine/IED"),
    ("Two youths threw a grenade into a bar.", "Grenade"),
    ("The army shelled the port.", "Shelling/artillery/missile attack"),
    ("Planes dropped chlorine on the suburb.", "Chemical weapon"),
    ("Soldiers raped two women at a roadblock.", "Sexual violence"),
    ("Gunmen kidnapped a priest on Sunday.", "Abduction/forced disappearance"),
    ("Students marched through the capital on Friday.", "Peaceful protest"),
    ("Police fired tear gas at protesters outside the ministry.", "Protest with intervention"),
    ("Troops opened fire on protesters outside the ministry.", "Excessive force against protesters"),
    ("Protesters burned tyres and threw stones at the ministry during a rally.", "Violent demonstration"),
    ("A mob lynched a suspected thief.", "Mob violence"),
    ("The army recaptured the town from the rebels.", "Government regains territory"),
    ("Rebels captured the town after a week of battle.", "Non-state actor overtakes territory"),
    ("Rebels took control of the town after soldiers withdrew.", "Non-violent transfer of territory"),
    ("The army and the rebels agreed to a ceasefire.", "Agreement"),
    ("Police arrested nine activists in the capital.", "Arrests"),
    ("Sappers defused a bomb beneath the bridge.", "Disrupted weapons use"),
    ("Customs officers seized 40 rifles at the port.", "Disrupted weapons use"),
    ("The army set up a checkpoint on the ring road.", "Headquarters or base established"),
    ("A mob looted shops in the old quarter.", "Looting/property destruction"),
    ("The clans formed a militia in the north.", "Change to group/activity"),
    ("The minister praised Ghana for its patience.", None),
]


@pytest.mark.parametrize(("text", "sub_event"), CASES)
def test_sub_event_type(find: Callable, text: str, sub_event: str | None) -> None:
    _, findings = find(text)
    typed = [event for event in findings.events if event.acled_sub_event_type]
    event = min(typed, key=lambda event: (-event.confidence, event.start), default=None)
    assert (event and event.acled_sub_event_type) == sub_event
