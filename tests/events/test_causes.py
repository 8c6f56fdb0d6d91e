"""Harm has the type of its cause, and the actor of the attack that it happened in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.records import Event

HARMS = [
    # the cause in the clause
    ("An earthquake killed nine people in the valley.", "killed", "DISASTER", "earthquake"),
    ("Nine people were killed by an avalanche.", "killed", "DISASTER", "avalanche"),
    ("Nine people were injured in a bus crash near the dam.", "injured", "ACCIDENT", "crash"),
    ("A gas explosion killed a cook.", "killed", "ACCIDENT", "explosion"),
    ("Five people were killed in an explosion at a firecracker factory.", "killed", "ACCIDENT", "explosion"),
    ("Five people were killed in an explosion at a factory that rebels bombed.", "killed", "ASSAULT", "explosives"),
    ("A fire that killed nine workers was put out at noon.", "killed", "ACCIDENT", "fire"),
    ("Nine houses collapsed in the earthquake on Monday.", "collapsed", "DISASTER", "earthquake"),
    ("A landmine killed a cook.", "killed", "ASSAULT", "explosives"),
    # in another clause of the sentence
    ("A minibus plunged off a bridge on Monday, killing nine people.", "killing", "ACCIDENT", "crash"),
    ("Nine people were killed when the river burst its banks.", "killed", "DISASTER", "flood"),
    ("Nine people were killed when gunmen stormed a bar.", "killed", "ASSAULT", None),
    # in the sentences before
    ("A storm tore through the delta on Monday. Nine people were killed.", "killed", "DISASTER", "storm"),
    ("Two trains collided near the dam. Two cooks were killed.", "killed", "ACCIDENT", "crash"),
    ("Gunmen attacked a convoy. Nine people were killed.", "killed", "ASSAULT", None),
    # somebody did it
    ("After the flood, a looter killed a guard.", "killed", "ASSAULT", None),
    # water is a cause like others
    ("Two boys drowned in the reservoir.", "drowned", "ACCIDENT", "drown"),
    ("A typhoon hit the coast on Monday. Two boys drowned.", "drowned", "DISASTER", "storm"),
]


def told(find: Callable, text: str, trigger: str) -> tuple[str, Event]:
    document, findings = find(text)
    return document.body, next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)


@pytest.mark.parametrize(("text", "trigger", "event_type", "mode"), HARMS)
def test_harm_has_the_type_of_its_cause(find: Callable, text: str, trigger: str, event_type: str, mode: str | None) -> None:
    _, event = told(find, text, trigger)
    assert (event.event_type, event.event_mode) == (event_type, mode)
    assert event_type == "ASSAULT" or event.actor is None


def test_harm_without_a_cause_is_less_sure_to_be_an_assault(find: Callable) -> None:
    _, open_cause = told(find, "Nine people were killed in the valley on Monday.", "killed")
    _, attack = told(find, "Nine people were killed by gunmen in the valley on Monday.", "killed")
    assert open_cause.event_type == "ASSAULT"
    assert open_cause.confidence < attack.confidence - 0.2


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Nine people were wounded in Russian airstrikes on the port.", "wounded", "Russian"),
        ("Nine people were killed after a Ukrainian drone hit a van.", "killed", "Ukrainian"),
        ("Two people were killed and nine wounded in an attack by rebels.", "killed", "rebels"),
        ("Two people were killed in clashes between the army and rebels.", "killed", None),
    ],
)
def test_harm_has_the_actor_of_its_attack(find: Callable, text: str, trigger: str, actor: str | None) -> None:
    body, event = told(find, text, trigger)
    assert (event.actor and body[event.actor.start : event.actor.end]) == actor


def test_fires_that_an_attack_caused_are_no_accidents(find: Callable) -> None:
    _, findings = find("Rockets hit the port on Monday. Firefighters put out a blaze in a warehouse.")
    assert {event.event_type for event in findings.events} == {"ASSAULT"}


def test_a_blaze_after_a_wildfire_is_the_wildfire(find: Callable) -> None:
    _, findings = find("A wildfire destroyed nine homes on Monday. The blaze was under control at noon.")
    assert {(event.event_type, event.event_mode) for event in findings.events} == {("DISASTER", "fire")}
