"""All that the rules know: frozen lexicons, built from seeds by a reader that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from transforms.events.lexicon import EventLexicon
from transforms.names.lexicon import NameLexicon
from transforms.places.gazetteer import Gazetteer
from transforms.quantities.lexicon import QuantityLexicon
from transforms.quotes.lexicon import QuoteLexicon
from transforms.times.lexicon import TimeLexicon

Reader = Callable[[str], Any]
"""Gives the content of a seed file by its name without extension, such as 'quotes/cues'."""


@dataclass(frozen=True)
class Knowledge:
    """What extraction looks things up in. Built once a process."""

    names: NameLexicon
    gazetteer: Gazetteer
    quotes: QuoteLexicon
    events: EventLexicon
    quantities: QuantityLexicon
    times: TimeLexicon

    @classmethod
    def build(cls, read: Reader, gazetteer: Gazetteer) -> Knowledge:
        return cls(
            NameLexicon.build(read),
            gazetteer,
            QuoteLexicon.build(read),
            EventLexicon.build(read),
            QuantityLexicon.build(read),
            TimeLexicon.build(read),
        )
