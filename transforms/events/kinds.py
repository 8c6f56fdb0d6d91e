"""Kinds of events, by which mentions of different ones are told apart."""

from __future__ import annotations

from transforms.records import Event

KINDS = {
    "firearms": "shooting", "explosives": "bombing", "suicide-attack": "bombing", "grenade": "bombing", "heavy-weapons": "bombardment",
    "aerial": "bombardment", "drone": "bombardment", "unconventional": "bombardment", "abduct": "abduction", "hijack": "abduction",
    "arson": "arson", "destroy": "arson", "sexual": "sexual", "clash": "clash",
}  # fmt: skip
"""Modes of ASSAULT that exclude each other. The others (kill, wound, beat, attack as such) go with any of them but abduction."""
MISHAP_KINDS = {
    "earthquake": "earthquake", "flood": "weather", "storm": "weather", "landslide": "weather", "fire": "fire", "explosion": "fire",
    "epidemic": "epidemic", "drought": "drought", "volcano": "volcano", "avalanche": "avalanche", "crash": "crash",
    "poisoning": "poisoning", "shooting": "shooting",
}  # fmt: skip
"""Modes of DISASTER and ACCIDENT likewise: storms flood and bring slopes down. People drown, and houses collapse, in any of them."""
FAMILIES = {"ASSAULT": "violence", "DISASTER": "mishap", "ACCIDENT": "mishap"}
HARMFUL = frozenset({"violence", "mishap"})
"""Families of which an article tells one event through many mentions."""
PHYSICAL = HARMFUL | {"PROTEST"}
"""Families of what was at some place on some day, which the article around a mention tells; and that people come to harm in."""
TOLD = ("asserted", "claimed")
"""Modalities of what took place, or is said to have."""
SIDES = {"MIL": "army", "REB": "rebels", "UAF": "rebels", "CRM": "rebels", "GOV": "army"}
"""The sides of a war, by the sector of who acts for them. Bandits who fight an army are rebels to it, and a government fights with its army."""


def family(event: Event) -> str:
    """Events of different families are never the same."""
    return FAMILIES.get(event.event_type, event.event_type)


def kind(event: Event) -> str | None:
    """What sets an event apart from others of its family; None where it may go with any."""
    kinds = {"violence": KINDS, "mishap": MISHAP_KINDS}.get(family(event))
    return kinds.get(event.event_mode or "") if kinds is not None else event.event_mode


def side(event: Event) -> str | None:
    """Whose attack it is, as far as that sets it apart. Those who clash are one each."""
    if event.event_type != "ASSAULT" or event.event_mode == "clash" or event.actor is None:
        return None
    return SIDES.get(event.actor.sector or "")
