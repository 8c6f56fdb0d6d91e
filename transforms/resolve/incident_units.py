"""What an article tells of one event, as one unit: the rows of its mentions together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby

from transforms.events import kinds as events
from transforms.events.clues import with_initial
from transforms.records import Row

EVENT_COLUMNS = (
    "event_id", "article_id", "published_at", "char_start", "trigger", "trigger_start", "event_type", "event_mode", "cameo_root", "quad_class",
    "intensity", "acled_event_type", "acled_sub_event_type", "actor_entity_id", "target_entity_id", "event_date", "event_date_end",
    "date_precision", "date_basis", "place_text", "place_entity_id", "country_iso3", "admin1", "latitude", "longitude",
    "geo_precision", "modality", "negated", "same_event_id", "is_general", "tolls", "killed_low", "killed_best", "killed_high", "injured_low",
    "injured_best", "injured_high", "clues", "incident_id",
)  # fmt: skip
"""The columns of `events` that joining incidents reads."""
FACT = ("asserted", "claimed")
NAME = "name:"
"""How a clue begins that is the name of one concerned."""
STORM = "storm:"
"""How a clue begins that is the name of a storm, under which all countries that it crosses tell of it."""
LASTING = (NAME, STORM)
"""Clues by which reports of other days and places are looked for."""
ABOUT = "about:"
"""How a clue begins that is the name of anything else that the event's sentences name."""
KINDS = {mode: kind for mode, kind in events.KINDS.items() if mode != "clash"}
"""Modes of ASSAULT that exclude each other between reports, where a clash is another's attack; the others go with any of them but abduction."""
HARMFUL = frozenset({"violence", "mishap"})
"""Families of which two reports are compared by all that they tell."""
WIDE = frozenset({"earthquake", "weather", "drought", "epidemic", "volcano"})
"""Kinds of mishaps that befall a land rather than a town."""
REPORT_LAG = timedelta(days=2)
"""How long before its publication an event may have been whose date is only that of publication."""
UNDATED_LAG = timedelta(days=7)
LARGE = 10
"""Dead or hurt from which on an event is rare, so that two reports of one day and country seldom tell of two, and its toll is counted up
for days."""
COUNTRY = 6
"""UCDP's code where only the country is known."""
CITY_STATES = frozenset({"GIB", "HKG", "MAC", "MCO", "SGP", "VAT"})
EXACT = 2
"""UCDP precision up to which a place is a town."""
STOPWORDS = frozenset(
    {
        "a", "an", "and", "after", "amid", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its", "near", "new", "no",
        "not", "of", "off", "on", "or", "out", "over", "say", "says", "said", "that", "the", "their", "to", "up", "was", "were",
        "who", "with", "police", "cops", "man", "woman", "shooting", "shot", "dead", "killed", "injured",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One event as one article tells it. `rows` are its mentions in the order of the text."""

    key: str
    """The id of its first mention."""
    rows: tuple[Row, ...]
    article: Row
    family: str
    kinds: frozenset[str]
    first: date | None
    """First and last day on which it may have been."""
    last: date | None
    dated: bool
    """Whether the text itself gives the date."""
    undated: bool
    """Whether not even the day of publication is its date."""
    country: str | None
    point: tuple[float, float] | None
    """Latitude and longitude, where it is placed in a town."""
    region: tuple[str, str] | None
    """Country and region of the first level, where it has one."""
    area: str | None
    """The entity of its place, where that is less than a country."""
    place_id: str | None
    clues: frozenset[str]
    particulars: Mapping[str, frozenset[str]]
    """The clues by their kind: what stands before the colon."""
    about: frozenset[str]
    """All names that the report's own sentences have, whosever they are; people's with an initial."""
    actors: frozenset[str]
    targets: frozenset[str]
    """The entities that did it, and those to whom it was done."""
    triggers: frozenset[str]
    """The words that tell of it, as they are written."""
    words: frozenset[str]
    killed: int | None
    injured: int | None
    """What the first mention says, which the extractor lets speak for the article."""

    @property
    def entities(self) -> frozenset[str]:
        """Those who took part, on either side."""
        return self.actors | self.targets

    @property
    def names(self) -> frozenset[str]:
        """The names of those concerned, and of storms."""
        return frozenset(clue for clue in self.clues if clue.startswith(LASTING))

    @property
    def source_key(self) -> str | None:
        """The source's own id of the article, which all its versions share."""
        key: str | None = self.article.get("source_key")
        return key

    @property
    def text_key(self) -> str:
        """What the article has in common with those that it is a copy of, or that are copies of it."""
        return str(self.article.get("duplicate_of") or self.rows[0]["article_id"])

    @property
    def published(self) -> datetime | None:
        when: datetime | None = self.rows[0].get("published_at")
        return when


def tells(row: Row) -> bool:
    """Whether an event row is told as fact or claim and is of a single event: only such a one has an incident."""
    return not row["negated"] and row["modality"] in FACT and not row.get("is_general")


def family_of(row: Row) -> str:
    """Events of different families are never of one incident."""
    return events.FAMILIES.get(row["event_type"]) or f"{row['event_type']}/{row['event_mode'] or ''}"


def kind_of(row: Row) -> str | None:
    """What sets an event apart from others of its family; None where it may go with any."""
    kinds = {"violence": KINDS, "mishap": events.MISHAP_KINDS}.get(family_of(row), {})
    return kinds.get(row["event_mode"] or "")


def units_of(rows: Iterable[Row], articles: Mapping[str, Row]) -> list[Unit]:
    """The units of all rows that tell a fact. `articles` gives each row's article; what is not there is read off the row itself."""
    return [_unit(found, articles.get(found[0]["article_id"]) or found[0]) for found in told_together(rows)]


def told_together(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows that tell a fact, those of one event in one article together and in the order of the text."""
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if tells(row):
            grouped[row["article_id"], row.get("same_event_id") or row["event_id"]].append(row)
    return [sorted(found, key=_order) if len(found) > 1 else found for found in grouped.values()]


def _order(row: Row) -> tuple[int, int, str]:
    return row["char_start"], row["trigger_start"], row["event_id"]


def _unit(rows: list[Row], article: Row) -> Unit:
    head = rows[0]
    first, last, dated = days_of(rows)
    placed = _placed(rows)
    clues = frozenset(clue for row in rows for clue in row.get("clues") or ())
    return Unit(
        key=head["event_id"],
        rows=tuple(rows),
        article=article,
        family=family_of(head),
        kinds=frozenset(kind for row in rows if (kind := kind_of(row))),
        first=first,
        last=last,
        dated=dated,
        undated=all(row["event_date"] is None for row in rows),
        country=country_of(rows),
        point=(placed["latitude"], placed["longitude"]) if placed else None,
        region=next(((row["country_iso3"], row["admin1"]) for row in rows if row["admin1"]), None),
        area=next((row["place_entity_id"] for row in rows if row["place_entity_id"] and _is_local(row)), None),
        place_id=placed["place_entity_id"] if placed else None,
        clues=clues,
        particulars={kind: frozenset(found) for kind, found in groupby(sorted(clues), lambda clue: clue.partition(":")[0])},
        about=frozenset(
            clue.removeprefix(ABOUT) if clue.startswith(ABOUT) else with_initial(clue.removeprefix(NAME))
            for clue in clues
            if clue.startswith((NAME, ABOUT))
        ),
        actors=frozenset(row["actor_entity_id"] for row in rows if row["actor_entity_id"]),
        targets=frozenset(row["target_entity_id"] for row in rows if row["target_entity_id"]),
        triggers=frozenset(row["trigger"] for row in rows if row.get("trigger")),
        words=headline_words(article.get("headline")),
        killed=head["killed_best"],
        injured=head["injured_best"],
    )


def _placed(rows: list[Row]) -> Row | None:
    """The first row that is placed in a town."""
    return next((row for row in rows if row["latitude"] is not None and (row["geo_precision"] or 9) <= EXACT), None)


def _is_local(row: Row) -> bool:
    """Whether a row's place is less than a country, or a country that is a city."""
    return (row["geo_precision"] or 9) < COUNTRY or row["country_iso3"] in CITY_STATES


def country_of(rows: list[Row]) -> str | None:
    """The country of a unit's rows: that of a town before others."""
    return next((row["country_iso3"] for row in (_placed(rows), *rows) if row and row["country_iso3"]), None)


def days_of(rows: list[Row]) -> tuple[date | None, date | None, bool]:
    """The days on which a unit's event may have been, and whether the text gives them."""
    told = [row for row in rows if row["event_date"] is not None and row["date_basis"] in ("sentence", "context")]
    if told:
        best = min(
            told, key=lambda row: ((row["event_date_end"] or row["event_date"]) - row["event_date"], row["date_basis"] != "sentence")
        )
        return best["event_date"], best["event_date_end"] or best["event_date"], True
    published = rows[0].get("published_at")
    if published is None:
        return None, None, False
    day = published.date()
    lag = REPORT_LAG if any(row["event_date"] is not None for row in rows) else UNDATED_LAG
    return day - lag, day, False


@lru_cache(maxsize=1024)
def headline_words(headline: str | None) -> frozenset[str]:
    """The words of a headline that may be particular to its story."""
    words = "".join(c if c.isalnum() else " " for c in (headline or "").casefold()).split()
    return frozenset(word for word in words if word not in STOPWORDS and len(word) > 1)
