"""What holds of every alignment, whatever the vectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tqcheck.align.coarse import around
from tqcheck.align.dp import Band, bead_shapes, best_path, posteriors

SHAPES = bead_shapes()
SIZES = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any)
SEEDS = st.integers(0, 2**32 - 1)


def random_scores(rows: int, cols: int, seed: int) -> np.ndarray:
    """Scores [i, j, t] of beads ending at points of the lattice."""
    scores = np.random.default_rng(seed).standard_normal((rows + 1, cols + 1, len(SHAPES))).astype(np.float32)
    for t, (n, m) in enumerate(SHAPES.tolist()):
        scores[:n, :, t] = scores[:, :m, t] = -np.inf
    return scores


def in_band(scores: np.ndarray, band: Band) -> np.ndarray:
    i, j = band.points()
    inside = (i >= 0) & (i <= band.rows) & (j >= 0) & (j <= band.cols)
    out = np.full((*i.shape, len(SHAPES)), -np.inf, np.float32)
    out[inside] = scores[i[inside], j[inside]]
    return out


def mirrored(scores: np.ndarray) -> np.ndarray:
    """The same beads read from the end."""
    rows, cols = scores.shape[0] - 1, scores.shape[1] - 1
    out = np.full_like(scores, -np.inf)
    for t, (n, m) in enumerate(SHAPES.tolist()):
        if n <= rows and m <= cols:
            out[n:, m:, t] = scores[n:, m:, t][::-1, ::-1]
    return out


@given(SIZES, SEEDS)
@settings(deadline=None, max_examples=60)
def test_every_segment_is_in_exactly_one_bead_and_in_order(size: tuple[int, int], seed: int) -> None:
    band = Band.full(*size)
    path = best_path(in_band(random_scores(*size, seed), band), SHAPES, band)
    assert [i for a, b, _, _ in path for i in range(a, b)] == list(range(size[0]))
    assert [j for _, _, c, d in path for j in range(c, d)] == list(range(size[1]))


@given(SIZES, SEEDS)
@settings(deadline=None, max_examples=60)
def test_reading_backwards_changes_nothing(size: tuple[int, int], seed: int) -> None:
    band, (rows, cols) = Band.full(*size), size
    scores = random_scores(*size, seed)
    forwards = best_path(in_band(scores, band), SHAPES, band)
    backwards = best_path(in_band(mirrored(scores), band), SHAPES, band)
    assert forwards == [(rows - b, rows - a, cols - d, cols - c) for a, b, c, d in reversed(backwards)]


@given(SIZES, SEEDS)
@settings(deadline=None, max_examples=60)
def test_posteriors_of_the_beads_that_hold_a_segment_sum_to_one(size: tuple[int, int], seed: int) -> None:
    band = Band.full(*size)
    probability = posteriors(in_band(random_scores(*size, seed), band), SHAPES, band)
    i, _ = band.points()
    for segment in range(size[0]):
        holds = (i[..., None] > segment) & (i[..., None] - SHAPES[:, 0] <= segment)
        assert abs(probability[holds].sum() - 1) < 1e-3


@given(st.lists(st.sampled_from([tuple(s) for s in SHAPES.tolist()]), min_size=1, max_size=12), SEEDS)
@settings(deadline=None, max_examples=60)
def test_planted_beads_are_recovered(beads: list[tuple[int, int]], seed: int) -> None:
    rows, cols = (sum(b[k] for b in beads) for k in (0, 1))
    scores = random_scores(rows, cols, seed)
    kinds = {tuple(s): t for t, s in enumerate(SHAPES.tolist())}
    planted, i, j = [], 0, 0
    for n, m in beads:
        planted.append((i, i + n, j, j + m))
        i, j = i + n, j + m
        scores[i, j, kinds[n, m]] = 1000 * (n + m)
    band = Band.full(rows, cols)
    path = best_path(in_band(scores, band), SHAPES, band)
    assert path == planted


@given(st.integers(60, 200), SEEDS)
@settings(deadline=None, max_examples=20)
def test_a_band_around_a_path_has_a_path(half: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    path, i, j = [], 0, 0
    while i < half or j < half:
        n, m = min(int(rng.integers(0, 3)), half - i), min(int(rng.integers(0, 3)), half - j)
        if n or m:
            path.append((i, i + n, j, j + m))
            i, j = i + n, j + m
    band = around(path, 2 * half - 1, 2 * half)
    found = best_path(in_band(random_scores(2 * half - 1, 2 * half, seed), band), SHAPES, band)
    assert found[-1][1] == 2 * half - 1
    assert found[-1][3] == 2 * half
