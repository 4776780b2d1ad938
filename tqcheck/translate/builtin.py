"""The built-in back-translator: a small Marian model, shipped with the package, that turns the gloss into sentences.

It reads the gloss in the order of the Arabic, each word's Arabic stem behind it. Faithful before fluent: where what it
says has other numbers than the Arabic, or no end, the plain gloss is given instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path

from tqcheck.plugins import Encoder, Translator
from tqcheck.translate.gloss import GlossTranslator, annotated, items_of
from tqcheck.translate.lexicon import load

_NUMBER = re.compile(r"\d+")


class BuiltinTranslator:
    """Arabic into English. `model` translates annotated glosses and is made when it is first needed."""

    def __init__(self, encoder: Callable[[], Encoder], model: Callable[[], Translator]) -> None:
        self._gloss = GlossTranslator(encoder)
        self._make = model
        self.failures: dict[str, str] = {}

    @cached_property
    def _model(self) -> Translator:
        return self._make()

    @property
    def identity(self) -> str:
        """That of the model and of the gloss it reads."""
        return f"{self._model.identity}+{self._gloss.identity}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """One translation a text; empty where the languages are not Arabic and English."""
        plain = self._gloss.translate(texts, source=source, target=target)
        self.failures = self._gloss.failures
        if self.failures:
            return plain
        lexicon = load()
        read = [annotated(items_of(text, lexicon)) for text in texts]
        said = self._model.translate(read, source=source, target=target)
        return [
            one if one and numbers(one) == numbers(text) else other
            for one, text, other in zip(said, read, plain, strict=True)
        ]


def numbers(text: str) -> Counter[str]:
    """The runs of digits of a text, and how often each stands in it."""
    return Counter(_NUMBER.findall(text))


def folder() -> Path:
    """Where the shipped model lies."""
    return Path(str(resources.files("tqcheck.translate") / "data" / "model"))
