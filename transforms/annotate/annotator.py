"""The language pipeline over articles: one model, many articles, paragraphs as its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, ORTH, SENT_START, TAG
from spacy.tokens import Doc

from transforms.annotate.biluo import Name, NameDecoder, is_decodable
from transforms.annotate.casing import rank_of_vectors, readable
from transforms.annotate.lemmas import Lemmas, pos_of
from transforms.annotate.word_vectors import remember_words
from transforms.document import Document, NamedSpan, Paragraph, Sentence, Token
from transforms.records import Article

ANNOTATED_KINDS = ("text", "crosshead", "caption", "dateline")
UNUSED_COMPONENTS = ("attribute_ruler", "lemmatizer", "senter")
"""Components switched off: `transforms.annotate.lemmas` does their work once a word, not once a token."""
NAMER = "ner"
COLUMNS = (ORTH, TAG, DEP, HEAD, SENT_START, IS_SPACE, IDX, LENGTH)
MAX_PARAGRAPH = 20_000
"""Characters that are parsed as one text. Longer paragraphs (a missing line end) are cut at a space: memory grows with length."""
BATCH_CHARACTERS = 30_000
"""Of texts that are parsed together: some 6,000 words."""
ENDLESS_CACHE = 200_000
"""Readings of words remembered at most; a larger cache is emptied rather than left to grow through a long run."""
Piece = tuple[Article, Paragraph | None]
"""Where a text comes from: a paragraph of an article, or the article's beginning."""


class Annotator:
    """Holds a loaded spaCy pipeline (`nlp`), which is handed in: where a model comes from is not this package's business.

    A convolutional pipeline of spaCy's own make is run by shorter ways that lead to the same annotation (`biluo`, `word_vectors`); any
    other is run as it is.
    """

    def __init__(self, nlp: Any, batch_size: int = 128):
        self._nlp = nlp
        self._batch_size = batch_size
        self._lemmas = Lemmas(nlp)
        self._rank = rank_of_vectors(nlp.vocab)
        self._readings: dict[tuple[int, int, int], tuple[str, str, str, str, str, str]] = {}
        last = nlp.pipeline[-1] if nlp.pipeline else (None, None)
        self._decoder = NameDecoder(last[1]) if last[0] == NAMER and is_decodable(last[1]) else None
        remember_words(nlp)

    def documents(self, articles: Iterable[Article]) -> Iterator[Document]:
        """The articles as documents, in their order."""
        current: Article | None = None
        parsed: list[tuple[Doc, list[Name], Paragraph]] = []
        for doc, names, (article, paragraph) in self._parsed(self._texts(articles)):
            if paragraph is None:
                if current is not None:
                    yield self._document(current, parsed)
                current, parsed = article, []
            else:
                parsed.append((doc, names, paragraph))
        if current is not None:
            yield self._document(current, parsed)

    def _parsed(self, texts: Iterable[tuple[str, Piece]]) -> Iterator[tuple[Doc, list[Name], Piece]]:
        """The texts with their parse and their names."""
        skipped = [NAMER] if self._decoder else []
        for batch in _batches(texts, self._batch_size):
            docs = list(self._nlp.pipe((text for text, _ in batch), batch_size=len(batch), disable=skipped))
            names = (
                self._decoder.names(docs) if self._decoder else [[(span.start, span.end, span.label_) for span in doc.ents] for doc in docs]
            )
            for doc, found, (_, piece) in zip(docs, names, batch, strict=True):
                yield doc, found, piece

    def _texts(self, articles: Iterable[Article]) -> Iterator[tuple[str, Piece]]:
        for article in articles:
            yield "", (article, None)
            paragraphs = [Paragraph(*paragraph) for paragraph in article.paragraphs]
            text = readable(article.body, self._rank)
            for paragraph in paragraphs:
                if paragraph.kind in ANNOTATED_KINDS:
                    for start, end in cut(text, paragraph.start, paragraph.end):
                        yield text[start:end], (article, Paragraph(start, end, paragraph.kind))

    def _document(self, article: Article, parsed: Sequence[tuple[Doc, list[Name], Paragraph]]) -> Document:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        spans: list[NamedSpan] = []
        paragraphs = tuple(Paragraph(*paragraph) for paragraph in article.paragraphs)
        starts = {paragraph.start: number for number, paragraph in enumerate(paragraphs)}
        number = 0
        for doc, names, paragraph in parsed:
            number = starts.get(paragraph.start, number)
            at = self._append_tokens(doc, paragraph.start, tokens, sentences, number)
            spans += [NamedSpan(at[first], at[last - 1] + 1, label) for first, last, label in names if at[first] < at[last - 1] + 1]
        return Document(
            article_id=article.article_id,
            body=article.body,
            headline=article.headline or "",
            published=article.published_at,
            dateline=article.dateline_place,
            publisher=article.publisher,
            url=article.url,
            paragraphs=paragraphs,
            sentences=tuple(sentences),
            tokens=tuple(tokens),
            model_names=tuple(spans),
        )

    def _append_tokens(self, doc: Doc, offset: int, tokens: list[Token], sentences: list[Sentence], paragraph: int) -> list[int]:
        """Add a parsed paragraph's tokens and sentences; gives each of spaCy's token indices its place among `tokens`.

        White-space tokens are left out: what points at one points at the nearest real token before it instead.
        """
        base, readings = len(tokens), self._readings
        orth, tag, dep, head, sentence_starts, is_space, start, length = doc.to_array(COLUMNS).T
        is_word = is_space == 0
        if not is_word.any():
            return [base] * len(doc)
        at = base + np.maximum(np.cumsum(is_word) - is_word - (~is_word), 0)
        heads = at[np.arange(len(doc)) + head.astype(np.int64)]
        starts_sentence = sentence_starts == 1
        starts_sentence[0] = True
        sentence = np.cumsum(starts_sentence)[is_word]
        firsts = np.flatnonzero(np.diff(sentence, prepend=0)) + base
        lasts = np.append(firsts[1:], base + len(sentence))
        index_of = np.repeat(np.arange(len(firsts)), lasts - firsts)
        heads = heads[is_word]
        own = np.arange(base, base + len(sentence))
        outside = (heads < firsts[index_of]) | (heads >= lasts[index_of])
        heads[outside] = own[outside]
        keys = zip(orth[is_word].tolist(), tag[is_word].tolist(), dep[is_word].tolist(), strict=True)
        begins = (start[is_word] + np.uint64(offset)).tolist()
        ends = (start[is_word] + length[is_word] + np.uint64(offset)).tolist()
        for i, key, begin, end, up, index in zip(
            own.tolist(), keys, begins, ends, heads.tolist(), (index_of + len(sentences)).tolist(), strict=True
        ):
            reading = readings.get(key) or self._read(key)
            tokens.append(Token(i, begin, end, *reading, up, index))
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            sentences.append(Sentence(len(sentences), first, last, tokens[first].start, tokens[last - 1].end, paragraph))
        places: list[int] = at.tolist()
        return places

    def _read(self, key: tuple[int, int, int]) -> tuple[str, str, str, str, str, str]:
        """Text, lower case, lemma, tag, part of speech and dependency label of a word form with a tag and a label, by their hashes."""
        if len(self._readings) >= ENDLESS_CACHE:
            self._readings.clear()
        text, tag, dep = (self._nlp.vocab.strings[number] for number in key)
        lower, pos = text.lower(), pos_of(tag, dep)
        lemma = lower if tag == "JJ" else self._lemmas.lemma(lower, pos)  # the rules would take "former" for a comparative
        # Interned, since the rules compare these strings all the time: equal ones that are one object are seen to be so at once.
        reading = self._readings[key] = (intern(text), intern(lower), intern(lemma), intern(tag), intern(pos), intern(dep))
        return reading


def _batches(texts: Iterable[tuple[str, Piece]], most: int) -> Iterator[list[tuple[str, Piece]]]:
    """The texts, as many at a time as may be, and fewer of long ones: the memory of a batch grows with its words."""
    batch: list[tuple[str, Piece]] = []
    length = 0
    for text in texts:
        batch.append(text)
        length += len(text[0])
        if len(batch) == most or length >= BATCH_CHARACTERS:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph, in pieces short enough to parse."""
    while end - start > MAX_PARAGRAPH:
        space = text.rfind(" ", start + MAX_PARAGRAPH // 2, start + MAX_PARAGRAPH)
        middle = space if space > 0 else start + MAX_PARAGRAPH
        yield start, middle
        start = middle
    yield start, end
