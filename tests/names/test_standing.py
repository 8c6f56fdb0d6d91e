"""Names that stand as places do, whatever the language model makes of them: (text, labels that it gives, places)."""

from collections import Counter

import pytest

from transforms.names.spans import Span
from transforms.names.standing import parted, with_standing

STANDING = [
    # after 'in', also by the first of a list
    ("The fire reached houses in southern Solan.", {"Solan": "PERSON"}, ["Solan"]),
    (
        "Crews worked around Omdurman, Kassala and Atbara.",
        {"Omdurman": "GPE", "Kassala": "PERSON", "Atbara": "ORG"},
        ["Omdurman", "Kassala", "Atbara"],
    ),
    ("She believes in Solan.", {}, ["Solan"]),
    # on the way
    ("The bus from Atbara broke down.", {"Atbara": "ORG"}, ["Atbara"]),
    ("They fled towards Kassala.", {"Kassala": "PERSON"}, ["Kassala"]),
    ("She wrote to Kassala.", {"Kassala": "PERSON"}, []),
    # called one, though no map has it
    ("The road leads past Qwertyvale, a village of weavers.", {"Qwertyvale": "PERSON"}, ["Qwertyvale"]),
    ("The road leads past Qwertyvale, a weaver.", {"Qwertyvale": "PERSON"}, []),
    # in the state that is named behind it
    ("A truck overturned near Qwertyvale, Ohio.", {"Qwertyvale": "ORG", "Ohio": "GPE"}, ["Qwertyvale", "Ohio"]),
    # whose residents speak, and what the model overlooked
    ("A Kassala resident saw it.", {}, ["Kassala"]),
    ("The truck overturned ten miles south of Kassala.", {}, ["Kassala"]),
    ("Shots were heard at Qwertyvale in Ohio.", {"Qwertyvale": "ORG", "Ohio": "GPE"}, ["Qwertyvale", "Ohio"]),
    # names of several words, and famous ones, wherever they stand
    ("The wellbeing of Newton Abbot comes first.", {"Newton Abbot": "ORG"}, ["Newton Abbot"]),
    ("The coast of Sumatra is green.", {"Sumatra": "NORP"}, ["Sumatra"]),
    # no street, no month, no part of a longer name
    ("It happened near Hollis and Omdurman streets.", {"Omdurman": "PERSON"}, []),
    ("It happened in May.", {}, []),
    ("It happened in Grand Solan Works.", {"Grand": "ORG"}, []),
]


def spans_of(document, labels):
    for name, label in labels.items():
        yield Span(*document.tokens_in(at := document.body.index(name), at + len(name)), label)


@pytest.mark.parametrize(("text", "labels", "places"), STANDING)
def test_where_places_stand(annotate, knowledge, text, labels, places):
    document = annotate(text)
    spans = with_standing(document, list(spans_of(document, labels)), Counter(), 2, knowledge.names, knowledge.gazetteer)
    assert [document.text(span.first, span.last) for span in spans if span.label == "GPE"] == places


def test_a_surname_is_no_place(annotate, knowledge):
    document = annotate("They met in Solan.")
    assert with_standing(document, [Span(3, 4, "PERSON")], Counter(Solan=2), 2, knowledge.names, knowledge.gazetteer)[0].label == "PERSON"


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Along the Kenya-Somalia border all was quiet.", ["Kenya", "Somalia"]), ("All was quiet in Baden-Baden.", ["Baden-Baden"])],
)
def test_two_places_that_a_hyphen_joins(annotate, knowledge, text, parts):
    document = annotate(text)
    first = next(token.i for token in document.tokens if token.text == "-") - 1
    assert [document.text(part.first, part.last) for part in parted(document, Span(first, first + 3, "GPE"), knowledge.gazetteer)] == parts
