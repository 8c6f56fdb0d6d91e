"""The language pipeline over articles: one model, many articles, paragraphs as its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc

from transforms.annotate.casing import rank_of_vectors, readable
from transforms.annotate.lemmas import Lemmas, pos_of
from transforms.document import Document, NamedSpan, Paragraph, Sentence, Token
from transforms.records import Article

ANNOTATED_KINDS = ("text", "crosshead", "caption", "dateline")
UNUSED_COMPONENTS = ("attribute_ruler", "lemmatizer", "senter")
"""Components switched off: `transforms.annotate.lemmas` does their work once a word, not once a token."""
MAX_PARAGRAPH = 20_000
"""Characters that are parsed as one text. Longer paragraphs (a missing line end) are cut at a space: memory grows with length."""


class Annotator:
    """Holds a loaded spaCy pipeline (`nlp`), which is handed in: where a model comes from is not this package's business."""

    def __init__(self, nlp: Any, batch_size: int = 128):
        self._nlp = nlp
        self._batch_size = batch_size
        self._lemmas = Lemmas(nlp)
        self._rank = rank_of_vectors(nlp.vocab)

    def documents(self, articles: Iterable[Article]) -> Iterator[Document]:
        """The articles as documents, in their order."""
        pieces: Iterator[tuple[Doc, tuple[Article, Paragraph | None]]] = self._nlp.pipe(
            self._texts(articles), as_tuples=True, batch_size=self._batch_size
        )
        current: Article | None = None
        parsed: list[tuple[Doc, Paragraph]] = []
        for doc, (article, paragraph) in pieces:
            if paragraph is None:
                if current is not None:
                    yield self._document(current, parsed)
                current, parsed = article, []
            else:
                parsed.append((doc, paragraph))
        if current is not None:
            yield self._document(current, parsed)

    def _texts(self, articles: Iterable[Article]) -> Iterator[tuple[str, tuple[Article, Paragraph | None]]]:
        for article in articles:
            yield "", (article, None)
            paragraphs = [Paragraph(*paragraph) for paragraph in article.paragraphs]
            text = readable(article.body, self._rank)
            for paragraph in paragraphs:
                if paragraph.kind in ANNOTATED_KINDS:
                    for start, end in cut(text, paragraph.start, paragraph.end):
                        yield text[start:end], (article, Paragraph(start, end, paragraph.kind))

    def _document(self, article: Article, parsed: list[tuple[Doc, Paragraph]]) -> Document:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        names: list[NamedSpan] = []
        paragraphs = tuple(Paragraph(*paragraph) for paragraph in article.paragraphs)
        starts = {paragraph.start: number for number, paragraph in enumerate(paragraphs)}
        number = 0
        for doc, paragraph in parsed:
            number = starts.get(paragraph.start, number)
            at = self._append_tokens(doc, paragraph.start, tokens, sentences, number)
            names += [
                NamedSpan(at[span.start], at[span.end - 1] + 1, span.label_) for span in doc.ents if at[span.start] < at[span.end - 1] + 1
            ]
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
            model_names=tuple(names),
        )

    def _append_tokens(self, doc: Doc, offset: int, tokens: list[Token], sentences: list[Sentence], paragraph: int) -> list[int]:
        """Add a parsed paragraph's tokens and sentences; gives each of spaCy's token indices its place among `tokens`.

        White-space tokens are left out: what points at one points at the nearest real token before it instead.
        """
        base, at, kept = len(tokens), [], 0
        for token in doc:
            at.append(base + max(kept - 1, 0) if token.is_space else base + kept)
            kept += not token.is_space
        for sent in doc.sents:
            inside = [token for token in sent if not token.is_space]
            if not inside:
                continue
            index = len(sentences)
            first = len(tokens)
            last = first + len(inside)
            for token in inside:
                i = len(tokens)
                text, tag, dep = token.text, token.tag_, token.dep_
                lower = text.lower()
                pos = pos_of(tag, dep)
                head = at[token.head.i]
                if not first <= head < last:
                    head = i
                start = offset + token.idx
                tokens.append(Token(i, start, start + len(text), text, lower, self._lemmas.lemma(lower, pos), tag, pos, dep, head, index))
            sentences.append(Sentence(index, first, last, tokens[first].start, tokens[-1].end, paragraph))
        return at


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph, in pieces short enough to parse."""
    while end - start > MAX_PARAGRAPH:
        space = text.rfind(" ", start + MAX_PARAGRAPH // 2, start + MAX_PARAGRAPH)
        middle = space if space > 0 else start + MAX_PARAGRAPH
        yield start, middle
        start = middle
    yield start, end
