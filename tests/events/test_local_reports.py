"""Local reports of shootings, in as many voices as there are newsrooms: how many, when and where, of the incident that each tells of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.conftest import loaded_model, make_article
from transforms.annotate import Annotator
from transforms.assemble import article_row, finding_rows
from transforms.extract import extract
from transforms.resolve.incidents import join

REPORTS = {report["id"]: report for report in yaml.safe_load(Path(__file__).with_name("reports.yml").read_text("utf8"))}
PUBLISHED = "2024-06-12T18:00:00"


@pytest.fixture(scope="module")
def incidents(knowledge):
    """By report, its incident of violence that most mentions tell of; all texts are annotated at once."""
    articles = [make_article(report["text"], published=PUBLISHED, headline=report["headline"]) for report in REPORTS.values()]
    found = {}
    for name, article, document in zip(REPORTS, articles, Annotator(loaded_model()).documents(articles), strict=True):
        events = finding_rows(document, extract(document, knowledge))["events"]
        joined = join(events, [], {article.article_id: article_row(article, "annotated")})
        mentions = Counter(joined.incident_of.get(event["event_id"]) for event in events)
        violent = [row for row in joined.incidents if row["event_type"] == "ASSAULT"]
        found[name] = max(violent, key=lambda row: mentions[row["incident_id"]], default=None)
    return found


@pytest.mark.parametrize("name", REPORTS)
def test_tolls(name, incidents):
    row, report = incidents[name], REPORTS[name]
    assert (row["killed_best"] or 0, row["injured_best"] or 0) == (report["killed"], report["injured"])


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if "date" in report])
def test_day(name, incidents):
    assert incidents[name]["event_date"] == REPORTS[name]["date"]


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if "city" in report])
def test_town(name, incidents):
    assert REPORTS[name]["city"].casefold() in incidents[name]["place_text"].casefold()
