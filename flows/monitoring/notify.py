"""One message when a run needs somebody: what happened, why, and the command to type next. Sent by apprise, to mail, Slack, webhook …"""

from __future__ import annotations

import logging
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.monitoring.outcome import Outcome
from flows.settings import Settings, SettingsError, completed

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, State
    from prefect.flows import Flow

logger = logging.getLogger("nightdesk.notify")


class Message(NamedTuple):
    """What is sent."""

    title: str
    body: str
    kind: str
    """One of apprise's: success, warning, failure, info."""


def is_wanted(outcome: Outcome, notify_on: str) -> bool:
    """Whether somebody is to be told: of failures only, of warnings too, or always. A run that a person ended is no failure."""
    if outcome.state in ("failed", "stopped"):
        return True
    return notify_on == "always" or (notify_on == "warning" and bool(outcome.warnings))


def message(outcome: Outcome) -> Message:
    """The message that tells of an outcome."""
    name = outcome.run_id or "run"
    kind = "failure" if not outcome.is_good else "warning" if outcome.warnings else "success"
    ended = {
        "committed": f"{name} committed, with warnings" if outcome.warnings else f"{name} committed",
        "nothing new": "nothing new",
        "stopped": f"{name} stopped before the commit",
        "failed": f"{name} failed" + (f" at the step ‘{outcome.step}’" if outcome.step else ""),
        "interrupted": f"{name} interrupted",
    }[outcome.state]
    lines = [outcome.what, *outcome.warnings]
    if outcome.step:
        lines.append(f"Step: {outcome.step}")
    if outcome.file:
        lines.append(f"File: {outcome.file}")
    if outcome.remedy:
        lines.append(f"What to do: {outcome.remedy}")
    lines += [f"Home: {outcome.home}", f"Next: {outcome.command}"]
    return Message(f"Nightdesk: {ended}", "\n".join(lines), kind)


def tell(outcome: Outcome, settings: Settings) -> None:
    """Send the message about an outcome, if it is wanted. What can't be sent is logged: no run fails by it."""
    if settings.notify and is_wanted(outcome, settings.notify_on):
        send(message(outcome), settings)


def send(sent: Message, settings: Settings) -> int:
    """Send a message to every address; gives the number of addresses that did not take it."""
    from apprise import Apprise, NotifyFormat

    unsent = 0
    for number, url in enumerate(settings.notify, 1):
        try:
            target = Apprise()
            is_sent = target.add(url.get_secret_value()) and target.notify(
                body=sent.body, title=sent.title, notify_type=sent.kind, body_format=NotifyFormat.TEXT
            )
        except Exception as error:
            is_sent = False
            logger.debug("apprise failed", exc_info=error)
        if not is_sent:
            unsent += 1
            logger.warning("The message could not be sent to address %d of the setting notify: %s", number, sent.title)
    return unsent


def crashed(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:  # noqa: ARG001 - the hook's signature
    """Prefect's hook for a run whose process died. Where it was only asked to end (SIGTERM), the process has told of it itself."""
    from flows.monitoring import outcome

    given = flow_run.parameters.get("settings") or {}
    parameters = Settings(**{name: value for name, value in given.items() if name != "notify"})  # addresses are no parameters: see Settings
    try:
        settings = completed(parameters)
    except SettingsError as error:
        settings = error.sound
    last, began = outcome.Outcome.last(settings.home), flow_run.start_time
    if last is not None and began is not None and last.ended_at.replace(tzinfo=UTC) >= began.replace(microsecond=0):
        return
    ended = outcome.crashed(settings.home, state.message or "Its process died.", flow_run.parameters.get("paths") or [])
    ended.keep()
    tell(ended, settings)
