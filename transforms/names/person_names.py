"""The parts of a person's name."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.names.lexicon import NameLexicon
from transforms.names.spelling import ARTICLES, fold

ARABIC = re.compile(r"\b(al|el|ul|as|ad|an|ash)-(?=\w)", re.IGNORECASE)
"""An article that a hyphen joins to a surname: 'al-Assad'."""


class PersonName(NamedTuple):
    """A name as folded words. A single word is taken for a surname until the article says otherwise."""

    given: tuple[str, ...]
    """Given and middle names or initials, in the order of the culture that puts the surname last."""
    surname: tuple[str, ...]
    """With its particles."""
    suffix: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return self.given + self.surname


def parse_person(text: str, lexicon: NameLexicon) -> PersonName:
    """A person's name, which has no title before it, as its parts; `surname` is empty only where the text has no letter."""
    words: list[str] = []
    suffix = None
    for word in ARABIC.sub(r"\1 ", text.replace(".", ". ")).split():
        bare = word.strip(",.\"'“”‘’()")
        if word.lower() in lexicon.suffixes or bare.lower() in lexicon.suffixes:
            suffix = fold(bare) if words else suffix
        elif folded := fold(bare).replace(" ", ""):
            words.append(folded)
    if len(words) < 2:
        return PersonName((), tuple(words), suffix)
    if _surname_first(words, "-" in text, lexicon):
        return PersonName(("".join(words[1:]),), (words[0],), suffix)
    first = len(words) - 1
    while first > 1 and (words[first - 1] in lexicon.particles or words[first - 1] in ARTICLES):
        first -= 1
    return PersonName(tuple(words[:first]), tuple(words[first:]), suffix)


def _surname_first(words: list[str], hyphen: bool, lexicon: NameLexicon) -> bool:
    """Whether the surname stands first, as in Chinese, Korean and Vietnamese."""
    first, last = words[0], words[-1]
    always, of_three = lexicon.spellings.surname_first, lexicon.spellings.surname_first_of_three
    if len(words) > 3 or last in always or any(len(word) < 2 for word in words):
        return False
    return first in always or (first in of_three and (len(words) == 3 or hyphen) and max(map(len, words[1:])) <= (8 if hyphen else 5))


def same_surname(one: PersonName, other: PersonName, lexicon: NameLexicon) -> bool:
    """Whether two surnames agree, particles and articles left aside ('Bellen', 'van der Bellen')."""
    return surname_key(one, lexicon) == surname_key(other, lexicon)


def surname_key(name: PersonName, lexicon: NameLexicon) -> str:
    """The surname in its one spelling, without particles."""
    words = [word for word in name.surname if word not in lexicon.particles] or list(name.surname)
    return lexicon.spellings.surname_key(" ".join(words))


def given_key(name: PersonName, lexicon: NameLexicon) -> str:
    """The first given name in its one spelling; empty where there is none."""
    return lexicon.spellings.given_key(name.given[0]) if name.given else ""


def middle_initials(name: PersonName) -> str:
    """First letters of the names between."""
    return "".join(word[0] for word in name.given[1:])


def compatible(one: PersonName, other: PersonName, lexicon: NameLexicon) -> bool:
    """Whether two names may be one person's: surnames equal, given names equal or short for each other, nothing contradicting."""
    if not same_surname(one, other, lexicon) or (one.suffix and other.suffix and one.suffix != other.suffix):
        return False
    if not one.given or not other.given:
        return True
    if not lexicon.spellings.given_agree(given_key(one, lexicon), given_key(other, lexicon)):
        return False
    mine, theirs = middle_initials(one), middle_initials(other)
    return not mine or not theirs or mine.startswith(theirs) or theirs.startswith(mine)


def person_key(name: PersonName, lexicon: NameLexicon) -> str:
    """What links a person over articles: given name and surname in their one spelling; '?zelensky' for a surname alone.

    Middle names are left out, since desks differ in giving them, but for the few names that `middle_tells` lists.
    """
    surname = surname_key(name, lexicon).replace(" ", "")
    if not name.given:
        return f"?{surname}"
    given = given_key(name, lexicon)
    middle = middle_initials(name) if f"{given} {surname}" in lexicon.spellings.middle_tells else ""
    return " ".join(part for part in (given, middle, surname, name.suffix) if part)
