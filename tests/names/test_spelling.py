"""Spellings and the parts of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.names.person_names import compatible, parse_person, person_key
from transforms.names.spelling import fold, skeleton

SAME = [
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
    ("Sergei Shoigu", "Sergey Shoigu"),
    ("Muammar Gaddafi", "Moammar Qadhafi"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Xi Jinping", "Jinping Xi"),
    ("Kim Jong Un", "Kim Jong-un"),
    ("Recep Tayyip Erdoğan", "Recep Erdogan"),
    ("Joe Hartley", "Joseph Hartley"),
    ("José Núñez", "Jose Nunez"),
]
DIFFERENT = [
    ("Bill Hartley", "Joan Hartley"),
    ("Martin Adair Jr.", "Martin Adair Sr."),
    ("George W. Bush", "George H. W. Bush"),
    ("Alexander Weber", "Andreas Weber"),
    ("Anna Keller", "Anna Kellner"),
]
PARTS = [
    ("Ursula von der Leyen", ("ursula",), ("von", "der", "leyen")),
    ("George W. Bush", ("george", "w"), ("bush",)),
    ("Xi Jinping", ("jinping",), ("xi",)),
    ("Kim Davies", ("kim",), ("davies",)),
    ("Madonna", (), ("madonna",)),
    ("Martin Adair Jr.", ("martin",), ("adair",)),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_key(knowledge, one, other):
    lexicon = knowledge.names
    assert person_key(parse_person(one, lexicon), lexicon) == person_key(parse_person(other, lexicon), lexicon)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_key(knowledge, one, other):
    lexicon = knowledge.names
    assert person_key(parse_person(one, lexicon), lexicon) != person_key(parse_person(other, lexicon), lexicon)
    assert not compatible(parse_person(one, lexicon), parse_person(other, lexicon), lexicon)


@pytest.mark.parametrize(("text", "given_names", "surname"), PARTS)
def test_parts(knowledge, text, given_names, surname):
    name = parse_person(text, knowledge.names)
    assert (name.given, name.surname) == (given_names, surname)


NAMES = st.lists(st.text(alphabet=st.characters(categories=("Lu", "Ll")), min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


@given(NAMES)
def test_a_name_agrees_with_itself(knowledge, text):
    name = parse_person(text, knowledge.names)
    if name.words:
        assert compatible(name, name, knowledge.names)
        assert person_key(name, knowledge.names)


@given(st.text(max_size=40))
def test_folding_is_settled_by_one_pass(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_folding_ignores_case(text):
    assert fold(text.swapcase().swapcase()) == fold(fold(text)) or not text.isascii()


@given(st.from_regex(r"[a-z]{3,10}", fullmatch=True))
def test_a_skeleton_is_never_empty(word):
    assert skeleton(word)
