"""Times of day, habits, and references to now, the past and the future."""

from __future__ import annotations

import re

from transforms.times.reading import Reading, Value
from transforms.times.spans import amount
from transforms.times.tense import PAST

CLOCK_DIGITS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
SETS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
    "TH": "XXXX-XX-XXTXX",
    "2W": "P2W",
    "DE": "XXX",
}


def every(r: Reading) -> Value | None:
    token, known = r.token("u"), r.value("u")
    assert token is not None
    count = r.count("c")
    if isinstance(known, int):
        name = token.lower[:3]
        is_day = name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        return Value(f"XXXX-WXX-{known}" if is_day else f"XXXX-{known:02d}", "SET")
    if known in ("MO", "AF", "EV", "NI"):
        return Value(f"XXXX-XX-XXT{known}", "SET")
    count = 2 if r.span("o") else count
    if count and count > 1:
        return Value(amount(known, count), "SET")
    return Value(SETS.get(known) or amount(known, 1), "SET")


def habit(r: Reading) -> Value | None:
    known = r.value("wd") or r.value("w") or r.value("t")
    if isinstance(known, int):
        return Value(f"XXXX-WXX-{known}", "SET")
    if known == "WE":
        return Value("XXXX-WXX-WE", "SET")
    token = r.token("t")
    if token is None or token.text[0].isupper() or (token.tag == "JJ" and token.dep in ("amod", "compound")) or token.tag in ("NN", "NNP"):
        return None
    return Value(str(known), "SET")


def reference(r: Reading) -> Value | None:
    """'now', 'recently', 'the future': before, at or after the time of writing, no more."""
    words = list(r.words())
    if r.span("d"):
        return (
            Value("PRESENT_REF" if words[0] == "these" else "PAST_REF") if r.value("d") == "D" and words[0] in ("these", "those") else None
        )
    if "recent" in words:
        return Value("PAST_REF")
    if words[-1] == "past":
        return Value("PAST_REF") if r.after() in (",", ".", "", ";", "and", "but") else None
    known = str(r.value("t"))
    if words[-1] == "soon" and (r.before() == "as" or r.before() == "how" or r.after() in ("as", "after")):
        return None
    if words[-1] == "soon" and r.direction() == PAST:
        return None  # soon after something that is told
    if words[-1] == "now" and r.after() in ("that", "-"):
        return None
    return Value(known)


def clock(r: Reading) -> Value | None:
    """A time of day; its day is found beside it or in the text before."""
    word, half = r.word("t"), r.value("a")
    if r.value("t") in ("12:00", "24:00"):
        return Value(None, "TIME", clock="T" + str(r.value("t")))
    zone = "Z" if r.value("z") == "Z" or word.endswith(("gmt", "utc")) else ""
    if len(word) >= 4 and word[:4].isdigit():
        hour, minute = int(word[:2]), int(word[2:4])
        u = r.token("u")
        if u is not None and u.lower not in ("hours", "hrs"):
            return None
        bare = r.last - r.first == 1 and word[0] != "0"
        if bare and r.last < len(r.document.tokens) and r.document.tokens[r.last].tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBG"):
            return None  # a house number
    else:
        found = CLOCK_DIGITS.match(word)
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        if word[-1] == "m" or word.endswith("m."):
            half = 12 if "p" in word else 0
    if hour > 24 or minute > 59 or (half is not None and not 1 <= hour <= 12 and hour < 13):
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    return Value(None, "TIME", clock=f"T{hour:02d}:{minute:02d}{zone}")
