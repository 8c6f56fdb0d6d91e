"""Name mentions of one article, gathered into its local entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from transforms.document import Document
from transforms.names.lexicon import NameLexicon
from transforms.names.person_names import PersonName, compatible, given_key, parse_person, person_key, surname_key
from transforms.names.spelling import fold
from transforms.records import Mention, Place, Role

TYPE_OF_LABEL = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "group"}
_LEGAL_FORMS = "inc corp corporation co company ltd limited plc llc llp group holding holdings ag sa nv bv gmbh spa ab oyj asa kk pte"
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())


def _tally() -> dict[str, int]:
    return defaultdict(int)


@dataclass
class Cluster:
    """An entity of the article while it is being gathered."""

    type: str
    key: str
    spans: list[int] = field(default_factory=list)
    """Indices of its mentions."""
    names: dict[str, int] = field(default_factory=_tally)
    """How often it is called by each."""
    person: PersonName | None = None
    titled: str | None = None
    """Gender that the title before the first mention tells, where no given name is known."""
    place: Place | None = None
    country: str | None = None
    nationality: str | None = None
    """Code of the country that the text says somebody is a national of."""
    local: bool = False
    """Whether the name, like 'the Ministry', means the thing of this article only."""
    known_as: str | None = None
    """The name that the lexicon has for it, whatever the article calls it."""
    roles: list[Role] = field(default_factory=list)
    genders: dict[str, int] = field(default_factory=_tally)
    """What speaks for each gender."""

    @property
    def name(self) -> str:
        """The fullest name, the most frequent and then the earliest of equals; a place that only a dateline's capitals name, as the gazetteer spells it."""
        if self.known_as:
            return self.known_as
        rank = {name: i for i, name in enumerate(self.names)}
        if self.type == "person":
            return max(self.names, key=lambda name: (min(len(name.split()), 4), self.names[name], -rank[name]))
        name = max(self.names, key=lambda name: (not is_acronym(name), self.names[name], -rank[name]))
        return self.place.name if self.place and name.isupper() and fold(name) == fold(self.place.name) else name

    @property
    def gender(self) -> str | None:
        """The gender that titles, role nouns and the given name tell, None where they tell none or both."""
        if len(self.genders) < 2:
            return next(iter(self.genders), None)
        (first, most), (_, next_most), *_ = sorted(self.genders.items(), key=itemgetter(1), reverse=True)
        return None if most < 2 * next_most else first


class Gatherer:
    """Gathers clusters of one article."""

    def __init__(self, document: Document, mentions: Sequence[Mention], lexicon: NameLexicon):
        self._document = document
        self._mentions = mentions
        self._lexicon = lexicon
        self.clusters: list[Cluster] = []
        self.of_mention: dict[int, int] = {}
        self._introduced: dict[int, int] = {}
        """The first mention in full of each person who has one."""
        self._places: dict[tuple[str, str], int] = {}
        self._texts: dict[int, str] = {}
        """Names by their first token; mentions never overlap."""

    def gather(self) -> None:
        """Fill `clusters` and `of_mention`."""
        names = [(i, mention) for i, mention in enumerate(self._mentions) if mention.form == "name" and mention.label in TYPE_OF_LABEL]
        self._gather_people([(i, mention) for i, mention in names if mention.label == "PERSON"])
        bodies = {i for i, mention in names if mention.label == "ORG" or (mention.label == "FAC" and mention.rule_id == "names.known")}
        self._gather_organizations([(i, mention) for i, mention in names if i in bodies])
        for i, mention in names:
            if mention.label != "PERSON" and i not in bodies:
                self._gather_place(i, mention)

    def _text(self, mention: Mention) -> str:
        text = self._texts.get(mention.first)
        if text is None:
            text = self._texts[mention.first] = " ".join(self._document.body[mention.start : mention.end].split())
        return text

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
        self._introduced = {c: min(cluster.spans) for c, cluster in enumerate(self.clusters)}
        for i, mention, name in parsed:
            if name.given or not name.words:
                continue
            key = surname_key(name, self._lexicon)
            gender = honorific_gender(self._document, mention, self._lexicon) or self._office_gender(mention)
            known = self._meant(of_surname[key], gender)
            if known is None:
                known = self._meant(of_given.get(self._lexicon.spellings.given_key(name.words[0]), []), gender)
            if known is None:
                known = self._new(Cluster("person", person_key(name, self._lexicon), person=name, titled=gender))
                of_surname[key].append(known)
                self._introduced[known] = i
            self._add(known, i, self._text(mention))

    def _agrees(self, cluster: int, name: PersonName) -> bool:
        person = self.clusters[cluster].person
        return person is not None and compatible(person, name, self._lexicon)

    def _meant(self, candidates: list[int], gender: str | None) -> int | None:
        """Of namesakes, whom a surname alone means: the first that is named in full and whom the title's gender fits.

        The others are those whom the writer goes on naming in full, to tell them apart.
        """
        fitting = [c for c in candidates if gender is None or self._given_gender(c) in (gender, None)]
        return min(fitting, key=lambda c: self._introduced.get(c, len(self._mentions)), default=None)

    def _office_gender(self, mention: Mention) -> str | None:
        """The gender of somebody whom all news knows, where an office stands before the surname alone: 'President Obama'."""
        tokens = self._document.tokens
        titled = mention.first > 0 and tokens[mention.first - 1].lower in self._lexicon.offices
        return self._lexicon.figures.get(tokens[mention.first].text) if titled else None

    def _given_gender(self, cluster: int) -> str | None:
        person = self.clusters[cluster].person
        if person is not None and person.given:
            return self._lexicon.genders.get(person.given[0])
        return self.clusters[cluster].titled

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
            body = self._lexicon.organizations.of(text) or self._lexicon.organizations.of(" ".join(words))
            key = fold(body.name.replace(".", "")) if body else " ".join(words)
            found = of_key.get(key)
            if found is None and len(words) == 1 and body is None:
                found = of_key.get(acronyms.get(key, "")) if is_acronym(text) else None
                if found is None and len(prefixes[key]) == 1 and len(key) > 3:
                    found = prefixes[key][0]
            if found is None:
                found = of_key[key] = self._new(Cluster("organization", key, known_as=body.name if body else None))
                self.clusters[found].country = body.country if body else self._country_in(text)
                self.clusters[found].local = body is None and self._lexicon.generic.issuperset(
                    bare_organization(text).lower().replace("’", "'").split()
                )
                if len(words) > 1:
                    prefixes[words[0]].append(found)
            self.clusters[found].country = self.clusters[found].country or self._country_before(mention)
            self._add(found, i, bare_organization(text))

    def _country_in(self, name: str) -> str | None:
        """The country that an organisation's name holds: 'Bank of Japan', 'Polish Football Association'."""
        words = name.split()
        for size in (3, 2, 1):
            for first in range(len(words) - size + 1):
                part = " ".join(words[first : first + size])
                country = self._lexicon.countries.get(fold(part)) or (self._lexicon.demonyms.get(part.lower()) if size == 1 else None)
                if country:
                    return country
        return None

    def _country_before(self, mention: Mention) -> str | None:
        """The country of the word right before a name: "Russia's Gazprom", 'French Renault'."""
        tokens = self._document.tokens
        at = mention.first - 1
        if at >= 0 and tokens[at].tag == "POS":
            at -= 1
        if at < 0 or tokens[at].sentence != tokens[mention.first].sentence:
            return None
        possessive = at < mention.first - 1
        return self._lexicon.demonyms.get(tokens[at].lower) or (self._lexicon.countries.get(fold(tokens[at].text)) if possessive else None)

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
            if len(initials) > 2 or (len(initials) == 2 and len(words) > 2):
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
