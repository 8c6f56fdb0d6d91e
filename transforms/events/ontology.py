"""Event types and modes, with their places in CAMEO, QuadClass, ACLED and on an intensity scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ACLED_EVENT_TYPES = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
"""ACLED's 6 event types and 25 sub-event types (ACLED Codebook, 2023)."""

ACLED_TYPE_OF = {sub_type: event_type for event_type, sub_types in ACLED_EVENT_TYPES.items() for sub_type in sub_types}


@dataclass(frozen=True, slots=True)
class EventClass:
    """What an event type, or one mode of it, is in the other schemes."""

    event_type: str
    mode: str | None
    cameo_root: str | None
    quad_class: int | None
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; None outside politics."""
    intensity: float
    """On Goldstein's scale, from -10 (war) to +10 (alliance)."""
    acled: str | None
    """ACLED sub-event type that it has where nothing in the text says otherwise."""


@dataclass(frozen=True)
class Ontology:
    """All event classes by type and mode."""

    classes: Mapping[tuple[str, str | None], EventClass]

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> Ontology:
        """From `seeds/events/ontology.yml`. A mode has its type's values but those that it states itself."""
        classes = {}
        for name, entry in seed.items():
            common = {key: entry.get(key) for key in ("cameo", "quad", "intensity", "acled")}
            for mode, own in [(None, {}), *entry.get("modes", {}).items()]:
                values = common | (own or {})
                if values["acled"] is not None and values["acled"] not in ACLED_TYPE_OF:
                    raise ValueError(f"{name}/{mode}: {values['acled']!r} is no sub-event type of ACLED")
                cameo = values["cameo"]
                classes[name, mode] = EventClass(
                    name, mode, None if cameo is None else f"{cameo:02d}", values["quad"], float(values["intensity"]), values["acled"]
                )
        return cls(classes)

    def __getitem__(self, key: tuple[str, str | None]) -> EventClass:
        return self.classes[key]
