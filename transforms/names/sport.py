"""The sports desk: in its copy the name of a town is mostly the name of a team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from transforms.document import Document, Token
from transforms.names.spans import Span

ENOUGH_WORDS, ENOUGH_SHARE = 4, 0.02
"""Different sport words, and their share of all words, from which on an article is sport."""
SLUG_LENGTH = 4
"""Tokens at the start within which a desk's slug stands: 'Rugby Union - …'."""
TEAM_CONFIDENCE, COMPETITION_CONFIDENCE = 0.72, 0.8


@dataclass(frozen=True)
class SportLexicon:
    """Words of the sports desk, in lower case."""

    sports: frozenset[str]
    individual: frozenset[str]
    words: frozenset[str]
    people: frozenset[str]
    verbs: frozenset[str]
    before_team: frozenset[str]
    to_team: frozenset[str]
    competitions: frozenset[str]
    clubs: frozenset[str]

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words by which an article is told to be sport."""
        return self.words | self.sports

    @classmethod
    def build(cls, seed: Mapping[str, Any]) -> SportLexicon:
        return cls(
            **{name: frozenset(seed[name].split() if isinstance(seed[name], str) else seed[name]) for name in cls.__dataclass_fields__}
        )


@dataclass(frozen=True)
class Sport:
    """What kind of sport an article is about."""

    individual: bool


def sport_of(document: Document, lexicon: SportLexicon) -> Sport | None:
    """The sport that an article is about, None where it is about none."""
    if not document.tokens:
        return None
    opening = document.tokens[:SLUG_LENGTH]
    slug = next((token.lower for token in opening if token.lower in lexicon.sports), None)
    if slug is not None and any(token.text in ("-", "--", ":") for token in opening):
        return Sport(slug in lexicon.individual)
    found = [token.lower for token in document.of_words(lexicon.telling)]
    if len(set(found)) < ENOUGH_WORDS or len(found) < ENOUGH_SHARE * len(document.tokens):
        return None
    individual = sum(word in lexicon.individual for word in found)
    return Sport(individual > 0 and individual >= sum(word in lexicon.sports for word in found) / 2)


def teams(document: Document, spans: Sequence[Span], countries: Mapping[str, str], sport: SportLexicon) -> Iterator[Span]:
    """The spans of a sport report, with the names of towns that stand for teams made organisations."""
    known = {document.text(span.first, span.last).lower() for span in spans if span.label == "ORG" and span.rule_id == "names.table"}
    covered = {i for span in spans for i in range(span.first, span.last)}
    for span in spans:
        last = document.tokens[span.last - 1].lower
        if span.label in ("ORG", "GPE", "FAC", "PERSON") and last in sport.competitions and span.last - span.first > 1:
            yield Span(span.first, span.last, "EVENT", "names.competition", COMPETITION_CONFIDENCE)
            continue
        name = document.text(span.first, span.last).lower()
        if span.label not in ("GPE", "LOC") or span.rule_id == "names.table":
            yield span
        elif club := _club(document, span, covered, sport):
            yield Span(span.first, club, "ORG", "names.team", TEAM_CONFIDENCE)
        elif name.replace(".", "") not in countries and _is_team(document, span, sport, known=name in known):
            yield Span(span.first, span.last, "ORG", "names.team", TEAM_CONFIDENCE)
        else:
            yield span


def _club(document: Document, span: Span, covered: set[int], sport: SportLexicon) -> int | None:
    """Where a club's name ends that begins with its town: 'Norwich City', 'Chicago White Sox'."""
    last = span.last
    end = document.sentence_of(span.first).last
    while last < end and last not in covered and document.tokens[last].lower in sport.clubs and document.tokens[last].text[:1].isupper():
        last += 1
    return last if (span.last - span.first > 1 and document.tokens[last - 1].lower in sport.clubs) or last > span.last else None


def _is_team(document: Document, span: Span, sport: SportLexicon, *, known: bool) -> bool:
    """Whether the name of a place means its team here; `known` where a table of this article has it as one."""
    tokens = document.tokens
    head = tokens[document.head_of(span.first, span.last)]
    above = tokens[head.head]
    before = tokens[span.first - 1] if span.first > document.sentence_of(span.first).first else None
    after = tokens[span.last] if span.last < len(tokens) and tokens[span.last].sentence == head.sentence else None
    if after is not None and after.text == "," and span.last + 1 < len(tokens) and tokens[span.last + 1].pos == "PROPN":
        return False  # 'Springfield, Illinois'
    if (
        before is not None
        and before.pos in ("ADP", "SCONJ", "CCONJ")
        and before.lower in ("in", "at", "near", "outside", "around", "on", "across", "throughout")
    ):
        return False
    if head.dep in ("compound", "poss", "nmod") and above.i >= span.last:
        return known or above.lemma in sport.people or above.lower in sport.people or _names_person(document, span, above, sport)
    if head.dep in ("nsubj", "nsubjpass", "dobj", "dative"):
        return above.lemma in sport.verbs or known
    if before is not None and before.lower in ("to", "from"):
        return _points_at_team(tokens, before, sport) or known
    if before is not None and before.lower in sport.before_team:
        return known or before.lower in ("against", "over", "v", "vs", "versus") or tokens[before.head].lower in sport.people
    return known


def _names_person(document: Document, span: Span, above: Token, sport: SportLexicon) -> bool:
    """'Derby striker Ann Lee': between the town and the name's head stands a noun for somebody of a team."""
    return above.pos == "PROPN" and any(token.lower in sport.people for token in document.tokens[span.last : min(above.i, span.last + 4)])


def _points_at_team(tokens: Sequence[Token], preposition: Token, sport: SportLexicon) -> bool:
    head = tokens[preposition.head]
    return head.lemma in sport.to_team
