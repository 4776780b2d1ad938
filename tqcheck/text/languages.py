"""Which language a text is in: the encoder's languages, and those in Arabic script that are not Arabic."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.records import Lang

NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "th": "Thai", "tr": "Turkish", "zh": "Chinese",
}  # fmt: skip
"""The encoder's languages."""


def language_name(lang: Lang) -> str:
    """The language's English name, for messages."""
    return NAMES.get(lang, f"language '{lang}'")


def identify(text: str, among: Sequence[Lang]) -> Lang:
    """The language of a text, one of `among` (ISO 639-1)."""
    import py3langid

    return next((str(lang) for lang, _ in py3langid.rank(text) if lang in among), among[0])
