"""The commands of those who look after the nights: `report`, `status` and `notify`. `register` adds them to the application."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from flows.cli_read import HOME, HomeOption


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="Example: `nightdesk report 42 --open`")(report)
    app.command(epilog="Example: `nightdesk status --max-age 26`")(status)
    app.command(epilog="Example: `NIGHTDESK_NOTIFY=json://localhost:8080 nightdesk notify`")(notify)


def report(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="A run's id or number; the last one, if none is named.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    home: HomeOption = HOME,
) -> None:
    """Write a run's report anew and tell where it is: one HTML page, to be read anywhere, that needs nothing else."""
    from flows.report import write

    name = f"run_{int(run):06}" if run and run.isdigit() else run
    page = write(home.absolute(), name)
    typer.echo(page)
    if show:
        webbrowser.open(page.as_uri())


def status(
    max_age: Annotated[
        float | None, typer.Option(min=0, metavar="HOURS", help="End with 1 if no run has ended well for longer than this.")
    ] = None,
    home: HomeOption = HOME,
) -> None:
    """How the nights go: the last run, the disk, the next run, and what to do; ends with 1 where the last run failed."""
    from flows.status import look

    found = look(home)
    typer.echo("\n".join(found.lines(max_age)))
    if found.has_failed or (max_age is not None and found.is_older_than(max_age)):
        raise typer.Exit(1)


def notify(home: HomeOption = HOME) -> None:
    """Send a trial message to every address of the setting `notify`; ends with 1 if one doesn't take it."""
    from flows.notify import Message, send
    from flows.settings import load

    settings = load(home)
    if not settings.notify:
        raise typer.BadParameter(f"no address is set: see NIGHTDESK_NOTIFY, or `notify` in {home / 'settings.toml'}", param_hint="notify")
    unsent = send(Message("Nightdesk: a trial", f"Messages about {home.absolute()} come here.", "info"), settings)
    typer.echo(f"sent to {len(settings.notify) - unsent} of {len(settings.notify)} addresses")
    if unsent:
        raise typer.Exit(1)
