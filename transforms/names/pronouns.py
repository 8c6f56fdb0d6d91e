"""Pronouns and role nouns to the person that they mean.

A walk through the text keeps the people spoken of with their salience, which falls from sentence to sentence (after Lappin and Leass
1994). A pronoun takes the most salient one whose gender fits; a nearer noun for an unnamed person ('a woman') bars the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.names.clusters import Cluster
from transforms.names.lexicon import NameLexicon
from transforms.names.quoted import quoted_tokens
from transforms.names.roles import office_head
from transforms.records import Mention

GENDER_OF = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PRONOUNS = frozenset((*GENDER_OF, "it", "who"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
SHARES_SUBJECT = frozenset(("conj", "xcomp"))
"""What hangs on a verb and has its subject: 'she rose and thanked him'."""
_REPORTING = (
    "say tell add note write tweet argue claim explain state ask continue insist warn announce declare acknowledge admit reply "
    "respond recall conclude suggest stress emphasize observe remark point believe think describe comment joke report urge call "
    "accuse"
)
REPORTING = frozenset(_REPORTING.split())
BODIES = frozenset(("organization", "country"))
"""Types of what says something as 'it'."""
IT_REACH, IT_CONFIDENCE = 2, 0.7
DECAY = 0.5
"""What a sentence leaves of the salience before it."""
REPEATED = 0.4
"""Share of the salience so far that a new mention adds to its own weight: who was named last counts for more than who is named often."""
FLOOR = 0.05
"""Salience below which nobody is remembered."""
WEIGHTS = {"nsubj": 1.0, "nsubjpass": 0.9, "appos": 0.5, "dobj": 0.6, "dative": 0.6, "pobj": 0.45, "poss": 0.5, "conj": 0.5}
OTHER_WEIGHT = 0.4
QUOTED_WEIGHT = 0.3
"""What a mention inside quotation marks counts for, as against one outside."""
SILENCE = 4
"""Time after which somebody who spoke is no longer the likeliest to speak on."""
VAGUE_SHARE = 0.3
"""What 'the chairman' counts for where nobody is said to be one: it is likely somebody named already, in other words."""
CLEAR = 0.6
"""Share of all salience from which on a subject pronoun tells the gender of somebody of whom none was known."""
UNKNOWN_GENDER = 0.75
"""What a candidate of unknown gender counts for, as against one whose gender is known to fit."""


class Found(NamedTuple):
    """A pronoun or role noun with the cluster that it means."""

    first: int
    last: int
    form: str
    cluster: int
    rule_id: str
    confidence: float


@dataclass
class Candidate:
    """Somebody spoken of: a cluster, or a noun phrase without a name (`cluster` None)."""

    cluster: int | None
    gender: str | None
    salience: float = 0.0
    seen: int = 0
    """When they were last spoken of or asked for; see `narrative_clock`."""
    token: int = 0
    reporting: int | None = None
    """When they were last the one who speaks."""


@dataclass
class Salience:
    """The people spoken of so far."""

    people: dict[int, Candidate] = field(default_factory=dict)
    """By cluster; those without a name have negative keys."""
    _unnamed: int = 0

    def mention(self, cluster: int | None, gender: str | None, weight: float, at: int, now: int, *, reports: bool) -> None:
        """Somebody is spoken of at a token, at a time of the narrative."""
        if cluster is None:
            self._unnamed -= 1
            key = self._unnamed
        else:
            key = cluster
        person = self.people.get(key)
        if person is None:
            person = self.people[key] = Candidate(cluster, gender)
        self._decay(person, now)
        person.salience = max(person.salience, weight + REPEATED * person.salience)
        person.gender = person.gender or gender
        person.token = at
        if reports:
            person.reporting = now

    def _decay(self, person: Candidate, now: int) -> None:
        if now > person.seen:
            person.salience *= DECAY ** (now - person.seen)
            person.seen = now

    def at(self, now: int) -> list[Candidate]:
        """Everybody still remembered, with their salience at a time of the narrative."""
        for key, person in list(self.people.items()):
            self._decay(person, now)
            if person.salience < FLOOR:
                del self.people[key]
        return list(self.people.values())


class Resolver:
    """Resolves the pronouns and role nouns of one article."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], clusters: Sequence[Cluster], of_mention: dict[int, int], lexicon: NameLexicon
    ):
        self._document = document
        self._lexicon = lexicon
        self._clusters = clusters
        self._quoted = quoted_tokens(document)
        self._clock = narrative_clock(document, self._quoted)
        self._covered: dict[int, int | None] = {}
        self._people_at: dict[int, int] = {}
        for i, mention in enumerate(mentions):
            cluster = of_mention.get(i)
            person = cluster is not None and clusters[cluster].type == "person"
            for at in range(mention.first, mention.last):
                self._covered[at] = cluster if person else None
            if person and cluster is not None:
                self._people_at[document.head_of(mention.first, mention.last)] = cluster
        self._bodies_at = {
            document.head_of(mention.first, mention.last): cluster
            for i, mention in enumerate(mentions)
            if (cluster := of_mention.get(i)) is not None and clusters[cluster].type in BODIES
        }
        self._body: tuple[int, int] | None = None
        self._role_heads: dict[str, list[int]] = {}
        for c, known in enumerate(clusters):
            for role in known.roles:
                head = office_head(role.title, lexicon)
                if head and c not in self._role_heads.setdefault(head, []):
                    self._role_heads[head].append(c)
        self._role_tokens = {i for known in clusters for role in known.roles for i in range(*document.tokens_in(role.start, role.end))}

    def resolve(self) -> list[Found]:
        """All pronouns and role nouns whose person is clear enough."""
        salience = Salience()
        found = []
        tokens = self._document.tokens
        words = (*self._document.of_words(PRONOUNS), *self._document.of_words(self._lexicon.person_nouns))
        for i in sorted({*self._people_at, *self._bodies_at, *(token.i for token in words)}):
            token = tokens[i]
            cluster = self._people_at.get(i)
            if cluster is not None:
                self._note(salience, token, cluster, self._clusters[cluster].gender)
            elif token.i in self._covered:
                if token.i in self._bodies_at and token.dep in SUBJECTS and not self._quoted[token.i]:
                    self._body = (self._bodies_at[token.i], self._clock[token.sentence])
            elif token.lower == "it" and (one := self._it(token)) is not None:
                found.append(one)
            elif token.lower in GENDER_OF and token.tag in ("PRP", "PRP$"):
                one = self._pronoun(token, salience)
                if one is not None:
                    found.append(one)
            elif token.tag == "WP" and token.lower == "who":
                cluster = self._described(token)
                if cluster is not None:
                    found.append(Found(token.i, token.i + 1, "pronoun", cluster, "coref.relative", 0.9))
            elif token.tag in ("NN", "NNP") and token.lower in self._lexicon.person_nouns:
                one = self._noun(token, salience)
                if one is not None:
                    found.append(one)
        return found

    def _note(self, salience: Salience, token: Token, cluster: int | None, gender: str | None, share: float = 1.0) -> None:
        weight = WEIGHTS.get(token.dep, OTHER_WEIGHT) * share
        quoted = self._quoted[token.i]
        head = self._document.tokens[token.head]
        reports = not quoted and token.dep == "nsubj" and head.lemma in REPORTING
        salience.mention(
            cluster, gender, weight * (QUOTED_WEIGHT if quoted else 1.0), token.i, self._clock[token.sentence], reports=reports
        )

    # --- pronouns ---

    def _pronoun(self, token: Token, salience: Salience) -> Found | None:
        gender = GENDER_OF[token.lower]
        quoted = self._quoted[token.i]
        now = self._clock[token.sentence]
        head = self._document.tokens[token.head]
        speaks = token.dep == "nsubj" and head.lemma in REPORTING and not quoted
        barred = self._barred(token)
        ahead = self._cataphor(token, gender) if not quoted else None
        ranked = []
        described = self._described(token)
        for person in salience.at(now):
            if person.gender not in (gender, None) or (person.cluster is not None and person.cluster in barred):
                continue
            score = person.salience * (1.0 if person.gender == gender else UNKNOWN_GENDER)
            silent = SILENCE if person.reporting is None else now - person.reporting
            if speaks and silent < SILENCE:
                score *= 1.5 if silent <= 1 else 1.2
            if quoted and silent <= 1:
                score *= 0.4  # a speaker calls himself 'I'
            if quoted and self._quoted[person.token] and now - self._clock[self._document.tokens[person.token].sentence] <= 1:
                score /= QUOTED_WEIGHT  # within a quotation, its own people are near
            if person.cluster is not None and person.cluster == described:
                score *= 3.0
            ranked.append((score, person.token, person))
        if not ranked or (ahead is not None and max(ranked)[0] < 0.5):
            if ahead is None:
                return None
            self._note(salience, token, ahead, gender)
            return Found(token.i, token.i + 1, "pronoun", ahead, "coref.pronoun.ahead", 0.7)
        ranked.sort(key=lambda one: one[:2], reverse=True)
        best = ranked[0][2]
        self._note(salience, token, best.cluster, gender) if best.cluster is not None else None
        if best.cluster is None:
            best.salience += WEIGHTS.get(token.dep, OTHER_WEIGHT)
            return None
        share = ranked[0][0] / sum(score for score, _, _ in ranked)
        if share > CLEAR and token.dep in SUBJECTS and not quoted:
            self._clusters[best.cluster].genders[gender] += 1
            best.gender = best.gender or gender
        return Found(
            token.i, token.i + 1, "pronoun", best.cluster, "coref.pronoun", round(0.45 + 0.5 * share - (0.15 if quoted else 0.0), 2)
        )

    def _described(self, token: Token) -> int | None:
        """The person whom the relative clause around a pronoun describes: 'Trump, who said that he …'."""
        for above in self._document.ancestors(token.i):
            if above.dep == "relcl" and above.head in self._people_at:
                return self._people_at[above.head]
        return None

    def _barred(self, token: Token) -> set[int]:
        """Who an object pronoun can't mean: the subject of its own verb."""
        if token.lower in ("him", "her", "hers") and token.tag == "PRP":
            verb = self._document.tokens[token.head]
            if verb.pos == "ADP":
                verb = self._document.tokens[verb.head]
            subject = self._document.child(verb.i, "nsubj", "nsubjpass")
            while subject is None and verb.dep in SHARES_SUBJECT:
                verb = self._document.tokens[verb.head]
                subject = self._document.child(verb.i, "nsubj", "nsubjpass")
            if subject is not None and subject.i in self._people_at:
                return {self._people_at[subject.i]}
        return set()

    def _cataphor(self, token: Token, gender: str) -> int | None:
        """'In his speech, Obama …': the sentence's subject, where the pronoun comes before it in something that hangs on its verb."""
        if token.dep == "nsubj" and self._document.tokens[token.head].dep == "ROOT":
            return None
        for verb in self._document.ancestors(token.i):
            if verb.dep != "ROOT":
                continue
            subject = self._document.child(verb.i, "nsubj", "nsubjpass")
            if subject is not None and subject.i > token.i and verb.i > token.i:
                cluster = self._people_at.get(subject.i)
                if cluster is not None and self._clusters[cluster].gender in (gender, None):
                    return cluster
        return None

    def _it(self, token: Token) -> Found | None:
        """'It said': the body or country that was last the subject, in this sentence or the two before."""
        reports = token.dep == "nsubj" and self._document.tokens[token.head].lemma in REPORTING and not self._quoted[token.i]
        if not reports or self._body is None or self._clock[token.sentence] - self._body[1] > IT_REACH:
            return None
        return Found(token.i, token.i + 1, "pronoun", self._body[0], "coref.it", IT_CONFIDENCE)

    # --- role nouns ---

    def _noun(self, token: Token, salience: Salience) -> Found | None:
        """'The president': the person of whom the article says so. Any other noun for a person is somebody without a name."""
        if token.i in self._role_tokens or token.dep in ("compound", "appos", "attr", "nmod"):
            return None
        if token.i + 1 in self._covered and self._covered[token.i + 1] is not None:  # a title before a name
            return None
        gender = self._lexicon.person_nouns[token.lower]
        first = min((child.i for child in self._document.children(token.i) if child.i < token.i), default=token.i)
        determiner = self._document.tokens[first]
        definite = determiner.lower in ("the", "this", "that") or any(child.dep == "poss" for child in self._document.children(token.i))
        office = definite and token.lower in self._lexicon.offices
        cluster = self._holder(token, first, salience) if office else None
        self._note(salience, token, cluster, gender, VAGUE_SHARE if office and cluster is None else 1.0)
        if cluster is None:
            return None
        return Found(first, token.i + 1, "nominal", cluster, "coref.role", 0.8)

    def _holder(self, token: Token, first: int, salience: Salience) -> int | None:
        """The person who holds an office here: of those whom the article gives it, the one last spoken of; countries must not differ."""
        if self._document.tokens[first].tag == "PRP$":
            return None
        holders = self._role_heads.get(token.lower, [])
        country = self._country_before(first, token.i)
        if country:
            holders = [c for c in holders if any(role.country_iso3 in (country, None) for role in self._clusters[c].roles)]
        if len(holders) <= 1:
            return holders[0] if holders else None
        known = {person.cluster: person for person in salience.at(self._clock[token.sentence])}
        return max(holders, key=lambda c: (known[c].salience, known[c].token) if c in known else (0.0, -1))

    def _country_before(self, first: int, last: int) -> str | None:
        for token in self._document.tokens[first:last]:
            country = self._lexicon.demonyms.get(token.lower) or self._lexicon.countries.get(token.lower.replace(".", " ").strip())
            if country:
                return country
        return None


def narrative_clock(document: Document, quoted: Sequence[bool]) -> list[int]:
    """A time for each sentence: how many sentences before it are not wholly quoted. People fade with the telling, not while one speaks."""
    clock, now = [], 0
    for sentence in document.sentences:
        clock.append(now)
        now += not all(quoted[sentence.first : sentence.last])
    return clock
