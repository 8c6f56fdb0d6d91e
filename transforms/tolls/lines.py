"""Casualties that only captions and links to other stories tell of."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.tolls.victims import Casualty

HURT = {"hit": "injured"}
"""Measures that stand for another."""
STOPS = frozenset(".!?:;…\"”'’)")
CAPTION = "Caption "
"""How the sites of some newspapers begin what stands below a picture, often one of another story."""


def without_lines(document: Document, found: Sequence[Casualty]) -> list[Casualty]:
    """The casualties but for those of lines that are no sentences ('Crash on Route 9 kills two'), where sentences tell of such too: most
    captions and most links to other stories are such lines. Those of marked captions go wherever anything else tells of anybody.
    """
    captions = _captions(document)
    found = [casualty for casualty in found if casualty.sentence not in captions] or found
    lines = {number for number in {casualty.sentence for casualty in found} if _is_line(document, number)}
    told = {HURT.get(casualty.measure, casualty.measure) for casualty in found if casualty.sentence not in lines}
    return [casualty for casualty in found if HURT.get(casualty.measure, casualty.measure) not in told or casualty.sentence not in lines]


def _captions(document: Document) -> set[int]:
    """The sentences that are marked as captions, and those that say the same again: 'Caption Boat sinks A boat sank. A boat sank.'"""
    marked = {n for n, sentence in enumerate(document.sentences) if document.body.startswith(CAPTION, sentence.start)}
    if not marked:
        return marked
    text = "\n".join(document.body[document.sentences[n].start : document.sentences[n].end] for n in sorted(marked))
    return {n for n, sentence in enumerate(document.sentences) if document.body[sentence.start : sentence.end].strip() in text}


def _is_line(document: Document, number: int) -> bool:
    """Whether a sentence after the first is a whole paragraph and has no stop."""
    sentence = document.sentences[number]
    paragraph = document.paragraphs[sentence.paragraph]
    text = document.body[paragraph.start : paragraph.end].strip()
    return number > 0 and text == document.body[sentence.start : sentence.end].strip() and text[-1:] not in STOPS
