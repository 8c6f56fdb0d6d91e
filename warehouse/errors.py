"""What the warehouse refuses, said so that the reader knows what to do next."""

from __future__ import annotations

from typing import ClassVar


class WarehouseError(Exception):
    """A refusal or failure that the user can act on: what happened, and the remedy."""

    is_usage: ClassVar[bool] = False
    """Whether what was asked for is wrong, rather than what came of it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class NoWarehouseError(WarehouseError):
    """There is no committed warehouse in this home."""


class LockedError(WarehouseError):
    """Another process is writing."""


class NotFoundError(WarehouseError):
    """No table, view, snapshot or row of that name."""


class QueryError(WarehouseError):
    """SQL that is wrong, not read-only, or over its limits."""
