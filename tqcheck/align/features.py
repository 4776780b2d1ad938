"""What speaks for and against each candidate bead, as arrays over all places of a stretch of text.

Every feature is the same when both sides are read backwards, so that the alignment is, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tqcheck.align.sides import Floats, Ragged, Side

PAIR_FEATURES = (
    "cosine", "above_chance", "distance_ratio", "margin",
    "source_gain", "target_gain", "source_extension", "target_extension",
    "source_cover", "target_cover", "least_source_cover", "least_target_cover",
    "length_ratio", "length_gap", "length_surprise", "length", "numbers_shared", "numbers_alone", "names_shared",
    "asks_differ", "source_found", "target_found", "least_source_found", "least_target_found", "source_sum",
    "target_sum", "least_source_share", "least_target_share", "freedom", "imbalance", "shape",
    "log_source", "log_target",
)  # fmt: skip
NULL_FEATURES = (
    "best", "best_near", "rival", "cover", "cover_near", "found", "found_near", "growth", "length",
    "numbers", "freedom", "imbalance",
)  # fmt: skip
NEAR = 3
"""How many segments to each side of its place an unaligned segment is compared with."""
TARGET_LENGTH = 0.82
"""Letters of Arabic for one of English, in parallel news and documentation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportions:
    """Log of target to source for the whole text: its letters, its segments."""

    letters: float
    segments: float

    @classmethod
    def of(cls, source: Side, target: Side) -> Proportions:
        """Drawn towards what is usual: a short text says little."""
        letters = float(source.lengths.sum()), float(target.lengths.sum())
        return cls(
            letters=math.log((letters[1] + 1000 * TARGET_LENGTH) / (letters[0] + 1000)),
            segments=math.log((len(target) + 3) / (len(source) + 3)),
        )


class Tile:
    """Features of the beads within a stretch of both sides. Runs are named by their size and first segment.

    Every source segment's counterpart must lie within the stretch, not every target segment's.
    """

    def __init__(self, source: Side, target: Side, whole: Proportions) -> None:
        self.source, self.target = source, target
        self.size = len(source.blocks)
        self.cosine: Floats = np.einsum("nid,mjd->nmij", source.blocks, target.blocks, optimize=True)
        expected = (source.chance[:, None, :, None] + target.chance[None, :, None, :]) / 2
        self.above: Floats = self.cosine - expected
        self.distance: Floats = (1 - self.cosine) / (1 - expected)
        rivals = _top(self.cosine[:, 0])[:, None, :, None] + _top(self.cosine[0].swapaxes(1, 2))[None, :, None, :]
        self.margin: Floats = self.cosine - rivals / 2
        single = self.above[0, 0]
        self.freedom = float(np.median(single.max(1)))
        left, right = source.words.values, target.words.values
        similar = np.maximum(
            source.word_vectors[left] @ target.word_vectors[right].T,
            source.gloss_vectors[left] @ target.gloss_vectors[right].T,
        )
        self.source_cover = Cover(similar, source.words, source.word_weights, target.words, self.size).relative(0)
        self.target_cover = Cover(similar.T, target.words, target.word_weights, source.words, self.size).relative(1)
        similar = source.phrase_vectors[source.phrases.values] @ target.phrase_vectors[target.phrases.values].T
        self.source_found = Cover(similar, source.phrases, source.phrase_weights, target.phrases, self.size).relative(0)
        self.target_found = Cover(similar.T, target.phrases, target.phrase_weights, source.phrases, self.size).relative(
            1
        )
        self.numbers = _presence(source.numbers, target.numbers, self.size)
        self.names = _presence(source.names, target.names, self.size)
        self.log_ratio, self.imbalance = whole.letters, whole.segments

    def pairs(self, n: int, m: int) -> Floats:
        """Features of beads of shape (n, m) that begin at segments i, j: shape (N - n + 1, M - m + 1, features)."""
        rows, cols = len(self.source) - n + 1, len(self.target) - m + 1
        cosine = self.cosine[n - 1, m - 1, :rows, :cols]
        x, y = _runs(self.source.lengths, n)[:, None], _runs(self.target.lengths, m)[None]
        ratio = np.log((y + 10) / (x + 10)) - self.log_ratio
        surprise = abs(y - x * np.exp(self.log_ratio)) / np.sqrt(x + y)
        shared, alone = self._numbers(n, m)
        cover, least_cover = self.source_cover.of(n, m)
        covered, least_covered = self.target_cover.of(m, n)
        found, least_found = self.source_found.of(n, m)
        sought, least_sought = self.target_found.of(m, n)
        features = (
            cosine, self.above[n - 1, m - 1, :rows, :cols], self.distance[n - 1, m - 1, :rows, :cols],
            self.margin[n - 1, m - 1, :rows, :cols],
            *_gains(self.cosine, n, m), *(g.T for g in _gains(self.cosine.transpose(1, 0, 3, 2), m, n)),
            cover, covered.T, least_cover, least_covered.T,
            ratio, abs(ratio), np.minimum(surprise, 10), np.log(x + y), shared, alone,
            self._names(n, m), self._asks(n, m),
            found, sought.T, least_found, least_sought.T,
            self.source_found.sum(n, m), self.target_found.sum(m, n).T,
            _least(self.source.lengths, n)[:, None] / x, _least(self.target.lengths, m)[None] / y,
            self.freedom, self.imbalance, np.log(m / n) - self.imbalance, np.log(n), np.log(m),
        )  # fmt: skip
        gain, extension, gained, extended = features[4:8]
        ordered = (*features[:4], gain, gained, extension, extended, *features[8:])
        return _stack(ordered, (rows, cols))

    def nulls(self, *, source: bool) -> Floats:
        """Features of leaving a segment alone at each place of the other side: shape (n, others + 1, features)."""
        own, cover = (self.source, self.source_cover) if source else (self.target, self.target_cover)
        found = (self.source_found if source else self.target_found).of(1, 1)[0]
        above = self.above[0, 0] if source else self.above[0, 0].T
        cosine = self.cosine if source else self.cosine.transpose(1, 0, 3, 2)
        covered = cover.of(1, 1)[0]
        numbers = np.diff(own.numbers.starts)
        features = (
            above.max(1)[:, None], _near(above), (above - _rival(above)).max(1)[:, None],
            covered.max(1)[:, None], _near(covered), found.max(1)[:, None], _near(found), _near(_growth(cosine)),
            np.log(own.lengths)[:, None], np.minimum(numbers, 3)[:, None],
            self.freedom, self.imbalance if source else -self.imbalance,
        )  # fmt: skip
        return _stack(features, (len(above), above.shape[1] + 1))

    def _numbers(self, n: int, m: int) -> tuple[Floats, Floats]:
        """How many different numbers a bead's sides share, and how many numbers stand on one side only."""
        shared = self.numbers[0][n - 1] @ self.numbers[1][m - 1].T
        counts = (np.diff(side.numbers.starts).astype(np.float32) for side in (self.source, self.target))
        x, y = next(counts), next(counts)
        alone = np.maximum(_runs(x, n)[:, None] - shared, 0) + np.maximum(_runs(y, m)[None] - shared, 0)
        return np.minimum(shared, 3), np.minimum(alone, 4)

    def _names(self, n: int, m: int) -> Floats:
        first, second = self.names
        weight = 1 / np.maximum(1, (first[0].sum(0) + second[0].sum(0)) / 2)
        shared: Floats = np.minimum((first[n - 1] * weight) @ second[m - 1].T, 3)
        return shared

    def _asks(self, n: int, m: int) -> Floats:
        x, y = _runs(self.source.asks, n)[:, None], _runs(self.target.asks, m)[None]
        return np.asarray((x > 0) != (y > 0), np.float32)


def _stack(features: Iterable[npt.ArrayLike], shape: tuple[int, int]) -> Floats:
    out: Floats = np.stack([np.broadcast_to(np.asarray(f, np.float32), shape) for f in features], axis=-1)
    return out


class Cover:
    """How well the words (or phrases) of one side are matched by those of a run of the other."""

    def __init__(self, similar: Floats, own: Ragged, weights: Floats, other: Ragged, size: int) -> None:
        best = _reduce(np.maximum, similar.T, other).T
        # Some word of a long text is near any word: what counts is how much nearer than elsewhere.
        best = best - (best.sum(1, keepdims=True) + 5 * 0.5) / (best.shape[1] + 5)
        each = weights[own.values]
        self._weights = _reduce(np.add, each[:, None], own)[:, 0] + 1e-3
        self._sums = []
        running = best
        for m in range(1, min(size, best.shape[1]) + 1):
            if m > 1:
                running = np.maximum(running[:, :-1], best[:, m - 1 :])
            self._sums.append(_reduce(np.add, running * each[:, None], own))

    def relative(self, rows: int) -> Cover:
        """The same, divided by what a source segment's best match usually has; they are along axis `rows`.

        A free translation matches less everywhere: what counts is how much it is for this text.
        """
        matched = (self._sums[0] / self._weights[:, None]).max(1 - rows)
        typical = (float(np.median(matched)) * len(matched) + 5 * 0.25) / (len(matched) + 5)
        self._sums = [s / max(typical, 0.05) for s in self._sums]
        return self

    def of(self, n: int, m: int) -> tuple[Floats, Floats]:
        """Mean over the words of runs of n by runs of m, and the least over the single segments of the n."""
        sums = self._sums[m - 1]
        mean = _runs(sums, n) / _runs(self._weights, n)[:, None]
        return mean, _least(sums / self._weights[:, None], n)

    def sum(self, n: int, m: int) -> Floats:
        """Sum over the segments of runs of n of how well runs of m match each."""
        return _runs(self._sums[m - 1] / self._weights[:, None], n)


def _reduce(how: np.ufunc, values: Floats, owners: Ragged) -> Floats:
    """One row a segment out of one row a word; zero for a segment without words."""
    out = np.zeros((len(owners.starts) - 1, values.shape[1]), np.float32)
    filled = np.diff(owners.starts) > 0
    if filled.any():
        out[filled] = how.reduceat(values, owners.starts[:-1][filled], axis=0)
    return out


def _runs(values: Floats, size: int) -> Floats:
    """Sums over runs of neighbours along the first axis."""
    sums = np.concatenate([np.zeros_like(values[:1], np.float64), np.cumsum(values, axis=0, dtype=np.float64)])
    runs: Floats = np.asarray(sums[size:] - sums[:-size], np.float32)
    return runs


def _least(values: Floats, size: int) -> Floats:
    """Minimum over runs of neighbours along the first axis."""
    least: Floats = np.lib.stride_tricks.sliding_window_view(values, size, axis=0).min(-1)
    return least


def _top(cosine: Floats) -> Floats:
    """Mean of the two highest along the last axis."""
    if cosine.shape[-1] < 2:
        return np.asarray(cosine.mean(-1), np.float32)
    mean: Floats = np.partition(cosine, -2, axis=-1)[..., -2:].mean(-1)
    return mean


def _presence(source: Ragged, target: Ragged, size: int) -> tuple[list[Floats], list[Floats]]:
    """For each size of run, which of the keys that both sides have stand in it (0 or 1)."""
    both = np.intersect1d(source.values, target.values)
    runs = ([np.minimum(_runs(side.counts(both), k), 1) for k in _sizes(side, size)] for side in (source, target))
    return next(runs), next(runs)


def _sizes(side: Ragged, size: int) -> range:
    return range(1, min(size, len(side.starts) - 1) + 1)


def _gains(cosine: Floats, n: int, m: int) -> tuple[Floats, Floats]:
    """What a run of n gains by its least useful end segment, and what it would gain by one more at either end."""
    rows, cols = cosine.shape[2] - n + 1, cosine.shape[3] - m + 1
    own = cosine[n - 1, m - 1, :rows, :cols]
    gain, extension = np.zeros_like(own), np.full_like(own, -0.1)
    if n > 1:
        shorter = cosine[n - 2, m - 1, : rows + 1, :cols]
        gain = own - np.maximum(shorter[1:], shorter[:-1])
    if n < len(cosine) and rows > 1:
        longer = cosine[n, m - 1, : rows - 1, :cols]
        extension[:-1] = np.maximum(extension[:-1], longer - own[:-1])
        extension[1:] = np.maximum(extension[1:], longer - own[1:])
    return gain, extension


def _near(values: Floats) -> Floats:
    """Highest value within `NEAR` columns of each boundary between columns: (n, m) to (n, m + 1)."""
    padded = np.pad(values, ((0, 0), (NEAR, NEAR)), constant_values=-1)
    highest: Floats = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEAR, axis=1).max(-1)
    return highest


def _rival(above: Floats) -> Floats:
    """For each place the best value that any other row has in its column."""
    if len(above) < 2:
        return np.zeros_like(above)
    second, first = np.partition(above, -2, axis=0)[-2:]
    rival: Floats = np.where(above == first, second, first)
    return rival


def _growth(cosine: Floats) -> Floats:
    """How much nearer a neighbour comes to each segment of the other side when a segment joins it, (n, m)."""
    single, double = cosine[0, 0], cosine[1, 0, :-1]
    growth: Floats = np.full_like(single, -0.2)
    growth[1:] = np.maximum(growth[1:], double - single[:-1])
    growth[:-1] = np.maximum(growth[:-1], double - single[1:])
    return growth
