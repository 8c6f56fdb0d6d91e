"""Shouted text in ordinary case: as long as before, names with capitals, other words without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import loaded_model
from transforms.annotate.casing import rank_of_vectors, readable, shouts

READ = [
    ("RUSSIAN TROOPS ENTER THE CITY OF KHARKIV", "Russian troops enter the city of Kharkiv"),
    ("POLICE SAID THE BOMB WENT OFF IN LIMA ON 8 MAY.", "Police said the bomb went off in Lima on 8 May."),
    ("SENATOR RUTH PALMER'S OFFICE DENIED IT.", "Senator Ruth Palmer's office denied it."),
    ("NATO AND THE U.N. CONDEMNED THE ATTACK.", "NATO and the U.N. condemned the attack."),
    ("An ordinary line stays as it is, NATO included.", "An ordinary line stays as it is, NATO included."),
    ("CHICAGO lost again.", "Chicago lost again."),
    ("THE DEAL WITH VELMORA IS OFF\n\nShares of Velmora fell.", "The deal with Velmora is off\n\nShares of Velmora fell."),
]


@pytest.fixture(scope="module")
def rank():
    return rank_of_vectors(loaded_model().vocab)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_read(rank, text, expected):
    assert readable(text, rank) == expected


def test_a_wrapped_paragraph_reads_as_one_line(rank):
    assert readable("one line\nand its end\n\nanother", rank) == "one line and its end\n\nanother"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_length_never_changes(text):
    assert len(readable(text)) == len(text)


@pytest.mark.parametrize(("line", "expected"), [("ALL OF IT", True), ("Some OF it", False), ("NATO", False), ("", False)])
def test_shouting(line, expected):
    assert shouts(line) is expected
