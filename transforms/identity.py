"""A parsed article to an article with its identity: its text made uniform, its parts told apart, its ids."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from transforms.ids import make_id
from transforms.parse import reject
from transforms.records import Article, ParsedArticle, Rejection
from transforms.wire.anatomy import Anatomy, dissect
from transforms.wire.language import identify_language, normal_code
from transforms.wire.lexicon import NOTHING_KNOWN, WireLexicon

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u0085]")
_MOJIBAKE = re.compile(r"[ÂÃâĂå][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What UTF-8 looks like that was read as Windows-1252 or Latin-1: the sign for ftfy to look closer."""
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|ocid|cmpid|ref|smid|ns_\w+|igshid|yclid)$", re.IGNORECASE)
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_GIVEN_AS_IS = frozenset(("json", "jsonl", "csv", "parquet"))
"""Formats whose `text` is kept as given."""
_TAGGED_WITH_CARE = frozenset(("newsml-g2", "newsml", "nitf", "ninjs"))
_VERSIONS = re.compile(
    r"^\W*(?:update|urgent update|writethru|lead|refile)\s?[- ]?(\d{1,2})\b|\b(\d{1,2})(?:st|nd|rd|th)\s(?:ld-)?writethru\b", re.IGNORECASE
)
_KILL = re.compile(
    r"\W*(?:(?:advisory|bulletin|mandatory|editors)\s?[:–—-]?\s?(?:mandatory\s)?(?:kill|withdraw(?:al|n)?)\b|(?:kill|withdrawal|withdrawn)\s?[:–—]|(?-i:KILL|WITHDRAWAL|WITHDRAWN)\s?-"
    r"|(?:story|item|article)\s(?:killed|withdrawn)\b)",
    re.IGNORECASE,
)


def identify(parsed: ParsedArticle, published: date | None = None, lexicon: WireLexicon = NOTHING_KNOWN) -> Article | Rejection:
    """The article, or a rejection where no words are left.

    `published` is the day (or moment, in UTC) of publication that the user gives for articles whose source gives none; it goes before what datelines,
    file names or the text say.
    """
    given_as_is = parsed.format in _GIVEN_AS_IS
    body = clean(parsed.text) if given_as_is else repaired(clean(parsed.text)).strip()
    if not any(map(str.isalnum, body)):
        return reject(parsed.origin, "empty", "no words in its text")
    headline = " ".join(repaired(clean(parsed.headline or "")).split()) or None
    anatomy = dissect(body, lexicon)
    if parsed.format == "text":
        body, anatomy = without_sign_off(body, anatomy)
    elif parsed.format == "html" and any(kind == "boilerplate" for _, _, kind in anatomy.paragraphs):
        body = without_boilerplate(body, anatomy) or body
        anatomy = replace(dissect(body, lexicon), agency=anatomy.agency)
    published_at, basis = _published(parsed, published, anatomy)
    source_key = parsed.source_key or (canonical_url(parsed.url) if parsed.url else None) or content_key(headline, body)
    version = parsed.version or version_of(headline)
    authors, credited = _credited(parsed, anatomy, lexicon)
    return Article(
        article_id=make_id("article", source_key, version, headline, body),
        source_key=source_key,
        version=version,
        status=parsed.status or ("canceled" if headline and _KILL.match(headline) else "usable"),
        source_uri=parsed.origin.uri,
        source_member=parsed.origin.member,
        source_sha256=parsed.origin.sha256,
        source_format=parsed.format,
        publisher=parsed.publisher or _publisher(anatomy, lexicon),
        agency=lexicon.agency(parsed.agency) or parsed.agency or anatomy.agency or credited or lexicon.agency(parsed.publisher),
        authors=authors,
        headline=headline,
        dateline_place=(anatomy.dateline.place if anatomy.dateline else None) or parsed.dateline_place,
        published_at=published_at,
        published_at_basis=basis,
        language=_language(parsed, body),
        body=body,
        word_count=len(body.split()),
        url=parsed.url,
        paragraphs=anatomy.paragraphs,
    )


def copy_id(article_id: str, file_name: str, member: str | None, sha256: str) -> str:
    """Id of the same text met again in another file: it has a row of its own, with an id that the file's name, content and place in it make."""
    return make_id("article", article_id, file_name, member, sha256)


def clean(text: str) -> str:
    """Unicode NFC, line feeds as line ends, no halves of surrogate pairs, no NULs."""
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _LINE_ENDS.sub("\n", text.replace("\0", "\ufffd")).removeprefix("\ufeff")
    return unicodedata.normalize("NFC", text)


def repaired(text: str) -> str:
    """Without mojibake, by ftfy; the same text where there is none."""
    if not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    return unicodedata.normalize("NFC", fix_encoding(text))


def without_sign_off(body: str, anatomy: Anatomy) -> tuple[str, Anatomy]:
    """The body of a plain text without the sign-off that it ends with."""
    if anatomy.sign_off is None or not anatomy.paragraphs or anatomy.paragraphs[-1][2] != "sign_off" or len(anatomy.paragraphs) < 2:
        return body, anatomy
    kept = anatomy.paragraphs[:-1]
    return body[: kept[-1][1]], replace(anatomy, paragraphs=kept)


def without_boilerplate(body: str, anatomy: Anatomy) -> str:
    """The text of a web page without the invitations and notices that stand among its paragraphs."""
    kept, at = [], 0
    for start, end, kind in anatomy.paragraphs:
        if kind == "boilerplate":
            kept.append(body[at:start])
            at = end
    return re.sub(r"\n{2,}", "\n", "".join([*kept, body[at:]])).strip()


def content_key(headline: str | None, body: str) -> str:
    """The source_key of what has no id of its own: `sha256:` and 16 hexadecimal digits of its headline and body."""
    return "sha256:" + sha256(f"{headline or ''}\x1f{body}".encode()).hexdigest()[:16]


def canonical_url(url: str) -> str:
    """A URL without fragment and tracking parameters, its host in lower case; the URL as it is where it can't be taken apart."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, urlencode(query), ""))


def version_of(headline: str | None) -> int:
    """The version that a headline names: 'UPDATE 2-…' is the third, '1st Ld-Writethru' the second; 1 where it names none."""
    found = _VERSIONS.search(headline or "")
    return 1 + int(found.group(1) or found.group(2)) if found else 1


def _published(parsed: ParsedArticle, published: date | None, anatomy: Anatomy) -> tuple[datetime | None, str]:
    """When it was published, and what says so; a year is never guessed."""
    if parsed.published_at is not None:
        return parsed.published_at, parsed.published_at_basis or "metadata"
    if published is not None:
        return _moment(published), "metadata"
    if anatomy.dateline and (day := anatomy.dateline.date):
        return _moment(day), "dateline"
    for name in (parsed.url, parsed.origin.member, parsed.origin.uri):
        if when := date_in_name(name):
            return when, "filename"
    if anatomy.dated:
        return _moment(anatomy.dated), "text"
    return None, "none"


def _moment(day: date) -> datetime:
    """Midnight where only the day is known."""
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - all our times are UTC


def date_in_name(name: str | None) -> datetime | None:
    """The last day that a path or address names (`inbox/2025-07-10/wave.txt`, `20250710_wave.txt`, `/2025/07/10/wave`)."""
    for found in reversed(list(_FILE_DATE.finditer((name or "")[-300:]))):
        try:
            return datetime(int(found[1]), int(found[3]), int(found[4]))  # noqa: DTZ001
        except ValueError:
            continue
    return None


def _language(parsed: ParsedArticle, body: str) -> str | None:
    """As agencies' own formats tag it; elsewhere, where tags are often a system's default, as the text says if it is long enough to tell."""
    declared = normal_code(parsed.language)
    return (declared if parsed.format in _TAGGED_WITH_CARE else None) or identify_language(body) or declared


def _credited(parsed: ParsedArticle, anatomy: Anatomy, lexicon: WireLexicon) -> tuple[tuple[str, ...], str | None]:
    """The writers' names, and the agency among or behind them ('A. Writer, Associated Press')."""
    names = parsed.authors or (anatomy.byline.authors if anatomy.byline else ()) or (anatomy.sign_off.authors if anatomy.sign_off else ())
    writers, agency = [], None
    for name in names:
        writer, credited = lexicon.without_agency(name)
        agency = agency or credited
        if writer:
            writers.append(writer)
    return tuple(writers), agency


def _publisher(anatomy: Anatomy, lexicon: WireLexicon) -> str | None:
    """The source that a sign-off or byline names, unless that is the agency."""
    for credit in (anatomy.sign_off, anatomy.byline):
        if credit and credit.source and not lexicon.agency(credit.source):
            return credit.source
    return None
