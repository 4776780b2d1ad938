"""Where to look in long texts: alignment of halved, quartered... texts, refined level by level (Thompson and Koehn).

Each level aligns runs of two segments of the level below, within a band around what the level above found, so that
the whole costs a small multiple of the text's length.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tqcheck.align.dp import Band, Floats, Ints, Range, best_path

SMALL = 150
"""Texts up to this many segments are searched in full."""
WIDTH = 56
"""Points of an antidiagonal that are visited in a longer one."""
ROWS = 64
"""Source segments scored at a time."""
_SHAPES: Ints = np.array([(1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1)])
_FLOOR = 0.12
"""Cosine above chance from which a coarse pair is worth more than two gaps."""


def find_band(source: Floats, target: Floats) -> Band:
    """The points worth visiting for vectors (n, d) and (m, d)."""
    if min(len(source), len(target)) <= SMALL:
        return Band.full(len(source), len(target))
    above = find_band(_halve(source), _halve(target))
    path = best_path(fill(above, _SHAPES, _coarse_scores(_halve(source), _halve(target))), _SHAPES, above)
    return around(path, len(source), len(target))


def around(path: list[Range], rows: int, cols: int) -> Band:
    """A band around the path of a text of half the length."""
    corners = np.array([(0, 0), *((b, d) for _, b, _, d in path)]) * 2
    corners[-1] = rows, cols
    corners = np.minimum(corners, (rows, cols))
    d = np.arange(rows + cols + 1)
    centre = np.interp(d, corners.sum(1), corners[:, 0]).round().astype(np.int64)
    first, last = np.maximum(0, d - cols), np.minimum(rows, d)
    low = np.clip(centre - WIDTH // 2, first, np.maximum(first, last - WIDTH + 1))
    return Band(rows=rows, cols=cols, width=WIDTH, low=low)


def fill(band: Band, shapes: Ints, tile: Callable[[int, int, int, int], Floats]) -> Floats:
    """Scores of all beads of a band, as the functions of `dp` take them, computed in rectangles.

    `tile(top, bottom, left, right)` scores the beads within those segments: `[i, j, t]` is that of the bead of shape
    t that ends i segments after `top` and j after `left`.
    """
    i, j = band.points()
    inside = (i >= 0) & (i <= band.rows) & (j >= 0) & (j <= band.cols)
    out = np.full((*i.shape, len(shapes)), -np.inf, np.float32)
    margin = int(shapes.max()) + 1
    for first in range(0, band.rows + 1, ROWS):
        here = inside & (i >= first) & (i < first + ROWS)
        top, bottom = max(0, first - margin), min(band.rows, first + ROWS + margin)
        left, right = max(0, int(j[here].min()) - margin), min(band.cols, int(j[here].max()) + margin)
        out[here] = tile(top, bottom, left, right)[i[here] - top, j[here] - left]
    return out


def _halve(vectors: Floats) -> Floats:
    paired = vectors[: len(vectors) // 2 * 2].reshape(-1, 2, vectors.shape[1]).sum(1)
    joined = np.concatenate([paired, vectors[len(paired) * 2 :]])
    return _unit(joined)


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return unit


def _coarse_scores(source: Floats, target: Floats) -> Callable[[int, int, int, int], Floats]:
    left_runs, right_runs = ([_unit(_run_sums(v, k)) for k in (1, 2, 3)] for v in (source, target))
    chance = float(source.mean(0) @ target.mean(0))

    def tile(top: int, bottom: int, left: int, right: int) -> Floats:
        scores = np.full((bottom - top + 1, right - left + 1, len(_SHAPES)), -np.inf, np.float32)
        for t, (n, m) in enumerate(_SHAPES.tolist()):
            if not (n and m):
                scores[n:, m:, t] = 0
            elif bottom - top >= n and right - left >= m:
                cosine = left_runs[n - 1][top : bottom - n + 1] @ right_runs[m - 1][left : right - m + 1].T
                scores[n:, m:, t] = (cosine - chance - _FLOOR) * (n + m) / 2
        return scores

    return tile


def _run_sums(vectors: Floats, size: int) -> Floats:
    sums: Floats = np.sum([vectors[k : len(vectors) - size + 1 + k] for k in range(size)], axis=0)
    return sums
