"""Coarse parts of speech and lemmas, from a tagger's Penn tags.

The pipeline's own attribute ruler and lemmatizer cost a quarter of its time, token by token. What they say depends on little more
than the word and its tag, so each pair is asked for once and remembered.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

POS_OF_TAG = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART", "PRP": "PRON",
    "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB",
    "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "DET", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", "AFX": "ADJ",
    "HYPH": "PUNCT", "NFP": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT",
    "''": "PUNCT", "$": "SYM", "#": "SYM", "SYM": "SYM", "LS": "X", "ADD": "X", "XX": "X", "GW": "X",
}  # fmt: skip
"""Penn Treebank tag to Universal part of speech, as the two tag sets' own documentation pairs them."""

AUXILIARY_DEPS = {"aux", "auxpass"}
ENDING_IN_S = frozenset({"news", "lens", "bus", "gas"})
"""Words with an s of their own that the rules don't know."""
VERBS_IN_EE = frozenset({"agree", "disagree", "free", "decree", "guarantee", "referee"})
"""Verbs whose past tense ends in -eed; all other words that do ("speed", "need") are lemmas already."""
ENDLESS_CACHE = 200_000
"""Pairs remembered at most; a larger cache is emptied rather than left to grow through a long run."""


class Lemmas:
    """Lemma of a word with a part of speech, by the pipeline's own lemmatizer, each pair worked out once."""

    def __init__(self, nlp: Any):
        self._vocab = nlp.vocab
        self._lemmatizer = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.component_names else None
        self._known: dict[tuple[str, str], str] = {}
        _make_searchable(self._lemmatizer)

    def lemma(self, lower: str, pos: str) -> str:
        """The lemma, in lower case."""
        found = self._known.get((lower, pos))
        if found is None:
            if len(self._known) >= ENDLESS_CACHE:
                self._known.clear()
            found = self._known[lower, pos] = self._look_up(lower, pos)
        return found

    def _look_up(self, lower: str, pos: str) -> str:
        if self._lemmatizer is None or pos in ("PROPN", "PUNCT", "NUM"):
            return lower
        word = Doc(self._vocab, words=[lower], pos=[pos])[0]
        return best_lemma(lower, pos, [str(form).lower() for form in self._lemmatizer.rule_lemmatize(word)])


def _make_searchable(lemmatizer: Any) -> None:
    """Turn spaCy's lists of known lemmas into sets: it looks for every form that its rules make, in lists of tens of thousands."""
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        index = lookups.get_table("lemma_index")
        for pos, words in list(index.items()):
            index[pos] = frozenset(words)


def best_lemma(lower: str, pos: str, forms: list[str]) -> str:
    """Of the lemmas that the rules allow, the one that spelling allows: "staged" is of "stage", since "stag" would double its g.

    The rules also strip the s of words that have it of their own ("press", "consensus", "gas"); "bases" is more often of "base" than of "basis".
    """
    if lower in forms or (forms == [lower[:-1]] and (lower.endswith(("ss", "us")) or lower in ENDING_IN_S)):
        return lower
    if lower.endswith("eed") and not any(form in VERBS_IN_EE for form in forms):
        return lower
    if pos == "VERB" and lower.endswith(("ed", "ing")):
        return max(forms, key=len)
    return next((form for form in forms if lower == form + "s"), forms[0])


def pos_of(tag: str, dep: str) -> str:
    """Universal part of speech of a Penn tag; helping verbs are told by what they hang on by."""
    if dep in AUXILIARY_DEPS and tag[0] == "V":
        return "AUX"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    return POS_OF_TAG.get(tag, "X")
