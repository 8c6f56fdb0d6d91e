"""Every rule of the grammar finds its own examples, with their values, and leaves its counter-examples alone."""

import pytest

import seeds
from transforms.times.values import FUNCTIONS

RULES = seeds.read("times/rules")["rules"]
EXAMPLES = [(rule["id"], text, expected) for rule in RULES for text, expected in rule["examples"]]
COUNTER_EXAMPLES = [(rule["id"], text) for rule in RULES for text in rule["counter_examples"]]


@pytest.mark.parametrize(("rule", "text", "expected"), EXAMPLES)
def test_rule_finds_its_examples(times, rule, text, expected):
    found = times(text)
    values = [str(value) for value in (expected if isinstance(expected, list) else [expected])]
    assert [time.value for time in found] == values
    assert rule in {time.rule_id for time in found}


@pytest.mark.parametrize(("rule", "text"), COUNTER_EXAMPLES)
def test_rule_leaves_its_counter_examples(times, rule, text):
    assert not [time for time in times(text) if time.rule_id == rule and time.value]


def test_every_rule_has_both_and_a_function():
    assert len({rule["id"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule["examples"], rule["id"]
        assert rule["counter_examples"], rule["id"]
    assert {rule["value"] for rule in RULES} == set(FUNCTIONS)
