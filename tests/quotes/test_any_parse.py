"""Whatever the parser says, quotes come out whole: on random trees over words that matter to the rules."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from transforms.document import Document, Paragraph, Sentence, Token
from transforms.quotes import find_quotes
from transforms.quotes.lexicon import QuoteLexicon
from transforms.records import Findings, LocalEntity, Mention

LEXICON = QuoteLexicon.build(seeds.read)
WORDS = [
    ("said", "VBD"), ("says", "VBZ"), ("told", "VBD"), ("calling", "VBG"), ("criticized", "VBN"), ("according", "VBG"), ("to", "IN"), ("to", "TO"),
    ("that", "IN"), ("who", "WP"), ("Brandt", "NNP"), ("he", "PRP"), ("claim", "NN"), ("statement", "NN"), ("view", "NN"), ("sure", "JJ"),
    ("for", "IN"), ("by", "IN"), ("“", "``"), ("”", "''"), ('"', "''"), ("'", "POS"), (",", ","), (".", "."), (":", ":"), ("–", ":"), ("and", "CC"),
    ("as", "IN"), ("in", "IN"), ("bridge", "NN"), ("Bridge", "NNP"), ("is", "VBZ"), ("safe", "JJ"),
]  # fmt: skip
DEPS = [
    "nsubj",
    "nsubjpass",
    "dobj",
    "ccomp",
    "xcomp",
    "prep",
    "pobj",
    "pcomp",
    "advcl",
    "acl",
    "relcl",
    "conj",
    "cc",
    "punct",
    "mark",
    "aux",
    "auxpass",
    "agent",
    "poss",
    "amod",
    "parataxis",
    "appos",
    "attr",
    "oprd",
    "det",
]
POS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "I": "ADP", "P": "PRON", "W": "PRON", "T": "PART", "C": "CCONJ"}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """An article of one to three paragraphs, one sentence each, with a random tree."""
    tokens: list[Token] = []
    sentences, paragraphs, body = [], [], ""
    for number in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=16))
        first, start = len(tokens), len(body)
        heads = [0, *(draw(st.integers(0, i - 1)) for i in range(1, len(words)))]
        order = draw(st.permutations(range(len(words))))
        place = {node: i for i, node in enumerate(order)}
        head_of = {place[node]: place[heads[node]] for node in range(len(words))}
        for i, (word, tag) in enumerate(words):
            at = len(body)
            body += word + " "
            dep = "ROOT" if head_of[i] == i else draw(st.sampled_from(DEPS))
            tokens.append(
                Token(
                    first + i,
                    at,
                    at + len(word),
                    word,
                    word.lower(),
                    word.lower(),
                    tag,
                    POS.get(tag[0], "PUNCT"),
                    dep,
                    first + head_of[i],
                    number,
                )
            )
        sentences.append(Sentence(number, first, len(tokens), start, tokens[-1].end, number))
        paragraphs.append(Paragraph(start, len(body) - 1, "text"))
        body = body[:-1] + "\n"
    return Document("test", body, paragraphs=tuple(paragraphs), sentences=tuple(sentences), tokens=tuple(tokens))


@settings(max_examples=300, deadline=None)
@given(documents())
def test_rows_are_whole(document):
    mentions = tuple(
        Mention(token.start, token.end, token.i, token.i + 1, "PERSON", entity=0) for token in document.tokens if token.text == "Brandt"
    )
    findings = Findings(mentions, (LocalEntity("person", "Ada Brandt", "ada brandt", ("Brandt",)),))
    quotes = find_quotes(document, findings, LEXICON)
    spans = [(quote.start, quote.end) for quote in quotes]
    assert spans == sorted(set(spans))
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(document.body)
        assert document.body[quote.start : quote.end].strip()
        for span in (quote.cue, quote.speaker, quote.relayed_by):
            assert span is None or 0 <= span[0] < span[1] <= len(document.body)
        assert (quote.speaker_basis == "unresolved") or quote.speaker is not None
        assert 0 < quote.confidence < 1
