"""What headlines say of the dead and hurt."""

from __future__ import annotations

import pytest

from transforms.tolls import heard

HEADLINES = [
    ("Four teens shot outside a cinema in Leeds", {"shot": 4}),
    ("2 dead, 5 hurt in a fire at the docks", {"killed": 2, "injured": 5}),
    ("Blast kills 12, injures 30 at a mill", {"killed": 12, "injured": 30}),
    ("Man guilty of a shootout that killed 1, injured 15", {"killed": 1, "injured": 15}),
    ("Gunman shoots three at a bar", {"shot": 3}),
    ("Drive-by shooting wounds nine", {"injured": 9}),
    ("3 people wounded, 2 arrested at a fair", {"injured": 3}),
    ("Baker dies after a shooting in Mill Lane", {"one_death": True}),
    ("Couple, two cooks dead in Mill Lane", {}),
    ("Mill Lane reopens", {}),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_headline(headline, expected, knowledge):
    found = heard(headline, knowledge.events.tolls)
    assert {name: value for name, value in found._asdict().items() if value} == expected
