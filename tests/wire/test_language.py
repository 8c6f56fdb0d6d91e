"""Languages, of texts short and shouted."""

from __future__ import annotations

import pytest

from transforms.wire.language import identify_language, normal_code

TEXTS = [
    ("The ferry resumed on Monday, and the passengers were pleased with that.", "en"),
    ("THE FERRY RESUMED ON MONDAY AND THE PASSENGERS WERE PLEASED.", "en"),
    ("Ferry sinks off Port Alder", "en"),
    ("Die Fähre fährt seit Montag wieder, teilte der Hafen in Kiel mit.", "de"),
    ("Le ferry a repris la mer lundi, a annoncé la capitainerie du port.", "fr"),
    ("El transbordador reanudó el servicio el lunes, dijo el puerto.", "es"),
    ("De veerboot vaart sinds maandag weer, zei de haven in Den Haag.", "nl"),
    ("Паромное сообщение возобновилось в понедельник, сообщили в порту.", "ru"),
    ("渡轮服务周一恢复，港务局在一份声明中表示。", "zh"),
    ("1–2, 3–4, 5", None),
    ("Ferry.", None),
]


@pytest.mark.parametrize(("text", "code"), TEXTS)
def test_language(text, code):
    assert identify_language(text) == code


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-US", "en"), ("EN_gb", "en"), ("eng", "en"), ("English", "en"), ("zh-Hans-CN", "zh"), ("", None), (None, None), ("12", None)],
)
def test_codes(tag, code):
    assert normal_code(tag) == code
