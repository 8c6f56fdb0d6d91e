"""The forms by which cues are known."""

from __future__ import annotations

import pytest

import seeds
from transforms.quotes.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("verb", "past", "expected"),
    [
        ("claim", (), {"claim", "claims", "claimed", "claiming"}),
        ("hope", (), {"hope", "hopes", "hoped", "hoping"}),
        ("deny", (), {"deny", "denies", "denied", "denying"}),
        ("discuss", (), {"discuss", "discusses", "discussed", "discussing"}),
        ("agree", (), {"agree", "agrees", "agreed", "agreeing"}),
        ("say", ("said",), {"say", "says", "said", "saying"}),
        ("write", ("wrote", "written"), {"write", "writes", "wrote", "written", "writing"}),
    ],
)
def test_verbs(verb, past, expected):
    assert verb_forms(verb, past) == expected


@pytest.mark.parametrize(
    ("verb", "form"), [("admit", "admitted"), ("slam", "slamming"), ("beg", "begged"), ("quip", "quipped"), ("lie", "lying")]
)
def test_spelling_at_the_joint(verb, form):
    assert form in verb_forms(verb)


def test_nouns():
    assert noun_forms("reply") == {"reply", "replies"}
    assert noun_forms("speech") == {"speech", "speeches"}


def test_irregular_verbs_are_cues_or_helpers():
    """A form that no lexicon asks for is dead weight."""
    cues = {verb for entry in seeds.read("quotes/verbs") for verb in entry["verbs"]}
    helpers = {verb for verbs in seeds.read("quotes/helpers").values() for verb in verbs}
    assert set(seeds.read("quotes/irregular")) <= cues | helpers
