"""Who stands where in a clause: the people that a verb, noun or state is said of."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document, Token
from transforms.tolls.lexicon import TollLexicon
from transforms.tolls.people import YEAR_OLD, People
from transforms.tolls.victims import Victim

SUBJECTS = ("nsubj", "nsubjpass")
AGED_REACH = 5
STARTS_OBJECT = frozenset({"DT", "PRP$", "PRP", "CD", "NN", "NNP"})
"""Tags of what follows 'shot' where it is the aged one that fired: 'the 17-year-old shot his brother'."""
OBJECT_TAGS = frozenset({"NN", "NNS", "NNP", "PRP"})
PERFECT = frozenset({"has", "have", "had"})
PLURAL_VERBS = frozenset({"were", "are", "have"})


def object_of(children: Sequence[Token]) -> Token | None:
    """The direct object; of a word that was cut at its hyphens ('ex-wife') the last part."""
    found: Token | None = None
    for child in children:
        if child.dep == "dobj" and (found is None or child.i == found.i + 1):
            found = child
    return found


class Clauses:
    """The clauses of one document, and the people in them."""

    def __init__(self, document: Document, lexicon: TollLexicon, people: People) -> None:
        self.document, self.lexicon, self.people = document, lexicon, people

    def patients(self, token: Token) -> list[Victim]:
        """The people to whom a verb is done."""
        children = self.document.children(token.i)
        if token.tag in ("VBN", "VBD") and self.figure_before(token):
            return self.people.at(token.i - 1)
        direct = object_of(children) or self.more(token, children)
        passive = next((child for child in reversed(children) if child.dep == "nsubjpass"), None)
        if passive is not None:
            return self.people.at(self.antecedent(passive, token))
        auxiliary = next((child for child in children if child.dep == "auxpass"), None)
        if (direct is not None and auxiliary is None and token.tag != "VBN") or (
            direct is not None and token.dep in ("ROOT", "conj", "ccomp", "advcl", "pcomp", "relcl") and auxiliary is None
        ):
            found = self.with_reflexive([*self.people.at(direct.i), *self.beside(direct, children)], token)
            if found or token.tag != "VBN" or any(child.lower in PERFECT for child in children):
                return found
            direct = None
        if token.tag in ("VBN", "VBD") and token.dep in ("acl", "amod"):
            return self.people.at(self.all_of(token.head)) if token.dep == "acl" else self.modified(token)
        another = next(
            (
                child
                for child in children
                if child.dep in ("det", "nummod") and child.tag in ("CD", "DT") and child.lower not in ("the", "a")
            ),
            None,
        )
        if another is not None and token.tag == "VBN":
            return self.people.at(another.i)
        subject = next((child for child in reversed(children) if child.dep == "nsubj" and child.i < token.i), None)
        if subject is not None and (
            auxiliary is not None or (token.lemma in self.lexicon.words["bare_passives"] and token.tag in ("VBN", "VBD") and direct is None)
        ):
            found = self.people.at(self.antecedent(subject, token))
            if auxiliary is None and found and (found[0].perpetrator or found[0].pronoun or not (token.tag == "VBN" or found[0].counted)):
                return []
            return found
        if subject is None and token.dep in ("conj", "xcomp", "ccomp", "oprd", "advcl", "acomp"):
            if auxiliary is not None and token.dep == "conj":
                above = self.subject_of(token)
                return self.people.at(above) if above is not None else []
            return self.inherited(token)
        return []

    def aged_before(self, token: Token) -> int | None:
        """Of 'a 17-year-old shot and killed by police' the 17-year-old, whom the parse takes for what a shot is like."""
        tokens = self.document.tokens
        if token.i + 1 < len(tokens) and tokens[token.i + 1].tag in STARTS_OBJECT:
            return None
        for i in range(token.i - 1, max(token.i - AGED_REACH, -1), -1):
            if tokens[i].lower in YEAR_OLD:
                return i if i < tokens[i].head <= token.i and tokens[tokens[i].head].lower == "shot" else None
            if tokens[i].lower not in self.lexicon.words["shot_and"]:
                return None
        return None

    def more(self, verb: Token, children: Sequence[Token]) -> Token | None:
        """The number of 'injured nine more', 'injured over 90 people', which the parse takes for an adverb or a place."""
        found = next((child for child in children if child.i == verb.i + 1 and child.lower == "over"), None)
        people = self.document.child(found.i, "pobj") if found is not None else None
        if people is not None:
            return people if self.people.count_at(people.i) is not None else None
        found = next((child for child in children if child.lower == "more" and child.i > verb.i), None)
        return self.document.child(found.i, "nummod") if found is not None else None

    def beside(self, direct: Token, children: Sequence[Token]) -> list[Victim]:
        """People coordinated with an object that the parse has hung on the verb: 'shot her son and then herself'."""
        return [
            victim
            for child in children
            if child.dep == "conj" and child.i > direct.i and child.tag in OBJECT_TAGS and self.document.child(child.i, *SUBJECTS) is None
            for victim in self.people.at(child.i)
        ]

    def inherited(self, token: Token) -> list[Victim]:
        """Of a verb without subject of its own, the people of the one above ('was shot and killed', 'was found shot')."""
        head = self.document.tokens[token.head]
        if token.dep == "conj":
            passive = head.dep in ("acl", "amod") or self.document.child(head.i, "auxpass", "nsubjpass") is not None
            if token.tag in ("VBN", "VBD") and passive:
                return self.patients(head) if head.pos in ("VERB", "AUX", "ADJ") else []
            return []
        if head.lemma in self.lexicon.words["stating"] and token.tag in ("VBN", "JJ"):
            return self.of_state(head)
        return []

    def antecedent(self, token: Token, verb: Token) -> int:
        """The noun that a relative pronoun stands for."""
        if token.tag in ("WP", "WDT", "IN") or token.lower in ("who", "that", "whom"):
            at = verb
            while at.dep == "conj":
                at = self.document.tokens[at.head]
            if at.dep == "relcl":
                before = token.i - 1
                if token.lower == "who" and not self.people.at(at.head) and self.people.at(before):
                    return before
                return self.relative(self._all_before(at.head, at), token)
        return token.i

    def _all_before(self, noun: int, verb: Token) -> int:
        """Of 'Ann Reed and her son, who were', both: the noun of the whole where the verb has several."""
        head = self.document.tokens[noun]
        if head.tag in ("NN", "NNP") and any(child.lower in PLURAL_VERBS for child in (verb, *self.document.children(verb.i))):
            while head.dep == "conj":
                head = self.document.tokens[head.head]
        return head.i

    def relative(self, noun: int, pronoun: Token) -> int:
        """Of 'the son of an officer, who', the son: whom a clause after a comma tells of is who the text is about."""
        preposition = self.document.tokens[self.document.tokens[noun].head]
        kin = self.document.tokens[preposition.head]
        comma = self.document.tokens[pronoun.i - 1].text == ","
        if not comma or preposition.lower != "of" or kin.lemma not in self.lexicon.words["kin"]:
            return noun
        return kin.head if kin.dep in ("conj", "appos") else kin.i

    def modified(self, adjective: Token) -> list[Victim]:
        """Those that an adjective is said of: in 'the dead gunmen and two guards' not the guards."""
        return [
            victim
            for victim in self.people.at(adjective.head)
            if victim.head == adjective.head or victim.head < adjective.i or not self.document.children(victim.head)
        ]

    def all_of(self, i: int) -> int:
        """The first of coordinated phrases where token `i` heads the last: 'a woman and two men suffering from …'."""
        token = self.document.tokens[i]
        number = self.document.child(i, "nummod") if token.tag == "NNS" else None
        if number is not None and [word.lower for word in self.document.tokens[max(number.i - 2, 0) : number.i]] == ["one", "of"]:
            return number.i  # 'one of three people wounded'
        while token.dep == "conj" and token.pos in ("NOUN", "PROPN", "NUM") and self.people.at(token.head):
            token = self.document.tokens[token.head]
        return token.i

    def with_reflexive(self, victims: list[Victim], verb: Token) -> list[Victim]:
        """'killed his wife and himself': whoever did it stands in the reflexive's place."""
        for at, victim in enumerate(victims):
            pronoun = self.document.tokens[victim.head]
            if pronoun.lower in self.lexicon.words["companions"]:
                subject = self.subject_of(verb)
                people = self.people.at(subject) if subject is not None else []
                if people and (people[0].best == 1 or pronoun.lower == "themselves"):
                    first = people[0]._replace(start=pronoun.start, end=pronoun.end, alone=victim.alone, other=False, perpetrator=None)
                    return [*victims[:at], first, *victims[at + 1 :]]
        return victims

    def subject_of(self, token: Token) -> int | None:
        """The token that is subject of a verb, or of the verb that it is coordinated with or hangs on."""
        at = token
        for _ in range(5):
            subject = self.document.child(at.i, *SUBJECTS)
            if subject is not None:
                return self.antecedent(subject, at)
            if at.dep in ("acl", "relcl"):
                return at.head
            if at.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp") or at.head == at.i:
                return None
            at = self.above(at)
        return None

    def above(self, verb: Token) -> Token:
        """The verb that one hangs on; of 'she was hurt, police said, and is expected to live' the first, not the one in between."""
        head = self.document.tokens[verb.head]
        if verb.dep != "conj" or head.lemma not in self.lexicon.words["saying"]:
            return head
        if head.dep == "parataxis":
            return self.document.tokens[head.head]
        told = self.document.child(head.i, "ccomp")
        return told if told is not None and told.i < head.i else head

    def figure_before(self, token: Token) -> bool:
        """Whether a bare count stands right before: '5 wounded', but not '5 wounded soldiers'."""
        if token.dep == "amod" and self.lexicon.is_person(self.document.tokens[token.head].lemma):
            return False
        before = self.document.tokens[token.i - 1] if token.i else token
        return before.tag == "CD" and before.i != token.i and self.people.count_at(before.i) is not None

    def number_before(self, token: Token) -> list[Victim]:
        """'3 dead', 'two people dead': the phrase that ends just before the word."""
        before = self.document.tokens[token.i - 1] if token.i > self.document.sentence_of(token.i).first else None
        if before is None or before.tag not in ("CD", "NN", "NNS", "DT"):
            return []
        found = self.people.at(before.i)
        return found if found and (found[0].counted or before.tag != "DT") else []

    def of_state(self, verb: Token) -> list[Victim]:
        """Of whom a copula, 'leave' or 'find' says what state they are in."""
        at = verb
        for _ in range(4):
            children = self.document.children(at.i)
            passive = next((child for child in children if child.dep == "nsubjpass"), None)
            direct = next((child for child in children if child.dep == "dobj"), None)
            if passive is None and direct is not None and at.lemma != "be":
                return self.people.at(direct.i)
            subject = passive or next((child for child in children if child.dep == "nsubj"), None)
            if at.dep == "acl" and subject is None:
                return self.people.at(at.head)
            if subject is not None:
                if passive is None and at.lemma in self.lexicon.words["leaving"]:
                    return []
                return self.people.at(self.antecedent(subject, at))
            if at.dep not in ("conj", "xcomp", "acomp", "oprd") or at.head == at.i:
                return []
            at = self.above(at)
        return []
