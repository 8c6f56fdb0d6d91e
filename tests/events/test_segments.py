"""Articles that tell several stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds
from transforms.events.phrases import compiled
from transforms.events.segments import RUNNING, scopes
from transforms.knowledge import Knowledge

TELLING = frozenset({"shooting", "theft"})
FIRST, SECOND = RUNNING - 1, RUNNING - 2
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
    (
        (
            "Two separate shootings left a baker dead and a cook wounded.\n\nThe first shooting was in Mill Lane.\n\nThe baker died.\n\n"
            "The second happened at the docks.\n\nNo arrests were made in either shooting."
        ),
        (RUNNING, FIRST, FIRST, SECOND, RUNNING),
    ),
    (
        (
            "Three people were wounded in overnight shootings.\n\nA baker was shot at 11:30 p.m. in Mill Lane.\n\nHe is stable.\n\n"
            "Police were called to the docks about 2 a.m. and found two cooks."
        ),
        (RUNNING, FIRST, FIRST, SECOND),
    ),
    (
        (
            "Two men were killed in weekend shootings.\n\nIn Old Harbour, a baker was killed on a porch.\n\nHe was 40.\n\n"
            "Friday night, a cook was shot in his car."
        ),
        (RUNNING, FIRST, FIRST, SECOND),
    ),
    ("Gunfire wounded a baker, one of a number of shootings.\n\nIn Old Harbour, a cook was shot.", (RUNNING, RUNNING)),
    ("Two shootings left a baker dead.\n\nHe was found at 11:30 p.m. in Mill Lane.", (RUNNING, RUNNING)),
    ("A baker was shot.\n\nThe second shot hit a door at 11:30 p.m.\n\nThe first incident was a theft.", (RUNNING, RUNNING, RUNNING)),
]

PATTERNS = seeds.read("events/round_ups")["patterns"]


@pytest.mark.parametrize("name", PATTERNS)
def test_phrases_of_round_ups(name: str) -> None:
    pattern = compiled(seeds.read("events/round_ups"))[name]
    assert pattern.search(PATTERNS[name]["example"])
    assert not pattern.search(PATTERNS[name]["counter"])


@pytest.mark.parametrize(("text", "expected"), STORIES)
def test_stories(text: str, expected: tuple[int, ...], annotate: Callable, knowledge: Knowledge) -> None:
    document = annotate(text)
    by_sentence = scopes(document, TELLING, knowledge.events.round_ups)
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


def test_cases_of_running_text_have_tolls_of_their_own(find: Callable) -> None:
    text = (
        "Two separate shootings in Leeds left one man dead and three people wounded on Monday, police said.\n\n"
        "The first shooting happened at 9 p.m. in Mill Lane. A 40-year-old baker was shot and died at the scene.\n\n"
        "The second shooting was reported at 11 p.m. at the docks. Two men and a woman were shot in the legs."
    )
    _, findings = find(text, published="2026-03-12T10:00:00Z", headline="1 dead, 3 hurt in two Leeds shootings")
    tolls = [{toll.measure: toll.best for toll in reversed(event.tolls)} for event in findings.events if event.same_as is None]
    assert {"killed": 1} in tolls
    assert {"injured": 3} in tolls
    assert all(event.is_general for event in findings.events if event.start == 0)


def test_who_died_is_not_counted_to_the_vigil(find: Callable) -> None:
    text = (
        "Friends gathered for a vigil for Will Reed in Leeds on Monday night.\n\n"
        "Police found the 18-year-old shot several times in a car last Tuesday. They believe that the shooting was targeted."
    )
    _, findings = find(text, published="2026-03-12T10:00:00Z", headline="Vigil held for teen found shot to death")
    tolls = {event.event_type: [toll.best for toll in event.tolls] for event in findings.events if event.same_as is None}
    assert tolls["ASSAULT"] == [1]
    assert tolls.get("PROTEST", []) == []
