"""Short ways to the times of a text."""

import pytest

import seeds
from transforms.times import find_times
from transforms.times.lexicon import TimeLexicon

PUBLISHED = "2026-03-19"
"""A Thursday: the day of publication of every example."""


@pytest.fixture(scope="session")
def time_lexicon():
    return TimeLexicon.build(seeds.read)


@pytest.fixture(scope="session")
def times(annotate, time_lexicon):
    """A function from a text to its times; `published=None` for an article without a date."""

    def run(text, published=PUBLISHED):
        return find_times(annotate(text, published=published), time_lexicon)

    return run
