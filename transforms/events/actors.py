"""Who can act and who can suffer: what the words of a text stand for, by name, by sector and by the noun."""

from __future__ import annotations

from transforms.document import Document, Token
from transforms.events.lexicon import EventLexicon
from transforms.events.slots import counted_by
from transforms.events.stage import is_dateline
from transforms.records import Findings, LocalEntity, Mention

PARTY_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
ACTING_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "during"})
NAMES_OF_NO_EVENT = frozenset({"PERSON", "ORG", "GPE", "FAC", "WORK_OF_ART", "LAW"})
MENTION_LABELS = PARTY_LABELS | NAMES_OF_NO_EVENT
SUFFERING_CLASSES = ("property", "structure", "territory", "vehicle", "aircraft", "military_target", "animal")
COUNTING = frozenset({"another", "others", "some", "several", "many", "dozens", "scores", "both"})
"""Words that stand for somebody where harm is done: "another was wounded"."""
OF_STATE = frozenset({"MIL", "COP", "SPY", "GOV"})
"""Sectors of those who are told what to do."""
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
AGENT_SUFFIXES = ("er", "or", "ist", "man", "men", "woman", "women", "ant", "ian", "eer", "ee")
"""Endings of nouns for people who do something; words of `thing` that end so are left out."""
ABSTRACT_SUFFIXES = ("tion", "ment", "ness", "ity", "ing", "ism", "ure", "nce", "cy", "dom", "ship", "age", "law", "th")
"""Endings of nouns for what nobody is."""
STAMP_TOKENS = 12
IMPERSONAL = frozenset({"it", "its", "itself", "there", "they", "them", "their", "this", "that", "which", "what"})


def is_age(document: Document, i: int) -> bool:
    """Whether an "old" stands for somebody of an age: "a 16-year-old was shot"."""
    token = document.tokens[i]
    return token.dep not in ("amod", "acomp", "attr", "compound") and i > 1 and "year" in (
        document.tokens[i - 1].lower, document.tokens[i - 2].lower
    )  # fmt: skip


def is_bracketed(document: Document, i: int) -> bool:
    """Whether a word stands alone between brackets, as a station's name does before a report."""
    tokens = document.tokens
    return 0 < i < len(tokens) - 1 and tokens[i - 1].text == "(" and tokens[i + 1].text == ")"


def is_followed_by_name(document: Document, i: int) -> bool:
    """Whether a number stands before a name, as that of a house does."""
    return i + 1 < len(document.tokens) and document.tokens[i + 1].pos == "PROPN"


def is_of_score(document: Document, i: int) -> bool:
    """Whether a number is one of the two of a vote or a match: "by 171 to 122"."""
    sentence = document.sentence_of(i)
    words = document.tokens[max(sentence.first, i - 2) : min(sentence.last, i + 3)]
    return any(
        one.tag == "CD" and between.lower in ("to", "-", "–") and other.tag == "CD" and i in (one.i, other.i)
        for one, between, other in zip(words, words[1:], words[2:])
    )


def stamp_end(document: Document, agencies: frozenset[str]) -> int:
    """The first token behind a town and an agency between brackets that a text begins with: "QUETTA, Pakistan (Reuters) -Islamist militants"."""
    tokens = document.tokens[:STAMP_TOKENS]
    return next((i + 2 for i in range(2, len(tokens) - 1) if tokens[i].text in agencies and is_bracketed(document, i)), 0)


class Actors:
    """What the words of one document stand for."""

    def __init__(self, document: Document, findings: Findings, lexicon: EventLexicon):
        self.document = self._document = document
        self._entities: tuple[LocalEntity, ...] = findings.entities
        self._lexicon = lexicon
        self._mention_at: dict[int, Mention] = {}
        for mention in sorted(findings.mentions, key=lambda mention: mention.form == "name"):
            if mention.form != "name" or mention.label in MENTION_LABELS:
                self._mention_at.update(dict.fromkeys(range(mention.first, mention.last), mention))
        self._has_sheriff = "sheriff" in document.lemmas
        self._filed = set(range(stamp_end(document, lexicon.agencies)))
        self._filed |= {i for mention in findings.mentions if is_dateline(document, mention) for i in range(mention.first, mention.last)}
        self._times = {i for time in findings.times for i in range(time.first, time.last)}

    def is_inside_name(self, i: int) -> bool:
        """Whether token `i` is part of a name or a date ("3 March", the Attack on Titan fan club), and tells of nothing."""
        mention = self._mention_at.get(i)
        return i in self._times or (mention is not None and mention.form == "name" and mention.label in NAMES_OF_NO_EVENT)

    def unstamped(self, i: int) -> int:
        """Whom a parse means that took the town of a dateline for the head of the phrase behind it; else the token."""
        if i not in self._filed:
            return i
        return next((child.i for child in self._document.children(i) if child.dep == "appos" and child.i not in self._filed), i)

    def can_act(self, i: int) -> bool:
        """Whether the phrase that token `i` heads names somebody: a person, a group, an organisation, a country."""
        token = self._document.tokens[i]
        if i in self._times or i in self._filed or any(child.tag == "$" for child in self._document.children(i)):
            return False
        mention = self._mention_at.get(i)
        if mention is not None and mention.form == "name":
            return mention.label in ACTING_LABELS or token.lemma in self._lexicon.sectors
        if token.pos == "PRON":
            return mention is not None or (token.tag in ("PRP", "PRP$") and token.lower not in IMPERSONAL)
        if token.lower == "old" and is_age(self._document, i):
            return True
        if is_bracketed(self._document, i):
            return False
        counted = counted_by(self._document, i)
        if counted is not None and self.can_act(counted):
            return True
        if token.lemma in self._lexicon.words["thing"] or token.pos in ("VERB", "AUX"):
            return False
        if self._code(token) or token.lemma in self._lexicon.acting:
            return True
        if token.pos not in ("NOUN", "PROPN", "NUM"):
            return False
        if token.pos == "NUM":
            is_somebody = token.dep in ("nsubj", "nsubjpass", "dobj", "conj", "pobj") and not is_followed_by_name(self._document, i)
            return is_somebody and not is_of_score(self._document, i)
        return token.lemma.endswith(AGENT_SUFFIXES) or (token.pos == "PROPN" and token.text[:1].isupper())

    def may_speak(self, i: int, *, named: bool) -> bool:
        """Whether token `i` may name somebody where only somebody can stand, as the subject of a verb of speech: any noun that is no thing;
        of verbs of other kinds only a proper noun (`named`), whatever kind of name the recogniser takes it for.
        """
        token = self._document.tokens[i]
        if token.pos not in ("PROPN", *(() if named else ("NOUN",))) or i in self._times or token.lemma in self._lexicon.words["thing"]:
            return False
        return token.lemma not in self._lexicon.words["statement"] and not token.lemma.endswith(ABSTRACT_SUFFIXES)

    def can_suffer(self, i: int, *, harm: bool) -> bool:
        """Whether something can be done to what token `i` heads: to anybody, and to anything one can touch; `harm`, to what has a name, or
        is a building, a piece of ground, a vehicle or a beast.
        """
        token = self._document.tokens[i]
        if i in self._times or token.lemma in self._lexicon.words["arms"] or token.tag in ("CD", "$"):
            return False
        if harm and token.lower in COUNTING and token.dep in ("nsubjpass", "dobj"):
            return True
        words = self._lexicon.words
        if any(token.lemma in words[name] for name in SUFFERING_CLASSES) or self.can_act(i):
            return True
        counted = counted_by(self._document, i)
        if counted is not None and self.can_suffer(counted, harm=harm):
            return True
        if token.lemma in words["thing"] or token.pos not in ("NOUN", "PROPN"):
            return False
        return not harm or self.is_named(i) or self.is_place(i)

    def inside(self, i: int) -> int | None:
        """The nearest somebody inside the phrase that token `i` heads ("an ultimatum from Chad", "the Kurdish offer")."""
        queue = [i]
        while queue:
            below = [
                child
                for at in queue
                for child in self._document.children(at)
                if child.dep not in ("relcl", "advcl", "appos", "punct") and not (at == i and self._is_of_others(child))
            ]
            for child in below:
                if (
                    child.dep == "compound"
                    and self._document.tokens[child.head].lemma in self._lexicon.words["treaty"]
                    and not self._is_country(child.i)
                ):
                    continue  # "the Lyon agreement" is named after where it was signed
                if self._is_named_or_of_sector(child) or (child.dep == "pobj" and child.pos == "NOUN" and self.can_act(child.i)):
                    return child.i
            below = [child for child in below if child.lower not in PLACE_PREPOSITIONS or self._leads_to_name(child)]
            queue = [child.i for child in below]
        return None

    def _is_of_others(self, child: Token) -> bool:
        """Whether a clause tells what somebody else has to do with a phrase: "the sentences handed to the bakers", "roads linking Chad"."""
        if child.dep != "acl" or self._document.child(child.i, "agent") is not None:
            return False
        return child.tag == "VBN" or (child.tag == "VBG" and child.lemma in self._lexicon.words["adjoining"])

    def owner(self, i: int) -> int | None:
        """Whose a thing is by the name before it: "Russian drones", "the militia's rockets"."""
        for child in self._document.children(i):
            if child.i < i and child.dep in ("amod", "compound", "nmod", "poss") and self.is_named(child.i):
                return child.i
        return None

    def _leads_to_name(self, preposition: Token) -> bool:
        """Whether a preposition governs a name: "the force in Lebanon" has to do with Lebanon, "the arts in the city" not with the city."""
        inner = self._document.child(preposition.i, "pobj")
        mention = self._mention_at.get(inner.i) if inner else None
        return mention is not None and mention.form == "name" and not self.is_town(mention.first)

    def _is_country(self, i: int) -> bool:
        mention = self._mention_at.get(i)
        return mention is not None and mention.place is not None and mention.place.kind == "country"

    def is_town(self, i: int) -> bool:
        """Whether token `i` is in the name of a town: what is done in one is seldom done to it, unlike what is done in a country."""
        mention = self._mention_at.get(i)
        return mention is not None and mention.place is not None and mention.place.kind in ("place", "facility")

    def _is_named_or_of_sector(self, token: Token) -> bool:
        mention = self._mention_at.get(token.i)
        if mention is not None and mention.form == "name":
            return mention.label in ACTING_LABELS
        return token.pos in ("NOUN", "PROPN") and self._code(token) is not None and token.i not in self._times

    def is_own(self, i: int) -> bool:
        """Whether the phrase is somebody's own, as "its troops" are: no other side. "Her counterpart" is one, "his critics" are."""
        code = self._code(self._document.tokens[i])
        if code not in OF_STATE and (code is not None or self._document.tokens[i].lemma in self._lexicon.acting):
            return False
        return any(child.dep == "poss" and child.tag == "PRP$" for child in self._document.children(i))

    def is_named(self, i: int) -> bool:
        """Whether token `i` is in a name, or is a word for members of a sector."""
        mention = self._mention_at.get(i)
        return (mention is not None and mention.label in ACTING_LABELS) or self._code(self._document.tokens[i]) is not None

    def is_name_or_time(self, i: int) -> bool:
        """Whether token `i` is in a name or a time expression."""
        mention = self._mention_at.get(i)
        return i in self._times or (mention is not None and mention.form == "name")

    def is_place(self, i: int) -> bool:
        """Whether token `i` is in the name of a place or a building."""
        mention = self._mention_at.get(i)
        return mention is not None and mention.form == "name" and mention.label in ("GPE", "LOC", "FAC")

    def is_person(self, i: int) -> bool:
        """Whether token `i` is in the name of a person."""
        mention = self._mention_at.get(i)
        return mention is not None and mention.form == "name" and mention.label == "PERSON"

    def is_known(self, i: int) -> bool:
        """Whether it is known whom token `i` means."""
        mention = self._mention_at.get(i)
        return mention is not None and mention.entity is not None

    def is_of_arms(self, i: int) -> bool:
        """Whether token `i` names a weapon, an aircraft or what comes of one, behind which stands who uses it."""
        lemma = self._document.tokens[i].lemma
        return any(lemma in self._lexicon.words[name] for name in ("arms", "weapon", "aircraft", "hurled"))

    def is_setting(self, i: int) -> bool:
        """Whether token `i` names where or at what occasion something was, as a place and a party do."""
        return self.is_place(i) or self._document.tokens[i].lemma in self._lexicon.words["occasion"]

    def is_street(self, i: int) -> bool:
        """Whether token `i` names a street, on which something was done, not to it."""
        return self._document.lowers[i] in self._lexicon.words["street"]

    def is_reflexive(self, i: int) -> bool:
        """Whether token `i` means the doer again: who blows himself up does it to others."""
        return self._document.tokens[i].lower in REFLEXIVE

    def is_circumstance(self, i: int) -> bool:
        """Whether an 'in' before token `i` tells how or after what something was done: "in the wake of", "in an interview"."""
        return self._document.tokens[i].lemma in self._lexicon.words["circumstance"]

    def is_civil(self, i: int) -> bool:
        """Whether token `i` names a person or belongs to politics or the press, who fight with words."""
        mention = self._mention_at.get(i)
        token = self._document.tokens[i]
        if mention is not None and mention.label == "PERSON":
            return True
        return self._code(token) in ("LEG", "PTY", "MED")

    def _code(self, token: Token) -> str | None:
        """The sector of a word, by itself or with the word before it ("Islamic State"). A deputy is a lawmaker unless there is a sheriff."""
        sectors = self._lexicon.sectors
        if token.lemma == "deputy" and self._has_sheriff:
            return sectors["sheriff"]
        if token.i:
            pair = f"{self._document.tokens[token.i - 1].lower} {token.lower}"
            if pair in sectors:
                return sectors[pair]
        if token.pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        return sectors.get(token.lemma) or sectors.get(token.lower) or (sectors.get(token.lower[:-1]) if token.lower[-1:] == "s" else None)
