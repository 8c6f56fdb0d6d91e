"""Every stored table as a list of column names with its key, its layout and its spans."""

from __future__ import annotations

from dataclasses import dataclass, replace

from transforms.schema.fields import FIELDS, Field


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Three columns of which the first holds the body's characters between the other two."""

    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Table:
    """A stored table."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    partitioned: bool = True
    """Whether its files lie in a folder a month (of the article's publication), or all in one."""
    sort: tuple[str, ...] = ()
    """Order of the rows within a file."""
    spans: tuple[TextSpan, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    """(column, table) whose key it points at."""
    copied: tuple[str, ...] = ()
    """Columns of `articles` that its last ones, `article_…`, repeat, so that nobody has to look them up: NULL in rows of older versions."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns' definitions; an id that is the whole key is never NULL here, though it may be where it only points."""
        return tuple(replace(FIELDS[column], required=FIELDS[column].required or self.key == (column,)) for column in self.columns)


def _span(what: str) -> tuple[str, str, str]:
    return f"{what}_text", f"{what}_start", f"{what}_end"


def _party(role: str) -> tuple[str, ...]:
    return (*_span(role), f"{role}_entity_id", f"{role}_country", f"{role}_sector", f"{role}_basis")


def _toll(measure: str) -> tuple[str, ...]:
    return f"{measure}_low", f"{measure}_best", f"{measure}_high"


_GEO = ("place_entity_id", "country_iso3", "admin1", "latitude", "longitude", "geo_precision")
_WHEN = ("event_date", "event_date_end", "date_precision")
_COPIED = ("headline", "publisher", "url", "ingested_at")
_OF_ARTICLE = tuple(f"article_{column}" for column in _COPIED)
_WHAT = ("event_type", "event_mode", "cameo_root", "quad_class", "intensity", "acled_event_type", "acled_sub_event_type")

ARTICLES = Table(
    "articles",
    "One row per version of an article, copies included; is_current, status and duplicate_of tell which stand.",
    ("article_id",),
    (
        "article_id", "source_key", "version", "is_current", "status", "duplicate_of", "duplicate_kind", "story_id", "annotation",
        "source_uri", "source_member", "source_sha256", "source_format", "publisher", "agency", "authors", "headline", "dateline_place",
        "published_at", "published_at_basis", "language", "body", "word_count", "url", "paragraphs", "ingested_at", "run_id",
        "pipeline_version",
    ),
    sort=("published_at", "article_id"),
    references=(("duplicate_of", "articles"),),
)  # fmt: skip

EVENTS = Table(
    "events",
    "One row per reported event mention: who did what to whom, where, when, with what, and how many were hurt.",
    ("event_id",),
    (
        "event_id", "article_id", "published_at", "char_start", "char_end", "trigger", "trigger_start", "trigger_end", *_WHAT,
        *_party("actor"), *_party("target"), *_span("place"), *_GEO, "place_basis", *_span("date"), *_WHEN, "date_basis", "modality", "negated",
        *_span("attributed_to"), "attributed_to_entity_id", *_toll("killed"), *_span("killed"), *_toll("injured"), *_span("injured"),
        "tolls", "weapons", "same_event_id", "is_general", "clues", "incident_id", "rule_id", "confidence", "run_id", *_OF_ARTICLE,
    ),
    sort=("event_date", "article_id", "char_start"),
    spans=(
        TextSpan("trigger", "trigger_start", "trigger_end"),
        *(TextSpan(*_span(what)) for what in ("actor", "target", "place", "date", "attributed_to", "killed", "injured")),
    ),
    references=(("article_id", "articles"), ("incident_id", "incidents"), *((f"{role}_entity_id", "entities") for role in ("actor", "target", "place", "attributed_to"))),
    copied=_COPIED,
)  # fmt: skip

QUOTES = Table(
    "quotes",
    "One row per stretch of speech: what was said, and by whom.",
    ("quote_id",),
    (
        "quote_id", "article_id", "published_at", "char_start", "char_end", "text", "kind", "cue", "cue_start", "cue_end",
        "force", *_span("speaker"), "speaker_entity_id", "speaker_name", "speaker_basis", *_span("relayed_by"), "relayed_by_entity_id", "is_fragment", "channel", "said_date", "event_id",
        "rule_id", "confidence", "run_id", *_OF_ARTICLE,
    ),
    sort=("published_at", "article_id", "char_start"),
    spans=(TextSpan("text", "char_start", "char_end"), TextSpan("cue", "cue_start", "cue_end"), TextSpan(*_span("speaker")), TextSpan(*_span("relayed_by"))),
    references=(("article_id", "articles"), ("speaker_entity_id", "entities"), ("relayed_by_entity_id", "entities"), ("event_id", "events")),
    copied=_COPIED,
)  # fmt: skip

MENTIONS = Table(
    "mentions",
    "One row per span that names, describes or points at an entity, or gives a date, number or weapon.",
    ("mention_id",),
    (
        "mention_id", "article_id", "published_at", "entity_id", "label", "form", "text", "char_start", "char_end", "value", "latitude",
        "longitude", "rule_id", "confidence", "run_id",
    ),
    sort=("published_at", "article_id", "char_start"),
    spans=(TextSpan("text", "char_start", "char_end"),),
    references=(("article_id", "articles"), ("entity_id", "entities")),
)  # fmt: skip

ENTITIES = Table(
    "entities",
    "One row per real person, organisation or place, over the whole warehouse.",
    ("entity_id",),
    (
        "entity_id", "entity_type", "name", "aliases", "country_iso3", "latitude", "longitude", "geonames_id", "roles", "first_seen",
        "last_seen", "article_count", "mention_count",
    ),
    partitioned=False,
    sort=("entity_type", "name", "entity_id"),
)  # fmt: skip

ENTITY_KEYS = Table(
    "entity_keys",
    "Which entity the names that articles use stand for: one row per key, article and entity, from which entities are counted.",
    ("entity_key", "article_id"),
    ("entity_key", "article_id", "published_at", "entity_id", "entity_type", "block", "name", "aliases", "country_iso3", "latitude", "longitude", "geonames_id", "mention_count", "run_id"),
    sort=("entity_key", "article_id"),
    references=(("article_id", "articles"), ("entity_id", "entities")),
)  # fmt: skip

ENTITY_SUMS = Table(
    "entity_sums",
    "What linking reads: names, the titles that are given to them and the names beside them, summed up by entity. Rows of one thing add up; a run brings no more than one.",
    ("entity_id", "entity_key", "about", "name", "country_iso3", "latitude", "longitude", "geonames_id", "run_id"),
    ("entity_id", "entity_key", "about", "name", "country_iso3", "latitude", "longitude", "geonames_id", "entity_type", "block", "aliases", "article_change", "mention_change", "first_seen", "last_seen", "run_id"),
    partitioned=False,
    sort=("block", "entity_key"),
)  # fmt: skip

SHORT_NAMES = Table(
    "short_names",
    "Whom surnames, initials and acronyms alone mean, and how long that holds: linking reads it instead of weighing all who bear the name.",
    ("entity_key",),
    ("entity_key", "block", "leader_key", "margin"),
    partitioned=False,
    sort=("block", "entity_key"),
)

ENTITY_ROLES = Table(
    "entity_roles",
    "Offices and descriptions that articles give to entities, each with its place in the text.",
    ("entity_id", "article_id", "char_start"),
    ("entity_id", "name_key", "article_id", "published_at", "title", "country_iso3", "organization", "text", "char_start", "char_end", "run_id"),
    sort=("published_at", "article_id", "char_start"),
    spans=(TextSpan("text", "char_start", "char_end"),),
    references=(("article_id", "articles"), ("entity_id", "entities")),
)  # fmt: skip

INCIDENTS = Table(
    "incidents",
    "One row per real-world event, merged over the articles that report it, with the range of their figures.",
    ("incident_id",),
    (
        "incident_id", *_WHAT, *_WHEN, "place_text", *_GEO, *_toll("killed"), *_toll("injured"), "article_count", "publisher_count",
        "mention_count", "first_reported_at", "last_reported_at", "figures",
    ),
    partitioned=False,
    sort=("event_date", "incident_id"),
    references=(("place_entity_id", "entities"),),
)  # fmt: skip

REJECTS = Table(
    "rejects",
    "Files, members and records that became no article, each with a reason and a remedy.",
    ("source_uri", "source_member", "source_sha256", "run_id"),
    ("source_uri", "source_member", "reason", "detail", "remedy", "source_sha256", "kept_at", "rejected_at", "run_id"),
    partitioned=False,
    sort=("rejected_at", "source_uri"),
)

FILES = Table(
    "files",
    "Every file read, by what version of the program, and what became of it.",
    ("file_id", "run_id"),
    ("file_id", "source_uri", "source_sha256", "source_format", "byte_count", "modified_at", "read_at", "articles_new", "articles_known", "rejected_count", "pipeline_version", "run_id"),
    partitioned=False,
    sort=("read_at", "source_uri"),
)  # fmt: skip

RUNS = Table(
    "runs",
    "Every run that was committed, with its counts and times.",
    ("run_id",),
    ("run_id", "started_at", "finished_at", "pipeline_version", "file_count", "articles_new", "articles_known", "rejected_count", "event_count", "quote_count", "seconds", "settings", "steps", "warnings", "run_kind"),
    partitioned=False,
    sort=("started_at",),
)  # fmt: skip

FINGERPRINTS = Table(
    "fingerprints",
    "What a text is recognised by when it comes again.",
    ("article_id",),
    ("article_id", "published_at", "source_key", "version", "text_sha256", "fingerprint"),
    sort=("article_id",),
    references=(("article_id", "articles"),),
)

REDIRECTS = Table(
    "redirects",
    "Ids of entities and incidents that were merged into another: old ids keep resolving.",
    ("replaced_id",),
    ("replaced_id", "current_id", "detail", "run_id"),
    partitioned=False,
    sort=("replaced_id",),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ARTICLES,
        EVENTS,
        QUOTES,
        ENTITIES,
        MENTIONS,
        INCIDENTS,
        ENTITY_ROLES,
        ENTITY_KEYS,
        ENTITY_SUMS,
        SHORT_NAMES,
        REDIRECTS,
        REJECTS,
        FILES,
        RUNS,
        FINGERPRINTS,
    )
}
"""Every stored table, the four main ones first."""
