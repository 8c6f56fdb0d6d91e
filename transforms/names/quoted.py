"""Which tokens stand inside quotation marks."""

from __future__ import annotations

from transforms.document import Document

OPENING = frozenset("“«„")
CLOSING = frozenset("”»")


def quoted_tokens(document: Document) -> list[bool]:
    """For every token, whether it stands inside quotation marks.

    Straight marks open and close by turns. Marks left open hold to the end of their paragraph: the next one opens its own.
    """
    inside, quoted, paragraph = False, [], -1
    for token in document.tokens:
        here = document.sentences[token.sentence].paragraph
        if here != paragraph:
            inside, paragraph = False, here
        if token.text in OPENING:
            inside = True
        elif token.text in CLOSING:
            inside = False
        elif token.text in ('"', "''", "``"):
            inside = not inside
        quoted.append(inside)
    return quoted
