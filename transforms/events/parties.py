"""Actors and targets: from the head of a phrase to its span, entity, country and sector."""

from __future__ import annotations

from functools import cached_property

from transforms.document import Document, Token
from transforms.events.lexicon import EventLexicon
from transforms.events.slots import counted_by
from transforms.records import Findings, Mention, Party

NAMES_OF_PARTIES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")
INSIDE_DEPS = frozenset({
    "det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "case", "punct", "predet"
})  # fmt: skip


class Parties:
    """Reads parties out of one document."""

    def __init__(self, document: Document, findings: Findings, lexicon: EventLexicon):
        self._document = document
        self._findings = findings
        self._lexicon = lexicon

    @cached_property
    def _mention_at(self) -> dict[int, Mention]:
        """Names and resolved nominals by each of their tokens; names come before nominals."""
        at: dict[int, Mention] = {}
        for mention in sorted(self._findings.mentions, key=lambda mention: mention.form == "name"):
            if mention.label in NAMES_OF_PARTIES or mention.form != "name":
                at.update(dict.fromkeys(range(mention.first, mention.last), mention))
        return at

    @cached_property
    def _times(self) -> set[int]:
        return {i for time in self._findings.times for i in range(time.first, time.last)}

    def is_party(self, i: int) -> bool:
        """Whether the phrase that token `i` heads can act or be acted upon."""
        token = self._document.tokens[i]
        if i in self._times or token.lemma in self._lexicon.words["thing"]:
            return False
        if token.pos in ("NOUN", "PROPN"):
            return True
        if token.pos == "PRON":
            return token.tag in ("PRP", "PRP$") and token.lower not in ("it", "its", "itself", "there")
        mention = self._mention_at.get(i)
        return mention is not None or token.pos == "NUM"

    def is_named(self, i: int) -> bool:
        """Whether token `i` is in the name of somebody or of a country, or is a word for members of a sector."""
        return i in self._mention_at or self._document.tokens[i].lemma in self._lexicon.sectors

    def party(self, i: int) -> Party:
        """The party that token `i` heads."""
        first, last = self._extent(i)
        core = counted_by(self._document, i) or i
        mention = self._mention_at.get(core)
        start, end = self._document.span(first, last)
        if mention is not None and mention.label != "NORP" and mention.form == "name":
            start, end = min(start, mention.start), max(end, mention.end)
        return Party(start, end, mention.entity if mention else None, self._country(core, first, last), self._sector(core, first, last))

    def _extent(self, i: int) -> tuple[int, int]:
        """The noun phrase around its head: what stands before it, and an 'of' phrase after it."""
        document = self._document
        first, last = i, i + 1
        for child in document.children(i):
            if child.i < i and child.dep in INSIDE_DEPS and child.dep != "punct":
                first = min(first, document.subtree(child.i)[0])
            elif child.i == last and child.dep == "prep" and child.lower == "of":
                inner = document.child(child.i, "pobj")
                if inner:
                    last = max(last, self._extent(inner.i)[1])
        return first, last

    def _country(self, core: int, first: int, last: int) -> str | None:
        """The country of the name itself, else of a name inside the phrase ("Russian forces", "the president of Chad")."""
        seen: list[Mention] = []
        for i in (core, *range(first, last)):
            mention = self._mention_at.get(i)
            if mention is not None and mention not in seen:
                seen.append(mention)
        for mention in seen:
            country = self._country_of(mention)
            if country:
                return country
        return None

    def _country_of(self, mention: Mention) -> str | None:
        if mention.place is not None and mention.place.country_iso3:
            return mention.place.country_iso3
        if mention.entity is None:
            return None
        entity = self._findings.entities[mention.entity]
        return entity.country_iso3 or next((role.country_iso3 for role in entity.roles if role.country_iso3), None)

    def _sector(self, core: int, first: int, last: int) -> str | None:
        """The CAMEO agent code of the phrase's head, else of another word of the phrase, else of the person's office."""
        tokens = self._document.tokens
        for token in (tokens[core], *reversed(tokens[first:last])):
            code = self._code(token)
            if code:
                return code
        mention = self._mention_at.get(core)
        if mention is None:
            return None
        if mention.entity is not None:
            for role in self._findings.entities[mention.entity].roles:
                for word in reversed(role.title.lower().split()):
                    if word in self._lexicon.sectors:
                        return self._lexicon.sectors[word]
        return "GOV" if mention.label == "GPE" else None

    def _code(self, token: Token) -> str | None:
        return self._lexicon.sectors.get(token.lemma) or self._lexicon.sectors.get(token.lower.rstrip("s"))
