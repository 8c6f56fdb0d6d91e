"""From what a parser found to an article with its identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

import seeds
from transforms.identity import canonical_url, clean, copy_id, date_in_name, identify, repaired, version_of
from transforms.records import Article, Origin, ParsedArticle, Rejection
from transforms.wire import WireLexicon

LEXICON = WireLexicon.build(seeds.read)
BODY = "The ferry resumed on Monday.\nPassengers cheered, the harbour office said."
PARSED = ParsedArticle(Origin("inbox/ferry.txt"), "text", BODY, "Ferry service resumes")


def article(**changes: object) -> Article:
    found = identify(replace(PARSED, **changes), None, LEXICON)
    assert isinstance(found, Article)
    return found


def test_the_same_content_has_the_same_id_wherever_it_lies():
    assert article() == replace(article(origin=Origin("other/name.txt")), source_uri="inbox/ferry.txt")
    assert article().article_id == "art_" + article().article_id.removeprefix("art_")
    assert article(text=BODY + " More.").article_id != article().article_id


def test_met_again_it_gets_an_id_of_its_own_that_is_the_same_every_time():
    again = copy_id(article().article_id, "b.txt", None, "00ff")
    assert again.startswith("art_")
    assert again not in (article().article_id, copy_id(article().article_id, "c.txt", None, "00ff"))


def test_source_key_is_the_sources_own_id_else_the_address_else_the_content():
    assert article(source_key="urn:17", url="https://example.org/a").source_key == "urn:17"
    assert article(url="HTTPS://Example.org/a?utm_source=x&id=3#top").source_key == "https://example.org/a?id=3"
    assert article().source_key.startswith("sha256:")
    assert len(article().source_key) == len("sha256:") + 16


def test_the_sign_off_of_a_plain_text_becomes_author_and_publisher():
    found = article(text=f"{BODY}\nA.Writer--XY")
    assert (found.authors, found.publisher, found.body) == (("A.Writer",), "XY", BODY)
    assert all(found.body[start:end] for start, end, _ in found.paragraphs)


def test_the_text_of_a_record_is_kept_as_given():
    given = f"  {BODY}\r\nA.Writer--XY\n"
    found = article(text=given, format="jsonl")
    assert found.body == given.replace("\r\n", "\n")
    assert found.paragraphs[-1][2] == "sign_off"
    assert found.authors == ("A.Writer",)


def test_of_a_page_what_invites_and_warns_is_left_out():
    page = "The ferry resumed on Monday.\nRead more: Storms ahead\nPassengers cheered.\nCopyright 2031 The Associated Press. All rights reserved."
    found = article(text=page, format="html")
    assert (found.body, found.agency) == ("The ferry resumed on Monday.\nPassengers cheered.", "AP")
    assert article(text=page, format="jsonl").body == page


def test_a_text_without_words_is_refused():
    found = identify(replace(PARSED, text=" \n… —"), None, LEXICON)
    assert isinstance(found, Rejection)
    assert found.reason == "empty"


@pytest.mark.parametrize(
    ("changes", "flag", "expected"),
    [
        ({"published_at": datetime(2031, 3, 9), "published_at_basis": "metadata"}, date(2031, 3, 1), (datetime(2031, 3, 9), "metadata")),
        ({"text": f"LIMA, 8 MAR 31 (EFE) -- {BODY}"}, date(2031, 3, 1), (datetime(2031, 3, 1), "metadata")),
        ({"text": f"LIMA, 8 MAR 31 (EFE) -- {BODY}"}, None, (datetime(2031, 3, 8), "dateline")),
        ({"text": f"LIMA, March 8 (EFE) -- {BODY}"}, None, (None, "none")),  # a year is never guessed
        ({"origin": Origin("inbox/2031-03-10/ferry.txt")}, None, (datetime(2031, 3, 10), "filename")),
        ({"url": "https://example.org/2031/03/10/ferry"}, None, (datetime(2031, 3, 10), "filename")),
        ({"text": f"Published March 10, 2031\n{BODY}"}, None, (datetime(2031, 3, 10), "text")),
        ({}, None, (None, "none")),
    ],
)
def test_when_it_was_published_and_what_says_so(changes, flag, expected):
    found = identify(replace(PARSED, **changes), flag, LEXICON)
    assert (found.published_at, found.published_at_basis) == expected


@pytest.mark.parametrize(
    ("name", "day"),
    [("20310310_ferry.txt", 10), ("a/2031_03_11.x/b.txt", 11), ("2031-02-30.txt", None), ("id-120310310.txt", None), (None, None)],
)
def test_days_in_file_names(name, day):
    found = date_in_name(name)
    assert (found and found.day) == day


@pytest.mark.parametrize(
    ("headline", "version"),
    [("UPDATE 2-Ferry resumes", 3), ("Ferry resumes, 1st Ld-Writethru", 2), ("Update on ferries", 1), ("Ferry 2 resumes", 1), (None, 1)],
)
def test_versions_that_headlines_name(headline, version):
    assert version_of(headline) == version
    assert article(headline=headline, version=None).version == version
    assert article(headline=headline, version=7).version == 7


@pytest.mark.parametrize(
    ("headline", "status"),
    [
        ("ADVISORY: Kill Ferry story", "canceled"),
        ("KILL: Ferry", "canceled"),
        ("WITHDRAWN-Ferry sinks", "canceled"),
        ("Kill-switch found", "usable"),
        ("Kill switch found in ferry", "usable"),
        ("Story withdrawn", "canceled"),
        ("Ferry", "usable"),
    ],
)
def test_kills(headline, status):
    assert article(headline=headline).status == status


def test_the_agency_is_told_from_the_writers():
    found = article(authors=("Ada Quill Associated Press", "Reuters", "Ben Quill"))
    assert (found.authors, found.agency) == (("Ada Quill", "Ben Quill"), "AP")


@pytest.mark.parametrize(
    ("tag", "text", "format_", "language"),
    [
        ("en", "Le ferry a repris la mer lundi, a annoncé la capitainerie du port.", "jsonl", "fr"),  # a system's default
        ("en-US", "Lorem ipsum dolor sit amet consectetur", "newsml-g2", "en"),
        (None, "Le ferry a repris la mer lundi, a annoncé la capitainerie du port.", "text", "fr"),
        ("fr", "Ferry.", "jsonl", "fr"),
        (None, "Ferry.", "jsonl", None),
    ],
)
def test_language(tag, text, format_, language):
    assert article(language=tag, text=text, format=format_).language == language


def test_text_is_made_uniform():
    assert clean("e\u0301a\r\nb\rc\u2028d\0\ud83d\ude00\ud83d") == "éa\nb\nc\nd\ufffd😀\ufffd"


@pytest.mark.parametrize(("text", "sound"), [("Itâ€™s CafÃ©", "It’s Café"), ("Café – it’s", "Café – it’s"), ("Âge d’or", "Âge d’or")])
def test_mojibake(text, sound):
    assert repaired(text) == sound


@pytest.mark.parametrize("url", ["http://[bad", "not a url", "https://example.org/a?x=1&y="])
def test_addresses_that_need_nothing(url):
    assert canonical_url(url) == url
