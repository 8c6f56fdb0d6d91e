"""The frozen records that pass from stage to stage.

Character offsets (`start`, `end`) are half-open into `Article.body`; token offsets (`first`, `last`) into `Document.tokens`.
A field that is unknown is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

# --- read and parse ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where some bytes came from."""

    uri: str
    """Path or URL of the file, as given."""
    member: str | None = None
    """Path inside an archive, or the record's number or name inside a file of many."""
    sha256: str = ""
    """Of the file as stored, in hexadecimal."""
    modified_at: datetime | None = None
    content_type: str | None = None
    """Media type that a carrier (WARC, HTTP, e-mail) declared."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What a parser found, before any of our own reading of the text. `text` is the body as the source has it."""

    origin: Origin
    format: str
    text: str
    headline: str | None = None
    source_key: str | None = None
    version: int | None = None
    status: str | None = None
    """usable | withheld | canceled."""
    published_at: datetime | None = None
    """In UTC where the source gives a zone; midnight where it gives only a day."""
    published_at_basis: str | None = None
    publisher: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    dateline_place: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file, member or record that became no article, and why."""

    origin: Origin
    reason: str
    """One of `transforms.parse.reasons.REASONS`."""
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article, with its identity: everything in the `articles` table but what the run adds."""

    article_id: str
    source_key: str
    version: int
    status: str
    source_uri: str
    source_member: str | None
    source_sha256: str
    source_format: str
    publisher: str | None
    agency: str | None
    authors: tuple[str, ...]
    headline: str | None
    dateline_place: str | None
    published_at: datetime | None
    published_at_basis: str
    language: str | None
    """ISO 639-1 code; None where the text is too short to tell."""
    body: str
    word_count: int
    url: str | None
    paragraphs: tuple[tuple[int, int, str], ...] = ()
    """(start, end, kind) of every paragraph: see `transforms.document.Paragraph`."""


# --- extract ----------------------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """A place as the gazetteer has it."""

    name: str
    kind: str
    """country | region (first level and below, or a named area) | place (town, village, quarter) | facility | water."""
    latitude: float | None
    longitude: float | None
    country_iso3: str | None = None
    admin1: str | None = None
    """Name of the first-level region."""
    geonames_id: int | None = None
    key: str = ""
    """What makes it this place and no other: the GeoNames id, or a slug of a named area."""
    confidence: float = 0.5


class Mention(NamedTuple):
    """A span that names, describes or stands for something."""

    start: int
    end: int
    first: int
    last: int
    label: str
    """OntoNotes label, or WEAPON."""
    form: str = "name"
    """name | nominal | pronoun."""
    entity: int | None = None
    """Index into the article's local entities."""
    value: str | None = None
    place: Place | None = None
    rule_id: str | None = None
    """What found or changed it; None where it is the language model's as it was."""
    confidence: float = 0.5


class Role(NamedTuple):
    """An office or description that the text gives somebody: 'Foreign Minister' of RUS, at these offsets."""

    title: str
    start: int
    end: int
    country_iso3: str | None = None
    organization: str | None = None


class LocalEntity(NamedTuple):
    """One real thing as one article knows it."""

    type: str
    """person | organization | country | region | place | facility | group."""
    name: str
    """The fullest name in the article, without titles and possessives."""
    key: str
    """Deterministic from this article alone; what links articles: folded full name, GeoNames id, or a surname by itself ('?zelensky')."""
    names: tuple[str, ...] = ()
    country_iso3: str | None = None
    roles: tuple[Role, ...] = ()
    place: Place | None = None
    gender: str | None = None
    """f | m where pronouns or titles in this article say so."""


class Timex(NamedTuple):
    """A date, time or duration in the text."""

    start: int
    end: int
    first: int
    last: int
    value: str | None
    """TIMEX3 value (2025-07-10, 2025-W28, PT3H, P3Y, 199X, PRESENT_REF …), None where it can't be known."""
    type: str
    """DATE | TIME | DURATION | SET."""
    begin: date | None = None
    """First day that it covers; None for durations, vague ones, and where the publication date is needed but unknown."""
    until: date | None = None
    """Last day that it covers."""
    precision: str = "none"
    """day | week | month | year | none."""
    basis: str = "text"
    """text (absolute) | published (counted from the publication date) | context (from another date in the text)."""
    rule_id: str | None = None


class Quantity(NamedTuple):
    """A number in words or digits with its qualifiers ('at least 18', 'dozens', 'between three and five')."""

    start: int
    end: int
    first: int
    last: int
    low: float | None
    best: float | None
    high: float | None
    kind: str = "count"
    """count | ordinal | money | percent | age | measure (distance, weight …) | caliber | year | id (route, address, score)."""
    unit: str | None = None
    head: int | None = None
    """Token that is counted ('people' in 'at least 18 people'), None where the number stands alone."""


class Quote(NamedTuple):
    """Something that somebody said or wrote, as one stretch of text."""

    start: int
    end: int
    kind: str
    cue: tuple[int, int] | None
    """Characters of the cue."""
    cue_lemma: str | None
    speaker: tuple[int, int] | None
    """Characters of the mention beside the cue."""
    speaker_entity: int | None
    speaker_basis: str
    is_fragment: bool = False
    channel: str | None = None
    said_date: date | None = None
    event: int | None = None
    """Index into the article's events."""
    force: str | None = None
    """What saying it does, by its cue: one of `transforms.schema.fields.FORCES`."""
    relayed_by: tuple[int, int] | None = None
    """Characters of the mention of who reports what the speaker said."""
    relayed_by_entity: int | None = None
    rule_id: str = ""
    confidence: float = 0.5


class Weapon(NamedTuple):
    """A weapon that an event was done with."""

    cls: str
    start: int
    end: int
    count_low: int | None = None
    count_high: int | None = None


class Toll(NamedTuple):
    """How many were killed or injured, as one stretch of text says. `low <= best <= high` where they are known."""

    measure: str
    """killed | injured | missing | captured | displaced."""
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    rule_id: str = ""


class Party(NamedTuple):
    """Who did something, or to whom it was done."""

    start: int
    end: int
    entity: int | None = None
    country_iso3: str | None = None
    sector: str | None = None
    basis: str = "sentence"
    """sentence | context | claim: in the event's own sentence, with another mention of it, or only with one that is claimed."""


class Event(NamedTuple):
    """One mention of one event."""

    start: int
    end: int
    trigger: tuple[int, int]
    event_type: str
    event_mode: str | None
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    cameo_root: str | None = None
    quad_class: int | None = None
    intensity: float | None = None
    actor: Party | None = None
    target: Party | None = None
    place: Place | None = None
    place_span: tuple[int, int] | None = None
    place_entity: int | None = None
    geo_precision: int | None = None
    place_basis: str | None = None
    """sentence | context | article | actor: in its own clause, with another mention of it or near, only where the article plays, or the country
    of who spoke or acted."""
    timex: Timex | None = None
    event_date: date | None = None
    event_date_end: date | None = None
    date_precision: str = "none"
    date_basis: str | None = None
    modality: str = "asserted"
    negated: bool = False
    attributed_to: tuple[int, int] | None = None
    attributed_to_entity: int | None = None
    tolls: tuple[Toll, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    same_as: int | None = None
    """Index of an earlier event of this article that tells of the same real-world event."""
    is_general: bool = False
    """Whether the text only speaks of such events ('attacks on farmers'), of none that has a day, place, toll or weapon of its own."""
    clues: tuple[str, ...] = ()
    """What is particular to the event as this article tells it, on its first mention: 'name:…', 'age:…', 'street:…', 'about:…'."""
    rule_id: str = ""
    confidence: float = 0.5


class Findings(NamedTuple):
    """All that one article says."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    times: tuple[Timex, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()


Row = dict[str, Any]
"""A row of a table of `transforms.schema`, by column name."""
