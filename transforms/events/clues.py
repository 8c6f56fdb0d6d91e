"""What is particular to an event as an article tells it: by names, ages and streets other articles' reports of it are known again."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from transforms.document import Document
from transforms.events.clusters import Cluster
from transforms.events.kinds import HARMFUL
from transforms.lines import lines_with
from transforms.records import Event, Findings, LocalEntity

AGE = re.compile(r"\b(\d{1,3})[ ‑-]year[ ‑-]old|(?<=[a-z]), (\d{1,3})(?=[,.;])", re.IGNORECASE)
MAY_AGE = re.compile(r"[yY][eE][aA][rR][ ‑-][oO][lL][dD]|, \d{1,3}[,.;]")
"""What every age has in it: only lines with it are looked through."""
MAX_AGE = 110
STREETS = (
    "Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Place|Terrace|Parkway|Pkwy|Highway|Hwy|Circle|Way|Trail|Pike"
)
MAY_STREET = re.compile(rf" (?:{STREETS})\b")
STREET = re.compile(
    r"\b((?:[NSEW]\.?W?\.? |North |South |East |West |Northwest |Northeast |Southwest |Southeast )?(?:[A-Z][\w'’]+|\d{1,3}(?:st|nd|rd|th))"
    rf"(?: [A-Z][\w'’]+){{0,2}}) (?:{STREETS})\b"
)
DIRECTIONS = re.compile(r"^(?:[NSEW]\.?W?\.?|North|South|East|West|Northwest|Northeast|Southwest|Southeast) ", re.IGNORECASE)


STORM = re.compile(r"(?:Tropical )?(?:Cyclone|Hurricane|Storm|Typhoon) ([A-Z][a-z]+)")
"""Storms have names, as people have, under which all countries that they cross tell of them."""


def clues_of(document: Document, findings: Findings, events: Sequence[Event], clusters: Sequence[Cluster]) -> dict[int, tuple[str, ...]]:
    """The clues of each told cluster, by its first event: names that its sentences have, and of violence and mishaps particulars,
    each of which belongs to the event told of last before it.
    """
    found = _particulars(document, findings, events, clusters)
    for number, names in _topics(document, findings, events, clusters).items():
        found[number] |= names
    return {clusters[number].events[0]: tuple(sorted(clues)) for number, clues in found.items()}


def _topics(document: Document, findings: Findings, events: Sequence[Event], clusters: Sequence[Cluster]) -> dict[int, set[str]]:
    """What the sentences of each told cluster name, and those beside them where it is of harm, but for streets, countries, peoples, regions and
    towns on the map.
    """
    named: defaultdict[int, set[str]] = defaultdict(set)
    for mention in findings.mentions:
        if mention.form == "name" and mention.entity is not None:
            entity = findings.entities[mention.entity]
            if is_particular(entity) and not STREET.fullmatch(entity.name):
                named[document.tokens[mention.first].sentence].add(
                    with_initial(folded(entity.name)) if entity.type == "person" else folded(entity.name)
                )
    found = {}
    for number, cluster in enumerate(clusters):
        if cluster.told:
            sentences = {document.tokens[document.tokens_in(*events[i].trigger)[0]].sentence for i in cluster.events}
            if cluster.family in HARMFUL:
                sentences |= {at + step for at in sentences for step in (-1, 1)}
            found[number] = {f"about:{name}" for at in sentences for name in named.get(at, ()) if name}
    return {number: names for number, names in found.items() if names}


def _particulars(
    document: Document, findings: Findings, events: Sequence[Event], clusters: Sequence[Cluster]
) -> defaultdict[int, set[str]]:
    starts, owners = [], []
    for start, number in sorted(
        (events[i].trigger[0], n) for n, found in enumerate(clusters) if found.told and found.family in HARMFUL for i in found.events
    ):
        starts.append(start)
        owners.append(number)
    found: defaultdict[int, set[str]] = defaultdict(set)
    if starts:
        for at, clue in _clues(document, findings):
            found[owners[max(0, bisect_right(starts, at) - 1)]].add(clue)
    return found


def _clues(document: Document, findings: Findings) -> Iterator[tuple[int, str]]:
    speakers = {quote.speaker_entity for quote in findings.quotes}
    for mention in findings.mentions:
        if mention.form == "name" and mention.entity is not None and (storm := STORM.match(findings.entities[mention.entity].name)):
            yield mention.start, f"storm:{folded(storm[1])}"
        if mention.label == "PERSON" and mention.form == "name" and mention.entity is not None and mention.entity not in speakers:
            entity = findings.entities[mention.entity]
            name = folded(entity.name)
            if not entity.roles and " " in name:
                yield mention.start, f"name:{name}"
    for line in lines_with(MAY_AGE, document.body):
        for age in AGE.finditer(document.body, *line):
            years = int(age[1] or age[2])
            if years <= MAX_AGE:
                yield age.start(), f"age:{years}"
    for line in lines_with(MAY_STREET, document.body):
        for street in STREET.finditer(document.body, *line):
            yield street.start(), f"street:{folded(DIRECTIONS.sub('', street[1]))}"


def is_particular(entity: LocalEntity) -> bool:
    """Whether few events have to do with it: neither a country, people or region nor a town on the map."""
    if entity.type in ("country", "group", "region"):
        return False
    return entity.place is None or entity.place.kind not in ("country", "region", "place")


def folded(name: str) -> str:
    """First and last word of a name in plain lower-case letters: middle names and initials come and go."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = re.sub(r"[^a-z0-9 ]", "", plain.replace("-", " ")).split()
    words = [word for word in words if word not in ("jr", "sr", "ii", "iii")]
    return " ".join(dict.fromkeys((words[0], words[-1]))) if words else ""


def with_initial(name: str) -> str:
    """A person's folded name with an initial for the first word: first names are spelt in many ways ('Yuri', 'Yuriy')."""
    first, _, last = name.partition(" ")
    return f"{first[0]} {last}" if last else first
