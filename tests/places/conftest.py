"""Short ways to a place: a document with the names that a test marks, and the real gazetteer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from transforms.document import Document
from transforms.places import Located, resolve_places
from transforms.places.gazetteer import Gazetteer
from transforms.records import Mention, Place


@pytest.fixture(scope="session")
def gazetteer(knowledge: Any) -> Gazetteer:
    return knowledge.gazetteer


def marked(document: Document, names: dict[str, str]) -> tuple[Mention, ...]:
    """A mention of a label for every occurrence of each name."""
    found = []
    for name, label in names.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", document.body):
            first, last = document.tokens_in(*match.span())
            found.append(Mention(*document.span(first, last), first, last, label))
    return tuple(sorted(found, key=lambda mention: mention.start))


@pytest.fixture(scope="session")
def locate(annotate: Callable[..., Document], gazetteer: Gazetteer) -> Callable[..., tuple[Document, Located]]:
    """A function from a text, its names (all GPE, or a label for each) and what is known of the article to its places."""

    def run(text: str, *names: str, labels: dict[str, str] | None = None, publisher: str | None = None, dateline: str | None = None) -> Any:
        document = replace(annotate(text), publisher=publisher, dateline=dateline)
        return document, resolve_places(document, marked(document, dict.fromkeys(names, "GPE") | (labels or {})), gazetteer)

    return run


@pytest.fixture(scope="session")
def place_of(locate: Callable[..., Any]) -> Callable[..., Place | None]:
    """A function from a text and its names to the place of the first mention of the first name."""

    def run(text: str, *names: str, **known: Any) -> Place | None:
        document, located = locate(text, *names, **known)
        return next(mention.place for mention in located.names if document.body[mention.start : mention.end] == names[0])

    return run
