"""Who may ask, and of which snapshot: the token of a server, and the sessions of those who logged in with it."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from pyarrow import flight

from warehouse import leases
from warehouse.layout import Home
from warehouse.manifest import load_current

MAX_SESSIONS = 1000
"""The one that was idle longest has to log in again when there are more."""
IDLE_SECONDS = 3600.0
"""After which a session lets go of its snapshot, and goes on with the newest."""


@dataclass
class Session:
    """A login, and the snapshot that it sees."""

    snapshot: int
    lease: int
    used_at: float


class Sessions:
    """The sessions of a server, by the bearer token that each was given at login."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._by_token: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self) -> str:
        """Log in: a new session on the newest snapshot. Gives its token."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._by_token) >= MAX_SESSIONS:
                os.close(self._by_token.popitem(last=False)[1].lease)
            self._by_token[token] = self._fresh()
        return token

    def knows(self, token: str) -> bool:
        """Whether there is such a session."""
        with self._lock:
            return token in self._by_token

    def snapshot(self, token: str | None) -> int:
        """Number of the snapshot that a session sees; the newest where there is none."""
        with self._lock:
            session = self._by_token.get(token) if token else None
            if session is None or token is None:
                return load_current(self.home).number
            if time.monotonic() - session.used_at > IDLE_SECONDS:
                os.close(session.lease)
                session = self._by_token[token] = self._fresh()
            session.used_at = time.monotonic()
            self._by_token.move_to_end(token)
            return session.snapshot

    def end(self, token: str) -> None:
        """Log out."""
        with self._lock:
            if session := self._by_token.pop(token, None):
                os.close(session.lease)

    def _fresh(self) -> Session:
        number = load_current(self.home).number
        return Session(number, leases.take(self.home.snapshot(number)), time.monotonic())


class Visit(flight.ServerMiddleware):
    """One call of somebody who may ask."""

    def __init__(self, session: str | None, *, is_new: bool = False) -> None:
        self.session = session
        self._is_new = is_new

    def sending_headers(self) -> dict[str, list[str] | list[bytes]]:
        """The token of a session that has just begun, as clients expect it."""
        return {"authorization": [f"Bearer {self.session}"]} if self._is_new else {}


class Door(flight.ServerMiddlewareFactory):
    """Lets in who has the server's token: as a password, which begins a session, or as a bearer token, which is one question at a time."""

    def __init__(self, token: str, sessions: Sessions) -> None:
        self._token = token.encode()
        self._sessions = sessions

    def start_call(self, _info: flight.CallInfo, headers: Mapping[str, list[str] | list[bytes]]) -> Visit:
        """Raises FlightUnauthenticatedError for everybody else."""
        given = next((values[0] for name, values in headers.items() if name.lower() == "authorization" and values), "")
        kind, _, secret = (given if isinstance(given, str) else given.decode("latin1")).partition(" ")
        match kind.lower():
            case "basic" if self._is_token(_password(secret)):
                return Visit(self._sessions.begin(), is_new=True)
            case "bearer" if self._is_token(secret.encode()):
                return Visit(None)
            case "bearer" if self._sessions.knows(secret):
                return Visit(secret)
        raise flight.FlightUnauthenticatedError("The token is missing, wrong, or of a session that has ended.")

    def _is_token(self, given: bytes) -> bool:
        return secrets.compare_digest(given, self._token)


def _password(basic: str) -> bytes:
    """The password of HTTP's basic authentication; the user's name doesn't matter."""
    try:
        return base64.b64decode(basic + "=" * (-len(basic) % 4), validate=True).partition(b":")[2]  # some clients leave the padding out
    except (binascii.Error, ValueError):
        return b""
