"""The commands of those who look after the nights: `report`, `status` and `notify`. `register` adds them to the application."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.read import HOME, HomeOption


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="Example: `nightdesk report 42 --open`")(report)
    app.command(epilog="Example: `nightdesk status --max-age 26`")(status)
    app.command(epilog="Example: `nightdesk backfill s3://archive/news --from 2019-01-01 --to 2019-12-31 --oldest-first`")(backfill)
    app.command(epilog="Example: `NIGHTDESK_NOTIFY=json://localhost:8080 nightdesk notify`")(notify)


def report(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="A run's id or number; the last one, if none is named.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    home: HomeOption = HOME,
) -> None:
    """Write a run's report anew and tell where it is: one HTML page, to be read anywhere, that needs nothing else."""
    from flows.monitoring.report import write

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
    from flows.monitoring.status import look

    found = look(home)
    typer.echo("\n".join(found.lines(max_age)))
    if found.has_failed or (max_age is not None and found.is_older_than(max_age)):
        raise typer.Exit(1)


def backfill(
    paths: Annotated[list[str], typer.Argument(help="The archive: files, folders, URLs and patterns of them.", metavar="PATH…")],
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Only files of this day and later ones.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Only files of this day and earlier ones.")] = None,
    newest_first: Annotated[bool, typer.Option("--newest-first/--oldest-first", help="In which order.")] = True,
    dates: Annotated[
        str,
        typer.Option(help="What tells a file's days, in the order in which it is asked: path, article (its first dated one), modified."),
    ] = "path,article,modified",
    chunk: Annotated[float, typer.Option(min=0.001, metavar="MB", help="Megabytes of files that are committed at a time.")] = 16.0,
    processes: Annotated[int | None, typer.Option(min=1, help="Processes for the language work (default: one a core).")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing unless something fails.")] = False,
    home: HomeOption = HOME,
) -> None:
    """Ingest an archive of any size, a commit a chunk of it. The same command again goes on where it was ended or killed.

    Nights come between two chunks: the schedule can go on running.
    """
    from flows.archives import backfill as filling
    from flows.archives.days import BASES
    from flows.cli.app import is_api_configured
    from flows.inputs.remote import is_url
    from flows.settings import load

    bases = [basis for name in dates.split(",") for basis in BASES if basis == name.strip()]
    if not bases or len(bases) < len(dates.split(",")):
        raise typer.BadParameter(f"{dates!r} is no list of some of {', '.join(BASES)}.", param_hint="--dates")
    settings = load(home, processes=processes, quiet=quiet or None)
    absolute = [path if is_url(path) else str(Path(path).absolute()) for path in paths]
    call = filling.backfill if is_api_configured() else filling.backfill.fn
    done = call(absolute, settings, first and first.date(), last and last.date(), newest_first, bases, round(chunk * 1_000_000))
    if not quiet:
        typer.echo(
            f"{done.article_count:,} new articles from {done.file_count:,} new files, {done.rejected_count:,} rejected, in {done.chunks_done:,} chunks"
        )
        for warning in done.warnings:
            typer.echo(f"warning   {warning}")


def notify(home: HomeOption = HOME) -> None:
    """Send a trial message to every address of the setting `notify`; ends with 1 if one doesn't take it."""
    from flows.monitoring.notify import Message, send
    from flows.settings import load

    settings = load(home)
    if not settings.notify:
        raise typer.BadParameter(f"no address is set: see NIGHTDESK_NOTIFY, or `notify` in {home / 'settings.toml'}", param_hint="notify")
    unsent = send(Message("Nightdesk: a trial", f"Messages about {home.absolute()} come here.", "info"), settings)
    typer.echo(f"sent to {len(settings.notify) - unsent} of {len(settings.notify)} addresses")
    if unsent:
        raise typer.Exit(1)
