"""Beads of two described sides: the best path through the lattice, and how sure each of its beads is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tqcheck.align.coarse import fill, find_band
from tqcheck.align.dp import Band, Floats, bead_shapes, best_path, posteriors
from tqcheck.align.features import Proportions
from tqcheck.align.scorer import Scorer, shipped
from tqcheck.align.sides import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """`longest`: k of the largest 1-k and k-1 bead; `widest`: largest side of an n-m bead (both 2 or more)."""

    longest: int = 8
    widest: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A bead as numbers of segments, in order, its similarity and its probability."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    similarity: float | None
    confidence: float
    moved: bool = False

    def indices(self, side: int) -> tuple[int, ...]:
        """Segments of the source (0) or the target (1)."""
        return self.target if side else self.source

    def among(self, source: Sequence[int], target: Sequence[int]) -> Link:
        """The link of a whole text, where this one is of the segments `source` and `target` of it."""
        return replace(self, source=tuple(source[i] for i in self.source), target=tuple(target[j] for j in self.target))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An alignment, its score in nats, and what each segment of either side would score alone."""

    links: list[Link]
    score: float
    alone: tuple[Floats, Floats]


def links(
    source: Side, target: Side, *, options: AlignOptions | None = None, scorer: Scorer | None = None
) -> list[Link]:
    """The alignment of two sides that are not empty, in order."""
    return solve(source, target, options=options, scorer=scorer).links


def solve(source: Side, target: Side, *, options: AlignOptions | None = None, scorer: Scorer | None = None) -> Scored:
    """The alignment of two sides that are not empty, with its score."""
    options, scorer = options or AlignOptions(), scorer or shipped()
    shapes = bead_shapes(options.longest, options.widest)
    band = find_band(source.blocks[0], target.blocks[0])
    whole = Proportions.of(source, target)

    def tile(top: int, bottom: int, left: int, right: int) -> Floats:
        return scorer.tile(source.part(top, bottom), target.part(left, right), shapes, whole)

    scores = fill(band, shapes, tile)
    probability = posteriors(scores, shapes, band)
    kinds = {(n, m): t for t, (n, m) in enumerate(shapes.tolist())}
    out, total = [], 0.0
    for a, b, c, d in best_path(scores, shapes, band):
        place = b + d, b - band.low[b + d], kinds[b - a, d - c]
        similarity = float(source.blocks[b - a - 1, a] @ target.blocks[d - c - 1, c]) if b > a and d > c else None
        confidence = scorer.confidence(float(probability[place]))
        out.append(
            Link(source=tuple(range(a, b)), target=tuple(range(c, d)), similarity=similarity, confidence=confidence)
        )
        total += float(scores[place])
    return Scored(links=out, score=total, alone=_alone(scores, band, kinds))


def _alone(scores: Floats, band: Band, kinds: dict[tuple[int, int], int]) -> tuple[Floats, Floats]:
    """The best score of each segment as a bead of its own."""
    i, j = band.points()
    best = np.full(band.rows, -np.inf, np.float32), np.full(band.cols, -np.inf, np.float32)
    for out, at, kind in zip(best, (i, j), ((1, 0), (0, 1)), strict=True):
        inside = np.isfinite(scores[..., kinds[kind]])
        np.maximum.at(out, at[inside] - 1, scores[..., kinds[kind]][inside])
    return best
