"""Articles that tell several stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.events.segments import RUNNING, scopes

TELLING = frozenset({"shooting", "theft"})
STORIES = [
    ("A baker was shot.\n\nPolice are looking for two men.", (RUNNING, RUNNING)),
    ("LEEDS — A baker was shot.\n\nLYON — A mill burned down.\n\nIt was empty.", (RUNNING, 1, 1)),
    ("LEEDS — A baker was shot.\n\nLEEDS — He died on Monday.", (RUNNING, RUNNING)),
    (
        "Shooting: A baker was hit.\n\nTheft: A bicycle was taken.\n\nNoise: A band was told to stop.",
        (RUNNING, 1, 2),
    ),
    ("Shooting: A baker was hit.\n\nUpdate: He died.\n\nEarlier: Police were called.", (RUNNING, RUNNING, RUNNING)),
    ("Anna: A song of love.\n\nBerta: A song of loss.\n\nClara: A song of war.", (RUNNING, RUNNING, RUNNING)),
    ("A baker was shot.\n\n• A cook was stabbed.\n\n• A mill burned down.", (RUNNING, 1, 2)),
    ("A baker was shot.\n\nIn other news, a mill burned down.\n\nIt was empty.", (RUNNING, 1, 1)),
]


@pytest.mark.parametrize(("text", "expected"), STORIES)
def test_stories(text: str, expected: tuple[int, ...], annotate: Callable) -> None:
    document = annotate(text)
    by_sentence = scopes(document, TELLING)
    by_paragraph = {sentence.paragraph: scope for sentence, scope in zip(document.sentences, by_sentence, strict=True)}
    assert tuple(by_paragraph.values()) == expected


def test_places_do_not_leak(find: Callable) -> None:
    text = "LEEDS — Gunmen shot a baker on Monday.\n\nLYON — A mill burned down on Tuesday. Police said gunmen killed a guard."
    document, findings = find(text, published="2026-03-12T10:00:00Z")
    told = {document.body[slice(*event.trigger)]: event for event in findings.events}
    assert {name: document.body[slice(*event.place_span)] for name, event in told.items() if event.place_span} == {
        "shot": "LEEDS",
        "burned": "LYON",
        "killed": "LYON",
    }
    assert told["killed"].same_as != 0
