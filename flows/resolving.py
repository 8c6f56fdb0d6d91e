"""What only all articles together can tell: who is who, and which mentions are of one incident."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

import seeds
from flows.intake import Intake
from flows.spool import read_table
from flows.steps import AnnotateResult
from transforms.records import Row
from transforms.resolve.entities import Corrections, Move, link, merge_entities
from transforms.resolve.incident_units import EVENT_COLUMNS, FACT
from transforms.resolve.incidents import join, stories, windows
from transforms.resolve.publishers import Publishers
from warehouse.state import State
from warehouse.writer import Writer

ENTITY_COLUMNS = {
    "mentions": ("entity_id",),
    "quotes": ("speaker_entity_id", "relayed_by_entity_id"),
    "events": ("actor_entity_id", "target_entity_id", "place_entity_id", "attributed_to_entity_id"),
    "entity_keys": ("entity_id",),
    "entity_roles": ("entity_id",),
}
"""Columns of the finding tables that hold an entity's id."""
EVENT_ENTITIES = tuple(column for column in ENTITY_COLUMNS["events"] if column in EVENT_COLUMNS)


@dataclass(frozen=True)
class LinkedEntities:
    """Who the names of some articles are, and what that changes in what was stored before."""

    entity_of: dict[str, str]
    """The entity that each article-made id now stands for, where it is another one."""
    entities: list[Row]
    """Rows of every entity touched."""
    redirects: Sequence[Row]
    moves: Sequence[Move]
    """Stored names that now stand for another entity."""
    short_names: Sequence[Row]
    """Whom surnames and acronyms alone mean, where that or its margin has changed."""


@dataclass(frozen=True)
class Resolved:
    """What the articles of a run say together, with what was stored before."""

    entity_of: dict[str, str]
    """The entity that each article-made id now stands for, where it is another one."""
    entities: list[Row]
    incident_of: dict[str, str]
    incidents: list[Row]
    story_of: dict[str, str]
    """Story of every new article that has one, and of stored ones whose story has another id now."""
    redirects: list[Row] = field(default_factory=list)
    moves: Sequence[Move] = ()
    """Stored names that now stand for another entity."""
    short_names: Sequence[Row] = ()
    """Whom surnames and acronyms alone mean, where that or its margin has changed."""

    @property
    def name_of(self) -> dict[str, str]:
        """Canonical names of the entities that this run touched."""
        return {row["entity_id"]: row["name"] for row in self.entities}


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the search for cycles of garbage: hundreds of thousands of rows, none of which is in one, would be looked through again and again.

    That takes a fifth of the time that a night's end takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@undisturbed()
def resolve(annotated: Sequence[AnnotateResult], taken: Intake, store: Writer) -> Resolved:
    """Link names to entities and event mentions to incidents, at a cost that grows with what is new."""
    linked = link_entities(read_rows(annotated, "entity_keys"), read_rows(annotated, "entity_roles"), store)
    events = told_events(annotated, linked.entity_of)
    near = store.events_in(windows(events), taken.superseded)
    now = {row["replaced_id"]: row["current_id"] for row in linked.redirects}
    for row in near:
        for column in EVENT_ENTITIES:
            row[column] = now.get(row[column], row[column])
    stored = store.articles_by_id(row["article_id"] for row in near)
    for article_id in taken.superseded & stored.keys():
        stored[article_id]["is_current"] = False
    joined = join(events, near, stored | taken.articles, taken.superseded, publishers())
    story_of = stories([*events, *store.events_of(joined.renamed)], joined.incident_of)
    return Resolved(
        linked.entity_of, linked.entities, joined.incident_of, joined.incidents, story_of,
        [*linked.redirects, *joined.redirects], linked.moves, linked.short_names,
    )  # fmt: skip


def link_entities(keys: Sequence[Row], roles: Sequence[Row], store: State) -> LinkedEntities:
    """Who the names of new articles are; their rows of `entity_keys` and `entity_roles` get the final ids in place."""
    corrected = corrections()
    linking = link(keys, store.known_names(keys, corrected.widened(row["entity_key"] for row in keys)), corrected)
    stored = store.all_of(linking.touched)
    entity_of = {**{row["entity_key"]: row["entity_id"] for row in stored}, **linking.entity_of}
    entities = merge_entities(keys, roles, stored, entity_of, store.articles_naming(across_blocks(stored, entity_of)))
    local = {row["entity_id"]: linking.entity_of[row["entity_key"]] for row in keys}
    for row in (*keys, *roles):
        row["entity_id"] = local.get(row["entity_id"], row["entity_id"])
    made = {made: linked for made, linked in local.items() if made != linked}
    return LinkedEntities(made, entities, linking.redirects, linking.moves, linking.settled)


def across_blocks(stored: Iterable[Row], entity_of: Mapping[str, str]) -> dict[str, str]:
    """The stored keys of entities that have keys in several blocks, with their entities: people have said that they are one."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for row in stored:
        blocks[entity_of[row["entity_key"]]].add(row["block"])
    return {row["entity_key"]: entity for row in stored if len(blocks[entity := entity_of[row["entity_key"]]]) > 1}


def corrections() -> Corrections:
    """What people have said of who is whom."""
    return Corrections.build(seeds.read)


def publishers() -> Publishers:
    """Which names of publishers are one."""
    return Publishers.build(seeds.read)


def told_events(annotated: Iterable[AnnotateResult], entity_of: Mapping[str, str]) -> list[Row]:
    """The new events that are told as facts, with the columns that joining incidents reads, and final ids of entities."""
    rows = []
    for table in read_tables(annotated, "events"):
        told = table.filter(~pc.field("negated") & pc.field("modality").isin(FACT)).select(EVENT_COLUMNS)
        rows += told.to_pylist()
    for row in rows:
        for column in EVENT_ENTITIES:
            row[column] = entity_of.get(row[column], row[column])
    return rows


def read_rows(annotated: Iterable[AnnotateResult], table: str) -> list[Row]:
    """All rows of one table that the batches left."""
    return [row for part in read_tables(annotated, table) for row in part.to_pylist()]


def read_tables(annotated: Iterable[AnnotateResult], table: str) -> Iterator[pa.Table]:
    """One table as the batches left it, batch by batch."""
    return (read_table(folder / f"{table}.arrow") for result in annotated for folder in result.folders)
