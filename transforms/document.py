"""An article as the annotator leaves it: paragraphs, sentences, tokens with their syntax, and the model's own names.

Everything downstream reads this and nothing else of the language pipeline, so extraction can be tested on a hand-made document,
runs on any pipeline's output, and crosses process borders as plain tuples. All offsets are half-open; `start`/`end` count Unicode
code points of `Document.body`, `first`/`last` count tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple, cast


class Token(NamedTuple):
    """A word or punctuation mark. White space is never a token."""

    i: int
    start: int
    end: int
    text: str
    """As the language model read it: as long as `body[start:end]`, but with ordinary case where the body shouts."""
    lower: str
    lemma: str
    tag: str
    """Penn Treebank tag."""
    pos: str
    """Universal part of speech."""
    dep: str
    """Dependency label, spaCy's English (ClearNLP) scheme."""
    head: int
    """Index of the head token; its own index for the root of a sentence."""
    sentence: int
    """Index into `Document.sentences`."""


class NamedSpan(NamedTuple):
    """A span that the language model itself labelled, in OntoNotes terms."""

    first: int
    last: int
    label: str


class Sentence(NamedTuple):
    """A sentence; it never crosses a paragraph's end."""

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Paragraph(NamedTuple):
    """A stretch of the body between line ends. Only `text` and `crosshead` paragraphs are annotated."""

    start: int
    end: int
    kind: str
    """text | crosshead | dateline | byline | sign_off | advisory | caption | boilerplate | table (a row of one)."""


@dataclass(frozen=True)
class Document:
    """One annotated article."""

    article_id: str
    body: str
    headline: str = ""
    published: datetime | None = None
    dateline: str | None = None
    """Place named in the dateline, as written."""
    publisher: str | None = None
    url: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    model_names: tuple[NamedSpan, ...] = ()

    @cached_property
    def _columns(self) -> Any:
        """A token of columns: each field of all tokens in one tuple, taken apart in a single pass."""
        return Token._make(zip(*self.tokens, strict=True) if self.tokens else [()] * len(Token._fields))

    @property
    def texts(self) -> tuple[str, ...]:
        """The words as they are written, one a token."""
        return cast("tuple[str, ...]", self._columns.text)

    @property
    def lowers(self) -> tuple[str, ...]:
        """The words in lower case, one a token."""
        return cast("tuple[str, ...]", self._columns.lower)

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The lemmas, one a token."""
        return cast("tuple[str, ...]", self._columns.lemma)

    @cached_property
    def _children(self) -> list[list[Token]]:
        none: list[Token] = []
        children = [none] * len(self.tokens)
        for token, head in zip(self.tokens, self._columns.head):
            if head == token.i:
                continue
            if children[head] is none:
                children[head] = [token]
            else:
                children[head].append(token)
        return children

    @cached_property
    def children(self) -> Callable[[int], Sequence[Token]]:
        """The tokens that depend on a token, in the order of the text. `children(i)` is the table's own look-up: nothing is asked as often."""
        return self._children.__getitem__

    def of_texts(self, texts: Container[str]) -> Iterator[Token]:
        """The tokens that are written as one of these, in the order of the text."""
        return compress(self.tokens, map(texts.__contains__, self.texts))

    def of_words(self, words: Container[str]) -> Iterator[Token]:
        """The tokens whose lower case is one of these words, in the order of the text."""
        return compress(self.tokens, map(words.__contains__, self.lowers))

    def of_lemmas(self, lemmas: Container[str]) -> Iterator[Token]:
        """The tokens that have one of these lemmas, in the order of the text."""
        return compress(self.tokens, map(lemmas.__contains__, self.lemmas))

    def child(self, i: int, *deps: str) -> Token | None:
        """The first dependent of token `i` with one of these labels."""
        for child in self._children[i]:
            if child.dep in deps:
                return child
        return None

    def subtree(self, i: int) -> list[int]:
        """The indices of token `i` and all that hangs on it, sorted."""
        children = self._children
        found = [i]
        for at in found:  # which grows as it is walked
            if children[at]:
                found += [child.i for child in children[at]]
        found.sort()
        return found

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above token `i`, nearest first."""
        tokens = self.tokens
        while (head := tokens[i].head) != i:
            i = head
            yield tokens[i]

    def head_of(self, first: int, last: int) -> int:
        """The token of `[first, last)` whose head lies outside it: the phrase's syntactic head."""
        tokens = self.tokens
        for i in range(first, last):
            head = tokens[i].head
            if head == i or not first <= head < last:
                return i
        return last - 1

    def sentence_of(self, i: int) -> Sentence:
        return self.sentences[self.tokens[i].sentence]

    def sentence_tokens(self, sentence: int) -> tuple[Token, ...]:
        here = self.sentences[sentence]
        return self.tokens[here.first : here.last]

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The token range that lies within the characters `[start, end)`; a token that is cut counts as inside."""
        starts = self._columns.start
        first = bisect_right(starts, start) - 1
        if first < 0 or self.tokens[first].end <= start:
            first += 1
        return first, max(first, bisect_left(starts, end))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The character offsets of a token range."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def text(self, first: int, last: int) -> str:
        """The body's own characters of a token range."""
        return self.body[self.tokens[first].start : self.tokens[last - 1].end]
