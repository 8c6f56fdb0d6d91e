"""What is stored of a file whose original isn't kept, in place of its bytes: its articles as they are, and why the rest was rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.spool import read_table
from transforms.assemble import article_of
from transforms.records import Article, Rejection


@dataclass(frozen=True, slots=True)
class Stored:
    """What one file gave."""

    articles: Path | None = None
    """A spool file with its rows of `articles`."""
    rejections: tuple[Rejection, ...] = ()

    def outcomes(self) -> Iterator[Article | Rejection]:
        """The articles, then the rejections."""
        if self.articles is not None:
            for batch in read_table(self.articles).to_batches(max_chunksize=1000):
                yield from map(article_of, batch.to_pylist())
        yield from self.rejections
