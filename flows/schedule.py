"""`nightdesk schedule`: a Prefect server if none is configured, the deployment, its cron, and the runner, in one command."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx

from flows.inputs.remote import is_url
from flows.monitoring.outcome import Outcome
from flows.settings import Settings
from warehouse.errors import WarehouseError

logger = logging.getLogger("nightdesk.schedule")
SERVER_STARTS_WITHIN = 120.0
"""Seconds that Prefect's server may take to answer: the first start makes its database."""


ADDRESS = "address"
"""File in `<home>/prefect` with the address of the server that was started for the home, while it runs."""


class ScheduleError(WarehouseError):
    """The schedule can't be kept, and why."""


class CronError(ScheduleError):
    """A cron or time zone that is none."""

    is_usage = True


def check_cron(cron: str, timezone: str) -> None:
    """Raises CronError for what is no cron, or no time zone."""
    from prefect.schedules import Cron
    from prefect.server.schemas.schedules import CronSchedule

    try:
        Cron(cron, timezone=timezone)
        CronSchedule(cron=cron, timezone=timezone)
    except ValueError:
        raise CronError(
            f"{cron!r} in the time zone {timezone!r} is no schedule.",
            'A cron is five fields, minute, hour, day of the month, month and day of the week, such as "15 3 * * *"; a time zone is Europe/Paris.',
        ) from None


@contextmanager
def prefect_api(home: Path) -> Iterator[str]:
    """Address of the Prefect API: the configured one, or that of a server started here, which keeps its database in `<home>/prefect`."""
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "nightdesk")  # the runs' own log lines are seen in Prefect too
    configured = os.environ.get("PREFECT_API_URL") or PREFECT_API_URL.value()
    if configured:
        yield configured
        return
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    address = f"http://127.0.0.1:{port}/api"
    environment = os.environ | {"PREFECT_HOME": str(folder.resolve()), "PREFECT_API_URL": address}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--log-level", "WARNING"]
    with open(folder / "server.log", "ab") as log:
        server = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )  # ends after the runner, not with it
    try:
        _wait_for(address, server, folder / "server.log")
        (folder / ADDRESS).write_text(address, "utf8")
        with temporary_settings({PREFECT_API_URL: address, PREFECT_HOME: folder.resolve()}):
            yield address
    finally:
        (folder / ADDRESS).unlink(missing_ok=True)
        server.terminate()
        server.wait()


def address_of(home: Path) -> str | None:
    """Address of the Prefect API that looks after a home: the configured one, or that of the server that its schedule started."""
    from prefect.settings import PREFECT_API_URL

    configured = os.environ.get("PREFECT_API_URL") or PREFECT_API_URL.value()
    if configured:
        return configured
    try:
        return (home / "prefect" / ADDRESS).read_text("utf8")
    except OSError:
        return None


def serve(paths: list[str], settings: Settings, cron: str, timezone: str) -> None:
    """Run the nightly flow by the cron until interrupted, and at once if a night was missed while nothing was there to run it.

    Runs of one home never overlap: one that is due waits for the one before.
    """
    from prefect.deployments import run_deployment
    from prefect.runner import Runner
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.nightly import nightly

    parameters = {  # the other settings are read anew by each run: a change of settings.toml needs no other start
        "paths": [path if is_url(path) else str(Path(path).resolve()) for path in paths],
        "settings": {"home": str(settings.home.resolve())},
    }
    name = settings.home.resolve().name
    runner = Runner(name=name, pause_on_shutdown=False, limit=1)
    runner.add_flow(
        nightly,
        name=name,
        description=f"Ingest what is new in {', '.join(paths) or 'the configured sources'} into {settings.home}.",
        tags=["nightdesk"],
        schedules=[Cron(cron, timezone=timezone)],
        parameters=parameters,
        concurrency_limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if due := missed(settings.home, cron, timezone):
        logger.info("The night of %s was missed: it is run now.", f"{due:%Y-%m-%d %H:%M %Z}")
        run_deployment(f"{nightly.name}/{name}", timeout=0, as_subflow=False)
    warnings.filterwarnings("ignore", "coroutine 'Runner.astop' was never awaited")  # how Prefect 3.8 leaves on SIGTERM; it does leave
    asyncio.run(runner.start())


def missed(home: Path, cron: str, timezone: str, now: datetime | None = None) -> datetime | None:
    """When the first run after the last one was due, if that is past; None also where none has run yet."""
    from prefect.server.schemas.schedules import CronSchedule

    last = Outcome.last(home)
    if last is None:
        return None
    due = asyncio.run(CronSchedule(cron=cron, timezone=timezone).get_dates(n=1, start=last.ended_at.replace(tzinfo=UTC)))
    return due[0] if due and due[0] < (now or datetime.now(UTC)) else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SERVER_STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/health", timeout=5).is_success:
                return
        time.sleep(0.5)
    raise ScheduleError(f"Prefect's server did not start; see {log}.", "Or set PREFECT_API_URL to a server that runs.")
