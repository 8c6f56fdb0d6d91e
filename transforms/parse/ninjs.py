"""ninjs (IPTC, versions 1.0 to 3.1): news as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from transforms.parse.fields import authors_of, status_of, text_of, whole
from transforms.parse.markup import fragment_text
from transforms.parse.reasons import Refused
from transforms.parse.when import parse_when
from transforms.records import Origin, ParsedArticle

_SIGNS = frozenset(("versioncreated", "pubstatus", "representationtype", "bodies", "headlines", "body_text", "body_html", "body_xhtml", "standard", "usageterms", "renditions", "associations", "firstcreated", "contentcreated", "copyrightholder"))  # fmt: skip
"""Properties, in lower case, of which a ninjs object has one besides its `uri`."""


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether an object follows ninjs: it has a `uri`, and properties that only ninjs calls so."""
    return (
        "uri" in value
        and "text" not in value
        and any(key.lower() in _SIGNS or key.startswith(("body_", "description_", "headline_")) for key in value)
    )


def articles(value: Mapping[str, Any], origin: Origin) -> Iterator[ParsedArticle]:
    """The object's article, and those of associated objects that carry a text of their own. Raises Refused where there is none at all."""
    _check(value)
    found = 0
    if (text := _body(value)).strip():
        found += 1
        yield _article(value, text, origin)
    for name, other in _associations(value):
        if isinstance(other.get("uri"), str) and (text := _body(other)).strip():
            found += 1
            yield _article(other, text, replace(origin, member=f"{origin.member}#{name}" if origin.member else name))
    if not found:
        raise Refused("no_article", f"a ninjs object of type {text_of(value.get('type')) or 'unknown'} without a body")


def _check(value: Mapping[str, Any]) -> None:
    """Raises Refused where an object breaks the standard in what makes an article of it."""
    if not isinstance(value.get("uri"), str) or not value["uri"].strip():
        raise Refused("invalid", "ninjs requires a uri that is a string")
    for key, one in value.items():
        if key.startswith(("body_", "description_", "headline_")) and not isinstance(one, str):
            raise Refused("invalid", f"ninjs requires {key} to be a string")
    for key in ("bodies", "headlines", "descriptions"):
        if key in value and not isinstance(value[key], list):
            raise Refused("invalid", f"ninjs requires {key} to be an array")


def _article(value: Mapping[str, Any], text: str, origin: Origin) -> ParsedArticle:
    when = next(
        (moment for name in ("versionCreated", "firstCreated", "contentCreated") if (moment := parse_when(_any(value, name)))), None
    )
    sources = _any(value, "infoSources", "infoSource")
    source = text_of(sources)
    return ParsedArticle(
        origin=origin,
        format="ninjs",
        text=text,
        headline=_headline(value),
        source_key=value["uri"].strip(),
        version=whole(value.get("version")),
        status=status_of(_any(value, "pubStatus")),
        published_at=when,
        published_at_basis="metadata" if when else None,
        publisher=text_of(_any(value, "provider", "copyrightHolder")) or source,
        agency=source,
        authors=tuple(authors_of(_any(value, "byline", "by"))),
        language=text_of(value.get("language")),
        url=_page(value),
        dateline_place=text_of(value.get("located")),
    )


def _any(value: Mapping[str, Any], *names: str) -> Any:
    """A property by the first of its names, whatever their case: versions differ in that."""
    folded = {key.lower(): one for key, one in value.items()}
    return next((folded[name.lower()] for name in names if folded.get(name.lower())), None)


def _values(value: Mapping[str, Any], plural: str, prefix: str) -> Iterator[tuple[str, str, str]]:
    """(role, media type, text) of a text property: an array of objects since 2.0, properties with a suffix before."""
    for one in value.get(plural) or ():
        if isinstance(one, Mapping) and isinstance(one.get("value"), str):
            yield str(one.get("role") or ""), str(one.get("contentType") or one.get("contenttype") or ""), one["value"]
    for key, text in value.items():
        if key == prefix or key.startswith(f"{prefix}_"):
            yield key.removeprefix(prefix).lstrip("_"), "", str(text)


def _headline(value: Mapping[str, Any]) -> str | None:
    headlines = list(_values(value, "headlines", "headline"))
    main = next((text for role, _, text in headlines if role in ("main", "")), headlines[0][2] if headlines else None)
    return text_of(fragment_text(main) if main and "</" in main else main) or text_of(value.get("title"))


def _body(value: Mapping[str, Any]) -> str:
    """The fullest of the bodies; of equals, the one with the most paragraphs."""
    texts = [_plain(media_type or role, text) for role, media_type, text in _values(value, "bodies", "body")]
    longest = max((_size(text) for text in texts), default=0)
    return max((text for text in texts if _size(text) >= 0.95 * longest), key=lambda text: text.count("\n"), default="")


def _size(text: str) -> int:
    return sum(map(str.isalnum, text))


def _plain(kind: str, text: str) -> str:
    """A body without its markup: NITF, HTML, or plain text."""
    kind = kind.lower()
    if "nitf" in kind or "<nitf" in text[:500]:
        from transforms.parse.nitf import story
        from transforms.parse.xml import tree

        return story(tree(text.encode())).text
    if "html" in kind or ("plain" not in kind and kind != "text" and "</" in text):
        return fragment_text(text)
    return text


def _associations(value: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Objects nested in this one, by name: an object of objects before 2.0, an array since."""
    nested = value.get("associations")
    pairs = nested.items() if isinstance(nested, Mapping) else enumerate(nested, 1) if isinstance(nested, list) else ()
    for name, other in pairs:
        if isinstance(other, Mapping):
            yield str(other.get("name") or name), other


def _page(value: Mapping[str, Any]) -> str | None:
    uri = value["uri"].strip()
    return uri if uri.startswith(("http://", "https://")) else None
