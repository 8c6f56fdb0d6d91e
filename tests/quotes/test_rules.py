"""Every rule that is code, by the example and the counter-example that stand beside it in the seeds."""

from __future__ import annotations

import pytest

import seeds

RULES = seeds.read("quotes/rules")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_the_example_of_a_rule(rule, find):
    example = rule["example"]
    text = example["text"]
    _, findings = find(text)
    rows = [
        (
            text[quote.start : quote.end],
            text[slice(*quote.speaker)] if quote.speaker else None,
            text[slice(*quote.cue)] if quote.cue else None,
        )
        for quote in findings.quotes
        if quote.rule_id.partition(":")[0] == rule["id"]
    ]
    assert (example["said"], example.get("speaker"), example.get("cue")) in rows


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_the_counter_example_of_a_rule(rule, find):
    _, findings = find(rule["counter"])
    assert rule["id"] not in [quote.rule_id.partition(":")[0] for quote in findings.quotes]
