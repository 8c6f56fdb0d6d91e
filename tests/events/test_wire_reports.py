"""Wire reports of bombings, ambushes, kidnappings and air strikes: what each tells of its incident, down to the count of the weapons."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import seeds
from tests.conftest import loaded_model
from transforms.annotate import Annotator
from transforms.assemble import article_row, finding_rows
from transforms.extract import extract
from transforms.identity import identify
from transforms.knowledge import Knowledge
from transforms.parse import parse
from transforms.places.folding import fold
from transforms.records import Article, Origin, ParsedArticle
from transforms.resolve.incidents import join
from transforms.wire import WireLexicon

REPORTS: Mapping[str, Mapping[str, Any]] = {
    report["id"]: report for report in yaml.safe_load(Path(__file__).with_name("wire_reports.yml").read_text("utf8"))
}


class Told(NamedTuple):
    """What is found in a report: the row of its first incident of violence, and its mentions that are told as facts, the surest first."""

    incident: Mapping[str, Any]
    events: list[Mapping[str, Any]]


@pytest.fixture(scope="module")
def told(knowledge: Knowledge) -> dict[str, Told]:
    """By report, what it tells; all are read as a wire sends them and annotated at once."""
    articles = list(read(REPORTS.values()))
    documents = Annotator(loaded_model()).documents(articles)
    found = {}
    for name, article, document in zip(REPORTS, articles, documents, strict=True):
        events = finding_rows(document, extract(document, knowledge))["events"]
        joined = join(events, [], {article.article_id: article_row(article, "annotated")})
        facts = [event for event in events if event["modality"] in ("asserted", "claimed") and not event["negated"]]
        first = min((event for event in facts if event["event_type"] == "ASSAULT"), key=lambda event: event["trigger_start"])
        number = joined.incident_of[first["event_id"]]
        mentions = [event for event in facts if joined.incident_of.get(event["event_id"]) == number]
        incident = next(row for row in joined.incidents if row["incident_id"] == number)
        found[name] = Told(incident, sorted(mentions, key=lambda event: -event["confidence"]))
    return found


def read(reports: Any) -> Iterator[Article]:
    """The reports as articles of a feed."""
    records = [{"id": r["id"], "text": r["text"].strip(), "published_at": f"{r['published']}T12:00:00Z"} for r in reports]
    stream = io.BytesIO("\n".join(map(json.dumps, records)).encode())
    lexicon = WireLexicon.build(seeds.read)
    for parsed in parse(stream, Origin("reports.jsonl")):
        assert isinstance(parsed, ParsedArticle)
        yield identify(parsed, None, lexicon)


@pytest.mark.parametrize("name", REPORTS)
def test_who_did_what_to_whom(name: str, told: dict[str, Told]) -> None:
    report, events = REPORTS[name], told[name].events
    modes = Counter(event["event_mode"] for event in events if event["event_mode"])
    assert (modes.most_common(1)[0][0] if modes else None) == report.get("mode")
    for role in ("actor", "target"):
        text = next((event[f"{role}_text"] for event in events if event[f"{role}_text"]), None)
        assert (text is not None) == (role in report)
        assert text is None or fold(report[role]) in fold(text)


@pytest.mark.parametrize("name", REPORTS)
def test_weapons(name: str, told: dict[str, Told]) -> None:
    found: dict[str, int | None] = {}
    for event in told[name].events:
        for weapon in event["weapons"] or ():
            text = " ".join(weapon["text"].casefold().split())
            found[text] = weapon["count_low"] if found.get(text) is None else found[text]
    assert found == REPORTS[name].get("weapons", {})


@pytest.mark.parametrize("name", REPORTS)
def test_toll(name: str, told: dict[str, Told]) -> None:
    row = told[name].incident
    assert (row["killed_best"], row["injured_best"]) == (REPORTS[name].get("killed"), REPORTS[name].get("injured"))


@pytest.mark.parametrize("name", REPORTS)
def test_where_and_when(name: str, told: dict[str, Told]) -> None:
    report, row = REPORTS[name], told[name].incident
    assert row["event_date"] == report.get("date")
    if "place" in report:
        assert fold(report["place"]) in fold(row["place_text"])
        assert row["country_iso3"] == report.get("country")
