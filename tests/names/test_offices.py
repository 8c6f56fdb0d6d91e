"""Bodies that are named after people speak for themselves."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        ("The office of Prime Minister Ada Lund said the talks would go on.", "Office of Ada Lund", "office of Prime Minister Ada Lund"),
        ("Ada Lund won. Lund's office said on Monday that she would travel.", "Office of Ada Lund", "Lund's office"),
        ("Ada Lund is behind. The Lund campaign denied the report.", "Campaign of Ada Lund", "Lund campaign"),
    ],
)
def test_somebodys_office_is_an_organisation(find, text, name, mention):
    document, findings = find(text)
    (office,) = [entity for entity in findings.entities if entity.name == name]
    assert office.type == "organization"
    named = [found for found in findings.mentions if found.entity is not None and findings.entities[found.entity] is office]
    assert [(document.body[found.start : found.end].removeprefix("Prime Minister "), found.form) for found in named] == [
        (mention, "nominal")
    ]
    (quote,) = findings.quotes
    assert quote.speaker_entity is not None
    assert findings.entities[quote.speaker_entity] is office


@pytest.mark.parametrize(
    "text", ["The post office said the parcels were late.", "Ada Lund went to an office of the bank.", "The campaign said it had ended."]
)
def test_no_office_without_its_person(find, text):
    _, findings = find(text)
    assert not [entity for entity in findings.entities if " of " in entity.name]
