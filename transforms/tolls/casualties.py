"""What a text says of people killed, hurt, held or driven out: one casualty a predicate and phrase."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.records import Findings
from transforms.tolls.lexicon import Frame, TollLexicon
from transforms.tolls.victims import People, Victim

SUBJECTS = ("nsubj", "nsubjpass")
PASSIVE_HEADLINE = frozenset({"kill", "injure", "wound", "hurt", "shoot", "stab", "murder", "slay", "hospitalize", "displace", "kidnap", "abduct"})
"""Verbs that a headline or note may leave without an auxiliary: 'Two killed in blast'."""
REAL_INFINITIVE_HEADS = frozenset({"continue", "go", "manage", "begin", "start", "happen", "say", "believe", "report", "think", "know", "allege", "accuse", "suspect", "confirm", "appear", "seem", "come"})
UNHURT = frozenset({"uninjured", "unharmed", "unhurt", "unscathed"})
ALMOST = frozenset({"nearly", "almost", "attempted", "narrowly"})
PRESENT = frozenset({"VBZ", "VBP"})
CONDITIONAL_MARKS = frozenset({"if", "unless", "whether"})
DEATH_VERBS = frozenset({"pronounce", "declare", "find", "presume", "confirm", "leave", "be", "lie"})
COUNTED_NOUNS = frozenset({"death", "fatality", "injury", "body", "corpse"})
"""Nouns whose own number is a toll. 'Forty homicides' are most often a year's."""
FEW = 2
"""Figures up to this are no statistics."""
TOLL_REACH = 12
"""Tokens within which a toll's number follows the noun ('toll from the landslides rose to 40')."""
TOLL_WORDS = frozenset({"death", "dead", "human", "casualty", "fatality", "killed", "kill", "homicide"})
NUMBERS_OF = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
MULTIPLE_KILLED = frozenset({"homicide", "murder", "killing", "slaying", "suicide", "fatality"})


class Casualty(NamedTuple):
    """One statement of one phrase's people."""

    measure: str
    """killed | injured | hit | missing | captured | displaced."""
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    predicate: int
    """Token that tells what befell them."""
    sentence: int
    victim: Victim
    weak: bool
    rule_id: str
    by_agent: bool = False
    """Whether the clause says who did it to them: then they are others than the one who did."""


def find_casualties(document: Document, findings: Findings, lexicon: TollLexicon) -> tuple[Casualty, ...]:
    """Every casualty that the document tells of as fact or claim, in the order of the text."""
    finder = _Finder(document, findings, lexicon)
    found = list(finder.all())
    return tuple(finder.with_perpetrators(found))


class _Finder:
    def __init__(self, document: Document, findings: Findings, lexicon: TollLexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self.people = People(document, findings, lexicon)
        self.perpetrators: set[int] = set()
        self.slots: dict[str, Callable[[Token, Frame], Iterable[Victim]]] = {
            "object": self._object,
            "subject": self._subject,
            "state": self._state,
            "of": self._of,
            "life": self._life,
            "hospital": self._hospital,
            "in_hospital": self._in_hospital,
            "condition": self._condition,
            "wound": self._wound,
            "survive": self._survive,
            "hostage": self._hostage,
            "homes": self._homes,
            "toll": self._toll,
            "multiple": self._multiple,
            "to_death": self._to_death,
            "self": self._self,
            "none": self._none,
            "fighting": self._fighting,
            "shooting": self._shooting,
            "fatally": self._fatally,
        }

    def all(self) -> Iterator[Casualty]:
        frames = self.lexicon.frames
        for token in self.document.tokens:
            for frame in frames.get(token.lemma, ()):
                for victim in self.slots[frame.slot](token, frame):
                    casualty = self._casualty(token, frame, victim)
                    if casualty is not None:
                        yield casualty

    def with_perpetrators(self, found: Iterable[Casualty]) -> Iterator[Casualty]:
        """The same casualties; who is told to have killed or wounded somebody is marked wherever he is hurt himself."""
        for casualty in found:
            victim = casualty.victim
            if victim.entity is not None and victim.entity in self.perpetrators and not victim.perpetrator:
                casualty = casualty._replace(victim=victim._replace(perpetrator=True))
            yield casualty

    def _agent(self, token: Token, victim: Victim) -> bool:
        """Whether an active verb has a person for its subject, who is then remembered as a perpetrator."""
        if token.pos != "VERB" or victim.head <= token.i:
            return False
        subject = self._subject_of(token)
        people = self.people.at(subject) if subject is not None else []
        if not people or people[0].head == victim.head:
            return False
        if people[0].entity is not None and people[0].sex is not None:
            self.perpetrators.add(people[0].entity)
        return True

    def _casualty(self, token: Token, frame: Frame, victim: Victim) -> Casualty | None:
        measure = self._measure(token, frame)
        low, best, high = victim.low, victim.best, victim.high
        if best != 0 and self._negated(token):
            return None
        if best != 0 and frame.slot != "survive" and self._unreal(token):
            return None
        if self._of_other_times(token, victim) or (frame.weak and self._unhurt(token)):
            return None
        if low is None and best is None and high is None and not victim.pronoun:
            low = 1
        start, end = min(victim.start, token.start), max(victim.end, token.end)
        by_agent = frame.slot == "object" and self._agent(token, victim)
        return Casualty(measure, low, best, high, start, end, token.i, token.sentence, victim, frame.weak, frame.id, by_agent)

    # --- what it means ----------------------------------------------------------------------------------------------------

    def _measure(self, token: Token, frame: Frame) -> str:
        if frame.slot == "shooting":
            return "killed" if self._is_fatal(token) else "hit"
        if frame.measure not in ("hit", "injured") or frame.slot != "object":
            return frame.measure
        if token.lemma == "stab":
            measure = "hit"
        else:
            measure = frame.measure
        if any(child.lower in self.lexicon.words["fatally"] or (child.lower == "dead" and child.i > token.i) for child in self.document.children(token.i)):
            return "killed"
        tokens, after = self.document.tokens, token.i + 1
        if after < len(tokens) and tokens[after].lower == "dead":
            return "killed"
        if self._to_death_after(token):
            return "killed"
        return measure

    def _of_other_times(self, token: Token, victim: Victim) -> bool:
        """Whether a figure is a year's, or one that the text itself takes back ('police had first said seven')."""
        if victim.best is not None and victim.best <= FEW:
            return False
        sentence = self.document.sentence_of(token.i)
        text = self.document.body[sentence.start : sentence.end].lower()
        return any(phrase in text for phrase in self.lexicon.words["statistics"])

    def _unhurt(self, token: Token) -> bool:
        """Whether somebody of the sentence is said to be unhurt: who is taken to a hospital then is not injured."""
        return any(word.lower in UNHURT for word in self.document.sentence_tokens(token.sentence))

    def _to_death_after(self, token: Token) -> bool:
        return any(
            child.lower == "to" and any(grandchild.lower == "death" for grandchild in self.document.children(child.i))
            for child in self.document.children(token.i)
        )

    def _negated(self, token: Token) -> bool:
        return any(child.dep == "neg" for child in self.document.children(token.i)) or (
            token.dep in ("acomp", "oprd", "xcomp") and any(child.dep == "neg" for child in self.document.children(token.head))
        )

    def _unreal(self, token: Token) -> bool:
        """Whether it did not happen: 'tried to kill', 'could kill', 'if he dies', 'attempted murder'."""
        at = token
        for _ in range(6):
            children = self.document.children(at.i)
            if any(child.lower in self.lexicon.words["unreal_modals"] and child.dep == "aux" for child in children):
                return not any(child.lower == "have" and child.dep == "aux" for child in children) or any(
                    child.lower in ("would", "could", "might", "may") for child in children
                )
            marks = {child.lower for child in children if child.dep == "mark"}
            if marks & CONDITIONAL_MARKS or ("before" in marks and (at.tag in PRESENT or any(child.tag in PRESENT for child in children))):
                return True
            if any(child.lower in ALMOST for child in children):
                return True
            head = self.document.tokens[at.head]
            if at.tag == "VB" and any(child.lower == "to" and child.dep == "aux" for child in children):
                if head.lemma not in REAL_INFINITIVE_HEADS:
                    return True
            elif at.dep in ("pcomp", "pobj") and self.document.tokens[head.head].lemma in self.lexicon.words["unreal_heads"] and head.lower in ("of", "to", "at", "from"):
                return self.document.tokens[head.head].lemma not in ("fear", "tell", "ask")
            if at.head == at.i or at.dep not in ("xcomp", "acomp", "conj", "oprd", "pcomp", "auxpass"):
                return False
            at = head
        return False

    # --- where the people stand -------------------------------------------------------------------------------------------

    def _object(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.pos not in ("VERB", "ADJ", "AUX") and token.tag not in ("VBN", "VBD"):
            return ()
        if frame.by and not self._done_by(token, frame.by):
            return ()
        if frame.particle and not any(child.lower == frame.particle for child in self.document.children(token.i)):
            return ()
        return self._patients(token)

    def _patients(self, token: Token) -> list[Victim]:
        """The people to whom a verb is done."""
        children = self.document.children(token.i)
        if token.tag in ("VBN", "VBD") and self._figure_before(token):
            return self.people.at(token.i - 1)
        direct = next((child for child in children if child.dep == "dobj"), None)
        passive = next((child for child in reversed(children) if child.dep == "nsubjpass"), None)
        if passive is not None:
            return self.people.at(self._antecedent(passive, token))
        auxiliary = next((child for child in children if child.dep == "auxpass"), None)
        if auxiliary is not None and passive is None:
            misplaced = self.document.child(auxiliary.i, *SUBJECTS)
            if misplaced is not None:
                return self.people.at(misplaced.i)
        if direct is not None and auxiliary is None and token.tag != "VBN" or direct is not None and token.dep in ("ROOT", "conj", "ccomp", "advcl", "pcomp") and auxiliary is None:
            found = self._with_reflexive(self.people.at(direct.i), token)
            if found or token.tag != "VBN" or any(child.lower in ("has", "have", "had") for child in children):
                return found
            direct = None
        if token.tag in ("VBN", "VBD") and token.dep in ("acl", "amod"):
            return self.people.at(self._all_of(token.head) if token.dep == "acl" else token.head)
        another = next((child for child in children if child.dep in ("det", "nummod") and child.tag in ("CD", "DT") and child.lower not in ("the", "a")), None)
        if another is not None and token.tag == "VBN":
            return self.people.at(another.i)
        subject = next((child for child in reversed(children) if child.dep == "nsubj" and child.i < token.i), None)
        if subject is not None and (auxiliary is not None or token.lemma in PASSIVE_HEADLINE and token.tag in ("VBN", "VBD") and direct is None):
            if auxiliary is None and subject.tag in ("WP", "WDT"):
                return self._of_coordinated(token)
            found = self.people.at(self._antecedent(subject, token))
            if auxiliary is None and found and (found[0].perpetrator or found[0].pronoun or not (token.tag == "VBN" or found[0].counted)):
                return []
            return found
        if subject is None and token.dep in ("conj", "xcomp", "ccomp", "oprd", "advcl", "acomp"):
            return self._inherited(token)
        return []

    def _of_coordinated(self, token: Token) -> list[Victim]:
        """'who shot and killed a clerk': the object of the last verb is that of the first."""
        for child in self.document.children(token.i):
            if child.dep == "conj":
                target = self.document.child(child.i, "dobj")
                return self.people.at(target.i) if target is not None else []
        return []

    def _inherited(self, token: Token) -> list[Victim]:
        """Of a verb without subject of its own, the people of the one above ('was shot and killed', 'was found shot')."""
        head = self.document.tokens[token.head]
        if token.dep == "conj":
            if token.tag in ("VBN", "VBD"):
                if any(child.dep in ("auxpass", "nsubjpass") for child in self.document.children(head.i)) or head.dep in ("acl", "amod"):
                    return self._patients(head) if head.pos in ("VERB", "AUX", "ADJ") else []
            if head.tag in ("VBN", "VBD", "VBG", "VB", "VBZ", "VBP") and any(child.dep == "dobj" and child.i > token.i for child in self.document.children(head.i)):
                return self._patients(head)
            return []
        if head.lemma in DEATH_VERBS and token.tag in ("VBN", "JJ"):
            return self._of_state(head)
        return []

    def _antecedent(self, token: Token, verb: Token) -> int:
        """The noun that a relative pronoun stands for."""
        if token.tag in ("WP", "WDT", "IN") or token.lower in ("who", "that", "whom"):
            at = verb
            while at.dep == "conj":
                at = self.document.tokens[at.head]
            if at.dep == "relcl":
                before = token.i - 1
                if token.lower == "who" and not self.people.at(at.head) and self.people.at(before):
                    return before
                return at.head
        return token.i

    def _all_of(self, i: int) -> int:
        """The first of coordinated phrases where token `i` heads the last: 'a woman and two men suffering from …'."""
        token = self.document.tokens[i]
        while token.dep == "conj" and token.pos in ("NOUN", "PROPN", "NUM") and self.people.at(token.head):
            token = self.document.tokens[token.head]
        return token.i

    def _with_reflexive(self, victims: list[Victim], verb: Token) -> list[Victim]:
        """'killed his wife and himself': whoever did it stands in the reflexive's place."""
        for at, victim in enumerate(victims):
            pronoun = self.document.tokens[victim.head]
            if pronoun.lower in self.lexicon.words["companions"]:
                subject = self._subject_of(verb)
                people = self.people.at(subject) if subject is not None else []
                if people and (people[0].best == 1 or pronoun.lower == "themselves"):
                    first = people[0]._replace(start=pronoun.start, end=pronoun.end, alone=victim.alone, other=False)
                    return [*victims[:at], first, *victims[at + 1 :]]
        return victims

    def _subject_of(self, token: Token) -> int | None:
        """The token that is subject of a verb, or of the verb that it is coordinated with or hangs on."""
        at = token
        for _ in range(5):
            subject = self.document.child(at.i, *SUBJECTS)
            if subject is not None:
                return self._antecedent(subject, at)
            if at.dep in ("acl", "relcl"):
                return at.head
            if at.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp") or at.head == at.i:
                return None
            at = self.document.tokens[at.head]
        return None

    def _subject(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.pos not in ("VERB", "AUX"):
            return ()
        if token.lemma == "succumb" and not any(child.lower == "to" for child in self.document.children(token.i)):
            return ()
        if token.dep == "acl" and token.tag == "VBG":
            return self.people.at(token.head)
        if frame.particle and not any(child.lower == frame.particle for child in self.document.children(token.i)):
            return ()
        subject = self._subject_of(token)
        return self.people.at(subject) if subject is not None else ()

    def _state(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.lower == "missing" and token.tag == "VBG":
            if self.document.child(token.i, "dobj") is not None:
                return ()
        elif token.tag in ("VBD", "VBP", "VB", "VBZ", "VBG") or (token.pos == "VERB" and token.tag != "VBN"):
            return ()
        if frame.id == "hurt-state" and token.pos == "VERB":
            return ()
        if self._figure_before(token) and not (token.dep == "amod" and self.lexicon.is_person(self.document.tokens[token.head].lemma)):
            return self.people.at(token.i - 1)
        if token.dep == "amod":
            return self.people.at(token.head)
        if token.tag in ("NN", "NNS") or token.dep in ("pobj", "nsubj", "dobj", "nsubjpass", "appos", "ROOT"):
            return self._number_before(token) or (self._of_state(token) if token.dep == "ROOT" else ())
        if token.dep in ("acl",):
            return self.people.at(token.head)
        own = self.document.child(token.i, *SUBJECTS)
        if own is not None:
            return self.people.at(self._antecedent(own, token))
        if token.dep in ("oprd", "acomp", "xcomp", "ccomp", "conj", "advcl", "attr", "dobj", "advmod", "npadvmod"):
            found = self._of_state(self.document.tokens[token.head])
            if found:
                return found
        return self._number_before(token)

    def _figure_before(self, token: Token) -> bool:
        """Whether a bare count stands right before: '5 wounded'."""
        before = self.document.tokens[token.i - 1] if token.i else token
        return before.tag == "CD" and before.i != token.i and self.people.count_at(before.i) is not None

    def _number_before(self, token: Token) -> list[Victim]:
        """'3 dead', 'two people dead': the phrase that ends just before the word."""
        before = self.document.tokens[token.i - 1] if token.i > self.document.sentence_of(token.i).first else None
        if before is None or before.tag not in ("CD", "NN", "NNS", "DT"):
            return []
        found = self.people.at(before.i)
        return found if found and (found[0].counted or before.tag != "DT") else []

    def _of_state(self, verb: Token) -> list[Victim]:
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
                if passive is None and at.lemma in ("leave", "find", "kill"):
                    return []
                if subject.lower == "there":
                    attribute = next((child for child in children if child.dep == "attr"), None)
                    return self.people.at(attribute.i) if attribute else []
                return self.people.at(self._antecedent(subject, at))
            if at.dep not in ("conj", "xcomp", "acomp", "oprd") or at.head == at.i:
                return []
            at = self.document.tokens[at.head]
        return []

    def _done_by(self, token: Token, things: frozenset[str]) -> bool:
        """Whether one of these is the agent, instrument or subject of a verb."""
        for child in self.document.children(token.i):
            if child.dep == "nsubj" and child.lemma in things:
                return True
            if child.dep in ("agent", "prep") and child.lower in ("by", "with", "in"):
                inner = self.document.child(child.i, "pobj")
                if inner is not None and (inner.lemma in things or any(part.lemma in things for part in self.document.children(inner.i))):
                    return True
        return False

    def _of(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.pos != "NOUN":
            return ()
        children = self.document.children(token.i)
        quantity = self.people.count_at(token.i)
        if any(child.lower == "no" and child.dep == "det" for child in children):
            first = next(child for child in children if child.lower == "no")
            return (Victim(token.i, first.start, token.end, 0, 0, 0, counted=True, noun="nobody"),)
        if quantity is not None and token.tag == "NNS" and quantity.best is not None and token.lemma in COUNTED_NOUNS:
            return (
                Victim(token.i, min(quantity.start, token.start), token.end, *(None if bound is None else int(bound) for bound in (quantity.low, quantity.best, quantity.high)), counted=True, noun=token.lemma),
            )
        if frame.measure == "injured" or token.lower == "executions":
            return ()
        of = next((child for child in children if child.lower == "of" and child.dep == "prep"), None)
        inner = self.document.child(of.i, "pobj") if of else None
        if inner is not None:
            return self.people.at(inner.i)
        owner = next((child for child in children if child.dep == "poss"), None)
        if owner is not None and frame.id != "body":
            return [victim for victim in self.people.at(owner.i) if victim.best == 1]
        return ()

    def _is_fatal(self, token: Token) -> bool:
        return any(child.lower in ("fatal", "deadly", "lethal") for child in self.document.children(token.i))

    def _shooting(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'the shooting of a clerk', 'a fatal shooting': the latter killed somebody, most often one."""
        if token.tag not in ("NN", "NNP", "VBG") or (token.tag == "VBG" and self.document.child(token.i, "dobj", "nsubj", "aux")):
            return
        children = self.document.children(token.i)
        of = next((child for child in children if child.lower == "of" and child.dep == "prep"), None)
        inner = self.document.child(of.i, "pobj") if of else None
        found = self.people.at(inner.i) if inner is not None else []
        if not found and token.tag != "VBG" and self._is_fatal(token):
            first = next(child for child in children if child.lower in ("fatal", "deadly", "lethal"))
            found = [Victim(token.i, first.start, token.end, 1, 1, None, definite=True, noun="shooting")]
        yield from found

    def _none(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'no casualties': only that there were none says how many were killed and injured."""
        return [victim for victim in self._of(token, frame) if victim.best == 0]

    def _fatally(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'four were shot, one fatally'."""
        before = self.document.tokens[token.i - 1] if token.i else token
        if before.tag == "CD" or before.lower == "others":
            return [victim._replace(other=False) for victim in self.people.at(before.i)]
        return ()

    def _life(self, token: Token, frame: Frame) -> Iterable[Victim]:
        verb = self.document.tokens[token.head]
        children = self.document.children(token.i)
        if token.dep != "dobj" or verb.lemma not in ("lose", "claim", "take", "cost", "give"):
            return ()
        of = next((child for child in children if child.lower == "of"), None)
        inner = self.document.child(of.i, "pobj") if of else None
        if verb.lemma in ("claim", "take", "cost"):
            if inner is not None:
                return self.people.at(inner.i)
            quantity = self.people.count_at(token.i)
            if quantity is not None:
                bounds = (None if bound is None else int(bound) for bound in (quantity.low, quantity.best, quantity.high))
                return (Victim(token.i, quantity.start, token.end, *bounds, counted=True, noun="life"),)
            owner = next((child for child in children if child.dep == "poss"), None)
            return self.people.at(owner.i) if owner and owner.lower not in ("his", "her", "their", "its") or owner and verb.lemma == "claim" else ()
        if any(child.dep == "poss" for child in children):
            subject = self._subject_of(verb)
            return self.people.at(subject) if subject is not None else ()
        return ()

    def _hospital(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.pos != "VERB":
            return ()
        words = self.lexicon.words
        for child in self.document.children(token.i):
            if child.dep in ("prep", "dative", "advmod", "prt") and child.lower in ("to", "at", "into", "in"):
                for inner in self.document.children(child.i):
                    if inner.dep == "pobj" and (inner.lemma in words["hospitals"] or any(word.lower in words["hospital_names"] for word in self.document.tokens[max(child.i, inner.i - 6) : inner.i + 1])):
                        return self._patients(token)
        return ()

    def _in_hospital(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'left three others in the hospital'."""
        preposition = self.document.tokens[token.head]
        if token.dep != "pobj" or preposition.lower != "in":
            return ()
        above = self.document.tokens[preposition.head]
        if above.lemma in ("leave", "be", "remain", "put", "land"):
            return self._of_state(above)
        return self.people.at(above.i) if preposition.dep == "prep" and above.pos in ("NOUN", "NUM", "DET", "PRON") else ()

    def _condition(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.dep != "pobj" or not any(child.lower in self.lexicon.words["conditions"] or any(part.lower in self.lexicon.words["conditions"] for part in self.document.children(child.i)) for child in self.document.children(token.i)):
            return ()
        prep = self.document.tokens[token.head]
        above = self.document.tokens[prep.head]
        if above.pos in ("NOUN", "PROPN", "NUM", "PRON", "DET") and prep.dep == "prep":
            if above.lemma in self.lexicon.words["hospitals"] or not self.people.at(above.i):
                above = self.document.tokens[above.head] if above.head != above.i else above
                above = self.document.tokens[above.head] if above.pos == "ADP" else above
            else:
                return self.people.at(above.i)
        return self._of_state(above)

    def _wound(self, token: Token, frame: Frame) -> Iterable[Victim]:
        if token.pos != "NOUN":
            return ()
        words = self.lexicon.words
        children = self.document.children(token.i)
        described = any(child.lower in words["wounds"] or any(part.lower in words["wounds"] for part in self.document.children(child.i)) for child in children)
        prep = self.document.tokens[token.head]
        verb = prep
        if token.dep == "dobj":
            if verb.lemma not in words["wound_verbs"] or any(child.lower == "no" for child in children):
                return ()
            subject = self._subject_of(verb)
            return self.people.at(subject) if subject is not None else ()
        if token.dep == "pobj" and prep.lower in ("with", "from", "for", "of", "to"):
            above = self.document.tokens[prep.head]
            if prep.lower == "with" and described and above.pos in ("NOUN", "PROPN", "NUM", "PRON"):
                return self.people.at(self._all_of(above.i))
            if above.lemma in words["wound_verbs"] and (described or above.lemma in ("suffer", "treat")):
                if above.lemma == "die":
                    return ()
                if above.dep == "acl":
                    return self.people.at(self._all_of(above.head))
                return self._of_state(above) or self._patients(above)
            if prep.lower == "with" and described and above.pos == "VERB":
                return self._patients(above) or self._of_state(above)
        return ()

    def _fighting(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'is fighting for his life'."""
        prep = self.document.tokens[token.head]
        verb = self.document.tokens[prep.head]
        if token.dep != "pobj" or prep.lower != "for" or verb.lemma not in ("fight", "battle", "struggle", "cling"):
            return ()
        subject = self._subject_of(verb)
        return self.people.at(subject) if subject is not None else ()

    def _survive(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'is expected to survive', 'is recovering'."""
        if token.pos != "VERB" or token.tag not in ("VB", "VBG"):
            return ()
        head = self.document.tokens[token.head]
        if token.tag == "VB" and head.lemma not in ("expect", "be", "hope", "likely"):
            return ()
        subject = self._subject_of(token)
        return self.people.at(subject) if subject is not None else ()

    def _hostage(self, token: Token, frame: Frame) -> Iterable[Victim]:
        verb = self.document.tokens[token.head]
        if verb.lemma not in ("take", "hold", "seize", "keep") or token.dep not in ("oprd", "dobj", "xcomp", "acomp", "attr", "advmod", "npadvmod", "ccomp"):
            return ()
        quantity = self.people.count_at(token.i)
        held = next((child for child in self.document.children(token.i) if child.dep in ("compound", "nmod") and self.lexicon.is_person(child.lemma)), None)
        if held is not None:
            return self.people.at(held.i)
        if token.dep == "dobj" and quantity is not None:
            return self.people.at(token.i)
        return [victim for victim in self._patients(verb) if victim.head != token.i]

    def _homes(self, token: Token, frame: Frame) -> Iterable[Victim]:
        target = self.document.child(token.i, "dobj")
        if token.pos != "VERB" or target is None or target.lemma not in ("home", "house", "village"):
            return ()
        if not any(child.dep == "poss" for child in self.document.children(target.i)):
            return ()
        subject = self._subject_of(token)
        return [victim for victim in self.people.at(subject) if victim.best != 1] if subject is not None else ()

    def _toll(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'the death toll rose from 9 to 12': the number that the toll is at."""
        children = self.document.children(token.i)
        counted = [*children, *(inner for child in children if child.lower == "of" for inner in self.document.children(child.i))]
        if not any(child.lemma in TOLL_WORDS for child in counted):
            return ()
        tokens = self.document.tokens
        last = min(self.document.sentence_of(token.i).last, token.i + TOLL_REACH)
        found = None
        for i in range(token.i + 1, last):
            quantity = self.people.count_at(i)
            if quantity is None or quantity.first != i or quantity.best is None:
                continue
            before = tokens[i - 1].lower
            if before in ("to", "at", "reached", "hit", "was", "is", "as", "least", "than", "stands", "passed", "above", "past"):
                found = Victim(i, quantity.start, quantity.end, *(None if bound is None else int(bound) for bound in (quantity.low, quantity.best, quantity.high)), counted=True, definite=True, noun="toll")
                break
        return (found,) if found else ()

    def _multiple(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'a double homicide', 'a triple shooting'."""
        for child in self.document.children(token.i):
            number = NUMBERS_OF.get(child.lower)
            if number:
                return (Victim(token.i, child.start, token.end, number, number, number, counted=True, definite=True, noun=token.lemma),)
        return ()

    def _to_death(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'beaten to death', 'bled to death': what other frames do not already tell."""
        prep = self.document.tokens[token.head]
        if token.dep != "pobj" or prep.lower != "to":
            return ()
        verb = self.document.tokens[prep.head]
        if verb.pos not in ("VERB", "ADJ") or any(frame.slot == "object" for frame in self.lexicon.frames.get(verb.lemma, ())):
            return ()
        victims = self._patients(verb)
        if not victims and self.document.child(verb.i, "dobj") is None and verb.lemma in ("bleed", "burn", "freeze", "choke", "starve", "fall", "plunge"):
            subject = self._subject_of(verb)
            victims = self.people.at(subject) if subject is not None else []
        return victims

    def _self(self, token: Token, frame: Frame) -> Iterable[Victim]:
        """'died by suicide', 'committed suicide', 'turned the gun on himself'."""
        verb = self.document.tokens[token.head]
        if token.lemma == "suicide":
            if token.dep == "dobj" and verb.lemma == "commit":
                subject = self._subject_of(verb)
                return self.people.at(subject) if subject is not None else ()
            return ()
        target = self.document.child(token.i, "dobj")
        if target is None or target.lemma not in ("gun", "weapon", "rifle", "pistol", "handgun", "shotgun", "knife", "revolver", "firearm"):
            return ()
        for child in (*self.document.children(token.i), *self.document.children(target.i)):
            if child.dep == "prep" and child.lower == "on":
                inner = self.document.child(child.i, "pobj")
                if inner is not None and inner.lower in self.lexicon.words["companions"]:
                    subject = self._subject_of(token)
                    return self.people.at(subject) if subject is not None else ()
        return ()
