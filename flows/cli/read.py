"""The commands that read a warehouse: `sql`, `tables`, `explain` and `check`. `register` adds them to the application."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pyarrow as pa

    from warehouse import Selection

HomeOption = Annotated[
    Path, typer.Option("--home", envvar="NIGHTDESK_HOME", help="Folder of the warehouse.", show_default="nightdesk-home")
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", help="An earlier state: a snapshot's number, or a day (YYYY-MM-DD) or time in UTC, of which the last is meant."),
]
HOME = Path("nightdesk-home")


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(epilog="""Example: `nightdesk sql "SELECT event_type, count(*) FROM current_events GROUP BY ALL" --format csv`""")(sql)
    app.command(epilog="Example: `nightdesk tables events`")(tables)
    app.command(epilog="Example: `nightdesk explain evt_0d4b8e1f3a5c7a90`")(explain)
    app.command(epilog="Example: `nightdesk check --checksums`")(check)
    app.command(epilog="Example: `nightdesk rejects`, then `nightdesk run inbox/ --retry-rejects`")(rejects)


def rejects(home: HomeOption = HOME, at: AtOption = None) -> None:
    """List what became no article, and what to do about it: what the run that last read each file rejected."""
    import warehouse
    from flows.cli.printing import print_answer

    with warehouse.open(home, moment(at)) as opened:
        rejected = opened.sql("SELECT source_uri, source_member, reason, detail, remedy, kept_at FROM current_rejects ORDER BY ALL")
        if not rejected.relation.limit(1).fetchall():
            typer.echo("Nothing was rejected.")
        else:
            print_answer(rejected, None)


def sql(
    query: Annotated[str, typer.Argument(help="One question in SQL, or `-` to read it from standard input.")],
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write to, in place of standard output.", dir_okay=False)
    ] = None,
    at: AtOption = None,
    seconds: Annotated[float, typer.Option(min=0.001, help="Stop the query after so long.")] = 600,
    memory: Annotated[str, typer.Option(help="Memory that the query may take.")] = "2GB",
    home: HomeOption = HOME,
) -> None:
    """Ask the warehouse a question. It can only be read: no statement changes it, or reads any other file."""
    import warehouse
    from warehouse.limits import GRACE_SECONDS, Limits, limited_memory

    refuse_unreadable(output_format, output)
    text = sys.stdin.read() if query == "-" else query
    limits = Limits(seconds, memory_option(memory))
    with (
        limited_memory(limits.memory_bytes),
        _ended_after(seconds + GRACE_SECONDS),
        warehouse.open(home, moment(at), memory_limit=limits.memory_limit) as opened,
        opened.limit(seconds),
    ):
        write_answer(opened.sql(text), output_format, output)


def tables(
    name: Annotated[str | None, typer.Argument(help="A table or view; all, if none is named.")] = None,
    home: HomeOption = HOME,
) -> None:
    """The data dictionary: every table and view, or the columns of one."""
    from warehouse.dictionary import listing, page

    typer.echo(listing(home) if name is None else page(name))


def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an event, quote, entity, incident, mention, article, story or file.")
    ],
    home: HomeOption = HOME,
) -> None:
    """Where a row comes from: its words in the text, the rule that made it, the file that was read."""
    import warehouse
    from flows.rules import rule_text
    from warehouse.rendering import render

    typer.echo(render(warehouse.explain(home, identifier), rule_text))


def check(
    checksums: Annotated[bool, typer.Option("--checksums", help="Also read every file to the end and compare its checksum.")] = False,
    at: AtOption = None,
    home: HomeOption = HOME,
) -> None:
    """Prove every invariant of what is stored; ends with 1 if one doesn't hold."""
    import warehouse

    failures = warehouse.check(home, moment(at), checksums=checksums)
    for failure in failures:
        typer.echo(f"{failure.check}: {failure.count:,} break the rule: {failure.meaning}", err=True)
        for example in failure.examples:
            typer.echo(f"    {example}", err=True)
    if failures:
        raise typer.Exit(1)
    typer.echo("All invariants hold.")


def moment(at: str | None) -> int | date | None:
    """What --at names."""
    if at is None:
        return None
    if at.isdigit():
        return int(at)
    try:
        return date.fromisoformat(at) if len(at) == len("YYYY-MM-DD") else datetime.fromisoformat(at)
    except ValueError:
        raise typer.BadParameter(f"{at!r} is neither a snapshot's number nor a day (YYYY-MM-DD) or time.", param_hint="--at") from None


def memory_option(size: str) -> int:
    """What --memory names, in bytes."""
    from warehouse.limits import size_in_bytes

    try:
        return size_in_bytes(size)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--memory") from None


@contextlib.contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """End this process when what is done inside didn't stop when it was told to."""

    def end() -> None:
        typer.echo("nightdesk: the query could not be stopped otherwise: ended.", err=True)
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def refuse_unreadable(output_format: Format, output: Path | None) -> None:
    """Refuse what nobody could read, before anything is computed."""
    if output_format is Format.PARQUET and output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet on a terminal is of no use: name a file with --output.", param_hint="--format")


def write_answer(answer: Selection, output_format: Format, output: Path | None) -> None:
    """Write an answer to a file, or to standard output."""
    from flows.cli.printing import print_answer
    from warehouse.output import WRITERS

    if output_format is Format.TABLE:
        print_answer(answer, output)
    elif output is None:
        WRITERS[output_format](answer.to_batches(), sys.stdout.buffer)
    else:
        _write_whole(WRITERS[output_format], answer.to_batches(), output)


def _write_whole(writer: Any, batches: pa.RecordBatchReader, output: Path) -> None:
    """Write a file that appears only when it is complete."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            writer(batches, stream)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
