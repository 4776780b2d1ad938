"""Which word translates which: the labels the coverage model learns from.

IBM model 1 (Brown et al. 1993) in both directions over stems, each candidate link weighted by a prior from the
encoder's likeness of the two words, the likeness of their sound, and the distance from the diagonal (as fast_align
does, Dyer et al. 2013).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tqcheck.coverage.lexical import likeness_of_names, stem
from tqcheck.text.normalise import fold

Array = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]
_ARABIC_ENDING = re.compile(r"(?<=.{3})(?:ات|ين|ون|ان|ها|هم|ه|ي|ا)$")
_ENGLISH_ENDING = re.compile(r"(?<=.{3})(?:'s|’s|ing|ed|es|s|e)$")
ROUNDS = 5
NOTHING = 0.02


def root(word: str) -> str:
    """A crude stem, good enough to pool counts."""
    return _ENGLISH_ENDING.sub("", _ARABIC_ENDING.sub("", fold(stem(word))))


@dataclass(frozen=True, slots=True)
class Links:
    """Flat posteriors of all pairs; pair `k` holds `[starts[k], starts[k + 1])` as an (English, Arabic) matrix.

    `english[i, j]`: probability that English word i was made from Arabic word j (a row sums to at most 1, the rest is
    "from nothing"); `arabic[i, j]`: that Arabic word j was made from English word i.
    """

    starts: npt.NDArray[np.int64]
    shapes: Sequence[tuple[int, int]]
    english: npt.NDArray[np.float16]
    arabic: npt.NDArray[np.float16]

    def of(self, pair: int) -> tuple[Array, Array]:
        """(english, arabic) of one pair, float32."""
        cells = slice(self.starts[pair], self.starts[pair + 1])
        shape = self.shapes[pair]
        return self.english[cells].astype(np.float32).reshape(shape), self.arabic[cells].astype(np.float32).reshape(
            shape
        )


def _priors(pairs: Sequence[tuple[Ids, Ids]], vectors: npt.NDArray[np.float16], skeletons: Sequence[str]) -> Array:
    out = []
    for e, a in pairs:
        left, right = vectors[e].astype(np.float32), vectors[a].astype(np.float32)
        alike = np.maximum(left[:, 0] @ right[:, 0].T, left[:, 1] @ right[:, 1].T)
        names = likeness_of_names([skeletons[i] for i in e], [skeletons[j] for j in a])
        far = np.abs((np.arange(len(e))[:, None] + 0.5) / len(e) - (np.arange(len(a))[None] + 0.5) / len(a))
        out.append(np.exp(8 * np.maximum(alike, 0.9 * names * (names > 0.6)) - 4 * far).ravel())
    return np.concatenate(out).astype(np.float32)


def _posterior(
    keys: npt.NDArray[np.int32], given: npt.NDArray[np.int32], rows: npt.NDArray[np.int64], prior: Array, size: int
) -> Array:
    """EM: `keys` numbers the word pair of each cell, `given` its conditioning word, `rows` the cell's generated word
    token. Returns the posterior of each cell among its row's.
    """
    weight, tokens = prior, int(rows[-1]) + 1 if len(rows) else 0
    for _ in range(ROUNDS):
        total = np.bincount(rows, weight, tokens)
        post = weight / (total[rows] * (1 + NOTHING) + 1e-9)
        counts = np.bincount(keys, post, size)
        mass = np.bincount(given, post)
        # A count of 0.3 spread over the vocabulary keeps a rare word from collecting everything in its sentences.
        table = (counts[keys] + 0.003) / (mass[given] + 0.3)
        weight = (prior * table).astype(np.float32)
    total = np.bincount(rows, weight, tokens)
    return (weight / (total[rows] * (1 + NOTHING) + 1e-9)).astype(np.float32)


def align(
    pairs: Sequence[tuple[Ids, Ids]], names: Sequence[str], vectors: npt.NDArray[np.float16], skeletons: Sequence[str]
) -> Links:
    """Links of all pairs of word ids; `names[i]` is the word of id i, `vectors` (words, 2, 512)."""
    numbers: dict[str, int] = {}
    roots = np.array([numbers.setdefault(root(word), len(numbers)) for word in names], np.int32)
    shapes = [(len(e), len(a)) for e, a in pairs]
    sizes = np.array([n * m for n, m in shapes], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    english = np.concatenate([np.repeat(roots[e], len(a)) for e, a in pairs])
    arabic = np.concatenate([np.tile(roots[a], len(e)) for e, a in pairs])
    _, keys = np.unique(english.astype(np.int64) * len(numbers) + arabic, return_inverse=True)
    keys, size = keys.astype(np.int32), int(keys.max()) + 1
    prior = _priors(pairs, vectors, skeletons)
    e_at = np.concatenate([[0], np.cumsum([n for n, _ in shapes])])
    a_at = np.concatenate([[0], np.cumsum([m for _, m in shapes])])
    e_rows = np.concatenate([np.repeat(np.arange(n) + e_at[k], m) for k, (n, m) in enumerate(shapes)])
    a_rows = np.concatenate([np.tile(np.arange(m) + a_at[k], n) for k, (n, m) in enumerate(shapes)])
    return Links(
        starts,
        shapes,
        _posterior(keys, arabic, e_rows, prior, size).astype(np.float16),
        _posterior(keys, english, a_rows, prior, size).astype(np.float16),
    )
