"""Organisations and peoples that are known by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.document import Document
from transforms.names.spans import Span
from transforms.names.spelling import fold

CONFIDENCE = 0.9


class KnownName(NamedTuple):
    """An alias as it is written, with what it stands for."""

    alias: str
    name: str
    country: str | None
    label: str


@dataclass(frozen=True)
class KnownNames:
    """Known organisations, by the first token of each alias and by folded alias."""

    by_first: Mapping[str, tuple[KnownName, ...]]
    by_folded: Mapping[str, KnownName]

    @classmethod
    def build(cls, seed: Mapping[str, Sequence[str]]) -> KnownNames:
        by_first: dict[str, list[KnownName]] = defaultdict(list)
        by_folded: dict[str, KnownName] = {}
        for name, (aliases, country, label) in seed.items():
            for alias in (name, *(alias for alias in aliases.split("|") if alias)):
                known = KnownName(alias, name, country or None, label)
                by_first[alias.split()[0].split("-")[0].removesuffix("'s")].append(known)
                by_folded.setdefault(fold(alias.replace(".", "")), known)
        return cls({first: tuple(sorted(names, key=lambda one: -len(one.alias))) for first, names in by_first.items()}, by_folded)

    def of(self, text: str) -> KnownName | None:
        """What a name stands for, case and points aside."""
        return self.by_folded.get(fold(text.replace(".", "")))


def find_known(document: Document, known: KnownNames) -> Iterator[Span]:
    """Every known organisation of the document; of several that start together, the longest."""
    texts = (*document.texts, "")
    for token in document.of_texts(known.by_first):
        following = texts[token.i + 1]
        for name in known.by_first[token.text]:
            if following not in name.alias and name.alias != token.text:
                continue  # as most are: this costs a tenth of reading on
            last = _reach(document, token.i, name.alias)
            if last is not None:
                yield Span(token.i, last, name.label, "names.known", CONFIDENCE)
                break


def _reach(document: Document, first: int, alias: str) -> int | None:
    """Where an alias that starts at a token ends, None where the text goes on differently."""
    end = document.sentence_of(first).last
    at, read = first, ""
    while at < end and len(read) < len(alias) and alias.startswith(read):
        token = document.tokens[at]
        read += (" " if at > first and document.tokens[at - 1].end < token.start else "") + token.text
        at += 1
    return at if read == alias else None
