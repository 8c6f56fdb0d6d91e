"""The parts of a piece of wire copy: dateline, byline, text, crossheads, notes, captions, boilerplate, sign-off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.wire.credits import Credit, read_byline, read_sign_off
from transforms.wire.dateline import Dateline, month_number, read_dateline, read_lone_dateline
from transforms.wire.layout import split
from transforms.wire.lexicon import NOTHING_KNOWN, WireLexicon

Span = tuple[int, int, str]
"""(start, end, kind): see `transforms.document.Paragraph`."""

_TOP = 5
"""Paragraphs among which bylines and datelines are looked for."""
_BOTTOM = 5
"""Paragraphs among which sign-offs are looked for."""
_MARKED = re.compile(r"(?:[-–—=]\s?|\*{1,3}\s?|#{1,6}\s)(?P<inner>\S(?:[^\n]*?\S)?)\s?[-–—=*#]{0,3}")
_CROSSHEAD_WORDS = 9
_SENTENCE_END = tuple(".!?:;,\"”'’)…")
_EDITORIAL = re.compile(r"(?:\[[^\[\]]{1,200}\]\s*)+(?=\S)")
"""What monitoring services put in brackets between dateline and text."""
_WITNESS = re.compile(r"\b(?P<agency>[A-Z]{2,5}|Reuters|Xinhua)\s(?:journalists?|reporters?|correspondents?|photographers?)\b(?!\swho\b)")
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))(?:[\s,©]|\(c\)|\d{4}|by\b)*(?P<owner>[^\W\d_][^\n.,;/]{1,40})", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|updated|issued|first published|date)\b[^\d\n]{0,20})?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    r"\b(?:(?P<month1>[A-Z][a-z]{2,8})\.?\s(?P<day1>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year1>\d{4})|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s(?P<month2>[A-Z][a-z]{2,8}),?\s(?P<year2>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2}))"
    r"(?:[,T\s][^\n]{0,30})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What a body says of itself."""

    paragraphs: tuple[Span, ...]
    dateline: Dateline | None = None
    byline: Credit | None = None
    sign_off: Credit | None = None
    agency: str | None = None
    dated: date | None = None
    """A day with its year in a line of its own at the top ("Published July 10, 2025")."""


def paragraphs(body: str, lexicon: WireLexicon = NOTHING_KNOWN) -> tuple[Span, ...]:
    """Every paragraph of a body with its kind. An inline dateline is a span of its own; the text after it begins the next."""
    return dissect(body, lexicon).paragraphs


def dissect(body: str, lexicon: WireLexicon = NOTHING_KNOWN) -> Anatomy:
    """All parts of a body, at one reading."""
    spans = split(body)
    found: list[Span] = []
    dateline: Dateline | None = None
    byline: Credit | None = None
    sign_off: Credit | None = None
    dated: date | None = None
    texts = 0
    for number, (start, end) in enumerate(spans):
        paragraph = body[start:end]
        at_top, at_bottom = number < _TOP, number >= len(spans) - _BOTTOM
        if at_top and byline is None and (byline := read_byline(paragraph)):
            found.append((start, end, "byline"))
        elif at_top and dated is None and (dated := _dated(paragraph)):
            found.append((start, end, "boilerplate"))
        elif at_top and dateline is None and texts <= 2 and (dateline := read_lone_dateline(paragraph)):
            found.append((start, end, "dateline"))
        elif at_top and dateline is None and texts <= 2 and (dateline := _dateline(body, start, end)):
            found += _after_dateline(body, start, end, dateline)
            texts += 1
        elif at_bottom and number and (credit := read_sign_off(paragraph)):
            sign_off = sign_off or credit
            found.append((start, end, "sign_off"))
        elif kind := lexicon.kind(paragraph):
            found.append((start, end, kind))
        elif crosshead := _crosshead(body, spans, number):
            found.append((*crosshead, "crosshead"))
        else:
            found.append((start, end, "text"))
            texts += 1
    return Anatomy(tuple(found), dateline, byline, sign_off, _agency(body, found, lexicon, dateline, byline, sign_off), dated)


def _dateline(body: str, start: int, end: int) -> Dateline | None:
    found = read_dateline(body[start:end])
    if found is None or found.is_certain or (found.place and found.place.title() in body):
        return found
    return None


def _after_dateline(body: str, start: int, end: int, dateline: Dateline) -> list[Span]:
    text = start + dateline.end
    parts: list[Span] = [(start, start + len(body[start:text].rstrip()), "dateline")]
    if editorial := _EDITORIAL.match(body, text, end):
        parts.append((text, text + len(editorial[0].rstrip()), "advisory"))
        text = editorial.end()
    return [*parts, (text, end, "text")]


def _crosshead(body: str, spans: tuple[tuple[int, int], ...], number: int) -> tuple[int, int] | None:
    """Where the words of a crosshead are: a short line without an end mark between paragraphs, or one set off by dashes or the like."""
    start, end = spans[number]
    if end - start > 80:
        return None
    paragraph = body[start:end]
    if len(paragraph.split()) > _CROSSHEAD_WORDS + 2 or not any(map(str.isalpha, paragraph)):
        return None
    marked = _MARKED.fullmatch(paragraph)
    if marked and (paragraph[-1] in "-–—=*" or paragraph[0] == "#"):
        return start + marked.start("inner"), start + marked.end("inner")
    if not 0 < number < len(spans) - 1 or paragraph.endswith(_SENTENCE_END) or not paragraph[0].isupper():
        return None
    after_start, after_end = spans[number + 1]
    before_start, before_end = spans[number - 1]
    between_texts = after_end - after_start > 80 and body[before_start:before_end].endswith(_SENTENCE_END)
    return (start, end) if between_texts and len(paragraph.split()) <= _CROSSHEAD_WORDS else None


def _agency(
    body: str, found: list[Span], lexicon: WireLexicon, dateline: Dateline | None, byline: Credit | None, sign_off: Credit | None
) -> str | None:
    """The agency that is credited: in the dateline, the byline, the sign-off, the copyright line, or as the witness in its own copy."""
    credited = (
        dateline.agency if dateline else None,
        *((byline.source, *byline.authors) if byline else ()),
        sign_off.source if sign_off else None,
    )
    for credit in credited:
        if agency := lexicon.agency(credit):
            return agency
    for start, end, kind in found[-_BOTTOM:]:
        owner = _COPYRIGHT.match(body, start, end) if kind == "boilerplate" else None
        if owner and (agency := lexicon.agency(owner["owner"])):
            return agency
    witness = _WITNESS.search(body, 0, 4_000)
    return lexicon.agency(witness["agency"]) if witness else None


def _dated(paragraph: str) -> date | None:
    found = _DATE_LINE.fullmatch(paragraph) if len(paragraph) <= 80 else None
    if not found:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = month_number(found["month1"] or found["month2"])
        return date(int(found["year1"] or found["year2"]), month, int(found["day1"] or found["day2"])) if month else None
    except ValueError:
        return None
