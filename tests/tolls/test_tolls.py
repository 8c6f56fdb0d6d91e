"""What a text's casualties add up to."""

from __future__ import annotations

import pytest

from transforms.tolls import find_casualties, reckon

TOLLS = [
    # one clause
    ("A clerk was shot dead on Monday.", {"killed": 1}),
    ("Three soldiers were killed and eleven were wounded.", {"killed": 3, "injured": 11}),
    ("2 killed, 6 hurt in market blast", {"killed": 2, "injured": 6}),
    ("The explosion left four workers dead and nine injured.", {"killed": 4, "injured": 9}),
    ("A bomb killed at least 30 people and wounded more than 100.", {"killed": 30, "injured": 100}),
    # what adds up, and what does not
    ("Two women, a nurse, 31, and a teacher, 58, were killed.", {"killed": 2}),
    ("At least 18 people, including six children, were killed.", {"killed": 18}),
    ("The bomber killed himself and five others.", {"killed": 6}),
    ("Four monks and their two cooks were murdered by soldiers.", {"killed": 6}),
    ("A man shot dead his wife, his son and himself.", {"killed": 3}),
    ("A man was killed and three others were wounded.", {"killed": 1, "injured": 3}),
    ("A woman was shot in the arm and a man was shot in the foot.", {"injured": 2}),
    # shot is not yet killed
    ("Five people were shot, two fatally, police said.", {"killed": 2, "injured": 3}),
    ("Six people were shot at a fair. One of them died on the way to hospital.", {"killed": 1, "injured": 5}),
    ("A teenager was shot on Elm Street. The boy died at the scene.", {"killed": 1}),
    ("Anna Kovacs, 24, was taken to hospital, where she was pronounced dead.", {"killed": 1}),
    ("A 40-year-old man was shot. He was in critical condition on Sunday.", {"injured": 1}),
    # the same people told of again
    ("A man was killed on Friday. The victim was named as Tom Reed, 52. Reed died of a gunshot wound.", {"killed": 1}),
    ("Two brothers were killed. Amir Haddad, 19, died at once. Sami Haddad, 22, died later.", {"killed": 2}),
    ("Lena Fox, 20, was killed. Paul Gray, 31, was killed too.", {"killed": 2}),
    # nobody, and what did not happen
    ("No one was hurt.", {"killed": 0, "injured": 0}),
    ("There were no casualties.", {"killed": 0, "injured": 0}),
    ("The guard was not injured.", {}),
    ("He tried to kill his neighbour.", {}),
    ("Rebels threatened to execute two hostages.", {}),
    ("The quake could kill thousands of people.", {}),
    ("If the patient dies, the court will meet again.", {}),
    # figures of more than this event
    ("So far this year, 212 people have been killed in the city.", {}),
    # other measures
    ("Gunmen kidnapped two engineers and a driver.", {"captured": 3}),
    ("Nine hikers are missing.", {"missing": 9}),
    ("Some 4,000 people have been displaced.", {"displaced": 4000}),
]


@pytest.mark.parametrize(("text", "expected"), TOLLS)
def test_figure(text, expected, find, knowledge):
    document, findings = find(text)
    tolls = reckon(find_casualties(document, findings, knowledge.events.tolls))
    assert {toll.measure: toll.best for toll in reversed(tolls)} == expected


BOUNDS = [
    ("At least 12 people were killed.", (12, 12, None)),
    ("Up to 12 people were killed.", (None, 12, 12)),
    ("Dozens of people were killed.", (24, None, None)),
    ("Between 10 and 15 people were killed.", (10, None, 15)),
    ("Twelve people were killed.", (12, 12, 12)),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_bounds(text, expected, find, knowledge):
    document, findings = find(text)
    toll = reckon(find_casualties(document, findings, knowledge.events.tolls))[0]
    assert (toll.low, toll.best, toll.high) == expected


def test_a_sum_lists_its_parts_with_their_places(find, knowledge):
    document, findings = find("Lena Fox, 20, was killed in her car. Paul Gray, 31, was killed at home.")
    total, *parts = reckon(find_casualties(document, findings, knowledge.events.tolls))
    assert (total.best, total.rule_id) == (2, "sum")
    assert [document.body[part.start : part.end] for part in parts] == ["Lena Fox, 20, was killed", "Paul Gray, 31, was killed"]
