"""Where an article plays: its dateline, the town of its lead, the place that it names most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from transforms.document import Document
from transforms.events.geography import conflict, is_county, is_town
from transforms.events.placing import MODIFYING
from transforms.records import Findings, Mention, Place

FORCES = frozenset({"police", "pd", "sheriff"})
"""Words after the place in the name of those who keep the peace there."""
BARE_DATELINE = re.compile(r"\s*(?P<place>[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]+){0,3}): (?=[A-Z])")
LIKELY = 0.5
"""Belief in a place from which on an article may play there."""
OFTEN = 3
"""Mentions from which on an article that names no other country plays in one."""
LEAD_SENTENCES, LEAD_VOTES = 3, 2
"""Sentences of the lead, and how many times more a place named there counts."""


def dateline_place(document: Document) -> str | None:
    """The place of the dateline, without its region, in lower case; what may be one is, if it is a place: 'PARIS: The court …'."""
    if document.dateline:
        return document.dateline.split(",")[0].strip().casefold()
    bare = BARE_DATELINE.match(document.body)
    return bare["place"].casefold() if bare else None


def is_dateline(document: Document, mention: Mention) -> bool:
    """Whether a mention is the dateline itself, which tells where a report was filed."""
    first = document.sentences[0].start if document.sentences else 0
    return mention.start <= first and document.body[mention.start : mention.end].casefold() == dateline_place(document)


def names_state(mentions: Iterable[Mention], dateline: Mention) -> bool:
    """Whether a dateline names the state of its town, as those of local news do: 'AKRON, Ohio'."""
    return any(m.place is not None and m.place.kind == "region" and dateline.last <= m.first <= dateline.last + 1 for m in mentions)


def article_place(
    document: Document, mentions: Sequence[Mention], standing: Sequence[Mention], *, with_dateline: bool = True
) -> Mention | None:
    """Where the article plays: the dateline's place where the text names it, else the town of the lead or the one named most in the region
    and country that is named most, else that region, else the first country that something is said to be in: one that only acts is no place.
    """
    name = dateline_place(document) if with_dateline else None
    if name is not None:
        for mention in mentions:
            if document.body[mention.start : mention.end].casefold() == name:
                return mention
    lead_end = document.sentences[min(LEAD_SENTENCES, len(document.sentences)) - 1].end if document.sentences else 0
    upright = _most([mention for mention in standing if mention.place is not None], lambda place: place.country_iso3, lead_end)
    country = upright[0].place.country_iso3 if upright and upright[0].place is not None else None
    others = [mention for mention in mentions if mention.start < lead_end or _is_modifier(document, mention)]
    regions, named = ([m for m in some if m.place is not None and m.place.kind == "region"] for some in (upright, mentions))
    told = _local(standing, country) or _local(others, country) or _local(mentions, country) or ([] if regions else _local(others, None))
    told = _most(told, lambda place: place.admin1, lead_end)
    chosen = _most([mention for mention in told if is_town(mention)] or told, lambda place: place.key, lead_end)
    if chosen:
        return chosen[0]
    return next(iter(_most(regions, lambda place: place.key, lead_end) or upright or named), None)


def _is_modifier(document: Document, mention: Mention) -> bool:
    """Whether a place says whose or which something is: 'Leeds police', "Leeds's mayor"."""
    return document.tokens[document.head_of(mention.first, mention.last)].dep in MODIFYING


def _local(mentions: Sequence[Mention], country: str | None) -> list[Mention]:
    """The mentions of towns, and of regions smaller than a state, in a country."""
    return [
        mention
        for mention in mentions
        if (place := mention.place) is not None and (is_town(mention) or is_county(place)) and country in (None, place.country_iso3)
    ]


def _most(mentions: Sequence[Mention], part: Callable[[Place], str | None], lead_end: int) -> list[Mention]:
    """The mentions that agree in a part of their place with most of all others, in the order of the text. Those of the lead count for more."""
    named = [(part(mention.place), mention.start < lead_end) for mention in mentions if mention.place is not None]
    votes = Counter(name for name, _ in named)
    votes.update(dict.fromkeys({name for name, is_early in named if is_early}, LEAD_VOTES))
    best = max(votes, key=lambda name: (votes[name], name is not None), default=None)
    return [mention for mention in mentions if mention.place is not None and part(mention.place) == best]


def beat(document: Document, inner: Sequence[Mention]) -> Mention | None:
    """The town of the police that an article names, the one named most: of local news that says not otherwise where it plays."""
    seats = [mention for mention in inner if mention.place is not None and mention.last < len(document.tokens)]
    towns = [mention for mention in seats if document.lowers[mention.last] in FORCES]
    votes = Counter(mention.place.key for mention in towns if mention.place)
    return max(towns, key=lambda mention: (votes[mention.place.key if mention.place else ""], -mention.start), default=None)


def sole_place(mentions: Iterable[Mention], default: Mention | None) -> Mention | None:
    """The place where the article plays, if it names no other."""
    return default if default is not None and not any(conflict(mention.place, default.place) for mention in mentions) else None


def plays_elsewhere(places: Mapping[int, Sequence[Mention]], home: Mention) -> bool:
    """Whether all towns and regions of an article lie elsewhere in the country than where it was filed. `places` are those that say where
    something was, by sentence.
    """
    local = [m.place for some in places.values() for m in some if m.place is not None and m.place.kind in ("place", "region", "facility")]
    here = home.place.country_iso3 if home.place is not None else None
    return bool(local) and all(place.country_iso3 == here and conflict(place, home.place) for place in local)


def plays_at_home(findings: Findings, mentions: Sequence[Mention], home: Mention | None) -> bool:
    """Whether an article names no country and people more than those of where it was filed."""
    votes = _countries(findings, mentions)
    here = home.place.country_iso3 if home is not None and home.place is not None else None
    return here is not None and votes[here] == max(votes.values(), default=0)


def main_country(findings: Findings, mentions: Sequence[Mention], home: Mention | None) -> str | None:
    """The country that an article has to do with more than with all others together, by its places and peoples: one that it names often, or
    where it plays.
    """
    votes = _countries(findings, mentions)
    here = home.place.country_iso3 if home is not None and home.place is not None else None
    first = max(votes, key=lambda country: (votes[country], country), default=None)
    least = OFTEN - 1 if first == here else OFTEN
    return first if first is not None and votes[first] >= least and 2 * votes[first] > votes.total() else None


def only_country(findings: Findings, mentions: Sequence[Mention]) -> Mention | None:
    """Of an article that has to do with one country alone, by all its places and peoples, and often, the mention that says which: the
    country's own name, else its first place.
    """
    told = [mention for mention in mentions if mention.place is not None and mention.place.country_iso3 is not None]
    votes = _countries(findings, mentions)
    if len(votes) != 1 or votes.total() < OFTEN:
        return None
    return min(told, key=lambda mention: (mention.place is None or mention.place.kind != "country", mention.start), default=None)


def _countries(findings: Findings, mentions: Sequence[Mention]) -> Counter[str]:
    """How often an article names each country, a place in it or its people."""
    places = (mention.place.country_iso3 for mention in mentions if mention.place is not None)
    peoples = (findings.entities[m.entity].country_iso3 for m in findings.mentions if m.label == "NORP" and m.entity is not None)
    return Counter(country for country in (*places, *peoples) if country is not None)
