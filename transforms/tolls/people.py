"""Reads the people off noun phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.document import Document, Token
from transforms.records import Findings, Mention, Quantity
from transforms.tolls.ages import age_at
from transforms.tolls.lexicon import TollLexicon
from transforms.tolls.phrases import POSSESSIVES, is_age, is_included, is_partitive, left_edge
from transforms.tolls.victims import Victim, bounds

SINGULAR_PRONOUNS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
PLURAL_PRONOUNS = frozenset({"they", "them", "themselves", "we", "us", "their"})
NOBODY = frozenset({"nobody", "none"})
NO = frozenset({"no", "neither"})
PERSON_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "JJ", "PRP$"})
YEAR_OLD = frozenset({"old", "olds"})
"""The last word of 'a 17-year-old', 'two 17-year-olds'."""
PARTS_OF_AGE = frozenset({"year", "month", "week"})
SOME = frozenset({"another", "others", "several", "many", "both", "some", "dozens", "scores", "hundreds", "thousands", "all", "few"})
"""Words that stand for people where nothing else is said to be counted."""
COUNTS = frozenset({"dozen", "score", "hundred", "thousand"})
"""Nouns that are numbers: 'a dozen were wounded'."""


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
        self._surnames = {
            document.tokens[mention.last - 1].text: mention.entity
            for mention in reversed(findings.mentions)
            if mention.label == "PERSON" and mention.form == "name" and mention.last - mention.first > 1
        }

        self._bearers = Counter(
            self._name(i)[-1:] for i in {mention.entity for mention in findings.mentions if mention.label == "PERSON"} - {None}
        )

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
        if (
            len(found) > 1
            and found[0].noun in self.lexicon.words["wholes"]
            and found[0].best == sum(victim.best or 0 for victim in found[1:])
        ):
            return found[:1]  # 'six people, three men and three women': parts that add up
        if len(found) > 1 and found[0].single:
            found = [self._with_sex(*found[:2]), *found[1:]]
            found = [found[0], *(victim for victim in found[1:] if not self._same_as(found[0], victim))]
        found = [member for victim in found for member in self._members(victim)]
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

    def _with_sex(self, one: Victim, kin: Victim) -> Victim:
        """The first of two: a woman in 'Gail Hutto and her husband'."""
        owner = self.document.child(kin.head, "poss")
        return one._replace(sex=SINGULAR_PRONOUNS.get(owner.lower)) if owner is not None and one.named and one.sex is None else one

    def _same_as(self, one: Victim, other: Victim) -> bool:
        """Whether a second noun only says more of the same person: 'his friend and teammate', 'a nurse and mother of two'."""
        if not other.single or other.named or other.pronoun or one.named or self.document.tokens[other.head].tag != "NN":
            return False
        if {one.noun, other.noun} <= self.lexicon.words["plain"] or (one.sex and other.sex and one.sex != other.sex):
            return False
        if any(child.dep in ("det", "poss", "nummod") for child in self.document.children(other.head)):
            return False
        verb = self.document.tokens[self.document.tokens[one.head].head]
        return not any(child.lower in ("were", "are") for child in self.document.children(verb.i))

    def _members(self, victim: Victim) -> list[Victim]:
        """The people of a phrase: of a plural without a number, those that it lists, if it does."""
        return (self._listed(victim.head) if victim.best is None and not victim.pronoun else []) or [victim]

    def _listed(self, i: int) -> list[Victim]:
        """Of a plural without a number, those that an apposition names one by one: 'the victims, a nurse and her son'."""
        for child in self.document.children(i):
            if child.dep == "appos" and child.i > i and child.tag in PERSON_TAGS:
                members, queue = [], [child.i]
                while queue:
                    at = queue.pop(0)
                    members.append(self._victim(self._core(at)))
                    queue.extend(self._beside(at))
                known = [member for member in members if member is not None and member.best is not None]
                return known if len(known) == len(members) > 1 else []
        return []

    def count_at(self, i: int) -> Quantity | None:
        """The count that token `i` is a word of, or that counts it."""
        return self._inside.get(i) or self._counts.get(i)

    def is_person_name(self, i: int) -> bool:
        mention = self._mentions.get(i)
        return mention is not None and mention.label == "PERSON" and mention.form == "name"

    def _core(self, i: int) -> int:
        """The head that the count is of: 'people' in 'a total of five people'."""
        token = self.document.tokens[i]
        if token.lower == "more" and (number := self.document.child(i, "nummod")) is not None:
            return number.i
        if token.lemma in self.lexicon.words["partitives"] and i not in self._counts:
            of = next((child for child in self.document.children(i) if child.lower == "of"), None)
            inner = self.document.child(of.i, "pobj") if of else None
            if inner is not None:
                return inner.i
        return i

    def _victim(self, i: int) -> Victim | None:
        token = self.document.tokens[i]
        if token.tag not in PERSON_TAGS or (i in self._other_numbers and token.lower not in YEAR_OLD) or is_age(self.document, token):
            return None
        if token.lower in SINGULAR_PRONOUNS or token.lower in PLURAL_PRONOUNS:
            return self._pronoun(token)
        if token.lower == "other" and self.document.tokens[i - 1].lower == "each":
            return None
        mention = self._mentions.get(i)
        children = self.document.children(i)
        quantity = self._counts.get(i) or self._inside.get(i) or self._before_owner(token)
        named = mention is not None and mention.label == "PERSON" and mention.form == "name"
        by_surname = not named and not children and token.text in self._surnames  # 'Vail died' after 'Preston Vail'
        named = named or by_surname
        year_old = token.lower in YEAR_OLD and i > 2 and not PARTS_OF_AGE.isdisjoint(word.lower for word in self.document.tokens[i - 2 : i])
        if token.lower == "one" and children and children[0].lower in ("no", "any"):
            return Victim(i, children[0].start, token.end, 0, 0, 0, noun="nobody", other=self._is_other(children, token))
        if token.lower in NOBODY:
            return Victim(i, token.start, token.end, 0, 0, 0, noun="nobody", other=self._is_other(children, token))
        if not (named or year_old or self._names_people(token, mention, quantity)):
            return None
        first = left_edge(self.document, token)
        start = min(first.start, token.start, quantity.start if quantity and quantity.end <= token.end else token.start)
        determiner = next((child.lower for child in children if child.dep in ("det", "poss", "predet")), None)
        definite = (
            determiner in ("the", "this", "that", "these", "those", "both", "all")
            or token.lower == "both"
            or named
            or any(child.dep == "poss" for child in children)
            or (not children and token.lemma in self.lexicon.words["kin"])
        )
        singular = named or token.tag in ("NN", "NNP", "DT", "JJ") or (token.lower == "one") or (year_old and token.tag != "NNS")
        low, best, high, counted = self._count(token, quantity, determiner, singular)
        noun = "" if named else "people" if token.tag == "CD" or token.lower == "both" else token.lemma
        entity = mention.entity if mention is not None and (named or mention.form != "name") else None
        if by_surname:
            entity = self._surnames[token.text]
        return Victim(
            i, start, token.end, low, best, high,
            counted=counted,
            definite=definite,
            partitive=is_partitive(self.document, i, quantity) or is_included(self.document, token),
            other=self._is_other(children, token),
            sex=self._sex(token, children, entity),
            age=age_at(self.document.body, start, token.end) if best == 1 else None,
            entity=entity,
            named=named,
            name=self._name(entity) if named else (),
            perpetrator=self._is_perpetrator(token, children),
            noun=noun,
            modified=any(child.dep in ("acl", "relcl") for child in children),
        )  # fmt: skip

    def is_told_apart(self, named: Victim) -> bool:
        """Whether a surname alone is of nobody else in the text: 'Reed shot her husband' may be of either of two Reeds."""
        return not named.named or self.document.child(named.head, "compound") is not None or self._bearers[named.name[-1:]] <= 1

    def suspects(self) -> set[int]:
        """The entities that the text names as those who did it: 'the suspect, Tom Reed,', 'the gunman was identified as Tom Reed'."""
        found = set()
        for token in self.document.of_lemmas(self.lexicon.perpetrators):
            children = self.document.children(token.i)
            named = [child for child in children if child.dep == "appos"]
            above = self.document.tokens[token.head]
            for verb in (above, *(child for child in children if child.dep == "acl")):
                if verb.lemma in self.lexicon.words["naming"] and (verb is not above or token.dep in ("dobj", "nsubjpass")):
                    named += [
                        inner
                        for child in self.document.children(verb.i)
                        if child.lower == "as" and (inner := self.document.child(child.i, "pobj")) is not None
                    ]
            found |= {
                mention.entity for name in named if self.is_person_name(name.i) and (mention := self._mentions[name.i]).entity is not None
            }
        return found

    def _before_owner(self, token: Token) -> Quantity | None:
        """The number of 'three sheriff's deputies', which the parse gives to the sheriff."""
        owner = self.document.child(token.i, "poss") if token.tag == "NNS" else None
        quantity = self._counts.get(owner.i) if owner is not None and owner.tag == "NN" else None
        return quantity if quantity is not None and quantity.best is not None and quantity.best > 1 else None

    def _name(self, entity: int | None) -> tuple[str, ...]:
        words = self.entities[entity].name.casefold().replace("’", "'").removesuffix("'s").split() if entity is not None else []
        words = [word for word in words if word.strip(".") not in ("jr", "sr", "ii", "iii")]
        return (words[0], words[-1]) if len(words) > 1 else tuple(words)

    def _names_people(self, token: Token, mention: Mention | None, quantity: Quantity | None) -> bool:
        if self._is_common(token):
            return True
        if mention is not None and mention.form == "name":
            if mention.label == "NORP":
                return True
            if token.tag in ("NNP", "NNPS"):
                return False
        if token.tag in ("CD", "DT") and self._of_things(token):
            return False
        if token.tag == "CD" or token.lower in COUNTS:
            return quantity is not None
        if token.lower in SOME:
            return True
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
        if determiner in NO:
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

    def _is_other(self, children: Sequence[Token], token: Token) -> bool:
        words = self.lexicon.words["other_words"]
        of = next((child for child in children if child.lower == "of"), None) if token.tag == "CD" else None
        inner = self.document.child(of.i, "pobj") if of is not None else None
        owner = self.document.child(inner.i, "poss") if inner is not None else None
        if inner is not None and owner is not None and inner.lemma != "victim" and owner.lower in POSSESSIVES:
            return True  # 'one of his friends': somebody else than he
        if token.lower == "other":
            return not any(child.lower == "the" for child in children)  # 'the other' is of those spoken of
        return token.lemma in words or any(child.lower in words for child in children)

    def _is_perpetrator(self, token: Token, children: Sequence[Token]) -> bool:
        """Whether a noun or what modifies it says who did it: 'the suspect', 'a robbery suspect', 'the man accused of the killing'."""
        names = self.lexicon.perpetrators
        return token.lemma in names or any(
            child.lemma in (names if child.dep != "acl" else self.lexicon.words["accused"])
            for child in children
            if child.dep in ("compound", "amod", "nmod", "acl")
        )

    def _sex(self, token: Token, children: Sequence[Token], entity: int | None) -> str | None:
        of_noun = self.lexicon.sex(token.lemma) or next(
            (sex for child in children if child.dep in ("compound", "amod", "nmod") and (sex := self.lexicon.sex(child.lemma))), None
        )
        return of_noun or (self.entities[entity].gender if entity is not None else None)
