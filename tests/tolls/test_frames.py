"""Every frame of the seeds finds its example and leaves its counter-example alone."""

from __future__ import annotations

import pytest

import seeds
from transforms.tolls import find_casualties, reckon

FRAMES = seeds.read("tolls/frames")
KINDS = seeds.read("tolls/kinds")


def best(find, knowledge, text: str) -> dict[str, int | None]:
    document, findings = find(text)
    tolls = reckon(find_casualties(document, findings, knowledge.events.tolls))
    return {toll.measure: toll.best for toll in reversed(tolls)}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame["id"])
def test_example(frame, find, knowledge):
    example = dict(frame["example"])
    assert best(find, knowledge, example.pop("text")) == example


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame["id"])
def test_counterexample(frame, find, knowledge):
    document, findings = find(frame["counter"]["text"])
    assert find_casualties(document, findings, knowledge.events.tolls) == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["id"])
@pytest.mark.parametrize("side", ["example", "counter"])
def test_kinds_of_people(kind, side, find, knowledge):
    expected = dict(kind[side])
    assert best(find, knowledge, expected.pop("text")) == expected


def test_frames_have_ids_of_their_own():
    assert len({frame["id"] for frame in FRAMES}) == len(FRAMES)
