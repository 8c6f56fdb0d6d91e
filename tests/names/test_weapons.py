"""The weapon lexicon: every class finds its examples and none of its counterexamples."""

import pytest

import seeds
from transforms.names import find_names

CLASSES = seeds.read("names/weapons")["classes"]
EXAMPLES = [(name, text) for name, entry in CLASSES.items() for text in entry["examples"]]
COUNTEREXAMPLES = [(name, text) for name, entry in CLASSES.items() for text in entry["counterexamples"]]


def weapons(document, knowledge):
    mentions = find_names(document, (), knowledge.names, knowledge.gazetteer)
    return [(document.body[m.start : m.end], m.rule_id) for m in mentions if m.label == "WEAPON"]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_example(annotate, knowledge, name, text):
    assert f"names.weapon.{name}" in {rule for _, rule in weapons(annotate(text), knowledge)}


@pytest.mark.parametrize(("name", "text"), COUNTEREXAMPLES)
def test_counterexample(annotate, knowledge, name, text):
    assert not weapons(annotate(text), knowledge)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("two car bombs", "bomb"),
        ("AK-47s", "firearm"),
        ("more than 400 drones", "drone"),
        ("a rocket-propelled grenade launcher", "grenade"),
        ("kitchen knives", "knife"),
        ("F-16", "aircraft"),
        ("house", None),
        ("", None),
    ],
)
def test_class_of_a_phrase(knowledge, text, cls):
    assert knowledge.names.weapon_class(text) == cls


def test_words_that_are_weapons_only_among_others(annotate, knowledge):
    alone = "A helicopter took the injured climber to hospital."
    among = "Rockets and mortars hit the base, and a helicopter was destroyed on the ground."
    assert weapons(annotate(alone), knowledge) == []
    assert "helicopter" in [text for text, _ in weapons(annotate(among), knowledge)]


def test_a_weapon_before_what_is_no_deed_is_no_mention(annotate, knowledge):
    assert weapons(annotate("The mortar team slept."), knowledge) == []
    assert [text for text, _ in weapons(annotate("A mortar attack woke the town."), knowledge)] == ["mortar"]
    assert [text for text, _ in weapons(annotate("A car bomb blast shook the town."), knowledge)] == ["car bomb"]
