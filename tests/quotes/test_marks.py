"""Which stretches stand between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.document import Document, Paragraph
from transforms.quotes.marks import find_marked


def marked(text: str) -> list[str]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), "text"))
        at += len(line) + 1
    document = Document("test", text, paragraphs=tuple(paragraphs))
    return [text[stretch.start : stretch.end] for stretch in find_marked(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will stay,” she said.", ["We will stay,"]),
        ('"We will stay," she said. "All of us."', ["We will stay,", "All of us."]),
        ("''We will stay,'' she said.", ["We will stay,"]),
        ("``We will stay,'' she said.", ["We will stay,"]),
        ("„Wir bleiben“, sagte sie.", ["Wir bleiben"]),
        ("« On reste », dit-elle.", ["On reste"]),
        ("‘We will stay,’ she said.", ["We will stay,"]),
        ("'We will stay,' she said.", ["We will stay,"]),
        ("“He told me ‘Go home’ and left,” she said.", ["He told me ‘Go home’ and left,"]),
        ("\"He told me 'Go home' and left,\" she said.", ["He told me 'Go home' and left,"]),
        ("The “reform”, as they call it, failed.", ["reform"]),
        ("The miners' strike didn't end in the '80s.", []),
        ("The town’s people don’t sleep.", []),
        ("He is 5'10\" tall and she's 6'1\".", []),
        ("“We will stay and never leave.", ["We will stay and never leave."]),
        ("“First of all, no.\n“Second, never,” he said.", ["First of all, no.", "Second, never,"]),
        ("”Wrongly opened,” he said.", ["Wrongly opened,"]),
        ("No marks at all.", []),
    ],
)
def test_styles(text, expected):
    assert marked(text) == expected


def test_a_paragraph_left_open_is_gone_on_with():
    text = "“First of all, no.\n“Second, never,” he said. “Third.”"
    paragraphs = (Paragraph(0, 18, "text"), Paragraph(19, len(text), "text"))
    stretches = find_marked(Document("test", text, paragraphs=paragraphs))
    assert [(stretch.continues, stretch.closed) for stretch in stretches] == [(False, False), (True, True), (False, True)]


@given(st.text(alphabet="ab .,'\"“”‘’«»„`\n", max_size=60))
def test_stretches_lie_in_order_and_inside_their_paragraph(text):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), "text"))
        at += len(line) + 1
    reached = 0
    for stretch in find_marked(Document("test", text, paragraphs=tuple(paragraphs))):
        assert reached <= stretch.left <= stretch.start < stretch.end <= stretch.right
        assert stretch.right <= paragraphs[stretch.paragraph].end
        assert text[stretch.start : stretch.end].strip() == text[stretch.start : stretch.end]
        reached = stretch.right
