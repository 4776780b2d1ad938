"""Which of the encoder's languages a text is in: by its script, and where that leaves a choice by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tqcheck.lang import ENGLISH, words_of
from tqcheck.records import Lang
from tqcheck.text.scripts import script_counts

NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "th": "Thai", "tr": "Turkish", "zh": "Chinese",
}  # fmt: skip
"""The encoder's languages."""
_ENGLISH_SHARE = 0.04
# Fewer words than this tell an identifier too little: what is not clearly another language is English.
_FEW_WORDS = 12
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


def language_name(lang: Lang) -> str:
    """The language's English name, for messages."""
    return NAMES.get(lang, f"language '{lang}'")


def identify(text: str, among: Sequence[Lang]) -> Lang:
    """The language of a text, one of `among` (ISO 639-1)."""
    import py3langid

    return next((str(lang) for lang, _ in py3langid.rank(text) if lang in among), among[0])


def detect(text: str) -> Lang:
    """The language of a text by most of its letters; English where there are too few to tell."""
    counts = script_counts(text)
    script = max(counts, key=lambda name: counts[name]) if counts else "Latin"
    if script == "East Asian":
        return "ja" if _KANA.search(text) else "ko" if _HANGUL.search(text) else "zh"
    if script != "Latin":
        return {"Arabic": "ar", "Cyrillic": "ru", "Thai": "th"}[script]
    words, telling = re.findall(r"[^\W\d_]+", text.lower()), words_of(ENGLISH, "telling")
    if len(words) < _FEW_WORDS or sum(word in telling for word in words) >= _ENGLISH_SHARE * len(words):
        return ENGLISH
    return identify(text, [lang for lang in NAMES if lang not in ("ar", "ja", "ko", "ru", "th", "zh")])


def languages_in(texts: Iterable[str]) -> dict[Lang, str]:
    """The languages of texts in different scripts, in the order in which they first appear, with what is in each.

    A script that has less than a twentieth of the letters is that of names and quotations.
    """
    by_script: dict[str, list[str]] = {}
    for text in texts:
        if counts := script_counts(text):
            by_script.setdefault(max(counts, key=lambda name: counts[name]), []).append(text)
    joined = {script: "\n".join(parts) for script, parts in by_script.items()}
    total = sum(map(len, joined.values()))
    return {detect(text): text for text in joined.values() if 20 * len(text) >= total}
