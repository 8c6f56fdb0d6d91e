"""The parts of wire copy."""

from __future__ import annotations

from datetime import date

import pytest

import seeds
from transforms.wire import WireLexicon, dissect, paragraphs
from transforms.wire.credits import read_byline, read_sign_off
from transforms.wire.furniture import Furniture

LEXICON = WireLexicon.build(seeds.read)
SEED = seeds.read("wire/anatomy")
ENTRIES = [(kind, entry) for kind, entries in SEED["kinds"].items() for entry in entries]
LONG = "The ferry between the two harbours resumed on Monday after a break of three weeks, the harbour office said in a statement."


def kinds(body: str) -> list[tuple[str, str]]:
    return [(body[start:end], kind) for start, end, kind in paragraphs(body, LEXICON)]


@pytest.mark.parametrize(("kind", "entry"), ENTRIES, ids=[entry["example"][:30] for _, entry in ENTRIES])
def test_every_pattern_has_an_example_and_a_counter_example(kind, entry):
    assert LEXICON.kind(entry["example"]) == kind
    assert LEXICON.kind(entry["counter"]) is None


@pytest.mark.parametrize("entry", SEED["furniture"], ids=lambda entry: entry["example"][:30])
def test_every_piece_of_furniture_has_an_example_and_a_counter_example(entry):
    furniture = Furniture.build(lambda name: {"furniture": [entry]} if name == "wire/anatomy" else None)
    assert furniture.is_in(entry["example"], 0, len(entry["example"]))
    assert not furniture.is_in(entry["counter"], 0, len(entry["counter"]))


def test_a_story_with_everything():
    body = (
        "By Ada Quill and Ben Quill\nPORT ALDER, March 10 (Reuters) - The ferry resumed on Monday, its owners said.\n"
        f"Passengers cheered.\n- Long wait -\n{LONG}\nPhoto: A. Writer/Example News\nMore to come...\n(Reporting by Ada Quill; Editing by C. Editor)"
    )
    assert kinds(body) == [
        ("By Ada Quill and Ben Quill", "byline"),
        ("PORT ALDER, March 10 (Reuters) -", "dateline"),
        ("The ferry resumed on Monday, its owners said.", "text"),
        ("Passengers cheered.", "text"),
        ("Long wait", "crosshead"),
        (LONG, "text"),
        ("Photo: A. Writer/Example News", "caption"),
        ("More to come...", "advisory"),
        ("(Reporting by Ada Quill; Editing by C. Editor)", "sign_off"),
    ]
    anatomy = dissect(body, LEXICON)
    assert anatomy.agency == "Reuters"
    assert anatomy.byline.authors == ("Ada Quill", "Ben Quill")
    assert anatomy.sign_off.authors == ("Ada Quill",)


def test_what_a_monitoring_service_puts_before_the_text_is_no_text():
    assert kinds("LIMA, 9 JAN 90 (EFE) -- [STATEMENT] [TEXT] THE FERRY SANK.") == [
        ("LIMA, 9 JAN 90 (EFE) --", "dateline"), ("[STATEMENT] [TEXT]", "advisory"), ("THE FERRY SANK.", "text"),
    ]  # fmt: skip


def test_a_short_line_between_paragraphs_is_a_crosshead():
    assert kinds(f"{LONG}\nA long wait ends\n{LONG}")[1] == ("A long wait ends", "crosshead")


@pytest.mark.parametrize("line", ["She left.", "He said:", "and then they left", "“I am back”"])
def test_a_short_line_that_is_a_sentence_is_text(line):
    assert kinds(f"{LONG}\n{line}\n{LONG}")[1] == (line, "text")


def test_a_dateline_before_a_colon_counts_only_where_the_place_is_named_again():
    assert kinds("ALDERPORT: The ferry is back.\nAlderport has waited.")[0][1] == "dateline"
    assert kinds("SURPRISE: The ferry is back.\nThe island has waited.")[0][1] == "text"


def test_a_dateline_deep_in_the_text_is_none():
    assert "dateline" not in {kind for _, kind in kinds("\n".join([LONG] * 6 + ["LIMA (EFE) - The ferry sank."]))}


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        ("LIMA (ACAN-EFE) - The ferry sank.", "EFE"),
        ("By Ada Quill, Associated Press\nThe ferry sank.", "AP"),
        ("AFP journalists saw the ferry sink.", "AFP"),
        ("The ferry sank, the Reuters office's landlord said.", None),
        (f"{LONG}\nCopyright 2031 The Associated Press. All rights reserved.", "AP"),
        (f"{LONG}\n© Copyright 2031 by Example Media, all rights reserved.", None),
        ("LIMA (Radio Alder) - The ferry sank.", None),
    ],
)
def test_agency(body, agency):
    assert dissect(body, LEXICON).agency == agency


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published March 10, 2031", date(2031, 3, 10)),
        ("10 March 2031, 14:05", date(2031, 3, 10)),
        ("2031-03-10T14:05:00", date(2031, 3, 10)),
        ("March 10", None),
        ("31 February 2031", None),
    ],
)
def test_a_date_in_a_line_of_its_own(line, day):
    assert dissect(f"{line}\n{LONG}", LEXICON).dated == day


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("By Ada Quill", ("Ada Quill",), None),
        ("BY ADA QUILL, BEN QUILL and CY QUILL", ("ADA QUILL", "BEN QUILL", "CY QUILL"), None),
        ("By Ada Quill | Example News", ("Ada Quill",), "Example News"),
        ("By: Example News Staff Writers", (), "Example News Staff Writers"),
    ],
)
def test_bylines(line, authors, source):
    found = read_byline(line)
    assert (found.authors, found.source) == (authors, source)


@pytest.mark.parametrize("line", ["By Monday the ferry was back.", "By and large it worked", "By the time they came it was gone"])
def test_what_is_no_byline(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("A.Writer--XY", ("A.Writer",), "XY"),
        ("A. B. Writer -- ABC", ("A. B. Writer",), "ABC"),
        ("burs-abc/def/xy", (), None),
        ("abc/def", (), None),
        ("(Reporting by Ada Quill in Lima; Editing by C. Editor)", ("Ada Quill",), None),
        ("Reporting by Ada Quill and Ben Quill", ("Ada Quill", "Ben Quill"), None),
    ],
)
def test_sign_offs(line, authors, source):
    found = read_sign_off(line)
    assert (found.authors, found.source) == (authors, source)


@pytest.mark.parametrize("line", ["He left--and came back.", "and/or", "The minister spoke -- ABC listened."])
def test_what_is_no_sign_off(line):
    assert read_sign_off(line) is None
