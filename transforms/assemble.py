"""Findings to rows of the tables: the one place where records become columns."""

from __future__ import annotations

from collections import Counter
from functools import cache

from transforms.document import Document
from transforms.ids import make_id
from transforms.records import Article, Event, Findings, LocalEntity, Mention, Party, Place, Quote, Row, Toll
from transforms.resolve.blocks import block_of

Rows = dict[str, list[Row]]


def entity_id(entity: LocalEntity) -> str:
    """The id that an article's entity has until linking says otherwise: of its type and key."""
    return make_id("entity", entity.type, entity.key)


def article_row(article: Article, annotation: str) -> Row:
    """A row of `articles`, without what the run and identity across articles add."""
    return {
        "article_id": article.article_id, "source_key": article.source_key, "version": article.version, "is_current": True,
        "status": article.status, "duplicate_of": None, "duplicate_kind": None, "story_id": None, "annotation": annotation,
        "source_uri": article.source_uri, "source_member": article.source_member, "source_sha256": article.source_sha256,
        "source_format": article.source_format, "publisher": article.publisher, "agency": article.agency, "authors": list(article.authors),
        "headline": article.headline, "dateline_place": article.dateline_place, "published_at": article.published_at,
        "published_at_basis": article.published_at_basis, "language": article.language, "body": article.body,
        "word_count": article.word_count, "url": article.url,
        "paragraphs": [{"char_start": start, "char_end": end, "kind": kind} for start, end, kind in article.paragraphs],
    }  # fmt: skip


def article_of(row: Row) -> Article:
    """The article that a row of `articles` was made of."""
    same = {name: row[name] for name in Article.__dataclass_fields__ if name not in ("authors", "paragraphs")}
    paragraphs = tuple((part["char_start"], part["char_end"], part["kind"]) for part in row["paragraphs"] or ())
    return Article(**same, authors=tuple(row["authors"] or ()), paragraphs=paragraphs)


def finding_rows(document: Document, findings: Findings) -> Rows:
    """The rows of `mentions`, `quotes`, `events`, `entity_keys` and `entity_roles` that one article gives."""
    entity_ids = [entity_id(entity) for entity in findings.entities]
    event_ids = _event_ids(document, findings.events)
    counts = Counter(mention.entity for mention in findings.mentions)
    return {
        "mentions": [_mention(document, mention, entity_ids) for mention in findings.mentions] + _times(document, findings),
        "quotes": [_quote(document, quote, findings, entity_ids, event_ids) for quote in findings.quotes],
        "events": [_event(document, event, entity_ids, event_ids, i) for i, event in enumerate(findings.events)],
        "entity_keys": _merged_keys(
            [_entity_key(document, entity, entity_ids[i], counts[i]) for i, entity in enumerate(findings.entities)]
        ),
        "entity_roles": _roles(document, findings, entity_ids),
    }


def _span(document: Document, what: str, span: tuple[int, int] | None) -> Row:
    text, start, end = _span_columns(what)
    return {text: document.body[span[0] : span[1]], start: span[0], end: span[1]} if span else {text: None, start: None, end: None}


@cache
def _span_columns(what: str) -> tuple[str, str, str]:
    return f"{what}_text", f"{what}_start", f"{what}_end"


def _of(ids: list[str], index: int | None) -> str | None:
    return None if index is None else ids[index]


def _mention(document: Document, mention: Mention, entity_ids: list[str]) -> Row:
    return {
        "article_id": document.article_id, "published_at": document.published,
        "mention_id": make_id("mention", document.article_id, mention.start, mention.end, mention.label),
        "entity_id": _of(entity_ids, mention.entity), "label": mention.label, "form": mention.form,
        "text": document.body[mention.start : mention.end], "char_start": mention.start, "char_end": mention.end, "value": mention.value,
        "latitude": mention.place.latitude if mention.place else None, "longitude": mention.place.longitude if mention.place else None,
        "rule_id": mention.rule_id, "confidence": mention.confidence,
    }  # fmt: skip


def _times(document: Document, findings: Findings) -> list[Row]:
    """Times and numbers as rows of `mentions`."""
    rows = [
        _value(document, "TIME" if time.type == "TIME" else "DATE", time.start, time.end, time.value, time.rule_id)
        for time in findings.times
    ]
    for quantity in findings.quantities:
        best = quantity.best if quantity.best is not None else quantity.low
        rows.append(
            _value(
                document,
                QUANTITY_LABELS.get(quantity.kind, "CARDINAL"),
                quantity.start,
                quantity.end,
                None if best is None else f"{best:g}" if best < 1e6 else f"{best:.0f}",
                None,
            )
        )
    return rows


QUANTITY_LABELS = {"ordinal": "ORDINAL", "money": "MONEY", "percent": "PERCENT", "measure": "QUANTITY", "age": "CARDINAL"}


def _value(document: Document, label: str, start: int, end: int, value: str | None, rule_id: str | None) -> Row:
    return {
        "article_id": document.article_id, "published_at": document.published,
        "mention_id": make_id("mention", document.article_id, start, end, label), "entity_id": None, "label": label, "form": "name",
        "text": document.body[start:end], "char_start": start, "char_end": end, "value": value, "latitude": None, "longitude": None,
        "rule_id": rule_id, "confidence": None,
    }  # fmt: skip


def _quote(document: Document, quote: Quote, findings: Findings, entity_ids: list[str], event_ids: list[str]) -> Row:
    speaker = None if quote.speaker_entity is None else findings.entities[quote.speaker_entity]
    cue_start, cue_end = quote.cue or (None, None)
    return {
        "article_id": document.article_id, "published_at": document.published,
        "quote_id": make_id("quote", document.article_id, quote.start, quote.end),
        "char_start": quote.start, "char_end": quote.end, "text": document.body[quote.start : quote.end], "kind": quote.kind,
        "cue": document.body[cue_start:cue_end] if quote.cue else None, "cue_start": cue_start, "cue_end": cue_end,
        **_span(document, "speaker", quote.speaker), "speaker_entity_id": _of(entity_ids, quote.speaker_entity),
        "speaker_name": speaker.name if speaker else None, "speaker_basis": quote.speaker_basis, "is_fragment": quote.is_fragment,
        "force": quote.force, **_span(document, "relayed_by", quote.relayed_by), "relayed_by_entity_id": _of(entity_ids, quote.relayed_by_entity),
        "channel": quote.channel, "said_date": quote.said_date, "event_id": _of(event_ids, quote.event), "rule_id": quote.rule_id,
        "confidence": quote.confidence,
    }  # fmt: skip


def _event_ids(document: Document, events: tuple[Event, ...]) -> list[str]:
    """Ids of the events; two of one type at one trigger (two targets, say) are told apart by their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    ids = []
    for event in events:
        what = (document.article_id, *event.trigger, event.event_type, event.event_mode)
        ids.append(make_id("event", *what, seen[what]))
        seen[what] += 1
    return ids


def _party(document: Document, role: str, party: Party | None, entity_ids: list[str]) -> Row:
    return {
        **_span(document, role, (party.start, party.end) if party else None),
        f"{role}_entity_id": _of(entity_ids, party.entity) if party else None,
        f"{role}_country": party.country_iso3 if party else None,
        f"{role}_sector": party.sector if party else None,
        f"{role}_basis": party.basis if party else None,
    }


def _toll(document: Document, measure: str, tolls: tuple[Toll, ...]) -> Row:
    """The first toll of a measure: the extractor puts the one that speaks for the event first."""
    toll = next((toll for toll in tolls if toll.measure == measure), None)
    row = {f"{measure}_{bound}": getattr(toll, bound) if toll else None for bound in ("low", "best", "high")}
    return row | _span(document, measure, (toll.start, toll.end) if toll else None)


def place_columns(place: Place | None, place_entity_id: str | None, geo_precision: int | None) -> Row:
    """The place columns that events and incidents share."""
    return {
        "place_entity_id": place_entity_id, "country_iso3": place.country_iso3 if place else None, "admin1": place.admin1 if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None, "geo_precision": geo_precision,
    }  # fmt: skip


def _event(document: Document, event: Event, entity_ids: list[str], event_ids: list[str], i: int) -> Row:
    return {
        "article_id": document.article_id, "published_at": document.published,
        "event_id": event_ids[i], "char_start": event.start, "char_end": event.end,
        "trigger": document.body[event.trigger[0] : event.trigger[1]], "trigger_start": event.trigger[0], "trigger_end": event.trigger[1],
        "event_type": event.event_type, "event_mode": event.event_mode, "cameo_root": event.cameo_root, "quad_class": event.quad_class,
        "intensity": event.intensity, "acled_event_type": event.acled_event_type, "acled_sub_event_type": event.acled_sub_event_type,
        **_party(document, "actor", event.actor, entity_ids), **_party(document, "target", event.target, entity_ids),
        **_span(document, "place", event.place_span), **place_columns(event.place, _of(entity_ids, event.place_entity), event.geo_precision),
        "place_basis": event.place_basis,
        **_span(document, "date", (event.timex.start, event.timex.end) if event.timex else None),
        "event_date": event.event_date, "event_date_end": event.event_date_end, "date_precision": event.date_precision,
        "date_basis": event.date_basis, "modality": event.modality, "negated": event.negated,
        **_span(document, "attributed_to", event.attributed_to), "attributed_to_entity_id": _of(entity_ids, event.attributed_to_entity),
        **_toll(document, "killed", event.tolls), **_toll(document, "injured", event.tolls),
        "tolls": [{"measure": toll.measure, "low": toll.low, "best": toll.best, "high": toll.high, "text": document.body[toll.start : toll.end], "char_start": toll.start, "char_end": toll.end} for toll in event.tolls],
        "weapons": [{"class": weapon.cls, "text": document.body[weapon.start : weapon.end], "char_start": weapon.start, "char_end": weapon.end, "count_low": weapon.count_low, "count_high": weapon.count_high} for weapon in event.weapons],
        "incident_id": None, "rule_id": event.rule_id, "confidence": event.confidence,
        "same_event_id": _of(event_ids, event.same_as), "_same_as": event.same_as, "is_general": event.is_general, "clues": list(event.clues),
    }  # fmt: skip


def _entity_key(document: Document, entity: LocalEntity, identifier: str, mention_count: int) -> Row:
    place = entity.place
    entity_key = f"{entity.type}:{entity.key}"
    return {
        "article_id": document.article_id, "published_at": document.published,
        "entity_key": entity_key, "entity_id": identifier, "entity_type": entity.type, "block": block_of(entity_key), "name": entity.name,
        "aliases": list(entity.names), "country_iso3": entity.country_iso3, "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None, "geonames_id": place.geonames_id if place else None, "mention_count": mention_count,
    }  # fmt: skip


def _merged_keys(rows: list[Row]) -> list[Row]:
    """One row a key: two local entities of one key are one thing."""
    merged: dict[str, Row] = {}
    for row in rows:
        known = merged.setdefault(row["entity_key"], row)
        if known is not row:
            known["mention_count"] += row["mention_count"]
            known["aliases"] = sorted({*known["aliases"], *row["aliases"]})
    return list(merged.values())


def _roles(document: Document, findings: Findings, entity_ids: list[str]) -> list[Row]:
    rows = {}
    for i, entity in enumerate(findings.entities):
        for role in entity.roles:
            rows[entity_ids[i], role.start] = {
                "entity_id": entity_ids[i], "name_key": f"{entity.type}:{entity.key}", "article_id": document.article_id, "published_at": document.published, "title": role.title,
                "country_iso3": role.country_iso3, "organization": role.organization, "text": document.body[role.start : role.end],
                "char_start": role.start, "char_end": role.end,
            }  # fmt: skip
    return list(rows.values())
