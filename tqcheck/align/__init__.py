"""Sentence alignment in the manner of Vecalign (Thompson and Koehn 2019) and Bertalign (Liu and Zhu 2022).

Candidates come from dynamic programming over vectors of runs of neighbours; what a bead is worth is learned, so that
a dropped sentence is not absorbed by its neighbour's bead, and the posterior of a bead is its confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tqcheck.align.coarse import fill, find_band
from tqcheck.align.dp import Floats, Range, bead_shapes, best_path, posteriors
from tqcheck.align.scorer import Scorer, shipped
from tqcheck.align.sides import Side, describe
from tqcheck.plugins import Encoder
from tqcheck.records import Bead, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """`longest`: k of the largest 1-k and k-1 bead; `widest`: largest side of an n-m bead (both 2 or more)."""

    longest: int = 8
    widest: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A bead as index ranges, its similarity and its probability."""

    range: Range
    similarity: float | None
    confidence: float


def align(
    source: Sequence[Segment], target: Sequence[Segment], encoder: Encoder, options: AlignOptions | None = None
) -> tuple[Bead, ...]:
    """Beads in reading order, numbered from 0; every segment stands in exactly one."""
    options = options or AlignOptions()
    if not source or not target:
        return _one_side(source, target)
    sides = describe([s.text for s in source], [s.text for s in target], encoder, options.longest)
    return tuple(
        Bead(
            index=index,
            source=tuple(source[slice(*link.range[:2])]),
            target=tuple(target[slice(*link.range[2:])]),
            similarity=link.similarity,
            confidence=link.confidence,
        )
        for index, link in enumerate(links(*sides, options=options))
    )


def _one_side(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Bead, ...]:
    missing = [Bead(index=i, source=(s,), target=(), confidence=1.0) for i, s in enumerate(source)]
    return tuple(missing or [Bead(index=i, source=(), target=(t,), confidence=1.0) for i, t in enumerate(target)])


def links(
    source: Side, target: Side, *, options: AlignOptions | None = None, scorer: Scorer | None = None
) -> list[Link]:
    """The alignment of two sides that are not empty, in order."""
    options, scorer = options or AlignOptions(), scorer or shipped()
    shapes = bead_shapes(options.longest, options.widest)
    band = find_band(source.blocks[0], target.blocks[0])

    def tile(top: int, bottom: int, left: int, right: int) -> Floats:
        return scorer.tile(source.part(top, bottom), target.part(left, right), shapes)

    scores = fill(band, shapes, tile)
    probability = posteriors(scores, shapes, band)
    kinds = {(n, m): t for t, (n, m) in enumerate(shapes.tolist())}
    out = []
    for a, b, c, d in best_path(scores, shapes, band):
        certain = probability[b + d, b - band.low[b + d], kinds[b - a, d - c]]
        similarity = float(source.blocks[b - a - 1, a] @ target.blocks[d - c - 1, c]) if b > a and d > c else None
        out.append(Link(range=(a, b, c, d), similarity=similarity, confidence=float(certain)))
    return out
