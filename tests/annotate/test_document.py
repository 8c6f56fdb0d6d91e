"""What a document answers about its tokens, on parses of any shape; and the small tools that rules look for their words with."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from transforms.document import Document, Paragraph, Sentence, Token
from transforms.lines import lines_with
from transforms.names.quoted import quoted_tokens
from transforms.remembered import Remembered

WORDS = st.sampled_from(["The", "crew", "said", "“", "”", '"', "«", "»", "Crew", "``", "''", ",", "left"])
PARAGRAPHS = st.lists(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=3), max_size=4)
"""Paragraphs of sentences of words."""


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents whose sentences have any trees."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    for number, paragraph in enumerate(draw(PARAGRAPHS)):
        for sentence in paragraph:
            first = len(tokens)
            for i, word in enumerate(sentence, first):
                head = i if i == first else draw(st.integers(first, i - 1))
                tokens.append(
                    Token(i, 9 * i, 9 * i + len(word), word, word.lower(), word.lower(), "NN", "NOUN", "dep", head, len(sentences))
                )
            sentences.append(Sentence(len(sentences), first, len(tokens), 9 * first, tokens[-1].end, number))
        paragraphs.append(Paragraph(sentences[-len(paragraph)].start, tokens[-1].end, "text"))
    body = "".join(token.text.ljust(9) for token in tokens)
    return Document("article", body, paragraphs=tuple(paragraphs), sentences=tuple(sentences), tokens=tuple(tokens))


@given(documents())
def test_children_ancestors_and_subtrees_are_of_one_tree(document):
    for token in document.tokens:
        assert all(child.head == token.i != child.i for child in document.children(token.i))
        assert token.head == token.i or token in document.children(token.head)
        below = document.subtree(token.i)
        assert below == [other.i for other in document.tokens if other is token or token in document.ancestors(other.i)]


@given(documents())
def test_columns_run_beside_the_tokens(document):
    assert document.texts == tuple(token.text for token in document.tokens)
    assert document.lowers == tuple(token.lower for token in document.tokens)
    assert document.lemmas == tuple(token.lemma for token in document.tokens)
    for token in document.tokens:
        assert document.tokens_in(token.start, token.end) == (token.i, token.i + 1)


@given(documents())
def test_tokens_of_words(document):
    words = {"crew", "”"}
    assert list(document.of_words(words)) == [token for token in document.tokens if token.lower in words]
    assert list(document.of_lemmas(words)) == [token for token in document.tokens if token.lemma in words]
    assert list(document.of_texts({"Crew"})) == [token for token in document.tokens if token.text == "Crew"]


def quoted_by_a_walk(document: Document) -> list[bool]:
    """The same as `quoted_tokens`, a token at a time."""
    inside, paragraph, quoted = False, -1, []
    for token in document.tokens:
        here = document.sentences[token.sentence].paragraph
        inside, paragraph = inside and here == paragraph, here
        if token.text in "“«":
            inside = True
        elif token.text in "”»":
            inside = False
        elif token.text in ('"', "''", "``"):
            inside = not inside
        quoted.append(inside)
    return quoted


@given(documents())
def test_quotation_marks_hold_to_their_paragraphs_end(document):
    assert quoted_tokens(document) == quoted_by_a_walk(document)


@given(st.text(alphabet="ab1 \n", max_size=60))
def test_lines_with_a_match(text):
    found = [text[start:end] for start, end in lines_with(re.compile(r"a1?"), text)]
    assert found == [line for line in text.split("\n") if "a" in line]


def test_a_remembered_function_is_asked_once_a_word_and_holds_no_more_than_its_limit():
    asked = []
    lengths = Remembered(lambda word: asked.append(word) or len(word), limit=2)
    assert [lengths[word] for word in ("a", "bb", "ccc", "a", "bb", "ccc")] == [1, 2, 3, 1, 2, 3]
    assert asked == ["a", "bb", "ccc", "ccc"]
    assert len(lengths) == 2
