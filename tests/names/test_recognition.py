"""Names and their labels in ordinary copy: (text, what must be found as (words, label))."""

from itertools import pairwise

import pytest

from transforms.names import find_names

FOUND = [
    # titles, honorifics and possessives are no part of a name
    ("Mr. Andrew Collins's lawyer met Senator Ruth Palmer on Monday.", {("Andrew Collins", "PERSON"), ("Ruth Palmer", "PERSON")}),
    ("The talks were led by Foreign Minister Anna Keller of Austria.", {("Anna Keller", "PERSON"), ("Austria", "GPE")}),
    # a surname means the person who was named in full, whatever the model thinks of it alone
    ("Police arrested Daniel Paris in a bar. Paris said nothing. Neighbours called Paris quiet.", {("Paris", "PERSON")}),
    ("Secretary of State Marco Rubio flew to Manila. Rubio said the visit went well.", {("Rubio", "PERSON")}),
    # nor does the model make towns of people whom all news knows
    ("Rubio said on Friday that Lavrov had agreed.", {("Rubio", "PERSON"), ("Lavrov", "PERSON")}),
    ("The family moved to Clinton, Iowa.", {("Clinton", "GPE")}),
    # demonyms are groups
    ("A Ukrainian drone hit a Russian depot, the Kurds said.", {("Ukrainian", "NORP"), ("Russian", "NORP"), ("Kurds", "NORP")}),
    # known bodies, in full and as acronyms
    ("The U.N. and the OSCE sent monitors, Interfax reported.", {("U.N.", "ORG"), ("OSCE", "ORG"), ("Interfax", "ORG")}),
    # a list in one span of the model is several names
    ("Shares of Halcott Corp, Alton Industries and Velmont Holdings fell.", {("Halcott Corp", "ORG")}),
    # places after 'in', with a direction between
    ("Three people were wounded in strikes in southern Kherson, officials said.", {("Kherson", "GPE")}),
    ("Two men died in Kherson's northern suburbs, and a third in Santiago.", {("Kherson", "GPE"), ("Santiago", "GPE")}),
    # what stands before a noun for a region, and not before who is named for one
    ("Floods reached a forest in Kanker district.", {("Kanker", "GPE")}),
    # and after a noun for a settlement, whatever the model takes it for
    ("The raid hit a base in the town of Dherin Guvari, an officer said.", {("Dherin Guvari", "GPE")}),
    ("Fighting spread to the city of Mais al-Qadim on Monday.", {("Mais al-Qadim", "GPE")}),
    ("Ten people died when Kirdawa village was raided, police in the state capital Mirna said.", {("Kirdawa", "GPE"), ("Mirna", "GPE")}),
    ("Elders of the Afghan province met.", {("Afghan", "NORP")}),
    # a given name that the model leaves out
    ("Volodymyr Zelenskyy left Kyiv on Monday.", {("Volodymyr Zelenskyy", "PERSON"), ("Kyiv", "GPE")}),
    # one label for one name, the one that its surroundings confirm
    ("The car left the road near Ardrath on Monday. Police closed the road west of Ardrath.", {("Ardrath", "GPE")}),
    # whoever has a title, however strange the name, and again by the surname alone
    ("According to Captain Xulwana, DSP Ombeni Tarfa arrived at six.", {("Xulwana", "PERSON"), ("Ombeni Tarfa", "PERSON")}),
    (
        "Colonel Zolwethu Mkandli arrived at six. The road was closed, Mkandli said.",
        {("Zolwethu Mkandli", "PERSON"), ("Mkandli", "PERSON")},
    ),
    # compound given names and particles
    ("Secretary-General Ban Ki-moon met Ursula von der Leyen.", {("Ban Ki-moon", "PERSON"), ("Ursula von der Leyen", "PERSON")}),
    ("Colonel Jean-Baptiste Kabera claimed responsibility.", {("Jean-Baptiste Kabera", "PERSON")}),
    # acronyms of bodies, and what is built or numbered
    ("The Velmora Grain Board (VGB) met. A VGB official declined to comment.", {("VGB", "ORG")}),
    ("Trucks were stopped on the N7 near the Tolmarra air base.", {("N7", "FAC")}),
    ("Snow closed State Highway 94 and Interstate 64.", {("State Highway 94", "FAC"), ("Interstate 64", "FAC")}),
    ("Crews held the fire near Velmora, B.C., on Monday.", {("B.C.", "GPE")}),
    # places that have a possessive in their name
    ("Boats left Cox's Bazar at dawn.", {("Cox's Bazar", "GPE")}),
    # the state that a politician stands for
    ("Rep. Dan Colvin (R-Texas) and Sen. Amy Vossberg, D-Minn., met.", {("Texas", "GPE"), ("Minn.", "GPE")}),
    # what kind a name is, by the noun beside it
    ("Fishermen crossed the Bight of Benin.", {("Bight of Benin", "LOC")}),
    ("Manchester United beat Arsenal 2-1 on Sunday.", {("Manchester United", "ORG")}),
    ("Fans of Real Madrid marched through Lisbon.", {("Real Madrid", "ORG"), ("Lisbon", "GPE")}),
    # a street and a jail are neither people nor towns, but a surname may be a word for a street
    (
        "A man was shot on West Harlan Boulevard and taken to Corvane County Jail.",
        {("West Harlan Boulevard", "FAC"), ("Corvane County Jail", "FAC")},
    ),
    (
        "Police in Brookfield said on Monday that Nathan Lane had left.",
        {("Nathan Lane", "PERSON")},
    ),
    ("Nathan B. Lane had left.", {("Nathan B. Lane", "PERSON")}),
    ("A reporter of WKBT spoke to Anna Keller.", {("WKBT", "ORG")}),
    (
        "She lives near West 188th Avenue, off Martin Luther King Boulevard.",
        {("West 188th Avenue", "FAC"), ("Martin Luther King Boulevard", "FAC")},
    ),
    # who has an age is a person
    ("Royal Wendrick, 30, and Daquarion Price, 22, were hit.", {("Royal Wendrick", "PERSON"), ("Daquarion Price", "PERSON")}),
    # a double given name, and a town's name that is a given name before a surname
    ("Pierre-Antoine Lacroix spoke from Geneva.", {("Pierre-Antoine Lacroix", "PERSON")}),
    ("Sofia Marković won silver for Croatia.", {("Sofia Marković", "PERSON")}),
    # those of a body are no part of its name
    ("Rebels of the Front for the Liberation of Azawad seized a base.", {("Front for the Liberation of Azawad", "ORG")}),
]
NOT_FOUND = [
    ("The Russian president met his wife in the Kremlin.", "PERSON"),
    ("Prime ministers rarely resign on Sundays.", "PERSON"),
    ("The Sheriff said that the Office would close.", "ORG"),
    ("He was hit by a car in the Street.", "FAC"),
    ("They met at the Captain Mossop Hotel.", "PERSON"),
    ("The vaccine was tried in DR Congo.", "PERSON"),
]


def names(document, knowledge, label=None):
    mentions = find_names(document, (), knowledge.names, knowledge.gazetteer)
    return {(document.body[m.start : m.end], m.label) for m in mentions if label in (None, m.label)}


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(annotate, knowledge, text, expected):
    assert expected <= names(annotate(text), knowledge)


@pytest.mark.parametrize(("text", "label"), NOT_FOUND)
def test_not_found(annotate, knowledge, text, label):
    assert not names(annotate(text), knowledge, label)


def test_spans_are_in_order_and_never_overlap(annotate, knowledge):
    text = "\n".join(text for text, _ in FOUND)
    document = annotate(text)
    mentions = find_names(document, (), knowledge.names, knowledge.gazetteer)
    assert all(one.last <= other.first for one, other in pairwise(mentions))
    assert all((m.start, m.end) == document.span(m.first, m.last) for m in mentions)


def test_a_name_overlooked_once_is_found_by_its_other_mentions(annotate, knowledge):
    document = annotate("Velmora Bancorp said on Monday it would buy Tessaly Group. Analysts at Velmora Bancorp declined to comment.")
    found = [
        m for m in find_names(document, (), knowledge.names, knowledge.gazetteer) if document.body[m.start : m.end] == "Velmora Bancorp"
    ]
    assert len(found) == 2
    assert {m.label for m in found} == {"ORG"}


def test_an_empty_text_has_no_names(annotate, knowledge):
    assert find_names(annotate(""), (), knowledge.names, knowledge.gazetteer) == ()
