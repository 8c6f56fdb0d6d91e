"""The sports desk: teams are organisations, whether prose or table."""

import pytest

from transforms.names import find_names

REPORT = """Soccer - Leeds edge Derby in league opener.
Leeds striker Tom Adderley scored twice as the league season opened with a win over Derby on Saturday.
Derby coach Paul Henning said his goalkeeper had a bad match. The teams meet again in London in May.
Results of league matches:
Leeds 2 Derby 1
Norwich 0 Stoke 0
Standings:
Leeds 1 1 0 0 2 1 3
May 18 v Barnsley
Germany v Iceland
"""
TENNIS = """Tennis - Results of the Harbour tournament, quarter-finals.
1. Petra Halvorsen (Norway) beat 8 - Ines Cabrera (Spain) 6-4 6-2
Lena Dorn (Germany) beat Rosa Pinto (Portugal) 7-5 6-3
"""


def labels(document, knowledge):
    return [(document.body[m.start : m.end], m.label) for m in find_names(document, (), knowledge.names, knowledge.gazetteer)]


@pytest.mark.parametrize(
    "expected",
    [
        ("Leeds", "ORG"),
        ("Derby", "ORG"),
        ("Stoke", "ORG"),
        ("Barnsley", "ORG"),
        ("Germany", "GPE"),
        ("Iceland", "GPE"),
        ("London", "GPE"),
        ("Tom Adderley", "PERSON"),
    ],
)
def test_team_or_place(annotate, knowledge, expected):
    assert expected in labels(annotate(REPORT), knowledge)


def test_every_line_of_the_tables_is_read(annotate, knowledge):
    assert sum(label == ("Leeds", "ORG") for label in labels(annotate(REPORT), knowledge)) == 4


def test_players_with_their_countries(annotate, knowledge):
    found = labels(annotate(TENNIS), knowledge)
    assert {("Petra Halvorsen", "PERSON"), ("Norway", "GPE"), ("Ines Cabrera", "PERSON"), ("Lena Dorn", "PERSON")} <= set(found)


def test_a_town_in_other_copy_stays_a_town(annotate, knowledge):
    text = "The council of Leeds met Derby officials. Leeds 2 Derby 1 was the vote of the two mayors' envoys in London."
    assert ("Leeds", "GPE") in labels(annotate(text), knowledge)
