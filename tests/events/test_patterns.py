"""The language in which triggers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.events.patterns import ANYWHERE, Condition, Pattern, parse_patterns

CLASSES = {"drug": frozenset({"opium", "nerve agent"})}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("shoot", Pattern("shoot")),
        ("open obj:fire", Pattern("open", (Condition("obj", frozenset({"fire"})),))),
        ("call for:strike|boycott", Pattern("call", (Condition("for", frozenset({"strike", "boycott"})),))),
        ("seize obj:$drug|gun", Pattern("seize", (Condition("obj", frozenset({"opium", "nerve agent", "gun"})),))),
        ("kill !obj:bill", Pattern("kill", (Condition("obj", frozenset({"bill"}), forbidden=True),))),
        ("insist on:*", Pattern("insist", (Condition("on", frozenset()),))),
        ("use obj:gas ?tear", Pattern("use", (Condition("obj", frozenset({"gas"})), Condition(ANYWHERE, frozenset({"tear"}))))),
        ("rally !?voter", Pattern("rally", (Condition(ANYWHERE, frozenset({"voter"}), forbidden=True),))),
        ("drop obj:nerve_agent", Pattern("drop", (Condition("obj", frozenset({"nerve agent"})),))),
    ],
)
def test_patterns(text: str, pattern: Pattern) -> None:
    assert parse_patterns(text, CLASSES) == (pattern,)


def test_several_triggers_share_their_conditions() -> None:
    conditions = (Condition("obj", frozenset({"aid"})),)
    assert parse_patterns("send|ship obj:aid", {}) == (Pattern("send", conditions), Pattern("ship", conditions))


@pytest.mark.parametrize(("text", "message"), [("open fire", "a condition is"), ("seize obj:$weed", "no such word class")])
def test_faulty_patterns_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_patterns(text, CLASSES)


WORD = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8)
ROLE = st.sampled_from(["subj", "obj", "comp", "part", "against"])


@given(WORD, st.lists(st.tuples(ROLE, st.lists(WORD, min_size=1, max_size=4), st.booleans()), max_size=4))
def test_what_is_written_is_read(lemma: str, conditions: list[tuple[str, list[str], bool]]) -> None:
    text = " ".join([lemma, *(f"{'!' * forbidden}{role}:{'|'.join(words)}" for role, words, forbidden in conditions)])
    expected = tuple(Condition(role, frozenset(words), forbidden) for role, words, forbidden in conditions)
    assert parse_patterns(text, {}) == (Pattern(lemma, expected),)


@given(st.lists(st.tuples(ROLE, st.lists(WORD, min_size=1, max_size=4)), min_size=1, max_size=4))
def test_each_condition_makes_a_pattern_more_specific(conditions: list[tuple[str, list[str]]]) -> None:
    parts = [f"{role}:{'|'.join(words)}" for role, words in conditions]
    shorter, longer = (parse_patterns(" ".join(["go", *parts[:last]]), {})[0] for last in (len(parts) - 1, len(parts)))
    assert longer.specificity > shorter.specificity
