"""The words of casualties, from `seeds/tolls/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from transforms.names.weapons import WeaponLexicon


class Frame(NamedTuple):
    """A set of words that tell of casualties in one way: see `seeds/tolls/frames.yml`."""

    id: str
    slot: str
    """Where in the sentence the people stand: object | subject | state | of | toll | life | hospital | condition | wound | …."""
    measure: str
    """killed | injured | hit (shot or stabbed, whether or not it killed) | missing | captured | displaced."""
    weak: bool = False
    by: frozenset[str] = frozenset()
    """What it must be done by ('struck by a bullet'); empty where that does not matter."""
    particle: str | None = None
    beside: frozenset[str] = frozenset()
    """Lemmas of which one must stand with its own word, as verb above or object below: see the slots."""


@dataclass(frozen=True)
class TollLexicon:
    """Frames by their words, people by their nouns, and the words that change what a casualty means."""

    frames: Mapping[str, tuple[Frame, ...]]
    """By lemma."""
    sexes: Mapping[str, str | None]
    """Noun that names a person to 'f', 'm' or None."""
    kinds: Mapping[str, frozenset[str]]
    """Noun to the ids of `seeds/tolls/kinds.yml` that it is of."""
    perpetrators: frozenset[str]
    groups: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """The lists of `seeds/tolls/words.yml`."""
    weapons: WeaponLexicon

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> TollLexicon:
        """`read` gives a seed file's content by its name."""
        frames: dict[str, list[Frame]] = {}
        for entry in read("tolls/frames"):
            frame = Frame(
                entry["id"],
                entry["slot"],
                entry["measure"],
                entry.get("strength") == "weak",
                frozenset(entry.get("by", ())),
                entry.get("particle"),
                frozenset(entry.get("beside", ())),
            )
            for word in entry["words"]:
                frames.setdefault(word, []).append(frame)
        people = {name: text.split() for name, text in read("tolls/people").items()}
        sexes: dict[str, str | None] = dict.fromkeys(people["persons"] + people["groups"] + people["perpetrators"])
        sexes |= dict.fromkeys(people["male"], "m") | dict.fromkeys(people["female"], "f")
        kinds: dict[str, set[str]] = {}
        for entry in read("tolls/kinds"):
            for word in entry["words"]:
                kinds.setdefault(word, set()).add(entry["id"])
        return cls(
            {word: tuple(found) for word, found in frames.items()},
            sexes,
            {word: frozenset(found) for word, found in kinds.items()},
            frozenset(people["perpetrators"]),
            frozenset(people["groups"]),
            {name: frozenset(words) for name, words in read("tolls/words").items()},
            WeaponLexicon.build(read("names/weapons")),
        )

    def is_person(self, lemma: str) -> bool:
        """Whether a noun names a person or people."""
        return lemma in self.sexes or (len(lemma) > 5 and lemma.endswith(("man", "woman", "person")))

    def sex(self, lemma: str) -> str | None:
        """'f' or 'm' where the noun says so."""
        known = self.sexes.get(lemma)
        return known if known or lemma in self.sexes else "f" if lemma.endswith("woman") else "m" if lemma.endswith("man") else None
