"""The command `search`: full text, ranked. `register` adds it to the application."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.read import HOME, AtOption, Format, HomeOption, moment, refuse_unreadable, write_answer

if TYPE_CHECKING:
    from warehouse import Selection


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command(epilog='Example: `nightdesk search "grain exports" --quotes --speaker erdogan --since 2026-03-01`')(search)


def search(
    query: Annotated[
        str, typer.Argument(help='Words in any form; `"a phrase"`; `begin*`; `-without`; `one OR other`. Mind the shell\'s own quotes.')
    ],
    quotes: Annotated[bool, typer.Option("--quotes", "-q", help="Search what people said, in place of articles.")] = False,
    speaker: Annotated[str | None, typer.Option(help="Quotes of this person or body: a part of the name, or an entity's id.")] = None,
    entity: Annotated[str | None, typer.Option(help="What names this person, body or thing: a part of the name, or an id.")] = None,
    place: Annotated[str | None, typer.Option(help="What plays here: a part of the name, an id, or a country as UKR.")] = None,
    publisher: Annotated[str | None, typer.Option(help="A part of the publisher's name.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of publication (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of publication (UTC).")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what doesn't stand: former versions, copies, withdrawn articles, quoted terms.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows at most.")] = 20,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How to write the rows.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write to, in place of standard output.", dir_okay=False)
    ] = None,
    at: AtOption = None,
    home: HomeOption = HOME,
) -> None:
    """Find articles or quotes by their words, the best first (BM25). `nightdesk explain` takes the ids.

    The first search after a run reads what is new into the index, `HOME/search/`, which may be deleted at any time. A --speaker means quotes.
    """
    import warehouse

    refuse_unreadable(output_format, output)
    with warehouse.open(home, moment(at)) as opened:
        found = opened.search(
            query,
            "quotes" if quotes or speaker else "articles",
            limit=limit,
            speaker=speaker,
            entity=entity,
            place=place,
            publisher=publisher,
            since=since.date() if since else None,
            until=until.date() if until else None,
            everything=everything,
        )
        if output_format is not Format.TABLE:
            write_answer(found, output_format, output)
        elif output is None and not found.relation.limit(1).fetchall():
            typer.echo("Nothing was found.")
        else:
            write_answer(_readable(found), output_format, output)


def _readable(found: Selection) -> Selection:
    """The columns that a person reads."""
    from warehouse import Selection

    columns = "id, round(score, 2) AS score, published_at::DATE AS published, publisher, speaker_name AS speaker, headline"
    in_one_line = "trim(regexp_replace(passage, '\\s+', ' ', 'g')) AS passage"
    return Selection(found.relation.project(f"{columns}, {in_one_line}"))
