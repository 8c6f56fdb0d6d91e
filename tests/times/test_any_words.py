"""Whatever words of time stand in whatever order, the finder stays within the text and within its own rules."""

from datetime import datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from transforms.document import Document, Paragraph, Sentence, Token
from transforms.quantities import find_quantities
from transforms.quantities.lexicon import QuantityLexicon
from transforms.times import find_times
from transforms.times.lexicon import TimeLexicon

TIMES = TimeLexicon.build(seeds.read)
NUMBERS = QuantityLexicon.build(seeds.read)
FIGURES = (
    "1",
    "2",
    "4th",
    "12",
    "31",
    "40",
    "58",
    "99",
    "1957",
    "2026",
    "0745",
    "1600",
    "9:30",
    "9.30",
    "25:99",
    "3:07:35",
    "1990s",
    "80s",
    "1,200",
    "2.5",
    "5bn",
    "10-15",
    "0",
    "00",
)
OTHERS = ("police", "said", ".", ",", "-", "$", "%", "people", "old", "(", ")", "may", "Monday", "ß", "٣")
WORDS = st.lists(st.sampled_from([*sorted(TIMES.values), *sorted(NUMBERS.triggers), *FIGURES, *OTHERS]), min_size=1, max_size=25)
PUBLISHED = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2150, 1, 1))


def a_document(words: list[str], published: datetime | None) -> Document:
    """The words as one sentence, each hanging on the first."""
    tokens, at = [], 0
    for i, word in enumerate(words):
        tokens.append(Token(i, at, at + len(word), word, word.lower(), word.lower(), "NN", "NOUN", "ROOT" if i == 0 else "dep", 0, 0))
        at += len(word) + 1
    body = " ".join(words)
    return Document(
        "article", body, published=published, paragraphs=(Paragraph(0, len(body), "text"),),
        sentences=(Sentence(0, 0, len(words), 0, len(body), 0),), tokens=tuple(tokens),
    )  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(WORDS, PUBLISHED)
def test_times_and_quantities_share_out_the_text(words, published):
    document = a_document(words, published)
    times = find_times(document, TIMES)
    quantities = find_quantities(document, times, NUMBERS)
    for time in times:
        assert (time.begin is None) == (time.until is None)
        assert time.begin is None or time.begin <= time.until
        assert time.begin is None or time.value is not None
        assert time.basis != "published" or published is not None
    for quantity in quantities:
        bounds = [bound for bound in (quantity.low, quantity.best, quantity.high) if bound is not None]
        assert bounds == sorted(bounds)
        assert bounds
    spans = sorted((found.first, found.last) for found in (*times, *quantities))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= first < last <= len(words) for first, last in spans)
