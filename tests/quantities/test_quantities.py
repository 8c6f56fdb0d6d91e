"""Numbers as the news writes them: bounds, kind, unit and what is counted."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from transforms.document import Token
from transforms.quantities import find_quantities
from transforms.quantities.lexicon import QuantityLexicon
from transforms.quantities.numerals import numeral
from transforms.records import Timex

LEXICON = QuantityLexicon.build(seeds.read)


@pytest.fixture(scope="module")
def read(annotate):
    """A function from a text to its document and quantities; no time in it is set apart."""

    def run(text):
        document = annotate(text)
        return document, find_quantities(document, (), LEXICON)

    return run


COUNTS = [
    # text, number as marked, low, best, high, counted
    ("The blast killed 18 people.", "18", 18, 18, 18, "people"),
    ("The blast killed at least 18 people.", "at least 18", 18, 18, None, "people"),
    ("The blast killed more than 1,200 people.", "more than 1,200", 1200, 1200, None, "people"),
    ("Police detained up to 40 protesters.", "up to 40", None, 40, 40, "protesters"),
    ("Police detained nearly 40 protesters.", "nearly 40", None, 40, 40, "protesters"),
    ("Russia launched some 18 missiles at the port.", "some 18", None, 18, None, "missiles"),
    ("About 30 villagers fled.", "About 30", None, 30, None, "villagers"),
    ("Between three and five gunmen entered the shop.", "Between three and five", 3, None, 5, "gunmen"),
    ("The raid left 10 to 15 fighters dead.", "10 to 15", 10, None, 15, "fighters"),
    ("Two or three shots were heard.", "Two or three", 2, None, 3, "shots"),
    ("Two to three million people lost power.", "Two to three million", 2e6, None, 3e6, "people"),
    ("Dozens of homes burned.", "Dozens", 24, None, None, "homes"),
    ("Hundreds of thousands of workers walked out.", "Hundreds of thousands", 200_000, None, None, "workers"),
    ("Tens of thousands marched through the city.", "Tens of thousands", 20_000, None, None, None),
    ("Several houses were flooded.", "Several", 3, None, None, "houses"),
    ("Several hundred people took part.", "Several hundred", 300, None, None, "people"),
    ("A dozen rebels were captured.", "A dozen", 12, 12, 12, "rebels"),
    ("Two dozen rebels were captured.", "Two dozen", 24, 24, 24, "rebels"),
    ("Half a million people need food.", "Half a million", 500_000, 500_000, 500_000, "people"),
    ("Half a dozen cars were set alight.", "Half a dozen", 6, 6, 6, "cars"),
    ("A couple of shops were looted.", "A couple", 2, 2, 2, "shops"),
    ("Twenty-one sailors were rescued.", "Twenty-one", 21, 21, 21, "sailors"),
    ("Two hundred and fifty soldiers arrived.", "Two hundred and fifty", 250, 250, 250, "soldiers"),
    ("Some 1.5 million voters are registered.", "Some 1.5 million", None, 1.5e6, None, "voters"),
    ("No one was hurt.", "No one", 0, 0, 0, None),
    ("Nobody was hurt in the fire.", "Nobody", 0, 0, 0, None),
    ("None of the passengers was hurt.", "None", 0, 0, 0, "passengers"),
    ("There were no injuries.", "no", 0, 0, 0, "injuries"),
    ("Three were killed and four wounded.", "Three", 3, 3, 3, None),
    ("One of the three wounded later died.", "One", 1, 1, 1, "wounded"),
    ("One of the three wounded later died.", "three", 3, 3, 3, "wounded"),
    ("The fire left 3 dead and 5 injured.", "3", 3, 3, 3, "dead"),
]


@pytest.mark.parametrize(("text", "marked", "low", "best", "high", "counted"), COUNTS)
def test_counts(read, text, marked, low, best, high, counted):
    document, found = read(text)
    quantity = next(q for q in found if text[q.start : q.end] == marked)
    assert (quantity.kind, quantity.low, quantity.best, quantity.high) == ("count", low, best, high)
    assert (None if quantity.head is None else document.tokens[quantity.head].text) == counted


KINDS = [
    # text, number as marked, kind, value, unit
    ("A 16-year-old boy was hit.", "16-year-old", "age", 16, "year"),
    ("A policewoman, 22, was among them.", "22", "age", 22, "year"),
    ("Anna Kovar, 68, lived there.", "68", "age", 68, "year"),
    ("The man, aged 34, was arrested.", "34", "age", 34, "year"),
    ("She was 16 when she left.", "16", "age", 16, "year"),
    ("An 8-month-old girl survived.", "8-month-old", "age", 8, "month"),
    ("Prices rose 5.4 percent.", "5.4 percent", "percent", 5.4, None),
    ("Prices rose 5 per cent.", "5 per cent", "percent", 5, None),
    ("Turnout was 61%.", "61%", "percent", 61, None),
    ("The deal is worth $3.2 billion.", "$3.2 billion", "money", 3.2e9, "USD"),
    ("A £3m fine was paid.", "£3m", "money", 3e6, "GBP"),
    ("They paid 500,000 euros.", "500,000 euros", "money", 500_000, "EUR"),
    ("The town lies 40 km north of the border.", "40 km", "measure", 40, "km"),
    ("A 5.6-magnitude quake shook the town.", "5.6-magnitude", "measure", 5.6, "magnitude"),
    ("The fire burned 300 square miles.", "300 square miles", "measure", 300, "square mile"),
    ("He carried a 9mm pistol.", "9mm", "caliber", 9, "mm"),
    ("He carried a .22-caliber rifle.", ".22-caliber", "caliber", 0.22, "inch"),
    ("They fired 155mm shells at the town.", "155mm", "caliber", 155, "mm"),
    ("The crash closed Route 66.", "66", "id", 66, None),
    ("Shots were fired in the 1200 block of Oak Street.", "1200", "id", 1200, None),
    ("He lived at 415 Oak Street.", "415", "id", 415, None),
    ("It was the third attack there.", "third", "ordinal", 3, None),
    ("It was the 21st attack there.", "21st", "ordinal", 21, None),
    ("Two-thirds of the members agreed.", "Two-thirds", "measure", 2 / 3, "fraction"),
]


@pytest.mark.parametrize(("text", "marked", "kind", "value", "unit"), KINDS)
def test_kinds(read, text, marked, kind, value, unit):
    _, found = read(text)
    quantity = next(q for q in found if text[q.start : q.end] == marked)
    assert (quantity.kind, quantity.unit) == (kind, unit)
    assert quantity.best == pytest.approx(value)


NO_COUNT = [
    ("The home side won 2-1 on the night.", "a score"),
    ("Call the tip line at 555-010-4477.", "a telephone number"),
    ("That is the one that matters.", "a pronoun"),
    ("They blamed one another.", "a pronoun"),
    ("The first one was closed.", "a pronoun"),
    ("She has a 26- and a 31-year-old son.", "ages"),
    ("A man was killed.", "an article"),
    ("The team scored twice.", "a verb"),
    ("Few expected it.", "a negation rather than a number"),
    ("The MiG-29 crashed.", "a name"),
    ("There was no evidence.", "nothing that can be counted"),
]


@pytest.mark.parametrize(("text", "why"), NO_COUNT)
def test_what_counts_nothing(read, text, why):
    _, found = read(text)
    assert not [q for q in found if q.kind == "count"], why


def test_numbers_inside_times_are_left_to_them(annotate):
    document = annotate("They met three years ago.")
    time = Timex(*document.span(2, 5), 2, 5, None, "DATE")
    assert not find_quantities(document, (time,), LEXICON)


def test_vote_is_no_range(read):
    text = "The court upheld the ban in a 6-3 ruling."
    _, found = read(text)
    assert [(q.kind, q.unit) for q in found] == [("id", "score")]


def test_spans_slice_back_and_never_overlap(read):
    text = "At least 12 people, including 3 children aged 4 to 9, died and 1,400 homes were hit by 5-6 metre waves, 60 km from Port Hale."
    document, found = read(text)
    spans = [(q.start, q.end) for q in found]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(document.span(q.first, q.last) == (q.start, q.end) for q in found)


SMALL = {value: word for word, value in LEXICON.small.items() if word != "fourty"}


def in_words(n: int) -> list[str]:
    """A whole number below a billion in English words."""
    for scale, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            rest = n % scale
            return (
                in_words(n // scale) + [word] + (["and"] if rest and rest < 100 else []) * (scale == 100) + (in_words(rest) if rest else [])
            )
    if n in SMALL:
        return [SMALL[n]]
    return [SMALL[n - n % 10], "-", SMALL[n % 10]]


def as_tokens(words: list[str]) -> tuple[Token, ...]:
    return tuple(Token(i, i, i, word, word, word, "CD", "NUM", "dep", i, 0) for i, word in enumerate(words))


@settings(deadline=None)
@given(st.integers(1, 999_999_999))
def test_words_are_read_as_they_were_written(n):
    words = in_words(n)
    found = numeral(as_tokens(words), 0, len(words), LEXICON)
    assert found is not None
    assert (found.best, found.last) == (n, len(words))


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_figures_are_read_with_and_without_separators(n):
    for figure in (str(n), f"{n:,}"):
        found = numeral(as_tokens([figure]), 0, 1, LEXICON)
        assert found is not None
        assert found.best == n
