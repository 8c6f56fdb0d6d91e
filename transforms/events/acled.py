"""ACLED's sub-event type of an event: its frame's, unless the parties or the setting make it another.

The order is ACLED's own: demonstrations come before violence, remote violence before attacks, and two armed sides make a clash.
"""

from __future__ import annotations

from transforms.events.ontology import EventClass
from transforms.events.scene import Scene
from transforms.records import Party

ARMED = frozenset({"MIL", "COP", "REB", "UAF", "SPY"})
STATE = frozenset({"MIL", "COP", "GOV", "SPY"})
NON_STATE = frozenset({"REB", "UAF"})
LETHAL_MODES = frozenset({None, "firearms", "execute", "beat"})


def acled_sub_event(event_class: EventClass, default: str | None, actor: Party | None, target: Party | None, scene: Scene) -> str | None:
    """The sub-event type, or None for what ACLED doesn't record."""
    if default is None:
        return None
    doer, sufferer = actor.sector if actor else None, target.sector if target else None
    if event_class.mode == "territory":
        return of_territory(doer, sufferer, scene)
    if event_class.event_type == "PROTEST":
        return of_protest(default, scene)
    if event_class.event_type == "COERCE" and event_class.mode == "arrest":
        return "Protest with intervention" if sufferer in ("OPP", "CVL", None) and scene.has("demonstration") else default
    if event_class.event_type == "ASSAULT":
        return of_assault(event_class.mode, default, doer, sufferer, scene)
    return default


def of_territory(doer: str | None, sufferer: str | None, scene: Scene) -> str:
    """Ground that changed hands: given up without a fight, else by who holds it now."""
    if scene.has("withdrawal", near=True):
        return "Non-violent transfer of territory"
    if doer in NON_STATE or (doer is None and sufferer in STATE):
        return "Non-state actor overtakes territory"
    if doer in STATE or sufferer in NON_STATE or scene.has("state_force"):
        return "Government regains territory"
    return "Non-state actor overtakes territory"


def of_protest(default: str, scene: Scene) -> str:
    """A demonstration: what the crowd did, and what was done to it."""
    if scene.has("state_force", near=True):
        if scene.has("excessive"):
            return "Excessive force against protesters"
        if default == "Peaceful protest" and scene.has("dispersal", near=True):
            return "Protest with intervention"
    if default == "Violent demonstration" and scene.has("mob"):
        return "Mob violence"
    if default == "Peaceful protest" and scene.has("crowd_violence", near=True):
        return "Violent demonstration"
    return default


def of_assault(mode: str | None, default: str, doer: str | None, sufferer: str | None, scene: Scene) -> str:
    """Violence: against a crowd, by a mob, between armed sides, or against those who can't fight back."""
    if mode == "crowd-control":
        return "Excessive force against protesters" if scene.has("excessive") else default
    if mode not in LETHAL_MODES and mode != "clash":
        return default
    if scene.has("demonstration"):
        if doer in STATE or sufferer == "OPP":
            return "Excessive force against protesters"
        if doer in ("OPP", "CVL", None):
            return "Violent demonstration" if scene.has("crowd_violence") or mode == "clash" else "Excessive force against protesters"
    if scene.has("mob"):
        return "Mob violence"
    if mode == "clash":
        return default
    if doer in ARMED and (sufferer in ARMED or scene.has("military_target")):
        return "Armed clash"
    if doer is None and sufferer in ARMED and scene.has("adversary"):
        return "Armed clash"
    return default
