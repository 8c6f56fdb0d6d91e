"""Which tokens stand inside quotation marks."""

from __future__ import annotations

from transforms.document import Document

OPENING = frozenset("“«„")
CLOSING = frozenset("”»")
STRAIGHT = frozenset(('"', "''", "``"))
MARKS = OPENING | CLOSING | STRAIGHT


def quoted_tokens(document: Document) -> list[bool]:
    """For every token, whether it stands inside quotation marks.

    Straight marks open and close by turns. Marks left open hold to the end of their paragraph: the next one opens its own.
    """
    quoted = [False] * len(document.tokens)
    opened, until = None, 0  # the mark that is open, and the end of its paragraph
    for mark in document.of_texts(MARKS):
        if opened is not None and mark.i >= until:
            quoted[opened:until] = [True] * (until - opened)
            opened = None
        if opened is None and mark.text not in CLOSING:
            opened, until = mark.i, _end_of_paragraph(document, mark.sentence)
        elif opened is not None and mark.text not in OPENING:
            quoted[opened : mark.i] = [True] * (mark.i - opened)
            opened = None
    if opened is not None:
        quoted[opened:until] = [True] * (until - opened)
    return quoted


def _end_of_paragraph(document: Document, sentence: int) -> int:
    """The token after the last one of the paragraph that a sentence stands in."""
    sentences, paragraph = document.sentences, document.sentences[sentence].paragraph
    while sentence + 1 < len(sentences) and sentences[sentence + 1].paragraph == paragraph:
        sentence += 1
    return sentences[sentence].last
