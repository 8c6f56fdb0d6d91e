"""Full-text search over a snapshot: the index says what fits the words, and how well; the snapshot, what of it stands and passes the filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from warehouse.errors import NotFoundError, QueryError, WarehouseError
from warehouse.searching import search_index, search_query
from warehouse.searching.search_index import ARTICLES, QUOTES

if TYPE_CHECKING:
    from warehouse.reader import Warehouse

Kind = Literal["articles", "quotes"]
LIMIT = 20
PASSAGE_WORDS = 32
MARKS = ("\ufdd0", "\ufdd1")
"""Around found words within a passage until it is found in its text: no text holds these, they are no characters."""
SHOWN_MARKS = ("**", "**")
COLUMNS: dict[str, pa.DataType] = {
    "score": pa.float64(),
    "id": pa.string(),
    "published_at": pa.timestamp("us"),
    "publisher": pa.string(),
    "speaker_name": pa.string(),
    "headline": pa.string(),
    "passage": pa.string(),
    "article_id": pa.string(),
    "char_start": pa.int32(),
    "char_end": pa.int32(),
}
SCHEMA = pa.schema(COLUMNS)
"""Of the answer. `id` is the article's or quote's, as `explain` takes it; `passage` is from `body[char_start:char_end]`, found words in asterisks."""


@dataclass(frozen=True)
class Filters:
    """What an article or quote must be, beside having the words. Names are compared without case and accents, by whole words of them."""

    speaker: str | None = None
    """A part of the speaker's name, or the id of an entity; quotes only."""
    entity: str | None = None
    """A part of the name of an entity that the text names, or its id. Of a quote: that the quote itself names."""
    place: str | None = None
    """The same of a place that the article names, or a country by its ISO 3166 code of three letters, with every place in it."""
    publisher: str | None = None
    """A part of the publisher's name."""
    since: date | None = None
    """First day of publication, in UTC."""
    until: date | None = None
    """Last day of publication."""
    everything: bool = False
    """Also what doesn't stand: former versions, copies, withheld and canceled articles, quoted terms."""


def search(house: Warehouse, text: str, kind: Kind = "articles", filters: Filters = Filters(), limit: int = LIMIT) -> pa.Table:
    """The best `limit` rows (SCHEMA) for the words of `text`, best first; the newer before the older where they are equally good.

    Raises QueryError where `text` has no words, NotFoundError where a filter names what the warehouse doesn't know.
    """
    expression = search_query.fts5(text)
    if filters.speaker and kind != "quotes":
        raise QueryError("Articles have no speaker.", "Search the quotes.")
    for given, which in ((filters.speaker, "TRUE"), (filters.entity, "TRUE"), (filters.place, _IS_PLACE)):
        if given and not _is_known(house, given, which):
            raise NotFoundError(f"Nothing here is named {given!r}.", "`nightdesk sql` finds names: SELECT name, aliases FROM entities.")
    for is_last in (False, True):
        try:
            with search_index.up_to_date(house.home, house.manifest) as index:
                return _found(house, index, kind, expression, filters, limit)
        except sqlite3.DatabaseError as error:
            if is_last or isinstance(error, sqlite3.OperationalError):
                raise WarehouseError(f"The search index failed: {error}.", "It may be deleted, and is then made anew.") from None
            search_index.remove(search_index.place(house.home))  # damaged: it is made anew, once
    raise AssertionError("the second turn returns or raises")


def _found(house: Warehouse, index: search_index.Index, kind: Kind, expression: str, filters: Filters, limit: int) -> pa.Table:
    indexed = QUOTES if kind == "quotes" else ARTICLES
    house.connection.register("hits", index.matches(indexed, expression))
    try:
        ranked = house.connection.sql(_ranking(kind, filters), params={**_parameters(filters), "limit": limit}).to_arrow_table()
    finally:
        house.connection.unregister("hits")
    rows = ranked.to_pylist()
    texts = index.texts(indexed, [row["id"] for row in rows])
    columns: dict[str, Sequence[str | None]] = (
        {"headline": [row["headline"] for row in rows], "body": texts} if kind == "articles" else {"text": texts}
    )
    passages = search_index.passages(columns, [*columns][-1], expression, PASSAGE_WORDS, MARKS)
    for row, text, passage in zip(rows, texts, passages, strict=True):
        if kind == "articles":
            row["char_start"], row["char_end"] = _place(passage, text)
        row["passage"] = passage.replace(MARKS[0], SHOWN_MARKS[0]).replace(MARKS[1], SHOWN_MARKS[1])
    return pa.Table.from_pylist(rows, SCHEMA)


_IS_PLACE = "entity_type IN ('country', 'region', 'place', 'facility')"


def _named(column: str, parameter: str) -> str:
    """SQL: whether a name has the words of a parameter, side by side."""
    plain = "regexp_replace(strip_accents(lower({})), '[^\\w]+', ' ', 'g')"
    return f"contains(' ' || {plain.format(column)} || ' ', ' ' || trim({plain.format('$' + parameter)}) || ' ')"


def _entities(parameter: str, which: str = "TRUE") -> str:
    """SQL: the ids of the entities that a parameter names."""
    named = f"{_named('name', parameter)} OR len(list_filter(aliases, LAMBDA alias: {_named('alias', parameter)})) > 0"
    return f"SELECT entity_id FROM entities WHERE (entity_id = ${parameter} OR {named}) AND {which}"


def _places() -> str:
    return f"{_entities('place', _IS_PLACE)} UNION SELECT entity_id FROM entities WHERE country_iso3 = upper($place) AND {_IS_PLACE}"


def _is_known(house: Warehouse, name: str, which: str) -> bool:
    given = {"name": name}
    known = f"SELECT EXISTS ({_entities('name', which)} UNION SELECT entity_id FROM entities WHERE country_iso3 = upper($name) AND {which})"
    ((found,),) = house.connection.execute(known, given).fetchall()
    return bool(found)


def _ranking(kind: Kind, filters: Filters) -> str:
    """SQL: the best of the hits that stand and pass the filters."""
    quotes = kind == "quotes"
    wanted = [f"({condition})" for name, condition in _conditions(quotes).items() if getattr(filters, name)]
    if quotes:
        source = "quotes JOIN articles USING (article_id)" if filters.everything else "statements"
        published = "quotes.published_at" if filters.everything else "published_at"
        columns = "quote_id AS id, speaker_name, speaker_text, speaker_entity_id, char_start, char_end"
    else:
        source, published = "articles" if filters.everything else "current_articles", "published_at"
        columns = "article_id AS id, NULL::VARCHAR AS speaker_name, NULL::INTEGER AS char_start, NULL::INTEGER AS char_end"
    return f"""
        SELECT score, searched.*
        FROM hits JOIN (SELECT article_id, {published} AS published_at, publisher, headline, {columns} FROM {source}) searched USING (id)
        {"WHERE " + " AND ".join(wanted) if wanted else ""}
        ORDER BY score DESC, published_at DESC NULLS LAST, id
        LIMIT $limit"""


def _conditions(quotes: bool) -> dict[str, str]:
    """SQL by filter."""
    within = "AND char_start >= searched.char_start AND char_end <= searched.char_end" if quotes else ""
    return {
        "speaker": f"speaker_entity_id IN ({_entities('speaker')}) OR {_named('speaker_name', 'speaker')} OR {_named('speaker_text', 'speaker')}",
        "entity": f"EXISTS (FROM mentions WHERE article_id = searched.article_id {within} AND entity_id IN ({_entities('entity')}))",
        "place": f"article_id IN (SELECT article_id FROM mentions WHERE entity_id IN ({_places()}))",
        "publisher": _named("publisher", "publisher"),
        "since": "published_at >= $since",
        "until": "published_at < $until::DATE + 1",
    }


def _parameters(filters: Filters) -> dict[str, Any]:
    return {name: value for name in _conditions(quotes=True) if (value := getattr(filters, name))}


def _place(passage: str, body: str) -> tuple[int | None, int | None]:
    """Where a passage stands in the body."""
    plain = passage.replace(MARKS[0], "").replace(MARKS[1], "")
    for shown in (plain, plain.removeprefix("…"), plain.removesuffix("…"), plain.removeprefix("…").removesuffix("…")):
        start = body.find(shown)
        if start >= 0:
            return start, start + len(shown)
    return None, None
