"""Name mentions of one article, gathered into its local entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from transforms.document import Document
from transforms.names.lexicon import NameLexicon
from transforms.names.person_names import PersonName, compatible, given_key, parse_person, person_key, surname_key
from transforms.names.spelling import fold
from transforms.records import Mention, Place, Role

TYPE_OF_LABEL = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "group"}
_LEGAL_FORMS = "inc corp corporation co company ltd limited plc llc llp ag sa nv bv gmbh spa ab oyj asa kk pte"
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())


@dataclass
class Cluster:
    """An entity of the article while it is being gathered."""

    type: str
    key: str
    spans: list[int] = field(default_factory=list)
    """Indices of its mentions."""
    names: Counter[str] = field(default_factory=Counter)
    person: PersonName | None = None
    place: Place | None = None
    country: str | None = None
    nationality: str | None = None
    """Code of the country that the text says somebody is a national of."""
    roles: list[Role] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The fullest name, the most frequent and then the earliest of equals."""
        rank = {name: i for i, name in enumerate(self.names)}
        return max(
            self.names,
            key=lambda name: (min(len(name.split()), 4) if self.type == "person" else self.names[name], self.names[name], -rank[name]),
        )

    @property
    def gender(self) -> str | None:
        """The gender that titles, role nouns and the given name tell, None where they tell none or both."""
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return ranked[0][0]


class Gatherer:
    """Gathers clusters of one article."""

    def __init__(self, document: Document, mentions: Sequence[Mention], lexicon: NameLexicon):
        self._document = document
        self._mentions = mentions
        self._lexicon = lexicon
        self.clusters: list[Cluster] = []
        self.of_mention: dict[int, int] = {}
        self._places: dict[tuple[str, str], int] = {}

    def gather(self) -> None:
        """Fill `clusters` and `of_mention`."""
        names = [(i, mention) for i, mention in enumerate(self._mentions) if mention.form == "name" and mention.label in TYPE_OF_LABEL]
        self._gather_people([(i, mention) for i, mention in names if mention.label == "PERSON"])
        self._gather_organizations([(i, mention) for i, mention in names if mention.label == "ORG"])
        for i, mention in names:
            if mention.label not in ("PERSON", "ORG"):
                self._gather_place(i, mention)

    def _text(self, mention: Mention) -> str:
        return " ".join(self._document.body[mention.start : mention.end].split())

    def _add(self, cluster: int, i: int, text: str) -> None:
        self.clusters[cluster].spans.append(i)
        self.clusters[cluster].names[text] += 1
        self.of_mention[i] = cluster

    def _new(self, cluster: Cluster) -> int:
        self.clusters.append(cluster)
        return len(self.clusters) - 1

    # --- people ---

    def _gather_people(self, names: list[tuple[int, Mention]]) -> None:
        parsed = [(i, mention, parse_person(self._text(mention), self._lexicon)) for i, mention in names]
        of_surname: dict[str, list[int]] = defaultdict(list)
        for i, mention, name in sorted(parsed, key=lambda one: -len(one[2].words)):
            if not name.given:
                continue
            surname = surname_key(name, self._lexicon)
            known = next((c for c in of_surname[surname] if self._agrees(c, name)), None)
            if known is None:
                known = self._new(Cluster("person", person_key(name, self._lexicon), person=name))
                of_surname[surname].append(known)
            self._add(known, i, self._text(mention))
        of_given: dict[str, list[int]] = defaultdict(list)
        for surname, found in list(of_surname.items()):
            for c in found:
                person = self.clusters[c].person
                assert person is not None
                of_given[given_key(person, self._lexicon)].append(c)
                if len(person.surname) > 1 or len(person.given) > 1:  # 'Bellen' for 'van der Bellen', 'Lula' for 'Lula da Silva'
                    for word in (*person.surname, *person.given[1:]):
                        if len(word) > 2 and self._lexicon.spellings.surname_key(word) != surname:
                            of_surname[self._lexicon.spellings.surname_key(word)].append(c)
        full_at = sorted((self._mentions[i].start, c) for c, cluster in enumerate(self.clusters) for i in cluster.spans)
        for i, mention, name in parsed:
            if name.given or not name.words:
                continue
            candidates = of_surname.get(surname_key(name, self._lexicon)) or of_given.get(self._lexicon.spellings.given_key(name.words[0]))
            if candidates:
                known = self._nearest(candidates, mention, full_at)
            else:
                known = self._new(Cluster("person", person_key(name, self._lexicon), person=name))
                of_surname[surname_key(name, self._lexicon)].append(known)
            self._add(known, i, self._text(mention))
            full_at.append((mention.start, known))

    def _agrees(self, cluster: int, name: PersonName) -> bool:
        person = self.clusters[cluster].person
        return person is not None and compatible(person, name, self._lexicon)

    def _nearest(self, candidates: list[int], mention: Mention, spoken_of: list[tuple[int, int]]) -> int:
        """Of namesakes, the one that the title's gender fits and that was last spoken of; before the first, the one to come."""
        candidates = list(dict.fromkeys(candidates))
        if len(candidates) == 1:
            return candidates[0]
        gender = honorific_gender(self._document, mention, self._lexicon)
        if gender:
            fitting = [c for c in candidates if self._given_gender(c) in (gender, None)]
            candidates = fitting or candidates
        before = [(start, c) for start, c in spoken_of if c in candidates and start < mention.start]
        return max(before)[1] if before else candidates[0]

    def _given_gender(self, cluster: int) -> str | None:
        person = self.clusters[cluster].person
        return self._lexicon.genders.get(person.given[0]) if person is not None and person.given else None

    # --- organisations ---

    def _gather_organizations(self, names: list[tuple[int, Mention]]) -> None:
        of_key: dict[str, int] = {}
        ordered = sorted(names, key=lambda one: (-len(organization_words(self._text(one[1]))), one[0]))
        acronyms = self._acronyms(names)
        prefixes: dict[str, list[int]] = defaultdict(list)
        for i, mention in ordered:
            text = self._text(mention)
            words = organization_words(text)
            if not words:
                continue
            key = " ".join(words)
            known = of_key.get(key)
            if known is None and len(words) == 1:
                known = of_key.get(acronyms.get(key, "")) if is_acronym(text) else None
                if known is None and len(prefixes[key]) == 1 and len(key) > 3:
                    known = prefixes[key][0]
            if known is None:
                known = of_key[key] = self._new(Cluster("organization", key))
                if len(words) > 1:
                    prefixes[words[0]].append(known)
            self._add(known, i, bare_organization(text))

    def _acronyms(self, names: list[tuple[int, Mention]]) -> dict[str, str]:
        """Folded acronym to the key of the name that it is short for: given in brackets after it, or its initials."""
        found: dict[str, str] = {}
        for (_, one), (_, other) in pairwise(names):
            between = self._document.body[one.end : other.start]
            if between.strip() in ("(", "(the") and is_acronym(self._text(other)):
                found.setdefault(fold(self._text(other)).replace(" ", ""), " ".join(organization_words(self._text(one))))
        for _, mention in names:
            text = self._text(mention)
            words = text.split()
            initials = "".join(word[0] for word in words if word[0].isupper())
            if len(initials) >= 2:
                found.setdefault(initials.lower(), " ".join(organization_words(text)))
        return found

    # --- places and groups ---

    def _gather_place(self, i: int, mention: Mention) -> None:
        text = self._text(mention)
        bare = text[4:] if text.lower().startswith("the ") else text
        place = mention.place
        kind = TYPE_OF_LABEL[mention.label]
        country = place.country_iso3 if place else self._lexicon.country_of(bare)
        if kind == "group":
            country = self._lexicon.demonyms.get(bare.lower()) or country
            key = country.lower() if country and bare.lower() in self._lexicon.demonyms else fold(bare)
            place = None
        elif place is not None:
            kind = place.kind if place.kind in ("country", "region", "facility") else "facility" if mention.label == "FAC" else "place"
            key = place.key or fold(bare)
        elif kind == "place" and fold(bare) in self._lexicon.countries:
            kind, key = "country", f"country {self._lexicon.countries[fold(bare)].lower()}"
        else:
            key = fold(bare)
        known = self._places.get((kind, key))
        if known is None:
            known = self._places[kind, key] = self._new(Cluster(kind, key, place=place, country=country))
        self._add(known, i, bare)


def honorific_gender(document: Document, mention: Mention, lexicon: NameLexicon) -> str | None:
    """The gender that the title right before a name tells."""
    if mention.first == 0:
        return None
    return lexicon.honorifics.get(document.tokens[mention.first - 1].lower.rstrip("."))


def bare_organization(text: str) -> str:
    """An organisation's name without article, possessive and surrounding quotes."""
    text = text[4:] if text.lower().startswith("the ") else text
    return text.removesuffix("'s").removesuffix("’s").strip()


def organization_words(text: str) -> list[str]:
    """Its folded words without legal form: what two names of it are compared by."""
    words = fold(bare_organization(text).replace(".", "")).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return words


def is_acronym(text: str) -> bool:
    """Whether a name is written as initials: 'UN', 'U.N.', 'ETA', 'FARC'."""
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()
