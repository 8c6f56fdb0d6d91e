"""Trying again what may go better a moment later: input and output that fails for reasons of its own, never what a file is."""

from __future__ import annotations

import errno
import logging
import random
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")
logger = logging.getLogger("nightdesk.retries")

FINAL = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError)
"""Failures that are an answer."""
_PASSING = frozenset(
    (errno.EAGAIN, errno.EINTR, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.ECONNABORTED, errno.ECONNREFUSED, errno.ECONNRESET,
     errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETRESET, errno.ENETUNREACH, errno.EPIPE)
)  # fmt: skip
"""Errors of a network, or of a disk behind one, that tend to pass."""
_PASSING_STATUSES = frozenset((408, 425, 429))
"""HTTP's request timeout, too early, and too many requests; those from 500 on are the server's own trouble."""
_PASSING_KINDS = frozenset(("ClientConnectionError", "ClientPayloadError", "TransportError", "HTTPClientError", "IncompleteRead"))
"""Names of exceptions of aiohttp, httpx, botocore and http.client, which need not be installed, for a connection that broke."""
LONGEST_SECONDS = 120.0
"""Of a pause, whatever a server asks for."""


class Retries(NamedTuple):
    """How often and after what pauses to try again."""

    times: int = 3
    """Attempts after the first."""
    seconds: float = 2.0
    """The first pause; each next one is twice as long."""


def is_passing_status(status: int) -> bool:
    """Whether a request that an HTTP server answered so may go better later."""
    return status >= 500 or status in _PASSING_STATUSES


def is_passing(error: BaseException) -> bool:
    """Whether what failed may go better a moment later: broken connections, timeouts, servers in trouble; not what isn't there or allowed."""
    if isinstance(error, FINAL):
        return False
    status = getattr(error, "status", None)
    if isinstance(status, int):
        return is_passing_status(status)
    if isinstance(error, ConnectionError | TimeoutError) or getattr(error, "errno", None) in _PASSING:
        return True
    return any(kind.__name__ in _PASSING_KINDS for kind in type(error).__mro__)


def retrying(call: Callable[[], Result], what: str, retries: Retries, sleep: Callable[[float], None] = time.sleep) -> Result:
    """The call's result, tried again while its failure is a passing one (see `is_passing`); raises what the last attempt raised.

    Pauses double, with a random half, so that many clients don't come back at once. An error with `retry_after` seconds is heeded.
    """
    for attempt in range(retries.times):
        try:
            return call()
        except Exception as error:
            if not is_passing(error):
                raise
            pause = retries.seconds * 2**attempt * random.uniform(0.5, 1.0)  # noqa: S311 - no secret hangs on it
            pause = min(max(pause, getattr(error, "retry_after", 0.0)), LONGEST_SECONDS)
            logger.info("%s: %s; again in %.1f s", what, error, pause)
            sleep(pause)
    return call()
