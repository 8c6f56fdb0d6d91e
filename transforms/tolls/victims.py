"""Who a casualty befell: the phrase's people, how many, and what tells them from others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.records import Findings, Mention, Quantity
from transforms.tolls.lexicon import TollLexicon

AGE_BEFORE = re.compile(r"(\d{1,3})[\s‑-]+(year|month|week|day)s?[\s‑-]+old", re.IGNORECASE)
AGE_AFTER = re.compile(r"\s?,\s(?:aged |age )?(\d{1,3})\s?(?=[,.;)—–]|and |\Z)|\s?\((\d{1,3})\)")
AGE_LOOKAHEAD = 14
PARTS_OF_YEAR = {"year": 1, "month": 12, "week": 52, "day": 365}
OF_NOUNS = frozenset(
    {
        "number", "total", "group", "dozen", "score", "hundred", "thousand", "pair", "trio", "handful", "majority", "member",
        "couple", "body", "string",
    }
)  # fmt: skip
SINGULAR_PRONOUNS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
PLURAL_PRONOUNS = frozenset({"they", "them", "themselves", "we", "us", "their"})
NOBODY = frozenset({"nobody", "none"})
PERSON_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "JJ", "PRP$"})
PREMODIFIERS = frozenset({"det", "nummod", "poss", "amod", "quantmod", "compound", "nmod", "predet", "advmod", "npadvmod", "punct"})
MAX_TOLL = 2_000_000


class Victim(NamedTuple):
    """The people of one noun phrase. `low`, `best` and `high` are how many they are."""

    head: int
    start: int
    end: int
    """Characters from the count or determiner to the head."""
    low: int | None
    best: int | None
    high: int | None
    counted: bool = False
    """Whether a number says how many they are."""
    definite: bool = False
    pronoun: bool = False
    partitive: bool = False
    """Some of those spoken of before ('one of the wounded')."""
    other: bool = False
    """Apart from those spoken of before ('three others')."""
    sex: str | None = None
    age: int | None = None
    """In years."""
    entity: int | None = None
    named: bool = False
    perpetrator: bool | None = False
    """None for who did it to himself: he may be spoken of as either."""
    noun: str = ""
    alone: bool = True
    """Whether the phrase names only them, not others beside them."""

    @property
    def single(self) -> bool:
        return self.best == 1 and not self.partitive


def counted(quantity: Quantity, head: Token, noun: str, start: int | None = None) -> Victim:
    """As many people as a number says, with what `head` means ('five deaths')."""
    low, best, high = bounds(quantity)
    first = quantity.start if start is None else min(start, quantity.start)
    return Victim(head.i, first, max(quantity.end, head.end), low, best, high, counted=True, definite=noun == "toll", noun=noun)


def bounds(quantity: Quantity) -> tuple[int | None, int | None, int | None]:
    """A number's bounds and best reading in whole people; None where it is unknown or out of reason."""
    low, best, high = (None if bound is None or bound > MAX_TOLL else int(bound) for bound in (quantity.low, quantity.best, quantity.high))
    return low, best, high


class People:
    """Reads victims off noun phrases of one document."""

    def __init__(self, document: Document, findings: Findings, lexicon: TollLexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self._counts: dict[int, Quantity] = {}
        self._inside: dict[int, Quantity] = {}
        for quantity in findings.quantities:
            if quantity.kind == "count":
                if quantity.head is not None:
                    self._counts.setdefault(quantity.head, quantity)
                self._inside.update(dict.fromkeys(range(quantity.first, quantity.last), quantity))
        self._other_numbers = {
            i for quantity in findings.quantities if quantity.kind != "count" for i in range(quantity.first, quantity.last)
        }
        self._other_numbers.update(i for time in findings.times for i in range(time.first, time.last))
        self._mentions: dict[int, Mention] = {i: mention for mention in findings.mentions for i in range(mention.first, mention.last)}
        self.entities = findings.entities

    def at(self, head: int) -> list[Victim]:
        """The people of the phrase headed by a token, those coordinated with it included; empty where it names no people."""
        found = []
        queue, heads = [head], []
        while queue:
            i = queue.pop(0)
            heads.append(i)
            queue.extend(self._beside(i))
        for i in heads:
            victim = self._victim(self._core(i))
            if victim:
                found.append(victim)
        return [victim._replace(alone=False) for victim in found] if len(found) > 1 else found

    def _beside(self, i: int) -> list[int]:
        """The phrases coordinated with one. 'A woman, a man and a boy' may be parsed as an apposition: one person is not two."""
        found = []
        one = None
        for child in self.document.children(i):
            if child.tag not in PERSON_TAGS:
                continue
            if child.dep == "conj":
                found.append(child.i)
            elif child.dep == "appos" and child.i > i and child.tag in ("NN", "NNP"):
                if one is None:
                    head = self._victim(i)
                    one = head is not None and head.best == 1
                listed = any(
                    inner.dep in ("conj", "appos") and inner.tag in ("NN", "NNP", "PRP") for inner in self.document.children(child.i)
                )
                if one and (listed or found) and self.is_person_name(child.i) == self.is_person_name(i):
                    found.append(child.i)
        return found

    def count_at(self, i: int) -> Quantity | None:
        """The count that token `i` is a word of, or that counts it."""
        return self._inside.get(i) or self._counts.get(i)

    def is_person_name(self, i: int) -> bool:
        mention = self._mentions.get(i)
        return mention is not None and mention.label == "PERSON" and mention.form == "name"

    def _core(self, i: int) -> int:
        """The head that the count is of: 'people' in 'a total of five people'."""
        token = self.document.tokens[i]
        if token.lemma in OF_NOUNS and i not in self._counts:
            of = next((child for child in self.document.children(i) if child.lower == "of"), None)
            inner = self.document.child(of.i, "pobj") if of else None
            if inner is not None:
                return inner.i
        return i

    def _victim(self, i: int) -> Victim | None:
        token = self.document.tokens[i]
        if token.tag not in PERSON_TAGS or (i in self._other_numbers and token.lower != "old"):
            return None
        if token.text[0].isdigit() and i + 1 < len(self.document.tokens) and self.document.tokens[i + 1].lower in ("'s", "’s", "s"):
            return None
        if token.lower in SINGULAR_PRONOUNS or token.lower in PLURAL_PRONOUNS:
            return self._pronoun(token)
        mention = self._mentions.get(i)
        children = self.document.children(i)
        quantity = self._counts.get(i) or self._inside.get(i)
        named = mention is not None and mention.label == "PERSON" and mention.form == "name"
        if (
            mention is not None
            and mention.form == "name"
            and mention.label in ("ORG", "GPE", "FAC")
            and self._age(token.end, token.end) is not None
        ):
            named = True
        year_old = token.lower == "old" and i > 2 and self.document.tokens[i - 2].lower in ("year", "month", "week")
        if token.lower == "one" and children and children[0].lower in ("no", "any"):
            return Victim(i, children[0].start, token.end, 0, 0, 0, noun="nobody", other=self._is_other(children, token))
        if token.lower in NOBODY:
            return Victim(i, token.start, token.end, 0, 0, 0, noun="nobody", other=self._is_other(children, token))
        if not (named or year_old or self._names_people(token, mention, quantity)):
            return None
        first = self._left_edge(token)
        start = min(first.start, token.start, quantity.start if quantity and quantity.end <= token.end else token.start)
        determiner = next((child.lower for child in children if child.dep in ("det", "poss", "predet")), None)
        definite = (
            determiner in ("the", "this", "that", "these", "those", "both", "all")
            or named
            or any(child.dep == "poss" for child in children)
        )
        singular = token.tag in ("NN", "NNP", "DT", "JJ") or (token.lower == "one") or year_old
        low, best, high, counted = self._count(token, quantity, determiner, singular)
        noun = "" if named else token.lemma
        entity = mention.entity if mention is not None and (named or mention.form != "name") else None
        return Victim(
            i, start, token.end, low, best, high,
            counted=counted,
            definite=definite,
            partitive=self._partitive(i, quantity),
            other=self._is_other(children, token),
            sex=self._sex(token, children, entity),
            age=self._age(start, token.end) if best == 1 else None,
            entity=entity,
            named=named,
            perpetrator=token.lemma in self.lexicon.perpetrators or any(child.lemma in self.lexicon.perpetrators for child in children if child.dep in ("compound", "amod", "nmod")),
            noun=noun,
        )  # fmt: skip

    def _left_edge(self, token: Token) -> Token:
        """The first word of the phrase before its head: 'a' of 'a 24-year-old man'."""
        at = token
        for _ in range(4):
            children = self.document.children(at.i)
            if not children or children[0].i > at.i or children[0].dep not in PREMODIFIERS:
                break
            at = children[0]
        return at

    def _names_people(self, token: Token, mention: Mention | None, quantity: Quantity | None) -> bool:
        if self._is_common(token):
            return True
        if mention is not None and mention.form == "name":
            if mention.label == "NORP":
                return True
            if token.tag in ("NNP", "NNPS"):
                return False
        elif mention is None and token.tag == "NNP" and token.text.isalpha() and len(token.text) > 1 and token.text[0].isupper():
            return True
        if token.tag in ("CD", "DT") and self._of_things(token):
            return False
        if token.tag == "CD" or token.lower in (
            "another",
            "others",
            "several",
            "many",
            "both",
            "some",
            "dozens",
            "scores",
            "hundreds",
            "thousands",
            "all",
            "few",
        ):
            return quantity is not None or token.tag != "CD"
        return token.lower == "other" or self.lexicon.is_person(token.lemma)

    def _of_things(self, token: Token) -> bool:
        """Whether a number is of things or animals: 'one of the dogs'."""
        of = next((child for child in self.document.children(token.i) if child.lower == "of"), None)
        inner = self.document.child(of.i, "pobj") if of is not None else None
        return inner is not None and inner.tag == "NNS" and not self._is_common(inner) and inner.lower not in PLURAL_PRONOUNS

    def _is_common(self, token: Token) -> bool:
        """Whether a word is a noun for people, a proper one ('Jesuits', 'Pfc.') included."""
        return self.lexicon.is_person(token.lemma) or (token.tag == "NNPS" and self.lexicon.is_person(token.lower.removesuffix("s")))

    def _pronoun(self, token: Token) -> Victim:
        mention = self._mentions.get(token.i)
        entity = mention.entity if mention else None
        if token.lower in PLURAL_PRONOUNS:
            return Victim(token.i, token.start, token.end, None, None, None, definite=True, pronoun=True, entity=entity, noun="they")
        return Victim(
            token.i, token.start, token.end, 1, 1, 1, definite=True, pronoun=True, sex=SINGULAR_PRONOUNS[token.lower], entity=entity
        )

    def _count(
        self, token: Token, quantity: Quantity | None, determiner: str | None, singular: bool
    ) -> tuple[int | None, int | None, int | None, bool]:
        if determiner == "no":
            return 0, 0, 0, True
        if quantity is not None:
            return *bounds(quantity), self.document.body[quantity.start : quantity.end].lower() not in ("a", "an")
        if determiner == "both" or token.lower == "both":
            return 2, 2, 2, True
        if token.lemma in self.lexicon.groups and token.lemma != "couple":
            return None, None, None, False
        if token.lemma == "couple" and singular:
            return 2, 2, 2, False
        if token.lower in ("some", "many", "all", "few", "several") or not singular:
            return 2, None, None, False
        return 1, 1, 1, False

    def _partitive(self, i: int, quantity: Quantity | None) -> bool:
        """'one of the wounded': a number, then 'of' and a definite phrase."""
        tokens = self.document.tokens
        last = quantity.last if quantity and quantity.last > i else i + 1
        if last + 1 >= len(tokens) or tokens[last].lower != "of":
            return False
        return tokens[last + 1].lower in ("the", "them", "those", "these", "his", "her", "their", "whom", "which", "its")

    def _is_other(self, children: Sequence[Token], token: Token) -> bool:
        words = self.lexicon.words["other_words"]
        return token.lemma in words or any(child.lower in words for child in children)

    def _sex(self, token: Token, children: Sequence[Token], entity: int | None) -> str | None:
        if entity is not None and self.entities[entity].gender:
            return self.entities[entity].gender
        of_noun = self.lexicon.sex(token.lemma)
        if of_noun:
            return of_noun
        return next(
            (sex for child in children if child.dep in ("compound", "amod", "nmod") and (sex := self.lexicon.sex(child.lemma))), None
        )

    def _age(self, start: int, end: int) -> int | None:
        """Age in years, from '22-year-old' within the phrase or ', 22,' after it."""
        body = self.document.body
        found = AGE_BEFORE.search(body, max(0, start - 1), end + 1)
        if found:
            return int(found[1]) // PARTS_OF_YEAR[found[2].lower()]
        found = AGE_AFTER.match(body, end, end + AGE_LOOKAHEAD)
        return int(found[1] or found[2]) if found else None
