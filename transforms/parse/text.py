"""Bytes to characters: by declaration, then by detection."""

from __future__ import annotations

import codecs
import re

from transforms.parse.reasons import Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""Declared name → what is meant by it, as the WHATWG's Encoding Standard has it."""

_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßÀÂÄÁÅÆÇÉÈÊËÍÎÏÑÓÔÖØŒÚÛÜ«»‘’“”„–—…€£°·¿¡º\xa0")


def declared_charset(content_type: str | None) -> str | None:
    """The charset parameter of a media type."""
    found = _CHARSET.search(content_type or "")
    return found.group(1) if found else None


def known_codec(name: str | None) -> str | None:
    """Python's name of an encoding as the web uses the name; None where there is none."""
    if not name:
        return None
    try:
        found = codecs.lookup(_WEB_NAMES.get(name.strip().lower(), name.strip())).name
    except (LookupError, ValueError):
        return None
    return _WEB_NAMES.get(found, found)


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of some bytes.

    A byte order mark decides; then UTF-8 if the bytes are valid as such (which text in another encoding practically never is);
    then the declaration; then detection. Raises Refused where nothing fits.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    codec = known_codec(declared)
    wide = codec is not None and codec.startswith(("utf-16", "utf-32"))
    if wide or b"\0" not in content:
        for candidate in ("utf-8", codec):
            if candidate:
                try:
                    return content.decode(candidate)
                except UnicodeDecodeError:
                    continue
    return _detected(content)


def encoding_of(head: bytes) -> str:
    """The encoding of a text that is read as it comes, from its beginning."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    try:
        head[: head.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(head) else "cp1252"
    return "utf-8"


def _detected(content: bytes) -> str:
    """Damaged UTF-8, then Windows-1252 if all its letters are of western Europe, then by statistics over the text."""
    if _mostly_utf8(content):
        return content.decode("utf-8", errors="replace")
    if western := _western(content):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(content[: 1 << 16]).best()
    for name in (best.encoding if best else None, "cp1252"):
        if name:
            try:
                return content.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    if b"\0" in content:
        raise Refused("encoding", "in no encoding that could be told")
    return content.decode("latin-1")


def _western(content: bytes) -> str | None:
    """The text as Windows-1252, if what isn't ASCII in it looks like a western European language."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = [character for character in text if character > "\x7f"]
    return text if sum(character in _WESTERN for character in foreign) >= 0.95 * len(foreign) else None


def _mostly_utf8(content: bytes) -> bool:
    """Whether UTF-8 with a damaged character here and there is the better reading: most of its sequences are sound."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > 10 * broken
