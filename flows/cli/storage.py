"""The commands that look after what is stored: `migrate`, `rebuild`, `promote`, `gc`, `backup`, `restore`. `register` adds them."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.read import HOME, HomeOption

WaitOption = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for a run that is in progress.")]


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="Example: `nightdesk migrate`")(migrate)
    app.command(epilog="Example: `nightdesk rebuild --stage`, then `nightdesk diff --staged --rows`")(rebuild)
    app.command(epilog="Example: `nightdesk promote`")(promote)
    app.command(epilog="Example: `nightdesk gc`")(gc)
    app.command(epilog="Example: `nightdesk backup s3://vault/nightdesk --prune`")(backup)
    app.command(epilog="Example: `nightdesk restore s3://vault/nightdesk --home /srv/nightdesk/home`")(restore)


def migrate(wait: WaitOption = 0, home: HomeOption = HOME) -> None:
    """Bring a warehouse that an older version wrote to today's columns: all of it in one new snapshot, or nothing."""
    from warehouse.migration import migrate as bring_up_to_date

    done = bring_up_to_date(home, wait)
    if done.snapshot is None:
        typer.echo("Nothing to migrate: every file has today's columns.")
    else:
        typer.echo(f"Migrated from schema {done.version}: {done.files:,} files written anew; snapshot {done.snapshot} is current.")


def rebuild(
    stage: Annotated[
        bool, typer.Option("--stage", help="Leave the result beside the warehouse, for `diff --staged` and `promote`.")
    ] = False,
    discard: Annotated[bool, typer.Option("--discard", help="Forget what is staged, and do nothing else.")] = False,
    processes: Annotated[int | None, typer.Option(min=1, help="Processes for the language work (default: one a core).")] = None,
    model: Annotated[str | None, typer.Option(help="An installed spaCy pipeline to use in place of the default one.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing unless something fails.")] = False,
    home: HomeOption = HOME,
) -> None:
    """Read every original again by today's parsers and rules, and put the result in the warehouse's place in one snapshot.

    Nights may run meanwhile. One that is cut short goes on where it was. Ids stay where the text is the same; where they don't, old ones lead on.
    """
    from flows.archives import rebuilding
    from flows.monitoring.summary import counted
    from flows.settings import load

    settings = load(home, processes=processes, model=model, quiet=quiet or None)
    if discard:
        rebuilding.discard(settings)
        typer.echo("Nothing is staged.")
        return
    done = rebuilding.rebuild(settings, stage=stage)
    if not quiet:
        what = f"{counted(done.runs, 'run')} made again: {counted(done.articles, 'article')}, {counted(done.events, 'event')}"
        typer.echo(f"{what}; see `nightdesk diff --staged`." if stage else f"{what}; snapshot {done.snapshot} is current.")


def promote(home: HomeOption = HOME) -> None:
    """Make what `nightdesk rebuild --stage` has made the current state, with the runs that came in since. The state before stays a snapshot."""
    from flows.archives import rebuilding
    from flows.settings import load

    typer.echo(f"Snapshot {rebuilding.promote(load(home))} is current.")


def gc(wait: WaitOption = 0, home: HomeOption = HOME) -> None:
    """Remove what nothing needs any more: snapshots and originals beyond the time for which they are kept (settings `keep_days`, `keep_originals_days`)."""
    from flows.monitoring.summary import counted
    from flows.settings import load
    from warehouse import garbage

    settings = load(home)
    gone = garbage.gc(home, settings.keep_days, settings.keep_originals_days, wait)
    typer.echo(f"{counted(len(gone.snapshots), 'snapshot')} and {counted(gone.originals, 'original')} ({gone.bytes:,} bytes) removed.")


def backup(
    destination: Annotated[str, typer.Argument(metavar="DEST", help="Folder or URL, such as s3://bucket/folder.")],
    prune: Annotated[bool, typer.Option("--prune", help="Also remove from the backup what the home no longer keeps.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Then read all of the backup and compare every checksum.")] = False,
    home: HomeOption = HOME,
) -> None:
    """Copy every snapshot and original that DEST lacks. Runs may go on meanwhile; one that is cut short is gone on with by the next."""
    from flows.monitoring.summary import counted
    from warehouse.backups import backup as backups

    done = backups.backup(home, destination, prune=prune)
    typer.echo(
        f"{counted(done.snapshots, 'new snapshot')}, {counted(done.files, 'file')} copied ({done.bytes:,} bytes), {done.removed:,} removed."
    )
    if verify:
        typer.echo(f"{backups.verify(destination):,} files are as they were backed up.")


def restore(
    source: Annotated[str, typer.Argument(metavar="SRC", help="Folder or URL that `nightdesk backup` was given.")],
    at: Annotated[int | None, typer.Option("--at", help="Only snapshots up to this number; it becomes the current one.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the warehouse that is in the home.")] = False,
    wait: WaitOption = 0,
    home: HomeOption = HOME,
) -> None:
    """Make the home what was backed up: checked file by file, and there all at once."""
    from flows.monitoring.summary import counted
    from warehouse.backups.restore import restore as bring_back

    done = bring_back(source, home, at=at, replace=replace, wait_seconds=wait)
    typer.echo(
        f"{counted(done.snapshots, 'snapshot')} of {counted(done.files, 'file')} and {counted(done.originals, 'original')} restored to {home};"
        f" snapshot {done.current} is current."
    )
