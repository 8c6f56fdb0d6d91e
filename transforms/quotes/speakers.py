"""Who speaks: from the head of a phrase to its mention, its entity and how well it is known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from transforms.document import Document
from transforms.quotes.clauses import noun_phrase
from transforms.records import Findings, Mention

BASIS_OF_LABEL = {
    "PERSON": "name",
    "ORG": "organization",
    "GPE": "organization",
    "NORP": "organization",
    "FAC": "organization",
    "LOC": "organization",
}
PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT", "EX"})
WRITER = frozenset({"i", "me", "my", "we", "us", "our"})
"""Pronouns that outside quotation marks stand for the article's writers."""
RELATIVE_TAGS = frozenset({"WP", "WDT"})


class Speaker(NamedTuple):
    """Somebody who speaks, as the text beside the cue has it."""

    span: tuple[int, int] | None
    entity: int | None
    basis: str
    head: int | None = None
    """Head token of the mention."""


UNKNOWN = Speaker(None, None, "unresolved")


class Speakers:
    """Finds speakers among an article's mentions."""

    def __init__(self, document: Document, findings: Findings):
        self._document = document
        self._entities = findings.entities
        self._mention_at: dict[int, Mention] = {}
        for mention in findings.mentions:
            for i in range(mention.first, mention.last):
                known = self._mention_at.get(i)
                if known is None or (known.entity is None and mention.entity is not None):
                    self._mention_at[i] = mention

    def of(self, head: int | None) -> Speaker:
        """The speaker whose phrase has this head token."""
        if head is None:
            return UNKNOWN
        document, token = self._document, self._document.tokens[head]
        if token.tag in RELATIVE_TAGS and (antecedent := self._antecedent(head)) is not None:
            return self.of(antecedent)._replace(span=(token.start, token.end))
        mention = self._mention_at.get(head)
        first, last = noun_phrase(document, head)
        if mention is not None and first <= mention.last and mention.first <= last:
            first, last = min(first, mention.first), max(last, mention.last)
        while first < head and document.tokens[first].pos == "PUNCT":
            first += 1
        span = document.span(first, last)
        if token.tag in PRONOUN_TAGS:
            entity = mention.entity if mention else None
            known = entity is not None or token.lower in WRITER
            return Speaker(span, entity, "pronoun" if known else "unresolved", head)
        if mention is None or mention.entity is None:
            mention = self._apposed(head) or mention
        if mention is None:
            known_by = self._by_one_name.get(token.lower) if token.text[0].isupper() else None
            return Speaker(span, known_by, "role" if known_by is None else "name", head)
        if mention.form == "name":
            return Speaker(span, mention.entity, BASIS_OF_LABEL.get(mention.label, "role"), head)
        return Speaker(span, mention.entity, "role", head)

    def is_name(self, i: int) -> bool:
        """Whether a token is a name, or a capital in the middle of a sentence."""
        document, token = self._document, self._document.tokens[i]
        mention = self._mention_at.get(i)
        if mention is not None and mention.form == "name":
            return True
        if not token.text.istitle() or not token.text.isalpha():
            return False
        return token.lower in self._by_one_name or i > document.sentence_of(i).first + 1 or document.tokens[i - 1].tag == "''"

    def last_names(self) -> Iterable[str]:
        """The last words of the names of the people and bodies in the article, in lower case."""
        return self._by_last_name

    def named(self, start: int, end: int) -> Speaker:
        """The speaker whom a label names, by the last word of it."""
        entity = self._by_last_name.get(self._document.body[start:end].split()[-1].lower())
        if entity is None:
            return Speaker((start, end), None, "role")
        return Speaker((start, end), entity, "name" if self._entities[entity].type == "person" else "organization")

    @cached_property
    def _by_last_name(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for i, entity in enumerate(self._entities):
            if entity.type in ("person", "organization", "group"):
                for name in (entity.name, *entity.names):
                    if name.split():
                        found.setdefault(name.split()[-1].lower(), i)
        return found

    @cached_property
    def _by_one_name(self) -> dict[str, int]:
        """The people whom a first or last name can only mean, by it in lower case."""
        found: dict[str, int | None] = {}
        for i, entity in enumerate(self._entities):
            if entity.type == "person":
                words = entity.name.lower().split()
                for word in {words[0], words[-1]}:
                    found[word] = None if word in found else i
        return {word: i for word, i in found.items() if i is not None}

    def _antecedent(self, head: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        return next((above.head for above in self._document.ancestors(head) if above.dep == "relcl"), None)

    def _apposed(self, head: int) -> Mention | None:
        """The name that stands beside a description, or two of one person ("the mayor and former teacher, Ann Lee,")."""
        children = self._document.children
        for child in chain(children(head), *(children(other.i) for other in children(head) if other.dep == "conj")):
            if child.dep == "appos":
                mention = self._mention_at.get(child.i)
                if mention is not None and mention.label == "PERSON" and mention.entity is not None:
                    return mention
        return None
