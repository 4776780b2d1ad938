"""Word alignment of a parallel corpus: IBM model 1 (Brown et al. 1993) whose translation table has a prior.

The prior comes from sentence-encoder similarity, so that a word seen once is still aligned by what it means; with
growing counts the corpus takes over. A diagonal factor (Dyer et al. 2013) prefers links between like positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

DIAGONAL = 4.0
"""Sharpness of the diagonal factor exp(-DIAGONAL * |i/m - j/n|)."""


@dataclass(frozen=True, slots=True)
class Links:
    """Every possible link of the corpus: sentence, both positions, and the index of its distinct word pair."""

    sentence: Ints
    i: Ints
    j: Ints
    pair: Ints
    diagonal: Floats
    left: Ints
    right: Ints


def possible_links(left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> Links:
    """All links between the words of each sentence pair; `left` and `right` hold word ids."""
    width = 1 + max((w for s in right for w in s), default=0)
    sentence, i, j, codes, diagonal = [], [], [], [], []
    for number, (a, b) in enumerate(zip(left, right, strict=True)):
        m, n = len(a), len(b)
        rows, columns = np.repeat(np.arange(m), n), np.tile(np.arange(n), m)
        sentence.append(np.full(m * n, number, np.int32))
        i.append(rows.astype(np.int32))
        j.append(columns.astype(np.int32))
        codes.append(np.asarray(a, np.int64)[rows] * width + np.asarray(b, np.int64)[columns])
        diagonal.append(np.exp(-DIAGONAL * np.abs((rows + 0.5) / m - (columns + 0.5) / n)).astype(np.float32))
    pairs, pair = np.unique(np.concatenate(codes), return_inverse=True)
    return Links(
        np.concatenate(sentence), np.concatenate(i), np.concatenate(j), pair, np.concatenate(diagonal),
        pairs // width, pairs % width,
    )  # fmt: skip


def train(links: Links, prior: Floats, *, given: str, rounds: int = 5, strength: float = 2.0) -> Floats:
    """Posterior of each possible link under t(other | `given`), `given` being "left" or "right".

    `prior` has one weight for each distinct pair; it counts as `strength` observations of the given word.
    """
    condition = links.left if given == "left" else links.right
    prior = _normalise(prior, condition)
    table = prior
    position = links.j if given == "left" else links.i
    # Each word of the other side picks one word of the given side: posteriors sum to 1 over a position of the other.
    slots = links.sentence.astype(np.int64) * (int(position.max()) + 1) + position
    _, slot = np.unique(slots, return_inverse=True)
    for _ in range(rounds):
        posterior = _posterior(table, links, slot)
        counts = np.bincount(links.pair, posterior, len(prior)).astype(np.float32)
        table = _normalise(counts + strength * prior, condition)
    return _posterior(table, links, slot)


def _posterior(table: Floats, links: Links, slot: Ints) -> Floats:
    weight = table[links.pair] * links.diagonal + 1e-12
    total = np.bincount(slot, weight)
    return (weight / total[slot]).astype(np.float32)


def _normalise(weights: Floats, condition: Ints) -> Floats:
    return (weights / np.maximum(np.bincount(condition, weights), 1e-12)[condition]).astype(np.float32)
