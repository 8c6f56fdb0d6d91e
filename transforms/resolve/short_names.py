"""Whom a surname, an initial or an acronym alone means: of those who bear it, the one whom nearly all articles mean.

To tell that, all bearers have to be weighed, and the more is stored, the more there are. So what was found is kept with its margin: how many
articles may be added to the bearers before another answer is possible at all. Until then nobody has to be weighed again; and since margins
grow with the bearers, they are weighed ever more seldom. What is told is what weighing them every time would tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from transforms.names.spelling import fold
from transforms.resolve.keys import Key, Tally

STANDS_OUT = 4, 5
"""Share of the articles about full names of a block, four in five, that one must have for a surname alone to mean it."""
FEW = 1, 10
"""Share of a name's articles up to which another nationality is taken for an error."""

Count = Callable[[Key], Tally]
BEFORE: Count = attrgetter("before")
NOW: Count = attrgetter("now")


class Settled(NamedTuple):
    """Whom a short name means."""

    leader: str | None
    """The key that leads the one who is meant; None where nobody stands out."""
    margin: int
    """Articles that may come to the bearers, leave them or change their countries before that must be looked at again."""


class Bearer(NamedTuple):
    """One whom a short name may mean."""

    leader: str
    articles: int
    marks: frozenset[str]
    """What decides which short names mean it: a person's countries, an organisation's acronyms."""


def is_short(key: Key, count: Count = NOW) -> bool:
    """Whether the key has to be told by others: a surname or initial alone, a word that articles use as an acronym."""
    return key.is_weak and (key.type == "person" or any(_is_acronym(alias) for alias in count(key).aliases))


def nationalities(keys: Sequence[Key], count: Count = NOW) -> dict[str, str]:
    """The leader of each full name: of its nationalities, the one that nearly all articles give takes the plain name and the few errors; else each is somebody."""
    full = [key for key in keys if not key.is_weak and count(key).articles]
    if not any(key.nationality for key in full):
        return {key.entity_key: key.entity_key for key in full}
    by_name: dict[str, list[Key]] = defaultdict(list)
    for key in full:
        by_name[key.name].append(key)
    leader = {}
    for name, variants in by_name.items():
        plain = f"person:{name}"
        given = {key.nationality: count(key).articles for key in variants if key.nationality}
        total = sum(given.values())
        chief = max(sorted(given), key=lambda country: given[country]) if given else ""
        clear = not given or _surplus(given[chief], total, STANDS_OUT) >= 0
        for key in variants:
            error = clear and _surplus(given.get(key.nationality, 0), total, FEW) <= 0
            joins = clear and (key.nationality in ("", chief) or error)
            leader[key.entity_key] = plain if joins else key.entity_key
    return leader


def bearers(kind: str, keys: Sequence[Key], count: Count = NOW) -> dict[str, Bearer]:
    """Those whom short names of a block may mean, by their leaders."""
    if kind == "organization":
        return {
            key.entity_key: Bearer(key.entity_key, count(key).articles, frozenset(_acronyms(count(key).aliases)))
            for key in keys
            if " " in key.name and count(key).articles
        }
    leader = nationalities(keys, count)
    articles: dict[str, int] = defaultdict(int)
    countries: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if key.entity_key in leader:
            articles[leader[key.entity_key]] += count(key).articles
            countries[leader[key.entity_key]] |= count(key).countries
    return {chief: Bearer(chief, articles[chief], frozenset(countries[chief])) for chief in articles}


def meant(kind: str, keys: Sequence[Key]) -> dict[str, list[Bearer]]:
    """Whom each short name of a block may mean. People: of fitting initial and country. Organisations: the names that were introduced with it."""
    short = [key for key in keys if is_short(key)]
    if not short:
        return {}
    borne = bearers(kind, keys).values()
    if kind == "organization":
        introduced: dict[str, list[Bearer]] = defaultdict(list)
        for one in borne:
            for acronym in one.marks:
                introduced[acronym].append(one)
        return {key.entity_key: introduced[key.name] for key in short}
    return {
        key.entity_key: [
            one
            for one in borne
            if _initial_fits(key.name, one.leader) and not (key.now.countries and one.marks and not key.now.countries & one.marks)
        ]
        for key in short
    }


def settled(named: Sequence[Bearer]) -> Settled:
    """Which of those whom a short name may mean it does mean."""
    best = max(named, key=lambda one: one.articles, default=None)
    if best is None:
        return Settled(None, 0)
    total = sum(one.articles for one in named)
    surplus, most = _surplus(best.articles, total, STANDS_OUT), sum(STANDS_OUT)
    # By one article the best may lose one, and all together win one: the surplus changes by as much at most.
    return Settled(best.leader, surplus // most) if surplus >= 0 else Settled(None, (-surplus - 1) // most)


def growth(kind: str, keys: Sequence[Key]) -> int:
    """How many articles the new ones add to the bearers of a block at most, or change the marks of."""
    if not any(key.is_named_anew and not key.is_weak for key in keys):
        return 0
    before, now = bearers(kind, keys, BEFORE), bearers(kind, keys)
    return sum(_change(before.get(leader), now.get(leader)) for leader in before.keys() | now.keys())


def is_open(kind: str, keys: Sequence[Key], known: Mapping[str, Settled]) -> bool:
    """Whether new articles may change whom a short name of a block means, given what was settled before. `keys` are those of the new articles' names."""
    if any(_is_other(key) or key.entity_key not in known for key in keys if is_short(key)):
        return True
    return bool(known) and growth(kind, keys) > min(one.margin for one in known.values())


def _is_other(key: Key) -> bool:
    """Whether a short name is new, or fits others than it did."""
    if not key.is_named_anew:
        return False
    fits_others = key.before.countries != key.now.countries if key.type == "person" else not is_short(key, BEFORE)
    return key.stored_as is None or fits_others


def _change(before: Bearer | None, now: Bearer | None) -> int:
    if before is None or now is None or before.marks != now.marks:
        return max(one.articles for one in (before, now) if one is not None)
    return abs(now.articles - before.articles)


def _surplus(count: int, total: int, share: tuple[int, int]) -> int:
    """By how much a count is more than a share of the total, in whole numbers: below zero where it is less."""
    part, whole = share
    return whole * count - part * total


def _initial_fits(short: str, full_key: str) -> bool:
    return short.startswith("?") or full_key.partition(":")[2][0] == short[0]


def _acronyms(aliases: Iterable[str]) -> set[str]:
    return {fold(alias.replace(".", "")) for alias in aliases if " " not in alias}


def _is_acronym(alias: str) -> bool:
    letters = alias.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()
