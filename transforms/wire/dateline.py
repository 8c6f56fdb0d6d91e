"""Datelines: where, when and by which agency a report was filed, as it opens with them.

`KYIV, July 10 (Reuters) - `, `LIMA, 9 JAN 90 (EFE) -- `, `LOUISVILLE, Ky. (AP) — `, `London (AFP) - `, `LONDON 1996-08-30`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september",
         "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CAPS = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_a-zß-öø-ÿ]|['’.])*"
"""A word in capitals: nothing in it is a lower-case Latin letter."""
_CITY = rf"{_CAPS}(?:[ -](?:{_CAPS}|de|del|la|al|el|es|upon|on|sur|am)){{0,5}}"
_REGION = r"[^\W\d_](?:[\w.'’-]|[ ](?=[^\W\d_a-z])){1,30}"
_PLACE = rf"(?P<place>{_CITY}(?:\s?/\s?{_CITY})?)(?:\s\((?P<country>[^\W\d_][\w .'’-]{{2,24}})\)(?=,))?(?:,\s(?P<region>(?!(?i:{_MONTH}|no\sdate)\b){_REGION}))?"
_DAY_MONTH = rf"(?:(?P<day1>\d{{1,2}})\s(?P<month1>(?i:{_MONTH}))|(?P<month2>(?i:{_MONTH}))\.?\s(?P<day2>\d{{1,2}}))\.?(?:,?\s(?P<year>\d{{4}}|\d{{2}}(?!\d)))?"
_DATE = rf"(?:{_DAY_MONTH}|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<none>(?i:no date|undated)))"
_AGENCY = r"[(/](?P<agency>[^\W\d_][\w .,'’&+/-]{1,40})[)/]"
_DASH = r"\s*(?:--+|[—–]|[-_](?=\s)|(?<=[)/]\s)-(?=[A-Z]))\s*"

_FULL = re.compile(rf"{_PLACE}(?:,?\s{_DATE})?(?:,?\s?{_AGENCY})?(?P<separator>{_DASH}|\s*:\s+)(?=\S)")
_PLAIN = re.compile(
    rf"(?P<place>[^\W\d_a-z][\w.'’-]+(?:[ -][^\W\d_a-z][\w.'’-]*){{0,3}})(?:,\s(?P<region>{_REGION}))?(?:,?\s(?P<dated>{_DATE}))?,?\s{_AGENCY}(?:{_DASH}|\s*:\s+|(?(dated)\.?\s+(?=[^\W\d_a-z])|(?!)))(?=\S)"
)
_LED = re.compile(rf"(?:{_AGENCY}[,:]?\s+)(?P<place>{_CITY})(?:,\s(?P<region>{_REGION}))?(?:,?\s{_DATE})?{_DASH}(?=\S)")
_CREDIT = re.compile(rf"{_AGENCY}{_DASH}(?=\S)")
_BRACKETED = re.compile(rf"\((?P<place>[^\W\d_][\w .,'’-]{{2,40}}?)\s[-–—]\s{_DATE}\)\s*[-–—]*\s*(?=\S)")
_ALONE = re.compile(rf"{_PLACE}(?:,?\s{_DATE})(?:,?\s?{_AGENCY})?\s*(?:--+|[—–-])?")
_LABELS = frozenset(
    (
        "watch", "breaking", "update", "updated", "exclusive", "video", "photos", "photo", "read", "more", "live", "opinion",
        "analysis", "editorial", "advisory", "correction", "urgent", "alert", "note", "editors", "warning", "explainer", "factbox",
        "timeline", "q", "a", "just", "in", "new", "developing", "story", "source", "sources", "by", "and", "the", "this", "who",
        "what", "when", "where", "why", "how", "podcast", "listen", "interview", "review", "fact", "check", "quote", "unquote",
        "factcheck", "profile", "feature", "column", "recap", "scores", "results", "tv", "radio", "background", "context",
        "summary", "abstract", "objective", "related", "topics", "tags", "police", "cops", "sheriff", "officials", "official",
        "report", "reports", "court", "docs", "da", "fbi", "nato", "un", "eu", "us", "usa", "uk", "u.s", "u.n", "u.k",
        "breaking-news", "flash", "press", "digest", "presale", "filing", "ipo", "stocks", "market", "markets", "forex", "soccer",
        "football", "cricket", "tennis", "golf", "cycling", "athletics", "rugby", "baseball", "basketball", "hockey", "boxing",
        "racing", "corrected", "refile", "table", "bulletin",
    )
)  # fmt: skip
"""Words in capitals before a colon or dash that are labels of an article, no places."""
_NOWHERE = frozenset(("clandestine", "unknown", "undated"))
"""What monitoring services put where the place is unknown."""
_TWO_DIGIT_PIVOT = 69
"""POSIX's rule for years of two digits: 69 to 99 are of the twentieth century, 00 to 68 of the twenty-first."""
_WITHIN = 160
"""Characters within which a dateline ends."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the beginning of a paragraph."""

    end: int
    """Offset, from the paragraph's start, of the first character of the report itself."""
    place: str | None
    """As written, with its region: 'LOUISVILLE, Ky.'."""
    agency: str | None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    is_certain: bool = True
    """False for capitals before a colon and no more: a place if the report names it again."""

    @property
    def date(self) -> date | None:
        """The day, where the dateline gives its year; None where it doesn't, and for a day that no calendar has."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def month_number(name: str) -> int | None:
    """1 to 12 for an English month's name or its abbreviation."""
    return _MONTHS.get(name.rstrip(".").lower())


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with, None where it begins with none."""
    head = paragraph[:_WITHIN]
    found = _FULL.match(head)
    if found and _is_convincing(found, paragraph):
        return _of(found)
    for pattern in (_PLAIN, _LED, _CREDIT, _BRACKETED):
        found = pattern.match(head)
        if found:
            return _of(found)
    return None


def read_lone_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph consists of: a place in capitals with a date, and nothing else."""
    found = _ALONE.fullmatch(paragraph) if len(paragraph) <= _WITHIN else None
    return _of(found) if found and not _is_label(found["place"]) else None


def _is_label(place: str) -> bool:
    return all(word.strip(".'’").lower() in _LABELS for word in re.split(r"[\s/-]+", place))


def _is_convincing(found: re.Match[str], paragraph: str) -> bool:
    """Capitals before a dash are a place if a date or an agency says so, or if what follows is in ordinary case."""
    if _is_label(found["place"]):
        return False
    if found["agency"] or found["month1"] or found["month2"] or found["iso"] or found["none"]:
        return True
    after = paragraph[found.end() : found.end() + 80]
    if after[0].islower():
        return False
    lower = sum(character.islower() for character in after)
    shouted = sum(character.isupper() for character in after)
    return lower > shouted and len(found["place"]) >= 3


def _of(found: re.Match[str]) -> Dateline:
    groups = found.groupdict()
    place = groups.get("place")
    if place and place.lower() in _NOWHERE:
        place = None
    elif place:
        region = groups.get("region") or groups.get("country")
        place = place if "." in place.rstrip(".") else place.rstrip(".")
        place = " ".join(f"{place}, {region}".split()) if region else " ".join(place.split())
    agency = " ".join(groups["agency"].split()) if groups.get("agency") else None
    if groups.get("iso"):
        year, month, day = map(int, groups["iso"].split("-"))
        return Dateline(found.end(), place, agency, month, day, year)
    name, day_text = groups.get("month1") or groups.get("month2"), groups.get("day1") or groups.get("day2")
    if not name or not day_text:
        bare = ":" in (groups.get("separator") or "") and not agency and not groups.get("region")
        return Dateline(found.end(), place, agency, is_certain=not bare)
    return Dateline(found.end(), place, agency, _MONTHS[name.lower()], int(day_text), _year(groups.get("year")))


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text)
    return number if len(text) == 4 else number + (1900 if number >= _TWO_DIGIT_PIVOT else 2000)
