"""What an article only speaks of, and what it tells of: only the second is an incident."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.events.completion import TALLY

PUBLISHED = "2026-03-12T10:00:00Z"
SPOKEN_OF = [
    ("The premier said attacks on farmers hurt the whole country.", "attacks"),
    ("The premier said any attack on farmers hurt the whole country.", "attack"),
    ("The road has often been attacked by rebels.", "attacked"),
    ("Bombings were common in those years.", "Bombings"),
    ("Some 1,600 farmers were murdered in 2019.", "murdered"),
]
TOLD = [
    ("Rebels carried out two ambushes on the highway.", "ambushes"),
    ("The attacks on farmers shook the country.", "attacks"),
    ("Air strikes in Leeds frightened the bakers.", "strikes"),
    ("Clashes on Monday frightened the bakers.", "Clashes"),
    ("Six soldiers were killed as a result of an attack by rebels.", "attack"),
    ("Mortar attacks on a farm frightened the bakers.", "attacks"),
    ("Talks between Chad and Sudan must wait.", "Talks"),
    (f"Some {TALLY - 1} farmers were murdered in 2019.", "murdered"),
    ("Some 1,600 farmers were murdered in Chad in 2019.", "murdered"),
    ("Some 1,600 farmers were murdered on Monday.", "murdered"),
]


@pytest.mark.parametrize(("text", "trigger", "general"), [(*case, True) for case in SPOKEN_OF] + [(*case, False) for case in TOLD])
def test_is_general(text: str, trigger: str, general: bool, find: Callable) -> None:
    document, findings = find(text, published=PUBLISHED)
    found = [event.is_general for event in findings.events if document.body[slice(*event.trigger)] == trigger]
    assert found == [general]
