"""E-mail (RFC 5322, .eml): the message's text, and its attachments in their turn."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from transforms.parse.format import Format, Outcome
from transforms.parse.markup import fragment_text
from transforms.parse.reasons import Refused
from transforms.parse.source import Head, Source
from transforms.parse.when import parse_when
from transforms.records import ParsedArticle

_HEADER = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]", re.MULTILINE)
_MAIL_HEADERS = frozenset(("from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "delivered-to"))
_NEEDED = 3
_SILENT = ("image", "audio", "video")


def _recognises(head: Head) -> bool:
    block = re.split(r"\r?\n\r?\n", head.text[:8_000], maxsplit=1)[0]
    if not _HEADER.match(block):
        return False
    return len({name.lower() for name in _HEADER.findall(block)} & _MAIL_HEADERS) >= _NEEDED


def read(source: Source) -> Iterator[Outcome]:
    """The message, then its attachments. Python's parser raises almost anything for headers that are none."""
    try:
        outcomes = list(_read(source))
    except (LookupError, ValueError, ArithmeticError, TypeError, AttributeError) as error:
        raise Refused("malformed", f"not a sound e-mail: {type(error).__name__}: {error}") from error
    yield from outcomes


def _read(source: Source) -> Iterator[Outcome]:
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(source.whole())
    text = _text(message)
    attachments = (
        [part for part in message.iter_attachments() if part.get_content_maintype() not in _SILENT] if message.is_multipart() else []
    )
    if text.strip():
        yield _article(message, text, source)
    elif not attachments:
        raise Refused("no_article", "an e-mail without text")
    for number, part in enumerate(attachments, 1):
        content = part.get_payload(decode=True)
        name = part.get_filename() or str(number)
        if isinstance(content, bytes):
            yield source.inner(io.BytesIO(content), name, name)


def _text(message: EmailMessage) -> str:
    """The plain text; HTML where there is none. Raises Refused for an encoding that isn't one."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        content = body.get_content()
    except (LookupError, ValueError, KeyError) as error:
        raise Refused("encoding", f"its text can't be decoded: {error}") from error
    if not isinstance(content, str):
        return ""
    return fragment_text(content) if body.get_content_subtype() == "html" else content.strip()


def _article(message: EmailMessage, text: str, source: Source) -> ParsedArticle:
    when = parse_when(message["date"])
    name, address = parseaddr(str(message["from"] or ""))
    return ParsedArticle(
        origin=source.origin,
        format="email",
        text=text,
        headline=" ".join(str(message["subject"] or "").split()) or None,
        source_key=str(message["message-id"] or "").strip(" <>") or None,
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=name or address or None,
    )


FORMAT = Format("email", _recognises, read, (".eml",))
