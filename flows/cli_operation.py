"""The commands of those who look after the nights: `report` and `status`. `register` adds them to the application."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from flows.cli_read import HOME, HomeOption


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="Example: `nightdesk report 42 --open`")(report)


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
