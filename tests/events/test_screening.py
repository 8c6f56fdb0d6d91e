"""What has a trigger and is no event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds
from transforms.events.detection import detect
from transforms.knowledge import Knowledge
from transforms.records import Findings

NOTHING = [
    ("The market was calm. Homicide: 0", "Homicide"),
    ("The market was calm. Burglary / homes: 30", "Burglary"),
    ("A reward is offered for tips that lead to the arrest of the thief.", "arrest"),
    ("She continued her march toward the presidency.", "march"),
    ("Governor Ada Lindqvist held a rally in Malmo.", "rally"),
    ("Two bakers were stabbed. Their cousin was charged with robbery and assault.", "assault"),
    ("The mill burned. MUST WATCH Shooting at the mill Replay More Videos", "Shooting"),
    ("The valley is quiet. The bank offers loans to farmers.", "offers"),
    ("The man pulled out a gun.", "pulled"),
    ("The mayor took control of the scene.", "took"),
    ("The couple had a long custody battle.", "battle"),
    ("The boy asked his aunt to sing.", "asked"),
    ("Carver conceded that the hotel was late.", "conceded"),
    ("The gunmen left the valley without attacking anyone.", "attacking"),
    ("The chief negotiated instead of invading the valley.", "invading"),
    ("The number killed has dropped since spring.", "killed"),
    ("The king could meet the premier in Malmo.", "meet"),
    ("Norway did not thank Chad.", "thank"),
    ("The ceasefire will set the stage for a feast.", "ceasefire"),
    ("Marchers called for the king to step down.", "step"),
    ("The bandits cannot return without facing arrest.", "arrest"),
    ("Two bombers were shot dead before they could detonate their vests.", "detonate"),
    ("Ministers spoke of the threat of a flood.", "flood"),
    ("The premier imposed sanctions and visa restrictions on Chad.", "sanctions"),
    ("Miners marched to protest against the cuts.", "protest"),
    ("The mill burned on Monday.\n\nRebel attack\n\nThe mill was old.", "attack"),
    ("Marchers were blocked from protesting in Lyon.", "protesting"),
    ("Backed by Chad, the rebels hold the valley.", "Backed"),
    ("The premier vowed not to allow the march.", "vowed"),
    ("The king tolerates no talks; any talks would be in vain.", "talks"),
    ("The tax is unjust. It is a robbery.", "robbery"),
    ("Ten officers armed with batons stood at the gate.", "armed"),
    ("Two camps were set up.", "set"),
    ("The owner was arrested for murder over a fire that killed six.", "murder"),
    ("The candidates began their campaign tours.", "began"),
    ("A source told the radio so on Monday, requesting anonymity.", "requesting"),
    ("There was a heavy exchange of gunfire.", "gunfire"),
    ("The mill burned. Nobody was hurt.", "hurt"),
    ("No arrests have been made.", "arrests"),
    ("The baker was fined for resisting arrest.", "arrest"),
    ("The clinic wants to prevent sexual abuse.", "abuse"),
    ("Two bakers were stabbed. Their cousin was charged with two counts of burglary.", "burglary"),
    ("It is unclear whether the baker shot himself.", "shot"),
    ("The mayor called the shootings an epidemic.", "epidemic"),
    ("On Sunday the Halmstad Hurricanes won again.", "Hurricanes"),
    ("The market was calm.\n\nCrime | Arrests | Lyon", "Arrests"),
    ("The market was calm.\n\n0:41 Gunmen attack a mill", "attack"),
    ("Police asked residents to call the station.", "asked"),
    ("The robber agreed to give himself up.", "agreed"),
    ("A tourist visiting Chad fell ill.", "visiting"),
    ("The school expelled a girl for cheating.", "expelled"),
    ("The baker pleaded not guilty.", "pleaded"),
    ("The mayor warned of a possible shooting.", "shooting"),
    ("The town worries about another shooting.", "shooting"),
    ("There was a vote on repealing the tax.", "repealing"),
    ("The battle-hardened baker went home.", "battle"),
    ("Police say robbery may be the motive.", "robbery"),
    ("The clerk is not competent to stand trial.", "stand"),
    ("Marchers demanded the release of those detained.", "detained"),
    ("The law is meant to prevent arrests.", "arrests"),
    ("The king was freed from house arrest.", "arrest"),
    ("A source asked not to be named.", "asked"),
    ("Bakers agreed with the mayor.", "agreed"),
]
SOMETHING = [
    ("Today the guerrillas initiated heavy fighting around the mill.", "fighting"),
    ("A reward is offered after the arrest of the thief.", "arrest"),
    ("Thousands held a rally in Malmo.", "rally"),
    ("Two bakers were stabbed. The assault shocked the town.", "assault"),
    ("Troops pulled out of the valley.", "pulled"),
    ("The army took control of the valley.", "took"),
    ("The king asked the premier to resign.", "asked"),
    ("The gunmen left the valley after attacking a mill.", "attacking"),
    ("Ten were killed in the valley.", "killed"),
    ("Norway armed the rebels with rifles.", "armed"),
    ("The premier vowed to free the prisoners.", "vowed"),
    ("The bandits returned before facing arrest.", "arrest"),
    ("The mill burned on Monday.\n\nRebels attacked it.\n\nThe mill was old.", "attacked"),
    ("The king met the premier in Malmo.", "met"),
    ("A ceasefire took effect on Monday.", "ceasefire"),
    ("The rebels are accused of torture.", "torture"),
    ("Officials fear an attack on the depot.", "attack"),
    ("Police freed the bakers detained on Monday.", "detained"),
    ("It may have been an accidental shooting that the baker died of.", "shooting"),
    ("Thousands of arrests followed in the valley.", "arrests"),
    ("Chad and Niger agreed on Monday to a truce.", "agreed"),
    ("Bakers fled after weeks of fighting.", "fighting"),
    ("It is unclear whether the shooting was an accident.", "shooting"),
    ("An epidemic killed nine bakers in the valley.", "epidemic"),
    ("Hurricane Nadia hit the valley.", "Hurricane"),
    ("Gunmen attack a mill at 10:41 p.m.", "attack"),
    ("Teachers agreed to a truce with the ministry.", "agreed"),
    ("Ministers asked residents to leave the valley.", "asked"),
]


LISTS = seeds.read("events/screening")
NOTHING += [tuple(entry["example"]) for entry in LISTS.values()]
SOMETHING += [tuple(entry["counter"]) for entry in LISTS.values()]


def triggers(text: str, annotate: Callable, knowledge: Knowledge) -> set[str]:
    document = annotate(text)
    return {document.body[slice(*event.trigger)] for event in detect(document, Findings(), knowledge.events)}


@pytest.mark.parametrize(("text", "trigger"), NOTHING)
def test_no_event(text: str, trigger: str, annotate: Callable, knowledge: Knowledge) -> None:
    assert trigger not in triggers(text, annotate, knowledge)


@pytest.mark.parametrize(("text", "trigger"), SOMETHING)
def test_event(text: str, trigger: str, annotate: Callable, knowledge: Knowledge) -> None:
    assert trigger in triggers(text, annotate, knowledge)


CALM = "The mill is old. Bakers like it. It stands by a brook. "


@pytest.mark.parametrize(
    ("text", "trigger", "is_told"),
    [
        ("Ada Lind attacked Bo Holm for his speech on the military.", "attacked", False),
        ("Ada Lind attacked Bo Holm with a knife.", "attacked", True),
        (f"{CALM}Chad rejected a plan by Niger in 1994.", "rejected", False),
        (f"{CALM}Chad rejected a plan by Niger in January 2026.", "rejected", True),
        (f"{CALM}Rebels attacked the town of Lyon in 1994.", "attacked", False),
        (f"{CALM}Rebels attacked the town of Lyon in 2019.", "attacked", True),
        ("Chad rejected a plan by Niger in 1994.", "rejected", True),
    ],
)
def test_words_and_history(text: str, trigger: str, is_told: bool, find: Callable) -> None:
    document, findings = find(text, published="2026-03-12T10:00:00Z")
    assert (trigger in {document.body[slice(*event.trigger)] for event in findings.events}) == is_told
