"""Which event a quote is about."""

from __future__ import annotations

import pytest

from transforms.events import link_quotes
from transforms.records import Event, Findings, Quote

TEXT = 'The mayor said: "Gunmen attacked the mill." A raid closed the port; "it is a disgrace", he said. He added: "We are tired."'


def quote_of(text: str) -> Quote:
    start = TEXT.index(text)
    return Quote(start, start + len(text), "direct", None, None, None, None, "unresolved")


def event_at(word: str, **fields: object) -> Event:
    start = TEXT.index(word)
    return Event(0, 0, (start, start + len(word)), "ASSAULT", None)._replace(**fields)


@pytest.mark.parametrize(
    ("quote", "event"),
    [("Gunmen attacked the mill.", 0), ("it is a disgrace", 1), ("We are tired.", None)],
    ids=["told in the quote", "pointed at by the quote", "neither"],
)
def test_event_of_a_quote(annotate: object, quote: str, event: int | None) -> None:
    events = (event_at("attacked"), event_at("raid"))
    [linked] = link_quotes(annotate(TEXT), Findings(quotes=(quote_of(quote),), events=events))
    assert linked.event == event


def test_a_mention_stands_for_the_first_that_tells_of_the_same(annotate: object) -> None:
    events = (event_at("raid"), event_at("attacked", same_as=0))
    [linked] = link_quotes(annotate(TEXT), Findings(quotes=(quote_of("Gunmen attacked the mill."),), events=events))
    assert linked.event == 0
