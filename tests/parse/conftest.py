"""Short ways from bytes to what the parsers make of them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from transforms.parse import DEFAULTS, ParseSettings, parse
from transforms.records import Origin, ParsedArticle, Rejection

Parsed = list[ParsedArticle | Rejection]


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Parsed]:
    """A function from a file's bytes (or text) and name to all that is in it."""

    def run(content: bytes | str, name: str = "file", settings: ParseSettings = DEFAULTS) -> Parsed:
        data = content.encode() if isinstance(content, str) else content
        return list(parse(io.BytesIO(data), Origin(name), settings))

    return run


@pytest.fixture(scope="session")
def reasons(parsed: Callable[..., Parsed]) -> Callable[..., list[str]]:
    """A function from a file to the reasons of its rejections; an article in it is an error."""

    def run(content: bytes | str, name: str = "file", settings: ParseSettings = DEFAULTS) -> list[str]:
        found = parsed(content, name, settings)
        assert all(isinstance(one, Rejection) for one in found), found
        return [one.reason for one in found if isinstance(one, Rejection)]

    return run
