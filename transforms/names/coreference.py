"""Which mentions of an article are of the same thing."""

from __future__ import annotations

from transforms.document import Document
from transforms.names.clusters import Cluster, Gatherer, honorific_gender
from transforms.names.lexicon import NameLexicon
from transforms.names.offices import find_offices
from transforms.names.pronouns import Resolver
from transforms.names.roles import RoleFinder, office_head
from transforms.records import LocalEntity, Mention

LABEL_OF_TYPE = {"person": "PERSON", "organization": "ORG", "country": "GPE"}
"""Label of a pronoun or role noun, by what it means."""
ABROAD = frozenset(("envoy", "ambassador", "negotiator", "mediator", "expert", "correspondent", "analyst", "counterpart", "rapporteur"))
"""Roles beside which a country is where somebody works, or somebody else's."""


def resolve_mentions(
    document: Document, mentions: tuple[Mention, ...], lexicon: NameLexicon
) -> tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]:
    """The article's entities, and its mentions with `entity` set where known; pronouns and nominals are added as mentions."""
    gatherer = Gatherer(document, mentions, lexicon)
    gatherer.gather()
    clusters = gatherer.clusters
    finder = RoleFinder(document, mentions, lexicon)
    for cluster in clusters:
        if cluster.type == "person":
            _describe(document, cluster, mentions, finder, lexicon)
    resolved = [mention._replace(entity=gatherer.of_mention.get(i)) for i, mention in enumerate(mentions)]
    for found in Resolver(document, mentions, clusters, gatherer.of_mention, lexicon).resolve():
        start, end = document.span(found.first, found.last)
        resolved.append(
            Mention(
                start,
                end,
                found.first,
                found.last,
                LABEL_OF_TYPE[clusters[found.cluster].type],
                found.form,
                found.cluster,
                None,
                None,
                found.rule_id,
                found.confidence,
            )
        )
    offices, of_offices = find_offices(document, mentions, clusters, gatherer.of_mention)
    entities = (*(_entity(document, cluster) for cluster in clusters), *offices)
    return entities, tuple(sorted(resolved + of_offices, key=lambda mention: (mention.start, mention.end)))


def _describe(document: Document, cluster: Cluster, mentions: tuple[Mention, ...], finder: RoleFinder, lexicon: NameLexicon) -> None:
    """Roles and gender of a person, from what stands beside the mentions."""
    for i in cluster.spans:
        cluster.roles += finder.roles_of(mentions[i])
        gender = honorific_gender(document, mentions[i], lexicon)
        if gender:
            cluster.genders[gender] += 3
    for role in cluster.roles:
        head = office_head(role.title, lexicon)
        gender = lexicon.person_nouns.get(head) if head else None
        if gender:
            cluster.genders[gender] += 3
    cluster.nationality = _nationality(document, cluster, lexicon)
    countries = [role.country_iso3 for role in cluster.roles if role.country_iso3]
    cluster.country = max(countries, key=countries.count) if countries else None
    if cluster.person is not None and cluster.person.given and not cluster.genders:
        given = next((word for word in cluster.person.given if len(word) > 1), "")
        gender = lexicon.genders.get(given)
        if gender:
            cluster.genders[gender] += 2


def _nationality(document: Document, cluster: Cluster, lexicon: NameLexicon) -> str | None:
    """The country of which the text calls somebody a national: 'the Australian swimmer', not 'envoy to Syria' or 'Iran expert'."""
    found = set()
    for role in cluster.roles:
        head = office_head(role.title, lexicon)
        words = document.body[role.start : role.end].lower().split()
        if head not in ABROAD and words and role.country_iso3 and lexicon.demonyms.get(words[0]) == role.country_iso3:
            found.add(role.country_iso3)
    return found.pop() if len(found) == 1 else None


def _key(document: Document, cluster: Cluster) -> str:
    """The cluster's key, with what parts it from namesakes: a nationality, or for 'the Ministry' the country, else the article."""
    if cluster.local:
        return f"{cluster.key}/{cluster.country.lower() if cluster.country else document.article_id}"
    if cluster.nationality and not cluster.key.startswith("?"):
        return f"{cluster.key}/{cluster.nationality.lower()}"
    return cluster.key


def _entity(document: Document, cluster: Cluster) -> LocalEntity:
    return LocalEntity(
        cluster.type,
        cluster.name,
        _key(document, cluster),
        tuple(sorted(cluster.names)),
        cluster.country,
        tuple(cluster.roles),
        cluster.place,
        cluster.gender,
    )
