"""How an event is told: fact, claim, plan, possibility, wish or denial."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    ("Gunmen attacked the depot.", "attacked", "asserted", False),
    ("Police said gunmen attacked the depot.", "attacked", "asserted", False),
    ("Gunmen allegedly attacked the depot.", "attacked", "claimed", False),
    ("The mayor claimed that gunmen attacked the depot.", "attacked", "claimed", False),
    ("He is accused of kidnapping a banker.", "kidnapping", "claimed", False),
    ("The rebels plan to attack the depot.", "attack", "planned", False),
    ("The rebels are preparing an attack on the depot.", "attack", "planned", False),
    ("Teachers will march through the capital on Monday.", "march", "planned", False),
    ("The premier will meet his Chadian counterpart on Monday.", "meet", "planned", False),
    ("The premier will join a call with the king on Monday.", "join", "planned", False),
    ("The rebels may attack the depot.", "attack", "possible", False),
    ("Officials fear an attack on the depot.", "attack", "possible", False),
    ("Police suspect that the gunmen kidnapped the banker.", "kidnapped", "possible", False),
    ("If the rebels attack the depot, the town will starve.", "attack", "hypothetical", False),
    ("Guards prevented an attack on the depot.", "attack", "hypothetical", False),
    ("The rebels would attack the depot.", "attack", "hypothetical", False),
    ("The general denied that soldiers killed the monks.", "killed", "denied", False),
    ("The army denied bombing the market.", "bombing", "denied", False),
    ("The rebels did not attack the depot.", "attack", "asserted", True),
    ("There was no attack on the depot.", "attack", "asserted", True),
    ("The army did not attack the depot.", "attack", "asserted", True),
    ("The mayor is expected to recover after the attack on the depot.", "attack", "asserted", False),
    ("Guards had a call of an attack on the depot.", "attack", "asserted", False),
    ("The king asked who attacked the depot.", "attacked", "asserted", False),
    ("The chief ordered his men to attack the depot.", "attack", "requested", False),
    ("Villagers want justice for a boy shot by soldiers.", "shot", "asserted", False),
    ("The clan vowed to avenge the killing of its chief.", "killing", "asserted", False),
    ("The attack was claimed by a Chadian commander.", "attack", "asserted", False),
    ("The rebels did not immediately claim the attack.", "attack", "asserted", False),
    ("The troops mounted an operation to arrest the bandits.", "arrest", "planned", False),
    ("A spokesman could confirm an attack on the depot.", "attack", "asserted", False),
    ("The town braced for a planned march on the palace.", "march", "planned", False),
    ("The troops launched a hunt to arrest the bandits.", "arrest", "planned", False),
    ("The premier is due to meet the king of Chad on Monday.", "meet", "planned", False),
    ("The clan that attacked the depot plans a feast.", "attacked", "asserted", False),
]


@pytest.mark.parametrize(("text", "trigger", "modality", "negated"), CASES)
def test_modality(find: Callable, text: str, trigger: str, modality: str, negated: bool) -> None:
    document, findings = find(text)
    told = {document.body[slice(*event.trigger)]: (event.modality, event.negated) for event in findings.events}
    assert told.get(trigger) == (modality, negated)


SOURCES = [
    ('"Gunmen attacked the mill," said Mayor Ann Lee.', "attacked", "Mayor Ann Lee"),
    ("The mill closed after gunmen attacked it.", "attacked", None),
]


@pytest.mark.parametrize(("text", "trigger", "source"), SOURCES)
def test_who_says_so(find: Callable, text: str, trigger: str, source: str | None) -> None:
    document, findings = find(text)
    event = next(event for event in findings.events if document.body[slice(*event.trigger)] == trigger)
    told = event.attributed_to
    assert (told and document.body[slice(*told)]) == source
