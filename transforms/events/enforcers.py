"""Who arrests and charges in an article: where it names those who do only once, the others are theirs too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from transforms.document import Document
from transforms.events.kinds import TOLD
from transforms.records import Event, Party

ENFORCED = frozenset({("COERCE", "arrest"), ("LEGAL", "charge"), ("LEGAL", "sentence"), ("LEGAL", "convict")})
"""Types and modes of what only those do who enforce the law."""
ENFORCERS = frozenset({"COP", "MIL", "SPY", "JUD"})


def enforcers(document: Document, events: Sequence[Event]) -> dict[int, Party]:
    """By arrest or charge without an actor, who did it, where all others of its kind in the article are of one actor."""
    actors: defaultdict[tuple[str, str | None], dict[object, Party]] = defaultdict(dict)
    for event in events:
        kind = (event.event_type, event.event_mode)
        if kind in ENFORCED and event.actor is not None:
            name = document.body[event.actor.start : event.actor.end].lower().removeprefix("the ")
            actors[kind].setdefault(event.actor.entity if event.actor.entity is not None else name, event.actor)
    found = {}
    for i, event in enumerate(events):
        known = list(actors.get((event.event_type, event.event_mode), {}).values())
        if event.actor is None and event.modality in TOLD and len(known) == 1 and known[0].sector in ENFORCERS:
            found[i] = known[0]._replace(basis="context")
    return found
