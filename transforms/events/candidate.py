"""A trigger with its roles and how it is told, on its way to an event."""

from __future__ import annotations

from typing import NamedTuple

from transforms.events.matching import Match
from transforms.events.modality import Status
from transforms.events.ontology import EventClass
from transforms.events.roles import Roles


class Candidate(NamedTuple):
    """What is known of an event before its ACLED type and confidence."""

    match: Match
    roles: Roles
    told: Status
    event_class: EventClass
    sureness: float = 0.0
    """What the text around it adds to the share of its frame's events that are right, or takes from it."""
