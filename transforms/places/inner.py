"""Places named inside the names of local bodies: the county in 'Orrin County Sheriff's Office'."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.document import Document
from transforms.places.build import ADMIN1, COUNTRY, TOWN
from transforms.places.folding import word_set
from transforms.places.gazetteer import Candidates, Gazetteer
from transforms.places.homes import Home, is_near
from transforms.places.toponyms import named
from transforms.records import Findings, LocalEntity, Mention, Place

RULE = "places.inner"
GOVERNMENT = word_set(
    """
    administration aldermen assembly authority board commission commissioners congress coroner correctional corrections council court
    courts department detention election elections ems fire firefighters government guard highways jail legislature magistrates ministry
    parliament patrol penitentiary police prison prosecutor schools selectmen senate sheriff transit transportation trustees utilities
    """
)
"""Words of names of public bodies, which say where they are."""
INSTITUTIONS = word_set(
    """
    academy airport archdiocese campus cathedral cemetery center centre chamber church clinic college diocese elementary fairgrounds
    festival foundation gymnasium high hospital hospitals hotel institute library mall medical middle mosque museum park party school
    stadium station synagogue theater theatre university zoo
    """
)
"""Words of names of bodies that are as often named for a person or an idea as for a place."""
STATE_BODIES = word_set(
    """
    administration agency association bureau citizens commerce democratic department division election elections guard health highway
    highways house national office police press republican road service services state system transportation works
    """
)
"""Words of names of bodies of countries and states."""
BODIES = GOVERNMENT | INSTITUTIONS | STATE_BODIES
COUNTY_WORDS = frozenset({"county", "parish", "township"})
NOT_PLACES = word_set(
    """
    american central christian catholic community consolidated eastern federal first general grand great holy independence international
    islamic jewish joint lake liberty memorial metro metropolitan mid mountain national new northern pacific regional river royal sacred
    second south southern special state suburban trinity tri union united valley veterans west western victory hope mercy sunrise
    success progress commerce industry police justice defense defence energy interior labor health education saint st. mount fort
    lincoln jefferson franklin kennedy roosevelt supreme superior north south east west u.n. un crown centennial federation city county
    public center institute church beer brethren future
    """
)
"""Single words that begin such names and are hardly ever the place of that name."""
LONGEST = 4
CONFIDENCE = 0.8


def inner_places(document: Document, names: tuple[Mention, ...], home: Home, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Mentions (GPE, with no place yet) of the places inside the organisations and facilities of the article, in the order of the text."""
    trusted = {document.text(name.first, name.last).casefold() for name in names if name.label == "GPE"}
    found = []
    for name in names:
        if _may_hold_a_place(document, name, gazetteer):
            found += [_mention(document, *span) for span in _spans(document, name, trusted, home, gazetteer)][:1]
    return tuple(found)


def _may_hold_a_place(document: Document, name: Mention, gazetteer: Gazetteer) -> bool:
    """Organisations and facilities do, and what the model took for a place that is on no map ('Boulder City Police')."""
    if name.form != "name" or name.last - name.first < 2:
        return False
    return name.label in {"ORG", "FAC"} or (name.label == "GPE" and not len(named(document.text(name.first, name.last), gazetteer).rows))


def _mention(document: Document, first: int, last: int) -> Mention:
    return Mention(*document.span(first, last), first, last, "GPE", rule_id=RULE, confidence=CONFIDENCE)


def _spans(document: Document, name: Mention, trusted: set[str], home: Home, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Token ranges inside a name that are places, the longest first; `trusted` are the names that the article has as places besides."""
    tokens = document.tokens
    first = name.first + (tokens[name.first].lower == "the")
    for last in range(min(first + LONGEST, name.last - 1), first, -1):
        if _is_place(document, first, last, {token.lower for token in tokens[last : name.last]}, trusted, home, gazetteer):
            yield first, last
    for at in range(name.first + 1, name.last - 1):
        if tokens[at].lower == "of":
            inner = at + 1 + (tokens[at + 1].lower == "the")
            rest = {token.lower for token in tokens[name.first : at]}
            if inner < name.last <= inner + LONGEST and _is_place(document, inner, name.last, rest, trusted, home, gazetteer):
                yield inner, name.last


def _is_place(document: Document, first: int, last: int, rest: set[str], trusted: set[str], home: Home, gazetteer: Gazetteer) -> bool:
    """Whether the tokens are a place, as the other words of the name (`rest`) have it."""
    tokens = document.tokens
    text = document.text(first, last)
    if (
        not text[:1].isupper()
        or len(text) < 3
        or (last - first == 1 and tokens[first].lower in NOT_PLACES)
        or gazetteer.country_of_demonym(text)
    ):
        return False
    if tokens[last - 1].lower not in COUNTY_WORDS and rest.isdisjoint(BODIES):
        return False
    rows, priors = gazetteer.candidates(text)
    if not len(rows) or (tokens[last - 1].lower == "city" and not (gazetteer.kind[rows] == TOWN).any()):
        return False
    if gazetteer.kind[rows[priors.argmax()]] in (COUNTRY, ADMIN1):
        return not rest.isdisjoint(BODIES)
    if tokens[last - 1].lower in COUNTY_WORDS or not rest.isdisjoint(GOVERNMENT):
        return True
    is_trusted = text.casefold() in trusted or is_near(Candidates(rows, priors), home, gazetteer)
    return is_trusted and not rest.isdisjoint(INSTITUTIONS)


def with_inner_places(findings: Findings, inner: tuple[Mention, ...], document: Document) -> Findings:
    """Findings with the inner places as mentions of the same or of new entities. The last step: until then names never overlap."""
    if not inner:
        return findings
    entities = list(findings.entities)
    of_key = {entity.place.key: i for i, entity in enumerate(entities) if entity.place}
    added = []
    for mention in inner:
        assert mention.place is not None
        if mention.place.key not in of_key:
            of_key[mention.place.key] = len(entities)
            entities.append(_entity(mention.place, document.text(mention.first, mention.last)))
        added.append(mention._replace(entity=of_key[mention.place.key]))
    mentions = sorted([*findings.mentions, *added], key=lambda mention: (mention.start, -mention.end))
    return findings._replace(mentions=tuple(mentions), entities=tuple(entities))


def _entity(place: Place, text: str) -> LocalEntity:
    kind = place.kind if place.kind in {"country", "region", "facility"} else "place"
    return LocalEntity(kind, text, place.key, (text,), country_iso3=place.country_iso3, place=place)
