"""Where an article plays: its dateline, the town of its lead, the place that it names most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from transforms.document import Document
from transforms.events.geography import conflict, is_town
from transforms.events.placing import stands_as_place
from transforms.records import Mention

FORCES = frozenset({"police", "pd", "sheriff"})
"""Words after the place in the name of those who keep the peace there."""
BARE_DATELINE = re.compile(r"\s*(?P<place>[A-Z][A-Z .'’-]{2,30}): (?=[A-Z])")
LEAD_SENTENCES = 3


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


def article_place(
    document: Document, mentions: Sequence[Mention], standing: Sequence[Mention], *, with_dateline: bool = True
) -> Mention | None:
    """Where the article plays: the dateline's place where the text names it, else the town of the lead, else the one named most, else the
    first country or region that something is said to be in: one that only acts is no place.
    """
    towns = [mention for mention in standing if is_town(mention)] or [mention for mention in mentions if is_town(mention)]
    name = dateline_place(document) if with_dateline else None
    if name is not None:
        for mention in mentions:
            if document.body[mention.start : mention.end].casefold() == name:
                return mention
    if not towns:
        regions = [mention for mention in mentions if mention.place and mention.place.kind != "country"]
        return next((mention for mention in mentions if stands_as_place(document, mention)), next(iter(regions), None))
    votes = Counter(mention.place.key for mention in towns if mention.place)
    lead_end = document.sentences[min(LEAD_SENTENCES, len(document.sentences)) - 1].end if document.sentences else 0
    return max(
        towns, key=lambda mention: (votes[mention.place.key if mention.place else ""] + 2 * (mention.start < lead_end), -mention.start)
    )


def beat(document: Document, inner: Sequence[Mention]) -> Mention | None:
    """The town of the police that an article names, the one named most: of local news that says not otherwise where it plays."""
    seats = [mention for mention in inner if mention.place is not None and mention.last < len(document.tokens)]
    towns = [mention for mention in seats if document.lowers[mention.last] in FORCES]
    votes = Counter(mention.place.key for mention in towns if mention.place)
    return max(towns, key=lambda mention: (votes[mention.place.key if mention.place else ""], -mention.start), default=None)


def sole_place(mentions: Iterable[Mention], default: Mention | None) -> Mention | None:
    """The place where the article plays, if it names no other."""
    return default if default is not None and not any(conflict(mention.place, default.place) for mention in mentions) else None
