"""Every class of cues, by the example and the counter-examples that stand beside it in the seeds."""

from __future__ import annotations

from typing import Any

import pytest

import seeds
from transforms.schema.fields import FORCES

KINDS = ("verbs", "nouns", "adjectives", "phrases")
CLASSES = [(kind, entry) for kind in KINDS for entry in seeds.read(f"quotes/{kind}")]
CHANNELS = seeds.read("quotes/channels")


def named(entry: tuple[str, dict[str, Any]]) -> str:
    return f"{entry[0]}:{entry[1]['id']}"


@pytest.mark.parametrize("entry", CLASSES, ids=named)
def test_the_example_of_a_class_is_found(entry, quotes):
    _, cues = entry
    example = cues["example"]
    found = quotes(example["text"])
    assert (example["content"], example["speaker"], example["cue"]) in [(text, speaker, cue) for text, speaker, cue, _ in found]
    record = next(quote for text, _, _, quote in found if text == example["content"])
    assert record.rule_id.startswith(cues["id"])
    assert record.force == cues["force"]
    assert record.kind == "indirect"


@pytest.mark.parametrize("entry", CLASSES, ids=named)
def test_a_counter_example_gives_nothing(entry, quotes):
    for text in entry[1]["counters"]:
        assert [found[:3] for found in quotes(text)] == []


@pytest.mark.parametrize("entry", CLASSES, ids=named)
def test_a_class_says_what_it_must(entry):
    kind, cues = entry
    assert cues["force"] in FORCES
    words = cues["nouns" if kind == "phrases" else kind]
    assert len(words) == len(set(words)), "a cue stands twice in one class"
    assert all(isinstance(complement, str) for complement in cues.get("content", ())), "YAML reads a bare 'on' as true"
    assert cues["counters"]


@pytest.mark.parametrize("entry", seeds.read("quotes/deeds"), ids=lambda entry: entry["id"])
def test_a_deed_is_no_quote(entry, quotes):
    assert quotes(entry["example"]) == []
    assert quotes(entry["counter"])


def test_ids_are_unique():
    ids = [cues["id"] for _, cues in CLASSES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("entry", CHANNELS, ids=lambda entry: entry["channel"])
def test_channels(entry, quotes):
    assert [quote.channel for *_, quote in quotes(entry["example"]["text"])] == [entry["example"]["channel"]]
    for text in entry["counters"]:
        assert {quote.channel for *_, quote in quotes(text)} == {None}


def test_confidences_are_shares():
    confidence = seeds.read("quotes/confidence")
    assert 0 < confidence["other"] < 1
    assert all(0 < share < 1 for share in confidence["rules"].values())
