"""Every frame of the lexicon by its own examples, and what the seeds may not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import seeds
from transforms.events.detection import detect
from transforms.events.lexicon import FRAME_FILES, EventLexicon
from transforms.events.ontology import ACLED_EVENT_TYPES, Ontology
from transforms.records import Findings

FRAMES = [frame for name in FRAME_FILES for frame in seeds.read(f"events/{name}")]
EXAMPLES = [(frame["id"], text) for frame in FRAMES for text in frame["examples"]]
COUNTERS = [(frame["id"], text) for frame in FRAMES for text in frame["counters"]]
MEANS = seeds.read("events/means")


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return EventLexicon.build(seeds.read)


def frames_in(text: str, annotate: Callable, lexicon: EventLexicon) -> set[str]:
    return {event.rule_id.rsplit("-", 1)[0] for event in detect(annotate(text), Findings(), lexicon)}


@pytest.mark.parametrize(("frame", "text"), EXAMPLES)
def test_example_evokes_its_frame(frame: str, text: str, annotate: Callable, lexicon: EventLexicon) -> None:
    assert frame in frames_in(text, annotate, lexicon)


@pytest.mark.parametrize(("frame", "text"), COUNTERS)
def test_counter_example_does_not(frame: str, text: str, annotate: Callable, lexicon: EventLexicon) -> None:
    assert frame not in frames_in(text, annotate, lexicon)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame["id"])
def test_counter_example_has_a_trigger_of_its_frame(frame: dict[str, Any], annotate: Callable) -> None:
    """A counter-example without the trigger's word would prove nothing."""
    lemmas = {lemma for pattern in [*frame.get("verbs", ()), *frame.get("nouns", ())] for lemma in pattern.split()[0].split("|")}
    for text in frame["counters"]:
        assert lemmas & {form for token in annotate(text).tokens for form in (token.lemma, token.lower)}, text


def test_frames_have_names_of_their_own_and_both_kinds_of_examples() -> None:
    assert len({frame["id"] for frame in FRAMES}) == len(FRAMES)
    assert all(frame["examples"] and frame["counters"] for frame in FRAMES)
    assert all(0 < frame["confidence"] < 1 for frame in FRAMES)


@pytest.mark.parametrize("means", MEANS, ids=lambda means: means["mode"])
def test_means_are_told_by_the_sentence(means: dict[str, Any], annotate: Callable, lexicon: EventLexicon) -> None:
    def modes(text: str) -> set[str | None]:
        return {event.event_mode for event in detect(annotate(text), Findings(), lexicon)}

    assert means["mode"] in modes(means["example"])
    assert means["mode"] not in modes(means["counter"])


def test_acled_has_6_event_types_and_25_sub_event_types() -> None:
    assert len(ACLED_EVENT_TYPES) == 6
    assert len({sub for subs in ACLED_EVENT_TYPES.values() for sub in subs}) == 25


def test_plover_has_16_types_with_their_quad_classes(lexicon: EventLexicon) -> None:
    quads = {
        event_type: found.quad_class for (event_type, mode), found in lexicon.ontology.classes.items() if mode is None and found.quad_class
    }
    assert quads == {
        "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
        "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "MOBILIZE": 4, "SANCTION": 4, "COERCE": 4, "ASSAULT": 4,
    }  # fmt: skip


def test_intensity_follows_the_quad_class(lexicon: EventLexicon) -> None:
    """Cooperation is above zero, conflict below but for a mere wish to meet or be helped."""
    for (event_type, mode), found in lexicon.ontology.classes.items():
        assert -10 <= found.intensity <= 10
        if found.quad_class in (1, 2):
            assert found.intensity > 0, (event_type, mode)
        elif found.quad_class == 4 or event_type in ("REJECT", "THREATEN"):
            assert found.intensity < 0, (event_type, mode)


def test_a_sub_event_type_unknown_to_acled_is_refused() -> None:
    with pytest.raises(ValueError, match="no sub-event type of ACLED"):
        Ontology.build({"PROTEST": {"cameo": 14, "quad": 4, "intensity": -6, "acled": "Loud protest"}})
