"""What kind of event a sentence tells, and between whom: one sentence or more for every kind that CAMEO knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from transforms.document import Document
from transforms.records import Event, Party

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yml").read_text("utf8"))


def main_event(events: tuple[Event, ...]) -> Event:
    """The surest event, and of two the earlier one."""
    return min(events, key=lambda event: (-event.confidence, event.start))


def words(document: Document, party: Party | None) -> str:
    return document.body[party.start : party.end].lower() if party else ""


@pytest.mark.parametrize(("event_type", "mode", "actor", "target", "sentence"), SENTENCES, ids=[row[4][:50] for row in SENTENCES])
def test_main_event_of_a_sentence(find: Callable, event_type: str, mode: str, actor: str, target: str, sentence: str) -> None:
    document, findings = find(sentence)
    event = main_event(findings.events)
    assert event.event_type == event_type
    assert not mode or event.event_mode == mode
    assert actor.lower() in words(document, event.actor)
    assert target.lower() in words(document, event.target)


def test_every_plover_type_has_a_sentence(knowledge: object) -> None:
    ours = {"CRIME", "LEGAL", "DISASTER", "ACCIDENT", "DEATH", "ELECTION"}
    types = {event_type for event_type, _ in knowledge.events.ontology.classes} - ours
    assert types == {row[0] for row in SENTENCES} - ours
