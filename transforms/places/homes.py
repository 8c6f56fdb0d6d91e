"""Where a paper is at home: local papers write for readers who know where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np

from transforms.places.build import ADMIN1, ADMIN2, TOWN
from transforms.places.folding import fold, word_set
from transforms.places.gazetteer import NOBODY, Candidates, Gazetteer, kind_mask
from transforms.places.resolution import distance_km
from transforms.places.toponyms import NO_NAMES

PAPER_WORDS = word_set(
    """
    advance advertiser advocate american argus banner beacon bee bulletin call capital chronicle citizen commercial community county
    courier current daily democrat dispatch eagle echo enterprise evening examiner express free gazette globe guardian herald
    independent inquirer intelligencer item journal leader ledger live local mail media mercury messenger mirror monitor morning my
    neighbor network news newspaper newspapers now observer online patriot pilot pioneer planet post press progress record recorder
    register reporter republic republican review sentinel spirit standard star sun sunday telegram telegraph the this times today
    tribune union update valley voice watch week weekly world
    """
)
"""Words of newspapers' names and web domains that name no place."""
GENERIC_DOMAINS = word_set(
    """
    biz co com edu gov info io local media net news org press tv web www
    """
)
_TLD_COUNTRY = {"uk": "GB"}
"""Top-level domains that are not the country's ISO 3166-1 alpha-2 code."""
AMERICAN_STATION = re.compile(r"[wk][a-z]{2,3}\d*|\d*(?:abc|nbc|cbs|fox)\d*[a-z]*|[a-z]+\d*(?:abc|nbc|cbs|fox)")
"""Stations of the United States: call letters that begin with W or K, and those named for their network."""
ENTITY_TLDS = word_set(
    """
    ai am cc co fm io la ly me to tv ws
    """
)
"""Country domains that are mostly sold to anybody."""


IS_LOCAL, IS_HOME = kind_mask(TOWN, ADMIN2), kind_mask(TOWN, ADMIN1)
NEIGHBOURHOOD_KM = 80.0
"""Distance from its home within which a local paper's names are sooner places than people or bodies."""
LEAST_HOME = 3.5
"""A town of which a paper's name tells, in powers of ten of people."""
FLATTENED = 0.3
"""How much a town's size counts for it being a paper's home."""


class Home(NamedTuple):
    """Where a paper may be at home: places, each with how readily it is meant, and whether that is known or read out of its name."""

    candidates: Candidates
    is_known: bool


NOWHERE = Home(NOBODY, is_known=False)


def home_of(publisher: str | None, url: str | None, gazetteer: Gazetteer) -> Home:
    """The home of a paper by its domain or name."""
    hosts = [host for text in (publisher, url) if text and (host := _host(text))]
    for host in hosts:
        if home := _known(host, gazetteer):
            return home
    country = next((row for host in hosts if (row := _country_of(host, gazetteer)) >= 0), -1)
    for name in dict.fromkeys([*hosts, publisher or ""]):
        found = _named(name, gazetteer)
        if country >= 0:
            inside = gazetteer.country[found.rows] == gazetteer.country[country]
            found = Candidates(found.rows[inside], found.priors[inside])
        if len(found.rows):
            return Home(found, is_known=False)
    return Home(Candidates(np.array([country], np.int32), np.array([0.0])), is_known=False) if country >= 0 else NOWHERE


def is_near(found: Candidates, home: Home, gazetteer: Gazetteer) -> bool:
    """Whether a place known mainly by this name lies near the paper's home, where that is known."""
    if not home.is_known:
        return False
    rows = found.rows[IS_LOCAL[gazetteer.kind[found.rows]] & (found.priors > found.priors.max() - 3.0)]
    return bool(np.count_nonzero(distance_km(rows, int(home.candidates.rows[0]), gazetteer) < NEIGHBOURHOOD_KM))


def _host(text: str) -> str | None:
    """Host name of a URL, or a text that is one."""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") if "." in host and " " not in text else None


def _known(host: str, gazetteer: Gazetteer) -> Home | None:
    parts = host.split(".")
    for i in range(len(parts) - 1):
        if (row := gazetteer.publishers.get(".".join(parts[i:]), -1)) >= 0:
            return Home(Candidates(np.array([row], np.int32), np.array([0.0])), is_known=True)
    return None


def _country_of(host: str, gazetteer: Gazetteer) -> int:
    """Row of the country of a host's top-level domain, or of a station by its call letters; -1 if it has none."""
    rest, _, tld = host.rpartition(".")
    if tld in {"com", "tv", "net"} and AMERICAN_STATION.fullmatch(rest.rpartition(".")[2]):
        return gazetteer.country_rows.get("US", -1)
    return -1 if tld in ENTITY_TLDS else gazetteer.country_rows.get(_TLD_COUNTRY.get(tld, tld.upper()), -1)


def _named(name: str, gazetteer: Gazetteer) -> Candidates:
    """Towns that a paper's name or domain has in it."""
    for core in _cores(name):
        found = gazetteer.candidates(core)
        if fold(core) in NO_NAMES:
            continue
        keep = IS_HOME[gazetteer.kind[found.rows]] & (found.priors > LEAST_HOME)
        english = keep & gazetteer.is_english[gazetteer.country[found.rows]]
        keep = english if np.count_nonzero(english) else keep
        if np.count_nonzero(keep):
            return Candidates(found.rows[keep], FLATTENED * found.priors[keep])
    return NOBODY


@lru_cache(maxsize=1024)
def _cores(name: str) -> tuple[str, ...]:
    """What is left of a name without the words of papers' names, longest first; a domain's words are written together."""
    if "-" in name and "." in name:
        name = name.rpartition(".")[0].replace("-", " ")
    if " " in name:
        words = [word for word in re.findall(r"[\w'.]+", name) if word.lower() not in PAPER_WORDS]
        return (" ".join(words),) if words else ()
    found = dict.fromkeys(
        core
        for label in re.split(r"[.\-]", name.lower())
        if label not in GENERIC_DOMAINS
        for core in _without_paper_words(label)
        if len(core) > 3
    )
    return tuple(spelled for core in found for spelled in _spelled(core))


def _without_paper_words(label: str) -> Iterator[str]:
    """'theparisnews' → 'paris'."""
    heads = ["", *(word for word in PAPER_WORDS if label.startswith(word))]
    tails = ["", *(word for word in PAPER_WORDS if label.endswith(word))]
    cores = {label[len(head) : len(label) - len(tail)] for head, tail in product(heads, tails) if len(head) + len(tail) < len(label)}
    further = {core.removeprefix(word).removesuffix(word) for core in cores for word in PAPER_WORDS} - {""}
    yield from sorted((cores | further) - PAPER_WORDS - {label if label in PAPER_WORDS else ""}, key=len)


def _spelled(core: str) -> Iterator[str]:
    """A core as one word, and parted in two at every place: 'santacruz' → 'santa cruz'."""
    yield core
    for i in range(3, len(core) - 2):
        yield f"{core[:i]} {core[i:]}"
