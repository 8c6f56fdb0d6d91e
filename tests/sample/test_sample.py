"""The sample through the whole pipeline, against what a careful reader finds in it (facts.yml)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

Row = dict[str, Any]
Ask = Callable[..., list[Row]]
FACTS = yaml.safe_load((Path(__file__).parent / "facts.yml").read_text("utf8"))
DEGREES = 1.0
"""How far, in degrees, a place may lie from where the facts have it: about 100 km."""


@pytest.fixture(scope="session")
def ask(sample_home: Path) -> Ask:
    """A function from SQL, with the beginning of a headline as its parameter, to rows of the sample's warehouse."""
    connection = duckdb.connect(str(sample_home / "nightdesk.duckdb"), read_only=True)

    def rows(sql: str, *parameters: object) -> list[Row]:
        return connection.sql(sql, params=list(parameters)).to_arrow_table().to_pylist()

    return rows


def assert_enough(kind: str, missing: list[object]) -> None:
    facts = FACTS[kind]
    found = 1 - len(missing) / len(facts["facts"])
    assert found >= facts["floor"], f"{found:.2f} of the {kind} found; missing: " + "\n".join(map(str, missing))


def test_every_article_is_read_and_what_is_none_is_rejected(ask: Ask) -> None:
    (counts,) = ask(
        "select count(*) articles, count(*) filter (status = 'canceled') canceled, count(*) filter (not is_current) superseded from articles"
    )
    (copies,) = ask("select count(*) copies from articles a join articles b on a.duplicate_of = b.article_id and a.body = b.body")
    rejected = {row["reason"]: row["n"] for row in ask("select reason, count(*) n from rejects group by 1")}
    assert counts | copies | {"rejected": rejected} == FACTS["reading"]


def test_a_rewrite_with_the_agency_s_text_is_a_near_duplicate(ask: Ask) -> None:
    sql = "select a.publisher, b.publisher original from articles a join articles b on a.duplicate_of = b.article_id where a.body != b.body"
    assert ask(sql) == [{"publisher": "Daily Compass", "original": "Meridian Wire"}]


def test_who_said_what(ask: Ask) -> None:
    sql = (
        "select q.speaker_name from quotes q join articles a using (article_id) where starts_with(a.headline, ?) and starts_with(q.text, ?)"
    )
    missing = [fact for fact in FACTS["quotes"]["facts"] if fact[2] not in {row["speaker_name"] for row in ask(sql, fact[0], fact[1])}]
    assert_enough("quotes", missing)


def test_tolls(ask: Ask) -> None:
    sql = """select killed_best killed, injured_best injured, event_date date, event_date_end, country_iso3 country
             from events join articles using (article_id) where starts_with(headline, ?)"""
    missing = []
    for fact in FACTS["tolls"]["facts"]:
        rows = ask(sql, fact["article"])
        if not any(matches(row, fact) for row in rows):
            missing.append((fact, [{**row, "date": str(row["date"])} for row in rows]))
    assert_enough("tolls", missing)


def test_the_takes_of_a_story_are_one_incident_with_every_figure(ask: Ask) -> None:
    story = FACTS["story"]
    sql = """select incident_id, article_count, figures from incidents
             where event_date = ? and country_iso3 = ? and killed_best is not null"""
    (incident,) = ask(sql, story["date"], story["country"])
    figures = {(figure["measure"], figure["best"]) for figure in incident["figures"]}
    assert incident["article_count"] == story["articles"]
    assert {("killed", figure) for figure in story["killed"]} | {("injured", figure) for figure in story["injured"]} <= figures


def matches(row: Row, fact: Row) -> bool:
    """Whether an event has the fact's figures, country and day; a nought may be unsaid, and a stretch of days may hold the day."""
    figures = all((row[measure] or None) == (fact[measure] or None) for measure in ("killed", "injured"))
    day: date = fact["date"]
    return (
        figures
        and row["country"] == fact["country"]
        and row["date"] is not None
        and row["date"] <= day <= (row["event_date_end"] or row["date"])
    )


def test_places(ask: Ask) -> None:
    sql = """select e.country_iso3, m.latitude, m.longitude from mentions m join articles a using (article_id) left join entities e using (entity_id)
             where starts_with(a.headline, ?) and m.text = ?"""
    missing = []
    for headline, name, country, latitude, longitude in FACTS["places"]["facts"]:
        rows = [row for row in ask(sql, headline, name) if row["latitude"] is not None]
        near = [row for row in rows if max(abs(row["latitude"] - latitude), abs(row["longitude"] - longitude)) <= DEGREES]
        if not any(row["country_iso3"] == country for row in near):
            missing.append((headline, name, rows))
    assert_enough("places", missing)


def test_times(ask: Ask) -> None:
    sql = """select value from mentions join articles using (article_id)
             where label in ('DATE', 'TIME') and starts_with(headline, ?) and text = ?"""
    missing = []
    for headline, text, value in FACTS["times"]["facts"]:
        values = [row["value"] for row in ask(sql, headline, text)]
        if value not in values:
            missing.append((headline, text, value, values))
    assert_enough("times", missing)


def test_every_stored_span_slices_back_to_its_text(ask: Ask) -> None:
    for table in ("mentions", "quotes"):
        sql = f"select count(*) n from {table} join articles using (article_id) where substr(body, char_start + 1, char_end - char_start) != text"
        assert ask(sql) == [{"n": 0}], table
