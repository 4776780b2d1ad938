"""Dynamic programming over beads, pure: arrays in, index ranges out.

A bead of shape (n, m) takes the next n source and m target segments. The lattice's points (i, j) are visited by
antidiagonals d = i + j, and of each antidiagonal only a window of `width` points starting at source index
`low[d]` (the band), so that cost grows with the band and not with the product of the lengths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Range = tuple[int, int, int, int]
"""Source start, source end, target start, target end, half-open."""


def bead_shapes(longest: int = 8, widest: int = 4) -> Ints:
    """Shapes (n, m), shape (t, 2): 1-0, 0-1, 1-1, 1-n and n-1 to `longest`, n-m to `widest` on either side."""
    many = [(n, m) for n in range(2, widest + 1) for m in range(2, widest + 1)]
    one = [shape for k in range(2, longest + 1) for shape in ((1, k), (k, 1))]
    return np.array([(1, 0), (0, 1), (1, 1), *one, *many], np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Which lattice points are visited: `low[d] + k` for k in 0..width-1, for each antidiagonal d of `rows + cols`."""

    rows: int
    cols: int
    width: int
    low: Ints

    @classmethod
    def full(cls, rows: int, cols: int) -> Band:
        """Every point of a small lattice."""
        d = np.arange(rows + cols + 1)
        return cls(rows=rows, cols=cols, width=min(rows, cols) + 1, low=np.maximum(0, d - cols))

    def points(self) -> tuple[Ints, Ints]:
        """Source and target index of each point, shape (rows + cols + 1, width); may lie outside the lattice."""
        i = self.low[:, None] + np.arange(self.width)
        return i, np.arange(self.rows + self.cols + 1)[:, None] - i

    def cell(self, i: Ints, j: Ints) -> tuple[Ints, Ints]:
        """Where points of the lattice stand in arrays of the band's shape; each must lie in the band."""
        return i + j, i - self.low[i + j]


def best_path(scores: Floats, shapes: Ints, band: Band) -> list[Range]:
    """Beads of the path with the highest sum of scores, in order.

    `scores[d, k, t]` is that of the bead of shape t that *ends* at point (d, k), -inf where there is none.
    """
    steps = _Steps(shapes, band)
    best = np.full(steps.cells + 1, -np.inf)
    best[steps.origin] = 0.0
    choice = np.zeros((len(band.low), band.width), np.int64)
    for d in range(1, len(band.low)):
        total = best[steps.before(d)] + scores[d]
        choice[d] = total.argmax(1)
        best[d * band.width : (d + 1) * band.width] = total.max(1)
    return _trace(choice, shapes, band)


def _trace(choice: Ints, shapes: Ints, band: Band) -> list[Range]:
    path: list[Range] = []
    i, j = band.rows, band.cols
    while i or j:
        n, m = shapes[choice[i + j, i - band.low[i + j]]].tolist()
        path.append((i - n, i, j - m, j))
        i, j = i - n, j - m
    return path[::-1]


def posteriors(scores: Floats, shapes: Ints, band: Band) -> Floats:
    """Probability of each bead under the distribution over paths with weights exp(sum of scores), as `scores`.

    Forward and backward sums of a semi-Markov random field (Sarawagi and Cohen 2004).
    """
    steps = _Steps(shapes, band)
    forward, backward = np.full((2, steps.cells + 1), -np.inf)
    forward[steps.origin] = 0.0
    last = len(band.low) - 1
    end = last * band.width + band.rows - int(band.low[last])
    backward[end] = 0.0
    flat = np.append(scores.reshape(-1), np.float32(-np.inf))
    for d in range(1, last + 1):
        forward[d * band.width : (d + 1) * band.width] = _log_sum(forward[steps.before(d)] + scores[d])
    for d in range(last - 1, -1, -1):
        point, bead = steps.after(d)
        backward[d * band.width : (d + 1) * band.width] = _log_sum(backward[point] + flat[bead])
    out = np.zeros_like(scores)
    for d in range(1, last + 1):
        after = backward[d * band.width : (d + 1) * band.width, None]
        out[d] = np.exp(forward[steps.before(d)] + scores[d] + after - forward[end])
    return out


def _log_sum(values: Doubles) -> Doubles:
    highest = values.max(1)
    safe = np.where(np.isfinite(highest), highest, 0.0)
    with np.errstate(divide="ignore"):
        total: Doubles = np.log(np.exp(values - safe[:, None]).sum(1)) + safe
    return total


class _Steps:
    """Where beads begin and end, as flat indices of points; index `cells` is the point off the band."""

    def __init__(self, shapes: Ints, band: Band) -> None:
        self._sizes, self._rows, self._band = shapes.sum(1), shapes[:, 0], band
        self._kinds = np.arange(len(shapes))
        self.cells = len(band.low) * band.width
        self.origin = -int(band.low[0])
        self._window = np.arange(band.width)[:, None]

    def before(self, d: int) -> Ints:
        """Points at which the beads that end on antidiagonal d begin, shape (width, t)."""
        return self._points(d, -1)

    def after(self, d: int) -> tuple[Ints, Ints]:
        """Points at which the beads that begin on antidiagonal d end, and the beads' flat places in `scores`."""
        points = self._points(d, 1)
        kinds = len(self._kinds)
        return points, np.where(points < self.cells, points * kinds + self._kinds, self.cells * kinds)

    def _points(self, d: int, direction: int) -> Ints:
        there = d + direction * self._sizes
        known = np.clip(there, 0, len(self._band.low) - 1)
        k = self._window + (self._band.low[d] + direction * self._rows - self._band.low[known])
        inside = (k >= 0) & (k < self._band.width) & (there == known)
        return np.where(inside, known * self._band.width + k, self.cells)
