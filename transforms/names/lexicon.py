"""What is known of names beforehand: countries and demonyms, people's titles and given names, organisations, weapons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.names.designators import Designators
from transforms.names.known import KnownNames
from transforms.names.settlements import Settlements
from transforms.names.spelling import Spellings, fold
from transforms.names.sport import SportLexicon
from transforms.names.standing import Standing
from transforms.names.weapons import WeaponLexicon


@dataclass(frozen=True)
class NameLexicon:
    """Lexicons for names. All words are in lower case or folded, all countries ISO 3166-1 alpha-3 codes."""

    countries: Mapping[str, str]
    """Folded name or alias of a country to its code."""
    demonyms: Mapping[str, str | None]
    """Lower-case demonym ('russian', 'swedes') to the country's code; None where several countries share it."""
    seats: Mapping[str, str]
    """Folded capital or building that stands for a government to the country's code."""
    honorifics: Mapping[str, str | None]
    """Lower-case title before a name, without its full stop, to the gender that it tells."""
    titles: frozenset[str]
    """Titles and ranks as they are written, that begin no other kind of name."""
    suffixes: frozenset[str]
    particles: frozenset[str]
    offices: Mapping[str, str | None]
    """Lower-case head noun of a role to the gender that it tells."""
    person_nouns: Mapping[str, str | None]
    """Lower-case noun for a person, offices included, to the gender that it tells."""
    genders: Mapping[str, str | None]
    """Folded given name to the gender of nine in ten who bear it, None where it is both."""
    ambiguous_given: frozenset[str]
    """Given names that are common words or places too."""
    spellings: Spellings
    weapons: WeaponLexicon
    sport: SportLexicon
    organizations: KnownNames
    designators: Designators
    settlements: Settlements
    standing: Standing
    peoples: frozenset[str]
    """Lower-case words for groups of people that have no country of their own."""
    figures: Mapping[str, str | None]
    """Surnames that alone mean somebody whom all news knows, as they are written, to the gender of that person."""
    generic: frozenset[str]
    """Lower-case words that bodies of every country share: a name of nothing else is one article's."""

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> NameLexicon:
        countries, demonyms, seats = _countries(read("names/countries"))
        people, given = read("names/people"), read("names/given_names")
        offices = _gendered(people["offices"])
        return cls(
            countries=countries,
            demonyms=demonyms,
            seats=seats,
            honorifics={word.rstrip("."): gender for word, gender in _gendered(people["honorifics"]).items()},
            titles=frozenset(form for word in people["titles"].split() for form in (word, f"{word}.")),
            suffixes=frozenset(people["suffixes"].lower().split()),
            particles=frozenset(people["particles"].split()),
            offices=offices,
            person_nouns=_gendered(people["nouns"]) | offices,
            genders={name: gender for gender, key in (("f", "female"), ("m", "male"), (None, "either")) for name in given[key].split()},
            ambiguous_given=frozenset(given["ambiguous"].split()),
            spellings=Spellings.build(read("names/spellings")),
            weapons=WeaponLexicon.build(read("names/weapons")),
            sport=SportLexicon.build(read("names/sport")),
            organizations=KnownNames.build(read("names/organizations")),
            designators=Designators.build(read("names/designators")),
            settlements=Settlements.build(read("names/settlements")),
            standing=Standing.build(read("names/standing")),
            figures={
                name: None if gender == "any" else gender
                for gender, names in read("names/overrides")["people"].items()
                for name in names.split()
            },
            generic=frozenset(read("names/bodies")["generic"].split()),
            peoples=frozenset(read("names/peoples")["peoples"].lower().split()),
        )

    def country_of(self, text: str) -> str | None:
        """The country that a name, alias, demonym or seat of government stands for."""
        folded = fold(text)
        return self.countries.get(folded) or self.demonyms.get(text.lower()) or self.seats.get(folded)

    def weapon_class(self, text: str) -> str | None:
        """The class of a weapon phrase ('two car bombs' → bomb), None where it is no weapon."""
        return self.weapons.weapon_class(text)

    def is_given(self, word: str) -> bool:
        """Whether a capitalised word is good evidence of a person."""
        folded = fold(word)
        return folded in self.genders and folded not in self.ambiguous_given


def _countries(seed: Mapping[str, list[str]]) -> tuple[dict[str, str], dict[str, str | None], dict[str, str]]:
    countries: dict[str, str] = {}
    demonyms: dict[str, str | None] = {}
    seats: dict[str, str] = {}
    for code, (names, people, capitals) in seed.items():
        countries |= {fold(name): code for name in names.split("|")}
        demonyms |= {word.replace("-", " ").lower(): code for word in people.split()}
        demonyms |= {word.lower(): code for word in people.split()}
        seats |= {fold(seat): code for seat in capitals.split("|") if seat}
    return countries, demonyms, seats


def _gendered(seed: Mapping[str, str]) -> dict[str, str | None]:
    return {word.lower(): None if gender == "any" else gender for gender, words in seed.items() for word in words.split()}
