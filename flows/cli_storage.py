"""The commands that look after what is stored: `migrate`, `backup`, `restore`. `register` adds them to the application."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli_read import HOME, HomeOption

WaitOption = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for a run that is in progress.")]


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="Example: `nightdesk migrate`")(migrate)
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


def backup(
    destination: Annotated[str, typer.Argument(metavar="DEST", help="Folder or URL, such as s3://bucket/folder.")],
    prune: Annotated[bool, typer.Option("--prune", help="Also remove from the backup what the home no longer keeps.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Then read all of the backup and compare every checksum.")] = False,
    home: HomeOption = HOME,
) -> None:
    """Copy every snapshot and original that DEST lacks. Runs may go on meanwhile; one that is cut short is gone on with by the next."""
    from warehouse import backup as backups

    done = backups.backup(home, destination, prune=prune)
    typer.echo(f"{done.snapshots:,} new snapshots, {done.files:,} files copied ({done.bytes:,} bytes), {done.removed:,} removed.")
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
    from warehouse.restore import restore as bring_back

    done = bring_back(source, home, at=at, replace=replace, wait_seconds=wait)
    typer.echo(
        f"{done.snapshots:,} snapshots of {done.files:,} files and {done.originals:,} originals restored to {home}; snapshot {done.current} is current."
    )
