"""Who did it to whom: span, country and sector, whatever form the clause takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.document import Document
from transforms.records import Party

ROLES = [
    ("Rebels fired two rockets at northern Israel.", "fired", "Rebels", "northern Israel"),
    ("Youths hurled a grenade at a bus station.", "hurled", "Youths", "a bus station"),
    ("A woman blew herself up at the gate of a barracks.", "blew", "A woman", "the gate of a barracks"),
    ("The rebels blew up a section of the pipeline.", "blew", "The rebels", "a section of the pipeline"),
    ("A bomb tore through a market.", "tore", None, "a market"),
    ("Drones sent by Chad's spy service struck two depots.", "struck", "Chad's spy service", "two depots"),
    ("Norway criticised the sentences handed to the bakers.", "criticised", "Norway", None),
    (
        "Lyon, March 3, 2026 — Dozens of soldiers raided the office of a newspaper.",
        "raided",
        "Dozens of soldiers",
        "the office of a newspaper",
    ),
    ("Farmers blocked three roads linking Lyon to Lille.", "blocked", "Farmers", None),
    ("Officers engaged the bandits in a shootout.", "shootout", "Officers", "the bandits"),
    ("The army and its allies are battling the rebels.", "battling", "The army", "the rebels"),
    ("Lyon: A suicide bomber killed four guards.", "killed", "A suicide bomber", "four guards"),
    ("Deadly anti-government rallies rocked Lyon.", "rallies", None, "government"),
    ("The premier is due to meet the king of Chad.", "meet", "The premier", "the king of Chad"),
    ("Gunmen shot a baker.", "shot", "Gunmen", "a baker"),
    ("A baker was shot by gunmen.", "shot", "gunmen", "a baker"),
    ("A baker was shot.", "shot", None, "a baker"),
    ("Police found a man shot by gunmen.", "shot", "gunmen", "a man"),
    ("The gunman who shot the baker fled.", "shot", "The gunman", "the baker"),
    ("The baker whom gunmen shot is alive.", "shot", "gunmen", "The baker"),
    ("A baker was shot and killed by gunmen.", "killed", "gunmen", "A baker"),
    ("Gunmen stormed the mill and shot a baker.", "shot", "Gunmen", "a baker"),
    ("Gunmen tried to shoot a baker.", "shoot", "Gunmen", "a baker"),
    ("Soldiers killed dozens of villagers.", "killed", "Soldiers", "dozens of villagers"),
    ("Rebels carried out an attack on the port.", "attack", "Rebels", "the port"),
    ("An attack by rebels on the port failed.", "attack", "rebels", "the port"),
    ("The killing of a baker by soldiers caused an outcry.", "killing", "soldiers", "a baker"),
    ("The Kurdish attack on the port failed.", "attack", "Kurdish", "the port"),
    ("Officials blamed the attack on rebels.", "attack", "rebels", None),
    ("Russian drones struck a bakery.", "struck", "Russian", "a bakery"),
    ("A drone struck a bakery.", "struck", None, "a bakery"),
    ("Two bakers were killed and nine cooks wounded.", "wounded", None, "nine cooks"),
    ("A bomb killed a baker.", "killed", None, "a baker"),
    ("The explosion wounded a baker.", "wounded", None, "a baker"),
    ("Chad rejected an offer from Niger.", "rejected", "Chad", "Niger"),
    ("Chad and Niger agreed on a border.", "agreed", "Chad", "Niger"),
    ("Chad said Niger had moved its troops and urged Togo to act.", "urged", "Chad", "Togo"),
    ("The rebels said they would attack the port.", "attack", "The rebels", "the port"),
    ("A man was accused by prosecutors of killing a baker.", "killing", "A man", "a baker"),
    ("Police arrested a man for shooting his brother.", "shooting", "a man", "his brother"),
    ("A woman was arrested after stabbing a baker.", "stabbing", "A woman", "a baker"),
    ("A baker was found shot outside a mill.", "shot", None, "A baker"),
    ("A baker has died, police said, after being shot.", "shot", None, "A baker"),
    ("A 16-year-old was shot.", "shot", None, "A 16-year-old"),
    ("Officers gave chase, and Miller began shooting.", "shooting", "Miller", None),
    ("Gunmen opened fire at a garden party.", "opened", "Gunmen", None),
    ("Three bakers were wounded and taken to hospital by medics.", "wounded", None, "Three bakers"),
    ("A baker was killed in an East Lyon shooting.", "shooting", None, "a baker"),
    ("Gunmen stormed a camp in Chad and detonated explosive vests.", "detonated", "Gunmen", "a camp"),
    # control
    ("Chad said rebels were thwarted in their attempt to overrun a post.", "overrun", "rebels", "a post"),
    ("Chad's plan to attack the port failed.", "attack", "Chad", "the port"),
    ("A man was arrested after he shot his neighbour.", "shot", "A man", "his neighbour"),
    ("Gunmen chased two bakers and shot them in a car.", "shot", "Gunmen", "two bakers"),
    # whom a relative pronoun means
    ("Miller, an outspoken critic of the government who was shot dead at home, was a baker.", "shot", None, "Miller"),
    ("Miller, a pupil at Ashby School who was shot on Monday, is alive.", "shot", None, "Miller"),
    # who is said to have done what a noun names
    ("The rebels claimed responsibility for the attack on the mill.", "attack", "The rebels", "the mill"),
    ("Rebel spokesman Idris Bako claimed responsibility for the attack on the mill.", "attack", "Rebel", "the mill"),
    ("Miller was charged with the murder of a baker.", "murder", "Miller", "a baker"),
    ("Miller pleaded guilty to the murder of a baker.", "murder", "Miller", "a baker"),
    ("Miller was charged in connection with the murder of a baker.", "murder", "Miller", "a baker"),
    ("Rebels were blamed for the attack on the mill.", "attack", "Rebels", "the mill"),
    ("The group's spokesman said they killed nine soldiers.", "killed", "The group", "nine soldiers"),
    # fights
    ("Riot police and marchers clashed in Lyon.", "clashed", "Riot police", "marchers"),
    ("Nine soldiers were killed in clashes with rebels.", "killed", "rebels", "Nine soldiers"),
    ("Nine rebels were killed in clashes between the army and the rebels.", "killed", "the army", "Nine rebels"),
    ("Marchers pelted the police with bottles.", "pelted", "Marchers", "the police"),
    ("Nine people were killed by police gunfire in Lyon.", "killed", "police", "Nine people"),
    ("Troops were involved in a shootout with rebels.", "shootout", "Troops", "rebels"),
    ("The army stepped in after months of protests.", "protests", None, None),
    # what a "that" means
    ("Rebels claimed a bombing near the consulate in Lyon, France that killed nine cooks.", "killed", "Rebels", "nine cooks"),
    # who claims, and who does not
    ("Rebels claimed responsibility Sunday for an attack on the mill.", "attack", "Rebels", "the mill"),
    ("No group claimed responsibility for the attack on the mill.", "attack", None, "the mill"),
    ("Two cooks were among those killed in the attack.", "killed", None, "Two cooks"),
    ("One of those killed in the attack was a judge.", "killed", None, "a judge"),
    ("The ambush is thought to have been carried out by rebels.", "ambush", "rebels", None),
    ("Rebels said they were behind the attack on the mill.", "attack", "Rebels", "the mill"),
    ("Police said the rebels were responsible for the attack on the mill.", "attack", "the rebels", "the mill"),
    ("Police said the rebels were not behind the attack on the mill.", "attack", None, "the mill"),
    # whom a possessive, a 'they' or a 'we' means
    ("Chad answered with its own sanctions against Niger.", "sanctions", "Chad", "Niger"),
    ("They clashed with bakers, said Adam Miller, a lawyer.", "clashed", None, "bakers"),
    ('"We urge Niger to withdraw," said Adam Miller, the foreign minister of Chad.', "urge", "Adam Miller", "Niger"),
    # who was seen, and who is spoken of as slain
    ("The raid on the mill saw two cooks kidnapped.", "kidnapped", None, "two cooks"),
    ("Nine rebels were killed and another was wounded in a clash with soldiers.", "wounded", "soldiers", "another"),
    # what no tool does
    ("Attackers used a mine and two rifles to ambush a patrol.", "ambush", "Attackers", "a patrol"),
    ("Soldiers opened fire towards a crowd.", "opened", "Soldiers", "a crowd"),
    ("Police seized two rifles from a hideout.", "seized", "Police", None),
    ("The council voted by 171 to 122 against the appointment of Joseph Miller.", "voted", "The council", "Joseph Miller"),
    ("A suspect faces several charges including murder in the killing of a cook.", "killing", "A suspect", "a cook"),
    ("A large number of armed men attacked the mill.", "attacked", "A large number of armed men", "the mill"),
    ("Fighting between the army and the rebels spread.", "Fighting", "the army", "the rebels"),
    ("The abduction and killing of two cooks shocked Lyon.", "abduction", None, "two cooks"),
    ("Marchers were heard to shout as they were detained by police.", "detained", "police", "Marchers"),
    ("Adam Miller called on his critics to repent.", "called", "Adam Miller", "his critics"),
    ("The premier condemned the attack, stating that it was mad.", "condemned", "The premier", None),
    ("Nine cooks were killed in a series of Kenyan air strikes.", "killed", "Kenyan", "Nine cooks"),
    ("The premier issued a statement accusing the rebels of lying.", "accusing", "The premier", "the rebels"),
    ("A statement by the premier accused the rebels of lying.", "accused", "the premier", "the rebels"),
    ("A shootout between police and a baker shocked Lyon.", "shootout", "police", "a baker"),
    ("Rebels carried out an attack targeting nine cooks.", "attack", "Rebels", "nine cooks"),
    ("Artillery fire killed nine cooks.", "killed", None, "nine cooks"),
    ("Police do not know which gang was behind the attack on the mill.", "attack", None, "the mill"),
    ("Police found two cooks slain and wounded.", "wounded", None, "two cooks"),
    ("Miller was hit by his wife as she was attacked.", "attacked", None, "she"),
    ("A baker shot two cooks and left a guard wounded.", "wounded", "A baker", "a guard"),
    ("Nine cooks died, the army said, blaming rebels.", "blaming", "the army", "rebels"),
    ("Miller drew a gun and shot into a crowd.", "shot", "Miller", None),
    ("Shots were fired on Mill Street on Monday.", "fired", None, None),
    # a vehicle that is the bomb
    ("A bomber detonated a car packed with explosives at a market.", "detonated", "A bomber", None),
    # no part of anybody
    ("LYON, France (Reuters) -Masked gunmen shot a baker.", "shot", "Masked gunmen", "a baker"),
    ("Lyon - Masked police shot a baker.", "shot", "Masked police", "a baker"),
    ("Chad brokered the Lyon agreement.", "brokered", "Chad", None),
]


def told(document: Document, party: Party | None) -> str | None:
    return document.body[party.start : party.end].lower() if party else None


@pytest.mark.parametrize(("text", "trigger", "actor", "target"), ROLES)
def test_roles(find: Callable, text: str, trigger: str, actor: str | None, target: str | None) -> None:
    document, findings = find(text)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    assert told(document, event.actor) == (actor and actor.lower())
    assert told(document, event.target) == (target and target.lower())


PARTIES = [
    ("Russian forces attacked the port.", "RUS", "MIL"),
    ("Ukraine attacked the port.", "UKR", "GOV"),
    ("Unidentified gunmen attacked the port.", None, "UAF"),
    ("Rebel fighters attacked the port.", None, "REB"),
    ("Kenyan police attacked the port.", "KEN", "COP"),
    ("Students protested on Monday.", None, "EDU"),
    ("The president of Chad praised Niger.", "TCD", "GOV"),
    ("The union praised the minister.", None, "LAB"),
    ("Chad's allies praised Niger.", None, None),
    ("Its warplanes attacked the port.", None, "MIL"),
    ("The ministry of Chad said its troops attacked the port.", "TCD", "MIL"),
]


@pytest.mark.parametrize(("text", "country", "sector"), PARTIES)
def test_country_and_sector_of_the_actor(find: Callable, text: str, country: str | None, sector: str | None) -> None:
    _, findings = find(text)
    actor = findings.events[0].actor
    assert (actor.country_iso3, actor.sector) == (country, sector)


def test_unknown_gunmen_have_no_entity(find: Callable) -> None:
    _, findings = find("Unknown gunmen attacked the port.")
    assert findings.events[0].actor.entity is None


NO_EVENT = [
    "The wounded soldiers slept.",
    "They met on 3 March 2020.",
    "An end to murders and massacres is far off.",
    "The pillars support the roof.",
    "Senator Smith attacked Mayor Jones in the debate.",
    "The candidate spoke at a rally in Ohio.",
    "You warned them.",
    "A poll found that voters say taxes should fall.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_no_event(find: Callable, text: str) -> None:
    _, findings = find(text)
    assert [event.rule_id for event in findings.events if event.event_type != "CONSULT"] == []
