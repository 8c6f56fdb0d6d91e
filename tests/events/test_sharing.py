"""What one mention of an event leaves out, another one supplies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds
from transforms.document import Document
from transforms.records import Party

PUBLISHED = "2026-03-12T10:00:00Z"
SHARED = [
    # text, trigger, actor, target, basis of the actor
    ("Rebels attacked a mill in Lyon on Monday. The attack lasted an hour.", "attack", "Rebels", "a mill", "context"),
    ("Gunmen opened fire in a bar in Lyon on Monday. Nine cooks were killed.", "opened", "Gunmen", "Nine cooks", "sentence"),
    ("Gunmen opened fire in a bar in Lyon on Monday. Nine cooks were killed.", "killed", "Gunmen", "Nine cooks", "context"),
    ("A cook was shot dead in Lyon on Monday. Police said Adam Miller shot him.", "shot", "Adam Miller", "A cook", "context"),
    # the attackers who die are not their own victims
    ("Rebels attacked a mill in Lyon on Monday. Nine rebels were killed.", "killed", None, "Nine rebels", None),
    # of the murder of somebody else nothing is known
    ("Rebels attacked a mill in Lyon on Monday. Marchers denounced the murder of a judge.", "murder", None, "a judge", None),
    # what is only claimed says so
    ("A cook was shot dead in Lyon on Monday. Adam Miller is accused of shooting the cook.", "shot", "Adam Miller", "A cook", "claim"),
    ("A bomb killed nine cooks in Lyon on Monday. The Reed Army claimed responsibility.", "killed", "The Reed Army", "nine cooks", "claim"),
    ("A bomb killed nine cooks in Lyon on Monday. No group claimed responsibility.", "killed", None, "nine cooks", None),
    ("A cook was shot dead in Lyon on Monday. Adam Miller was charged with murder.", "shot", "Adam Miller", "A cook", "claim"),
    ("A cook was shot dead in Lyon on Monday. A baker was charged with fraud.", "shot", None, "A cook", None),
    # who is only described is named elsewhere
    (
        "Taliban fighters stormed a mill in Lyon on Monday. The attackers killed nine cooks.",
        "killed",
        "Taliban fighters",
        "nine cooks",
        "context",
    ),
    (
        "Taliban fighters stormed a mill in Lyon on Monday. The soldiers killed nine fighters.",
        "killed",
        "The soldiers",
        "nine fighters",
        "sentence",
    ),
    # who arrests
    ("Riot police detained nine cooks in Lyon. A baker was arrested at home.", "arrested", "Riot police", "A baker", "context"),
    (
        "Riot police detained nine cooks in Lyon. Soldiers detained a clerk. A baker was arrested at home.",
        "arrested",
        None,
        "A baker",
        None,
    ),
    # who clash are each other's
    ("Nine rebels were killed in a clash with soldiers in Lyon on Monday.", "clash", "Nine rebels", "soldiers", "context"),
    # whose deaths tell whom it was done to
    ("Gunmen raided a mill in Lyon on Monday. The raid left nine cooks dead.", "raid", "Gunmen", "nine cooks", "context"),
    ("Gunmen attacked a mill in Lyon on Monday, wounding four. The attack lasted an hour.", "attack", "Gunmen", "a mill", "context"),
    ("Rebels killed nine cooks in Lyon on Monday in an attack on a mill.", "attack", "Rebels", "a mill", "context"),
    ("Rebels attacked a mill on Monday. Nine rebels were killed and two others were wounded.", "wounded", None, "two others", None),
    (
        "Gunmen ambushed a convoy in Lyon on Monday. The killing of the nine guards shocked Lyon.",
        "killing",
        "Gunmen",
        "the nine guards",
        "context",
    ),
    ("A baker is charged in a shooting that wounded nine cooks.", "wounded", "A baker", "nine cooks", "claim"),
    # nobody did it
    ("Two trains collided in Lyon on Monday. Nine cooks were killed.", "killed", None, "Nine cooks", None),
]

CAMPS = [pytest.param(*camp[side], id=f"{camp['id']}-{side}") for camp in seeds.read("events/camps") for side in ("example", "counter")]


def told(document: Document, party: Party | None) -> str | None:
    return document.body[party.start : party.end].lower() if party else None


@pytest.mark.parametrize(("text", "trigger", "actor", "target", "basis"), SHARED)
def test_roles(find: Callable, text: str, trigger: str, actor: str | None, target: str | None, basis: str | None) -> None:
    document, findings = find(text, published=PUBLISHED)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    assert (told(document, event.actor), told(document, event.target)) == (actor and actor.lower(), target and target.lower())
    assert (event.actor and event.actor.basis) == basis


@pytest.mark.parametrize(("text", "trigger", "actor"), CAMPS)
def test_camps(find: Callable, text: str, trigger: str, actor: str | None) -> None:
    document, findings = find(text, published=PUBLISHED)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    assert told(document, event.actor) == (actor and actor.lower())
