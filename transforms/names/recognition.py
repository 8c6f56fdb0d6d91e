"""Which spans are names, and of what kind."""

from __future__ import annotations

from transforms.document import Document
from transforms.names.lexicon import NameLexicon
from transforms.places.gazetteer import Gazetteer
from transforms.records import Mention, Quantity, Timex

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})


def find_names(document: Document, times: tuple[Timex, ...], quantities: tuple[Quantity, ...], lexicon: NameLexicon, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The document's names (and weapons), in the order of the text; spans never overlap. Neither entity nor place is set."""
    return tuple(
        Mention(*document.span(span.first, span.last), span.first, span.last, span.label)
        for span in document.model_names
        if span.label in NAME_LABELS
    )
