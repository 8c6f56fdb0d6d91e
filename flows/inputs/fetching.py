"""Fetching pages politely: as `[fetch]` sets it, one request at a time to a host, and only what its robots.txt allows."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from flows.inputs.retries import is_passing_status, retrying
from flows.inputs.robots import MOST_BYTES, Robots
from flows.settings import FetchSettings

NOT_MODIFIED = 304
OK = 200
_REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
LONGEST_PAUSE = 60.0
"""Seconds between two requests, whatever a robots.txt asks for: with more, nothing would be read in a night."""
SLOWEST = 20
"""A response may take so many times the time that a server may be silent."""


class FetchError(OSError):
    """Something that could not be fetched, and why."""

    def __init__(self, message: str, status: int | None = None, retry_after: float = 0.0, *, is_forbidden: bool = False) -> None:
        super().__init__(message)
        self.is_forbidden = is_forbidden
        """By the host's robots.txt."""
        self.status = status
        """That the server answered; None where it didn't."""
        self.retry_after = retry_after
        """Seconds that the server asks to wait."""

    @property
    def is_final(self) -> bool:
        """Whether asking again another day would be of no use, unless the page changes."""
        return self.is_forbidden or (self.status is not None and not is_passing_status(self.status))


@dataclass(frozen=True)
class Fetched:
    """An answer."""

    url: str
    """After redirects."""
    status: int
    """200 or 304."""
    headers: Mapping[str, str]
    content: bytes

    @property
    def validators(self) -> dict[str, str]:
        """What tells the server, the next time, which state is known here: headers of a conditional request."""
        given = {"If-None-Match": self.headers.get("etag"), "If-Modified-Since": self.headers.get("last-modified")}
        return {name: value for name, value in given.items() if value}


@dataclass
class _Host:
    """What is known of a host, and whose turn it is."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    """By the monotonic clock."""
    robots: Robots | None = None


class Fetcher:
    """A client that threads can share."""

    def __init__(self, settings: FetchSettings, transport: httpx.BaseTransport | None = None) -> None:
        self._settings = settings
        self._crawler = settings.user_agent.split("/")[0].split()[0]
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._known = threading.Lock()
        self._client = httpx.Client(
            headers={"User-Agent": settings.user_agent}, timeout=settings.timeout_seconds, follow_redirects=False, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None, secrets: Mapping[str, str] | None = None) -> Fetched:
        """What is at an address, or that it is as it was (304). `secrets` are headers for the address's own host only.

        Raises FetchError where that can't be had: not there, forbidden by the server or its robots.txt, too large, or in trouble after all
        attempts. Redirects are followed, a few.
        """
        host = urlsplit(url).netloc
        for _ in range(MOST_REDIRECTS + 1):
            place = urlsplit(url)
            if place.scheme not in ("http", "https") or not place.netloc:
                raise FetchError(f"{url}: no address of the web")
            robots = self._robots(url)
            if not robots.allows(url):
                raise FetchError(f"{url}: {robots.closed_by or 'forbidden by robots.txt'}", is_forbidden=not robots.closed_by)
            sent = dict(headers or {}) | (dict(secrets or {}) if place.netloc == host else {})
            found = self._tried(url, sent, self._settings.max_bytes)
            if found.status not in _REDIRECTS:
                return found
            url = urljoin(url, found.headers.get("location", ""))
        raise FetchError(f"{url}: more than {MOST_REDIRECTS} redirects", found.status)

    def _robots(self, url: str) -> Robots:
        """The host's robots.txt, asked for once. Where there is none, all is allowed; where that can't be told, nothing."""
        host = self._host(url)
        if host.robots is None:
            place = urljoin(url, "/robots.txt")
            try:
                for _ in range(MOST_REDIRECTS + 1):
                    found = self._tried(place, {}, MOST_BYTES, cut=True)
                    if found.status not in _REDIRECTS:
                        break
                    place = urljoin(place, found.headers.get("location", ""))
                host.robots = Robots.parse(found.content.decode("utf8", "replace"), self._crawler)
            except FetchError as error:
                is_none = error.status is not None and not is_passing_status(error.status)
                host.robots = Robots(closed_by="" if is_none else f"nothing is fetched without a look at its host's robots.txt ({error})")
        return host.robots

    def _tried(self, url: str, headers: Mapping[str, str], most: int, *, cut: bool = False) -> Fetched:
        try:
            return retrying(lambda: self._asked(url, headers, most, cut=cut), url, self._settings.trying)
        except httpx.HTTPError as error:
            raise FetchError(f"{url}: {str(error) or type(error).__name__}") from error
        except httpx.InvalidURL as error:
            raise FetchError(f"{url}: {error}") from error

    def _asked(self, url: str, headers: Mapping[str, str], most: int, *, cut: bool) -> Fetched:
        """One request, when it is the host's turn. Only the first `most` bytes are read; more is an error unless `cut`."""
        host = self._host(url)
        with host.turn:
            time.sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                with self._client.stream("GET", url, headers=dict(headers)) as response:
                    return self._received(response, url, most, cut=cut)
            finally:
                asked = min(host.robots.pause, LONGEST_PAUSE) if host.robots else 0.0
                host.free_at = time.monotonic() + max(self._settings.pause_seconds, asked)

    def _received(self, response: httpx.Response, url: str, most: int, *, cut: bool) -> Fetched:
        status = response.status_code
        if status not in (OK, NOT_MODIFIED, *_REDIRECTS):
            after = response.headers.get("retry-after", "")
            raise FetchError(f"{url}: the server answers {status}", status, float(after) if after.isdigit() else 0.0)
        content = bytearray()
        until = time.monotonic() + SLOWEST * self._settings.timeout_seconds
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > most:
                if cut:
                    break
                raise FetchError(f"{url}: more than max_bytes = {most:,}", status)
            if time.monotonic() > until:
                raise FetchError(f"{url}: not whole after {SLOWEST * self._settings.timeout_seconds:.0f} s", status)
        return Fetched(url, status, response.headers, bytes(content[:most]))

    def _host(self, url: str) -> _Host:
        with self._known:
            return self._hosts[urlsplit(url).netloc]
