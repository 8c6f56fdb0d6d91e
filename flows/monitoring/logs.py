"""The program's log on standard error: a line of text or of JSON each, always with the run, the batch and the file that it is about."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from flows.settings import Settings

LOGGER = "nightdesk"
NONE = "-"
"""What stands where a line is about no run, batch or file."""
LINE = "%(asctime)s %(levelname)-7s %(run)s %(batch)s %(file)s  %(message)s"

_run = NONE
_about: ContextVar[tuple[str, str]] = ContextVar("about", default=(NONE, NONE))


def concern_run(run_id: str) -> None:
    """From now on every line of this process is about this run: a process has one at a time."""
    global _run  # noqa: PLW0603 - Prefect's threads don't inherit context variables
    _run = run_id or NONE


@contextmanager
def about(batch: str, file: str = NONE) -> Iterator[None]:
    """Lines that are logged inside are about this batch, and this file where it is one."""
    token = _about.set((batch, file))
    try:
        yield
    finally:
        _about.reset(token)


class _Place(logging.Filter):
    """Gives every record its run, batch and file."""

    def filter(self, record: logging.LogRecord) -> bool:
        batch, file = _about.get()
        for name, value in (("run", _run), ("batch", batch), ("file", file)):
            if not hasattr(record, name):
                setattr(record, name, value)
        return True


def set_up(settings: Settings) -> None:
    """Write the program's log to standard error, as the settings ask. Where bars show the progress, no line tells of it."""
    handler = _Lines(sys.stderr)
    handler.addFilter(_Place())
    handler.setFormatter(_json() if settings.log_format == "json" else _Text(LINE))
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [other for other in logger.handlers if not isinstance(other, _Lines)] + [handler]  # Prefect's is kept
    logger.propagate = False  # the root's handler is Prefect's, which would say it all once more
    logger.setLevel(settings.log_level or ("WARNING" if settings.quiet or shows_bars(settings) else "INFO"))


def shows_bars(settings: Settings) -> bool:
    """Whether a run shows its progress to a person at a terminal."""
    return settings.log_format == "text" and not settings.quiet and sys.stderr.isatty()


class _Lines(logging.StreamHandler[TextIO]):
    """The handler of this module."""


class _Text(logging.Formatter):
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - the signature
        return _time(record)


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    class Json(JsonFormatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - the signature
            return _time(record)

    names = {"asctime": "time", "levelname": "level", "name": "logger"}
    return Json("%(asctime)s %(levelname)s %(name)s %(run)s %(batch)s %(file)s %(message)s", rename_fields=names, json_ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
