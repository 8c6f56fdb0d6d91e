"""What linking a night's names costs in a small warehouse and in a large one, side by side.

    python -m bench.linking --entities 10000 200000 --nights 5

A generated warehouse has an article to two entities, ten names to an article, and two years. How often each entity is named follows
Zipf's law. The more people there are, the more share a surname: a few surnames are very common, most are rare. One name in ten is a surname
or an acronym alone. A night has 500 articles, and a tenth of its names were never met before.

Two kinds of nights alternate. The same night is told to every warehouse, to the letter: its names are of the entities that all of them
know, so that what differs is the warehouse alone. And each has nights of its own, whose names are drawn from all that it knows: in a larger world
a night of as many articles names more different things. Nights are linked by the code that `nightdesk run` uses and
committed with their names, mentions, roles, entities, redirects and moves; reading and annotating the articles is left out.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pyarrow as pa

import warehouse
from bench.warehouse import say
from flows.resolving import link_entities
from transforms.ids import make_id
from transforms.records import Row
from transforms.resolve.blocks import block_of, initials_of
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table

NAMES = 10
"""Names that an article has."""
MENTIONS = 2
"""Mentions of each."""
NEW = 0.1
"""Share of a night's names that nobody has used before."""
ALONE = 0.1
"""Share of names that are a surname or an acronym alone, where they are a person's or an organisation's."""
ENTITIES_PER_ARTICLE = 2
COMMON_SURNAMES = 100
"""The first so many surnames are borne by a sixth of all people, ten times as many by nearly half."""
NIGHT_ARTICLES = 500
FILL_ARTICLES = 10_000
"""Articles of a commit while the warehouse is filled."""
NEWCOMERS = 10**7
"""Number of the first entity that no warehouse is filled with."""
FIRST_DAY, DAYS = datetime(2024, 1, 1), 730  # noqa: DTZ001 - times of the warehouse are UTC without saying so
SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ren",
    "sta",
    "vo",
    "du",
    "bel",
    "tor",
    "ni",
    "ash",
    "gru",
    "pel",
    "sin",
    "mar",
    "oz",
    "fe",
    "hal",
    "ik",
    "dov",
]
NOUNS = ["union", "party", "bank", "ministry", "council", "agency", "institute", "court", "police", "league", "group", "office"]
"""Last words of organisations' names."""
COUNTRIES = ("USA", "UKR", "RUS", "GBR", "FRA", "CHN", "NGA", "ISR")


class Timing(NamedTuple):
    """Seconds of processor time that a night took: other programs of the machine don't count."""

    linking: float
    committing: float


class World:
    """Entities that are named as often as Zipf's law has it, and the warehouse of what was written about them."""

    def __init__(self, home: Path, entities: int) -> None:
        self.home = home
        self.entities = entities
        self.articles = 0
        self.random = np.random.default_rng(5)

    def fill(self) -> None:
        """Commit two years in which every entity is named at least once."""
        total = self.entities // ENTITIES_PER_ARTICLE
        for first in range(0, total, FILL_ARTICLES):
            count = min(FILL_ARTICLES, total - first)
            begin = FIRST_DAY + timedelta(days=DAYS * first / total)
            self.commit(self.names(count, begin, DAYS * count / total, self.entities, self.random))

    def night(self, number: int, known: int, random: np.random.Generator) -> Timing:
        """Link and commit one more night, of which nine names in ten are of the `known` best known entities."""
        begin = FIRST_DAY + timedelta(days=DAYS + number)
        return self.commit(self.names(NIGHT_ARTICLES, begin, 1, known, random, newcomers=NEWCOMERS + number * NIGHT_ARTICLES * NAMES))

    def names(
        self, count: int, begin: datetime, days: float, known: int, random: np.random.Generator, newcomers: int | None = None
    ) -> list[Row]:
        """Rows of `entity_keys` of new articles. While the warehouse is filled, the next entities in line are named besides; later, `newcomers`."""
        filling = newcomers is None
        weights = 1 / (np.arange(known) + 3.0)
        drawn = random.choice(known, (count, NAMES), p=weights / weights.sum())
        fresh = np.zeros(drawn.shape, bool) if filling else random.random(drawn.shape) < NEW
        drawn[fresh] = (newcomers or 0) + np.arange(fresh.sum())
        alone = (random.random(drawn.shape) < ALONE) & ~fresh
        found = []
        for i in range(count):
            named = dict(zip(drawn[i].tolist(), alone[i].tolist(), strict=True))
            if filling:
                named |= {self.articles * ENTITIES_PER_ARTICLE + j: False for j in range(ENTITIES_PER_ARTICLE)}
            article, published = make_id("article", self.articles), begin + timedelta(days=days * i / count)
            rows = {row["entity_key"]: row for row in (name_row(number, short, article, published) for number, short in named.items())}
            found += rows.values()
            self.articles += 1
        return found

    def commit(self, names: list[Row]) -> Timing:
        """Link names and commit what comes of it, as a run does."""
        begun = time.process_time()
        with warehouse.writer(self.home) as store, store.begin() as changes:
            roles = [role_row(name) for name in names if name["entity_type"] == "person"]
            linked = link_entities(names, roles, store)
            between = time.process_time()
            tables = {
                "entity_keys": names,
                "entity_roles": roles,
                "mentions": [mention_row(name, i) for name in names for i in range(MENTIONS)],
            }
            for table, rows in tables.items():
                changes.append(table, arrow_table(TABLES[table], rows))
            changes.upsert("entities", arrow_table(TABLES["entities"], linked.entities), [row["replaced_id"] for row in linked.redirects])
            changes.upsert("redirects", arrow_table(TABLES["redirects"], [row | {"run_id": "run"} for row in linked.redirects]))
            moves = {name: [getattr(move, name) for move in linked.moves] for name in ("entity_key", "from_id", "to_id")}
            changes.move(pa.table({name: pa.array(values, pa.string()) for name, values in moves.items()}))
            changes.upsert("short_names", arrow_table(TABLES["short_names"], linked.short_names))
            changes.commit()
        return Timing(between - begun, time.process_time() - between)

    def held(self) -> str:
        """How much the warehouse holds."""
        with warehouse.open(self.home) as opened:
            return ", ".join(f"{opened.manifest.rows(table):,} {table}" for table in ("entities", "entity_keys", "mentions", "redirects"))


def spelled(number: int) -> str:
    """A word that is no other number's."""
    base = len(SYLLABLES)
    return (spelled(number // base) if number >= base else "") + SYLLABLES[number % base]


def surname_of(number: int) -> str:
    """A person's surname, that of many others or of few."""
    drawn = (crc32(str(number).encode()) + 1) / 2**32
    return spelled(int(COMMON_SURNAMES * (drawn**-4 - 1)))


def name_row(number: int, alone: bool, article: str, published: datetime) -> Row:
    """How an article names an entity: of ten, four are people, two organisations, the others places."""
    geonames_id = latitude = longitude = aliases = None
    if number % 10 < 4:
        kind, surname = "person", surname_of(number)
        name = surname if alone else f"{spelled(number + 400)} {surname}"
        key = f"person:?{surname}" if alone else f"person:{name}"
    elif number % 10 < 6:
        kind, name = "organization", f"{spelled(number + 400)} {spelled(number % 97)} {NOUNS[number % len(NOUNS)]}"
        short = initials_of(name)
        key = f"organization:{short}" if alone else f"organization:{name}"
        aliases = [short.upper()] if alone else [name.title(), short.upper()]
        name = short if alone else name
    else:
        kind, name, geonames_id, latitude, longitude = "place", spelled(number), number + 1, float(number % 90), float(number % 180)
        key = f"place:geonames:{geonames_id}"
    return {
        "entity_key": key, "article_id": article, "published_at": published, "entity_id": make_id("entity", kind, key.partition(":")[2]),
        "entity_type": kind, "block": block_of(key), "name": name.title(), "aliases": aliases or [name.title()], "country_iso3": COUNTRIES[number % 8],
        "latitude": latitude, "longitude": longitude, "geonames_id": geonames_id, "mention_count": MENTIONS, "run_id": "run",
    }  # fmt: skip


def role_row(name: Row) -> Row:
    """A person's office in an article."""
    own = {column: name[column] for column in ("entity_id", "article_id", "published_at", "country_iso3", "run_id")}
    return own | {
        "name_key": name["entity_key"],
        "title": SYLLABLES[crc32(name["entity_key"].encode()) % 20],
        "text": "office",
        "char_start": crc32(name["entity_key"].encode()) % 4000,
        "char_end": 4010,
    }


def mention_row(name: Row, number: int) -> Row:
    """One of the mentions of a name."""
    own = {column: name[column] for column in ("entity_id", "article_id", "published_at", "run_id")}
    start = crc32(name["entity_key"].encode()) % 4000 + number
    identity = make_id("mention", name["entity_key"], name["article_id"], number)
    return own | {
        "mention_id": identity,
        "label": "PERSON",
        "form": "name",
        "text": name["name"],
        "char_start": start,
        "char_end": start + 9,
    }


def main() -> None:
    """Fill a warehouse of each size, then time nights in all of them in turn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entities", type=int, nargs="+", default=[10_000, 200_000])
    options.add_argument("--nights", type=int, default=5)
    given = options.parse_known_args()[0]
    with tempfile.TemporaryDirectory() as folder:
        worlds = [World(Path(folder, str(entities)), entities) for entities in given.entities]
        for world in worlds:
            begun = time.perf_counter()
            world.fill()
            say(f"{world.held()} committed in {time.perf_counter() - begun:.0f} s")
        alike: list[list[Timing]] = []
        own: list[list[Timing]] = []
        for number in range(given.nights):
            known = min(given.entities)
            alike.append([world.night(2 * number, known, np.random.default_rng(number)) for world in worlds])
            own.append([world.night(2 * number + 1, world.entities, world.random) for world in worlds])
        for kind, nights in (("the same night", alike), ("a night of its own", own)):
            medians = [
                Timing(*(statistics.median(seconds) for seconds in zip(*of_world, strict=True))) for of_world in zip(*nights, strict=True)
            ]
            for world, (linking, committing) in zip(worlds, medians, strict=True):
                say(
                    f"{kind} of {NIGHT_ARTICLES} articles, {world.entities:>9,} entities: {linking:.2f} s linking, {committing:.2f} s committing"
                )
            ratios = [largest / smallest for smallest, largest in zip(medians[0], medians[-1], strict=True)]
            say(
                f"{kind}, {worlds[-1].entities / worlds[0].entities:.0f} times the entities: linking {ratios[0]:.2f}, committing {ratios[1]:.2f} times the seconds"
            )


if __name__ == "__main__":
    main()
