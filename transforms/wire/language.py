"""Which language a text is in."""

from __future__ import annotations

import re

from py3langid import classify

_ENOUGH = 1_200
_FEW_LETTERS = 15
_ENGLISH_SHARE = 0.08
_WORDS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_ENGLISH = frozenset(
    (
        "the", "of", "and", "to", "that", "with", "said", "were", "have", "has", "from", "his", "her", "which", "after", "who",
        "their", "they", "this", "will", "would", "been",
    )
)  # fmt: skip
"""Function words. Few other languages have any of them; in English prose every fifth word is one."""
_TWO_LETTERS = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "ara": "ar",
    "zho": "zh", "chi": "zh", "jpn": "ja", "ukr": "uk", "nld": "nl", "dut": "nl", "tur": "tr", "pol": "pl", "kor": "ko", "swe": "sv",
    "nor": "no", "dan": "da", "fin": "fi", "heb": "he", "hin": "hi", "ind": "id", "fas": "fa", "per": "fa", "ell": "el", "gre": "el",
}  # fmt: skip
"""ISO 639-2 and 639-3 codes of the larger news languages → ISO 639-1."""
_NAMES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "portuguese": "pt", "italian": "it", "russian": "ru", "arabic": "ar",
    "chinese": "zh", "japanese": "ja", "ukrainian": "uk", "dutch": "nl", "turkish": "tr", "polish": "pl", "korean": "ko",
}  # fmt: skip


def normal_code(tag: str | None) -> str | None:
    """The primary subtag of a language tag in lower case (`en-US` → `en`), or the code of a language's English name; else None."""
    text = (tag or "").strip().lower()
    found = _CODE.fullmatch(text)
    return _NAMES.get(text) or (_TWO_LETTERS.get(found.group(1), found.group(1)) if found else None)


def identify_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text's beginning, None where there are too few letters to tell.

    English is known by its function words, which lists of names and results have too few of for statistics over letters; anything else
    by py3langid (97 languages), with capitals lowered, since it learnt from ordinary text.
    """
    words = _WORDS.findall(text[:_ENOUGH].lower())
    if sum(map(len, words)) < _FEW_LETTERS:
        return None
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, _ = classify(" ".join(words))
    return str(code)
