"""Where a row comes from: its words in the body, the rule that made it, the file that it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from transforms.ids import kind_of
from transforms.records import Row
from transforms.resolve.evidence import evidence
from transforms.resolve.incident_evidence import reports
from transforms.resolve.incident_matching import THRESHOLD
from transforms.resolve.incident_units import EVENT_COLUMNS
from transforms.schema import TABLES, Table
from warehouse.errors import NotFoundError
from warehouse.reader import Warehouse, open  # noqa: A004
from warehouse.state import State, files_of

TABLE_OF = {
    "article": "articles",
    "event": "events",
    "quote": "quotes",
    "mention": "mentions",
    "entity": "entities",
    "incident": "incidents",
}
PASSAGES = 5
"""Passages shown of an entity, and articles listed of a story."""
CONTEXT = 200
"""Code points shown on either side of a span whose paragraph is very long."""


class Span(NamedTuple):
    """A stretch of a body and what it is."""

    what: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A piece of an article with the spans in it."""

    article: Row
    """The article's row without its body."""
    start: int
    end: int
    text: str
    """`body[start:end]`."""
    spans: tuple[Span, ...]
    """In the order of the text; some may lie elsewhere in the body than the passage."""


@dataclass(frozen=True)
class Explanation:
    """A row and the passages that it rests on."""

    kind: str
    """article | event | quote | mention | entity | incident | story | file."""
    identifier: str
    """The id that stands; another than was asked for where that was merged into it."""
    row: Row
    passages: tuple[Passage, ...] = ()
    related: dict[str, list[Row]] = field(default_factory=dict)
    """Further rows by what they are: an incident's articles and figures, an entity's roles, a story's articles."""


def explain(home: str | Path, identifier: str) -> Explanation:
    """What an id names, and where it comes from. Raises NotFoundError."""
    with open(home) as opened:
        return explain_in(opened, identifier)


def explain_in(opened: Warehouse, identifier: str) -> Explanation:
    """As `explain`, in a warehouse that is open already."""
    kind = kind_of(identifier)
    if kind is None:
        raise NotFoundError(f"{identifier!r} is no id of this warehouse.", f"Ids look like {', '.join(sorted(_EXAMPLES))}.")
    standing = _rows(opened, "SELECT current_id FROM redirects WHERE replaced_id = ?", identifier)
    identifier = standing[0]["current_id"] if standing else identifier
    if kind == "story":
        return _story(opened, identifier)
    if kind == "file":
        return Explanation(kind, identifier, _one(opened, "files", "file_id", identifier))
    table = TABLES[TABLE_OF[kind]]
    row = _one(opened, table.name, table.key[0], identifier)
    if kind == "article":
        return Explanation(kind, identifier, _light(row), (_lead(row),), _found_in(opened, identifier))
    if kind == "entity":
        return Explanation(kind, identifier, row, tuple(_mentions(opened, identifier)), _of_entity(opened, identifier))
    if kind == "incident":
        return Explanation(kind, identifier, row, tuple(_reports(opened, identifier)), _of_incident(opened, row))
    return Explanation(kind, identifier, row, (_passage(opened, table, row),))


_EXAMPLES = ("art_…", "evt_…", "quo_…", "men_…", "ent_…", "inc_…", "sto_…", "fil_…")


def _rows(opened: Warehouse, sql: str, *parameters: object) -> list[Row]:
    found: list[Row] = opened.connection.sql(sql, params=list(parameters)).to_arrow_table().to_pylist()
    return found


def _one(opened: Warehouse, table: str, key: str, identifier: str) -> Row:
    found = _rows(opened, f"SELECT * FROM {table} WHERE {key} = ? LIMIT 1", identifier)
    if not found:
        raise NotFoundError(f"There is no {identifier} in {opened.home.path}.", _some(table, key))
    return found[0]


def _some(table: str, key: str) -> str:
    return f'`nightdesk sql "SELECT {key} FROM {table} LIMIT 5"` shows ids that are there.'


def _light(article: Row) -> Row:
    return {name: value for name, value in article.items() if name not in ("body", "paragraphs")}


def _passage(opened: Warehouse, table: Table, row: Row) -> Passage:
    """The sentence of an event, or the paragraph of a quote or mention, with the row's spans marked."""
    article = _one(opened, "articles", "article_id", row["article_id"])
    start, end = row["char_start"], row["char_end"]
    if table.name != "events":
        start, end = _around(article, start, end)
    return Passage(_light(article), start, end, article["body"][start:end], tuple(_spans(table, row)))


def _spans(table: Table, row: Row) -> Iterator[Span]:
    """All spans that a row has, in the order of the text."""
    found = []
    for span in table.spans:
        if row[span.start] is not None:
            what = table.name.removesuffix("s") if span.text == "text" else span.text.removesuffix("_text")
            found.append(Span(what, row[span.start], row[span.end], row[span.text]))
    found += [
        Span(f"weapon ({weapon['class']})", weapon["char_start"], weapon["char_end"], weapon["text"]) for weapon in row.get("weapons") or ()
    ]
    yield from sorted(found, key=lambda span: (span.start, -span.end))


def _around(article: Row, start: int, end: int) -> tuple[int, int]:
    """The paragraphs that hold a span; of a long one, what is near it."""
    for paragraph in article["paragraphs"] or ():
        if paragraph["char_start"] <= start < paragraph["char_end"]:
            last = max(end, paragraph["char_end"])
            return max(paragraph["char_start"], start - CONTEXT), min(last, end + CONTEXT)
    return max(0, start - CONTEXT), min(len(article["body"]), end + CONTEXT)


def _lead(article: Row) -> Passage:
    start, end = _around(article, 0, min(2 * CONTEXT, len(article["body"])))
    return Passage(_light(article), start, end, article["body"][start:end], ())


def _found_in(opened: Warehouse, article_id: str) -> dict[str, list[Row]]:
    """What an article gave, and its other versions and copies."""
    copies = "SELECT article_id, version, is_current, status, duplicate_kind, publisher FROM articles WHERE article_id <> $1"
    same_item = "(source_key = (SELECT source_key FROM articles WHERE article_id = $1) OR duplicate_of = $1)"
    return {
        "events": _rows(
            opened, "SELECT event_id, event_type, event_mode, trigger FROM events WHERE article_id = ? ORDER BY char_start", article_id
        ),
        "quotes": _rows(
            opened, "SELECT quote_id, kind, speaker_name, text FROM quotes WHERE article_id = ? ORDER BY char_start", article_id
        ),
        "versions and copies": _rows(opened, f"{copies} AND {same_item} ORDER BY version, article_id", article_id),
    }


def _of_entity(opened: Warehouse, entity_id: str) -> dict[str, list[Row]]:
    """What an entity is called, what it is, and why its names and mentions are taken for one."""
    stored = State(opened.connection, files_of(opened.home, opened.manifest), opened.manifest.columns, opened.home.indexes)
    known = stored.namesakes_of(entity_id)
    return {
        "names": _rows(opened, _NAMES, entity_id),
        "roles": _rows(opened, _ROLES, entity_id),
        "keys, and why each is this entity": [one._asdict() for one in evidence(entity_id, known)],
        "mentions, by the rule that found whom they mean": _rows(opened, _MENTION_RULES, entity_id),
        "earlier ids": _rows(opened, "SELECT replaced_id, detail FROM redirects WHERE current_id = ? ORDER BY replaced_id", entity_id),
    }


_NAMES = """
    SELECT text AS name, count(*)::INTEGER AS times, count(DISTINCT article_id)::INTEGER AS articles, min(published_at)::DATE AS first_seen,
           max(published_at)::DATE AS last_seen
    FROM mentions WHERE entity_id = ? AND form = 'name' GROUP BY ALL ORDER BY times DESC, name"""
_ROLES = """
    SELECT title, organization, country_iso3, count(*)::INTEGER AS times, min(published_at)::DATE AS first_seen, max(published_at)::DATE AS last_seen,
           list_sort(list(DISTINCT article_id)) AS articles
    FROM entity_roles WHERE entity_id = ? GROUP BY ALL ORDER BY times DESC, title, organization, country_iso3"""
_MENTION_RULES = """
    SELECT form, rule_id, count(*)::INTEGER AS times, avg(confidence) AS confidence
    FROM mentions WHERE entity_id = ? GROUP BY ALL ORDER BY times DESC, form, rule_id"""


def _mentions(opened: Warehouse, entity_id: str) -> Iterator[Passage]:
    """The newest mentions by name, one an article."""
    sql = """SELECT * FROM mentions WHERE entity_id = ? QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY form <> 'name', char_start) = 1
             ORDER BY published_at DESC NULLS LAST, article_id LIMIT ?"""
    for row in _rows(opened, sql, entity_id, PASSAGES):
        yield _passage(opened, TABLES["mentions"], row)


_BY_REPORT = "published_at NULLS LAST, article_id, char_start"


def _reports(opened: Warehouse, incident_id: str) -> Iterator[Passage]:
    """Every mention of an incident, in order of publication."""
    for row in _rows(opened, f"SELECT * FROM events WHERE incident_id = ? ORDER BY {_BY_REPORT}", incident_id):
        yield _passage(opened, TABLES["events"], row)


def _of_incident(opened: Warehouse, row: Row) -> dict[str, list[Row]]:
    """The articles of an incident, why each is taken to tell of it, and the figures that they give."""
    told = _rows(opened, f"SELECT {', '.join(EVENT_COLUMNS)} FROM events WHERE incident_id = ? ORDER BY {_BY_REPORT}", row["incident_id"])
    columns = "article_id, published_at, publisher, headline, source_key, duplicate_of"
    sought = "SELECT article_id FROM events WHERE incident_id = ?"
    articles = {
        one["article_id"]: one
        for one in _rows(opened, f"SELECT {columns} FROM articles WHERE article_id IN ({sought})", row["incident_id"])
    }
    shown = ("published_at", "publisher", "headline")
    return {
        f"articles, and what joins each to another: from {THRESHOLD} on two are one": [
            {name: articles[report.article_id][name] for name in shown} | report._asdict() for report in reports(told, articles)
        ],
        "figures": row["figures"] or [],
    }


def _story(opened: Warehouse, story_id: str) -> Explanation:
    articles = _rows(
        opened,
        "SELECT article_id, published_at, publisher, headline FROM articles WHERE story_id = ? ORDER BY published_at, article_id",
        story_id,
    )
    if not articles:
        raise NotFoundError(f"There is no {story_id} in {opened.home.path}.", _some("articles", "story_id"))
    return Explanation("story", story_id, {"story_id": story_id, "article_count": len(articles)}, related={"articles": articles})
