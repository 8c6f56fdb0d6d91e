"""What the text calls a village, district or the like is a place, though it is on no map: (text, places)."""

import pytest

from transforms.names import find_names

CALLED = [
    ("They fled Quel-Asha village.", ["Quel-Asha"]),
    ("They fled the Quellaca and Rosal villages.", ["Quellaca", "Rosal"]),
    ("They fled the village of Quellaca.", ["Quellaca"]),
    ("They fled the Kajuru local government area.", ["Kajuru"]),
    ("A kiln burst in the Volga town of Quellaca.", ["Quellaca"]),
    ("The ferry left the port of Quellaca.", ["Quellaca"]),
    # where the noun is a name's own, with a capital
    ("Two boys were found in Barangay Quellaca on Monday.", ["Quellaca"]),
    # what the model knows no better
    ("The fire began in the Quellaca area.", ["Quellaca"]),
    ("The fire began in the Hollis Road area.", []),
    # what only has such a noun in its name or office is none
    ("The Orrin Vale district attorney spoke.", []),
    ("The Senate district is new.", []),
    ("The old village is empty.", []),
]


@pytest.mark.parametrize(("text", "names"), CALLED)
def test_what_the_text_calls_a_settlement(annotate, knowledge, text, names):
    document = annotate(text)
    found = find_names(document, (), knowledge.names, knowledge.gazetteer)
    assert [document.body[mention.start : mention.end] for mention in found if mention.label == "GPE"] == names


def test_its_name_is_a_place_wherever_it_stands(annotate, knowledge):
    document = annotate("Gunmen raided the village of Dorvell. Dorvell has no police. Nobody had warned Dorvell.")
    found = find_names(document, (), knowledge.names, knowledge.gazetteer)
    assert [mention.label for mention in found] == ["GPE"] * 3
