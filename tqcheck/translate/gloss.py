"""The built-in back-translator: a word-by-word gloss that needs no download and says that it is one.

Every Arabic word is looked up in a bilingual lexicon shipped with the package, after function words and with its
particles taken off where the whole is not known; numbers are copied; what stays unknown is spelt in Latin letters.
Faithful before fluent: it adds no word that the Arabic does not have.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources

from tqcheck.plugins import Encoder
from tqcheck.text.normalise import fold, normalise
from tqcheck.translate.arabic import FUNCTION_WORDS, Analysis, analyses

VERSION = "1"
_TOKEN = re.compile(r"[\u0621-\u064a]+|[^\W\d_]+|\d[\d.,:/\-]*\d|\d|[^\w\s]")
_PUNCTUATION = str.maketrans("،؛؟«»٪", ',;?""%')


@cache
def _lexicon() -> dict[str, str]:
    path = resources.files("tqcheck.translate") / "data" / "lexicon.tsv.gz"
    with path.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
        entries = (line.rstrip("\n").split("\t") for line in lines)
        return {fold(arabic): english for arabic, english in entries}


@cache
def _function_words() -> dict[str, str]:
    return {fold(k): v for k, v in FUNCTION_WORDS.items()}


class GlossTranslator:
    """Arabic into English, word by word; deterministic, a few thousand words a second."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._encoder = encoder
        self.identity = f"tqcheck-gloss/{VERSION}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """One gloss a text; empty only where the text is, or where the languages are not Arabic and English."""
        if (source, target) != ("ar", "en"):
            return [""] * len(texts)
        return [_gloss(text) for text in texts]


def _gloss(text: str) -> str:
    plain = normalise(text).text.translate(_PUNCTUATION)
    out = " ".join(filter(None, (_render(token) for token in _TOKEN.findall(plain))))
    out = re.sub(r"\s+([,.;:?!%)\]])", r"\1", out)
    out = re.sub(r"([(\[])\s+", r"\1", out)
    return out[:1].upper() + out[1:]


def _render(token: str) -> str:
    if not "\u0621" <= token[0] <= "\u064a":
        return token
    for analysis in analyses(token):
        english = _known(analysis)
        if english is not None:
            return " ".join(filter(None, (*analysis.before, analysis.pronoun, english)))
    return _spell(token)


def _known(analysis: Analysis) -> str | None:
    key = fold(analysis.stem)
    return _function_words().get(key, _lexicon().get(key))


def _spell(token: str) -> str:
    from anyascii import anyascii

    return anyascii(token.removeprefix("ال")).capitalize()
