"""Lemmas where the pipeline's own rules leave a choice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

LEMMAS = [
    ("Monks staged a march.", "staged", "stage"),
    ("Soldiers raped a woman.", "raped", "rape"),
    ("The court fined the firm.", "fined", "fine"),
    ("They speed up.", "speed", "speed"),
    ("They need rain.", "need", "need"),
    ("They agreed.", "agreed", "agree"),
    ("They hoped for rain.", "hoped", "hope"),
    ("They planned a raid.", "planned", "plan"),
    ("He stopped the car.", "stopped", "stop"),
    ("They set up two bases.", "bases", "base"),
    ("The press was barred.", "press", "press"),
    ("They reached a consensus.", "consensus", "consensus"),
    ("The gas spread.", "gas", "gas"),
    ("The news spread.", "news", "news"),
    ("Two buses burned.", "buses", "bus"),
    ("The armies met.", "armies", "army"),
    ("The former mayor spoke.", "former", "former"),
    ("This mill is larger than that one.", "larger", "large"),
]


@pytest.mark.parametrize(("text", "word", "lemma"), LEMMAS)
def test_lemma(annotate: Callable, text: str, word: str, lemma: str) -> None:
    [token] = [token for token in annotate(text).tokens if token.text == word]
    assert token.lemma == lemma
