"""Which mentions of an article tell of one event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds

PUBLISHED = "2026-03-12T10:00:00Z"
SAME = [
    ("Six soldiers were killed as a result of an attack by rebels.", "killed", "attack"),
    ("Rebels bombed a mill in Lyon on Monday. That attack left oil on the beach in Lille.", "bombed", "attack"),
    ("Nine people were killed by landslides in Nepal on Monday. Two bridges were swept away by the floods.", "killed", "floods"),
    ("Ten pupils were abducted when bandits stormed a school in Niger.", "abducted", "stormed"),
    ("A drone struck a depot in Lyon on Monday, setting it on fire.", "struck", "setting"),
    ("Ten farmers were killed after gunmen raided a village in Niger.", "killed", "raided"),
]
APART = [
    ("Rebels killed six guards in Lyon on Monday. Two years ago nine bakers were murdered at the mill.", "killed", "murdered"),
    ("Rebels killed six guards in Lyon on Monday. They have been attacking convoys since May.", "killed", "attacking"),
    ("Nine people were killed by landslides in Nepal on Monday. Hundreds die in floods every year.", "landslides", "floods"),
    ("Rebels shot six guards in Niger. Separately, troops searched a hill. Bandits opened fire on them.", "shot", "opened"),
    ("Chad expelled two diplomats of Niger on Monday after the expulsion of six Chadian envoys.", "expelled", "expulsion"),
    ("Chad bombed a depot of Niger on Monday in retaliation for a raid on Sudan. The bombing lasted an hour.", "bombed", "raid"),
    ("Chad's premier met Norway's king on Monday. The talks between Malta and Cyprus stalled.", "met", "talks"),
    ("Gunmen raided a mill on Monday in revenge for an earlier attack on a farm. The raid lasted an hour.", "attack", "raid"),
    ("Rebels bombed a mill in Lyon on Monday. An attack in Lille left two dead.", "bombed", "attack"),
    ("Rebels bombed a mill in Lyon on Monday. That attack on Friday left oil in Lille.", "bombed", "attack"),
]

WORDS = seeds.read("events/newness").values()
APART += [tuple(entry["example"]) for entry in WORDS]
SAME += [tuple(entry["counter"]) for entry in WORDS]


@pytest.mark.parametrize(("text", "first", "second", "same"), [(*case, True) for case in SAME] + [(*case, False) for case in APART])
def test_two_mentions(text: str, first: str, second: str, same: bool, find: Callable) -> None:
    document, findings = find(text, published=PUBLISHED)
    at = {document.body[slice(*event.trigger)]: i for i, event in enumerate(findings.events)}
    assert (findings.events[at[second]].same_as == at[first]) == same


def test_the_harm_is_of_the_attack_that_it_came_of(find: Callable) -> None:
    _, findings = find("Six soldiers were killed as a result of an attack by rebels.", published=PUBLISHED)
    assert [(toll.measure, toll.best) for toll in findings.events[0].tolls] == [("killed", 6)]
