"""Second evidence on the source's words: does the back-translation of the translation say them again?

Only a back-translator that reads whole sentences adds anything; a word-by-word gloss looks words up by the vectors
that the coverage model has seen already. What was fitted is kept with the coverage model's weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import resources
from typing import Any

import numpy as np

from tqcheck.coverage.lexical import Array, plain_words
from tqcheck.coverage.odds import logit, sigmoid, suspicion
from tqcheck.errors import ModelError
from tqcheck.plugins import Encoder
from tqcheck.records import Coverage

EDGES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.999)
"""Between them the likeness of a word to the nearest word of the back-translation falls into nine bins."""


class BackTranslationEvidence:
    """Changes a source's coverage by what its back-translation says. `encoder`: the built-in one, made when needed."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._encoder = encoder

    def reweigh(self, covered: Coverage, source: str, back: str) -> Coverage:
        """`covered` with the probabilities of its words and of the side moved; spans and counterparts stay."""
        if not covered.words:
            return covered
        fitted = self._fitted
        bins = bins_of(self.likeness(source, back))
        slope, *shifts = fitted["words"]
        logits = slope * np.array([logit(word.p) for word in covered.words]) + np.array(shifts)[bins]
        p = sigmoid(logits)
        own, worst, offset = fitted["side"]
        side = float(sigmoid(own * logit(covered.p) + worst * suspicion(p) + offset))
        words = tuple(replace(word, p=float(q)) for word, q in zip(covered.words, p, strict=True))
        return replace(covered, words=words, p=side)

    def likeness(self, source: str, back: str) -> Array:
        """Of each word of `source`, 0..1: to the nearest word of `back`; 1 for the same word."""
        here, there = ([word.lower() for word in plain_words(text)] for text in (source, back))
        if not here or not there:
            return np.zeros(len(here), np.float32)
        vectors = self._encoder().encode([*here, *there])
        alike: Array = vectors[: len(here)] @ vectors[len(here) :].T
        return np.where(np.isin(here, there), 1.0, alike.max(1)).astype(np.float32)

    @cached_property
    def _fitted(self) -> dict[str, Sequence[float]]:
        from safetensors import SafetensorError, safe_open

        path = resources.files("tqcheck.coverage") / "weights.safetensors"
        try:
            with safe_open(str(path), framework="np") as file:
                found: dict[str, Any] = json.loads(file.metadata()["back_translation"])
        except (OSError, SafetensorError, KeyError, TypeError) as error:
            raise ModelError(f"coverage model {path} cannot be read: {error}; install tqcheck again") from error
        return found


def bins_of(likeness: Array) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Number of the bin, 0..8, of each likeness."""
    return np.digitize(likeness, EDGES)
