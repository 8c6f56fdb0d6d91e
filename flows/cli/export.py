"""The command `export`: tables as files for other programs. `register` adds it to the application."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.read import HOME, AtOption, HomeOption, moment


class ExportFormat(StrEnum):
    """What the tables are written as."""

    PARQUET = "parquet"
    CSV = "csv"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command(epilog="""Example: `nightdesk export ukraine/ --format csv --table current_events --where "country_iso3 = 'UKR'"`""")(
        export
    )


def export(
    destination: Annotated[str, typer.Argument(metavar="DEST", help="Folder to make, or a URL such as s3://bucket/news.")],
    output_format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write the tables as.")] = ExportFormat.PARQUET,
    table: Annotated[
        list[str] | None, typer.Option(help="A table or view; may be given several times. All stored tables, if none is.")
    ] = None,
    where: Annotated[str | None, typer.Option(help="Only rows for which this SQL condition holds, in every table named.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an earlier export in that place.")] = False,
    at: AtOption = None,
    home: HomeOption = HOME,
) -> None:
    """Write tables to a folder or URL, as files for other programs, with Frictionless and Croissant metadata beside them."""
    import warehouse
    from transforms.schema import TABLES
    from warehouse.exports.export import export as write

    with warehouse.open(home, moment(at)) as opened:
        for one in write(opened, destination, output_format, tables=table or tuple(TABLES), where=where, replace=replace):
            cut = f"   {one.cut:,} long texts cut: an Excel cell holds no more" if one.cut else ""
            typer.echo(f"{one.name:<20} {one.rows:>12,} rows   {one.path.rsplit('/', 1)[-1]}{cut}")
