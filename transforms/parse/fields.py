"""Records of news APIs and corpora: which of their fields is which of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from transforms.parse.reasons import Refused
from transforms.parse.when import parse_when
from transforms.records import Origin, ParsedArticle

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "body_text", "article_text", "articlebody", "maintext", "full_text", "fulltext", "plain_text", "plaintext", "story", "article", "content_text", "text_content", "content"),
    "html": ("body_html", "body_xhtml", "content_html", "html"),
    "title": ("title", "headline", "head_line", "article_title", "webtitle", "name"),
    "id": ("id", "_id", "guid", "uid", "uuid", "article_id", "articleid", "doc_id", "docid", "document_id", "uri"),
    "published_at": ("published_at", "publishedat", "published", "published_date", "publish_date", "publication_date", "publicationdate", "date_published", "datepublished", "date_publish", "pub_date", "pubdate", "webpublicationdate", "seendate", "datetime", "timestamp", "date", "created_at", "versioncreated"),
    "publisher": ("publisher", "source_name", "outlet", "publication", "site_name", "sitename", "site", "news_outlet", "newspaper", "source_domain", "domain", "source"),
    "authors": ("authors", "author", "byline", "by", "creator", "writer"),
    "language": ("language", "lang", "inlanguage"),
    "url": ("url", "link", "canonical_url", "canonical", "weburl", "web_url", "href"),
    "version": ("version", "revision"),
    "status": ("status", "pubstatus"),
    "agency": ("agency", "news_agency", "wire"),
}  # fmt: skip
"""Our field → the names that sources give it, in lower case and with `_` for `-` and blanks, the surest first.

Gathered from the documentation of NewsAPI, the Guardian's Open Platform, GDELT, JSON Feed, schema.org's NewsArticle and news-please.
"""
_STATUSES = {"usable": "usable", "withheld": "withheld", "canceled": "canceled", "cancelled": "canceled", "killed": "canceled"}
_MARKUP = re.compile(r"</(?:p|div|span|a|strong|em|h\d)>|<br ?/?>", re.IGNORECASE)
"""Signs that a field other than `text`, which is kept as given, holds HTML."""
_AND = re.compile(r"\s*(?:;|\||,(?!\s*(?:jr|sr|ii|iii|iv)\b)|\band\b|&)\s*", re.IGNORECASE)
_BY = re.compile(r"^\s*by[:\s]\s*", re.IGNORECASE)


def article_of(record: Mapping[str, Any], origin: Origin, fields: Mapping[str, str], source_format: str) -> ParsedArticle:
    """An article of a record. `fields` names the source's own fields where they differ. Raises Refused for a record without text."""
    known = {folded(key): value for key, value in reversed(list(record.items()))}

    def first(field: str) -> Any:
        if field in fields:
            return _dotted(record, fields[field])
        return next((known[name] for name in NAMES[field] if known.get(name) not in (None, "", [], {})), None)

    text = _text(first("text"))
    if not text or not text.strip():
        text = _html_text(first("html"))
    elif text is not known.get("text") and _MARKUP.search(text):
        text = _html_text(text)
    if not text:
        raise Refused("no_article", f"no text in the record; its fields are {', '.join(list(map(str, record))[:20])}")
    when = parse_when(first("published_at"))
    return ParsedArticle(
        origin=origin,
        format=source_format,
        text=text,
        headline=text_of(first("title")),
        source_key=_key(first("id")),
        version=whole(first("version")),
        status=status_of(first("status")),
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=text_of(first("publisher")),
        agency=text_of(first("agency")),
        authors=tuple(authors_of(first("authors"))),
        language=text_of(first("language")),
        url=text_of(first("url")),
    )


def whole(value: object) -> int | None:
    """A version number, None where the version is none."""
    text = "" if isinstance(value, bool) else str(value).strip()
    if not re.fullmatch(r"\d{1,9}(\.0+)?", text):
        return None
    return int(text.partition(".")[0])


def status_of(value: object) -> str | None:
    """Usable | withheld | canceled, from a word, a qcode (`stat:canceled`) or a URI that ends in it."""
    return _STATUSES.get(re.split(r"[:/#]", str(value).strip().lower())[-1])


def text_of(value: object) -> str | None:
    """A short text on one line: a string, or the name of an object that has one."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("value") or value.get("#text")
    elif isinstance(value, list | tuple) and value:
        return text_of(value[0])
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def authors_of(value: object) -> Iterator[str]:
    """The names in a byline or a list of authors, without "By"."""
    for one in value if isinstance(value, list | tuple) else [value]:
        for name in _AND.split(_BY.sub("", text_of(one) or "")):
            if name.strip(" .,"):
                yield name.strip(" ,")


def folded(key: object) -> str:
    """A field's name as `NAMES` has it."""
    return str(key).strip().lower().replace("-", "_").replace(" ", "_")


def _dotted(record: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(record, list | tuple) and part.isdigit() and int(part) < len(record):
            record = record[int(part)]
        elif isinstance(record, Mapping):
            record = record.get(part)
        else:
            return None
    return record


def _text(value: object) -> str | None:
    """Running text, as it is; a list of strings is one of paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return None


def _html_text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    from transforms.parse.markup import fragment_text

    return fragment_text(value)


def _key(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = next(iter(value.values()), None)
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None
