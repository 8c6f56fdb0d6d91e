"""The grammar of times, compiled: words to classes, classes to characters, rules to regular expressions over those characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from transforms.remembered import Remembered
from transforms.times.symbols import FORM_CLASSES, OTHER, symbol_by_form

ELEMENT = re.compile(r"(?P<group>[a-z]\w*):\(|(?:(?P<name>[a-z]\w*):)?(?P<cls>[a-z]\w*|\"[a-z]+\")|(?P<other>\S)|\s+")
FIRST_SYMBOL = 0x4E00
"""Symbols are characters from here on, none of which means anything to a regular expression."""
AMBIGUOUS = frozenset(("may", "march", "august", "mar", "dec", "jan", "jun", "fall", "spring", "minute"))
"""Words whose part of speech must be looked at: see `transforms.times.symbols.means_time`."""


class Rule(NamedTuple):
    """A pattern, and the name of the function that gives its matches their values."""

    id: str
    pattern: re.Pattern[str]
    value: str


@dataclass(frozen=True)
class TimeLexicon:
    """Everything that finding times looks up."""

    symbols: Remembered[str]
    """The symbol of each word: its own, or that of its form."""
    values: dict[str, Any]
    """What a word stands for: the number of a month, the letter of a unit."""
    rules: tuple[Rule, ...]
    islands: re.Pattern[str]
    """Stretches of symbols between tokens that the grammar has no word for, with a symbol in them that every match must have."""
    matches: Remembered[tuple[tuple[Rule, re.Match[str]], ...]]
    """All matches of the rules in an island: there are far fewer different ones than times, 'on Monday' being like 'on Friday'."""
    holidays: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Holidays by their first word: (all words, how the day is reckoned), longest first."""
    ambiguous: frozenset[str] = AMBIGUOUS

    @classmethod
    def build(cls, read: Callable[[str], Any]) -> TimeLexicon:
        """Raises ValueError where a word is in two classes or a pattern names an unknown one."""
        classes, grammar = read("times/words"), read("times/rules")
        symbols = {name: chr(FIRST_SYMBOL + n) for n, name in enumerate([*classes, *FORM_CLASSES])}
        words: dict[str, str] = {}
        values: dict[str, Any] = {}
        for name, members in classes.items():
            for word in members:
                if word in words:
                    raise ValueError(f"times/words: {word!r} is in two classes, one of them {name!r}")
                words[word] = symbols[name]
                values[word] = members[word] if isinstance(members, dict) else word
        parts = dict(symbols)
        for name, members in grammar["sets"].items():
            parts[name] = "[" + "".join(parts[member].strip("[]") for member in members) + "]"
        for name, pattern in grammar["macros"].items():
            parts[name] = "(?:" + translated(pattern, parts) + ")"
        rules = tuple(Rule(rule["id"], re.compile(translated(rule["pattern"], parts)), rule["value"]) for rule in grammar["rules"])
        anchors = "".join(parts[name] for name in grammar["anchors"])
        islands = re.compile(f"(?<![^{OTHER}])[^{OTHER}{anchors}]*[{anchors}][^{OTHER}]*")
        forms = {name: symbols[name] for name in FORM_CLASSES}
        by_word = Remembered(partial(symbol_by_form, symbols=forms))
        by_word |= words
        return cls(by_word, values, rules, islands, Remembered(partial(_matches, rules=rules)), _holidays(read("times/holidays")))


def _matches(island: str, rules: tuple[Rule, ...]) -> tuple[tuple[Rule, re.Match[str]], ...]:
    return tuple((rule, match) for rule in rules for match in rule.pattern.finditer(island) if match.end() > match.start())


def translated(pattern: str, parts: dict[str, str]) -> str:
    """A pattern over class names as a regular expression over their symbols.

    A part's name may stand in several alternatives; the second becomes `name_2`, and so on, since a regular expression takes a name once.
    """
    uses: Counter[str] = Counter()

    def named(name: str) -> str:
        uses[name] += 1
        return name if uses[name] == 1 else f"{name}_{uses[name]}"

    def part(found: re.Match[str]) -> str:
        if found["group"]:
            return f"(?P<{named(found['group'])}>"
        if found["other"]:
            return found["other"]
        if not found["cls"]:
            return ""
        name = found["cls"].strip('"')
        if name not in parts:
            raise ValueError(f"times/rules: no class {name!r} in {pattern!r}")
        return f"(?P<{named(found['name'])}>{parts[name]})" if found["name"] else parts[name]

    return ELEMENT.sub(part, pattern)


def _holidays(days: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, reckoning in days.items():
        words = tuple(name.split())
        found.setdefault(words[0], []).append((words, reckoning))
    return {first: tuple(sorted(options, key=lambda option: -len(option[0]))) for first, options in found.items()}
