"""People behind titles: whatever the language model makes of 'Captain Aru Keve', it is somebody's name."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document, Token
from transforms.names.lexicon import NameLexicon
from transforms.names.spans import SURE, Span

RULE, CONFIDENCE = "names.titled", 0.92
LONGEST = 5
"""Words of a name."""


def with_titled(document: Document, spans: Sequence[Span], lexicon: NameLexicon) -> list[Span]:
    """The spans, and every name behind a title as that of a person."""
    at_token = {i: span for span in spans for i in range(span.first, span.last)}
    found: list[Span] = []
    gone: set[Span] = set()
    for title in document.of_texts(lexicon.titles):
        first = title.i + 1
        first += first < len(document.tokens) and document.texts[first] == "."
        last = _end_of_name(document, title, first, lexicon)
        inside = {at_token[i] for i in range(title.i, last) if i in at_token}
        if any((span.first, span.last, span.label) == (first, last, "PERSON") for span in inside):
            continue
        if last > first and all(_gives_way(span, title.i, last) for span in inside):
            gone |= inside
            found.append(Span(first, last, "PERSON", RULE, CONFIDENCE))
    return sorted([*(span for span in spans if span not in gone), *found]) if found else list(spans)


def _gives_way(span: Span, title: int, last: int) -> bool:
    """Whether a span lies within the title and its name: what goes beyond them is known better."""
    return title <= span.first and span.last <= last and span.rule_id not in SURE


def _end_of_name(document: Document, title: Token, first: int, lexicon: NameLexicon) -> int:
    """The token after the name that begins at token `first`; `first` where none does."""
    if title.tag not in ("NNP", "NN"):
        return first
    tokens, end = document.tokens, min(document.sentence_of(title.i).last, first + LONGEST)
    last = first
    while last < end and _is_of_name(tokens[last], lexicon):
        last += 1
    is_named_after = any(token.text in lexicon.designators.last for token in tokens[first + 1 : last + 1])  # 'Captain Cook Hotel'
    return first if is_named_after or (last > first and tokens[last - 1].lower in lexicon.particles) else last


def _is_of_name(token: Token, lexicon: NameLexicon) -> bool:
    """Whether a word may be part of a name: it is a proper noun with a capital, or a particle, and no title or office itself."""
    lower = token.lower.rstrip(".")
    if lower in lexicon.particles:
        return True
    is_word = token.tag == "NNP" and token.text[:1].isupper() and (token.text.isalpha() or token.text[1:] == ".")
    return is_word and not any(lower in words for words in (lexicon.honorifics, lexicon.offices, lexicon.generic, lexicon.demonyms))
