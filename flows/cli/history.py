"""The commands about earlier states of a warehouse: `snapshots`, `diff` and `rollback`."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.read import HOME, HomeOption, moment


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="Example: `nightdesk snapshots`")(snapshots)
    app.command(epilog="Example: `nightdesk diff 41 42 --rows --table events`")(diff)
    app.command(epilog="Example: `nightdesk rollback 41`")(rollback)


def snapshots(home: HomeOption = HOME) -> None:
    """Every state that is kept: its run, time (UTC), rows, bytes, and the bytes that it adds to the one before."""
    import warehouse

    found = warehouse.snapshots(home)
    typer.echo(f"{'number':>6}  {'run':<16}  {'committed':<16}  {'rows':>12}  {'bytes':>14}  {'new bytes':>14}")
    for one in found:
        committed = one.committed_at.isoformat(" ", "minutes")
        typer.echo(
            f"{one.number:>6}  {one.run_id:<16}  {committed}  {one.rows:>12,}  {one.bytes:>14,}  {one.new_bytes:>14,}  {one.note}".rstrip()
        )


def diff(
    old: Annotated[str | None, typer.Argument(help="The earlier state: a snapshot's number, or a day or time in UTC.")] = None,
    new: Annotated[str | None, typer.Argument(help="The later state; the current one, if none is named.")] = None,
    table: Annotated[list[str] | None, typer.Option(help="Only this table; may be given several times.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Also show the first rows concerned.")] = False,
    staged: Annotated[bool, typer.Option("--staged", help="From the current state to what `nightdesk rebuild --stage` has made.")] = False,
    home: HomeOption = HOME,
) -> None:
    """What changed from one state to another, table by table."""
    import warehouse
    from transforms.schema import TABLES
    from warehouse.history import diff_staged

    unknown = set(table or ()) - set(TABLES)
    if unknown:
        raise typer.BadParameter(f"there is no stored table {', '.join(sorted(unknown))}", param_hint="--table")
    if staged == (old is not None):
        raise typer.BadParameter("name either an earlier state or --staged", param_hint="OLD")
    if staged:
        from flows.archives.replay import unstaged
        from flows.monitoring.summary import counted
        from warehouse.layout import Home

        changes = diff_staged(home, tables=table or TABLES, rows=rows)
        if since := unstaged(Home.at(home)):
            typer.echo(
                f"{counted(since, 'run')} came in since: what they brought counts as removed here, and is run again by `nightdesk promote`."
            )
    else:
        changes = warehouse.diff(home, moment(old), moment(new), tables=table or TABLES, rows=rows)
    for change in changes:
        typer.echo(f"{change.table:<14} {change.added:>10,} added {change.removed:>10,} removed {change.changed:>10,} changed")
        for row in change.rows:
            typer.echo("    " + ", ".join(f"{name}={value!r}" for name, value in row.items() if value not in (None, [])))
    if not changes:
        typer.echo("No difference.")


def rollback(
    to: Annotated[int, typer.Argument(help="Number of the snapshot to go back to.")],
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a run that is in progress.")] = 0,
    home: HomeOption = HOME,
) -> None:
    """Make an earlier state the current one again. Nothing is lost: it becomes a new snapshot."""
    import warehouse

    typer.echo(f"Snapshot {warehouse.rollback(home, to, wait)} is current, with the state of {to}.")
