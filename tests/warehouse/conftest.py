"""Small rows of every table, and a home to commit them to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import warehouse
from transforms.ids import make_id
from transforms.records import Row
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table

NOON = datetime(2025, 7, 10, 12)
BODY = "Two people were killed in Aleta, the mayor said. “We will rebuild,” she added."


def article(name: str = "a", **values: Any) -> Row:
    """A row of `articles`, complete and valid."""
    body = values.get("body", BODY)
    return {
        "article_id": make_id("article", name),
        "source_key": name,
        "version": 1,
        "is_current": True,
        "status": "usable",
        "annotation": "annotated",
        "source_uri": f"inbox/{name}.txt",
        "source_sha256": "00" * 32,
        "source_format": "text",
        "publisher": "Example Tribune",
        "authors": [],
        "published_at": NOON,
        "published_at_basis": "metadata",
        "language": "en",
        "body": body,
        "word_count": len(body.split()),
        "paragraphs": [{"char_start": 0, "char_end": len(body), "kind": "text"}],
        "ingested_at": NOON,
        "run_id": "run_000001",
    } | values


def fingerprint(row: Row, **values: Any) -> Row:
    """The row of `fingerprints` that belongs to an article."""
    return (
        {name: row[name] for name in ("article_id", "published_at", "source_key", "version")}
        | {"text_sha256": "t", "fingerprint": [1, 2]}
        | values
    )


def spanned(what: str, text: str, body: str = BODY) -> Row:
    """The three columns of a span, found in the body."""
    start = body.index(text)
    return {f"{what}_text": text, f"{what}_start": start, f"{what}_end": start + len(text)}


def event(name: str = "e", of: str = "a", **values: Any) -> Row:
    """A row of `events`: the killing in BODY."""
    trigger = spanned("trigger", "killed")
    return {
        "event_id": make_id("event", name),
        "article_id": make_id("article", of),
        "published_at": NOON,
        "char_start": 0,
        "char_end": 48,
        "trigger": trigger["trigger_text"],
        "trigger_start": trigger["trigger_start"],
        "trigger_end": trigger["trigger_end"],
        "event_type": "ASSAULT",
        "date_precision": "none",
        "modality": "asserted",
        "negated": False,
        "rule_id": "kill",
        "confidence": 0.9,
        "run_id": "run_000001",
    } | values


def quote(name: str = "q", of: str = "a", **values: Any) -> Row:
    """A row of `quotes`: the statement in BODY."""
    said = spanned("said", "We will rebuild,")
    return {
        "quote_id": make_id("quote", name),
        "article_id": make_id("article", of),
        "published_at": NOON,
        "char_start": said["said_start"],
        "char_end": said["said_end"],
        "text": said["said_text"],
        "kind": "direct",
        **spanned("speaker", "she"),
        "speaker_basis": "pronoun",
        "is_fragment": False,
        "rule_id": "after",
        "confidence": 0.9,
        "run_id": "run_000001",
    } | values


def entity(name: str, **values: Any) -> Row:
    """A row of `entities`."""
    return {
        "entity_id": make_id("entity", name),
        "entity_type": "person",
        "name": name,
        "aliases": [],
        "roles": [],
        "article_count": 1,
        "mention_count": 1,
    } | values


def entity_key(name: str, of: str = "a", **values: Any) -> Row:
    """A row of `entity_keys`: the entity as one article names it."""
    return {
        "entity_key": f"person:{name.lower()}",
        "article_id": make_id("article", of),
        "published_at": NOON,
        "entity_id": make_id("entity", name),
        "entity_type": "person",
        "block": f"person:{name.lower().split()[-1]}",
        "name": name,
        "aliases": [],
        "mention_count": 1,
        "run_id": "run_000001",
    } | values


def entity_sum(name: str, **values: Any) -> Row:
    """A row of `entity_sums`: the entity as one article names it. A commit makes it of `entity_keys`."""
    key = entity_key(name)
    shared = {column: key[column] for column in ("entity_key", "entity_id", "entity_type", "block", "name", "aliases", "run_id")}
    return shared | {"about": "name", "article_change": 1, "mention_change": 1, "first_seen": NOON, "last_seen": NOON} | values


def mention(name: str, text: str, of: str = "a", **values: Any) -> Row:
    """A row of `mentions`, of the first place in BODY that has this text."""
    start = BODY.index(text)
    return {
        "mention_id": make_id("mention", name, of, start),
        "article_id": make_id("article", of),
        "published_at": NOON,
        "entity_id": make_id("entity", name),
        "label": "PERSON",
        "form": "name",
        "text": text,
        "char_start": start,
        "char_end": start + len(text),
        "run_id": "run_000001",
    } | values


def incident(name: str = "i", **values: Any) -> Row:
    """A row of `incidents`."""
    return {
        "incident_id": make_id("incident", name),
        "event_type": "ASSAULT",
        "date_precision": "none",
        "article_count": 1,
        "publisher_count": 1,
        "figures": [],
    } | values


def run(number: int = 1, **values: Any) -> Row:
    """A row of `runs`."""
    return {"run_id": f"run_{number:06}", "started_at": NOON, "settings": "{}"} | values


class Make:
    """The row makers, as one fixture."""

    article = staticmethod(article)
    fingerprint = staticmethod(fingerprint)
    event = staticmethod(event)
    quote = staticmethod(quote)
    entity = staticmethod(entity)
    entity_key = staticmethod(entity_key)
    entity_sum = staticmethod(entity_sum)
    mention = staticmethod(mention)
    incident = staticmethod(incident)
    run = staticmethod(run)
    spanned = staticmethod(spanned)
    BODY = BODY
    NOON = NOON

    @staticmethod
    def table(name: str, rows: Iterable[Row]) -> Any:
        return arrow_table(TABLES[name], rows)

    @staticmethod
    def commit(home: Path, **tables: list[Row]) -> int:
        """Append rows by table and commit them."""
        with warehouse.writer(home) as store, store.begin() as changes:
            for name, rows in tables.items():
                changes.append(name, arrow_table(TABLES[name], rows))
            return changes.commit()


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nightdesk.duckdb out, which takes most of the time of a small commit; test_database.py is about it."""
    monkeypatch.setattr("warehouse.database.publish", lambda _: None)


@pytest.fixture
def commit(home: Path) -> Callable[..., int]:
    """Append rows by table to `home` and commit them: `commit(articles=[…], runs=[…])`."""
    return partial(Make.commit, home)


@pytest.fixture(scope="session")
def good() -> dict[str, list[Row]]:
    """One article with everything in it, of which every invariant holds."""
    return good_rows()


def good_rows() -> dict[str, list[Row]]:
    """Rows of every table that one article gives."""
    return {
        "articles": [article()],
        "fingerprints": [fingerprint(article())],
        "events": [event(incident_id=make_id("incident", "i"))],
        "incidents": [incident()],
        "quotes": [quote(speaker_entity_id=make_id("entity", "Ana Ruiz"), speaker_name="Ana Ruiz")],
        "mentions": [mention("Ana Ruiz", "she", form="pronoun")],
        "entities": [entity("Ana Ruiz")],
        "entity_keys": [entity_key("Ana Ruiz")],
        "runs": [run()],
    }
