"""Actors and targets: from the head of a phrase to its span, entity, country and sector."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.events.actors import Actors
from transforms.events.referents import possessor
from transforms.events.slot_words import CRIMES, HYPHENS
from transforms.events.slots import coordinated, counted_by, stance
from transforms.records import Mention, Party

INSIDE_DEPS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "case", "predet"})
DASHES = frozenset({"-", "--", "–", "—", ":", "|", ")"})
MAX_DIGITS = 5
"""Digits that a number of people may have; a longer one is a date ("20120118") or a code."""


class Parties(Actors):
    """Reads parties out of one document."""

    def party(self, i: int) -> Party:
        """The party that token `i` heads."""
        first, last = self.extent(i)
        counted = counted_by(self._document, i)
        core = i if counted is None else counted
        mention = self._mention_at.get(core)
        start, end = self._document.span(first, last)
        start += self._document.body[start] in DASHES
        if mention is not None and mention.form == "name" and mention.label != "NORP":
            start, end = min(start, mention.start), max(end, mention.end)
        entity = mention.entity if mention is not None and self._stands_for(mention, core) else None
        return Party(start, end, entity, self._country(core, first, last), self._sector(core, first, last))

    def _stands_for(self, mention: Mention, core: int) -> bool:
        """Whether the mention is the phrase's own: its head, not a modifier that a wrong parse made the head."""
        return mention.form != "name" or mention.last - 1 == core or self._document.head_of(mention.first, mention.last) == core

    def extent(self, i: int) -> tuple[int, int]:
        """The noun phrase around its head: what stands before it, and an 'of' or 'from' phrase after it."""
        document = self._document
        first, last = i, i + 1
        for child in document.children(i):
            if child.i < i and child.dep in INSIDE_DEPS and child.i not in self._times:
                first = min(first, self._within(document.subtree(child.i)))
            elif child.i == last and child.dep == "prep" and child.lower in ("of", "from"):
                inner = document.child(child.i, "pobj")
                if inner is not None and not (inner.lower.endswith("ing") or inner.lemma in CRIMES):  # "accused the rebels of lying"
                    last = max(last, self.extent(inner.i)[1])
        return self._behind_stamp(first, i), last

    def _behind_stamp(self, first: int, core: int) -> int:
        """The first token behind what a report begins with: its town before a dash, its day in figures, the agency."""
        tokens = self._document.tokens
        if first != self._document.sentence_of(core).first:
            return first
        for i in range(core - 1, first - 1, -1):
            apart = tokens[i].text in DASHES and tokens[i - 1].end != tokens[i].start
            if (
                apart
                or i in self._filed
                or tokens[i].text in self._lexicon.agencies
                or (tokens[i].text.isdigit() and len(tokens[i].text) > MAX_DIGITS)
            ):
                return i + 1
        return first

    def _within(self, tokens: list[int]) -> int:
        """The first of these tokens that is no part of a time ("about 7 a.m. police")."""
        return next((i for i in tokens if i not in self._times), tokens[-1])

    def _country(self, core: int, first: int, last: int) -> str | None:
        """The country of the name itself, else of a name inside the phrase ("Russian forces", "the president of Chad") or beside it, else of
        whose they are by a pronoun ("its forces").
        """
        appositions = [child.i for child in self._document.children(core) if child.dep == "appos"]
        others = [i for i in (*range(first, last), *appositions) if not self._is_other_side(i, core)]
        for i in (core, *others):
            mention = self._mention_at.get(i)
            country = self._country_of(mention) if mention is not None else None
            if country:
                return country
        owner = next((child for child in self._document.children(core) if child.tag == "PRP$"), None)
        whose = possessor(self._document, owner.i) if owner is not None else None
        return self._country(whose, *self.extent(whose)) if whose is not None and owner is not None and whose != owner.i else None

    def _is_other_side(self, i: int, core: int) -> bool:
        """Whether a word of a phrase doesn't tell its country: a pronoun, whom somebody is for or against, or whose ally he is ("Chad's allies")."""
        token = self._document.tokens[i]
        if token.pos == "PRON" or token.tag == "PRP$" or stance(self._document, i) is not None or self._is_patron(i):
            return True
        return token.dep == "poss" and self._document.tokens[core].lemma in self._lexicon.words["counterpart"]

    def _is_patron(self, i: int) -> bool:
        """Whether a name only says by whom somebody is backed: "Iran-aligned rebels"."""
        tokens = self._document.tokens[i + 1 : i + 3]
        return len(tokens) > 1 and tokens[0].text in HYPHENS and tokens[1].lower in self._lexicon.words["patronage"]

    def _country_of(self, mention: Mention) -> str | None:
        if mention.place is not None and mention.place.country_iso3:
            return mention.place.country_iso3
        if mention.entity is None:
            return None
        entity = self._entities[mention.entity]
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
        codes = self._codes_of_office(mention)
        return next(codes, "GOV" if mention.label == "GPE" and last - first == mention.last - mention.first else None)

    def _codes_of_office(self, mention: Mention) -> Iterator[str]:
        if mention.entity is not None:
            for role in self._entities[mention.entity].roles:
                for word in reversed(role.title.lower().split()):
                    if word in self._lexicon.sectors:
                        yield self._lexicon.sectors[word]

    def conjuncts(self, i: int) -> list[int]:
        """Those who are coordinated with token `i` and can act."""
        return [other for other in coordinated(self._document, i) if other != i and self.can_act(other)]
