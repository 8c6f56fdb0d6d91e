"""What a trained pipeline knows of a word by itself, remembered from one text to the next.

A spaCy embedding layer makes a vector of each token from the token alone (its form, norm, affixes, shape, whether a space follows). News
uses the same words again and again, so a vector is made once for each and looked up from then on. It is always made among a fixed number
of others, so that it comes out the same to the last bit whichever text the word is met in first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY, intify_attr
from spacy.tokens import Doc
from thinc.api import Model

REMEMBERING = "remembering"
"""Name of the layers that this module makes."""
MADE_AT_ONCE = 64
REMEMBERED = 1 << 16
"""Words remembered at most: 25 MB at a width of 96. When it is full, it starts anew."""
OF_THE_WORD = frozenset(intify_attr(name) for name in ("ORTH", "NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "LOWER"))
"""Attributes that the form, the norm and the following space determine."""


def remember_words(nlp: Any) -> None:
    """Let every embedding layer of a pipeline that looks at words alone remember what it makes of them; its results stay the same."""
    for _, component in nlp.pipeline:
        for node in list(component.model.walk()) if hasattr(component, "model") else ():
            if node.has_ref("embed") and node.layers and node.layers[0] is node.get_ref("embed") and _is_of_words(node.layers[0]):
                node.layers[0] = remembering(node.layers[0], nlp.vocab)
                node.set_ref("embed", node.layers[0])


def remembering(embed: Any, vocab: Any) -> Any:
    """The same layer with a memory, for prediction only."""
    return Model(REMEMBERING, _forward, layers=[embed], dims={"nO": embed.get_dim("nO")}, attrs={"memory": _Memory(embed, vocab)})


def _is_of_words(embed: Any) -> bool:
    """Whether a layer's features are known to be a word's alone (and are not remembered yet)."""
    features = [node.attrs["columns"] for node in embed.walk() if node.name == "extract_features"]
    known = all(node.name not in ("character_embed", REMEMBERING) for node in embed.walk())
    return bool(features) and known and all(intify_attr(column) in OF_THE_WORD for columns in features for column in columns)


class _Memory:
    """Vectors by word."""

    def __init__(self, embed: Any, vocab: Any):
        self._embed, self._vocab = embed, vocab
        self._row_of: dict[int, int] = {}
        self._rows = np.zeros((1024, embed.get_dim("nO")), dtype=np.float32)

    def vectors(self, docs: Sequence[Doc]) -> list[Any]:
        """A matrix a text, a row a token."""
        words = np.concatenate([doc.to_array([ORTH, NORM, SPACY]) for doc in docs])
        keys = (words[:, 0] ^ (words[:, 1] << np.uint64(1)) ^ words[:, 2]).tolist()
        known = self._row_of
        if len(known) + len(keys) > REMEMBERED:
            known.clear()
        unknown = {key: number for number, key in enumerate(keys) if key not in known}
        if unknown:
            self._learn(list(unknown), words[list(unknown.values())])
        vectors = self._rows[[known[key] for key in keys]]
        return np.split(vectors, np.cumsum([len(doc) for doc in docs[:-1]]))

    def _learn(self, keys: list[int], words: Any) -> None:
        first = len(self._row_of)
        while first + len(keys) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        for start in range(0, len(keys), MADE_AT_ONCE):
            made = np.resize(words[start : start + MADE_AT_ONCE], (MADE_AT_ONCE, words.shape[1]))
            doc = Doc(
                self._vocab, words=[self._vocab.strings[int(orth)] for orth in made[:, 0]], spaces=[bool(space) for space in made[:, 2]]
            )
            doc.from_array([NORM], made[:, 1:2])
            count = min(MADE_AT_ONCE, len(keys) - start)
            self._rows[first + start : first + start + count] = self._embed.predict([doc])[0][:count]
        for number, key in enumerate(keys, first):
            self._row_of[key] = number


def _forward(model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[..., Any]]:
    if is_train:
        raise ValueError("a remembering layer can't be trained: load the pipeline anew")
    return model.attrs["memory"].vectors(docs), lambda _: []
