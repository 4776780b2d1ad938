"""Coverage by likeness alone, without training: the measure to beat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tqcheck.coverage.lexical import Array, WordTable, likeness_of_names, plain_words
from tqcheck.plugins import Encoder
from tqcheck.records import Coverage, WordCoverage
from tqcheck.text.words import words


class SimilarityCoverage:
    """A word is accounted for where some word of the other side is near it, in meaning or in sound."""

    identity = "similarity/1"

    def __init__(self, encoder: Encoder) -> None:
        self._table = WordTable(encoder)

    def predict(
        self,
        pairs: Sequence[tuple[str, str]],
        *,
        source_lang: str = "en",  # noqa: ARG002
        target_lang: str = "ar",  # noqa: ARG002
    ) -> list[tuple[Coverage, Coverage]]:
        """(source coverage, target coverage) of each (source, target) pair."""
        return [self._pair(source, target) for source, target in pairs]

    def _pair(self, source: str, target: str) -> tuple[Coverage, Coverage]:
        sides = plain_words(source), plain_words(target)
        self._table.add([*sides[0], *sides[1]])
        rows, columns = self._table.ids(sides[0]), self._table.ids(sides[1])
        vectors = self._table.vectors
        names = likeness_of_names(*([self._table.skeletons[i] for i in ids] for ids in (rows, columns)))
        likeness = np.maximum(
            np.einsum("nvd,mvd->vnm", vectors[rows], vectors[columns]).max(0, initial=0.0), 0.9 * names
        )
        return (
            _coverage(source, likeness, self._table.shapes[rows, 0]),
            _coverage(target, likeness.T, self._table.shapes[columns, 0]),
        )


def _coverage(text: str, likeness: Array, zipf: Array) -> Coverage:
    spans = words(text)
    best = likeness.max(1) if likeness.size else np.zeros(len(spans), np.float32)
    p = 1 / (1 + np.exp(14 * (best - 0.33))) * (zipf < 0.78)
    p = p if likeness.size else np.ones(len(spans), np.float32)
    found = [int(row.argmax()) if likeness.size and row.max() > 0.4 else None for row in likeness]
    counterparts = found or [None] * len(spans)
    side = [
        WordCoverage(span=span, p=float(q), counterpart=c) for span, q, c in zip(spans, p, counterparts, strict=True)
    ]
    return Coverage(words=tuple(side), p=float(np.sort(p)[-3:].mean()) if len(spans) else 0.0)
