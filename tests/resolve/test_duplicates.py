"""Copies, and versions that take each other's place."""

from __future__ import annotations

import random
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from transforms.resolve.duplicates import BANDS, SIMILAR, duplicates, fingerprint, similarity, supersede, text_sha256

WORDS = [
    "ferry",
    "harbour",
    "minister",
    "said",
    "on",
    "Monday",
    "that",
    "the",
    "boats",
    "would",
    "sail",
    "again",
    "after",
    "weeks",
    "of",
    "storms",
    "and",
    "repairs",
    "to",
    "quay",
    "wall",
    "crane",
    "light",
    "tower",
]


def story(seed: int, length: int = 200) -> list[str]:
    chance = random.Random(seed)
    return [f"{chance.choice(WORDS)}{chance.randrange(40)}" for _ in range(length)]


def row(article_id: str, body: str, day: int | None = 10, **more: object) -> dict:
    when = None if day is None else datetime(2031, 3, day)
    return {
        "article_id": article_id,
        "source_key": article_id,
        "version": 1,
        "published_at": when,
        "text_sha256": text_sha256(body),
        "fingerprint": fingerprint(body),
    } | more


ORIGINAL = " ".join(story(1))
EDITED = " ".join(story(1)[:190] + story(2)[:12])
OTHER = " ".join(story(3))


def test_case_punctuation_and_layout_make_no_difference_to_the_words():
    assert text_sha256("The ferry, he said,\nis BACK.") == text_sha256("the ferry he said is back")
    assert text_sha256("The ferry is back") != text_sha256("The ferry is late")


def test_the_one_that_came_first_is_the_original():
    assert duplicates([row("a", ORIGINAL, 11), row("b", ORIGINAL, 10), row("c", OTHER)], []) == {"a": ("b", "exact")}
    assert duplicates([row("a", ORIGINAL, None), row("b", ORIGINAL, 10)], []) == {"a": ("b", "exact")}
    assert duplicates([row("b", ORIGINAL), row("a", ORIGINAL)], []) == {"b": ("a", "exact")}


def test_an_edited_copy_is_a_near_duplicate():
    assert duplicates([row("a", ORIGINAL, 10), row("b", EDITED, 11)], []) == {"b": ("a", "near")}


def test_other_texts_are_none():
    assert duplicates([row("a", ORIGINAL), row("b", OTHER)], []) == {}


def test_what_is_known_stays_the_original_whenever_it_was_published():
    assert duplicates([row("new", ORIGINAL, 9)], [row("known", ORIGINAL, 10)]) == {"new": ("known", "exact")}


def test_a_copy_of_a_copy_points_at_the_original():
    known = [row("first", ORIGINAL), row("second", EDITED, 11, duplicate_of="first")]
    assert duplicates([row("new", EDITED, 12)], known) == {"new": ("first", "exact")}
    assert duplicates([row("a", ORIGINAL, 10), row("b", EDITED, 11), row("c", EDITED, 12)], [])["c"] == ("a", "exact")


def test_versions_of_one_article_are_no_copies_but_one_version_met_twice_is():
    update = row("b", EDITED, 11, source_key="a", version=2)
    assert duplicates([row("a", ORIGINAL), update], []) == {}
    assert duplicates([row("b", ORIGINAL, 11, source_key="a")], [row("a", ORIGINAL)]) == {"b": ("a", "exact")}


def test_short_texts_have_no_fingerprint_but_are_found_to_the_letter():
    assert fingerprint("Two words") == []
    assert duplicates([row("a", "Two words"), row("b", "Two words!")], []) == {"b": ("a", "exact")}


def test_the_estimate_is_near_the_truth():
    estimates = []
    for seed in range(40):
        words = story(seed, 400)
        changed = words[:300] + story(seed + 100, 100)
        estimates.append(similarity(fingerprint(" ".join(words)), fingerprint(" ".join(changed))))
    assert abs(sum(estimates) / len(estimates) - 298 / 498) < 0.06  # shingles shared and in all


def test_texts_far_below_the_threshold_share_hardly_a_band():
    shared = [len(set(fingerprint(" ".join(story(a)))) & set(fingerprint(" ".join(story(a + 50))))) for a in range(50)]
    assert sum(shared) <= 1


@given(st.text(max_size=200))
def test_a_text_is_like_itself(text):
    found = fingerprint(text)
    assert len(found) in (0, BANDS)
    assert not found or similarity(found, found) == 1.0 > SIMILAR
    assert all(-(2**63) <= key < 2**63 for key in found)


def test_the_newest_version_is_current():
    first, second, third = (
        row(name, name, day, source_key="k", version=version) for name, day, version in (("a", 10, 1), ("b", 12, 2), ("c", 11, 3))
    )
    assert supersede([third, first], [second]) == {"a": False, "b": False, "c": True}


def test_without_version_numbers_the_one_published_last_is_current():
    assert supersede([row("a", "x", 10, source_key="k"), row("b", "y", 11, source_key="k")], []) == {"a": False, "b": True}


def test_of_one_version_met_twice_the_first_stays_current():
    assert supersede([row("b", "x", source_key="k")], [row("a", "x", source_key="k")]) == {"a": True, "b": False}


def test_other_articles_are_left_alone():
    assert supersede([row("a", "x")], [row("z", "y")]) == {"a": True}
