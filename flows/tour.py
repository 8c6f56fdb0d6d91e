"""Three questions that a newcomer might ask of the warehouse, with their SQL and its answers: the end of `make run`."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

import warehouse

QUESTIONS = (
    (
        "Where were people killed or injured, on which day, how many, and how many independent publishers say so?",
        """select event_date, coalesce(place_text, admin1, country_iso3) as place, country_iso3 as country, event_type, killed_low,
       killed_best, killed_high, injured_best, article_count as articles, publisher_count as publishers
from incidents_current
where coalesce(killed_best, 0) + coalesce(injured_best, 0) > 0 and date_precision = 'day'
order by coalesce(killed_best, 0) desc, coalesce(injured_best, 0) desc, incident_id
limit 8""",
    ),
    (
        "Who is quoted most, and as what?",
        """select e.name, e.roles[1] as role, count(*) as quotes, count(distinct q.article_id) as articles, any_value(q.text order by length(q.text)) as shortest
from quotes q
join entities e on e.entity_id = q.speaker_entity_id
where not q.is_fragment and e.entity_type = 'person'
group by e.entity_id, e.name, e.roles
order by quotes desc, e.name
limit 8""",
    ),
    (
        "Who did what to whom, across borders?",
        """select actor_country as actor, target_country as target, event_type, event_mode, count(*) as mentions, count(distinct incident_id) as incidents
from events
where actor_country <> target_country and not negated and modality in ('asserted', 'claimed')
group by all
order by mentions desc, actor, target, event_type, event_mode
limit 8""",
    ),
)


def main() -> None:
    """Print each question, its SQL and the answer."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--home", type=Path, default=Path("nightdesk-home"))
    home = options.parse_args().home
    console = Console(width=max(Console().width, 150))
    with warehouse.open(home) as opened:
        for question, sql in QUESTIONS:
            answer = opened.sql(sql).to_pandas()
            console.rule(f"[bold]{question}", align="left")
            console.print(sql, style="dim", highlight=False)
            table = Table(*map(str, answer.columns))
            for row in answer.itertuples(index=False):
                table.add_row(*("" if pd.isna(value) else str(value)[:70] for value in row))
            console.print(table)
    console.print(
        f'Ask your own: [bold].venv/bin/nightdesk sql "select …" --home {home}[/], or open {home}/nightdesk.duckdb in any DuckDB client.'
    )


if __name__ == "__main__":
    main()
