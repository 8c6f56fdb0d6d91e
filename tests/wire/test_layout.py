"""Paragraphs of texts whose lines are paragraphs, and of texts whose lines were broken to a width."""

from __future__ import annotations

import itertools
from textwrap import fill

from hypothesis import given
from hypothesis import strategies as st

from transforms.wire.layout import split

FIRST = (
    "The ferry between the two harbours resumed on Monday after a break of three weeks, the harbour office said in a statement on its site."
)
SECOND = "Passengers cheered as the first boat left the quay shortly after dawn, and the captain sounded the horn for a full minute without a pause."


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def test_a_line_is_a_paragraph():
    assert paragraphs(f"{FIRST}\n{SECOND}\nYes.") == [FIRST, SECOND, "Yes."]


def test_blank_lines_end_paragraphs():
    assert paragraphs(f"\n\n  {FIRST}\n \n\n{SECOND}  \n") == [FIRST, SECOND]


def test_broken_lines_are_joined_up_to_the_blank_line():
    assert paragraphs(f"{fill(FIRST, 60)}\n\n{fill(SECOND, 60)}") == [fill(FIRST, 60), fill(SECOND, 60)]


def test_in_broken_text_an_indented_line_begins_a_paragraph():
    wrapped = fill(FIRST, 60) + "\n" + fill(SECOND, 60, initial_indent="   ")
    assert paragraphs(wrapped) == [fill(FIRST, 60), fill(SECOND, 60, initial_indent="   ").lstrip()]


def test_in_broken_text_a_short_line_that_ends_a_sentence_ends_the_paragraph():
    short = f"{fill(FIRST, 60)}\nShe left.\n{fill(SECOND, 60)}\n{fill(FIRST, 60)}"
    assert "She left." not in paragraphs(short)[-1]


def test_two_lines_that_fill_a_width_by_chance_are_paragraphs():
    text = "The ferry resumed on Monday, they all said.\nPassengers cheered, the harbour office said.\nA.Quill--XY"
    assert paragraphs(text) == text.split("\n")


def test_a_list_of_short_lines_is_not_broken_text():
    assert paragraphs("Share\nPrint\nComment\nMore news") == ["Share", "Print", "Comment", "More news"]


@given(st.text(alphabet="ab. \n\t", max_size=400))
def test_spans_are_in_order_and_hold_every_letter(text):
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
