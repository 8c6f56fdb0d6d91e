"""One definition for each column name, whatever table it stands in: type, unit, meaning, constraint, example.

Affixes carry meaning: `_id` one of our ids, `_key` an id of somebody else's, `_start`/`_end` half-open character offsets into
`articles.body`, `_text` the body's own characters there, `_at` a UTC time, `_date` a day, `is_` a truth value, `_count` a whole number,
`_iso3` an ISO 3166-1 alpha-3 code, `_low`/`_best`/`_high` the bounds and best reading of a reported number.
"""

from __future__ import annotations

from dataclasses import dataclass

Type = str
"""string | int32 | int64 | double | bool | date | timestamp | list<Type> | struct<name: Type, …>."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a column means wherever it stands."""

    name: str
    type: Type
    description: str
    example: str = ""
    unit: str | None = None
    values: tuple[str, ...] = ()
    """The only values allowed, where the vocabulary is closed."""
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False
    """Never NULL."""


STATUSES = ("usable", "withheld", "canceled")
PUBLISHED_BASES = ("metadata", "dateline", "filename", "text", "none")
ANNOTATIONS = ("annotated", "duplicate", "language", "withheld", "empty", "failed")
MODALITIES = ("asserted", "claimed", "planned", "possible", "requested", "denied", "hypothetical")
RUN_KINDS = ("night", "backfill")
PRECISIONS = ("day", "week", "month", "year", "none")
QUOTE_KINDS = ("direct", "mixed", "indirect")
SPEAKER_BASES = ("name", "pronoun", "role", "organization", "continued", "unresolved")
FORCES = (
    "state", "claim", "deny", "warn", "threaten", "promise", "refuse", "agree", "ask", "request", "propose", "complain", "evaluate",
    "approve", "criticize", "apologize", "believe", "know", "want", "fear", "show",
)  # fmt: skip
ENTITY_TYPES = ("person", "organization", "country", "region", "place", "facility", "group")
FORMS = ("name", "nominal", "pronoun")
ADDITIONS = ("name", "title", "beside")
MEASURES = ("killed", "injured", "missing", "captured", "displaced")


def _text(what: str) -> list[Field]:
    """The three columns of a span: `what`_text, _start and _end."""
    readable = what.replace("_", " ")
    return [Field(f"{what}_text", "string", f"The words of the body that give the {readable}."), *_offsets(what, f"{what}_text")]


def _offsets(what: str, text: str) -> list[Field]:
    """Where the words in the column `text` stand: `what`_start and _end."""
    return [
        Field(f"{what}_start", "int32", f"Where {text} starts in articles.body.", unit="code points", minimum=0),
        Field(f"{what}_end", "int32", f"Where {text} ends in articles.body (exclusive).", unit="code points", minimum=0),
    ]


def _toll(measure: str, verb: str) -> list[Field]:
    """Bounds, best figure and source span of a toll."""
    return [
        Field(f"{measure}_low", "int32", f"Fewest people reported {verb}.", "2", "people", minimum=0),
        Field(f"{measure}_best", "int32", f"People reported {verb}: the figure itself, 'at least' and the like left aside. NULL is unknown, 0 is none.", "2", "people", minimum=0),
        Field(f"{measure}_high", "int32", f"Most people reported {verb}; NULL where the report leaves it open ('at least').", "2", "people", minimum=0),
        *_text(measure),
    ]  # fmt: skip


_WHO = {"actor": "who did it", "target": "to whom it was done"}


def _party(role: str, meaning: str) -> list[Field]:
    """The columns of an event's actor or target."""
    return [
        *_text(role),
        Field(f"{role}_entity_id", "string", f"Entity of {meaning}."),
        Field(f"{role}_country", "string", f"Country that {meaning} belongs to.", "RUS"),
        Field(f"{role}_sector", "string", f"Sector of {meaning}, in CAMEO's agent codes.", "MIL"),
        Field(
            f"{role}_basis",
            "string",
            f"Where it is said {_WHO[role]}: in the event's own sentence, with another mention of the event, or only with one that is claimed.",
            "sentence",
            values=("sentence", "context", "claim"),
        ),
    ]


FIGURE = "struct<article_id: string, publisher: string, published_at: timestamp, measure: string, low: int32, best: int32, high: int32, text: string, char_start: int32, char_end: int32>"
WEAPON = "struct<class: string, text: string, char_start: int32, char_end: int32, count_low: int32, count_high: int32>"

_ALL: list[Field] = [
    # identity
    Field(
        "article_id",
        "string",
        "Id of an article version, made from its content and its source's id.",
        "art_6f1c0a5e9d2b4c77",
        required=True,
    ),
    Field("event_id", "string", "Id of an event mention.", "evt_6f1c0a5e9d2b4c77"),
    Field("quote_id", "string", "Id of a quote.", "quo_6f1c0a5e9d2b4c77", required=True),
    Field("mention_id", "string", "Id of a mention.", "men_6f1c0a5e9d2b4c77", required=True),
    Field(
        "entity_id",
        "string",
        "Id of a person, organisation or place: the same in every article and on every night.",
        "ent_6f1c0a5e9d2b4c77",
    ),
    Field("incident_id", "string", "Id of a real-world event, over all the articles that report it.", "inc_6f1c0a5e9d2b4c77"),
    Field("story_id", "string", "Id shared by the articles on one development.", "sto_6f1c0a5e9d2b4c77"),
    Field("run_id", "string", "The run that wrote the row.", "run_000042", required=True),
    Field("rule_id", "string", "The rule that made the row: see seeds/.", "said-after"),
    Field("confidence", "double", "How sure the program is, as the share of such rows that are right.", "0.9", minimum=0, maximum=1),
    # articles
    Field(
        "source_key",
        "string",
        "The source's own id: JSON Lines id, NewsML guid, canonical URL; else a hash of the content.",
        "urn:newsml:example.org:20250710:42",
        required=True,
    ),
    Field("version", "int32", "Version of the source's item, from 1.", "2", minimum=0),
    Field("is_current", "bool", "Whether no newer version of the same source_key stands in its place.", "true"),
    Field("status", "string", "Whether the source lets the article stand.", "usable", values=STATUSES, required=True),
    Field(
        "duplicate_of",
        "string",
        "Article of the copy that came first, whether this one is the same to the letter or nearly; NULL for an original.",
        "art_6f1c0a5e9d2b4c77",
    ),
    Field("duplicate_kind", "string", "How like the original a duplicate is.", "near", values=("exact", "near")),
    Field("annotation", "string", "Whether the article was annotated, or why not.", "annotated", values=ANNOTATIONS, required=True),
    Field("source_uri", "string", "File or URL that the article came from.", "inbox/2025-07-10/wave.txt", required=True),
    Field("source_member", "string", "Its place within that file: member of an archive, or record number.", "17"),
    Field("source_sha256", "string", "SHA-256 of the file as it was read.", "9f86d0…"),
    Field("source_format", "string", "Format that the file was read as.", "jsonl", required=True),
    Field("publisher", "string", "Who published this copy.", "Example Tribune"),
    Field("agency", "string", "News agency credited with the text.", "AFP"),
    Field("authors", "list<string>", "Names in the byline or sign-off.", "[F. Writer]"),
    Field("headline", "string", "Headline, as the source gives it.", "Two killed in overnight strike"),
    Field("dateline_place", "string", "Place in the dateline, as written.", "KYIV"),
    Field("published_at", "timestamp", "When it was published.", "2025-07-10 06:12:00", "UTC"),
    Field("published_at_basis", "string", "What published_at was read from.", "metadata", values=PUBLISHED_BASES, required=True),
    Field("language", "string", "ISO 639-1 code of the text's language.", "en"),
    Field("body", "string", "The text, in Unicode NFC: every offset in the warehouse counts its code points.", required=True),
    Field("word_count", "int32", "Words in the body.", "412", "words", minimum=0),
    Field("url", "string", "Canonical address.", "https://example.org/2025/07/10/wave"),
    Field(
        "paragraphs",
        "list<struct<char_start: int32, char_end: int32, kind: string>>",
        "The body's paragraphs and what each is: text, crosshead, dateline, byline, sign_off, advisory, caption, table, boilerplate.",
    ),
    Field("ingested_at", "timestamp", "When the run that brought it started.", "2025-07-11 01:00:00", "UTC", required=True),
    Field("article_headline", "string", "Headline of the article that tells it.", "Two killed in overnight strike"),
    Field("article_publisher", "string", "Who published the article that tells it.", "Example Tribune"),
    Field("article_url", "string", "Canonical address of the article that tells it.", "https://example.org/2025/07/10/wave"),
    Field("article_ingested_at", "timestamp", "When the run that brought the article that tells it started.", "2025-07-11 01:00:00", "UTC"),
    Field("pipeline_version", "string", "Version of the program and of the rules that made the row.", "0.1.0+rules.3f9a1c"),
    # spans
    Field("char_start", "int32", "Where the span starts in articles.body.", "120", "code points", minimum=0),
    Field("char_end", "int32", "Where the span ends in articles.body (exclusive).", "180", "code points", minimum=0),
    Field("text", "string", "The body's own characters of the span."),
    # events
    *_offsets("trigger", "trigger"),
    Field("trigger", "string", "The words that tell the event.", "killing"),
    Field("event_type", "string", "PLOVER event type.", "ASSAULT"),
    Field("event_mode", "string", "PLOVER mode of the type.", "aerial"),
    Field("cameo_root", "string", "CAMEO root code that the type corresponds to.", "19"),
    Field(
        "quad_class",
        "int32",
        "GDELT's quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
        "4",
        minimum=1,
        maximum=4,
    ),
    Field("intensity", "double", "Conflict (-10) to cooperation (+10), on the scale of Goldstein (1992).", "-9.5", minimum=-10, maximum=10),
    Field("acled_event_type", "string", "ACLED event type.", "Explosions/Remote violence"),
    Field("acled_sub_event_type", "string", "ACLED sub-event type.", "Shelling/artillery/missile attack"),
    *_party("actor", "who did it"),
    *_party("target", "the one it was done to"),
    *_text("place"),
    Field("place_entity_id", "string", "Entity of the place."),
    Field("country_iso3", "string", "ISO 3166-1 alpha-3 code of the country.", "UKR"),
    Field("admin1", "string", "Name of the first-level region.", "Kyiv City"),
    Field("latitude", "double", "Latitude of the place's middle.", "50.45", "degrees north, WGS 84", minimum=-90, maximum=90),
    Field("longitude", "double", "Longitude of the place's middle.", "30.52", "degrees east, WGS 84", minimum=-180, maximum=180),
    Field(
        "geo_precision",
        "int32",
        "UCDP's code: 1 exact place, 2 near it, 3 second-level region, 4 first-level region, 5 fuzzy area or water, 6 country only, 7 international.",
        "1",
        minimum=1,
        maximum=7,
    ),
    Field(
        "place_basis",
        "string",
        "How the place was found: in the event's own clause, with another mention of the event or near it, only as where the article plays, "
        "or as the country of who spoke or acted.",
        "sentence",
        values=("sentence", "context", "article", "actor"),
    ),
    *_text("date"),
    Field("event_date", "date", "First day on which it may have happened.", "2025-07-10"),
    Field("event_date_end", "date", "Last day on which it may have happened.", "2025-07-10"),
    Field("date_precision", "string", "How wide event_date to event_date_end is.", "day", values=PRECISIONS),
    Field(
        "date_basis",
        "string",
        "How the date was found: an expression in the sentence, one carried over from the context, or the day of publication.",
        "sentence",
        values=("sentence", "context", "published"),
    ),
    Field("modality", "string", "Whether it is told as fact.", "asserted", values=MODALITIES),
    Field("same_event_id", "string", "An earlier mention in the same article that tells of the same event.", "evt_0d4b8e1f3a5c7a90"),
    Field(
        "is_general",
        "bool",
        "Whether the text only speaks of such events ('attacks on farmers'), of none with a day, place, toll or weapon of its own: such a row has no incident.",
        "false",
    ),
    Field(
        "clues",
        "list<string>",
        "What is particular to the event as this article tells it, by which other articles' reports of it are known again: names of those concerned and of storms, ages, streets, and what else its sentences name.",
        "[about:orrin bridge, age:24, name:jane roe]",
    ),
    Field("negated", "bool", "Whether it is said not to have happened.", "false"),
    *_text("attributed_to"),
    Field("attributed_to_entity_id", "string", "Entity of the one who says so."),
    *_toll("killed", "killed"),
    *_toll("injured", "injured"),
    Field(
        "tolls",
        "list<struct<measure: string, low: int32, best: int32, high: int32, text: string, char_start: int32, char_end: int32>>",
        "Every toll that the mention gives, also missing, captured and displaced, with its place in the body.",
    ),
    Field("weapons", f"list<{WEAPON}>", "Weapons used, with how many where it is said.", "[{drone, 'more than 400 drones', …, 400, NULL}]"),
    # quotes
    Field("kind", "string", "direct: wholly inside quotation marks; mixed: partly; indirect: not at all.", "direct", values=QUOTE_KINDS),
    Field("cue", "string", "The word that says that something is said.", "said"),
    *_offsets("cue", "cue"),
    Field("force", "string", "What saying it does, by its cue; NULL where no cue tells.", "deny", values=FORCES),
    *_text("speaker"),
    Field("speaker_entity_id", "string", "Entity of the speaker."),
    Field("speaker_name", "string", "Canonical name of the speaker.", "Volodymyr Zelensky"),
    Field("speaker_basis", "string", "How the speaker is named beside the quote.", "name", values=SPEAKER_BASES),
    *_text("relayed_by"),
    Field("relayed_by_entity_id", "string", "Entity of the one who reports what the speaker said, where that is not the article itself."),
    Field("is_fragment", "bool", "A quoted term, title or slogan: nobody's statement.", "false"),
    Field("channel", "string", "How it was said, where the text tells.", "social media"),
    Field("said_date", "date", "The day on which it was said, where the text tells.", "2025-07-10"),
    # entities and mentions
    Field("entity_type", "string", "What kind of thing it is.", "person", values=ENTITY_TYPES),
    Field("name", "string", "Canonical name.", "Volodymyr Zelensky"),
    Field("aliases", "list<string>", "Other names and spellings met.", "[Zelensky, Zelenskyy]"),
    Field("geonames_id", "int64", "GeoNames id of a place.", "703448"),
    Field("roles", "list<string>", "Offices and descriptions met, most frequent first.", "[President of Ukraine]"),
    Field("first_seen", "timestamp", "Publication time of the first article that mentions it.", unit="UTC"),
    Field("last_seen", "timestamp", "Publication time of the last article that mentions it.", unit="UTC"),
    Field("article_count", "int32", "Articles that mention or report it.", "12", minimum=0),
    Field("mention_count", "int32", "Mentions in all articles.", "57", minimum=0),
    Field(
        "about",
        "string",
        "What articles add: a name, a title, or names that are used beside one of the same block.",
        "name",
        values=ADDITIONS,
        required=True,
    ),
    Field(
        "article_change", "int32", "Articles that use the name so, or give the title; below zero where the key has left the entity.", "12"
    ),
    Field("mention_change", "int32", "Its mentions in them; below zero where the key has left the entity.", "57"),
    Field("label", "string", "OntoNotes label, or WEAPON.", "PERSON", required=True),
    Field("form", "string", "Whether the mention names, describes or only points.", "name", values=FORMS),
    Field("value", "string", "ISO 8601 / TIMEX3 value of a time, or the value of a number.", "2025-07-10"),
    Field(
        "entity_key",
        "string",
        "What an article by itself knows an entity by: a folded name, a GeoNames id.",
        "person:volodymyr zelensky",
        required=True,
    ),
    Field(
        "block",
        "string",
        "What keys that may be of one thing have in common: type and surname, or acronym.",
        "person:zelensky",
        required=True,
    ),
    Field("title", "string", "Office or description.", "Foreign Minister", required=True),
    Field("name_key", "string", "`entity_key` of the name that the role is given to.", "person:sergei lavrov"),
    Field(
        "leader_key", "string", "`entity_key` of the full name that is meant; NULL where nobody stands out.", "person:volodymyr zelensky"
    ),
    Field("margin", "int32", "Articles that may be added to the bearers before whom it means must be looked at again.", "12", minimum=0),
    Field("organization", "string", "Organisation that a role belongs to.", "State Department"),
    # incidents
    Field("publisher_count", "int32", "Independent publishers that report it: copies of one agency's text count once.", "3", minimum=0),
    Field("first_reported_at", "timestamp", "Publication time of the first report.", unit="UTC"),
    Field("last_reported_at", "timestamp", "Publication time of the last report.", unit="UTC"),
    Field("figures", f"list<{FIGURE}>", "Every source's figure with its article and offsets, oldest first."),
    # records
    Field("reason", "string", "Why it became no article, from a fixed vocabulary.", "empty", required=True),
    Field("detail", "string", "What exactly was found."),
    Field("remedy", "string", "What to do about it."),
    Field("kept_at", "string", "Where the bytes are kept, below the home folder.", "raw/9f/9f86d0….zst"),
    Field("rejected_at", "timestamp", "When it was rejected.", unit="UTC", required=True),
    Field("file_id", "string", "Id of a file as read: of its address and its content.", "fil_6f1c0a5e9d2b4c77", required=True),
    Field("byte_count", "int64", "Size.", "18211", "bytes", minimum=0),
    Field(
        "modified_at",
        "timestamp",
        "When the file was last changed, as its file system or store has it; NULL where that was too shortly before it was read to tell it from a later change.",
        unit="UTC",
    ),
    Field("read_at", "timestamp", "When it was read.", unit="UTC", required=True),
    Field("articles_new", "int32", "Article versions that were not in the warehouse before.", "40", minimum=0),
    Field("articles_known", "int32", "Article versions met before, to the letter and under the same source_key.", "0", minimum=0),
    Field("rejected_count", "int32", "Records rejected.", "1", minimum=0),
    Field("started_at", "timestamp", "When the run started.", unit="UTC", required=True),
    Field("finished_at", "timestamp", "When its data were ready to commit.", unit="UTC"),
    Field("file_count", "int32", "Files read.", "3", minimum=0),
    Field("event_count", "int32", "Event mentions written.", "311", minimum=0),
    Field("quote_count", "int32", "Quotes written.", "204", minimum=0),
    Field("seconds", "double", "Time taken, up to the commit.", "12.5", "seconds", minimum=0),
    Field("settings", "string", "The run's settings, as JSON; secrets are left out."),
    Field(
        "steps",
        "list<struct<step: string, seconds: double, peak_bytes: int64>>",
        "By step, in order, up to the commit: time in seconds, and the most memory that any process of the run had taken by its end.",
    ),
    Field("warnings", "list<string>", "What the quality gates warned of, a sentence each."),
    Field("run_kind", "string", "What the run was for: what is new, or a chunk of an archive.", "night", values=RUN_KINDS),
    Field("fingerprint", "list<int64>", "MinHash bands of the text, for finding near-duplicates."),
    Field("text_sha256", "string", "SHA-256 of the words of the body, case and punctuation left aside."),
    Field("replaced_id", "string", "An id that no longer stands for a thing of its own.", "ent_6f1c0a5e9d2b4c77", required=True),
    Field("current_id", "string", "The id that stands in its place.", "ent_0d4b8e1f3a5c7a90", required=True),
]

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
"""Every column name's definition."""
