"""From mentions to toponyms: the name to look up, what the words beside it say of its kind, and the place that it is said to lie in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from transforms.document import Document
from transforms.places.build import ADMIN1, ADMIN2, COUNTRY, REGION, REGION_WORDS
from transforms.places.folding import fold, word_set
from transforms.places.gazetteer import NOBODY, Candidates, Gazetteer, kind_mask
from transforms.places.hints import HINT_BONUS, LINKS, hints_beside, in_list_with_noun
from transforms.records import Mention

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
IS_REGION = kind_mask(COUNTRY, ADMIN1, ADMIN2, REGION)
DIRECTIONS = word_set(
    """
    north south east west northern southern eastern western central northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern upper lower mid greater metro metropolitan downtown uptown midtown inner historic rural suburban outer mainland
    nearby neighboring neighbouring occupied old
    """
)
"""Words that single out a part of a place: the place itself is what the gazetteer knows."""
NO_NAMES = DIRECTIONS | word_set(
    """
    capital coast district gulf new republic saint san santa st state states union
    """
)
"""Single words that are parts of names, and towns somewhere: by themselves they tell no place."""
PARTY_STATE = re.compile(r"[DRI]-(?=[A-Z])")
"""American lawmakers' party before their state: 'R-Ohio'."""
SETTLEMENT_WORDS = word_set(
    """
    area city hamlet metro port suburb town township village
    """
)
SHORT_NOUNS = {"co": "county", "par": "parish", "prov": "province", "dist": "district"}
FEATURES = frozenset({"island", "islands", "valley", "peninsula", "mountains", "desert", "archipelago", "strait", "delta"})
"""Nouns that are part of a name though they have no capital: 'the Kuril islands'."""
GOVERNING = frozenset({"local", "government", "area"})
LONGEST_NOUN, LONGEST_DESCRIPTION = 3, 7
"""Tokens."""
PEER_RANGE = 1.9
"""How far below a name's best-known place a state or country may be, in powers of ten of people, to be meant in a list of such."""
PEERS = {COUNTRY: "nation", ADMIN1: "state"}
"""Hints that a member of a list has from the others' level."""
CERTAIN = 9.0
"""Prior of what can mean one place only, in powers of ten of people."""


class Toponym(NamedTuple):
    """One name in one sense throughout an article."""

    name: str
    """Folded."""
    mentions: tuple[int, ...]
    """Indices of its mentions."""
    candidates: Candidates
    container: tuple[int, ...] = ()
    """Rows of the regions or countries that the text itself says it lies in: 'Paris, Texas'."""
    is_plain: bool = False
    """Whether that is beyond doubt: see `Container`."""
    is_quarter: bool = False
    """Whether the text calls it a part of a town, so that a town far from all else is only called like it."""


class Reading(NamedTuple):
    """What a mention's words give."""

    name: str
    candidates: Candidates
    container: tuple[int, ...] = ()
    hints: frozenset[str] = frozenset()
    is_plain: bool = False


def find_toponyms(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Toponym]:
    """The article's toponyms that the gazetteer knows; mentions of one name and one container are one toponym."""
    groups: dict[tuple[str, tuple[int, ...], bool], list[tuple[int, Reading]]] = {}
    for i, mention in enumerate(mentions):
        if mention.label in PLACE_LABELS and mention.form == "name":
            reading = read_mention(document, mention, gazetteer)
            if len(reading.candidates.rows):
                groups.setdefault((reading.name, reading.container, reading.is_plain), []).append((i, reading))
    return [_toponym(*which, found, gazetteer) for which, found in groups.items()]


def _toponym(name: str, container: tuple[int, ...], is_plain: bool, found: list[tuple[int, Reading]], gazetteer: Gazetteer) -> Toponym:
    rows, priors = found[0][1].candidates
    kinds = gazetteer.kind[rows]
    hints = frozenset[str]().union(*(reading.hints for _, reading in found))
    for hint in hints:
        priors = priors + HINT_BONUS[hint][kinds]
    return Toponym(name, tuple(i for i, _ in found), Candidates(rows, priors), container, is_plain, "quarter" in hints)


def read_mention(document: Document, mention: Mention, gazetteer: Gazetteer) -> Reading:
    """The name, its candidates, its container and hints, with no regard to the rest of the article."""
    text = PARTY_STATE.sub("", " ".join(document.body[mention.start : mention.end].split()))
    first, last = mention.first, mention.last
    if fold(text) in NO_NAMES:
        return Reading(fold(text), NOBODY)
    container = container_after(document, last, gazetteer)
    if "," in text:
        text, _, rest = text.partition(",")
        if inner := regions_named(rest.strip(), gazetteer):
            container = Container(inner, last, is_plain=True)
    if (short := gazetteer.region_of_abbreviation(text)) >= 0 and _is_abbreviation(document, first, text):
        return Reading(text, _certain(short))
    plural = in_list_with_noun(document, first, last)
    follower = plural or (document.tokens[last].text if last < len(document.tokens) else "")
    found = named(text, gazetteer, follower)
    if not len(found.rows):
        return Reading(fold(text), _certain(short) if short >= 0 else NOBODY)
    hints = hints_beside(document, first, last)
    name = fold(f"{text} {plural}" if plural else text)
    if container is None:
        return Reading(name, found, (), hints)
    if _is_list(document, mention, found, container, gazetteer):
        levels = {int(gazetteer.kind[row]) for row in container.rows}
        return Reading(name, found, (), hints | {hint for level, hint in PEERS.items() if level in levels})
    return Reading(name, found, container.rows, hints, container.is_plain)


def read_name(text: str, gazetteer: Gazetteer) -> Reading:
    """What a name by itself gives, such as a dateline: 'SPRINGFIELD, Mo.'."""
    name, _, rest = text.partition(",")
    return Reading(fold(name), named(name, gazetteer), regions_named(rest.strip(), gazetteer) if rest.strip() else ())


def _certain(row: int) -> Candidates:
    return Candidates(np.array([row], np.int32), np.array([CERTAIN]))


def _is_abbreviation(document: Document, first: int, text: str) -> bool:
    """Whether 'Tex.' or 'LA' can be a state here: written with points, or after a comma."""
    return "." in text or (first > 0 and document.tokens[first - 1].text == ",")


def regions_named(text: str, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Rows of the states, provinces, counties and countries that a text names or abbreviates."""
    short = gazetteer.region_of_abbreviation(text)
    if short >= 0:
        return (short,)
    rows, _ = gazetteer.candidates(_expanded(text))
    return tuple(rows[IS_REGION[gazetteer.kind[rows]]].tolist())


class Container(NamedTuple):
    """What stands after 'X, ', 'X, in ' or in 'X (…)': rows of the regions of that name, and the token behind it."""

    rows: tuple[int, ...]
    last: int
    is_plain: bool
    """Whether it can't be the next member of a list, nor the agency of a dateline: an abbreviation after a comma, or what stands after 'in'."""


def container_after(document: Document, last: int, gazetteer: Gazetteer) -> Container | None:
    """The region or country named right behind a comma or bracket at token `last`, or after 'in' there, or after 'in' or 'of' behind a noun
    for a settlement ("Ulm village in the north of Ossia", "Ulm district of Ossia province"); None if there is none.
    """
    tokens = document.tokens
    if last + 1 >= len(tokens):
        return None
    if tokens[last].text in {",", "("}:
        is_said = tokens[last + 1].lower == "in"
        return _container_at(document, last + 2 if is_said else last + 1, is_said, tokens[last].text == ",", gazetteer)
    at = last
    while at < last + LONGEST_NOUN and at + 2 < len(tokens) and tokens[at].lower in gazetteer.settlements | GOVERNING:
        at += 1
    if tokens[at].lower not in (("in", "of") if at > last else ("in",)):
        return None
    return _container_at(document, _skipped(document, at + 1), True, False, gazetteer)


def _skipped(document: Document, at: int) -> int:
    """The next capital letter within a few words that only describe: 'the', 'northern part of the', "the state's"."""
    tokens = document.tokens
    for i in range(at, min(at + LONGEST_DESCRIPTION, len(tokens))):
        token = tokens[i]
        if token.text[:1].isupper():
            return i
        if token.tag not in ("DT", "JJ", "NN", "RB", "HYPH", "POS", "PRP$", "IN", "AFX") or (token.tag == "IN" and token.lower != "of"):
            return len(tokens)
    return len(tokens)


def _container_at(document: Document, first: int, is_said: bool, has_comma: bool, gazetteer: Gazetteer) -> Container | None:
    tokens = document.tokens
    if first >= len(tokens) or not tokens[first].text[:1].isupper():
        return None
    words = list(takewhile(lambda token: token.text[:1].isalnum(), tokens[first : first + 3]))
    for end in range(first + len(words), first, -1):
        text = document.text(first, end)
        if rows := regions_named(text, gazetteer):
            is_state = has_comma and gazetteer.region_of_abbreviation(text) >= 0
            return Container(rows, end, is_said or is_state)
    return None


def _is_list(document: Document, mention: Mention, found: Candidates, container: Container, gazetteer: Gazetteer) -> bool:
    """Whether 'Georgia, Alabama' is no town and its state but two members of a list: states or countries go on behind it, or it is of their kind."""
    if container.is_plain:
        return False
    tokens = document.tokens
    levels = {int(gazetteer.kind[row]) for row in container.rows} & {COUNTRY, ADMIN1}
    further = container_after(document, container.last, gazetteer)
    if further and levels & {int(gazetteer.kind[row]) for row in further.rows}:
        return True
    mine = {
        int(kind) for kind, prior in zip(gazetteer.kind[found.rows], found.priors, strict=True) if prior > found.priors.max() - PEER_RANGE
    }
    before = tokens[mention.first - 1].lower if mention.first else ""
    behind = {token.lower for token in tokens[container.last : container.last + 2]}
    return bool(levels & mine) and (before in LINKS or bool(behind & LINKS))


def named(text: str, gazetteer: Gazetteer, follower: str = "") -> Candidates:
    """Candidates for a name as it stands, or for the known name inside it. `follower` is the noun after it: 'Aleppo *province*'."""
    text = _expanded(text)
    if follower in REGION_WORDS | FEATURES and len((whole := gazetteer.candidates(f"{text} {follower}")).rows):
        return whole
    found = gazetteer.candidates(text)
    if len(found.rows):
        return only_regions(found, gazetteer) if follower in REGION_WORDS - {"region", "territory"} else found
    for part, is_region in _parts(text):
        found = gazetteer.candidates(part)
        if len(found.rows):
            return only_regions(found, gazetteer) if is_region else found
    return NOBODY


def only_regions(found: Candidates, gazetteer: Gazetteer) -> Candidates:
    """The regions among the candidates, or all if there are none."""
    keep = IS_REGION[gazetteer.kind[found.rows]]
    return Candidates(found.rows[keep], found.priors[keep]) if np.count_nonzero(keep) else found


def _expanded(text: str) -> str:
    """'Otter Run Co.' → 'Otter Run county'."""
    words = text.split()
    last = SHORT_NOUNS.get(words[-1].rstrip(".").lower()) if len(words) > 1 else None
    return " ".join([*words[:-1], last]) if last else text


def _parts(text: str) -> list[tuple[str, bool]]:
    """Shorter names that a longer one may stand for, each with whether a region is meant rather than a town."""
    words = text.split()
    lower = [word.lower().rstrip(".") for word in words]
    parts = []
    if len(words) > 2 and lower[1] == "of" and lower[0] in REGION_WORDS | SETTLEMENT_WORDS:
        parts.append((" ".join(words[2:]), lower[0] in REGION_WORDS))
    if len(words) > 1 and lower[-1] in REGION_WORDS | SETTLEMENT_WORDS | {"island", "islands"}:
        parts.append((" ".join(words[:-1]), lower[-1] in REGION_WORDS))
    if len(words) > 1 and lower[0] in DIRECTIONS:
        parts.append((" ".join(words[1:]), False))
    if len(words) > 2 and lower[0] in DIRECTIONS and lower[1] in DIRECTIONS | {"and"}:
        parts.append((" ".join(words[2:]), False))
    return parts
