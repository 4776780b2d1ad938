"""Sentence alignment in the manner of Vecalign (Thompson and Koehn 2019) and Bertalign (Liu and Zhu 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tqcheck.align.dp import Band, Floats, Ints, Range, bead_shapes, best_path
from tqcheck.plugins import Encoder
from tqcheck.records import Bead, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """`longest`: k of the largest 1-k and k-1 bead; `widest`: largest side of an n-m bead."""

    longest: int = 8
    widest: int = 4


def align(
    source: Sequence[Segment], target: Sequence[Segment], encoder: Encoder, options: AlignOptions | None = None
) -> tuple[Bead, ...]:
    """Beads in reading order, numbered from 0; every segment stands in exactly one."""
    options = options or AlignOptions()
    left, right = (_blocks([s.text for s in side], encoder, options.longest) for side in (source, target))
    if source and target:
        shapes = bead_shapes(options.longest, options.widest)
        band = Band.full(len(source), len(target))
        path = best_path(_scores(left, right, shapes, band), shapes, band)
    else:
        path = [(i, i + 1, 0, 0) for i in range(len(source))] + [(0, 0, j, j + 1) for j in range(len(target))]
    return tuple(
        Bead(
            index=index,
            source=tuple(source[a:b]),
            target=tuple(target[c:d]),
            similarity=_similarity(left, right, (a, b, c, d)),
        )
        for index, (a, b, c, d) in enumerate(path)
    )


def _blocks(texts: Sequence[str], encoder: Encoder, size: int) -> Floats:
    """Vectors of runs of neighbours, shape (size, n, d)."""
    if hasattr(encoder, "encode_blocks"):
        blocks: Floats = encoder.encode_blocks(texts, size)
        return blocks
    vectors = encoder.encode(texts)
    sums = np.concatenate([np.zeros_like(vectors[:1]), np.cumsum(vectors, axis=0)])
    out = np.zeros((size, *vectors.shape), np.float32)
    for k in range(1, min(size, len(texts)) + 1):
        block = sums[k:] - sums[:-k]
        out[k - 1, : len(block)] = block / np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)
    return out


def _similarity(left: Floats, right: Floats, bead: Range) -> float | None:
    a, b, c, d = bead
    return float(left[b - a - 1, a] @ right[d - c - 1, c]) if a < b and c < d else None


def _scores(left: Floats, right: Floats, shapes: Ints, band: Band) -> Floats:
    i, j = band.points()
    scores = np.full((*i.shape, len(shapes)), -np.inf, np.float32)
    for t, (n, m) in enumerate(shapes.tolist()):
        a, c = i - n, j - m
        inside = (a >= 0) & (c >= 0) & (i <= band.rows) & (j <= band.cols)
        if not (n and m):
            scores[..., t][inside] = -0.5
            continue
        x, y = left[n - 1], right[m - 1]
        far = (1 - x @ right[0].T).mean(1)[:, None] + (1 - left[0] @ y.T).mean(0)
        cost = n * m * 2 * (1 - x @ y.T) / far
        scores[..., t][inside] = -cost[a[inside], c[inside]]
    return scores
