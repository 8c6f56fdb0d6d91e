"""Short ways to an article's quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import seeds
from transforms.document import Document
from transforms.quotes import find_quotes
from transforms.quotes.lexicon import QuoteLexicon
from transforms.records import Findings, Quote


@pytest.fixture(scope="session")
def quote_lexicon() -> QuoteLexicon:
    return QuoteLexicon.build(seeds.read)


@pytest.fixture(scope="session")
def quotes(
    annotate: Callable[..., Document], quote_lexicon: QuoteLexicon
) -> Callable[..., list[tuple[str, str | None, str | None, Quote]]]:
    """A function from a text to its quotes as (text, speaker, cue, record), by this stage alone: no names are known."""

    def run(text: str) -> list[tuple[str, str | None, str | None, Quote]]:
        document = annotate(text)
        return [
            (
                text[quote.start : quote.end],
                text[slice(*quote.speaker)] if quote.speaker else None,
                text[slice(*quote.cue)] if quote.cue else None,
                quote,
            )
            for quote in find_quotes(document, Findings(), quote_lexicon)
        ]

    return run
