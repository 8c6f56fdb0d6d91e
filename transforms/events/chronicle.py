"""Times whose place in the text says what they date: the heads of a chronicle's entries; or that they date nothing: direct speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from transforms.document import Document
from transforms.records import Findings, Timex


class Spoken:
    """The direct quotes of a document. A day that is named in one is counted from when it was said, which may be days before."""

    def __init__(self, findings: Findings):
        self._quotes = sorted((quote.start, quote.end) for quote in findings.quotes if quote.kind == "direct" and not quote.is_fragment)

    def holds(self, start: int) -> bool:
        """Whether an offset lies in a quote."""
        at = bisect_right(self._quotes, (start, start)) - 1
        return any(first <= start < last for first, last in self._quotes[max(at, 0) : at + 2])


def is_heading(document: Document, time: Timex) -> bool:
    """Whether a time heads an entry of a chronicle: 'June 2010: …'."""
    return (
        time.begin is not None
        and time.first == document.sentence_of(time.first).first
        and time.last < len(document.tokens)
        and document.tokens[time.last].text == ":"
    )


def date_entry(document: Document, time: Timex, token_of: Mapping[int, int], physical: Sequence[bool], found: dict[int, Timex]) -> None:
    """Date the events of a chronicle's entry: of the sentence that its time heads and of the next, if in the same paragraph."""
    here = document.sentence_of(time.first)
    for event, token in token_of.items():
        sentence = document.sentences[document.tokens[token].sentence]
        if physical[event] and event not in found and sentence.paragraph == here.paragraph and 0 <= sentence.i - here.i <= 1:
            found[event] = time
