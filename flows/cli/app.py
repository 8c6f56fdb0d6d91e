"""The `nightdesk` command."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from enum import IntEnum
from types import FrameType
from typing import Annotated, NoReturn

import typer

from flows.cli import export, history, operation, read, search, serve, storage
from flows.cli.read import HOME, HomeOption
from flows.errors import told
from warehouse.errors import WarehouseError


class Exit(IntEnum):
    """What the exit code tells a script."""

    GOOD = 0
    FAILED = 1
    USAGE = 2
    REJECTS = 3
    """Done and committed, but some files or records were rejected."""
    INTERRUPTED = 130


app = typer.Typer(
    name="nightdesk",
    help="Turn raw news files into a warehouse of articles, events, quotes and entities, and ask it questions.",
    epilog="Exit codes: 0 good; 1 failed; 2 wrong usage; 3 done, with rejects; 130 interrupted, nothing committed.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command(epilog="Example: `nightdesk run inbox/ archive.jsonl.gz --published 2026-03-01`")
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, URLs and patterns of them, archives and compressed files among them; without any, the sources of the home's settings.toml.",
            metavar="PATH",
        ),
    ] = None,
    home: HomeOption = HOME,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of publication of articles that give none themselves.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="An installed spaCy pipeline to use in place of the default one.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, help="Processes for the language work (default: one a core).")] = None,
    prefect: Annotated[bool, typer.Option("--prefect", help="Start a Prefect API for this run, where none is configured.")] = False,
    retry_rejects: Annotated[bool, typer.Option("--retry-rejects", help="Read again the files of which something was rejected.")] = False,
    no_gates: Annotated[bool, typer.Option("--no-gates", help="Commit whatever the quality gates say.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing unless something fails.")] = False,
    rejects_are_fine: Annotated[bool, typer.Option(help="End with 0 also when files or records were rejected.")] = False,
) -> None:
    """Read what is new in PATH…, or in the configured sources, and commit it to the warehouse: all of it, or nothing.

    The same input twice changes nothing. Runs that follow each other pick up where the last one ended; what a killed run had
    worked out already is not done again.
    """
    if prefect:  # before it is imported; its own 20 s are too few for a busy machine
        os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
    from flows import nightly
    from flows.inputs.sources import chosen
    from flows.settings import load

    settings = load(
        home,
        published=published and published.date(),
        model=model,
        processes=processes,
        quiet=quiet or None,
        retry_rejects=retry_rejects or None,
        gates=False if no_gates else None,
    )
    if not paths:
        chosen(settings.sources, home)
    summary = nightly.run(paths or [], settings, tracked=prefect or is_api_configured())
    if not quiet:
        typer.echo("\n".join(summary.lines()))
    if summary.rejected_count and not rejects_are_fine:
        raise typer.Exit(Exit.REJECTS)


@app.command(epilog='Example: `nightdesk schedule inbox/ --cron "15 3 * * *" --timezone Europe/Paris`')
def schedule(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="What to read each time; without any, the sources of the home's settings.toml.", metavar="PATH"),
    ] = None,
    home: HomeOption = HOME,
    cron: Annotated[str, typer.Option(help="When to run: minute, hour, day of the month, month, day of the week.")] = "0 3 * * *",
    timezone: Annotated[str, typer.Option(help="Time zone of the cron, such as Europe/Paris.")] = "UTC",
) -> None:
    """Run every night, until interrupted, by Prefect.

    Uses the Prefect API that is configured (PREFECT_API_URL); where none is, starts a server that keeps its records in the home.
    A night that was missed is caught up by the next: whatever is new is read.
    """
    from flows.inputs.patterns import has_pattern
    from flows.inputs.remote import is_url
    from flows.inputs.sources import chosen
    from flows.schedule import check_cron, prefect_api, serve
    from flows.settings import load

    settings = load(home)
    check_cron(cron, timezone)
    if not paths:
        chosen(settings.sources, home)
    elif missing := next((path for path in paths if not (is_url(path) or has_pattern(path) or os.path.lexists(path))), None):
        raise FileNotFoundError(f"{missing}: no such file or folder")
    with prefect_api(home) as address:
        typer.echo(f"Prefect: {address.removesuffix('/api')}   cron: {cron} ({timezone})   home: {home}")
        serve(paths or [], settings, cron, timezone)


for verbs in (read, search, serve, history, export, operation, storage):
    verbs.register(app)


def is_api_configured() -> bool:
    """Whether a Prefect API is named in the environment or in the active profile."""
    if os.environ.get("PREFECT_API_URL"):
        return True
    from prefect.settings import PREFECT_API_URL

    return PREFECT_API_URL.value() is not None


def fail(message: str) -> None:
    """Say what went wrong and what to do, on standard error."""
    typer.echo(f"nightdesk: {message}", err=True)


def main() -> None:
    """Run the command line. Failures that the user can mend are a message; only defects of ours show a traceback."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except (WarehouseError, OSError) as error:
        fail(str(told(error)))
        sys.exit(Exit.USAGE if isinstance(error, WarehouseError) and error.is_usage else Exit.FAILED)
    except SystemExit as ended:
        if ended.code == Exit.INTERRUPTED:  # typer makes that of a KeyboardInterrupt
            fail("interrupted: nothing that was begun is committed. The same command again takes up what was finished.")
        raise


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    """A request to end is like Ctrl-C: what was begun is left at a clean point."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
